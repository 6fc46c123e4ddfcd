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

// What counts in the figure that is asked for.
class Counts {
  public:
    explicit Counts(const Asked& asked) : asked_{asked} {}
    bool offence(const Cell& cell) const {
        return asked_.world.catalogue().counts_in(cell.offence, asked_.spec.indicator);
    }
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
};

using Causes = std::map<std::string, std::int64_t, std::less<>>;

// Adds what one move does to the count. False when it does nothing to it.
bool add(const Counts& counts, const Move& move, Causes& causes) {
    const bool before = counts.all_of(move.before), after = counts.all_of(move.after);
    if (!before && !after) return false;
    const std::int64_t gone = before ? counts.weight(move, *move.before) : 0,
                       come = after ? counts.weight(move, *move.after) : 0;
    if (!move.before) {
        causes["new"] += come;
    } else if (!move.after) {
        causes["withdrawn"] -= gone;
    } else if (before && after) {
        causes["corrected"] += come - gone;
    } else if (after) {
        causes[counts.offence(*move.before) ? "moved_in" : "recoded_in"] += come;
    } else {
        causes[counts.offence(*move.after) ? "moved_out" : "recoded_out"] -= gone;
    }
    return true;
}

}  // namespace

Figure measure_causes(const Asked& asked) {
    static constexpr const char* order[] = {"new",       "recoded_in", "recoded_out", "moved_in", "moved_out",
                                            "withdrawn", "joined",     "corrected",   "recount"};
    Figure figure = measure_revision(asked);
    if (!figure.value) return figure;
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Counts counts{asked};
    Causes causes;
    std::set<std::string> brought;  // the sources whose deliveries changed something
    figure.records_in = 0;
    const World& earlier = *earlier_of(asked);
    const auto& revised = worlds.revised(earlier, world);
    for (const auto& move : revised.moves) {
        if (!add(counts, move, causes)) continue;
        figure.records_in += move.incidents;
        brought.insert(move.source);
    }
    for (const auto& twin : revised.joined) {
        if (!counts.all_of(twin.before)) continue;
        causes["joined"] -= counts.weight(twin, *twin.before);
        causes["withdrawn"] += counts.weight(twin, *twin.before);
    }
    // What incidents do not account for came as counts.
    auto rest = static_cast<std::int64_t>(*figure.value);
    for (const auto& [cause, n] : causes) rest -= n;
    causes["recount"] = rest;
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
