// What can be measured of an indicator, each by name. Every number of a bulletin goes
// through compute(): what it cannot compute it says why, never a NaN and never a zero
// that stands for "no data".
//
//   count      facts, victims ... of a period of whole months        part: "", "offence=S:C", "label=S:L", "without=layer",
//              "channel=C" or "without=channel" (also with "offence=S:C")
//   change     percent against another period, with interval          needs `against`
//              over a declared break only where its bridge can be computed: with both periods in the new coding; notes:
//              "bridged:BREAK", and numerator and denominator are in the new coding too
//   bridge     how many times what the former coding counts the new    numerator: by the new, denominator: by the former
//              one does, from the months of the period that bear both  notes: "bridged:BREAK", "overlap:PERIOD", "both:N"
//   bridged    the facts of a period in the coding of the newest       series: one a month, with interval before the break
//              month, with interval
//   rate       of 12 months per the indicator's `per`, with interval
//   expected   range of a month from earlier years; value is the mean  part: "told=before", as it was told when the
//              month had not happened (Worlds::eve_of; else as today); "level=50"
//   expected_monthly  the same for every month of the period         series; part: "level=95" or "level=50"
//   hits       months of the period whose count lay in the range told before them
//                                                                     denominator: months that have one
//   compared   indicators whose change is computable; `against`       of no indicator: of all that are given for the territory
//   comparable percent of their records that was present in both periods
//   monthly    one count a month                                      series
//   weekly     one count a week, of the whole weeks (Monday to Sunday)  series: by Monday; of sources that send
//              that end within the period                             rows
//   expected_weekly  the range of each of them: as of months, from    series; part: "level=95" or "level=50"
//              the week nearest to the same day of earlier years
//   ratio      rate here against the rest of the city                 part: the layer compared
//   share      least share of places with half of the events          part: the layer of places
//   busiest    of the ten street segments with most events in `against` (else in the period), those of
//              the period                                             series: code of the segment
//              part "layer=barrio": areas of that layer in place of segments
//   repeated   street segments with three events or more              denominator: of how many
//   hot        hexagons of the city where events pile up beyond chance  part: "level=90", 95 or 99
//              numerator: events in them; denominator: in all hexagons  series "q r": events of each
//   still_hot  of the hexagons that are hot (denominator) those that were in `against`
//   hours      weekday and hour                                       series "3 22": Thursday, 22 h; "3 -1" unknown
//   aoristic   weight of each weekday and hour, of facts of which    series "3 22": Thursday, 22 h; they add up to the
//              an interval is known (stats/aoristic.hpp)             facts (records_in); records_out have no interval
//   parts_of_day    weekday and six parts of four hours               series "3 5": Thursday, 20 to 24 h; "3 -1" unknown
//   unknown_hours   percent of rows without a known hour, of the sources that give hours
//   located    percent of rows with a usable position                 part: "source=S"
//   rows       read, accepted, rejected, duplicate                    part: "state=read;source=S;reason=R"
//   on_time    sources whose data reach the month's end whole            denominator: these, and those whose due day has passed
//   resolved   percent of cases entered 90 to 120 days ago that ended in term
//   revision   count now minus the count at the vintage before        part: "since=V", at that vintage instead
//   causes     that difference, by what became of the incidents      series: new, withdrawn, joined (entered
//              twice; its twin stays), recoded_in, recoded_out (from or to what does not count here), moved_in,
//              moved_out (another month or place), corrected (how many it stands for), descriptor (a
//              delivery known then was read otherwise), recount (of a source that
//              sends counts); those that are not 0, signed; they add up to the value. notes: "delivery:SOURCE:FILE"
//   delay      median days from the fact to its registration         low, high: quartiles; part: "source=S"
//   registered percent of facts registered within some days          part: "within=7", ";source=S"
//   delay_curve percent registered within 0, 1 ... 90 days           series; part: "source=S"
//              The three are of facts whose delay is known, of the whole city, and of months that ended at least 3
//              months before the vintage (see settled_year): of younger ones only those entered fast are known.
//              A median or quartile of store::longest_delay stands for as much and more.
//   residents  exposure used for the period
//   reconciled facts that are on both of two lists                    part: "source=S", the other list; numerator and
//                                                                     denominator: on each; series: on each, on both, in all,
//                                                                     on one alone
//   by_tag          facts or persons by a tag of ICCS                 part: "tag=We"; series: "We=1"
//   by_attribute    persons by sex, age, mechanism or place; city     part: "attribute=sex"; series: by category
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/figure.hpp"
#include "service/world.hpp"
#include "stats/dispersion.hpp"

namespace atalaya::store {
struct BulletinIssue;
struct LiveSpans;
struct RevisedIncidents;
struct Vintage;
}  // namespace atalaya::store

namespace atalaya::service {

struct KnownFinding;
class Places;
class Weeks;

// Gives the world of a vintage; keeps those it has given.
class Worlds {
  public:
    Worlds(store::Store& store, const Catalogue& catalogue);
    ~Worlds();
    const World& at(const std::string& vintage);  // "" is the newest
    // The last vintage, up to that of `world`, of which the month before `month` is the newest: what could
    // be said of the month when it had not happened. None where no vintage stopped there.
    const World* eve_of(Month month, const World& world);
    std::vector<store::Vintage> vintages();      // oldest first
    std::vector<store::BulletinIssue> issues();  // on record, oldest first
    // Of the deliveries up to that of `world`, as findings_at() gives them; what was decided about them until now.
    std::vector<KnownFinding> findings(const World& world);
    // What became of incidents from one vintage to a later; asked for once it is needed.
    const store::RevisedIncidents& revised(const World& earlier, const World& world);
    // The streets and hexagons of a world that this gave.
    Places& places(const World& world);
    Weeks& weeks(const World& world);
    // The intervals of the incidents of a period, asked of the ledger anew.
    store::LiveSpans spans(const World& world, Period period);
    // FigureSpec::erasure of a question without it. O(1) for measures that need no position and where nothing
    // was erased; else O(facts of its periods).
    std::string erasure_of(const FigureSpec& spec);

  private:
    store::Store& store_;
    const Catalogue& catalogue_;
    std::map<std::string, std::shared_ptr<const World>> known_;
    using Span = std::pair<std::int64_t, std::int64_t>;
    std::map<Span, std::shared_ptr<const store::RevisedIncidents>> revised_;
    std::map<std::string, std::unique_ptr<Places>> places_;
    std::map<std::pair<std::int64_t, int>, std::optional<const World*>> eves_;
    std::map<std::string, std::unique_ptr<Weeks>> weeks_;
};

// Throws Error{missing} for an unknown indicator, territory or vintage, Error{usage} for a
// measure that does not exist or a period that is not of whole months.
Figure compute(Worlds& worlds, const FigureSpec& spec);

std::vector<std::string_view> measures();

// The breaks declared for an indicator's sources with `first` < day < `past_end`, of the whole city.
std::vector<const intake::Break*> breaks_inside(const World& world, std::string_view indicator, Day first,
                                                Day past_end);
// These, and the changes of areas that gave the territory's code another land.
std::vector<const intake::Break*> breaks_inside(const World& world, std::string_view indicator,
                                                const TerritoryInfo& territory, Day first, Day past_end);
// Whether a break is of the territory: it is of every one, or its code has another land since.
bool concerns(const intake::Break& declared, const TerritoryInfo& territory);
// The events that touch a period.
std::vector<const intake::Event*> events_touching(const World& world, Period period);

// The last 12 months that ended at least 3 months before the vintage: almost all that happened in
// them has been registered by now.
Period settled_year(const World& world);

// The dispersion used for changes of an indicator in a territory up to (not with) `before`.
stats::Dispersion dispersion_of(const World& world, const Indicator& indicator,
                                const TerritoryInfo& territory, Month before);

}  // namespace atalaya::service
