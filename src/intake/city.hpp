// A city as its folder describes it: cities/ID/city.toml. Layers are the territories that
// the ledger's slots hold; breaks, events and coverage are what a reader of a series must know.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/zone.hpp"
#include "intake/area_change.hpp"
#include "intake/expected.hpp"
#include "intake/words.hpp"

namespace atalaya::intake {

struct Layer {
    int slot{};  // 1..4: area_n of the ledger; the smaller the finer
    std::string id;
    Words name, plural;
    std::string parent;     // the layer whose areas are made of these; "" the city itself
    bool optional = false;  // the city works without its shapes
    bool street = false;    // its areas are street segments: what concentration is told by
};

// Months in which every fact bears the code of before and that of after a break: from them a series is carried
// over it (stats/bridge.hpp).
struct Bridge {
    struct Moved {
        std::string counts;  // how many facts bear both: what a code of `source` lists as its indicator
        std::string before, after;  // the two codes, of the source that `source` is beside
    };
    std::string source;   // counts the facts that bear both codes
    Day first{}, last{};  // both included: whole months, none before the break
    std::vector<Moved> moved;
};

// From `day` on, numbers of these sources do not compare with those before.
struct Break {
    std::string id;
    Day day{};
    std::vector<std::string> sources;
    std::vector<std::string> indicators;  // empty: all of the sources'; "hora": only what uses hours
    Words what;
    std::optional<Bridge> bridge;
    // Of an area change: only the series of these areas are broken, for they have another land under the same code.
    std::string layer{};  // "" the break is of every territory
    std::vector<std::string> areas{};
};

// Days that are no ordinary reference: compare with `ordinary_year` instead.
struct Event {
    std::string id;
    Day first{}, last{};  // both included
    std::optional<int> ordinary_year;
    Words what;
};

// A source, or one area of it, that was silent: its zeros are not zeros. One that was silent on no day is said to
// tell all of it, and an area that no row ever named has a true zero there.
struct Gap {
    std::string source;
    std::string layer, area;         // "" the whole city
    std::optional<Day> first, last;  // both included; absent: since ever, until today
    Words what;                      // empty: nobody declared it, it was noticed in the rows

    bool on_no_day() const { return first && last && *last < *first; }
    bool noticed() const { return what.es.empty() && !on_no_day(); }
};

// What an indicator is called here, where the law of the place counts something else under it:
// Argentine "robo" includes force on things.
struct LocalName {
    std::string indicator;
    Words name;
    Words definition, note;  // in place of the indicator's, where given
    std::string unit;        // likewise: what the source's rows are when they are not what the indicator asks
};

// Two sources that list the same facts: how many they share. The other one's list is never added to
// the primary's.
struct Reconciliation {
    std::string indicator;  // what the primary source's list is of
    std::string primary, other;
    std::string other_counts;  // which rows of the other: those whose code lists this among its indicators
    int days = 0;              // a fact may be so many days apart on the two lists
    std::string layer;         // whose area must be the same on both; "" none
};

// What ends a block of a name's sound: "name:phonetic".
inline constexpr std::string_view phonetic_block = ":phonetic";

// Two lists of records held against each other, or one against itself, to find which are the same fact
// (src/linkage). Compared is what the ledger knows of a record (day, hour, areas, units, position), and texts of the
// kept deliveries (names, documents, numbers of files), which are read for the time of the run and kept nowhere.
struct Link {
    enum class By { day, hour, area, position, units, name, document, exact };
    struct Compared {
        By by = By::day;
        std::string id;     // what blocks call it; `by` unless said
        std::string layer;  // of area
        double within = 0;  // days, hours, metres, units: so far apart they are close; 0: only equal ones are
        std::vector<std::string> first,
            second;          // of texts: columns of each source, put together with a blank
        double alike = 0.9;  // of names: Jaro-Winkler from which they are close

        bool of_text() const;
    };
    // What records must share to be compared at all: "year", "month", a layer, a document by its id, or how a name
    // sounds: "name:phonetic".
    using Block = std::vector<std::string>;

    std::string id;
    std::string first, second;                // sources; second "": duplicates of the first
    std::string first_counts, second_counts;  // indicator whose rows are compared
    std::vector<Compared> fields;
    std::vector<Block> blocks;
    double upper = 0.9, lower = 0.1;  // posteriors: linked from, shown to a clerk from
    Words what;                       // why the two do not count alike, in words

    // Of texts; nullptr when there is none.
    const Compared* text_field(std::string_view id) const;
};

// Two sources whose numbers are held against each other, month by month and by area, and no record of one against one
// of the other: what there is to compare where they are of two privacy domains.
struct Comparison {
    std::string id;
    std::string first, second;
    std::vector<std::string> first_counts, second_counts;  // indicators or codes of labels
    std::string layer;                                     // "" the whole city alone
    std::vector<Words> differences;                        // why the two do not count alike
};

// Which crosswalk says what the codes of a source mean here (crosswalk.hpp), where it is not that of its codes.csv.
struct CrosswalkChoice {
    std::string source, use;
    std::vector<std::string> indicators;  // in these; empty: in all that no other choice names
};

// A denominator that nobody publishes for a layer, estimated from one that cuts across it.
struct Interpolation {
    std::string kind;      // of exposure: "residents"
    std::string from, to;  // layers
    std::string units;  // a finer layer whose exposure of the kind the estimate follows; "" the square metres
};

// When those meet who work with the bulletins.
struct Meeting {
    int weekday{};     // 0 Monday .. 6 Sunday
    std::string hour;  // "08:00"; "" not said
};

// A feast by which a month differs from an ordinary one: of a day of the year, or so many days from Easter.
struct Feast {
    int year{};  // of this year alone, as calendars list them; 0: of every year
    int month{}, day{};
    std::optional<int> easter;  // -47 is carnival's Tuesday
    Words name;
};

// Where whoever suffers violence is helped, and where that number is published.
struct Help {
    Words line;
    std::string source;
};

struct Demonstration {
    std::string period;                                // "2020-08"
    std::vector<std::string> territories;              // "comuna:1"
    std::vector<std::vector<std::string>> deliveries;  // relative files; one vintage per inner list
};

struct City {
    std::filesystem::path folder;
    std::string id, name, short_name;
    std::string country;  // ISO 3166-1 alpha-2
    std::string region;   // "es-AR": how numbers and dates are written
    std::string zone;     // IANA name
    std::shared_ptr<const Zone>
        clock;           // of that zone; none on a machine without tzdata, and nothing is asked of it then
    std::string tzdata;  // the version that `clock` is of
    bool simulated = false;
    std::vector<std::string> sources;
    std::vector<Layer> layers;             // by slot
    std::vector<Break> breaks;             // those declared, and one for each change of areas
    std::vector<AreaChange> area_changes;  // by day
    std::vector<Event> events;
    std::vector<Gap> coverage;
    std::vector<LocalName> names;
    std::vector<Reconciliation> reconciliations;
    std::vector<Link> links;
    std::vector<CrosswalkChoice> crosswalks;
    // [codes] automatic: from which score, in percent, an unknown label may be given the code that is proposed
    // for it; none: never.
    std::optional<int> codes_automatic;
    std::vector<Interpolation> interpolations;
    std::vector<Comparison> comparisons;
    std::optional<Meeting> meeting;
    std::optional<Help> help;
    std::vector<Feast> feasts;
    std::vector<Expected> expected;
    std::optional<Demonstration> demo;

    // nullptr when there is none
    const Layer* layer(std::string_view id) const;
    const Expected* expectation(std::string_view source) const;
};

// Throws Error{missing} when the folder holds no city.toml, Error{bad_input} naming line,
// expectation and nearest right word when it cannot be used.
City read_city(const std::filesystem::path& folder);
// Every folder of `root` that holds a city.toml, by id.
std::vector<City> read_cities(const std::filesystem::path& root);

}  // namespace atalaya::intake
