#include "stats/near_repeat.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <utility>

#include "core/error.hpp"
#include "core/vector_bytes.hpp"
#include "stats/in_parallel.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

using Events = std::uint32_t;

// Index of the half-open band that holds a value, none outside.
std::optional<std::size_t> band_of(std::span<const double> edges, double value) {
    const auto above = std::upper_bound(edges.begin(), edges.end(), value);
    if (above == edges.begin() || above == edges.end()) return std::nullopt;
    return static_cast<std::size_t>(above - edges.begin()) - 1;
}

double apart(Distance how, double dx, double dy) {
    return how == Distance::manhattan ? std::abs(dx) + std::abs(dy) : std::sqrt(dx * dx + dy * dy);
}

// Pairs whose distance lies in a band below `reach`, found through a grid of that width as often as they are asked for.
// Events are named by their place in the order of the grid, where those that are near stand near.
class ClosePairs {
  public:
    ClosePairs(std::span<const double> x, std::span<const double> y, const NearRepeatModel& model,
               double reach)
        : edges_{model.distance_edges}, distance_{model.distance}, reach_{reach}, order_(x.size()) {
        std::iota(order_.begin(), order_.end(), Events{0});
        if (!(reach > 0)) return;
        const double width = reach * (1 + 1e-9);  // so that no rounding puts a pair two cells apart
        std::vector<Cell> cell(x.size());
        for (std::size_t i = 0; i < x.size(); ++i)
            cell[i] = {static_cast<std::int64_t>(std::floor(x[i] / width)),
                       static_cast<std::int64_t>(std::floor(y[i] / width))};
        std::ranges::stable_sort(order_, {}, [&](Events a) { return cell[a]; });
        for (const Events a : order_) {
            x_.push_back(x[a]);
            y_.push_back(y[a]);
            cell_.push_back(cell[a]);
        }
    }

    // Number of the event at each place.
    const std::vector<Events>& order() const { return order_; }

    // Calls take(a, b, band).
    template <class Take>
    void each(const Take& take) const {
        const std::size_t n = cell_.size();
        const auto first_of = [&](Cell wanted) {
            return static_cast<std::size_t>(std::ranges::lower_bound(cell_, wanted) - cell_.begin());
        };
        for (std::size_t i = 0; i < n;) {
            const auto [column, line] = cell_[i];
            std::size_t end = i;
            while (end < n && cell_[end] == cell_[i]) ++end;
            // Within the cell, then its neighbour above and the three of the next column.
            const std::size_t above = first_of({column, line + 2}), next = first_of({column + 1, line - 1}),
                              next_end = first_of({column + 1, line + 2});
            for (std::size_t k = i; k < end; ++k) {
                for (std::size_t j = k + 1; j < above; ++j) try_pair(k, j, take);
                for (std::size_t j = next; j < next_end; ++j) try_pair(k, j, take);
            }
            i = end;
        }
    }

  private:
    using Cell = std::pair<std::int64_t, std::int64_t>;

    template <class Take>
    void try_pair(std::size_t a, std::size_t b, const Take& take) const {
        const double d = apart(distance_, x_[a] - x_[b], y_[a] - y_[b]);
        if (d >= reach_) return;
        if (const auto band = band_of(edges_, d)) take(static_cast<Events>(a), static_cast<Events>(b), *band);
    }

    std::span<const double> edges_;
    Distance distance_;
    double reach_;
    std::vector<Events> order_;
    std::vector<double> x_, y_;
    std::vector<Cell> cell_;
};

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

// Pairs of one band of distance: so few that a count of them fits into sixteen bits.
using Pairs = std::vector<std::pair<Events, Events>>;
constexpr std::size_t most_pairs = 8192;

constexpr std::size_t edges_abreast = 4;
template <class Day>
constexpr std::size_t lanes = 64 / sizeof(Day);  // dealings that are counted side by side

// Of each lane, how many pairs are less than each of four numbers of days apart.
template <class Day>
struct LaneCount {
    Day below[edges_abreast][lanes<Day>];
};

// `days`: of each event those of all lanes.
template <std::size_t bytes, class Day>
[[gnu::always_inline]] inline void count_lanes(const Pairs& pairs, const Day* days, const Day* limits,
                                               LaneCount<Day>& out) {
    typedef Day Vector __attribute__((vector_size(bytes)));
    constexpr std::size_t step = bytes / sizeof(Day);
    for (std::size_t lane = 0; lane < lanes<Day>; lane += step) {
        Vector below[edges_abreast]{};
        for (const auto& [a, b] : pairs) {
            Vector first, second;
            std::memcpy(&first, days + a * lanes<Day> + lane, sizeof first);
            std::memcpy(&second, days + b * lanes<Day> + lane, sizeof second);
            const Vector later = first - second, between = later < 0 ? -later : later;
#pragma GCC unroll 4
            for (std::size_t e = 0; e < edges_abreast; ++e) below[e] -= between < limits[e];
        }
        for (std::size_t e = 0; e < edges_abreast; ++e)
            std::memcpy(out.below[e] + lane, &below[e], sizeof below[e]);
    }
}

template <class Day>
void count_plain(const Pairs& pairs, const Day* days, const Day* limits, LaneCount<Day>& out) {
    count_lanes<16>(pairs, days, limits, out);
}
#ifdef __x86_64__
template <class Day>
[[gnu::target("avx2")]] void count_wide(const Pairs& pairs, const Day* days, const Day* limits,
                                        LaneCount<Day>& out) {
    count_lanes<32>(pairs, days, limits, out);
}
template <class Day>
[[gnu::target("avx512bw")]] void count_widest(const Pairs& pairs, const Day* days, const Day* limits,
                                              LaneCount<Day>& out) {
    count_lanes<64>(pairs, days, limits, out);
}
#endif

template <class Day>
void count_pairs(const Pairs& pairs, const Day* days, const Day* limits, LaneCount<Day>& out) {
#ifdef __x86_64__
    static const std::size_t bytes = vector_bytes();
    if (bytes == 64) return count_widest(pairs, days, limits, out);
    if (bytes == 32) return count_wide(pairs, days, limits, out);
#endif
    count_plain(pairs, days, limits, out);
}

// What is counted of the days as they are (dealing 0) and of dealings 1 .. permutations.
struct Counts {
    std::vector<std::vector<std::int64_t>> close;  // of each dealing, row after row of distance
    std::vector<std::int64_t> by_distance;         // pairs of each band, whatever their days
};

// Dealings are counted some lanes at a time, pairs a few thousand at a time: neither all pairs nor all dealings are held.
template <class Day>
class Counter {
  public:
    Counter(const ClosePairs& pairs, std::span<const std::int32_t> days, const NearRepeatModel& model)
        : pairs_{pairs}, model_{model}, rows_{model.distance_edges.size() - 1} {
        const auto [first, last] = std::ranges::minmax(days);
        for (const auto day : days) days_.push_back(static_cast<Day>(std::int64_t{day} - first));
        const double past_all = static_cast<double>(std::int64_t{last} - first) + 1;
        for (const double edge : model.day_edges)
            limits_.push_back(static_cast<Day>(std::clamp(std::ceil(edge), 0.0, past_all)));
        from_first_ = limits_.front() == 0;  // below which there are none
        if (from_first_) limits_.erase(limits_.begin());
        limits_.resize((limits_.size() + edges_abreast - 1) / edges_abreast * edges_abreast);
    }

    Counts count() const {
        const std::size_t dealings = static_cast<std::size_t>(model_.permutations) + 1;
        const std::size_t blocks = (dealings + lanes<Day> - 1) / lanes<Day>;
        const std::size_t threads = std::max(1U, model_.threads), columns = model_.day_edges.size() - 1;
        const std::size_t room = std::max<std::size_t>(1, most_bytes / (64 * days_.size()));
        const std::size_t abreast = std::min(room, (blocks + threads - 1) / threads);
        Counts out{std::vector(dealings, std::vector<std::int64_t>(rows_ * columns)),
                   std::vector<std::int64_t>(rows_)};
        in_parallel((blocks + abreast - 1) / abreast, static_cast<int>(threads),
                    [&](std::size_t from, std::size_t past) {
                        for (std::size_t g = from; g < past; ++g)
                            count_blocks(g * abreast, std::min(blocks, (g + 1) * abreast), out);
                    });
        return out;
    }

  private:
    static constexpr std::size_t most_bytes = std::size_t{64} << 20;  // of dealt days, a thread

    void count_blocks(std::size_t from, std::size_t past, Counts& out) const {
        std::vector<std::vector<Day>> dealt;
        for (std::size_t block = from; block < past; ++block)
            dealt.push_back(deal(block * lanes<Day>, out.close.size()));
        std::vector<std::int64_t> below(dealt.size() * rows_ * limits_.size() * lanes<Day>);
        std::vector<Pairs> held(rows_);
        std::vector<std::int64_t> seen(rows_);
        const auto flush = [&](std::size_t band) {
            LaneCount<Day> counted;
            auto* to = below.data() + band * dealt.size() * limits_.size() * lanes<Day>;
            for (const auto& days : dealt) {
                for (std::size_t e = 0; e < limits_.size(); e += edges_abreast) {
                    count_pairs(held[band], days.data(), limits_.data() + e, counted);
                    for (const auto& lane : counted.below)
                        for (const Day pairs : lane) *to++ += pairs;
                }
            }
            seen[band] += static_cast<std::int64_t>(held[band].size());
            held[band].clear();
        };
        pairs_.each([&](Events a, Events b, std::size_t band) {
            held[band].emplace_back(a, b);
            if (held[band].size() == most_pairs) flush(band);
        });
        for (std::size_t band = 0; band < rows_; ++band) flush(band);
        if (from == 0) out.by_distance = seen;

        const std::size_t columns = model_.day_edges.size() - 1;
        for (std::size_t band = 0; band < rows_; ++band)
            for (std::size_t k = 0; k < dealt.size() * lanes<Day>; ++k) {
                const std::size_t dealing = from * lanes<Day> + k;
                if (dealing >= out.close.size()) break;
                const auto of = [&](std::size_t edge) {
                    if (from_first_ && edge == 0) return std::int64_t{0};
                    const std::size_t block = band * dealt.size() + k / lanes<Day>;
                    const std::size_t at = block * limits_.size() + edge - (from_first_ ? 1 : 0);
                    return below[at * lanes<Day> + k % lanes<Day>];
                };
                for (std::size_t t = 0; t < columns; ++t)
                    out.close[dealing][band * columns + t] = of(t + 1) - of(t);
            }
    }

    // Of each event in the order of pairs the days of as many dealings as there are lanes.
    std::vector<Day> deal(std::size_t first, std::size_t past) const {
        const auto& order = pairs_.order();
        std::vector<std::vector<Day>> lane;
        for (std::size_t dealing = first; dealing < std::min(past, first + lanes<Day>); ++dealing) {
            auto days = days_;
            if (dealing > 0) Random{model_.seed, dealing - 1}.shuffle(std::span{days});
            auto& put = lane.emplace_back(days.size());
            for (std::size_t i = 0; i < order.size(); ++i) put[i] = days[order[i]];
        }
        std::vector<Day> out(days_.size() * lanes<Day>);
        for (std::size_t i = 0; i < days_.size(); ++i)
            for (std::size_t k = 0; k < lane.size(); ++k) out[i * lanes<Day> + k] = lane[k][i];
        return out;
    }

    const ClosePairs& pairs_;
    const NearRepeatModel& model_;
    std::size_t rows_;
    bool from_first_{};
    std::vector<Day> days_, limits_;  // limits padded by 0: no pair is nearer
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
    const auto [first, last] = std::ranges::minmax(days);
    const ClosePairs close{x, y, model, reach};
    const bool small = std::int64_t{last} - first < std::numeric_limits<std::int16_t>::max();
    auto counts = small ? Counter<std::int16_t>{close, days, model}.count()
                        : Counter<std::int32_t>{close, days, model}.count();

    NearRepeat out{rows,
                   columns,
                   {},
                   0,
                   std::accumulate(counts.by_distance.begin(), counts.by_distance.end(), std::int64_t{0})};
    const auto n = static_cast<std::int64_t>(x.size());
    out.pairs = n * (n - 1) / 2;
    const auto by_day = margins({days.begin(), days.end()}, model.day_edges);
    auto& by_distance = counts.by_distance;
    if (rest) {
        by_distance[rows - 1] = out.pairs - out.close_pairs;
        for (auto& cells : counts.close)
            for (std::size_t t = 0; t < columns; ++t) {
                std::int64_t nearer = 0;
                for (std::size_t d = 0; d + 1 < rows; ++d) nearer += cells[d * columns + t];
                cells[(rows - 1) * columns + t] = by_day[t] - nearer;
            }
    }
    const auto& observed = counts.close.front();
    const auto permuted = std::span{counts.close}.subspan(1);

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
