#include "stats/staggered.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// An estimate and how each unit moves it: the mean of the squares over n is its variance.
struct Influenced {
    double att{};
    std::vector<double> influence;
};

double se_of(std::span<const double> influence) {
    double sum = 0;
    for (const double psi : influence) sum += psi * psi;
    return std::sqrt(sum) / static_cast<double>(influence.size());
}

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
    }

    std::size_t units() const { return first_.size(); }
    const std::map<std::size_t, double>& groups() const { return members_; }
    double share(std::size_t group) const { return members_.at(group) / static_cast<double>(units()); }

    std::optional<Influenced> effect(std::size_t group, std::size_t time) const {
        const std::size_t base = time >= group ? group - 1 : time - 1;
        const auto compared = [&](std::size_t i) {
            if (!first_[i]) return true;
            return model_.comparison == Comparison::not_yet_treated && *first_[i] != group &&
                   *first_[i] > std::max(time, base);
        };
        double treated = 0, n_treated = 0, others = 0, n_others = 0;
        for (std::size_t i = 0; i < units(); ++i) {
            const double change = from_[i][time] - from_[i][base];
            if (first_[i] == group)
                treated += change, n_treated += 1;
            else if (compared(i))
                others += change, n_others += 1;
        }
        if (n_others == 0) return std::nullopt;
        treated /= n_treated;
        others /= n_others;
        const auto n = static_cast<double>(units());
        Influenced out{treated - others, std::vector<double>(units())};
        for (std::size_t i = 0; i < units(); ++i) {
            const double change = from_[i][time] - from_[i][base];
            if (first_[i] == group)
                out.influence[i] = (change - treated) * n / n_treated;
            else if (compared(i))
                out.influence[i] = -(change - others) * n / n_others;
        }
        return out;
    }

    // Weighted mean of effects with weights P(g) over their sum, which are estimated too.
    Influenced mean_by_share(std::span<const std::pair<std::size_t, const Influenced*>> parts) const {
        double total = 0;
        for (const auto& [group, part] : parts) total += share(group);
        Influenced out{0, std::vector<double>(units())};
        for (const auto& [group, part] : parts) out.att += share(group) / total * part->att;
        for (const auto& [group, part] : parts) {
            for (std::size_t i = 0; i < units(); ++i) {
                const double moved = (first_[i] == group ? 1.0 : 0.0) - share(group);
                out.influence[i] += share(group) / total * part->influence[i];
                out.influence[i] += moved / total * (part->att - out.att);
            }
        }
        return out;
    }

    static Influenced mean(std::span<const Influenced> parts) {
        Influenced out{0, std::vector<double>(parts.front().influence.size())};
        const auto n = static_cast<double>(parts.size());
        for (const auto& part : parts) {
            out.att += part.att / n;
            for (std::size_t i = 0; i < out.influence.size(); ++i) out.influence[i] += part.influence[i] / n;
        }
        return out;
    }

    // Effects of one table with the band that holds them all.
    std::vector<Effect> table(std::span<const Influenced> parts, std::uint64_t stream) const {
        const double reach = std::max(z_, simultaneous(parts, stream));
        std::vector<Effect> out;
        for (const auto& part : parts) {
            const double se = se_of(part.influence);
            out.push_back({part.att, se, part.att - z_ * se, part.att + z_ * se, part.att - reach * se,
                           part.att + reach * se});
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
    // Quantile of the largest of |t| when each unit's influence is drawn with sign, Mammen's two points.
    double simultaneous(std::span<const Influenced> parts, std::uint64_t stream) const {
        if (model_.replicates < 1 || parts.size() < 2) return z_;
        const double root5 = std::sqrt(5.0), low = (1 - root5) / 2, high = (1 + root5) / 2;
        const double chance = (root5 + 1) / (2 * root5);
        std::vector<double> se, largest, draw(units());
        for (const auto& part : parts) se.push_back(se_of(part.influence) * static_cast<double>(units()));
        for (int r = 0; r < model_.replicates; ++r) {
            Random random{model_.seed, stream + static_cast<std::uint64_t>(r)};
            for (double& v : draw) v = random.chance(chance) ? low : high;
            double most = 0;
            for (std::size_t k = 0; k < parts.size(); ++k) {
                if (!(se[k] > 0)) continue;
                double sum = 0;
                for (std::size_t i = 0; i < units(); ++i) sum += draw[i] * parts[k].influence[i];
                most = std::max(most, std::abs(sum) / se[k]);
            }
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
                                                       : Estimator::mean(after)};
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
