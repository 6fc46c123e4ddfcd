#include "render/document.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "core/day.hpp"
#include "core/error.hpp"

namespace atalaya::render {

namespace {

using Visit = std::function<void(const Text&)>;

void visit(const Sheet& sheet, const Visit& text) {
    for (const auto& row : sheet.rows) {
        for (const Cell& cell : row) text(cell.text);
    }
    for (const Text& note : sheet.notes) text(note);
}

void visit(const Picture& picture, const Visit& text) {
    for (const Text& note : picture.notes) text(note);
    if (picture.data) visit(*picture.data, text);
}

void visit(const PictureRow& row, const Visit& text) {
    for (const Picture& picture : row.pictures) visit(picture, text);
}

void visit(const KpiStrip& strip, const Visit& text) {
    for (const Kpi& kpi : strip.items) {
        text(kpi.value);
        text(kpi.below);
    }
}

void visit(const Paragraph& paragraph, const Visit& text) {
    text(paragraph.text);
}
void visit(const Heading&, const Visit&) {}

void visit(const Section& section, const Visit& text) {
    for (const Block& block : section.blocks) {
        std::visit([&](const auto& b) { visit(b, text); }, block);
    }
}
void visit(const Document& document, const Visit& text) {
    for (const Section& section : document.sections) visit(section, text);
}

template <class Part>
std::vector<std::string> figures_in(const Part& part) {
    std::vector<std::string> shown;
    std::set<std::string> known;
    visit(part, [&](const Text& text) {
        for (const Run& run : text) {
            if (!run.figure.empty() && known.insert(run.figure).second) shown.push_back(run.figure);
        }
    });
    return shown;
}

class Ids {
  public:
    void add(const std::string& id, std::string_view what) {
        expects(!id.empty(), std::string{"a document's "} + std::string{what} + " has an id");
        expects(known_.insert(id).second, "two parts of a document have the id " + id);
    }

  private:
    std::set<std::string> known_;
};

void check_table(const Sheet& sheet, const std::string& id) {
    expects(!sheet.columns.empty(), "table " + id + " has columns");
    for (const auto& row : sheet.rows) {
        expects(row.size() == sheet.columns.size(), "table " + id + ": a cell per column");
    }
}

void check_picture(const Picture& picture, Ids& ids) {
    ids.add(picture.id, "picture");
    expects(!picture.alt.empty(), "picture " + picture.id + " has an alternative text");
    expects(picture.svg.starts_with("<svg"), "picture " + picture.id + " is an <svg> element");
    if (picture.data) check_table(*picture.data, picture.id);
}

void check_blocks(const Document& document) {
    Ids ids;
    for (const Section& section : document.sections) {
        ids.add(section.id, "section");
        expects(!section.title.empty(), "section " + section.id + " has a title");
        for (const Block& block : section.blocks) {
            if (const auto* heading = std::get_if<Heading>(&block)) {
                expects(!heading->text.empty(), "a heading of section " + section.id + " says something");
            } else if (const auto* sheet = std::get_if<Sheet>(&block)) {
                ids.add(sheet->id, "table");
                check_table(*sheet, sheet->id);
            } else if (const auto* picture = std::get_if<Picture>(&block)) {
                check_picture(*picture, ids);
            } else if (const auto* row = std::get_if<PictureRow>(&block)) {
                for (const Picture& one : row->pictures) check_picture(one, ids);
            }
        }
    }
}

void check_figures(const Document& document) {
    std::set<std::string> explained;
    for (const Provenance& row : document.provenance) {
        expects(explained.insert(row.figure).second, "figure " + row.figure + " has one row in the appendix");
    }
    for (const std::string& figure : figures_shown(document)) {
        expects(explained.contains(figure), "figure " + figure + " is shown and has a row in the appendix");
    }
}

}  // namespace

const std::string& Document::word(std::string_view wanted) const {
    for (const auto& [key, value] : words) {
        if (key == wanted) return value;
    }
    throw std::logic_error{"the document has no word \"" + std::string{wanted} + "\""};
}

std::span<const std::string_view> frame_words() {
    static constexpr std::array<std::string_view, 34> keys{
        "contents",      "skip",         "provenance",  "see_as_table",    "page",         "about",
        "figure",        "indicator",    "measure",     "territory",       "period",       "value",
        "interval",      "source",       "records",     "deliveries",      "vintage",      "repeat",
        "conclusive",    "inconclusive", "missing",     "provisional",     "appendix_key", "low",
        "high",          "used",         "read",        "excluded",        "points",       "appendix_list",
        "appendix_rest", "numerator",    "denominator", "denominator_year"};
    return keys;
}

std::vector<std::string> figures_shown(const Document& document) {
    return figures_in(document);
}
std::vector<std::string> figures_shown(const Section& section) {
    return figures_in(section);
}

std::string source_key(std::size_t place) {
    constexpr std::size_t letters = 26;
    const std::string last(1, static_cast<char>('A' + place % letters));
    return place < letters ? last : source_key(place / letters - 1) + last;
}

void check(const Document& document) {
    expects(parse_day(document.dated).has_value(),
            "a document is dated with a day, yyyy-mm-dd: " + document.dated);
    expects(!document.title.empty() && !document.language.empty(), "a document has a title and a language");
    for (const std::string_view key : frame_words()) document.word(key);
    check_blocks(document);
    check_figures(document);
}

std::string text_of(const Text& text) {
    std::string all;
    for (const Run& run : text) all += run.text;
    return all;
}

Text unbroken(Text text) {
    for (Run& run : text) {
        std::string kept;
        for (std::size_t i = 0; i < run.text.size(); ++i) {
            const bool parts = run.text[i] == ' ' && (i + 1 == run.text.size() || run.text[i + 1] != '(');
            kept += parts ? std::string{"\u00A0"} : std::string{run.text[i]};
        }
        run.text = kept;
    }
    return text;
}

int heading_depth(int level, int before) {
    return std::min(level <= 3 ? 1 : 2, before + 1);
}

TitleLines title_lines(const std::string& title) {
    constexpr std::string_view dot = " · ";
    const auto at = title.find(dot);
    if (at == std::string::npos) return {"", title};
    return {title.substr(0, at), title.substr(at + dot.size())};
}

std::vector<HeadingSpan> joint_headings(const Sheet& sheet) {
    std::vector<HeadingSpan> spans;
    for (const TableColumn& column : sheet.columns) {
        if (spans.empty() || spans.back().text != column.group) spans.push_back({column.group, 0});
        ++spans.back().columns;
    }
    const bool none = std::ranges::all_of(spans, [](const HeadingSpan& span) { return span.text.empty(); });
    return none ? std::vector<HeadingSpan>{} : spans;
}

}  // namespace atalaya::render
