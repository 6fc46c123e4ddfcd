#include "intake/kept_pages.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/pdf_table.hpp"
#include "intake/row_reader.hpp"
#include "intake/rows.hpp"
#include "intake/separated.hpp"

namespace atalaya::intake {
namespace {

using Cells = std::span<const std::string_view>;

constexpr std::string_view mark = "atalaya pages 1\n";

// As a twin of this version is written; whoever changed it by hand is told.
class Reading {
  public:
    explicit Reading(const std::string& file) : file_{file} {}

    std::vector<Page> run(std::string_view text) {
        CsvRecord record{','};
        for (std::size_t at = mark.size(); at < text.size();) {
            at = record.read(text, at);
            ++line_;
            take(record.cells());
        }
        return std::move(pages_);
    }

  private:
    void take(Cells cells) {
        const auto what = cells[0];
        if ((what == "sheet" || what == "page") && cells.size() == 2) {
            pages_.push_back(
                {what == "page" ? Page::Of::pdf : Page::Of::workbook, std::string{cells[1]}, {}, {}});
        } else if (what == "merged" && cells.size() == 5 && !pages_.empty()) {
            pages_.back().spreads.push_back(
                {number(cells[1]), number(cells[2]), number(cells[3]), number(cells[4])});
        } else if (what == "row" && cells.size() >= 3 && !pages_.empty()) {
            PageRow row{number(cells[1]), {cells.begin() + 3, cells.end()}, {}};
            for (const auto column : split(cells[2], ' '))
                if (!column.empty()) row.doubts.push_back(number(column));
            pages_.back().rows.push_back(std::move(row));
        } else {
            refuse(what);
        }
    }
    std::size_t number(std::string_view cell) const {
        const auto found = whole_number(cell);
        if (!found || *found < 0) refuse(cell);
        return static_cast<std::size_t>(*found);
    }
    [[noreturn]] void refuse(std::string_view found) const {
        throw Error{
            Fault::bad_input,
            message("{}, record {} of its redacted twin: expected a sheet, a page, a merged cell or a "
                    "row; found \"{}\". Take the data directory from a backup.",
                    file_, line_, quotable(found))};
    }

    const std::string& file_;
    std::vector<Page> pages_;
    std::size_t line_ = 1;
};

std::string text_of(const OpenFile& file) {
    std::string text(file.size(), '\0');
    for (std::size_t at = 0; at < text.size();) {
        const auto n = ::pread(file.descriptor(), text.data() + at, text.size() - at, static_cast<off_t>(at));
        if (n <= 0) throw Error{Fault::bad_input, message("{}: cannot be read to its end.", file.name())};
        at += static_cast<std::size_t>(n);
    }
    return text;
}

}  // namespace

std::string pages_text(const std::vector<Page>& pages) {
    std::string text{mark};
    for (const auto& page : pages) {
        const std::string_view begins[] = {page.of == Page::Of::pdf ? "page" : "sheet", page.name};
        add_separated(text, begins, ',');
        for (const auto& spread : page.spreads)
            text += fmt::format("merged,{},{},{},{}\n", spread.row, spread.last_row, spread.column,
                                spread.last_column);
        for (const auto& row : page.rows) {
            const std::string number = std::to_string(row.number);
            std::string doubts;
            for (const auto column : row.doubts)
                doubts += (doubts.empty() ? "" : " ") + std::to_string(column);
            std::vector<std::string_view> cells{"row", number, doubts};
            cells.insert(cells.end(), row.cells.begin(), row.cells.end());
            add_separated(text, cells, ',');
        }
    }
    return text;
}

bool is_pages_text(const OpenFile& file) {
    std::string begins(mark.size(), '\0');
    const auto n = ::pread(file.descriptor(), begins.data(), begins.size(), 0);
    return n == std::ssize(begins) && begins == mark;
}

std::vector<Page> pages_of_file(const Source& source, const OpenFile& file, std::string_view words,
                                Progress& progress) {
    if (is_pages_text(file)) return Reading{file.name()}.run(text_of(file));
    if (source.format.type == FileType::pdf) return pages_of_pdf(source, file.name(), words_of_tsv(words));
    return read_xlsx_pages(source, file, progress);
}

}  // namespace atalaya::intake
