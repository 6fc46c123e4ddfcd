// Why a count is not what an earlier vintage said: what became of the incidents.
#include <algorithm>
#include <map>
#include <set>

#include "core/error.hpp"
#include "service/measures/asked.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

namespace {

using Cell = store::RevisedIncidents::Cell;
using Move = store::RevisedIncidents::Move;

// What counts in the figure that is asked for, by the codes of one vintage.
class Counts {
  public:
    Counts(const Asked& asked, const Catalogue& codes) : asked_{asked}, codes_{codes} {}
    bool offence(const Cell& cell) const { return codes_.counts_in(cell.offence, asked_.spec.indicator); }
    bool all_of(const std::optional<Cell>& cell) const {
        if (!cell || !offence(*cell)) return false;
        const Day month = first_day(cell->month);
        const auto slot = static_cast<std::size_t>(asked_.territory.slot);
        return asked_.spec.period.first <= month && month < asked_.spec.period.past_end &&
               (slot == 0 || asked_.territory.extent.holds(cell->area[slot]));
    }
    std::int64_t weight(const Move& move, const Cell& cell) const {
        return asked_.indicator && asked_.indicator->counts_units ? cell.units : move.incidents;
    }

  private:
    const Asked& asked_;
    const Catalogue& codes_;
};

using Causes = std::map<std::string, std::int64_t, std::less<>>;

// Adds what one move does to the count: what it was by the codes of then, what it is by those of now. False when it
// does nothing to it.
bool add(const Counts& then, const Counts& now, const Move& move, Causes& causes) {
    const bool before = then.all_of(move.before), after = now.all_of(move.after);
    if (!before && !after) return false;
    const std::int64_t gone = before ? then.weight(move, *move.before) : 0,
                       come = after ? now.weight(move, *move.after) : 0;
    if (!move.before) {
        causes["new"] += come;
    } else if (!move.after) {
        causes["withdrawn"] -= gone;
    } else if (before && after) {
        causes["corrected"] += come - gone;
    } else if (after) {
        causes[then.offence(*move.before) ? "moved_in" : "recoded_in"] += come;
    } else {
        causes[now.offence(*move.after) ? "moved_out" : "recoded_out"] -= gone;
    }
    return true;
}

// What the codes of now make of the incidents that were known then and became nothing else: the difference, in the
// figure's territory and period.
std::int64_t by_codes(const Asked& asked, const World& earlier, const Counts& then, const Counts& now,
                      const std::vector<Move>& moves) {
    const bool units = asked.indicator && asked.indicator->counts_units;
    std::int64_t changed = 0;
    for (const auto& cell : earlier.cells("")) {
        if (cell.months != 1) continue;  // nor are facts of no known month among the moves
        Cell known{.offence = earlier.offences()[cell.offence], .month = month_at(cell.month)};
        for (int slot = 2; slot <= 4; ++slot)
            known.area[static_cast<std::size_t>(slot)] =
                earlier.area_codes(slot)[cell.area[static_cast<std::size_t>(slot)]];
        changed += (now.all_of(known) - then.all_of(known)) * (units ? cell.units : cell.rows);
    }
    for (const auto& move : moves) {
        if (move.before)
            changed -= (now.all_of(move.before) - then.all_of(move.before)) * then.weight(move, *move.before);
    }
    return changed;
}

// Why there is a rest that no incident accounts for: the counts of a source that sends counts and sent some since or was
// read anew, the codes of such a source, or the land of the territory.
std::string cause_of_rest(const Asked& asked, const World& earlier, const std::vector<std::string>& sources,
                          const std::set<std::string>& anew) {
    const auto& receipts = asked.world.receipts();
    bool other_codes = false;
    for (const auto& id : sources) {
        if (asked.world.catalogue().source(id).kind != intake::Kind::tallies) continue;
        const bool sent = std::ranges::any_of(receipts, [&](const Receipt& receipt) {
            return receipt.source == id && receipt.vintage_no > earlier.vintage_no();
        });
        const auto *then = earlier.catalogue().coding(id), *now = asked.world.catalogue().coding(id);
        const bool same = !then || !now || *then == *now;
        if (sent && same) return anew.contains(id) ? "descriptor" : "recount";
        other_codes = other_codes || !same;
    }
    return other_codes ? "codes" : asked.territory.slot != 0 ? "areas" : "other";
}

// The sources that since then told nothing but deliveries known then, read anew: what changed is how they are read.
std::set<std::string> only_read_anew(const Asked& asked, const World& earlier) {
    std::map<std::string, std::int64_t> number;
    for (const auto& vintage : asked.worlds.vintages()) number[vintage.id] = vintage.no;
    std::set<std::string> anew, sent;
    for (const auto& receipt : asked.world.receipts()) {
        if (receipt.vintage_no <= earlier.vintage_no()) continue;
        (number[receipt.came] > earlier.vintage_no() ? sent : anew).insert(receipt.source);
    }
    std::erase_if(anew, [&](const std::string& source) { return sent.contains(source); });
    return anew;
}

}  // namespace

Figure measure_causes(const Asked& asked) {
    static constexpr const char* order[] = {
        "new",       "recoded_in", "recoded_out", "moved_in", "moved_out", "withdrawn", "joined",
        "corrected", "descriptor", "recount",     "codes",    "areas",     "other"};
    Figure figure = measure_revision(asked);
    if (!figure.value) return figure;
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Causes causes;
    std::set<std::string> brought;  // the sources whose deliveries changed something
    figure.records_in = 0;
    const World& earlier = *earlier_of(asked);
    const Counts then{asked, earlier.catalogue()}, now{asked, world.catalogue()};
    const auto& revised = worlds.revised(earlier, world);
    const auto anew = only_read_anew(asked, earlier);
    Causes by_reading;
    for (const auto& move : revised.moves) {
        if (!add(then, now, move, anew.contains(move.source) ? by_reading : causes)) continue;
        figure.records_in += move.incidents;
        brought.insert(move.source);
    }
    for (const auto& twin : revised.joined) {
        if (!then.all_of(twin.before)) continue;
        causes["joined"] -= then.weight(twin, *twin.before);
        causes["withdrawn"] += then.weight(twin, *twin.before);
    }
    for (const auto& [cause, n] : by_reading) causes["descriptor"] += n;
    causes["codes"] = by_codes(asked, earlier, then, now, revised.moves);
    auto rest = static_cast<std::int64_t>(*figure.value);
    for (const auto& [cause, n] : causes) rest -= n;
    if (rest != 0) causes[cause_of_rest(asked, earlier, figure.sources, anew)] += rest;
    for (const char* cause : order) {
        if (const auto n = causes[cause]; n != 0) figure.series.push_back({cause, static_cast<double>(n)});
    }
    for (const auto& receipt : world.receipts()) {
        const bool counts_itself =
            rest != 0 &&
            std::find(figure.sources.begin(), figure.sources.end(), receipt.source) != figure.sources.end() &&
            world.catalogue().source(receipt.source).kind == intake::Kind::tallies;
        if (receipt.vintage_no > earlier.vintage_no() && (brought.contains(receipt.source) || counts_itself))
            figure.notes.push_back("delivery:" + receipt.source + ":" + receipt.file_name);
    }
    return figure;
}

}  // namespace atalaya::service
