// What may be asked of the analytics store: one function a question, each with its
// text in sql/analytics/query. All are as known at a vintage. Answers are columns;
// rows are in the order the comment names, texts by bytes.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/incident.hpp"
#include "core/table.hpp"
#include "store/data_directory.hpp"

namespace atalaya::store {

// Which city, as known when.
struct At {
    std::string city;
    std::int64_t vintage_no{};
};

inline constexpr Period all_time{Day{std::chrono::days{-719162}},
                                 Day{std::chrono::days{2932896}}};  // years 1 to 9999

// Incidents (rows) and what they stand for (units) per cell; cells with neither are
// absent. Months whose first day is in `months`. Order: as the members.
struct MonthCounts {
    Coded source, offence, basis;
    Days month;
    Coded area_2, area_3, area_4;
    std::vector<std::int64_t> rows, units;
    std::size_t size() const { return rows.size(); }
};
// O(rows of month_cell up to the vintage): they are added up here, not in the engine (month_counts.cpp).
MonthCounts month_counts(AnalyticsStore& store, const At& at, Period months = all_time);

// Incidents per hour of the week. hour is -1 where unknown; weekday 0 is Monday.
struct HourCounts {
    Coded source, offence;
    Days month;
    std::vector<std::int8_t> weekday, hour, known;
    Coded area_2, area_3;
    std::vector<std::int64_t> rows;
    std::size_t size() const { return rows.size(); }
};
HourCounts hour_counts(AnalyticsStore& store, const At& at, Period months = all_time);

// How well the incidents of a month are placed and timed.
struct QualityCounts {
    Coded source;
    Days month;
    std::vector<std::int8_t> located;     // Located
    std::vector<std::int8_t> hour_known;  // 0 or 1
    std::vector<std::int64_t> rows;
    std::size_t size() const { return rows.size(); }
};
QualityCounts quality_counts(AnalyticsStore& store, const At& at, Period months = all_time);

// Incidents by the channel through which they came; rows that say none are not in it.
struct ChannelCounts {
    Coded source, offence, channel;
    Days month;
    Coded area_2, area_3, area_4;
    std::vector<std::int64_t> rows, units;
    std::size_t size() const { return rows.size(); }
};
ChannelCounts channel_counts(AnalyticsStore& store, const At& at, Period months = all_time);

// Incidents by the days from the fact to its registration; rows without it are not in it, and
// longest_delay (rollup.hpp) stands for itself and more.
struct DelayCounts {
    Coded source, offence;
    Days month;  // of the fact
    std::vector<std::int32_t> delay;
    std::vector<std::int64_t> rows;
    std::size_t size() const { return rows.size(); }
};
DelayCounts delay_counts(AnalyticsStore& store, const At& at, Period months = all_time);

// Counts of the sources that send counts; cells that came to 0 are absent.
struct TallyCounts {
    Coded source, category, channel;
    Days month;                        // the first of the months
    std::vector<std::int32_t> months;  // that are counted together
    std::array<Coded, 4> area;
    std::vector<std::int64_t> count;
    std::size_t size() const { return count.size(); }
};
TallyCounts tallies(AnalyticsStore& store, const At& at, Period months = all_time);

// Cells of which such a source says that it has no number: a count of theirs is the least there was.
struct UnsaidCells {
    Coded source, category, channel;
    Days month;
    std::vector<std::int32_t> months;
    std::array<Coded, 4> area;
    std::size_t size() const { return months.size(); }
};
UnsaidCells unsaid(AnalyticsStore& store, const At& at);

// The newest value of each (layer, area, kind, year, month), with its source beside it.
struct KnownExposures {
    Exposures exposures;
    Coded source;
    std::size_t size() const { return exposures.size(); }
};
KnownExposures exposures(AnalyticsStore& store, const At& at);

// The newest delivery of each layer. Order: layer, code, valid_from (unknown first).
Areas areas(AnalyticsStore& store, const At& at);

// Live incidents of the days of `period` that have a position, in order of number.
struct Positions {
    std::vector<std::int64_t> incident_no;
    Coded source, offence;
    Days day;
    std::vector<std::int8_t> hour, known;
    std::vector<std::int32_t> units, lon, lat;
    std::vector<std::int8_t> located;
    std::array<Coded, 4> area;
    std::size_t size() const { return lon.size(); }
};
Positions live_positions(AnalyticsStore& store, const At& at, Period period);

// Live incidents of the days of `period` of which an interval [from, past) is known, in minutes since 1970-01-01
// 00:00 of the place's own clock, and how well its ends are (TimeKnown). In order of number.
struct LiveSpans {
    Coded source, offence, area_2, area_3, area_4;
    std::vector<std::int32_t> from, past;
    std::vector<std::int8_t> known;
    std::size_t size() const { return from.size(); }
};
LiveSpans live_spans(AnalyticsStore& store, const At& at, Period period);

// What became of incidents between two vintages: from the cell that they left to the one that they came
// to. Without a cell before they are new, without one after they were withdrawn.
struct RevisedIncidents {
    struct Cell {
        std::string offence;
        Month month{};
        std::array<std::string, 5> area;  // by slot; 2 to 4 are filled
        std::int64_t units{};             // of all the incidents
    };
    struct Move {
        std::string source;
        std::optional<Cell> before, after;
        std::int64_t incidents{};
    };
    std::vector<Move> moves;
    // Of those withdrawn, the ones that equal another that stays: entered twice, and joined.
    std::vector<Move> joined;
};
// `earlier` is the number of a vintage, 0 before the first. Scans the entries of the vintages after it up to
// `at`, and of the days of what they withdrew.
RevisedIncidents revised_incidents(AnalyticsStore& store, std::int64_t earlier, const At& at);

// Live incidents of one offence ("source:code"), each with its day, what it stands for and
// its areas, in order of number: one of two lists that are held against each other.
struct ListedFacts {
    std::vector<std::int64_t> incident_no;
    Days day;
    std::vector<std::int32_t> units;
    std::array<Coded, 4> area;
    std::size_t size() const { return units.size(); }
};
ListedFacts listed_facts(AnalyticsStore& store, const At& at, const std::string& offence);

// Incidents per street (area 1); those of no known street are absent. Order: offence, area 1, 2, 3, 4.
// Reads the ledger, not a rollup: O(entries of the days).
struct StreetCounts {
    Coded offence;
    std::array<Coded, 4> area;
    std::vector<std::int64_t> rows;
    std::size_t size() const { return rows.size(); }
};
StreetCounts street_counts(AnalyticsStore& store, const At& at, Period period);

// Incidents, and what they stand for, per week (its Monday) of the days of `period`. Order: offence, week,
// areas. Reads the ledger, not a rollup: O(entries of the days).
struct WeekCounts {
    Coded offence;
    Days week;
    Coded area_2, area_3, area_4;
    std::vector<std::int64_t> rows, units;
    std::size_t size() const { return rows.size(); }
};
WeekCounts week_counts(AnalyticsStore& store, const At& at, Period period);

// The same per month of their registration instead of the fact's, of those whose registration is known; the city's
// basis of report. Order: as the members. Reads the ledger: O(entries).
struct RegisteredCounts {
    Coded source, offence;
    Days month;
    Coded area_2, area_3, area_4;
    std::vector<std::int64_t> rows, units;
    std::size_t size() const { return rows.size(); }
};
RegisteredCounts registered_counts(AnalyticsStore& store, const At& at);

}  // namespace atalaya::store
