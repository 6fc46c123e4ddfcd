// Who delivered and who is late: what the city expects of each source ([[expected]] of city.toml) held against what had
// come by a day.
//
// What had come by a day is what the newest vintage published by that day tells, and nothing when there was none. A
// period is missing when a month of it is not told, or not told of an area (service/holes.hpp), and the day is past its
// due day: days late count from the due day, 1 on the day after. A source is late when a month of a period that was due
// did not come at all; one of which every month came, but some without an area or some days ([[coverage]] with a first and a
// last day, of an area or of all the source), or is declared not to have come, delivered in part and is not late. Either owes
// what is missing, and none of it is a zero. Before a source is declared to begin and after it is declared to end it owes
// nothing.
//
// Of a source that is expected by the week or the day, a period that has no row did not come, and one of which the last
// days did not come (service/silent_days.hpp) came in part.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "service/silent_days.hpp"
#include "service/world.hpp"

namespace atalaya::service {

// Of a week or a day: on how many of its days there is a fact, and on how many there usually is, the median of the twelve
// such periods with facts before it; 0 where there are none.
struct DaysCovered {
    int with_facts{}, usual{}, of{};
    std::optional<Period> missing_end{};  // its last days, where they did not come
};

struct MissingPeriod {
    Period period;
    std::vector<Month> months;  // those of it that are not told whole; none where `days` are
    Day due{};
    int days_late{};               // at the day asked for, >= 1
    std::vector<Month> in_part{};  // of `months`, those that came but for a hole, or are declared to be one
    std::vector<const intake::Gap*> holes{};  // these: of an area or of all the source, and when

    std::optional<DaysCovered> days{};  // of a source that is expected by the week or by the day
    bool came_in_part() const {
        return days ? days->with_facts > 0 || !holes.empty() : in_part.size() == months.size();
    }
    // All of it is declared not to have come.
    bool declared_absent() const;
};

// The rows of the last month (week, day) told beside those of the twelve before it that had some, fewest and most.
struct UsualRows {
    Period period{};
    std::int64_t rows{}, fewest{}, most{};
    int of{};                           // how many periods the range is of, 1 to 12
    std::optional<DaysCovered> days{};  // of the last week or day told
};

struct Awaited {
    Period period;
    Day due{};
};

struct SourceState {
    const intake::Source* source{};
    const intake::Expected* expected{};
    std::string cadence;
    std::optional<Day> last_delivery;  // the day on which the newest came
    std::optional<Period>
        last_told;  // the last month it tells of; the last day, where periods are weeks or days
    std::optional<Awaited> awaited;      // the first period that is not told, late or not yet due; none
                                         // for a source that is declared to have ended
    std::vector<MissingPeriod> missing;  // the oldest first, those that came in part among them
    // Months, or weeks or days of a source expected by those, of the periods that were due by the day, from the first
    // expected: how many, and how many of them are told whole.
    int owed{}, told{};
    std::optional<UsualRows> usual;  // none for a source that told of fewer than two months

    // The runs of periods that follow each other and did not come at all; one that came in part is a run of its own.
    std::vector<std::vector<const MissingPeriod*>> runs() const;
    // The oldest period of which a month did not come; nullptr when every month that was due did.
    const MissingPeriod* late_since() const;
    bool late() const { return late_since() != nullptr; }
    // The holes of its months, each once, in the order of their periods. O(missing * holes).
    std::vector<const intake::Gap*> missing_in_part() const;
};

// One for each [[expected]] of the city, in its order, at the end of `day`. `world` is the world known on that day;
// nullptr when nothing was published by then. `arrivals` are days told of deliveries (their digests) that came on
// another day than that of their vintage, `days` what days_told() says of the sources that are expected by the week or the
// day. O(months, or days, of the sources + deliveries).
std::vector<SourceState> expected_deliveries(const Catalogue& catalogue, const World* world, Day day,
                                             const std::map<Digest, Day>& arrivals = {},
                                             const std::map<std::string, store::DayRows>& days = {});

// The days told of deliveries, by digest.
std::map<Digest, Day> arrivals_of(store::Store& store);

// The vintage that was newest on a day, "" before the first.
std::string vintage_on(store::Store& store, Day day);

}  // namespace atalaya::service
