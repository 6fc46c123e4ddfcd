#include "simulate/police.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <numeric>

#include "simulate/mistakes.hpp"
#include "simulate/writing.hpp"

namespace atalaya::simulate {
namespace {

using std::chrono::days;

// All that the clerk writes, before any of it changes.
struct Entry {
    std::string number, hour, barrio, section, segment, lon, lat;
    Labels labels;
    Day happened{}, registered{};
    int units = 1;
};

std::string line_of(const Entry& entry, Labels labels, std::string_view older) {
    return fmt::format("{};{};{};{};{};{};{};{};{};{};{};{};{}", entry.number, day_month_year(entry.happened),
                       entry.hour, day_month_year(entry.registered), labels.type, labels.subtype, older,
                       entry.barrio, entry.section, entry.segment, entry.units, entry.lon, entry.lat);
}

bool grave(std::string_view type) {
    return type == "Homicidio";
}

// What a hasty clerk writes first for this type.
Labels mistaken(Labels right) {
    if (right.type == "Robo" && right.subtype == "Con arma") return {"Robo", "Sin arma"};
    if (right.type == "Robo" && right.subtype == "Sin arma") return {"Hurto", "Simple"};
    if (right.type == "Robo en vivienda") return {"Robo", "Sin arma"};
    if (right.type == "Lesiones") return {"Amenazas", ""};
    return {"Otros", ""};
}

class Desk {
  public:
    Desk(const Town& town, const Plan& plan, std::uint64_t seed, PoliceTally& tally)
        : town_{town}, plan_{plan}, random_{seed, stats::stream_of("police-desk")}, tally_{tally} {}

    // `number` is the fact's place in the list of facts.
    void enter(const Fact& fact, std::size_t number, std::vector<Row>& rows) {
        ++tally_.facts;
        const int section = town_.section_of[fact.spot.block];
        if (section == plan_.silent_section && plan_.silent.holds(fact.day)) {
            ++tally_.silent;
            return;
        }
        Entry entry = entry_of(fact);
        const bool snatching = plan_.police[fact.kind].id == "arrebato";
        const auto older = snatching && plan_.double_coded.holds(fact.day) ? "Hurto/Arrebato" : "";
        const bool clerk = section == plan_.clerk_section && plan_.clerk.holds(fact.day) &&
                           !grave(entry.labels.type) && random_.chance(plan_.clerk_other);
        if (clerk) {
            ++tally_.clerk;
            entry.labels = {"Otros", ""};
        }
        const bool twice = random_.chance(plan_.twice) && !grave(entry.labels.type);
        if (grave(entry.labels.type)) tally_.killed[number] = entry.number;
        rows.push_back(history(entry, older, !clerk && !twice && !grave(entry.labels.type)));
        if (!twice) return;
        ++tally_.twice;
        entry.number = numbers_.next(entry.registered);
        rows.push_back(history(entry, older, false));
    }

  private:
    Entry entry_of(const Fact& fact) {
        Entry entry;
        entry.labels = police_labels(plan_, fact.kind, fact.day);
        entry.happened = fact.day;
        entry.registered = fact.day + days{fact.delay};
        entry.number = numbers_.next(entry.registered);
        const int told = random_.chance(plan_.unknown_hour) ? 0 : fact.minute;
        entry.hour = clock_text(told);
        const bool wrong = random_.chance(plan_.wrong_barrio) && !grave(entry.labels.type);
        entry.barrio =
            town_.barrios[wrong ? random_.below(town_.barrios.size()) : town_.barrio_of[fact.spot.block]]
                .name;
        entry.section = std::to_string(section_on(town_, plan_, fact.spot.block, fact.day));
        tally_.after_split += entry.section == std::to_string(plan_.section_after_split);
        entry.units = fact.units;
        place(fact.spot, entry);
        return entry;
    }

    void place(const Spot& spot, Entry& entry) {
        const auto at = town_.lonlat(spot.at);
        entry.lon = degrees(at.lon);
        entry.lat = degrees(at.lat);
        entry.segment = segment_code(spot.segment);
        const double fate = random_.uniform();
        if (fate < plan_.missing_point) {
            entry.lon = entry.lat = entry.segment = "";
        } else if (fate < plan_.missing_point + plan_.swapped_point) {
            std::swap(entry.lon, entry.lat);
        } else if (fate < plan_.missing_point + plan_.swapped_point + plan_.zero_point) {
            entry.lon = entry.lat = "0";
        }
    }

    // The versions of one row, the first on the day that it was registered.
    Row history(const Entry& entry, std::string_view older, bool may_change) {
        Row row{month_of(entry.happened), {}};
        const auto right = line_of(entry, entry.labels, older);
        const double fate = may_change ? random_.uniform() : 1;
        if (fate < plan_.corrected) {
            ++tally_.corrected;
            row.versions.push_back({entry.registered, line_of(entry, mistaken(entry.labels), older)});
            row.versions.push_back({entry.registered + days{10 + random_.below(41)}, right});
        } else {
            row.versions.push_back({entry.registered, right});
        }
        if (fate > 1 - plan_.withdrawn && fate < 1) {
            ++tally_.withdrawn;
            row.versions.push_back({entry.registered + days{15 + random_.below(46)}, ""});
        }
        return row;
    }

    const Town& town_;
    const Plan& plan_;
    stats::Random random_;
    PoliceTally& tally_;
    Numbers numbers_;
};

}  // namespace

Labels police_labels(const Plan& plan, int kind, Day day) {
    const auto& of = plan.police[kind];
    if (of.id == "arrebato" && day >= plan.border_moves) return {"Robo", of.label_2};
    return {of.label_1, of.label_2};
}

Feed police_feed(const Town& town, const Plan& plan, const std::vector<Fact>& facts, std::uint64_t seed,
                 std::string source, PoliceTally& tally) {
    std::vector<std::size_t> order(facts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return facts[i].day + days{facts[i].delay}; });

    Feed feed{
        .source = std::move(source), .folder = "policia", .header = std::string{police_header}, .rows = {}};
    feed.months_resent = plan.months_resent;
    Desk desk{town, plan, seed, tally};
    for (const auto i : order) desk.enter(facts[i], i, feed.rows);
    plant_mistakes(plan, feed, seed, tally.mistakes);
    return feed;
}

}  // namespace atalaya::simulate
