#include "stats/hits.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

#include "core/error.hpp"
#include "stats/in_parallel.hpp"
#include "stats/percentiles.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// In ascending order, so that the sum does not depend on that of the places.
double mean_of(std::span<const std::size_t> places, std::span<const double> values) {
    if (places.size() == 1) return values[places.front()];
    std::vector<double> sorted;
    for (const auto place : places) sorted.push_back(values[place]);
    std::sort(sorted.begin(), sorted.end());
    return std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(places.size());
}

}  // namespace

Maybe<std::vector<Hits>> hit_scores(std::span<const double> observed, std::span<const double> predicted,
                                    std::span<const double> area, Ties ties) {
    expects(observed.size() == predicted.size() && observed.size() == area.size(),
            "hit_scores: one forecast and one area per place");
    const double events = std::accumulate(observed.begin(), observed.end(), 0.0);
    const double whole = std::accumulate(area.begin(), area.end(), 0.0);
    if (!(events > 0)) return std::unexpected{Why::no_events};

    std::vector<std::size_t> order(observed.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return predicted[a] > predicted[b]; });
    std::vector<double> best{observed.begin(), observed.end()};
    std::sort(best.begin(), best.end(), std::greater<>{});

    std::vector<Hits> out;
    double found = 0, forecast = 0, covered = 0, possible = 0;
    for (std::size_t first = 0; first < order.size();) {
        std::size_t past = first + 1;
        while (past < order.size() && predicted[order[past]] == predicted[order[first]]) ++past;
        const auto alike = std::span{order}.subspan(first, past - first);
        const double in_them = mean_of(alike, observed), ground = mean_of(alike, area);
        const bool in_order = ties == Ties::given;
        for (std::size_t k = first; k < past; ++k) {
            found += in_order ? observed[order[k]] : in_them;
            forecast += predicted[order[first]];
            covered += in_order ? area[order[k]] : ground;
            possible += best[k];
            const double rate = found / events;
            out.push_back({found, forecast, rate, rate / (covered / whole), found / possible,
                           found > 0 ? forecast / found : std::numeric_limits<double>::infinity(),
                           covered / whole, alike.size() > 1});
        }
        first = past;
    }
    return out;
}

namespace {

// As many events thrown again, each on a place by its share of them.
std::vector<double> thrown_again(Random& random, std::span<const double> observed, double events) {
    std::vector<double> out(observed.size());
    auto left = static_cast<std::int64_t>(events);
    double among = events;
    for (std::size_t i = 0; i < observed.size() && left > 0; ++i) {
        if (observed[i] == 0) continue;
        const auto its = among > observed[i] ? random.binomial(left, observed[i] / among) : left;
        out[i] = static_cast<double>(its);
        left -= its;
        among -= observed[i];
    }
    return out;
}

}  // namespace

Maybe<std::vector<HitIntervals>> hit_intervals(std::span<const double> observed,
                                               std::span<const double> predicted,
                                               std::span<const double> area, Ties ties, std::size_t rows,
                                               const HitResampling& how) {
    expects(rows <= observed.size() && how.replicates >= 1 && how.confidence > 0 && how.confidence < 1,
            "hit_intervals: rows that are there, a replicate or more, a confidence between 0 and 1");
    const auto scores = hit_scores(observed, predicted, area, ties);
    if (!scores) return std::unexpected{scores.error()};
    const double events = std::accumulate(observed.begin(), observed.end(), 0.0);

    std::vector<double> found(rows * how.replicates), of_best(rows * how.replicates);  // row by row
    in_parallel(how.replicates, how.threads, [&](std::size_t first, std::size_t past) {
        for (std::size_t r = first; r < past; ++r) {
            Random random{how.seed, r};
            const auto again = *hit_scores(thrown_again(random, observed, events), predicted, area, ties);
            for (std::size_t k = 0; k < rows; ++k) {
                found[k * how.replicates + r] = again[k].hit_rate;
                of_best[k * how.replicates + r] = again[k].pei;
            }
        }
    });
    std::vector<HitIntervals> out;
    for (std::size_t k = 0; k < rows; ++k) {
        const auto of_row = [&](const std::vector<double>& draws) {
            const auto from = draws.begin() + static_cast<std::ptrdiff_t>(k * how.replicates);
            return middle_of({from, from + static_cast<std::ptrdiff_t>(how.replicates)}, how.confidence);
        };
        const auto& score = (*scores)[k];
        const auto hit = of_row(found), pei = of_row(of_best);
        out.push_back({hit,
                       {hit.low / score.share_of_area, hit.high / score.share_of_area},
                       {std::clamp(2 * score.pei - pei.high, 0.0, 1.0),
                        std::clamp(2 * score.pei - pei.low, 0.0, 1.0)}});
    }
    return out;
}

}  // namespace atalaya::stats
