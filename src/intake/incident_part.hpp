// Some consecutive rows checked into columns of incidents, with what was noticed on the way.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "intake/hour_range.hpp"
#include "intake/incident_notes.hpp"
#include "intake/incident_plan.hpp"
#include "intake/quality/date_parts.hpp"
#include "intake/quality/row_rules.hpp"
#include "intake/quality/written_names.hpp"
#include "intake/row_reader.hpp"
#include "intake/told_cells.hpp"

namespace atalaya::intake {

// Columns of accepted rows. Areas are the gazetteer's numbers, offences and channels the part's own.
// Channel and delay stay empty where the source says none.
struct IncidentColumns {
    std::vector<IncidentKey> key;
    std::vector<std::int32_t> line, day, units, lon, lat;
    std::vector<std::int8_t> hour, known, located;
    std::vector<std::uint32_t> offence, channel;
    std::vector<std::int32_t> delay;
    std::vector<std::int32_t> from, past;  // empty where no row has an interval, as ends_known
    std::vector<std::int8_t> ends_known;
    std::array<std::vector<std::int32_t>, slots> area;
    std::vector<std::uint64_t> content;
    std::vector<std::uint64_t> rest;  // hash of every cell that is neither the key nor a row's number

    void reserve(std::size_t rows);
};

class IncidentPart final : public Part {
  public:
    explicit IncidentPart(const IncidentPlan& plan);
    bool row(Row cells, Quotes quotes) override;
    void stands_at(std::string_view place) override { place_ = place; }
    bool doubtful(const std::string& column, std::string_view found, Row cells) override;

    std::int64_t lines = 0;  // of the file, of whatever city
    std::int64_t read = 0, elsewhere = 0;
    IncidentColumns columns;
    std::vector<std::string> offences;      // "list:code" by the part's number
    std::vector<std::string> channels{""};  // as written, by the part's number
    std::vector<Reject> rejects;
    IncidentNotes notes;
    quality::RowRules rules;
    quality::DateParts date_parts;
    // Of rows that may be wanted: the line, and the cells with a key that is known only once all rows are where
    // the source has none.
    std::vector<std::pair<std::int32_t, CellsTold::Row>> told;
    quality::WrittenNames names;

  private:
    struct Time {
        std::int32_t day;
        std::int8_t hour;
        TimeKnown known;
        std::int32_t from = no_interval, past = no_interval;
        TimeKnown ends_known = TimeKnown::day;
        bool of_month = false;  // of a source of days: the row says the month and no more
    };
    struct Place {
        std::int32_t day{};  // of the fact: its areas are those of the map of then
        std::int32_t lon = no_position, lat = no_position;
        std::array<std::int32_t, slots> area{Gazetteer::unknown, Gazetteer::unknown, Gazetteer::unknown,
                                             Gazetteer::unknown};
        Located located = Located::none;
    };

    bool reject(const char* why, int column, std::string_view found);
    bool read_key(Row cells);
    bool read_day(Row cells, Time& time);
    void read_clock(Row cells, Time& time);
    void read_weekday(Row cells, std::int32_t day);
    void read_hour(Row cells, Time& time);
    std::optional<When> on_city_clock(const std::optional<When>& written);
    bool read_interval(Row cells, Time& time);
    void read_range(HourRange range, Time& time);
    std::int32_t read_delay(Row cells, const Time& time);
    std::uint32_t read_channel(Row cells);
    bool read_offence(Row cells, Day day, std::uint32_t& offence);
    bool read_units(Row cells, std::int32_t& units);
    bool read_position(Row cells, Place& place);
    void read_areas(Row cells, bool point, Place& place);
    void look_up(Row cells, Place& place);
    void keep(Row cells, const Time& time, std::uint32_t offence, std::int32_t units, const Place& place);
    void tell(Row cells);
    void count_month(std::int32_t day);

    const IncidentPlan& plan_;
    std::optional<geo::Projection> from_;  // this part's own
    AreaTexts area_texts_;
    AddressCells addresses_;
    Wanted wanted_;
    Memo<std::uint32_t> offence_memo_, channel_memo_;
    Memo<std::optional<int>> weekday_memo_;
    std::vector<std::uint64_t> offence_hash_, channel_hash_{0};
    std::string offence_text_, key_text_, place_;
    std::vector<bool> is_key_;
    std::int32_t month_first_ = 0, month_past_ = 0;  // the last row's month, and its count
    std::int64_t* month_rows_ = nullptr;
};

}  // namespace atalaya::intake
