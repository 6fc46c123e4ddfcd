#!/usr/bin/python3
"""Cases of methods of which nothing is published with numbers, or of what published ones leave out, worked from the
definitions in numpy and scipy: every window, pair and segmentation in turn, nothing of this program.

  tests/validation/apart.py            "ok METHOD: CASE" for each of tests/validation/apart.json that is still so
  tests/validation/apart.py --record   writes that file, which tests/validation/run asks the program for
"""
import itertools
import json
import pathlib
import sys

try:
    import numpy as np
    from scipy import stats
    from scipy.sparse.csgraph import connected_components
except ImportError:
    print("skip tests/validation/apart.json: no numpy and scipy")
    sys.exit(0)

STORED = pathlib.Path(__file__).with_name("apart.json")


def adjusted(p):  # Benjamini & Hochberg
    order, n = np.argsort(p, kind="stable"), len(p)
    least = np.minimum.accumulate((p[order] * n / np.arange(1, n + 1))[::-1])[::-1]
    q = np.empty(n)
    q[order] = np.minimum(least, 1)
    return q


def apart(x, y):
    return np.hypot(x[:, None] - x[None], y[:, None] - y[None])


def town(seed, n, heaps=((250, 300, 40), (700, 620, 60), (420, 860, 25))):
    """Points on a square kilometre: a third anywhere, the others in heaps."""
    random = np.random.RandomState(seed)
    of = random.randint(0, len(heaps), n)
    heap = np.array(heaps)[of]
    x, y = random.normal(heap[:, 0], heap[:, 2]), random.normal(heap[:, 1], heap[:, 2])
    anywhere = random.rand(n) < 1 / 3
    x[anywhere], y[anywhere] = random.uniform(0, 1000, (2, anywhere.sum()))
    return np.round(np.clip(x, 0, 1000), 1), np.round(np.clip(y, 0, 1000), 1)


WINDOW = {"left": 0, "right": 1000, "bottom": 0, "top": 1000}


# DBSCAN: Ester et al. 1996.
def dbscan():
    x, y = town(11, 150)
    near = apart(x, y) <= 45
    core = near.sum(1) >= 6
    group = np.arange(len(x))
    for _ in range(len(x)):
        for i in np.flatnonzero(core):
            group[core & near[i]] = group[core & near[i]].min()
    noise = ~(near[:, core]).any(1)
    return {"points": {"x": x, "y": y}}, {"radius": 45, "least": 6}, {
        "points": {"core": core.astype(int)},
        "summary": {"clusters": [len(set(group[core]))], "noise": [noise.sum()], "core": [core.sum()]},
    }


# HDBSCAN: Campello, Moulavi & Sander 2013, the tree cut from the top, edge by edge.
def hdbscan():
    x, y = town(12, 120)
    least, neighbours = 6, 4
    distance = apart(x, y)
    core = np.sort(distance, 1)[:, neighbours - 1]
    reach = np.maximum(np.maximum(core[:, None], core[None]), distance)

    def parts(members, below):
        labels = connected_components(reach[np.ix_(members, members)] < below)[1]
        return [list(np.array(members)[labels == one]) for one in range(labels.max() + 1)]

    def longest(members):  # of the edges that hold them together: below it they fall apart
        among = reach[np.ix_(members, members)]
        nearest, joined, most = among[0].copy(), np.zeros(len(members), bool), 0.0
        joined[0] = True
        while not joined.all():
            j = np.where(joined, np.inf, nearest).argmin()
            most, joined[j] = max(most, nearest[j]), True
            nearest = np.minimum(nearest, among[j])
        return most

    def best(members, birth):  # stability and clusters told
        told, stability = list(members), 0.0
        while True:
            if len(members) == 1:
                return stability, [told], stability
            edge = longest(members)
            density = 1 / edge
            large = [part for part in parts(members, edge) if len(part) >= least]
            stays = len(large[0]) if len(large) == 1 else 0
            stability += (len(members) - stays) * (density - birth)
            if len(large) == 1:
                members = large[0]
                continue
            if not large:
                return stability, [told], stability
            below = [best(part, density) for part in large]
            total = sum(one[0] for one in below)
            clusters = [cluster for one in below for cluster in one[1]]
            if birth > 0 and stability >= total:
                return stability, [told], stability
            return total, clusters, stability

    clusters = best(list(range(len(x))), 0.0)[1]
    return {"points": {"x": x, "y": y}}, {"least": least, "neighbours": neighbours}, {
        "summary": {"clusters": [len(clusters)], "noise": [len(x) - sum(map(len, clusters))]},
    }


# STAC: Block 1995; circles of radius r sqrt 2 about nodes r apart, joined where they share an event.
def stac():
    x, y = town(13, 90)
    radius, circles, least = 60, 12, 5
    at = np.arange(0, 1000 + 1e-9, radius)
    nodes = np.array([(u, v) for v in at for u in at])
    inside = np.hypot(nodes[:, :1] - x, nodes[:, 1:] - y) <= np.sqrt(2) * radius
    fullest = [i for i in np.argsort(-inside.sum(1), kind="stable") if inside[i].sum() >= 2][:circles]
    groups = [set(np.flatnonzero(inside[i])) for i in fullest]
    while True:
        pair = next(((a, b) for a, b in itertools.combinations(range(len(groups)), 2) if groups[a] & groups[b]), None)
        if pair is None:
            break
        groups[pair[0]] |= groups.pop(pair[1])
    groups = sorted((sorted(g) for g in groups if len(g) >= least), key=len, reverse=True)
    rows = []
    for g in groups:
        p = np.array([x[g], y[g]]) - [[x[g].mean()], [y[g].mean()]]
        axes = np.sqrt(2 * np.linalg.eigvalsh(p @ p.T) / (len(g) - 2))
        rows.append((len(g), x[g].mean(), y[g].mean(), axes[1], axes[0], np.pi * axes[0] * axes[1]))
    columns = dict(zip(("points", "x", "y", "major", "minor", "area"), map(list, zip(*rows))))
    return {"points": {"x": x, "y": y}}, {**WINDOW, "radius": radius, "circles": circles, "least": least}, {"clusters": columns}


# Knox 1964: pairs by distance and by days; what independence gives from the margins.
def near_repeat():
    x, y = town(14, 130)
    day = np.random.RandomState(4).randint(0, 120, 130)
    one = np.triu_indices(130, 1)
    far = (abs(x[:, None] - x) + abs(y[:, None] - y))[one]
    late = abs(day[:, None] - day)[one]
    table = np.zeros((4, 4))
    np.add.at(table, (np.digitize(far, [1, 100, 200]), np.digitize(late, [7, 14, 21])), 1)
    expected = table.sum(1, keepdims=True) * table.sum(0) / table.sum()
    settings = {"distance_step": 100, "distance_bands": 2, "day_step": 7, "day_bands": 3, "permutations": 9}
    dates = [str(np.datetime64("2023-01-01") + int(d)) for d in day]
    return {"events": {"x": x, "y": y, "day": dates}}, settings, {"bands": {"observed": table.ravel(), "analytic": expected.ravel()}}


# Bowers, Johnson & Pease 2004.
def prospective_map():
    x, y = town(15, 80)
    day = np.random.RandomState(5).randint(0, 90, 80)
    at = np.arange(50, 1000, 100)
    cx, cy = np.tile(at, 10), np.repeat(at, 10)
    risk = np.zeros(100)
    for ex, ey, age in zip(x, y, day.max() + 1 - day):
        far = np.hypot(cx - ex, cy - ey)
        near = (far <= 400) & (age < 60)
        risk[near] += 1 / ((1 + np.floor(far[near] / 50)) * (1 + age // 7))
    dates = [str(np.datetime64("2023-01-01") + int(d)) for d in day]
    return {"points": {"x": x, "y": y, "day": dates}}, {**WINDOW, "cell": 100, "zeros": "true"}, {"cells": {"x": cx, "y": cy, "risk": risk}}


# Stoyan & Stoyan 1994, with the translation weights of Ohser.
def pair_correlation():
    x, y = town(16, 100)
    n, radii = len(x), np.arange(1, 9) * 25.0
    half = 0.15 / np.sqrt(n / 1e6)
    far = apart(x, y)
    weight = 1e6 / ((1000 - abs(x[:, None] - x)) * (1000 - abs(y[:, None] - y)))
    np.fill_diagonal(weight, 0)
    g = []
    for r in radii:
        u = (r - far) / half
        k = np.where(abs(u) < 1, 0.75 * (1 - u**2) / half, 0)
        g.append(1e6 / (n * (n - 1) * 2 * np.pi * r) * (k * weight).sum())
    return {"points": {"x": x, "y": y}}, {**WINDOW, "longest": 200, "steps": 8}, {
        "distances": {"r": radii, "g": g}, "smoothing": {"half_width": [half]},
    }


def beside_of(x, y, k):
    far = apart(x, y)
    np.fill_diagonal(far, np.inf)
    return np.argsort(far, 1, kind="stable")[:, :k]


# Gi* of Ord & Getis 1995 over areas and periods; Mann 1945 and Kendall 1975 for what becomes of it.
def emerging_hot_spots():
    x, y = town(17, 30)
    random = np.random.RandomState(7)
    mean = np.full((30, 12), 4.0)
    mean[apart(x, y)[0] < 300, 6:] = 14
    counts = random.poisson(mean)
    near = np.eye(30, dtype=bool)
    near[np.arange(30)[:, None], beside_of(x, y, 4)] = True
    total, average, spread = counts.size, counts.mean(), counts.std()
    z = np.empty(counts.shape)
    for i, t in np.ndindex(*counts.shape):
        block = counts[near[i], max(0, t - 1) : t + 1]
        m = block.size
        z[i, t] = (block.sum() - m * average) / (spread * np.sqrt(m * (total - m) / (total - 1)))
    told = adjusted(2 * stats.norm.sf(abs(z)).ravel()).reshape(z.shape) <= 0.05
    hot, cold = told & (z > 0), told & (z < 0)

    def trend(series):
        n = len(series)
        s = sum(np.sign(series[j] - series[i]) for i, j in itertools.combinations(range(n), 2))
        ties = np.unique(series, return_counts=True)[1]
        variance = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
        at = (s - np.sign(s)) / np.sqrt(variance)
        return at, 2 * stats.norm.sf(abs(at))

    def category(hot, cold, at, p):
        way = 0 if p > 0.05 else np.sign(at)
        for of, other, up in ((hot, cold, way), (cold, hot, -way)):
            if of.sum() >= 0.9 * len(of):
                return {1: "intensifying", 0: "persistent", -1: "diminishing"}[up] if of[-1] else "historical"
            if not of[-1]:
                continue
            if of.sum() == 1:
                return "new"
            run = len(of) - 1 - np.flatnonzero(~of)[-1]
            return "consecutive" if run == of.sum() else "oscillating" if other.any() else "sporadic"
        return "none"

    trends = [trend(series) for series in z]
    ids = [f"a{i + 1}" for i in range(30)]
    rows = [(ids[i], str(np.datetime64("2023-03-01") + t), int(counts[i, t])) for i, t in np.ndindex(*counts.shape)]
    area, day, value = map(list, zip(*rows))
    return {"areas": {"id": ids, "x": x, "y": y}, "counts": {"area": area, "day": day, "value": value}}, {"neighbours": "nearest", "k": 4}, {
        "areas": {
            "hot_periods": hot.sum(1), "cold_periods": cold.sum(1), "last_z": z[:, -1],
            "trend_z": [t[0] for t in trends], "trend_p": [t[1] for t in trends],
            "category": [category(hot[i], cold[i], *trends[i]) for i in range(30)],
        },
    }


# Kulldorff 2001 and Kulldorff et al. 2005: every circle over every last stretch.
def scan_space_time(residents):
    x, y = town(18, 25)
    random = np.random.RandomState(8)
    people = random.randint(2000, 30000, 25)
    mean = np.outer(people / people.sum(), np.full(20, 12.0))
    mean[apart(x, y)[3] < 200, -3:] *= 4
    cases = random.poisson(mean)
    every, far = cases.sum(), apart(x, y)
    found = (0.0,)
    for i in range(25):
        order = np.argsort(far[i], kind="stable")
        for k in range(1, 26):
            zone = order[:k]
            size = people[zone].sum() / people.sum() if residents else cases[zone].sum() / every
            if size > 0.5:
                break
            for length in range(1, 8):
                c = cases[zone, -length:].sum()
                e = every * size * length / 20 if residents else cases[zone].sum() * cases[:, -length:].sum() / every
                if c < 2 or c <= e:
                    continue
                llr = c * np.log(c / e) + (every - c) * np.log((every - c) / (every - e))
                if llr > found[0] + 1e-9:
                    found = (llr, c, e, k, length)
    llr, c, e, k, length = found
    ids = [f"a{i + 1}" for i in range(25)]
    rows = [(ids[i], str(np.datetime64("2023-03-01") + t), int(cases[i, t])) for i, t in np.ndindex(*cases.shape)]
    area, day, events = map(list, zip(*rows))
    areas = {"id": ids, "x": x, "y": y, **({"population": people} if residents else {})}
    return {"areas": areas, "counts": {"area": area, "day": day, "events": events}}, {"permutations": 9}, {
        "most likely": {"llr": [llr], "cases": [c], "expected": [e], "locations": [k], "first_day": [str(np.datetime64("2023-03-20") - int(length) + 1)], "last_day": ["2023-03-20"]},
    }


# Weighted criteria, and what becomes of the order under other weights.
def priorities(scale):
    random = np.random.RandomState(9)
    n, weights = 40, np.array([3, 1, 2, 0.5])
    x = np.array([random.poisson(m, n) for m in (30, 4, 90, 12)]).astype(float)
    scaled = []
    for one in x:
        if scale == "ranks":
            scaled.append([((one < v).sum() + ((one == v).sum() - 1) / 2) / (n - 1) for v in one])
        else:
            scaled.append((one - one.min()) / (one.max() - one.min()) if scale == "range" else (one - one.mean()) / one.std(ddof=1))
    score = lambda w: np.round(w @ np.array(scaled) / w.sum(), 12)
    ranks = lambda s: np.array([1 + (s > v).sum() for v in s])
    without = [np.where(np.arange(4) == j, 0, weights) for j in range(4)]
    others = [np.where(np.arange(4) == j, weights * f, weights) for j in range(4) for f in (2, 0.5)]
    orders = np.array([ranks(score(w)) for w in [weights, *others, *without]])
    stated = score(weights)
    table = {"id": [f"p{i + 1}" for i in range(n)], **{f"x{j + 1}": x[j] for j in range(4)}}
    return {"places": table}, {"scale": scale, **{f"weight{j + 1}": w for j, w in enumerate(weights)}}, {
        "places": {"score": stated, "rank": orders[0], "best_rank": orders.min(0), "worst_rank": orders.max(0), "within_top": (orders <= 10).mean(0)},
        "criteria": {"agreement_without": [stats.spearmanr(stated, score(w))[0] for w in without]},
    }


# Gi* on hexagons; the upper tail of the Pearson III curve with three moments of counts drawn without putting back.
def hot_spots():
    cells = [(q, r) for q in range(-5, 6) for r in range(-5, 6) if abs(q + r) <= 5]
    random = np.random.RandomState(10)
    count = random.poisson([3 if q * q + r * r > 4 else 11 for q, r in cells])
    n, mean, sd = len(cells), count.mean(), count.std()
    third = ((count - mean) ** 3).mean()
    z, p = [], []
    for q, r in cells:
        around = [i for i, (u, v) in enumerate(cells) if max(abs(u - q), abs(v - r), abs(u + v - q - r)) <= 1]
        m, s = len(around), count[around].sum()
        variance = sd**2 * m * (n - m) / (n - 1)
        skew = m * (n - m) * (n - 2 * m) / ((n - 1) * (n - 2)) * third / variance**1.5
        z.append((s - m * mean) / np.sqrt(variance))
        p.append(stats.pearson3.sf((s - 0.5 - m * mean) / np.sqrt(variance), skew))
    q_value = adjusted(np.array(p))
    told = [99 if one <= 0.01 else 95 if one <= 0.05 else 90 if one <= 0.1 else 0 for one in q_value]
    return {"cells": {"q": [c[0] for c in cells], "r": [c[1] for c in cells], "events": count}}, {}, {"cells": {"z": z, "p": p, "q_value": q_value, "confidence": told}}


# Anselin & Li 2019: joins of marked areas with marked neighbours, and the same among all deals of the other marks.
def local_join_counts():
    x, y = town(19, 60)
    random = np.random.RandomState(11)
    flag = (random.rand(60) < np.where(apart(x, y)[5] < 250, 0.8, 0.25)).astype(int)
    beside = beside_of(x, y, 5)
    value = flag * flag[beside].sum(1)
    return {"areas": {"id": [f"a{i + 1}" for i in range(60)], "flag": flag, "x": x, "y": y}}, {"neighbours": "nearest", "k": 5, "weights": "binary", "permutations": 0}, {
        "areas": {"value": value, "expectation": flag * 5 * (flag.sum() - flag) / 59},
    }


# Local Moran (Anselin 1995) with the conditional moments of Sokal, Oden & Thomson 1998, and q over all areas.
def local_moran():
    x, y = town(20, 60)
    random = np.random.RandomState(12)
    value = np.round(random.gamma(4, 5, 60) + np.where(apart(x, y)[7] < 250, 20, 0), 3)
    n, w = 60, 1 / 6
    beside = beside_of(x, y, 6)
    z = value - value.mean()
    m2 = (z**2).mean()
    local = z / m2 * z[beside].mean(1)
    rest = (z.sum() - z) / (n - 1)  # mean and variance of the other values
    others = ((z**2).sum() - z**2) / (n - 1) - rest**2
    expectation = z / m2 * rest
    variance = (z / m2) ** 2 * others * (6 * w**2 * (n - 1) - 1) / (n - 2)
    p = 2 * stats.norm.sf(abs(local - expectation) / np.sqrt(variance))
    return {"areas": {"id": [f"a{i + 1}" for i in range(n)], "value": value, "x": x, "y": y}}, {"neighbours": "nearest", "k": 6, "permutations": 0}, {
        "areas": {"value": local, "expectation": expectation, "variance": variance, "p": p, "q": adjusted(p)},
    }


# Killick, Fearnhead & Eckley 2012: the least of all segmentations, by dynamic programming.
def change_points(search, penalty):
    random = np.random.RandomState(13)
    counts = np.concatenate([random.poisson(m, k) for m, k in ((12, 30), (20, 24), (9, 36))])
    n, sums = len(counts), np.concatenate([[0], np.cumsum(counts)])

    def cost(a, b):
        s, e = sums[b] - sums[a], b - a
        return (-2 * (s * np.log(s / e) if s else 0)) + (np.log(e) if penalty == "mbic" else 0)

    each = (3 if penalty == "mbic" else 2) * np.log(n)
    best = [(-each, ())] + [(np.inf, ())] * n
    for end in range(2, n + 1):
        for start in range(0, end - 1):
            total = best[start][0] + cost(start, end) + each
            if total < best[end][0] - 1e-12:
                best[end] = (total, best[start][1] + ((start,) if start else ()))
    changes = best[n][1]
    if search == "one":
        each_one = [(cost(0, k) + cost(k, n) + each, (k,)) for k in range(2, n - 1)] + [(cost(0, n), ())]
        changes = min(each_one)[1]
    edges = [0, *changes, n]
    level = [counts[a:b].mean() for a, b in zip(edges, edges[1:])]
    return {"series": {"value": counts}}, {"search": search, "penalty": penalty}, {
        "changes": {"row": [c + 1 for c in changes], "level_before": level[:-1], "level_after": level[1:]}, "fit": {"penalty": [each]},
    }


# Bai & Perron 2003 with one break and two, each place tried; the largest F of one (supF) is (rss_0 - rss_1) / (rss_1 / (n - 2)).
def structural_breaks():
    random = np.random.RandomState(14)
    value = np.round(np.concatenate([random.normal(m, 3, 25) for m in (10, 16, 12)]), 3)
    n, least = 75, int(0.15 * 75)
    rss = lambda a, b: ((value[a:b] - value[a:b].mean()) ** 2).sum()
    one = min((rss(0, k) + rss(k, n), k) for k in range(least, n - least + 1))
    two = min((rss(0, a) + rss(a, b) + rss(b, n), a, b) for a in range(least, n) for b in range(a + least, n - least + 1))
    ends = [rss(0, n), one[0], two[0]]
    bic = [n * (np.log(r) + 1 - np.log(n) + np.log(2 * np.pi)) + 2 * (m + 1) * np.log(n) for m, r in enumerate(ends)]
    return {"series": {"value": value}}, {"most": 2, "breaks": 2}, {"fits": {"breaks": [0, 1, 2], "rss": ends, "bic": bic}, "breaks": {"row": [two[1] + 1, two[2] + 1]}}


# A Lorenz curve, one point of it: how few places hold 30 % of the events; Gini by its double sum.
def concentration():
    events = np.random.RandomState(15).negative_binomial(0.5, 0.1, 200)
    down = np.sort(events)[::-1]
    units = int(np.flatnonzero(np.cumsum(down) >= 0.3 * events.sum())[0]) + 1
    gini = abs(events[:, None] - events).sum() / (2 * len(events) ** 2 * events.mean())
    return {"places": {"events": events}}, {"share": 0.3}, {"summary": {"gini": [gini], "units": [units], "of_all": [units / 200], "of_possible": [units / min(200, events.sum())]}}


# Crimes weighed by harm: Sherman, Neyroud & Neyroud 2016; the gamma limits of Fay & Feuer 1997.
def harm_index():
    events, weight = np.array([12, 250, 81, 3, 40]), np.array([730, 2, 20, 5475, 365])
    harm, variance, widest = (events * weight).sum(), (events * weight**2).sum(), weight.max()
    low = stats.gamma.ppf(0.025, harm**2 / variance, scale=variance / harm)
    high = stats.gamma.ppf(0.975, (harm + widest) ** 2 / (variance + widest**2), scale=(variance + widest**2) / (harm + widest))
    return {"offences": {"events": events, "weight": weight}}, {}, {
        "index": {"harm": [harm], "average": [harm / events.sum()], "se": [np.sqrt(variance)], "low": [low], "high": [high]},
        "offences": {"harm": events * weight, "share": events * weight / harm},
    }


# A chain ladder of weeks (Mack 1993) and the middle of the negative binomial of what is missing, of Mack's variance.
def nowcast():
    random = np.random.RandomState(16)
    rows = [(i + 1, k, int(c)) for i in range(30) for k, c in enumerate(random.poisson(60 * np.array([0.5, 0.3, 0.15, 0.05]))) if i + k < 30]
    known = [np.cumsum([c for p, _, c in rows if p == i + 1]) for i in range(30)]
    factor = [sum(c[k + 1] for c in known if len(c) > k + 1) / sum(c[k] for c in known if len(c) > k + 1) for k in range(3)]
    final = np.array([c[-1] * np.prod(factor[len(c) - 1 :]) for c in known])
    period, delay, events = map(list, zip(*rows))
    return {"reports": {"period": period, "delay": delay, "events": events}}, {}, {
        "periods": {"known": [c[-1] for c in known], "final": final, "missing": final - [c[-1] for c in known]}, "delays": {"factor": [*factor, None]},
    }


# Quasi-Poisson by Newton's steps.
def regression():
    random = np.random.RandomState(17)
    x = np.round(random.normal(0, 1, (50, 2)), 3)
    exposure = random.randint(500, 5000, 50)
    y = random.negative_binomial(8, 8 / (8 + exposure * np.exp(-5 + 0.3 * x[:, 0] - 0.2 * x[:, 1])))
    design, b = np.column_stack([np.ones(50), x]), np.array([-5.0, 0, 0])
    for _ in range(60):
        mu = exposure * np.exp(design @ b)
        b = b + np.linalg.solve(design.T @ (design * mu[:, None]), design.T @ (y - mu))
    phi = ((y - mu) ** 2 / mu).sum() / 47
    se = np.sqrt(phi * np.diag(np.linalg.inv(design.T @ (design * mu[:, None]))))
    deviance = 2 * (np.where(y > 0, y * np.log(np.maximum(y, 1) / mu), 0) - (y - mu)).sum()
    return {"rows": {"y": y, "x1": x[:, 0], "x2": x[:, 1], "exposure": exposure}}, {}, {
        "terms": {"estimate": b, "se": se, "z": b / se, "p": 2 * stats.norm.sf(abs(b / se))}, "fit": {"dispersion": [phi], "deviance": [deviance]}, "rows": {"fitted": mu},
    }


# The test that a table prints, over many rows: q is of all of them.
def change():
    random = np.random.RandomState(18)
    before, now = random.poisson(60, 40), random.poisson(60 * np.where(np.arange(40) < 6, 1.7, 1), 40)
    n = now + before
    p = 2 * stats.norm.sf(abs((now - n / 2) / np.sqrt(n / 4)))
    return {"cells": {"now": now, "before": before}}, {}, {"changes": {"percent": 100 * (now / before - 1), "p": p, "q": adjusted(p), "ratio": now / before}}


# Callaway & Sant'Anna 2021: each cohort and period, errors by influence functions; whoever has not begun yet compares too.
def staggered_differences():
    random = np.random.RandomState(19)
    units, periods = 40, 8
    begun = random.choice([0, 3, 5, 6], units)
    t = np.arange(1, periods + 1)
    at_work = (begun[:, None] > 0) & (t[None] >= begun[:, None])
    y = random.normal(size=(units, 1)) + 0.3 * t[None] + at_work * (1 + 0.2 * (t[None] - begun[:, None])) + 0.5 * random.normal(size=(units, periods))
    effects, cells = {name: [] for name in ("group", "time", "att", "se")}, {}
    for cohort in (3, 5, 6):
        for period in range(2, periods + 1):
            base = cohort - 1 if period >= cohort else period - 1
            treated = begun == cohort
            others = ((begun == 0) | (begun > max(period, base))) & ~treated
            change = y[:, period - 1] - y[:, base - 1]
            att = change[treated].mean() - change[others].mean()
            influence = units * (treated / treated.sum() * (change - change[treated].mean()) - others / others.sum() * (change - change[others].mean()))
            cells[cohort, period] = att
            for name, value in zip(effects, (cohort, period, att, np.sqrt((influence**2).mean() / units))):
                effects[name].append(value)
    within = lambda m: m - m.mean(0) - m.mean(1, keepdims=True) + m.mean()
    d = within(at_work.astype(float))
    panel = {"unit": [f"u{u}" for u in range(units) for _ in t], "period": np.tile(t, units), "value": y.ravel(), "first_treated": np.repeat(begun, periods)}
    return {"panel": panel}, {"comparison": "not_yet_treated", "permutations": 99}, {"effects": effects, "design": {"two_way": [(d * y).sum() / (d * d).sum()]}}


# Chainey et al. 2008, Hunt 2016: places of equal forecast as their mean; beside last year's map on as much ground.
def map_accuracy():
    random = np.random.RandomState(20)
    n = 60
    observed, area = random.poisson(2, n), np.round(random.uniform(0.5, 3, n), 3)
    maps = {"predicted": random.randint(0, 12, n).astype(float), "baseline": random.poisson(2, n).astype(float)}

    def taken(of, ground):  # what part of each place is
        part, left = np.zeros(n), ground
        for level in np.unique(of)[::-1]:
            alike = of == level
            part[alike] = min(1, left / area[alike].sum())
            left = max(0, left - area[alike].sum())
        return part

    levels = np.sort(maps["predicted"])[::-1]
    mean_of = lambda values: np.array([values[maps["predicted"] == level].mean() for level in levels])
    found, ground = np.cumsum(mean_of(observed)), np.cumsum(mean_of(area))
    share, rate = ground / area.sum(), found / observed.sum()
    other, low, high = [], [], []
    for k in range(n):
        one, two = taken(maps["predicted"], ground[k]), taken(maps["baseline"], ground[k])
        other.append((observed * two).sum() / observed.sum())
        gain = rate[k] - other[-1]
        sd = np.sqrt(max(0, (observed * (one - two) ** 2).sum() / observed.sum() - gain**2) / observed.sum())
        low.append(max(-1, gain - stats.norm.ppf(0.975) * sd))
        high.append(min(1, gain + stats.norm.ppf(0.975) * sd))
    told = slice(0, int((share < 0.8).sum()) + 1)
    curve = {"hit_rate": rate, "pai": rate / share, "pei": found / np.cumsum(np.sort(observed)[::-1]), "rri": np.cumsum(levels) / found}
    beside = {"baseline_hit_rate": np.array(other), "baseline_pai": other / share, "gain": rate - other, "gain_low": np.array(low), "gain_high": np.array(high)}
    return {"places": {"observed": observed, **maps, "area": area}}, {"share": 0.8}, {
        "curve": {name: values[told] for name, values in curve.items()},
        "baseline": {name: values[told] for name, values in beside.items()},
    }


CASES = [
    ("dbscan", "150 points in heaps and anywhere", dbscan, ()), ("hdbscan", "120 points in heaps and anywhere", hdbscan, ()),
    ("stac", "90 points in heaps and anywhere", stac, ()), ("near_repeat", "130 events of four months", near_repeat, ()),
    ("prospective_map", "80 events of three months", prospective_map, ()), ("pair_correlation", "100 points, eight distances", pair_correlation, ()),
    ("emerging_hot_spots", "30 areas over twelve days, with categories", emerging_hot_spots, ()),
    ("scan_space_time", "25 places over 20 days, by events alone", scan_space_time, (False,)), ("scan_space_time", "25 places over 20 days, by residents", scan_space_time, (True,)),
    ("priorities", "40 places, four criteria by ranks", priorities, ("ranks",)), ("priorities", "40 places, four criteria by range", priorities, ("range",)), ("priorities", "40 places, four criteria by z", priorities, ("z",)),
    ("hot_spots", "91 hexagons with a hot middle", hot_spots, ()), ("local_join_counts", "60 areas, their five nearest", local_join_counts, ()),
    ("local_moran", "60 areas, q over all", local_moran, ()), ("change_points", "90 rows, all changes (PELT), MBIC", change_points, ("all", "mbic")),
    ("change_points", "90 rows, all changes (PELT), SIC", change_points, ("all", "sic")), ("change_points", "90 rows, one change at most (AMOC), SIC", change_points, ("one", "sic")),
    ("structural_breaks", "75 rows, two breaks", structural_breaks, ()), ("concentration", "200 places: a point of the Lorenz curve", concentration, ()),
    ("harm_index", "five offences, with gamma limits", harm_index, ()), ("nowcast", "thirty weeks, four delays", nowcast, ()),
    ("regression", "50 areas, two covariates", regression, ()), ("change", "40 rows: q over all", change, ()),
    ("staggered_differences", "40 units, three cohorts, not yet treated", staggered_differences, ()),
    ("map_accuracy", "60 places of unequal area beside another map", map_accuracy, ()),
]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(one) for one in value]
    if isinstance(value, (np.integer, int)):
        return int(value)
    return float(value) if isinstance(value, (np.floating, float)) else value


def made():
    out = []
    for method, name, work, arguments in CASES:
        tables, settings, expected = work(*arguments)
        first = "most likely" in expected
        if first:
            expected = {"clusters": expected["most likely"]}
        out.append(plain({"method": method, "name": name, "tables": tables, "set": {k: str(v) for k, v in settings.items()}, "expected": expected, "relative": 1e-8, **({"first": True} if first else {})}))
    return out


def alike(a, b):
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(alike(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(alike, a, b))
    return abs(a - b) <= 1e-9 * max(1e-9, abs(a)) if isinstance(a, float) and isinstance(b, (float, int)) else a == b


def main():
    cases = made()
    if sys.argv[1:] == ["--record"]:
        STORED.write_text("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]\n")
    stored = json.loads(STORED.read_text())
    wrong = 0
    for i, one in enumerate(cases):
        same = i < len(stored) and alike(one, stored[i])
        wrong += not same
        print(f"{'ok' if same else 'not ok'} {one['method']}: {one['name']}")
        if not same:
            print("    expected what tests/validation/apart.json has; tests/validation/apart.py --record writes it anew")
    if len(stored) != len(cases):
        print(f"not ok tests/validation/apart.json: expected {len(cases)} cases, found {len(stored)}")
    return 1 if wrong or len(stored) != len(cases) else 0


sys.exit(main())
