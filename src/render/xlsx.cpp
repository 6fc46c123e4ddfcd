#include "render/xlsx.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "render/xlsx_book.hpp"
#include "render/xlsx_format.hpp"

namespace atalaya::render {

namespace {

// A column of the sheet: one of the table's, or the intervals that stand beside its numbers.
struct Place {
    std::size_t column;
    bool interval;
};

bool is_number(const Cell& cell) {
    return cell.value && std::isfinite(*cell.value);
}

// What a cell prints in parentheses behind its number, "" for any other cell.
std::string interval_of(const Cell& cell) {
    return is_number(cell) ? in_parentheses(text_of(cell.text)) : "";
}

std::vector<Place> places_of(const Sheet& table) {
    std::vector<Place> places;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        places.push_back({c, false});
        const auto prints_one = [c](const std::vector<Cell>& row) { return !interval_of(row[c]).empty(); };
        if (std::ranges::any_of(table.rows, prints_one)) places.push_back({c, true});
    }
    return places;
}

std::string heading_of(const Document& document, const TableColumn& column, bool interval) {
    std::string heading = column.group.empty() ? column.heading : column.group + ": " + column.heading;
    return interval ? heading + " · " + document.word("interval") : heading;
}

class Writer {
  public:
    explicit Writer(const Document& document)
        : document_{document}, footer_{join(document.badges, " · ")}, book_{document.title, document.dated} {}

    std::string write() {
        readme();
        each_table([this](const Sheet& table, const std::string& id) { add_table(table, id); });
        appendix();
        return book_.bytes();
    }

  private:
    // Calls use(table, id) for each table and for the values behind each picture, in order.
    template <class Use>
    void each_table(Use use) const {
        const auto behind = [&](const Picture& picture) {
            if (!picture.data) return;
            Sheet values = *picture.data;
            if (values.title.empty()) values.title = picture.title;
            if (values.subtitle.empty()) values.subtitle = picture.subtitle;
            use(values, picture.id);
        };
        for (const Section& section : document_.sections) {
            for (const Block& block : section.blocks) {
                if (const auto* table = std::get_if<Sheet>(&block)) use(*table, table->id);
                if (const auto* picture = std::get_if<Picture>(&block)) behind(*picture);
                if (const auto* row = std::get_if<PictureRow>(&block))
                    std::ranges::for_each(row->pictures, behind);
            }
        }
    }

    void readme() {
        lxw_worksheet* to = book_.sheet(document_.word("about"), footer_);
        XlsxBook::width(to, 0, 100);
        std::size_t row = 0;
        const auto say = [&](const std::string& line, const Look& look) {
            book_.text(to, row++, 0, line, look);
        };
        say(document_.title, {.title = true, .wrap = true});
        for (const std::string& badge : document_.badges) say(badge, {.bold = true});
        for (const std::string& line : document_.head) say(line, {.wrap = true, .quiet = true});
        ++row;
        say(document_.word("contents"), {.bold = true});
        each_table([&](const Sheet& table, const std::string& id) {
            book_.link(to, row++, 0, id, id + " · " + table.title);
        });
        book_.link(to, row++, 0, document_.word("provenance"), document_.word("provenance"));
        ++row;
        definitions(say);
        say(document_.footer, {.wrap = true, .quiet = true});
    }

    template <class Say>
    void definitions(Say say) const {
        for (const Section& section : document_.sections) {
            if (section.id != definitions_section) continue;
            say(section.title, {.bold = true});
            for (const Block& block : section.blocks) {
                if (const auto* heading = std::get_if<Heading>(&block)) say(heading->text, {.bold = true});
                if (const auto* paragraph = std::get_if<Paragraph>(&block))
                    say(text_of(paragraph->text), {.wrap = true});
            }
            say("", {});
        }
    }

    void add_table(const Sheet& table, const std::string& id) {
        constexpr std::size_t head = 3;
        lxw_worksheet* to = book_.sheet(id, footer_);
        book_.text(to, 0, 0, table.title, {.title = true});
        book_.text(to, 1, 0, table.subtitle, {.quiet = true});

        const std::vector<Place> places = places_of(table);
        for (std::size_t at = 0; at < places.size(); ++at) {
            const auto [c, interval] = places[at];
            const std::string heading = heading_of(document_, table.columns[c], interval);
            book_.text(to, head, at, heading, {.head = true, .right = table.columns[c].numeric});
            XlsxBook::width(to, at, width_of(table, c, heading));
            for (std::size_t r = 0; r < table.rows.size(); ++r) {
                const Cell& cell = table.rows[r][c];
                if (interval) {
                    book_.text(to, head + 1 + r, at, interval_of(cell), {.quiet = true, .right = true});
                } else {
                    add_cell(to, head + 1 + r, at, cell, table.columns[c].numeric);
                }
            }
        }
        const std::size_t last = head + table.rows.size();
        XlsxBook::table(to, head, last, places.size());
        for (std::size_t n = 0; n < table.notes.size(); ++n) {
            book_.text(to, last + 2 + n, 0, text_of(table.notes[n]), {.quiet = true});
        }
    }

    void add_cell(lxw_worksheet* to, std::size_t row, std::size_t at, const Cell& cell, bool numeric) {
        const std::string printed = text_of(cell.text);
        const bool strong = at == 0 || cell.mark == Cell::Mark::conclusive;
        const bool quiet = cell.mark == Cell::Mark::missing;
        if (is_number(cell)) {
            book_.number(to, row, at, *cell.value,
                         {.bold = strong, .right = true, .number = number_format(*cell.value, printed)});
        } else {
            book_.text(to, row, at, printed, {.bold = strong, .quiet = quiet, .right = numeric});
        }
    }

    static double width_of(const Sheet& table, std::size_t column, const std::string& heading) {
        constexpr std::size_t heading_breaks_after = 14, least = 9, most = 46, air = 3;
        std::size_t widest = std::min(length_utf8(heading), heading_breaks_after);
        for (const auto& row : table.rows) {
            const std::string printed = text_of(row[column].text);
            widest = std::max(widest, length_utf8(printed) - std::min(length_utf8(printed),
                                                                      length_utf8(interval_of(row[column]))));
        }
        return static_cast<double>(std::clamp(widest + air, least, most));
    }

    void appendix() {
        struct Field {
            const char* word;
            std::string Provenance::*text;
            double width;
        };
        static constexpr std::array<Field, 12> fields{{{"figure", &Provenance::figure, 30},
                                                       {"indicator", &Provenance::indicator, 34},
                                                       {"measure", &Provenance::measure, 22},
                                                       {"territory", &Provenance::territory, 26},
                                                       {"period", &Provenance::period, 20},
                                                       {"value", &Provenance::value, 18},
                                                       {"interval", &Provenance::interval, 22},
                                                       {"source", &Provenance::source, 34},
                                                       {"records", &Provenance::records, 34},
                                                       {"deliveries", &Provenance::deliveries, 30},
                                                       {"vintage", &Provenance::vintage, 16},
                                                       {"repeat", &Provenance::command, 60}}};
        lxw_worksheet* to = book_.sheet(document_.word("provenance"), footer_);
        for (std::size_t c = 0; c < fields.size(); ++c) {
            book_.text(to, 0, c, document_.word(fields[c].word), {.head = true});
            XlsxBook::width(to, c, fields[c].width);
            for (std::size_t r = 0; r < document_.provenance.size(); ++r) {
                book_.text(to, r + 1, c, document_.provenance[r].*fields[c].text);
            }
        }
        XlsxBook::table(to, 0, document_.provenance.size(), fields.size());
    }

    const Document& document_;
    std::string footer_;
    XlsxBook book_;
};

}  // namespace

std::string xlsx(const Document& document) {
    check(document);
    return Writer{document}.write();
}

}  // namespace atalaya::render
