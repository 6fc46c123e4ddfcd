// What the right choices of a proposal are: as source.toml of a source says it, or a table of files that have none.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "intake/propose/proposal.hpp"
#include "source_folder.hpp"

namespace atalaya::intake {

// A key of the proposal and the texts that are right for it; each a list joined by ',' where the key holds several. "-":
// the key should not be there. Of several keys:
//     when.*    time.day.* of incidents, time.month.* of tallies
//     kinds     offence.columns, category.columns
//     counts    count.column, units.column
//     areas     the columns of all [area.*], in any order
//     area      one of them; area.others: columns of [area.*] that are none of these ("-" when there are none)
//     place.x   also place.lon; place.y also place.lat
struct Right {
    std::string key;
    std::vector<std::string> texts;
};
struct Truth {
    std::string path;  // below shared/data, or a source's id
    std::vector<Right> rights;
};

inline std::filesystem::path shared_data() {
    return source_folder() / "../shared/data";
}

inline std::string sorted_list(std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return join(texts, ",");
}

// propose_truths.txt: a path at the margin, below it its keys.
inline std::vector<Truth> written_truths() {
    std::ifstream file{source_folder() / "tests/intake/propose_truths.txt"};
    std::vector<Truth> all;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        if (line.front() != ' ') {
            all.push_back({line, {}});
            continue;
        }
        const auto text = trimmed(line);
        const auto end = text.find(' ');
        Right right{std::string{text.substr(0, end)}, {}};
        std::string rest{trimmed(text.substr(end))};
        for (std::size_t at = 0; at <= rest.size();) {
            const auto bar = std::min(rest.find(" | ", at), rest.size());
            const std::string word = rest.substr(at, bar - at);
            right.texts.push_back(word == "tab" ? "\t" : word);
            at = bar + 3;
        }
        all.back().rights.push_back(std::move(right));
    }
    return all;
}

// What a person wrote for the same file. Not in it: what no file can tell (names, terms, what a delivery covers, whether
// a day is that of the fact) and what a city decides (boxes, aliases).
inline Truth truth_of(const Source& source) {
    static constexpr std::string_view kinds[] = {"incidents", "tallies", "exposures",
                                                 "areas",     "places",  "calendar"};
    static constexpr std::string_view types[] = {"csv", "xlsx", "geojson", "parquet", "shapefile"};
    Truth truth{source.id, {{"kind", {std::string{kinds[static_cast<std::size_t>(source.kind)]}}}}};
    const auto add = [&](const std::string& key, const std::string& text) {
        if (!text.empty()) truth.rights.push_back({key, {text}});
    };
    const Format& format = source.format;
    add("format.type", std::string{types[static_cast<std::size_t>(format.type)]});
    if (format.type == FileType::csv || format.encoding != Encoding::utf8)
        add("format.encoding", std::string{name_of(format.encoding)});
    if (format.separator) add("format.separator", std::string(1, format.separator));
    if (format.type == FileType::csv || format.type == FileType::xlsx) {
        add("format.header_row", std::to_string(format.header_row));
        add("format.header_rows", std::to_string(format.header_rows));
    }
    const bool calendar = source.kind == Kind::calendar;
    add(calendar ? "calendar.day.column" : "when.column", source.day_column);
    if (!source.day_column.empty())
        add(calendar ? "calendar.day.format" : "when.format", std::string{name_of(source.day_format)});
    add("calendar.name", source.calendar.name);
    add("calendar.country", source.calendar.country);
    add("calendar.kind", source.calendar.kind);
    const bool doors = source.kind == Kind::places && source.places.what == PlacesRule::What::doors;
    add(doors ? "places.street" : "places.name", source.places.name);
    add("places.street_code", source.places.code);
    add("places.number", source.places.number);
    add("places.letter", source.places.letter);
    add("places.lon", source.places.lon);
    add("places.lat", source.places.lat);
    const bool month_of_head = source.wide.makes(source.day_parts.month);
    add("when.year", source.day_parts.year);
    if (!month_of_head) add("when.month", source.day_parts.month);
    add("time.hour.column", source.hour.column);
    add("time.registered.column", source.registered.column);
    const bool kinds_of_head =
        !source.category.columns.empty() && source.wide.makes(source.category.columns[0]);
    if (!kinds_of_head) add("kinds", sorted_list(source.category.columns));
    if (!source.category.always.empty()) add("kinds", "-");
    if (!source.wide.makes(source.count_column)) add("counts", source.count_column);
    const auto& wide = source.wide;
    add("wide.first", wide.columns.empty() ? wide.first : wide.columns.front());
    add("wide.last", wide.columns.empty() ? wide.last : wide.columns.back());
    add("channel.column", source.channel_column);
    add("place.x", source.place.lon);
    add("place.y", source.place.lat);
    add("key.columns", sorted_list(source.key));
    for (const auto& area : source.areas) add("area", area.column);
    if (!source.areas.empty()) add("area.others", "-");
    add("exposure.area", source.exposure.area);
    add("exposure.value", source.exposure.value);
    add("exposure.year_column", source.exposure.year_column);
    add("shape.code", source.shape.code);
    add("shape.within", source.shape.within);
    return truth;
}

}  // namespace atalaya::intake
