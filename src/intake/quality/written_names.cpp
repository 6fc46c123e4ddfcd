#include "intake/quality/written_names.hpp"

#include <algorithm>
#include <array>

#include "core/json.hpp"
#include "intake/check.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t longest_name = 200;  // bytes; a longer text is no name

constexpr std::array<const char*, 5> ways{"form", "meaning", "encoding", "cut",
                                          "letters"};  // in the order of Alike

void tell_spellings(const std::string& layer, const std::string& column, const Spellings& spellings,
                    std::vector<Finding>& findings) {
    const auto groups = spellings_alike(spellings.texts());
    if (groups.empty()) return;
    std::int64_t rows = 0, texts = 0;
    JsonWriter json;
    json.object();
    if (!layer.empty()) json.key("layer").text(layer);
    json.key("column").text(column).key("groups").array();
    for (const auto& group : groups) {
        json.object().key("alike_by").array();
        for (const auto by : group.by) json.text(ways[static_cast<std::size_t>(by)]);
        json.end().key("spellings").array();
        for (const auto& spelling : group.spellings) {
            json.object().key("text").text(quotable(spelling.text)).key("rows").integer(spelling.rows).end();
            ++texts;
            if (&spelling != &group.spellings.front()) rows += spelling.rows;
        }
        json.end().end();
    }
    json.end()
        .key("names")
        .integer(static_cast<std::int64_t>(groups.size()))
        .key("texts")
        .integer(texts)
        .end();
    findings.push_back({finding::spellings_alike, rows, json.str()});
}

void tell_blanks(const std::string& layer, const std::string& column, std::int64_t written,
                 std::int64_t padded, std::vector<Finding>& findings) {
    if (padded == 0 || padded == written) return;
    JsonWriter json;
    json.object();
    if (!layer.empty()) json.key("layer").text(layer);
    json.key("column").text(column).key("written").integer(written).end();
    findings.push_back({finding::blanks_around, padded, json.str()});
}

}  // namespace

WrittenNames::WrittenNames(const Source& source, const Layout& layout) {
    const auto& sealed = source.sealed;
    const auto place = [&](const std::string& column) {
        return std::find(sealed.begin(), sealed.end(), column) == sealed.end() ? layout.at(column) : -1;
    };
    const auto add = [&](const std::string& column, bool months) {
        if (place(column) >= 0) columns_.push_back({"", column, place(column), months, {}});
    };
    for (const auto& column : source.category.columns) add(column, false);
    for (const auto& [attribute, column] : source.category.each) add(column, false);
    add(source.channel_column, false);
    for (const auto& column : source.watched) add(column, false);
    add(source.day_parts.month, true);
    for (const auto& area : source.areas)
        areas_.push_back({area.layer, area.column, place(area.column), false, {}});
}

void WrittenNames::watch_blanks(Row row, std::string_view text, Column& column) {
    if (text.empty()) return;
    ++column.written;
    column.padded += row[static_cast<std::size_t>(column.at)].size() != text.size() ? 1 : 0;
}

void WrittenNames::see(Row row, const CellReader& cell) {
    for (auto& area : areas_) {
        if (area.at >= 0) watch_blanks(row, cell(row, area.at), area);
    }
    for (auto& column : columns_) {
        const auto text = cell(row, column.at);
        watch_blanks(row, text, column);
        if (text.size() > longest_name) continue;
        column.spellings.see(
            text, [&] { return column.months ? parse_month_number(text).value_or(no_meaning) : no_meaning; });
    }
}

void WrittenNames::see_areas(std::span<const AreaTexts::Named> named) {
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (areas_[i].at >= 0 && named[i].text.size() <= longest_name)
            areas_[i].spellings.see(named[i].text, [&] { return named[i].area; });
    }
}

void WrittenNames::add(const WrittenNames& later) {
    const auto add_columns = [](std::vector<Column>& to, const std::vector<Column>& from) {
        for (std::size_t i = 0; i < to.size(); ++i) {
            to[i].spellings.add(from[i].spellings);
            to[i].written += from[i].written;
            to[i].padded += from[i].padded;
        }
    };
    add_columns(columns_, later.columns_);
    add_columns(areas_, later.areas_);
}

void WrittenNames::tell(std::vector<Finding>& findings) const {
    for (const auto* all : {&columns_, &areas_}) {
        for (const auto& column : *all) {
            tell_spellings(column.layer, column.name, column.spellings, findings);
            tell_blanks(column.layer, column.name, column.written, column.padded, findings);
        }
    }
}

}  // namespace atalaya::intake::quality
