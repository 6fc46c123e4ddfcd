#include "stats/hit_gains.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

// The share of the events in a map's first places up to a share of the area. Requires shares asked for to rise.
class Found {
  public:
    explicit Found(const std::vector<Hits>& curve) : curve_{curve} {}

    double at(double share) {
        while (next_ < curve_.size() && curve_[next_].share_of_area <= share) ++next_;
        const double from = next_ > 0 ? curve_[next_ - 1].share_of_area : 0;
        const double rate = next_ > 0 ? curve_[next_ - 1].hit_rate : 0;
        if (next_ == curve_.size()) return rate;
        const auto& to = curve_[next_];
        return rate + (to.hit_rate - rate) * (share - from) / (to.share_of_area - from);
    }

  private:
    const std::vector<Hits>& curve_;
    std::size_t next_ = 0;
};

// The places of a map in its order, those that are taken together being one step.
class Steps {
  public:
    Steps(std::span<const double> map, std::span<const double> area, Ties ties) : order_(map.size()) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::stable_sort(order_.begin(), order_.end(),
                         [&](std::size_t a, std::size_t b) { return map[a] > map[b]; });
        double ground = 0;
        for (std::size_t k = 0; k < order_.size(); ++k) {
            ground += area[order_[k]];
            const bool together =
                ties == Ties::mean && k + 1 < order_.size() && map[order_[k + 1]] == map[order_[k]];
            if (together) continue;
            ends_.push_back(k + 1);
            grounds_.push_back(ground);
        }
    }

    // What part of each place is taken when so much ground is.
    void take(double ground, std::vector<double>& part) const {
        std::size_t place = 0;
        for (std::size_t step = 0; step < ends_.size(); ++step) {
            const double before = step > 0 ? grounds_[step - 1] : 0;
            const double taken = std::clamp((ground - before) / (grounds_[step] - before), 0.0, 1.0);
            for (; place < ends_[step]; ++place) part[order_[place]] = taken;
        }
    }

  private:
    std::vector<std::size_t> order_, ends_;
    std::vector<double> grounds_;
};

}  // namespace

Maybe<std::vector<HitGain>> hit_gains(std::span<const double> observed, std::span<const double> predicted,
                                      std::span<const double> other, std::span<const double> area, Ties ties,
                                      std::size_t rows, double confidence, GainLimits limits) {
    expects(rows <= observed.size() && other.size() == observed.size() && confidence > 0 && confidence < 1,
            "hit_gains: rows that are there, an other forecast per place, a confidence between 0 and 1");
    const auto one = hit_scores(observed, predicted, area, ties);
    if (!one) return std::unexpected{one.error()};
    const auto two = *hit_scores(observed, other, area, ties);
    const double events = std::accumulate(observed.begin(), observed.end(), 0.0);
    const double whole = std::accumulate(area.begin(), area.end(), 0.0);
    const double z = normal_quantile(0.5 + confidence / 2);
    const Steps of_one{predicted, area, ties}, of_two{other, area, ties};
    std::vector<double> part_one(observed.size()), part_two(observed.size());
    Found found{two};

    std::vector<HitGain> out;
    for (std::size_t k = 0; k < rows; ++k) {
        const auto& hits = (*one)[k];
        HitGain row{hits.share_of_area, hits.hit_rate, found.at(hits.share_of_area), 0, {}};
        row.gain = row.hit_rate - row.other_hit_rate;
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        row.limits = {none, none};
        if (limits == GainLimits::told) {
            of_one.take(hits.share_of_area * whole, part_one);
            of_two.take(hits.share_of_area * whole, part_two);
            double squares = 0;
            for (std::size_t i = 0; i < observed.size(); ++i)
                squares += observed[i] * (part_one[i] - part_two[i]) * (part_one[i] - part_two[i]);
            const double sd = std::sqrt(std::max(0.0, squares / events - row.gain * row.gain) / events);
            row.limits = {std::max(-1.0, row.gain - z * sd), std::min(1.0, row.gain + z * sd)};
        }
        out.push_back(row);
    }
    return out;
}

}  // namespace atalaya::stats
