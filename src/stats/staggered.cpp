#include "stats/staggered.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <numeric>
#include <utility>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// An estimate and how each unit moves it, its influence: a sum of that unit's outcomes and of 1, each with a coefficient that all
// units first treated in the same period share. The mean of the squares over n is the variance.
struct Influenced {
    double att{};
    std::vector<std::pair<std::size_t, double>> on;  // coefficients other than 0, by cohort and then period
};

// Units first treated in the same period, or never.
struct Cohort {
    std::optional<std::size_t> first;
    std::size_t units{};
    std::size_t begin{};       // their places, in whole eights
    std::vector<double> mean;  // by period, of the outcome less that of a unit's first period
};

constexpr std::size_t eight = 8;

// Which units are drawn with the second of Mammen's two points, a bit each: of eight places those of all replicates.
struct Draws {
    std::size_t replicates;
    std::vector<std::uint8_t> eights;
};

// Sums of columns over the units drawn in places begin .. past - 1, a row a replicate. Eight units have 256 sums: each
// is added once and looked up by all replicates.
class DrawnSums {
  public:
    DrawnSums(const Draws& draws, std::span<const double* const> columns, std::size_t begin, std::size_t past)
        : width_{(columns.size() + 1) / 2 * 2}, sums_(draws.replicates * width_) {
        std::vector<double> looked_up(256 * width_);
        for (std::size_t place = begin; place < past; place += eight) {
            for (std::size_t j = 0; j < eight; ++j) {
                const std::size_t half = std::size_t{1} << j;
                double* unit = &looked_up[half * width_];
                for (std::size_t c = 0; c < columns.size(); ++c) unit[c] = columns[c][place + j];
                for (std::size_t k = 1; k < half; ++k)
                    add(&looked_up[k * width_], unit, &looked_up[(half + k) * width_]);
            }
            const std::uint8_t* drawn = &draws.eights[place / eight * draws.replicates];
            for (std::size_t r = 0; r < draws.replicates; ++r) {
                double* sum = &sums_[r * width_];
                add(sum, &looked_up[drawn[r] * width_], sum);
            }
        }
    }
    const double* row(std::size_t replicate) const { return &sums_[replicate * width_]; }

  private:
    typedef double Two __attribute__((vector_size(16)));
    void add(const double* a, const double* b, double* sum) const {
        for (std::size_t c = 0; c < width_; c += 2) {
            Two left, right;
            std::memcpy(&left, a + c, sizeof left);
            std::memcpy(&right, b + c, sizeof right);
            left += right;
            std::memcpy(sum + c, &left, sizeof left);
        }
    }

    std::size_t width_;
    std::vector<double> sums_;
};

class Estimator {
  public:
    Estimator(const Panel& panel, const StaggeredModel& model)
        : periods_{panel.periods}, model_{model}, z_{normal_quantile(0.5 + model.confidence / 2)} {
        for (std::size_t i = 0; i < panel.first_treated.size(); ++i) {
            const auto first = panel.first_treated[i];
            if (first && *first == 0) continue;
            // A unit first treated after the last period has not been treated in any.
            first_.push_back(first && *first < periods_ ? first : std::nullopt);
            from_.push_back(panel.outcomes.data() + i * periods_);
            if (first_.back()) members_[*first_.back()] += 1;
        }
        gather();
    }

    std::size_t units() const { return first_.size(); }
    const std::map<std::size_t, double>& groups() const { return members_; }
    double share(std::size_t group) const { return members_.at(group) / static_cast<double>(units()); }

    std::optional<Influenced> effect(std::size_t group, std::size_t time) const {
        const std::size_t base = time >= group ? group - 1 : time - 1;
        const auto compared = [&](const Cohort& cohort) {
            if (!cohort.first) return true;
            return model_.comparison == Comparison::not_yet_treated && *cohort.first != group &&
                   *cohort.first > std::max(time, base);
        };
        const auto change = [&](const Cohort& cohort) { return cohort.mean[time] - cohort.mean[base]; };
        double treated = 0, others = 0, n_others = 0;
        for (const auto& cohort : cohorts_) {
            const auto n = static_cast<double>(cohort.units);
            if (cohort.first == group)
                treated = change(cohort);
            else if (compared(cohort))
                others += n * change(cohort), n_others += n;
        }
        if (n_others == 0) return std::nullopt;
        others /= n_others;
        const auto n = static_cast<double>(units());
        Influenced out{treated - others, {}};
        for (std::size_t h = 0; h < cohorts_.size(); ++h) {
            const bool own = cohorts_[h].first == group;
            if (!own && !compared(cohorts_[h])) continue;
            const double by = own ? n / members_.at(group) : -n / n_others;
            out.on.emplace_back(at(h, std::min(time, base)), time < base ? by : -by);
            out.on.emplace_back(at(h, std::max(time, base)), time < base ? -by : by);
            if (!own) out.on.emplace_back(at(h, periods_), by * (change(cohorts_[h]) - others));
        }
        return out;
    }

    // Weighted mean of effects with weights P(g) over their sum, which are estimated too.
    Influenced mean_by_share(std::span<const std::pair<std::size_t, const Influenced*>> parts) const {
        double total = 0;
        for (const auto& [group, part] : parts) total += share(group);
        double att = 0;
        for (const auto& [group, part] : parts) att += share(group) / total * part->att;
        std::vector<double> on(cohorts_.size() * (periods_ + 1));
        for (const auto& [group, part] : parts) {
            for (const auto& [at, by] : part->on) on[at] += share(group) / total * by;
            for (std::size_t h = 0; h < cohorts_.size(); ++h) {
                const double moved = (cohorts_[h].first == group ? 1.0 : 0.0) - share(group);
                on[at(h, periods_)] += moved / total * (part->att - att);
            }
        }
        return {att, without_zeros(on)};
    }

    Influenced mean(std::span<const Influenced> parts) const {
        double att = 0;
        std::vector<double> on(cohorts_.size() * (periods_ + 1));
        const auto n = static_cast<double>(parts.size());
        for (const auto& part : parts) {
            att += part.att / n;
            for (const auto& [at, by] : part.on) on[at] += by / n;
        }
        return {att, without_zeros(on)};
    }

    // Effects of one table with the band that holds them all.
    std::vector<Effect> table(std::span<const Influenced> parts, std::uint64_t stream) const {
        std::vector<double> errors;
        for (const auto& part : parts) {
            double squares = 0;
            for (const double psi : influence(part)) squares += psi * psi;
            errors.push_back(std::sqrt(squares) / static_cast<double>(units()));
        }
        const double reach = std::max(z_, simultaneous(parts, errors, stream));
        std::vector<Effect> out;
        for (std::size_t k = 0; k < parts.size(); ++k) {
            const double att = parts[k].att, se = errors[k];
            out.push_back({att, se, att - z_ * se, att + z_ * se, att - reach * se, att + reach * se});
        }
        return out;
    }

    std::optional<double> two_way() const {
        // y and the treated column less unit and period means: balanced, so in closed form.
        const std::size_t n = units();
        std::vector<double> y_time(periods_), d_time(periods_), y_unit(n), d_unit(n);
        double y_all = 0, d_all = 0;
        const auto treated = [&](std::size_t i, std::size_t t) {
            return first_[i] && t >= *first_[i] ? 1.0 : 0.0;
        };
        const auto cells = static_cast<double>(n * periods_);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t t = 0; t < periods_; ++t) {
                const double y = from_[i][t], d = treated(i, t);
                y_time[t] += y / static_cast<double>(n), d_time[t] += d / static_cast<double>(n);
                y_unit[i] += y / static_cast<double>(periods_),
                    d_unit[i] += d / static_cast<double>(periods_);
                y_all += y / cells, d_all += d / cells;
            }
        double cross = 0, square = 0;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t t = 0; t < periods_; ++t) {
                const double d = treated(i, t) - d_unit[i] - d_time[t] + d_all;
                cross += d * (from_[i][t] - y_unit[i] - y_time[t] + y_all);
                square += d * d;
            }
        if (!(square > 1e-9)) return std::nullopt;
        return cross / square;
    }

  private:
    std::size_t at(std::size_t cohort, std::size_t period) const { return cohort * (periods_ + 1) + period; }
    static std::vector<std::pair<std::size_t, double>> without_zeros(std::span<const double> on) {
        std::vector<std::pair<std::size_t, double>> out;
        for (std::size_t k = 0; k < on.size(); ++k)
            if (on[k] != 0) out.emplace_back(k, on[k]);
        return out;
    }

    // Units by cohort, and what each is away from its cohort's mean.
    void gather() {
        for (const auto& [group, members] : members_) cohorts_.push_back({.first = group});
        if (std::find(first_.begin(), first_.end(), std::nullopt) != first_.end()) cohorts_.push_back({});
        const auto cohort_of = [&](std::size_t i) {
            return first_[i]
                       ? static_cast<std::size_t>(std::distance(members_.begin(), members_.find(*first_[i])))
                       : cohorts_.size() - 1;
        };
        for (std::size_t i = 0; i < units(); ++i) ++cohorts_[cohort_of(i)].units;
        for (auto& cohort : cohorts_) {
            cohort.begin = places_;
            places_ += (cohort.units + eight - 1) / eight * eight;
            cohort.mean.resize(periods_);
        }
        away_.resize(periods_ * places_);
        std::vector<std::size_t> next;
        for (const auto& cohort : cohorts_) next.push_back(cohort.begin);
        for (std::size_t i = 0; i < units(); ++i) {
            place_.push_back(next[cohort_of(i)]++);
            for (std::size_t t = 0; t < periods_; ++t)
                away_[t * places_ + place_.back()] = from_[i][t] - from_[i][0];
        }
        for (auto& cohort : cohorts_)
            for (std::size_t t = 0; t < periods_; ++t) {
                const std::span of_period{&away_[t * places_ + cohort.begin], cohort.units};
                for (const double y : of_period) cohort.mean[t] += y;
                cohort.mean[t] /= static_cast<double>(cohort.units);
                for (double& y : of_period) y -= cohort.mean[t];
            }
    }

    // Of each place, 0 where there is no unit.
    std::vector<double> influence(const Influenced& part) const {
        std::vector<double> out(places_);
        for (const auto& [key, by] : part.on) {
            const auto& cohort = cohorts_[key / (periods_ + 1)];
            const std::size_t t = key % (periods_ + 1);
            for (std::size_t p = cohort.begin; p < cohort.begin + cohort.units; ++p)
                out[p] += t == periods_ ? by : by * away_[t * places_ + p];
        }
        return out;
    }

    Draws draws(double chance, std::uint64_t stream) const {
        const auto replicates = static_cast<std::size_t>(model_.replicates);
        Draws out{replicates, std::vector<std::uint8_t>(places_ / eight * replicates)};
        std::vector<std::uint8_t> bits(places_ / eight);
        for (std::size_t r = 0; r < replicates; ++r) {
            Random random{model_.seed, stream + r};
            std::ranges::fill(bits, std::uint8_t{0});
            for (const std::size_t place : place_)
                bits[place / eight] |= static_cast<std::uint8_t>(!random.chance(chance) << place % eight);
            for (std::size_t k = 0; k < bits.size(); ++k) out.eights[k * replicates + r] = bits[k];
        }
        return out;
    }

    // Sums over all units of draw times influence, a row a replicate: each unit's draw is `low`, or `high` where drawn. By
    // the influences themselves where they are fewer than periods, else by sums of the outcomes of each cohort.
    std::vector<double> drawn(std::span<const Influenced> parts, const Draws& draws, double low,
                              double high) const {
        std::vector<double> out(draws.replicates * parts.size());
        std::vector<const double*> columns;
        if (parts.size() <= periods_) {
            std::vector<std::vector<double>> influences;
            for (const auto& part : parts) influences.push_back(influence(part));
            std::vector<double> all;
            for (const auto& of_part : influences) {
                columns.push_back(of_part.data());
                all.push_back(std::accumulate(of_part.begin(), of_part.end(), 0.0));
            }
            const DrawnSums sums{draws, columns, 0, places_};
            for (std::size_t r = 0; r < draws.replicates; ++r)
                for (std::size_t k = 0; k < parts.size(); ++k)
                    out[r * parts.size() + k] = low * all[k] + (high - low) * sums.row(r)[k];
            return out;
        }
        for (std::size_t h = 0; h < cohorts_.size(); ++h) {
            const auto& cohort = cohorts_[h];
            const std::size_t past = cohort.begin + cohort.units;
            std::vector<double> one(places_);
            std::fill(one.begin() + static_cast<std::ptrdiff_t>(cohort.begin),
                      one.begin() + static_cast<std::ptrdiff_t>(past), 1.0);
            columns.clear();
            std::vector<double> all;
            for (std::size_t t = 0; t <= periods_; ++t) {
                columns.push_back(t < periods_ ? &away_[t * places_] : one.data());
                all.push_back(std::accumulate(columns[t] + cohort.begin, columns[t] + past, 0.0));
            }
            const DrawnSums sums{draws, columns, cohort.begin, past};
            std::vector<double> of_periods(periods_ + 1);
            for (std::size_t r = 0; r < draws.replicates; ++r) {
                for (std::size_t t = 0; t <= periods_; ++t)
                    of_periods[t] = low * all[t] + (high - low) * sums.row(r)[t];
                for (std::size_t k = 0; k < parts.size(); ++k) {
                    const auto& on = parts[k].on;
                    for (auto part = std::ranges::lower_bound(on, at(h, 0), {},
                                                              &std::pair<std::size_t, double>::first);
                         part != on.end() && part->first <= at(h, periods_); ++part)
                        out[r * parts.size() + k] += part->second * of_periods[part->first - at(h, 0)];
                }
            }
        }
        return out;
    }

    // Quantile of the largest of |t| when each unit's influence is drawn with sign, Mammen's two points.
    double simultaneous(std::span<const Influenced> parts, std::span<const double> errors,
                        std::uint64_t stream) const {
        if (model_.replicates < 1 || parts.size() < 2) return z_;
        const double root5 = std::sqrt(5.0), low = (1 - root5) / 2, high = (1 + root5) / 2;
        const double chance = (root5 + 1) / (2 * root5);
        const auto sums = drawn(parts, draws(chance, stream), low, high);
        std::vector<double> largest;
        for (std::size_t r = 0; r < sums.size(); r += parts.size()) {
            double most = 0;
            for (std::size_t k = 0; k < parts.size(); ++k)
                if (errors[k] > 0)
                    most = std::max(most, std::abs(sums[r + k]) / (errors[k] * static_cast<double>(units())));
            largest.push_back(most);
        }
        std::sort(largest.begin(), largest.end());
        const double place = model_.confidence * static_cast<double>(largest.size());
        return largest[std::min(static_cast<std::size_t>(std::ceil(place)), largest.size()) - 1];
    }

    std::size_t periods_;
    const StaggeredModel& model_;
    double z_;
    std::vector<std::optional<std::size_t>> first_;
    std::vector<const double*> from_;
    std::map<std::size_t, double> members_;  // units by group
    std::vector<Cohort> cohorts_;            // by period, never last
    std::size_t places_ = 0;
    std::vector<std::size_t> place_;  // of each unit
    std::vector<double> away_;        // by period, then place
};

using Parts = std::vector<std::pair<std::size_t, const Influenced*>>;

// Tables of averages, each entry by a key.
class Tables {
  public:
    Tables(const Estimator& estimator,
           const std::map<std::pair<std::size_t, std::size_t>, Influenced>& effects)
        : estimator_{estimator} {
        for (const auto& [at, effect] : effects) {
            const auto [group, time] = at;
            const auto lag = static_cast<std::ptrdiff_t>(time) - static_cast<std::ptrdiff_t>(group);
            by_lag_[lag].emplace_back(group, &effect);
            if (time < group) continue;
            all_.emplace_back(group, &effect);
            by_group_[static_cast<std::ptrdiff_t>(group)].emplace_back(group, &effect);
            by_time_[static_cast<std::ptrdiff_t>(time)].emplace_back(group, &effect);
        }
    }

    std::optional<Effect> simple() const {
        if (all_.empty()) return std::nullopt;
        const std::vector<Influenced> one{estimator_.mean_by_share(all_)};
        return estimator_.table(one, 0).front();
    }
    Averages dynamic() const { return averaged(by_lag_, "dynamic", false); }
    Averages calendar() const { return averaged(by_time_, "calendar", false); }
    Averages group() const { return averaged(by_group_, "group", true); }

  private:
    Averages averaged(const std::map<std::ptrdiff_t, Parts>& by, std::string_view name, bool by_share) const {
        std::vector<Influenced> entries, after;
        Parts shared;
        for (const auto& [key, parts] : by) {
            entries.push_back(estimator_.mean_by_share(parts));
            if (key >= 0) after.push_back(entries.back());
        }
        Averages out;
        const auto effects = estimator_.table(entries, stream_of(name));
        std::size_t k = 0;
        for (const auto& [key, parts] : by) {
            out.entries.emplace_back(key, effects[k]);
            if (by_share) shared.emplace_back(parts.front().first, &entries[k]);
            ++k;
        }
        if (after.empty()) return out;
        const std::vector<Influenced> overall{by_share ? estimator_.mean_by_share(shared)
                                                       : estimator_.mean(after)};
        out.overall = estimator_.table(overall, 0).front();
        return out;
    }

    const Estimator& estimator_;
    Parts all_;
    std::map<std::ptrdiff_t, Parts> by_lag_, by_group_, by_time_;
};

}  // namespace

Maybe<Staggered> staggered_differences(const Panel& panel, const StaggeredModel& model) {
    expects(panel.outcomes.size() == panel.periods * panel.first_treated.size(),
            "staggered_differences: a balanced panel, one first period of treatment a unit");
    expects(model.confidence > 0 && model.confidence < 1, "a confidence lies between 0 and 1");
    if (!std::all_of(panel.outcomes.begin(), panel.outcomes.end(), [](double y) { return std::isfinite(y); }))
        return std::unexpected{Why::not_a_count};
    const Estimator estimator{panel, model};
    if (panel.periods < 2 || estimator.groups().empty()) return std::unexpected{Why::too_few_values};

    Staggered out;
    out.units = estimator.units();
    out.excluded = panel.first_treated.size() - out.units;
    std::map<std::pair<std::size_t, std::size_t>, Influenced> effects;
    for (const auto& [group, members] : estimator.groups())
        for (std::size_t time = 1; time < panel.periods; ++time)
            if (auto effect = estimator.effect(group, time)) effects[{group, time}] = std::move(*effect);
    if (effects.empty()) return std::unexpected{Why::too_few_values};

    std::vector<Influenced> all;
    for (const auto& [at, effect] : effects) all.push_back(effect);
    const auto table = estimator.table(all, stream_of("group-time"));
    std::size_t k = 0;
    for (const auto& [group, members] : estimator.groups())
        for (std::size_t time = 1; time < panel.periods; ++time) {
            const bool there = effects.contains({group, time});
            out.effects.push_back(
                {group, time, there ? Maybe<Effect>{table[k++]} : std::unexpected{Why::too_few_values}});
        }
    const Tables tables{estimator, effects};
    out.simple = tables.simple();
    out.dynamic = tables.dynamic();
    out.group = tables.group();
    out.calendar = tables.calendar();
    out.two_way = estimator.two_way();
    return out;
}

Maybe<Effect> two_by_two(std::span<const double> treated_change, std::span<const double> other_change,
                         double confidence) {
    if (treated_change.size() < 2 || other_change.size() < 2) return std::unexpected{Why::too_few_values};
    const auto moments = [](std::span<const double> x) {
        double mean = 0, spread = 0;
        const auto n = static_cast<double>(x.size());
        for (const double v : x) mean += v / n;
        for (const double v : x) spread += (v - mean) * (v - mean);
        return std::pair{mean, spread / (n * n)};
    };
    const auto [mean, variance] = moments(treated_change);
    const auto [other, other_variance] = moments(other_change);
    const double att = mean - other, se = std::sqrt(variance + other_variance);
    const double reach = normal_quantile(0.5 + confidence / 2) * se;
    return Effect{att, se, att - reach, att + reach, att - reach, att + reach};
}

}  // namespace atalaya::stats
