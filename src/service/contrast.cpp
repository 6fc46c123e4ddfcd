#include "service/contrast.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "core/error.hpp"
#include "disclose/tier.hpp"
#include "stats/change.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t told = 10, told_nearest = 3;
constexpr std::size_t most_vintages = 12;
// Two departures at once are a stretch; and a value at the edge of what was said is a little worse than one in its middle.
constexpr double second_departure = 1.5;
constexpr double at_the_edge = 0.2;
// What a reading of one fact costs over one of ten thousand: of the many readings that agree, most of small places do so by
// chance.
constexpr double few_facts = 0.4;
constexpr double many_facts = 4;  // as a power of ten

// A way of counting, by names: each vintage numbers its areas and labels anew.
struct Way {
    const World* world{};
    std::string cells;    // the indicator whose cells are summed, or what a reconciled list counts as
    std::string offence;  // one label alone, "" all
    std::string source;   // one alone, "" all
    bool units = false;
    bool registered = false;  // by the month of registration
    bool uncovered = false;   // with what was absent in one of the two periods
    const TerritoryInfo* territory{};
    std::string span = "month", against = "year";
};

struct Move {
    Departure departure;
    double weight{};
    std::function<void(Way&)> apply;
};

std::optional<std::uint16_t> number_of(const std::vector<std::string>& known, const std::string& name) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) return {};
    return static_cast<std::uint16_t>(found - known.begin());
}

Period period_of(const std::string& span, Month month) {
    if (span == "month_before") return whole(plus_months(month, -1));
    if (span == "quarter") return months_ending(month, 3);
    if (span == "year_to_date") return year_to(month);
    if (span == "twelve") return months_ending(month, 12);
    if (span == "calendar_year")
        return {first_day(month.year() / std::chrono::January),
                first_day((month.year() + std::chrono::years{1}) / std::chrono::January)};
    return whole(month);
}

Period shifted(Period period, int months) {
    return {first_day(plus_months(month_of(period.first), months)),
            first_day(plus_months(month_of(period.past_end), months))};
}

Period against_of(const std::string& against, Period period) {
    if (against == "two_years") return shifted(period, -24);
    if (against == "before")
        return shifted(period, -months_between(month_of(period.first), month_of(period.past_end)));
    return shifted(period, -12);
}

double off_of(const Claim& claim, double value) {
    return (claim.signless ? std::abs(value) : value) - claim.value;
}

class Contrasting {
  public:
    Contrasting(store::Store& store, Worlds& worlds, const World& world, const Indicator& indicator,
                Claim claim)
        : store_{store},
          worlds_{worlds},
          world_{world},
          indicator_{indicator},
          claim_{std::move(claim)},
          searching_{claim_.indicator.empty()} {}

    // Every reading that differs in one thing, then in two.
    Contrast contrasted() {
        Contrast out{.claim = claim_, .ours = {}};
        const Way base = ours();
        if (const auto ours = read(base, {})) {
            out.ours = *ours;
            out.ours_computable = true;
        }
        if (claim_.kind == Claim::Kind::change) out.ours_refused = refusal();
        const auto all = moves(base);
        try_one_by_one(out, base, all);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const Way one = moved(base, all[i]);
            for (std::size_t j = i + 1; j < all.size(); ++j) {
                if (all[i].departure.what == all[j].departure.what || clash(all[i], all[j])) continue;
                tally(out, moved(one, all[j]), {&all[i], &all[j]}, {alone_[i], alone_[j]});
            }
        }
        return out;
    }

    // Ours of this indicator and what differs from it in one thing, for a claim that names none.
    void try_in(Contrast& out) {
        const Way base = ours();
        auto all = moves(base);
        std::erase_if(all, [](const Move& move) { return move.departure.what == "indicator"; });
        try_one_by_one(out, base, all);
    }

  private:
    Way ours() const {
        return {.world = &world_,
                .cells = indicator_.id,
                .units = indicator_.counts_units,
                .territory = &world_.territory(claim_.territory)};
    }

    void try_one_by_one(Contrast& out, const Way& base, const std::vector<Move>& all) {
        tally(out, base, {});
        for (const auto& move : all) alone_.push_back(tally(out, moved(base, move), {&move}));
    }

    static Way moved(Way way, const Move& move) {
        move.apply(way);
        return way;
    }

    // Only the newest vintage is read by registration; a label, another list and a source exclude each other.
    static bool clash(const Move& a, const Move& b) {
        const auto either = [&](std::string_view one, std::string_view other) {
            return (a.departure.what == one && b.departure.what == other) ||
                   (a.departure.what == other && b.departure.what == one);
        };
        return either("basis", "vintage") || either("offence", "indicator") || either("offence", "source") ||
               either("indicator", "source");
    }

    std::string refusal() const {
        const Period month = whole(claim_.month);
        const FigureSpec spec{.indicator = indicator_.id,
                              .version = indicator_.version,
                              .measure = "change",
                              .territory = claim_.territory.text(),
                              .period = month,
                              .against = shifted(month, -12),
                              .part = "",
                              .basis = indicator_.basis,
                              .vintage = world_.vintage()};
        return compute(worlds_, spec).reason;
    }

    double off(double value) const { return off_of(claim_, value); }

    // The counts that a reading came to; none without one.
    using Counts = std::optional<std::pair<double, double>>;

    // A second departure that changes nothing beside the first is not told as another reading.
    Counts tally(Contrast& out, const Way& way, const std::vector<const Move*>& moves,
                 const std::vector<Counts>& simpler = {}) {
        std::vector<Departure> departures;
        double cost = moves.size() > 1 ? second_departure : 0;
        for (const auto* move : moves) {
            departures.push_back(move->departure);
            cost += move->weight;
        }
        auto reading = read(way, std::move(departures));
        if (!reading) return {};
        const Counts counts = std::pair{reading->now, reading->before};
        if (std::find(simpler.begin(), simpler.end(), counts) != simpler.end()) return counts;
        if (!named_ours(moves) && is_of_too_few(way, *reading)) return counts;
        ++out.tried;
        const double away = std::abs(off(reading->value));
        const double facts = claim_.kind == Claim::Kind::change ? reading->before : reading->now;
        reading->cost = cost + at_the_edge * away / claim_.tolerance +
                        few_facts * std::max(0.0, 1 - std::log10(std::max(facts, 1.0)) / many_facts);
        if (away <= claim_.tolerance * (1 + 1e-9)) {
            ++out.agreeing;
            out.agree.push_back(std::move(*reading));
        } else {
            out.nearest.push_back(std::move(*reading));
        }
        return counts;
    }

    // Ours of the indicator that the claim is about: that it is small is for its reader to see.
    bool named_ours(const std::vector<const Move*>& moves) const { return moves.empty() && !searching_; }

    // Of a base of which no percentage is made, or of a place or label so small that a public page withholds it.
    bool is_of_too_few(const Way& way, const ClaimReading& reading) const {
        const bool change = claim_.kind == Claim::Kind::change;
        if (change && reading.before < stats::base_for_percent) return true;
        if (world_.catalogue().city.simulated || (way.territory->territory.is_city() && way.offence.empty()))
            return false;
        const auto tier = disclose::parse_tier(indicator_.tier).value_or(disclose::Tier::A);
        const auto withheld = [&](double count) {
            return count >= 1 && count < static_cast<double>(disclose::minimum_cell(tier));
        };
        return withheld(reading.now) || (change && withheld(reading.before));
    }

    std::optional<ClaimReading> read(const Way& way, std::vector<Departure> departures) {
        const auto known = way.world->known_months(indicator_.id);
        const auto holds = [&](Period period) {
            return known && known->first <= period.first && period.past_end <= known->past_end;
        };
        ClaimReading reading{.indicator = indicator_.id,
                             .departures = std::move(departures),
                             .period = period_of(way.span, claim_.month),
                             .against = {}};
        if (!holds(reading.period) || !is_told(way, reading.period)) return {};
        const bool change = claim_.kind == Claim::Kind::change;
        std::vector<Gap> gaps;
        if (change) {
            reading.against = against_of(way.against, reading.period);
            if (!holds(reading.against)) return {};
            if (!way.uncovered)
                gaps = way.world->gaps(indicator_.id, *way.territory, reading.period, reading.against);
            reading.before = sum(way, reading.against, gaps);
            if (reading.before == 0) return {};
        }
        reading.now = sum(way, reading.period, gaps);
        reading.value = change ? 100 * (reading.now - reading.before) / reading.before : reading.now;
        return reading;
    }

    // Neither an area that no source ever named nor a month that one did not tell of is a zero. A change leaves
    // what was absent out of both its periods; a count cannot.
    bool is_told(const Way& way, Period period) const {
        if (!way.world->tells_of(indicator_.id, *way.territory)) return false;
        if (claim_.kind == Claim::Kind::change) return true;
        const auto gaps = way.world->gaps(indicator_.id, *way.territory, period, period);
        return std::none_of(gaps.begin(), gaps.end(), [](const Gap& gap) { return gap.slot == 0; });
    }

    double sum(const Way& way, Period period, const std::vector<Gap>& gaps) {
        const auto slot = static_cast<std::size_t>(way.territory->slot);
        std::optional<std::uint16_t> offence, source;
        std::vector<std::uint16_t> areas;
        for (const auto& code : way.territory->extent.codes) {
            if (const auto area = number_of(way.world->area_codes(way.territory->slot), code))
                areas.push_back(*area);
        }
        const auto elsewhere = [&](const MonthCell& cell) {
            return slot != 0 && std::find(areas.begin(), areas.end(), cell.area[slot]) == areas.end();
        };
        if (!way.offence.empty()) offence = number_of(way.world->offences(), way.offence);
        if (!way.source.empty()) source = number_of(way.world->sources(), way.source);
        if ((!way.offence.empty() && !offence) || (!way.source.empty() && !source)) return 0;

        const int first = month_index(month_of(period.first)), past = month_index(month_of(period.past_end));
        std::int64_t total = 0;
        for (const auto& cell : way.registered ? registered(way.cells) : way.world->cells(way.cells)) {
            if (cell.month < first || cell.month >= past || elsewhere(cell) ||
                (offence && cell.offence != *offence) || (source && cell.source != *source))
                continue;
            const bool absent = std::any_of(gaps.begin(), gaps.end(), [&](const Gap& gap) {
                return gap.source == cell.source &&
                       (gap.slot == 0 || cell.area[static_cast<std::size_t>(gap.slot)] == gap.area);
            });
            if (!absent) total += way.units ? cell.units : cell.rows;
        }
        return static_cast<double>(total);
    }

    // The cells of an indicator by month of registration, read of the ledger once.
    const std::vector<MonthCell>& registered(const std::string& indicator) {
        if (!registered_counts_)
            registered_counts_ = store::registered_counts(store_.analytics(),
                                                          {world_.catalogue().city.id, world_.vintage_no()});
        const auto [place, fresh] = registered_.try_emplace(indicator);
        if (!fresh) return place->second;
        const auto& all = *registered_counts_;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto source = number_of(world_.sources(), all.source[i]);
            const auto offence = number_of(world_.offences(), all.offence[i]);
            if (!source || !offence || !world_.catalogue().counts_in(all.offence[i], indicator)) continue;
            MonthCell cell{.month = month_index(month_of(day_at(all.month.since_epoch[i]))),
                           .source = *source,
                           .offence = *offence,
                           .rows = all.rows[i],
                           .units = all.units[i]};
            const Coded* areas[] = {&all.area_2, &all.area_3, &all.area_4};
            for (std::size_t slot = 2; slot <= 4; ++slot)
                cell.area[slot] =
                    number_of(world_.area_codes(static_cast<int>(slot)), (*areas[slot - 2])[i]).value_or(0);
            place->second.push_back(cell);
        }
        return place->second;
    }

    std::vector<Move> moves(const Way& base) {
        std::vector<Move> all;
        const auto add = [&](std::string what, std::string which, double weight,
                             std::function<void(Way&)> apply) {
            all.push_back({{std::move(what), std::move(which)}, weight, std::move(apply)});
        };
        add_periods(add);
        add_labels_and_lists(add);
        if (has_units(base))
            add("unit", base.units ? "rows" : "units", 1.1, [](Way& way) { way.units = !way.units; });
        if (!world_.delay_cells(indicator_.id).empty())
            add("basis", "", 1.1, [](Way& way) { way.registered = true; });
        add_territories(add, *base.territory);
        if (claim_.kind == Claim::Kind::change && !world_.coverage().empty())
            add("coverage", "", 1.0, [](Way& way) { way.uncovered = true; });
        add_vintages(add);
        return all;
    }

    template <class Add>
    void add_periods(const Add& add) {
        const std::pair<const char*, double> spans[] = {{"year_to_date", 1.0},
                                                        {"twelve", 1.0},
                                                        {"calendar_year", 1.2},
                                                        {"quarter", 1.3},
                                                        {"month_before", 1.5}};
        for (const auto& [span, weight] : spans)
            add("span", span, weight, [span](Way& way) { way.span = span; });
        if (claim_.kind == Claim::Kind::count) return;
        add("against", "before", 1.0, [](Way& way) { way.against = "before"; });
        add("against", "two_years", 1.5, [](Way& way) { way.against = "two_years"; });
    }

    template <class Add>
    void add_labels_and_lists(const Add& add) {
        std::vector<std::uint16_t> labels, sources;
        for (const auto& cell : world_.cells(indicator_.id)) {
            labels.push_back(cell.offence);
            sources.push_back(cell.source);
        }
        const auto distinct = [](std::vector<std::uint16_t>& numbers) {
            std::sort(numbers.begin(), numbers.end());
            numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        };
        distinct(labels);
        distinct(sources);
        if (labels.size() > 1)
            for (const auto number : labels) {
                const auto label = world_.offences()[number];
                add("offence", label, 1.2, [label](Way& way) { way.offence = label; });
            }
        if (sources.size() > 1)
            for (const auto number : sources) {
                const auto source = world_.sources()[number];
                add("source", source, 1.1, [source](Way& way) { way.source = source; });
            }
        for (const auto& lists : world_.catalogue().city.reconciliations) {
            if (lists.indicator != indicator_.id) continue;
            add("source", lists.other, 1.1, [&lists](Way& way) { way.cells = lists.other_counts; });
        }
        for (const auto& other : world_.catalogue().indicators) {
            if (other.id == indicator_.id || other.group != indicator_.group ||
                other.kind != IndicatorKind::count || world_.cells(other.id).empty())
                continue;
            add("indicator", other.id, 1.5, [&other](Way& way) { way.cells = other.id; });
        }
    }

    bool has_units(const Way& base) const {
        const auto& cells = world_.cells(base.cells);
        return std::any_of(cells.begin(), cells.end(),
                           [](const MonthCell& cell) { return cell.rows != cell.units; });
    }

    template <class Add>
    void add_territories(const Add& add, const TerritoryInfo& own) {
        const auto to = [&](const TerritoryInfo& other, double weight) {
            if (other.territory == own.territory || other.slot == 1) return;
            add("territory", other.territory.text(), weight, [&other](Way& way) { way.territory = &other; });
        };
        if (!own.territory.is_city()) to(world_.territory({}), 1.2);
        for (const auto& layer : world_.catalogue().city.layers) {
            for (const auto* other : world_.layer(layer.id)) {
                const bool around = other->territory == own.parent || other->parent == own.territory;
                to(*other, around ? 1.4 : 1.8);
            }
        }
    }

    // The first that knew the month, and the latest of the others: what may have been said before.
    template <class Add>
    void add_vintages(const Add& add) {
        std::vector<std::string> earlier;
        for (const auto& vintage : worlds_.vintages())
            if (vintage.no < world_.vintage_no()) earlier.push_back(vintage.id);
        std::reverse(earlier.begin(), earlier.end());
        std::size_t added = 0;
        for (const auto& name : earlier) {
            const World& then = worlds_.at(name);
            const auto known = then.known_months(indicator_.id);
            if (!known || known->past_end < whole(claim_.month).past_end || ++added > most_vintages) break;
            add("vintage", name, 1.3, [&then, own = claim_.territory](Way& way) {
                way.world = &then;
                if (then.has(way.territory->territory))
                    way.territory = &then.territory(way.territory->territory);
            });
        }
    }

    store::Store& store_;
    Worlds& worlds_;
    const World& world_;
    const Indicator& indicator_;
    Claim claim_;
    std::optional<store::RegisteredCounts> registered_counts_;
    std::map<std::string, std::vector<MonthCell>> registered_;
    bool searching_;             // the claim names no indicator
    std::vector<Counts> alone_;  // of each move by itself
};

// The likeliest of what agrees; where nothing does, what is nearest.
void keep_the_best(Contrast& found) {
    std::stable_sort(found.agree.begin(), found.agree.end(),
                     [](const ClaimReading& a, const ClaimReading& b) { return a.cost < b.cost; });
    if (found.agree.size() > told) found.agree.resize(told);
    if (!found.agree.empty()) found.nearest.clear();
    const auto away = [&](const ClaimReading& reading) {
        return std::pair{std::abs(off_of(found.claim, reading.value)), reading.cost};
    };
    std::stable_sort(found.nearest.begin(), found.nearest.end(),
                     [&](const ClaimReading& a, const ClaimReading& b) { return away(a) < away(b); });
    if (found.nearest.size() > told_nearest) found.nearest.resize(told_nearest);
}

}  // namespace

Contrast contrast(store::Store& store, Worlds& worlds, const std::string& vintage, const ClaimParts& parts) {
    const World& world = worlds.at(vintage);
    const auto claim = parse_claim(world, parts);
    Contrast found{.claim = claim, .ours = {}};
    if (!claim.indicator.empty()) {
        const auto& indicator = world.catalogue().indicator(claim.indicator);
        found = Contrasting{store, worlds, world, indicator, claim}.contrasted();
    } else {
        for (const auto& indicator : world.catalogue().indicators) {
            if (indicator.kind == IndicatorKind::count && !world.cells(indicator.id).empty())
                Contrasting{store, worlds, world, indicator, of_last_month(world, indicator.id, claim)}
                    .try_in(found);
        }
    }
    keep_the_best(found);
    return found;
}

}  // namespace atalaya::service
