#include "stats/points/ripley.hpp"

#include <cstddef>
#include <functional>
#include <optional>

#include "core/error.hpp"
#include "stats/in_parallel.hpp"
#include "stats/random.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::stats {

namespace {

std::optional<Why> unfit(std::span<const Planar> points, const Window& window, std::span<const double> r) {
    expects(window.width() > 0 && window.height() > 0, "a window with an area");
    expects(std::ranges::is_sorted(r) && (r.empty() || (r.front() >= 0 && std::isfinite(r.back()))),
            "distances ascending from 0");
    if (!std::ranges::all_of(points, [&](Planar p) { return window.holds(p); })) return Why::not_a_number;
    if (points.size() < 2) return Why::too_few_values;
    return {};
}

double weight(EdgeWeight edge, const Window& window, Planar a, Planar b, double distance) {
    if (edge == EdgeWeight::isotropic) {
        const double inside = distance > 0 ? window.circle_inside(a, distance) : 1;
        return inside > 0.01 ? 1 / inside : 100;
    }
    if (edge == EdgeWeight::translation) {
        const double common = window.overlap(a.x - b.x, a.y - b.y);
        return common > 0 ? window.area() / common : 0;
    }
    return 1;
}

// The first of r that is no less.
std::size_t first_reaching(std::span<const double> r, double distance) {
    return static_cast<std::size_t>(std::ranges::lower_bound(r, distance) - r.begin());
}

template <class Visit>
void each_pair(std::span<const Planar> points, double most, Visit visit) {
    const PlaceGrid grid{points, most};
    for (std::uint32_t i = 0; i < points.size(); ++i)
        grid.within(points[i], most, [&](std::uint32_t j, double squared) {
            if (i != j) visit(i, j, std::sqrt(squared));
        });
}

std::vector<Maybe<double>> by_border(std::span<const Planar> points, const Window& window,
                                     std::span<const double> r) {
    const double most = r.back() * (1 + 1e-12);
    std::vector<std::vector<double>> others(points.size());
    each_pair(points, most, [&](std::uint32_t i, std::uint32_t, double d) { others[i].push_back(d); });
    std::vector<double> pairs(r.size()), inner(r.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double border = window.to_border(points[i]);
        std::vector<double> reached(r.size() + 1);
        for (const double d : others[i]) ++reached[first_reaching(r, d)];
        double so_far = 0;
        for (std::size_t k = 0; k < r.size() && r[k] < border; ++k) {
            so_far += reached[k];
            pairs[k] += so_far;
            ++inner[k];
        }
    }
    std::vector<Maybe<double>> out;
    for (std::size_t k = 0; k < r.size(); ++k) {
        if (inner[k] == 0)
            out.push_back(std::unexpected{Why::no_exposure});
        else
            out.push_back(window.area() / static_cast<double>(points.size()) * pairs[k] / inner[k]);
    }
    return out;
}

// K of points that are known to be fit.
std::vector<Maybe<double>> k_of(std::span<const Planar> points, const Window& window,
                                std::span<const double> r, EdgeWeight edge) {
    if (r.empty()) return {};
    if (edge == EdgeWeight::border) return by_border(points, window, r);
    std::vector<double> at(r.size() + 1);
    each_pair(points, r.back() * (1 + 1e-12), [&](std::uint32_t i, std::uint32_t j, double d) {
        at[first_reaching(r, d)] += weight(edge, window, points[i], points[j], d);
    });
    const double n = static_cast<double>(points.size()), scale = window.area() / (n * (n - 1));
    std::vector<Maybe<double>> out;
    double sum = 0;
    for (std::size_t k = 0; k < r.size(); ++k) out.push_back(scale * (sum += at[k]));
    return out;
}

double largest_deviation(std::span<const Maybe<double>> k, std::span<const double> r) {
    double largest = 0;
    for (std::size_t i = 0; i < r.size(); ++i)
        if (k[i]) largest = std::max(largest, std::abs(besag_l(*k[i]) - r[i]));
    return largest;
}

}  // namespace

double besag_l(double k) {
    return std::sqrt(k / std::numbers::pi);
}

Maybe<std::vector<Maybe<double>>> ripley_k(std::span<const Planar> points, const Window& window,
                                           std::span<const double> r, EdgeWeight edge) {
    if (const auto why = unfit(points, window, r)) return std::unexpected{*why};
    return k_of(points, window, r, edge);
}

Maybe<std::vector<double>> pair_correlation(std::span<const Planar> points, const Window& window,
                                            std::span<const double> r, EdgeWeight edge, double stoyan) {
    expects(edge != EdgeWeight::border && stoyan > 0 && (r.empty() || r.front() > 0),
            "pair_correlation: distances above 0, weights of pairs");
    if (const auto why = unfit(points, window, r)) return std::unexpected{*why};
    const double n = static_cast<double>(points.size()), half = stoyan / std::sqrt(n / window.area());
    std::vector<double> g(r.size());
    if (r.empty()) return g;
    each_pair(points, r.back() + half, [&](std::uint32_t i, std::uint32_t j, double d) {
        const double e = weight(edge, window, points[i], points[j], d);
        for (auto k = std::ranges::lower_bound(r, d - half) - r.begin(); k < std::ssize(r); ++k) {
            const auto at = static_cast<std::size_t>(k);
            const double t = (r[at] - d) / half;
            if (t >= 1) break;
            g[at] += 0.75 * (1 - t * t) / half * e;
        }
    });
    for (std::size_t k = 0; k < r.size(); ++k)
        g[k] *= window.area() / (n * (n - 1) * 2 * std::numbers::pi * r[k]);
    return g;
}

Maybe<Envelope> global_envelope(std::span<const Planar> points, const Window& window,
                                std::span<const double> r, EdgeWeight edge, const Permutations& replicates,
                                double level) {
    expects(level > 0 && level < 1, "global_envelope: a level between 0 and 1");
    if (const auto why = unfit(points, window, r)) return std::unexpected{*why};
    Envelope out{.deviation = largest_deviation(k_of(points, window, r, edge), r)};
    std::vector<double> largest(replicates.replicates);
    in_parallel(largest.size(), replicates.threads, [&](std::size_t first, std::size_t past) {
        std::vector<Planar> dealt(points.size());
        for (std::size_t s = first; s < past; ++s) {
            Random random{replicates.seed, s};
            for (auto& p : dealt) {
                p.x = random.uniform(window.low.x, window.high.x);
                p.y = random.uniform(window.low.y, window.high.y);
            }
            largest[s] = largest_deviation(k_of(dealt, window, r, edge), r);
        }
    });
    std::size_t as_large = 0;
    for (const double d : largest) as_large += d >= out.deviation;
    out.p = tails_of(0, as_large, largest.size()).high;
    // The m-th largest of R replicates is passed by chance m / (R + 1).
    std::ranges::sort(largest, std::greater{});
    const auto m = static_cast<std::size_t>(level * static_cast<double>(largest.size() + 1) * (1 + 1e-12));
    if (!largest.empty()) out.half_width = largest[std::max<std::size_t>(m, 1) - 1];
    return out;
}

}  // namespace atalaya::stats
