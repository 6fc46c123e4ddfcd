#include "render/xlsx_book.hpp"

#include <xlsxwriter.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "render/xlsx_format.hpp"

namespace atalaya::render {

namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t a4 = 9, text_format = 49;  // Excel's own numbers
constexpr lxw_color_t petrol = 0x0A5F73, soft = 0xE1EFF1, grey = 0x4B5A66;

Error no_room(const fs::path& folder, const std::string& why) {
    return Error{Fault::no_space,
                 message("expected to write the workbook in {}: {}; free some space or set TMPDIR",
                         folder.string(), why)};
}

lxw_row_t row_number(std::size_t row) {
    return static_cast<lxw_row_t>(row);
}
lxw_col_t column_number(std::size_t column) {
    return static_cast<lxw_col_t>(column);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "atalaya-xlsx-XXXXXX").string();
    if (!mkdtemp(name.data())) throw no_room(fs::temp_directory_path(), std::strerror(errno));
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

XlsxBook::XlsxBook(const About& about) {
    std::string tmpdir = folder_.path().string(), title = about.title, author = about.author;
    lxw_workbook_options options{};
    options.tmpdir = tmpdir.data();
    book_ = workbook_new_opt(file().c_str(), &options);
    expects(book_ != nullptr, "libxlsxwriter opens a workbook");

    constexpr std::int64_t seconds_a_day = 86400;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = author.data();
    properties.created = parse_day(about.dated)->time_since_epoch().count() * seconds_a_day;
    workbook_set_properties(book_, &properties);
    workbook_set_custom_property_string(book_, "Language", about.language.c_str());
}

XlsxBook::~XlsxBook() {
    if (book_) lxw_workbook_free(book_);
}

std::string XlsxBook::file() const {
    return (folder_.path() / "document.xlsx").string();
}

lxw_format* XlsxBook::format(const Look& look) {
    lxw_format*& known = formats_[look];
    if (known) return known;
    known = workbook_add_format(book_);
    format_set_align(known, LXW_ALIGN_VERTICAL_TOP);
    if (look.bold || look.head || look.title) format_set_bold(known);
    if (look.title) {
        format_set_font_size(known, 14);
        format_set_font_color(known, petrol);
    }
    if (look.head) {
        format_set_bg_color(known, soft);
        format_set_bottom(known, LXW_BORDER_THIN);
    }
    if (look.head || look.wrap) format_set_text_wrap(known);
    if (look.quiet) format_set_font_color(known, grey);
    if (look.link) {
        format_set_font_color(known, petrol);
        format_set_underline(known, LXW_UNDERLINE_SINGLE);
    }
    if (look.indent) format_set_indent(known, 1);
    if (look.right) format_set_align(known, LXW_ALIGN_RIGHT);
    if (look.text) format_set_num_format_index(known, text_format);
    if (!look.number.empty()) format_set_num_format(known, look.number.c_str());
    return known;
}

lxw_worksheet* XlsxBook::sheet(const std::string& name, const std::string& footer) {
    constexpr std::size_t longest_footer = 255;
    lxw_worksheet* added = workbook_add_worksheet(book_, name.c_str());
    expects(added != nullptr, "\"" + name + "\" can be the name of a sheet and names only one");
    worksheet_set_paper(added, a4);
    worksheet_set_landscape(added);
    worksheet_fit_to_pages(added, 1, 0);
    const std::string line = "&L" + replaced(footer, "&", "&&") + "&R&P/&N";
    if (line.size() < longest_footer) worksheet_set_footer(added, line.c_str());
    return added;
}

void XlsxBook::text(lxw_worksheet* to, std::size_t row, std::size_t column, const std::string& what,
                    Look look) {
    if (what.empty()) return;
    look.text = looks_like_formula(what);
    worksheet_write_string(to, row_number(row), column_number(column), what.c_str(), format(look));
}

void XlsxBook::number(lxw_worksheet* to, std::size_t row, std::size_t column, double what, const Look& look) {
    worksheet_write_number(to, row_number(row), column_number(column), what, format(look));
}

void XlsxBook::merge(lxw_worksheet* to, std::size_t row, std::size_t last, std::size_t column,
                     const std::string& what, Look look) {
    look.text = looks_like_formula(what);
    worksheet_merge_range(to, row_number(row), column_number(column), row_number(last), column_number(column),
                          what.c_str(), format(look));
}

void XlsxBook::link(lxw_worksheet* to, std::size_t row, std::size_t column, const At& target) {
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(cell, row_number(target.row), column_number(target.column));
    const std::string where = "internal:'" + replaced(target.sheet, "'", "''") + "'!" + cell;
    // Without a text of its own the link would leave its address among the workbook's texts.
    worksheet_write_url_opt(to, row_number(row), column_number(column), where.c_str(), format({}), "",
                            nullptr);
}

void XlsxBook::red_when(lxw_worksheet* to, std::size_t row, std::size_t column, const std::string& formula) {
    if (!red_) {
        red_ = workbook_add_format(book_);
        format_set_bg_color(red_, 0xF4C7C3);
    }
    std::string words = formula;
    lxw_conditional_format rule{};
    rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
    rule.value_string = words.data();
    rule.format = red_;
    worksheet_conditional_format_cell(to, row_number(row), column_number(column), &rule);
}

void XlsxBook::width(lxw_worksheet* to, std::size_t column, double characters) {
    worksheet_set_column(to, column_number(column), column_number(column), characters, nullptr);
}

void XlsxBook::height(lxw_worksheet* to, std::size_t row, std::size_t lines) {
    constexpr double line = 15;  // points
    worksheet_set_row(to, row_number(row), line * static_cast<double>(lines), nullptr);
}

void XlsxBook::table(lxw_worksheet* to, std::size_t head, std::size_t last, std::size_t columns) {
    worksheet_freeze_panes(to, row_number(head + 1), 1);
    worksheet_repeat_rows(to, row_number(head), row_number(head));
    if (last > head)
        worksheet_autofilter(to, row_number(head), 0, row_number(last), column_number(columns - 1));
}

std::string XlsxBook::bytes() {
    const lxw_error failed = workbook_close(std::exchange(book_, nullptr));
    if (failed != LXW_NO_ERROR) throw no_room(folder_.path(), lxw_strerror(failed));
    std::ifstream written{file(), std::ios::binary};
    std::ostringstream bytes;
    bytes << written.rdbuf();
    return bytes.str();
}

}  // namespace atalaya::render
