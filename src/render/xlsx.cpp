#include "render/xlsx.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>

#include "core/text.hpp"
#include "render/xlsx_book.hpp"
#include "render/xlsx_format.hpp"

namespace atalaya::render {

namespace {

// A column of the sheet: one of the table's, or the numbers of one name that stand with its own.
struct Place {
    std::size_t column;
    std::string part;
};

bool is_number(const Cell& cell) {
    return cell.value && std::isfinite(*cell.value);
}

const Part* part_of(const Cell& cell, const std::string& name) {
    const auto found = std::ranges::find(cell.parts, name, &Part::name);
    return found == cell.parts.end() ? nullptr : &*found;
}

// Whether a cell needs a column for what it says itself, beside those of its parts.
bool says_more(const Cell& cell) {
    return is_number(cell) || (cell.parts.empty() && !text_of(cell.text).empty());
}

std::vector<Place> places_of(const Sheet& table) {
    std::vector<Place> places;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        std::vector<Place> parts;
        bool own = false;
        for (const auto& row : table.rows) {
            own = own || says_more(row[c]);
            for (const Part& part : row[c].parts) {
                if (std::ranges::find(parts, part.name, &Place::part) == parts.end())
                    parts.push_back({c, part.name});
            }
        }
        if (own || parts.empty()) places.push_back({c, ""});
        std::ranges::copy(parts, std::back_inserter(places));
    }
    return places;
}

std::string heading_of(const TableColumn& column, const std::string& part) {
    std::string heading = column.group.empty() ? column.heading : column.group + ": " + column.heading;
    return part.empty() ? heading : heading + " · " + part;
}

// The lines that a text takes in a column so wide; words are not broken.
std::size_t lines_of(const std::string& text, double width) {
    std::size_t lines = 1, column = 0;
    for (const auto word : split(text, ' ')) {
        const std::size_t size = length_utf8(word);
        if (column > 0 && static_cast<double>(column + 1 + size) > width) {
            ++lines;
            column = 0;
        }
        column += size + (column > 0 ? 1 : 0);
    }
    return lines;
}

// The figure that a text shows, the first of several; "" for none.
std::string figure_of(const Text& text) {
    const auto shows = std::ranges::find_if(text, [](const Run& run) { return !run.figure.empty(); });
    return shows == text.end() ? "" : shows->figure;
}

class Writer {
  public:
    explicit Writer(const Document& document)
        : document_{document},
          footer_{join(document.badges, " · ")},
          book_{About{.title = document.title,
                      .author = document.city,
                      .language = document.region.empty() ? document.language : document.region,
                      .dated = document.dated}} {
        for (std::size_t r = 0; r < document.provenance.size(); ++r)
            explained_[document.provenance[r].figure] = r + 1;
    }

    std::string write() {
        readme();
        each_table([this](const Sheet& table, const std::string& id) { add_table(table, id); });
        deliveries();
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
            book_.link(to, row, 0, {id});
            say(id + " · " + table.title, {.wrap = true, .link = true});
        });
        if (!document_.sources.empty()) {
            book_.link(to, row, 0, {document_.word("deliveries")});
            say(document_.word("deliveries"), {.link = true});
        }
        book_.link(to, row, 0, {document_.word("provenance")});
        say(document_.word("provenance"), {.link = true});
        ++row;
        if (std::ranges::find(document_.sections, definitions_section, &Section::id) !=
            document_.sections.end())
            definitions(say);
        else
            page(say);
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

    // Of a page that defines nothing apart: its findings, its numbers and its notes, which no table says.
    template <class Say>
    void page(Say say) const {
        for (const Section& section : document_.sections) {
            say(section.title, {.bold = true});
            for (const Block& block : section.blocks) {
                const auto* paragraph = std::get_if<Paragraph>(&block);
                if (paragraph &&
                    (paragraph->kind == Paragraph::Kind::finding || paragraph->kind == Paragraph::Kind::note))
                    say(text_of(paragraph->text), {.wrap = true});
                const auto* strip = std::get_if<KpiStrip>(&block);
                if (!strip) continue;
                for (const Kpi& kpi : strip->items) {
                    std::string line = kpi.label + ": " + text_of(kpi.value);
                    if (!kpi.below.empty()) line += " (" + text_of(kpi.below) + ")";
                    say(line, {.wrap = true});
                }
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
        std::vector<std::size_t> lines(table.rows.size() + 1, 1);  // the head's first
        for (std::size_t at = 0; at < places.size(); ++at) {
            const auto& [c, part] = places[at];
            const std::string heading = heading_of(table.columns[c], part);
            const bool number = table.columns[c].numeric || !part.empty();
            book_.text(to, head, at, heading, {.head = true, .right = number, .indent = at > 0 && !number});
            const double width = width_of(table, places[at], heading);
            XlsxBook::width(to, at, width);
            lines[0] = std::max(lines[0], lines_of(heading, width - air));
            for (std::size_t r = 0; r < table.rows.size(); ++r) {
                const Cell& cell = table.rows[r][c];
                const At here{id, head + 1 + r, at};
                if (part.empty()) {
                    if (says_more(cell)) add_cell(to, here, cell, table.columns[c].numeric);
                    if (!number)  // numbers stay on one line
                        lines[r + 1] = std::max(lines[r + 1], lines_of(text_of(cell.text), width - air));
                } else if (const Part* said = part_of(cell, part)) {
                    leads_to_provenance(to, here, figure_of(cell.text));
                    add_part(to, here.row, at, *said);
                }
            }
        }
        for (std::size_t r = 0; r < lines.size(); ++r) {
            if (lines[r] > 1) XlsxBook::height(to, head + r, lines[r]);
        }
        const std::size_t last = head + table.rows.size();
        XlsxBook::table(to, head, last, places.size());
        for (std::size_t n = 0; n < table.notes.size(); ++n) {
            book_.text(to, last + 2 + n, 0, text_of(table.notes[n]), {.quiet = true});
        }
    }

    void add_cell(lxw_worksheet* to, const At& here, const Cell& cell, bool numeric) {
        const std::string printed = text_of(cell.text);
        const bool strong = here.column == 0 || cell.mark == Cell::Mark::conclusive;
        const bool quiet = cell.mark == Cell::Mark::missing, inner = here.column > 0;
        leads_to_provenance(to, here, figure_of(cell.text));
        if (is_number(cell)) {
            book_.number(to, here.row, here.column, *cell.value,
                         {.bold = strong, .right = true, .number = number_format(*cell.value, printed)});
        } else {
            book_.text(to, here.row, here.column, printed,
                       {.bold = strong,
                        .wrap = !numeric,
                        .quiet = quiet,
                        .right = numeric,
                        .indent = inner && !numeric});
        }
    }

    void add_part(lxw_worksheet* to, std::size_t row, std::size_t at, const Part& part) {
        book_.number(to, row, at, part.value,
                     {.quiet = true, .right = true, .number = number_format(part.value, part.printed)});
    }

    // From the cell to the figure's row in the appendix; that row leads to the first cell that asked.
    void leads_to_provenance(lxw_worksheet* to, const At& here, const std::string& figure) {
        const auto row = explained_.find(figure);
        if (row == explained_.end()) return;
        book_.link(to, here.row, here.column, {document_.word("provenance"), row->second, 0});
        shown_.emplace(figure, here);
    }

    static constexpr double air = 2;  // of a column's characters, left free beside its text

    static double width_of(const Sheet& table, const Place& place, const std::string& heading) {
        constexpr std::size_t heading_breaks_after = 12;
        constexpr double least = 8, most = 56;
        std::size_t widest = std::min(length_utf8(heading), heading_breaks_after);
        for (const auto& row : table.rows) {
            const Cell& cell = row[place.column];
            const Part* part = part_of(cell, place.part);
            std::string printed = part ? part->printed : place.part.empty() ? text_of(cell.text) : "";
            if (!part && !cell.parts.empty()) printed = printed.substr(0, printed.find(" ("));
            widest = std::max(widest, length_utf8(printed));
        }
        return std::clamp(static_cast<double>(widest) + air, least, most);
    }

    // A column of the appendix: its heading, how wide it is and what it says of a figure.
    struct Field {
        std::string heading;
        double width;
        std::function<void(lxw_worksheet*, std::size_t row, std::size_t column, const Provenance&)> write;
    };

    Field text_field(const char* word, double width, std::string Provenance::*text) {
        return {document_.word(word), width,
                [this, text](auto* to, auto row, auto column, const Provenance& of) {
                    book_.text(to, row, column, of.*text);
                }};
    }

    // What `number` gives, where it gives one, with its format.
    template <class Number>
    Field number_field(std::string heading, Number number) {
        constexpr double width = 12;
        return {std::move(heading), width,
                [this, number](auto* to, auto row, auto column, const Provenance& of) {
                    if (const std::optional<Part> said = number(of)) add_part(to, row, column, *said);
                }};
    }

    Field figure_field() {
        return {document_.word("figure"), 30, [this](auto* to, auto row, auto column, const Provenance& of) {
                    const auto shown = shown_.find(of.figure);
                    if (shown != shown_.end()) book_.link(to, row, column, shown->second);
                    book_.text(to, row, column, of.figure, {.link = shown != shown_.end()});
                }};
    }

    // A number, or why there is none; a series is told by how many values it has.
    Field value_field() {
        return {document_.word("value"), 18, [this](auto* to, auto row, auto column, const Provenance& of) {
                    if (of.number) {
                        book_.number(to, row, column, *of.number,
                                     {.right = true, .number = number_format(*of.number, of.value)});
                    } else if (!of.points) {
                        book_.text(to, row, column, of.value, {.quiet = true, .right = true});
                    }
                }};
    }

    Field end_field(const char* end) {
        return part_field(document_.word("interval") + " · " + document_.word(end), end);
    }

    // Of what stands with the value: an end of its interval, or of a rate what was divided by what.
    Field part_field(std::string heading, const char* part) {
        const std::string name = document_.word(part);
        return number_field(std::move(heading), [name](const Provenance& of) -> std::optional<Part> {
            const auto found = std::ranges::find(of.ends, name, &Part::name);
            if (found == of.ends.end()) return {};
            return *found;
        });
    }

    Field count_field(std::string heading,
                      std::function<std::optional<std::int64_t>(const Provenance&)> count) {
        return number_field(std::move(heading), [count](const Provenance& of) -> std::optional<Part> {
            const auto n = count(of);
            if (!n) return {};
            return Part{"", static_cast<double>(*n), std::to_string(*n)};
        });
    }

    Field records_field(const char* which, std::function<std::int64_t(std::int64_t, std::int64_t)> count) {
        return count_field(document_.word("records") + " · " + document_.word(which),
                           [count](const Provenance& of) -> std::optional<std::int64_t> {
                               if (!of.records_used) return {};
                               return count(*of.records_used, of.records_excluded.value_or(0));
                           });
    }

    // A row for each delivery of each source; what is told of the source stands in its first.
    void deliveries() {
        if (document_.sources.empty()) return;
        lxw_worksheet* to = book_.sheet(document_.word("deliveries"), footer_);
        const std::vector<std::pair<std::string, double>> columns{{document_.word("source"), 44},
                                                                  {"SHA-256", 70},
                                                                  {document_.word("vintage"), 16},
                                                                  {document_.word("source_summary"), 80}};
        for (std::size_t c = 0; c < columns.size(); ++c) {
            book_.text(to, 0, c, columns[c].first, {.head = true});
            XlsxBook::width(to, c, columns[c].second);
        }
        std::size_t row = 0;
        for (std::size_t i = 0; i < document_.sources.size(); ++i) {
            const Source& source = document_.sources[i];
            if (!source.deliveries.empty()) book_.text(to, row + 1, 3, source.summary);
            for (const Delivery& delivery : source.deliveries) {
                book_.text(to, ++row, 0, source_key(i) + " · " + source.name);
                book_.text(to, row, 1, delivery.sha256);
                book_.text(to, row, 2, delivery.day);
            }
        }
        XlsxBook::table(to, 0, row, columns.size());
    }

    void appendix() {
        const std::vector<Field> fields{
            figure_field(),
            text_field("indicator", 34, &Provenance::indicator),
            text_field("measure", 22, &Provenance::measure),
            text_field("territory", 26, &Provenance::territory),
            text_field("period", 20, &Provenance::period),
            value_field(),
            end_field("low"),
            end_field("high"),
            part_field(document_.word("numerator"), "numerator"),
            part_field(document_.word("denominator"), "denominator"),
            part_field(document_.word("denominator_year"), "denominator_year"),
            count_field(document_.word("points"), [](const Provenance& of) { return of.points; }),
            text_field("source", 34, &Provenance::source),
            records_field("used", [](auto used, auto) { return used; }),
            records_field("read", [](auto used, auto excluded) { return used + excluded; }),
            records_field("excluded", [](auto, auto excluded) { return excluded; }),
            text_field("deliveries", 30, &Provenance::deliveries),
            text_field("vintage", 16, &Provenance::vintage),
            text_field("repeat", 60, &Provenance::command)};
        lxw_worksheet* to = book_.sheet(document_.word("provenance"), footer_);
        for (std::size_t c = 0; c < fields.size(); ++c) {
            book_.text(to, 0, c, fields[c].heading, {.head = true});
            XlsxBook::width(to, c, fields[c].width);
            for (std::size_t r = 0; r < document_.provenance.size(); ++r)
                fields[c].write(to, r + 1, c, document_.provenance[r]);
        }
        constexpr std::size_t lines_of_head = 2;
        XlsxBook::height(to, 0, lines_of_head);
        XlsxBook::table(to, 0, document_.provenance.size(), fields.size());
    }

    const Document& document_;
    std::string footer_;
    XlsxBook book_;
    std::map<std::string, std::size_t> explained_;  // rows of the appendix by figure
    std::map<std::string, At> shown_;               // the first cell that shows a figure
};

}  // namespace

std::string xlsx(const Document& document) {
    check(document);
    return Writer{document}.write();
}

}  // namespace atalaya::render
