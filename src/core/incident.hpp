// What intake hands over to be published: the rows of one delivery as incidents,
// tallies, exposures or areas, column by column.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/table.hpp"

namespace atalaya {

// How well the time is known. Midnight is not "unknown".
enum class TimeKnown : std::int8_t { minute = 0, hour = 1, day = 2, month = 3 };

// How the row got its areas.
enum class Located : std::int8_t {
    none = 0,   // neither text nor point
    text = 1,   // the area the source wrote; no usable point
    point = 2,  // computed from the point; the source wrote no area
    both = 3,   // written and computed, and they agree
    clash = 4,  // written and computed, and they disagree: the descriptor says which wins

    // There was no point, and the place was looked up by its address: how well it was found
    // (geocode/precision.hpp). Street and area give the row no position.
    door = 5,
    interpolated = 6,
    crossing = 7,
    landmark = 8,
    block = 9,
    street = 10,
    by_area = 11,
};
inline constexpr std::int8_t last_located = 11;

// Whether the row has a position.
constexpr bool is_placed(Located located) {
    return located >= Located::point && located < Located::street;
}

inline constexpr std::int32_t no_position = nothing<std::int32_t>;
inline constexpr std::int32_t no_interval = nothing<std::int32_t>;

// One incident a row. All vectors have the same length.
struct Incidents {
    std::vector<IncidentKey> key;        // unique within the batch
    std::vector<std::int32_t> line;      // line (1 = first data row) of the delivery
    Days day;                            // where and when it happened, or was reported (see basis)
    std::vector<std::int8_t> hour;       // 0..23; -1 unknown
    std::vector<std::int8_t> known;      // TimeKnown
    Coded offence;                       // "list:code", e.g. "caba-delitos:robo-total"
    std::array<Coded, 4> area;           // code in the city's layer of that slot; "" none
    std::vector<std::int32_t> units;     // victims, vehicles or facts that the row stands for; >= 1
    std::vector<std::int32_t> lon, lat;  // 1e-7 degrees; no_position where there is none
    std::vector<std::int8_t> located;    // Located
    Coded channel;                       // how it came, "" not said; without rows when no row says one
    std::vector<std::int32_t> delay;     // days from the fact to its registration, -1 unknown; may be empty
                                         // as channel may
    // Where the source says only between which instants it happened: [from, past), and how well its ends are
    // known (TimeKnown). no_interval of a row without; all three empty when no row has one.
    std::vector<std::int32_t> from, past;  // minutes since 1970-01-01 00:00 of the place's own clock
    std::vector<std::int8_t> ends_known;
    std::vector<std::uint64_t> content;  // hash of all that is published of the row: equal means unchanged

    std::size_t size() const { return key.size(); }
    bool has_interval(std::size_t row) const { return !from.empty() && from[row] != no_interval; }
    std::uint32_t channel_of(std::size_t row) const { return channel.codes.empty() ? 0 : channel.codes[row]; }
    std::int32_t delay_of(std::size_t row) const { return delay.empty() ? -1 : delay[row]; }
};

// Counts as a source sent them; cells are unique by (category, channel, month, months, areas). A count of
// several months is known of them together and of none of them alone. A count of nothing<> is a cell of which the source
// says that it has no number ("S/D"); where the same cell also has a count, that one is a part of it.
struct Tallies {
    Days month;                        // first day of the first month
    std::vector<std::int32_t> months;  // how many are counted together; empty when each cell is of one
    Coded category;                    // "list:code"
    Coded channel;                     // how it came, "" when the source does not say
    std::array<Coded, 4> area;
    std::vector<std::int64_t> count;

    std::size_t size() const { return count.size(); }
    std::int32_t months_of(std::size_t cell) const { return months.empty() ? 1 : months[cell]; }
};

// Residents, dwellings, vehicles ... of an area in a year, or in a month of it.
struct Exposures {
    Coded layer;  // "" for the whole city
    Coded area;
    Coded kind;  // "residents", "dwellings", ...
    std::vector<std::int32_t> year;
    std::vector<std::int8_t> month;  // 1 to 12, 0 of the year; empty when all are of years
    std::vector<std::int64_t> value;

    std::size_t size() const { return value.size(); }
    std::int8_t month_of(std::size_t row) const { return month.empty() ? std::int8_t{0} : month[row]; }
};

// Areas with their shape; geometry is GeoJSON text (Polygon or MultiPolygon, WGS 84).
struct Areas {
    Coded layer;
    Coded code;
    Coded name;
    Coded parent_layer, parent;  // "" where none
    Days valid_from;             // nothing<int32> when since ever
    Coded geometry;

    std::size_t size() const { return code.size(); }
};

// Holidays of the city's country, as a source of kind "calendar" lists them.
struct CalendarDays {
    Days day;
    Coded name;

    std::size_t size() const { return name.size(); }
};

// Whether a delivery says everything about a span or only adds and corrects.
enum class Covers {
    rows,    // rows add or replace by key; what is absent stays
    months,  // all there is of every month that has a row: what was known there and is absent now is withdrawn
};

struct Reject {
    std::int64_t line{};
    std::string reason;  // a short code, stable: "day_impossible", "offence_unknown", ...
    std::string column;
    std::string found;  // the cell as written; "" for columns classed personal or sealed
};

// Something noticed about a delivery that rejects nothing.
struct Finding {
    std::string check;  // stable code: "hour_zero_heaped", "same_but_key", "area_disagrees", ...
    std::int64_t rows{};
    std::string detail;  // JSON object with what a sentence about it needs
};

// An address that no place was found for, as it was written; `area` is what another column said of it.
struct Unplaced {
    std::string text, area;
    std::int64_t rows{};
};

struct Batch {
    std::string source;  // id
    std::string source_version;
    Digest recipe;          // of the descriptor and the code lists it names
    std::string file_name;  // as it was given, without folders
    Digest delivery;        // of the bytes as received
    std::int64_t delivery_bytes{};
    int reading = 1;    // 2, 3 ...: the same bytes and recipe once more, because they are to count again
    std::string basis;  // "fact" | "report"
    Covers covers = Covers::rows;

    Incidents incidents;
    Tallies tallies;
    Exposures exposures;
    Areas areas;
    CalendarDays calendar;  // read again from the kept delivery when it is needed

    std::int64_t read{}, accepted{}, rejected{}, duplicate{};  // read = accepted + rejected + duplicate
    std::vector<Reject> rejects;                               // every one
    std::vector<Finding> findings;
    std::vector<Unplaced> unplaced;  // only where the reader was asked for them; never published
};

}  // namespace atalaya
