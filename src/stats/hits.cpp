#include "stats/hits.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "core/error.hpp"
#include "stats/distributions.hpp"
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

// As many events thrown again, each on a place by its share of the weights.
std::vector<double> thrown_again(Random& random, std::span<const double> weights, double events) {
    std::vector<double> out(weights.size());
    auto left = static_cast<std::int64_t>(events);
    const auto last = std::find_if(weights.rbegin(), weights.rend(), [](double w) { return w > 0; });
    double among = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < weights.size() && left > 0; ++i) {
        if (weights[i] == 0) continue;
        const bool rest = i + 1 == static_cast<std::size_t>(weights.rend() - last);
        const auto its = rest || among <= weights[i] ? left : random.binomial(left, weights[i] / among);
        out[i] = static_cast<double>(its);
        left -= its;
        among -= weights[i];
    }
    return out;
}

// Counts drawn to their mean by the part of their variance that chance alone would give (Marshall 1991).
std::vector<double> shrunk(std::span<const double> observed) {
    const auto n = static_cast<double>(observed.size());
    const double mean = std::accumulate(observed.begin(), observed.end(), 0.0) / n;
    double squares = 0;
    for (const double count : observed) squares += (count - mean) * (count - mean);
    const double variance = n > 1 ? squares / (n - 1) : 0;
    const double kept = variance > mean ? (variance - mean) / variance : 0;
    std::vector<double> out;
    for (const double count : observed) out.push_back(mean + kept * (count - mean));
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

    const auto likely = shrunk(observed);
    const auto truth = *hit_scores(likely, predicted, area, ties);
    std::vector<double> found(rows * how.replicates), of_best(rows * how.replicates);  // row by row
    in_parallel(how.replicates, how.threads, [&](std::size_t first, std::size_t past) {
        for (std::size_t r = first; r < past; ++r) {
            Random random{how.seed, r};
            const auto again = *hit_scores(thrown_again(random, observed, events), predicted, area, ties);
            const auto drawn = *hit_scores(thrown_again(random, likely, events), predicted, area, ties);
            for (std::size_t k = 0; k < rows; ++k) {
                found[k * how.replicates + r] = again[k].hit_rate;
                of_best[k * how.replicates + r] = drawn[k].pei - truth[k].pei;
            }
        }
    });
    const double z = normal_quantile((1 + how.confidence) / 2);
    const auto draws = static_cast<double>(how.replicates);
    std::vector<HitIntervals> out;
    for (std::size_t k = 0; k < rows; ++k) {
        const auto from = found.begin() + static_cast<std::ptrdiff_t>(k * how.replicates);
        const auto hit =
            middle_of({from, from + static_cast<std::ptrdiff_t>(how.replicates)}, how.confidence);
        double bias = 0, squares = 0;
        for (std::size_t r = 0; r < how.replicates; ++r) bias += of_best[k * how.replicates + r] / draws;
        for (std::size_t r = 0; r < how.replicates; ++r) {
            const double off = of_best[k * how.replicates + r] - bias;
            squares += off * off;
        }
        const auto& score = (*scores)[k];
        const double middle = score.pei - bias, half = z * std::sqrt(squares / std::max(draws - 1, 1.0));
        out.push_back({hit,
                       {hit.low / score.share_of_area, hit.high / score.share_of_area},
                       {std::clamp(middle - half, 0.0, 1.0), std::clamp(middle + half, 0.0, 1.0)}});
    }
    return out;
}

}  // namespace atalaya::stats
