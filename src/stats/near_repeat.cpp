#include "stats/near_repeat.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <thread>
#include <unordered_map>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

using Events = std::uint32_t;

struct Edge {
    Events a{}, b{};
    std::uint32_t band{};
};

// Index of the half-open band that holds a value, none outside.
std::optional<std::size_t> band_of(std::span<const double> edges, double value) {
    const auto above = std::upper_bound(edges.begin(), edges.end(), value);
    if (above == edges.begin() || above == edges.end()) return std::nullopt;
    return static_cast<std::size_t>(above - edges.begin()) - 1;
}

double apart(Distance how, double dx, double dy) {
    return how == Distance::manhattan ? std::abs(dx) + std::abs(dy) : std::sqrt(dx * dx + dy * dy);
}

// Pairs whose distance lies in a band below `reach`, found through a grid of that width.
std::vector<Edge> close_pairs(std::span<const double> x, std::span<const double> y,
                              const NearRepeatModel& model, double reach) {
    const std::size_t n = x.size();
    const double width = reach * (1 + 1e-9);  // so that no rounding puts a pair two cells apart
    std::vector<std::pair<std::int64_t, std::int64_t>> cell(n);
    for (std::size_t i = 0; i < n; ++i)
        cell[i] = {static_cast<std::int64_t>(std::floor(x[i] / width)),
                   static_cast<std::int64_t>(std::floor(y[i] / width))};
    std::vector<Events> order(n);
    std::iota(order.begin(), order.end(), Events{0});
    std::stable_sort(order.begin(), order.end(), [&](Events a, Events b) { return cell[a] < cell[b]; });

    std::vector<Edge> edges;
    const auto try_pair = [&](Events a, Events b) {
        const double d = apart(model.distance, x[a] - x[b], y[a] - y[b]);
        if (d >= reach) return;
        if (const auto band = band_of(model.distance_edges, d))
            edges.push_back({a, b, static_cast<std::uint32_t>(*band)});
    };
    const auto first_of = [&](std::pair<std::int64_t, std::int64_t> wanted) {
        return std::lower_bound(order.begin(), order.end(), wanted,
                                [&](Events a, const auto& at) { return cell[a] < at; }) -
               order.begin();
    };
    for (std::size_t i = 0; i < n;) {
        const auto [column, line] = cell[order[i]];
        std::size_t end = i;
        while (end < n && cell[order[end]] == cell[order[i]]) ++end;
        // Within the cell, then its neighbour above and the three of the next column.
        const auto above = static_cast<std::size_t>(first_of({column, line + 2}));
        const auto next = static_cast<std::size_t>(first_of({column + 1, line - 1}));
        const auto next_end = static_cast<std::size_t>(first_of({column + 1, line + 2}));
        for (std::size_t k = i; k < end; ++k) {
            for (std::size_t j = k + 1; j < above; ++j) try_pair(order[k], order[j]);
            for (std::size_t j = next; j < next_end; ++j) try_pair(order[k], order[j]);
        }
        i = end;
    }
    return edges;
}

// Band of each number of days apart, up to the largest there is; `none` outside.
std::vector<std::uint32_t> day_bands(const NearRepeatModel& model, std::int64_t largest, std::uint32_t none) {
    std::vector<std::uint32_t> out(static_cast<std::size_t>(largest) + 1, none);
    for (std::size_t d = 0; d < out.size(); ++d)
        if (const auto band = band_of(model.day_edges, static_cast<double>(d)))
            out[d] = static_cast<std::uint32_t>(*band);
    return out;
}

// Pairs by day band whatever their distance: for each event those at most so many days later, by sorted days.
std::vector<std::int64_t> margins(std::vector<std::int32_t> days, std::span<const double> edges) {
    std::sort(days.begin(), days.end());
    const auto below = [&](double limit) {  // pairs less than `limit` days apart
        std::int64_t pairs = 0;
        std::size_t from = 0;
        for (std::size_t i = 0; i < days.size(); ++i) {
            while (static_cast<double>(std::int64_t{days[i]} - days[from]) >= limit && from < i) ++from;
            if (limit > 0) pairs += static_cast<std::int64_t>(i - from);
        }
        return pairs;
    };
    std::vector<std::int64_t> out;
    for (std::size_t k = 0; k + 1 < edges.size(); ++k) out.push_back(below(edges[k + 1]) - below(edges[k]));
    return out;
}

class Counter {
  public:
    Counter(std::vector<Edge> edges, std::vector<std::uint32_t> bands, std::size_t distance_bands,
            std::size_t days, bool rest, std::vector<std::int64_t> margin)
        : edges_{std::move(edges)},
          bands_{std::move(bands)},
          distance_bands_{distance_bands},
          days_{days},
          rest_{rest},
          margin_{std::move(margin)} {}

    std::vector<std::int64_t> count(std::span<const std::int32_t> days) const {
        // One column more, for pairs in no band of days.
        std::vector<std::int64_t> wide(distance_bands_ * (days_ + 1));
        for (const auto& [a, b, band] : edges_) {
            const auto between = static_cast<std::size_t>(std::abs(std::int64_t{days[a]} - days[b]));
            ++wide[band * (days_ + 1) + bands_[between]];
        }
        std::vector<std::int64_t> out(distance_bands_ * days_);
        for (std::size_t d = 0; d < distance_bands_; ++d)
            for (std::size_t t = 0; t < days_; ++t) out[d * days_ + t] = wide[d * (days_ + 1) + t];
        for (std::size_t t = 0; rest_ && t < days_; ++t) {
            std::int64_t nearer = 0;
            for (std::size_t d = 0; d + 1 < distance_bands_; ++d) nearer += out[d * days_ + t];
            out[(distance_bands_ - 1) * days_ + t] = margin_[t] - nearer;
        }
        return out;
    }

  private:
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> bands_;
    std::size_t distance_bands_, days_;
    bool rest_;
    std::vector<std::int64_t> margin_;
};

double median_of(std::vector<std::int64_t> values) {
    std::sort(values.begin(), values.end());
    const std::size_t n = values.size();
    return (static_cast<double>(values[(n - 1) / 2]) + static_cast<double>(values[n / 2])) / 2;
}

}  // namespace

Maybe<NearRepeat> near_repeat(std::span<const double> x, std::span<const double> y,
                              std::span<const std::int32_t> days, const NearRepeatModel& model) {
    const auto ascending = [](std::span<const double> edges) {
        return edges.size() >= 2 && std::is_sorted(edges.begin(), edges.end(), std::less_equal<>{}) &&
               std::isfinite(edges[edges.size() - 2]);
    };
    expects(x.size() == y.size() && x.size() == days.size(), "near_repeat: a place and a day per event");
    expects(ascending(model.distance_edges) && ascending(model.day_edges) && model.distance_edges[0] == 0 &&
                model.permutations >= 1,
            "near_repeat: ascending edges, distances from 0, one permutation or more");
    if (x.size() < 2) return std::unexpected{Why::too_few_events};
    for (std::size_t i = 0; i < x.size(); ++i)
        if (!std::isfinite(x[i]) || !std::isfinite(y[i])) return std::unexpected{Why::not_a_count};

    const std::size_t rows = model.distance_edges.size() - 1, columns = model.day_edges.size() - 1;
    const bool rest = std::isinf(model.distance_edges.back());
    const double reach = rest ? model.distance_edges[rows - 1] : model.distance_edges[rows];
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    auto edges = reach > 0 ? close_pairs(x, y, model, reach) : std::vector<Edge>{};

    NearRepeat out{rows, columns, {}, 0, static_cast<std::int64_t>(edges.size())};
    const auto n = static_cast<std::int64_t>(x.size());
    out.pairs = n * (n - 1) / 2;
    const auto by_day = margins({days.begin(), days.end()}, model.day_edges);
    std::vector<std::int64_t> by_distance(rows);
    for (const auto& edge : edges) ++by_distance[edge.band];
    if (rest) by_distance[rows - 1] = out.pairs - static_cast<std::int64_t>(edges.size());

    const Counter counter{std::move(edges),
                          day_bands(model, std::int64_t{*last} - *first, static_cast<std::uint32_t>(columns)),
                          rows,
                          columns,
                          rest,
                          by_day};
    const auto observed = counter.count(days);

    std::vector<std::vector<std::int64_t>> permuted(static_cast<std::size_t>(model.permutations));
    const auto work = [&](std::size_t from) {
        std::vector<std::int32_t> dealt;
        for (std::size_t r = from; r < permuted.size(); r += std::max(1U, model.threads)) {
            dealt.assign(days.begin(), days.end());
            Random random{model.seed, r};
            random.shuffle(std::span{dealt});
            permuted[r] = counter.count(dealt);
        }
    };
    std::vector<std::jthread> threads;
    for (unsigned k = 1; k < model.threads; ++k) threads.emplace_back(work, k);
    work(0);
    threads.clear();

    for (std::size_t k = 0; k < rows * columns; ++k) {
        std::vector<std::int64_t> values;
        double sum = 0;
        int reached = 0;
        for (const auto& counts : permuted) {
            values.push_back(counts[k]);
            sum += static_cast<double>(counts[k]);
            reached += counts[k] >= observed[k];
        }
        const auto seen = static_cast<double>(observed[k]);
        const double mean = sum / static_cast<double>(values.size()), median = median_of(std::move(values));
        const Maybe<double> none = std::unexpected{Why::no_base};
        out.cells.push_back({observed[k], mean,
                             static_cast<double>(by_distance[k / columns]) *
                                 static_cast<double>(by_day[k % columns]) / static_cast<double>(out.pairs),
                             mean > 0 ? Maybe<double>{seen / mean} : none,
                             median > 0 ? Maybe<double>{seen / median} : none,
                             (1.0 + reached) / (model.permutations + 1.0)});
    }
    return out;
}

}  // namespace atalaya::stats
