#include "intake/propose/look_workbook.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/propose/look_values.hpp"
#include "intake/sheet_rows.hpp"
#include "intake/workbook.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;

// The first rows of a sheet at their places, rows that are not there blank.
Records first_rows(const OpenFile& file, const std::string& sheet, std::size_t most) {
    Records rows;
    each_sheet_row(file, sheet, [&](std::size_t number, std::span<const std::string> cells) {
        if (number > most) return false;
        if (number > rows.size()) rows.resize(number);
        if (number > 0) rows[number - 1].assign(cells.begin(), cells.end());
        return true;
    });
    return rows;
}

Judged<std::string> choose_sheet(const OpenFile& file) {
    const Texts names = sheet_names(file);
    std::string best;
    std::size_t most = 0;
    for (const auto& name : names) {
        std::size_t cells = 0;
        each_sheet_row(file, name, [&](std::size_t, std::span<const std::string> row) {
            cells += static_cast<std::size_t>(
                std::count_if(row.begin(), row.end(), [](const auto& cell) { return !cell.empty(); }));
            return true;
        });
        if (cells > most || best.empty()) {
            most = cells;
            best = name;
        }
    }
    if (names.size() == 1) return {best, 99, message("the workbook has one sheet")};
    return {best, 75, message("of {} sheets it holds the most cells", names.size()),
            message("Is the table on the sheet \"{}\"? The workbook has {}.", best, join(names, ", "))};
}

// The leftmost column that says something in every row but the last few, which are notes.
std::string column_before_notes(const Sample& sample) {
    constexpr std::size_t most_notes = 40;
    const auto says = [&](std::size_t row, std::size_t column) {
        return !trimmed(sample.at(row, column)).empty();
    };
    const auto said = [&](std::size_t row) {
        std::size_t n = 0;
        for (std::size_t column = 0; column < sample.width(); ++column) n += says(row, column);
        return n;
    };
    std::size_t end = sample.rows();
    while (end > 0 && sample.rows() - end < most_notes &&
           said(end - 1) <= std::max<std::size_t>(1, sample.width() / 3))
        --end;
    if (end == sample.rows() || end == 0 || sample.width() < 3) return {};
    for (std::size_t column = 0; column < sample.width(); ++column) {
        bool whole = !trimmed(sample.head[column]).empty() && !says(end, column);
        for (std::size_t row = 0; whole && row < end; ++row) whole = says(row, column);
        if (whole) return sample.head[column];
    }
    return {};
}

Judged<std::string> end_of_table(const Sample& sample) {
    const std::string column = column_before_notes(sample);
    if (column.empty()) return {};
    return {
        column, 85, message("the last rows say something in few cells: notes below the table"),
        message("Does the table end at the first row without \"{}\"? Look at what stands below.", column)};
}

// What stands below the table (totals, signatures) says nothing of its columns.
void leave_out_notes(Sample& sample, const std::string& column) {
    const auto at = static_cast<std::size_t>(std::find(sample.head.begin(), sample.head.end(), column) -
                                             sample.head.begin());
    if (at == sample.width()) return;
    std::size_t end = 0;
    while (end < sample.rows() && !trimmed(sample.at(end, at)).empty()) ++end;
    if (sample.rows_in_file == static_cast<std::int64_t>(sample.rows()))
        sample.rows_in_file = static_cast<std::int64_t>(end);
    sample.cells.resize(end * sample.width());
}

}  // namespace

bool is_workbook(const OpenFile& file) {
    if (packing_of(file) != Packing::zip) return false;
    try {
        return Workbook{file}.has("[Content_Types].xml");
    } catch (const Error&) {
        return false;
    }
}

Look look_at_workbook(const OpenFile& file, Progress& progress) {
    Look look{.type = FileType::xlsx};
    look.sheet = choose_sheet(file);
    look.head = find_head(first_rows(file, look.sheet.value, 200));
    Source source;
    source.format.type = FileType::xlsx;
    source.format.sheet = look.sheet.value;
    source.format.header_row = look.head.value.row;
    source.format.header_rows = look.head.value.rows;
    SampleTaker taker;
    read_xlsx_table(source, file, taker, progress);
    look.sample = std::move(taker).sample();
    refuse_too_wide(look.sample.width(), file.name());
    look.ends_at_blank = end_of_table(look.sample);
    if (!look.ends_at_blank.value.empty()) leave_out_notes(look.sample, look.ends_at_blank.value);
    return look;
}

}  // namespace atalaya::intake
