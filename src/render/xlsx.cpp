#include "render/xlsx.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "render/xlsx_format.hpp"

namespace atalaya::render {

namespace {

namespace fs = std::filesystem;

// A folder of its own that goes when this does.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (fs::temp_directory_path() / "atalaya-xlsx-XXXXXX").string();
        if (!mkdtemp(name.data())) {
            throw Error{Fault::no_space, "expected to write in " + fs::temp_directory_path().string() + " for the workbook: " +
                                             std::strerror(errno) + "; free some space or set TMPDIR"};
        }
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

// Looks of cells. libxlsxwriter keeps each format it is given; asking for the same look
// twice gives the same one.
struct Look {
    bool bold = false, head = false, title = false, wrap = false, quiet = false, right = false, quoted = false;
    std::string number;
    friend auto operator<=>(const Look&, const Look&) = default;
};

// Excel's built-in format "@": what is typed over such a cell stays text too.
constexpr std::uint8_t text_format = 49;

constexpr lxw_color_t petrol = 0x0A5F73, soft = 0xE1EFF1, grey = 0x4B5A66;

class Workbook {
  public:
    explicit Workbook(const Document& document) : document_{document} {
        std::string tmpdir = folder_.path().string();
        lxw_workbook_options options{};
        options.tmpdir = tmpdir.data();
        book_ = workbook_new_opt(file().c_str(), &options);
        expects(book_ != nullptr, "libxlsxwriter opens a workbook");
    }

    std::string write() {
        properties();
        readme();
        for (const Section& section : document_.sections) {
            for (const Block& block : section.blocks) add(block);
        }
        appendix();
        return close();
    }

  private:
    std::string file() const { return (folder_.path() / "document.xlsx").string(); }

    void properties() {
        std::string title = document_.title;
        lxw_doc_properties properties{};
        properties.title = title.data();
        properties.created = parse_day(document_.dated)->time_since_epoch().count() * 86400;
        workbook_set_properties(book_, &properties);
    }

    lxw_format* format(const Look& look) {
        lxw_format*& known = formats_[look];
        if (known) return known;
        known = workbook_add_format(book_);
        format_set_align(known, LXW_ALIGN_VERTICAL_TOP);
        if (look.bold || look.head || look.title) format_set_bold(known);
        if (look.title) {
            format_set_font_size(known, 15);
            format_set_font_color(known, petrol);
        }
        if (look.head) {
            format_set_bg_color(known, soft);
            format_set_bottom(known, LXW_BORDER_THIN);
        }
        if (look.head || look.wrap) format_set_text_wrap(known);
        if (look.quiet) format_set_font_color(known, grey);
        if (look.right) format_set_align(known, LXW_ALIGN_RIGHT);
        if (look.quoted) format_set_num_format_index(known, text_format);
        if (!look.number.empty()) format_set_num_format(known, look.number.c_str());
        return known;
    }

    lxw_worksheet* sheet(const std::string& name) {
        lxw_worksheet* added = workbook_add_worksheet(book_, name.c_str());
        expects(added != nullptr, "\"" + name + "\" can be the name of a sheet and names only one");
        worksheet_set_paper(added, 9);  // A4
        worksheet_fit_to_pages(added, 1, 0);
        std::string footer = "&L" + replaced(join(document_.badges, " · "), "&", "&&") + "&R&P/&N";
        if (footer.size() < 255) worksheet_set_footer(added, footer.c_str());
        return added;
    }

    void text(lxw_worksheet* to, lxw_row_t row, lxw_col_t column, const std::string& what, Look look = {}) {
        if (what.empty()) return;
        look.quoted = looks_like_formula(what);
        worksheet_write_string(to, row, column, what.c_str(), format(look));
    }

    void readme() {
        lxw_worksheet* to = sheet(document_.word("readme"));
        worksheet_set_column(to, 0, 0, 100, nullptr);
        worksheet_gridlines(to, LXW_HIDE_ALL_GRIDLINES);
        lxw_row_t row = 0;
        text(to, row++, 0, document_.title, {.title = true, .wrap = true});
        for (const std::string& badge : document_.badges) text(to, row++, 0, badge, {.bold = true});
        for (const std::string& line : document_.head) text(to, row++, 0, line, {.wrap = true, .quiet = true});
        ++row;
        row = list_of_sheets(to, row);
        row = definitions(to, row + 1);
        text(to, row + 1, 0, document_.footer, {.wrap = true, .quiet = true});
    }

    // What each sheet holds, with a link to it.
    lxw_row_t list_of_sheets(lxw_worksheet* to, lxw_row_t row) {
        text(to, row++, 0, document_.word("contents"), {.bold = true});
        const auto line = [&](const std::string& id, const std::string& title) {
            const std::string label = id == title ? id : id + " · " + title;
            worksheet_write_url(to, row++, 0, ("internal:'" + replaced(id, "'", "''") + "'!A1").c_str(), nullptr);
            worksheet_write_string(to, row - 1, 0, label.c_str(), format({.wrap = true}));
        };
        for (const Section& section : document_.sections) {
            for (const Block& block : section.blocks) {
                each_table(block, [&](const Sheet& table, const std::string& id) { line(id, table.title); });
            }
        }
        line(document_.word("provenance"), document_.word("provenance"));
        return row;
    }

    lxw_row_t definitions(lxw_worksheet* to, lxw_row_t row) {
        for (const Section& section : document_.sections) {
            if (section.id != definitions_section) continue;
            text(to, row++, 0, section.title, {.bold = true});
            for (const Block& block : section.blocks) {
                if (const auto* heading = std::get_if<Heading>(&block)) text(to, row++, 0, heading->text, {.bold = true});
                if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
                    text(to, row++, 0, text_of(paragraph->text), {.wrap = true});
                }
            }
        }
        return row;
    }

    // Calls use(table, id) for the block's table, or for the values behind its pictures.
    template <class Use>
    static void each_table(const Block& block, Use use) {
        const auto of_picture = [&](const Picture& picture) {
            if (!picture.data) return;
            Sheet values = *picture.data;
            if (values.title.empty()) values.title = picture.title;
            if (values.subtitle.empty()) values.subtitle = picture.subtitle;
            use(values, picture.id);
        };
        if (const auto* table = std::get_if<Sheet>(&block)) use(*table, table->id);
        if (const auto* picture = std::get_if<Picture>(&block)) of_picture(*picture);
        if (const auto* row = std::get_if<PictureRow>(&block)) std::ranges::for_each(row->pictures, of_picture);
    }

    void add(const Block& block) {
        each_table(block, [this](const Sheet& table, const std::string& id) { add_table(table, id); });
    }

    void add_table(const Sheet& table, const std::string& id) {
        lxw_worksheet* to = sheet(id);
        text(to, 0, 0, table.title, {.title = true});
        text(to, 1, 0, table.subtitle, {.quiet = true});
        const lxw_row_t head = 3;
        const auto last = static_cast<lxw_col_t>(table.columns.size() - 1);
        for (lxw_col_t c = 0; c <= last; ++c) {
            const TableColumn& column = table.columns[c];
            const std::string heading = column.group.empty() ? column.heading : column.group + ": " + column.heading;
            text(to, head, c, heading, {.head = true, .right = column.numeric});
            worksheet_set_column(to, c, c, width_of(table, c, heading), nullptr);
        }
        lxw_row_t row = head;
        for (const auto& cells : table.rows) {
            ++row;
            for (lxw_col_t c = 0; c <= last; ++c) add_cell(to, row, c, cells[c], table.columns[c].numeric);
        }
        worksheet_freeze_panes(to, head + 1, 1);
        worksheet_repeat_rows(to, head, head);
        if (row > head) worksheet_autofilter(to, head, 0, row, last);
        ++row;
        for (const Text& note : table.notes) text(to, ++row, 0, text_of(note), {.quiet = true});
    }

    void add_cell(lxw_worksheet* to, lxw_row_t row, lxw_col_t column, const Cell& cell, bool numeric) {
        const std::string printed = text_of(cell.text);
        const bool strong = column == 0 || cell.mark == Cell::Mark::conclusive;
        if (cell.value && std::isfinite(*cell.value)) {
            const Look look{.bold = strong, .right = true, .number = number_format(*cell.value, printed)};
            worksheet_write_number(to, row, column, *cell.value, format(look));
        } else {
            text(to, row, column, printed, {.bold = strong, .quiet = cell.mark == Cell::Mark::missing, .right = numeric});
        }
    }

    static double width_of(const Sheet& table, std::size_t column, const std::string& heading) {
        std::size_t most = std::min<std::size_t>(length_utf8(heading), 16);
        for (const auto& row : table.rows) most = std::max(most, length_utf8(text_of(row[column].text)));
        return static_cast<double>(std::clamp<std::size_t>(most + 3, 9, 46));
    }

    void appendix() {
        static constexpr const char* keys[] = {"figure", "indicator", "measure",    "territory", "period", "value",
                                               "interval", "source",  "records", "deliveries", "vintage", "repeat"};
        static constexpr double widths[] = {30, 34, 22, 26, 20, 18, 22, 34, 34, 30, 16, 60};
        lxw_worksheet* to = sheet(document_.word("provenance"));
        for (lxw_col_t c = 0; c < 12; ++c) {
            text(to, 0, c, document_.word(keys[c]), {.head = true});
            worksheet_set_column(to, c, c, widths[c], nullptr);
        }
        lxw_row_t row = 0;
        for (const Provenance& p : document_.provenance) {
            ++row;
            const std::string* cells[] = {&p.figure,   &p.indicator, &p.measure, &p.territory,  &p.period,  &p.value,
                                          &p.interval, &p.source,    &p.records, &p.deliveries, &p.vintage, &p.command};
            for (lxw_col_t c = 0; c < 12; ++c) text(to, row, c, *cells[c]);
        }
        worksheet_freeze_panes(to, 1, 1);
        if (row > 0) worksheet_autofilter(to, 0, 0, row, 11);
    }

    std::string close() {
        const lxw_error failed = workbook_close(book_);
        if (failed != LXW_NO_ERROR) {
            throw Error{Fault::no_space, std::string{"expected to write the workbook in "} + folder_.path().string() +
                                             ": " + lxw_strerror(failed) + "; free some space or set TMPDIR"};
        }
        std::ifstream written{file(), std::ios::binary};
        std::ostringstream bytes;
        bytes << written.rdbuf();
        return bytes.str();
    }

    const Document& document_;
    TemporaryFolder folder_;
    lxw_workbook* book_ = nullptr;
    std::map<Look, lxw_format*> formats_;
};

}  // namespace

std::string xlsx(const Document& document) {
    check(document);
    return Workbook{document}.write();
}

}  // namespace atalaya::render
