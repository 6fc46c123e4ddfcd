#include "service/typing_grid.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::service {

namespace {

using Texts = std::vector<std::string>;

constexpr std::array<std::array<const char*, 12>, 3> months{{
    {"ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE",
     "NOVIEMBRE", "DICIEMBRE"},
    {"JANEIRO", "FEVEREIRO", "MARÇO", "ABRIL", "MAIO", "JUNHO", "JULHO", "AGOSTO", "SETEMBRO", "OUTUBRO",
     "NOVEMBRO", "DEZEMBRO"},
    {"JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
     "NOVEMBER", "DECEMBER"},
}};

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::usage, why};
}

void require_grid(const intake::Source& source, const GridAsked& asked) {
    const auto& format = source.format;
    const bool has_totals = !source.totals.words.empty();
    const bool fits = has_totals && source.kind == intake::Kind::tallies &&
                      format.type == intake::FileType::xlsx && source.by_pages() && format.header_rows == 1 &&
                      (source.wide.months || !source.wide.columns.empty());
    if (!fits) {
        refuse(message(
            "{}: a grid is of a source of counts with type = \"xlsx\", [totals], a head of one row, and "
            "\"months\" or \"columns\" in [wide]; this one is not",
            source.id));
    }
    if (source.wide.year == "@sheet" && !asked.year)
        refuse(message("--year: expected the year of the sheet, such as 2024; found none"));
}

// A column that is written on each row, not made from the head, the sheet or a group.
bool is_label(const intake::Source& source, const std::string& column) {
    return !column.empty() && column.front() != '@' && !source.wide.makes(column);
}

// What a row begins with, by column.
using Beginnings = std::vector<Texts>;

Beginnings labels_of(const intake::Source& source) {
    Beginnings labels;
    for (const auto& label : source.labels) {
        Texts of_row;
        const std::array<std::string, 2> texts{label.label_1, label.label_2};
        for (std::size_t i = 0; i < source.category.columns.size(); ++i) {
            if (is_label(source, source.category.columns[i])) of_row.push_back(texts[i]);
        }
        if (!of_row.empty()) labels.push_back(std::move(of_row));
    }
    return labels;
}

// Each of these with each of those.
Beginnings with_each(const Beginnings& rows, const Texts& texts) {
    Beginnings longer;
    for (const auto& row : rows) {
        for (const auto& text : texts) {
            longer.push_back(row);
            longer.back().push_back(text);
        }
    }
    return longer;
}

std::string total_word(const intake::Source& source) {
    const Texts& words = source.totals.words;
    const bool usual =
        std::any_of(words.begin(), words.end(), [](const auto& word) { return folded(word) == "total"; });
    return usual || words.empty() ? "TOTAL" : words.front();
}

Texts areas_of(const intake::Source& source, const GridAsked& asked) {
    if (!asked.areas.empty()) return asked.areas;
    Texts areas;
    for (const auto& [code, name] : source.area_names) areas.push_back(name);
    if (areas.empty())
        refuse(message(
            "--areas: expected the areas as the sheet calls them, such as \"Norte,Sur\"; {} lists none",
            source.id));
    return areas;
}

}  // namespace

render::GridSheet typing_grid(const intake::Source& source, const GridAsked& asked) {
    require_grid(source, asked);
    render::GridSheet grid;
    grid.sheet = asked.year                    ? std::to_string(*asked.year)
                 : source.format.sheet.empty() ? "1"
                                               : source.format.sheet;
    grid.title = source.id;
    grid.head_row = source.format.header_at.empty() ? static_cast<std::size_t>(source.format.header_row) : 1;

    grid.rows = {{}};
    for (const auto& column : source.category.columns) {
        if (is_label(source, column)) grid.heads.push_back(column);
    }
    if (!grid.heads.empty()) grid.rows = labels_of(source);
    for (const auto& area : source.areas) {
        if (!is_label(source, area.column)) continue;
        grid.heads.push_back(area.column);
        grid.rows = with_each(grid.rows, areas_of(source, asked));
    }
    if (grid.heads.empty() || grid.rows.empty())
        refuse(message("{}: expected labels for the rows in codes.csv; found none", source.id));
    Texts last(grid.heads.size());
    last.front() = total_word(source);
    grid.rows.push_back(std::move(last));

    if (source.wide.months)
        for (const char* month : months[static_cast<std::size_t>(asked.language)])
            grid.heads.emplace_back(month);
    else
        grid.heads.insert(grid.heads.end(), source.wide.columns.begin(), source.wide.columns.end());
    grid.heads.push_back(total_word(source));
    return grid;
}

}  // namespace atalaya::service
