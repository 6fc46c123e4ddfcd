#include "render/typst.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "render/typst_appendix.hpp"
#include "render/typst_style.hpp"
#include "render/typst_text.hpp"

namespace atalaya::render {

namespace {

// What fits between the margins of typst_style, in points.
constexpr double text_width_pt = (210 - 2 * 17) / 25.4 * 72;

// Typst arrays end with a comma, so that one element is an array too.
template <class Range, class Expression>
std::string array_of(const Range& range, Expression expression) {
    std::string out = "(";
    for (const auto& element : range) out += expression(element) + ", ";
    return out + ")";
}
std::string array_of(const std::vector<std::string>& texts) {
    return array_of(texts, [](const std::string& text) { return typst_text(text); });
}

std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0;
    for (const std::string_view word : split(text, ' ')) longest = std::max(longest, length_utf8(word));
    return longest;
}

// The room a column wants, in characters: a number is never broken, a text may be after 26.
double wanted(const Sheet& sheet, std::size_t column) {
    constexpr std::size_t breaks_after = 26;
    std::size_t most = longest_word(sheet.columns[column].heading);
    for (const auto& row : sheet.rows) {
        const std::string text = text_of(row[column].text);
        const bool whole = sheet.columns[column].numeric;
        most = std::max(most, whole ? length_utf8(text)
                                    : std::max(longest_word(text), std::min(length_utf8(text), breaks_after)));
    }
    return static_cast<double>(std::max<std::size_t>(most, 3));
}

// Columns share the width by what they want; when that is more than there is, the type
// gets smaller, but not below what can be read.
struct Fit {
    std::vector<double> shares;
    double size_pt{};
};
Fit fit(const Sheet& sheet) {
    constexpr double smallest = 6.4, em_per_character = 0.54, padding_pt = 7;
    Fit found{{}, sheet.compact ? 7.6 : 8.3};
    double characters = 0;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        found.shares.push_back(wanted(sheet, c));
        characters += found.shares.back();
    }
    const double room = text_width_pt - padding_pt * static_cast<double>(sheet.columns.size());
    found.size_pt = std::clamp(room / (characters * em_per_character), smallest, found.size_pt);
    for (double& share : found.shares) share += padding_pt / (em_per_character * found.size_pt);
    return found;
}

std::string_view mark_name(Cell::Mark mark) {
    switch (mark) {
        case Cell::Mark::conclusive: return "conclusive";
        case Cell::Mark::inconclusive: return "inconclusive";
        case Cell::Mark::missing: return "missing";
        default: return "";
    }
}

class Markup {
  public:
    explicit Markup(const Document& document) : document_{document}, linked_{document.provenance_on_paper} {}

    std::string all() {
        out_ = std::string{typst_style};
        opening();
        for (const Section& section : document_.sections) {
            if (section.new_page) out_ += "#pagebreak(weak: true)\n";
            out_ += fmt::format("#heading(level: 1, {})\n", typst_text(section.title));
            depth_ = 0;
            for (const Block& block : section.blocks) {
                std::visit([this](const auto& b) { out_ += "#" + call(b) + "\n"; }, block);
            }
        }
        if (linked_ && !document_.provenance.empty()) out_ += typst_appendix(document_);
        return std::move(out_);
    }

  private:
    void opening() {
        const auto [kind, rest] = title_lines(document_.title);
        const std::string region = document_.region.size() == 5 ? document_.region.substr(3) : "";
        const std::chrono::year_month_day day{*parse_day(document_.dated)};
        out_ += fmt::format(
            "#show: bulletin.with(title: {}, kicker: {}, main: {}, head: {}, badges: {}, footer: {}, page-word: {}, "
            "language: {}, region: {}, date: datetime(year: {}, month: {}, day: {}))\n",
            typst_quoted(document_.title), typst_text(kind), typst_text(rest), array_of(document_.head),
            array_of(document_.badges), typst_text(document_.footer), typst_text(document_.word("page")),
            typst_quoted(document_.language), region.empty() ? "none" : typst_quoted(region),
            static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    }

    std::string sentence(const Text& text) const { return typst_text(text, linked_ ? Links::dotted : Links::none); }
    std::string in_table(const Text& text) const { return typst_text(text, linked_ ? Links::plain : Links::none); }
    std::string sentences(const std::vector<Text>& texts) const {
        return array_of(texts, [this](const Text& text) { return sentence(text); });
    }

    std::string call(const Heading& heading) {
        depth_ = heading_depth(heading.level, depth_);
        return fmt::format("heading(level: {}, {})", depth_ + 1, typst_text(heading.text));
    }

    std::string call(const Paragraph& paragraph) const {
        static constexpr const char* functions[] = {"finding", "par", "note", "gloss"};
        return fmt::format("{}({})", functions[static_cast<int>(paragraph.kind)], sentence(paragraph.text));
    }

    std::string call(const KpiStrip& strip) const {
        std::string out = "kpis(";
        for (const Kpi& kpi : strip.items) {
            out += fmt::format("({}, {}, {}), ", typst_text(kpi.label), in_table(kpi.value), in_table(kpi.below));
        }
        return out + ")";
    }

    std::string call(const Picture& picture) const { return picture_call(picture, fmt::format("{}mm", picture.width_mm)); }

    std::string call(const PictureRow& row) const {
        std::string out = "pair(";
        for (const Picture& picture : row.pictures) out += picture_call(picture, "100%") + ", ";
        return out + ")";
    }

    std::string picture_call(const Picture& picture, const std::string& width) const {
        std::string out = fmt::format("picture({}, {}, {}, {}, {}, {}", typst_text(picture.id),
                                      typst_text(picture.title), typst_text(picture.subtitle), width,
                                      typst_quoted(picture.alt), typst_quoted(printable_svg(picture.svg)));
        for (const Text& note : picture.notes) out += ", " + sentence(note);
        return out + ")";
    }

    std::string call(const Sheet& sheet) const {
        const Fit room = fit(sheet);
        std::string columns = "(";
        for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
            columns += fmt::format("({}, {:.1f}fr, {}), ", typst_text(sheet.columns[c].heading), room.shares[c],
                                   sheet.columns[c].numeric);
        }
        const std::string groups = array_of(joint_headings(sheet), [](const HeadingSpan& span) {
            return fmt::format("({}, {})", typst_text(span.text), span.columns);
        });
        return fmt::format("sheet({}, {}, {}, {}), {}, {:.2f}pt, (\n{}), {})", typst_text(sheet.id),
                           typst_text(sheet.title), typst_text(sheet.subtitle), columns, groups, room.size_pt,
                           cells(sheet), sentences(sheet.notes));
    }

    std::string cells(const Sheet& sheet) const {
        std::string out;
        for (const auto& row : sheet.rows) {
            for (const Cell& cell : row) {
                const std::string_view mark = mark_name(cell.mark);
                const std::string text = in_table(cell.text);
                out += mark.empty() ? text : fmt::format("mark(\"{}\", {})", mark, text);
                out += ", ";
            }
            out += "\n";
        }
        return out;
    }

    const Document& document_;
    bool linked_;
    int depth_ = 0;
    std::string out_;
};

}  // namespace

std::string typst(const Document& document) {
    check(document);
    return Markup{document}.all();
}

}  // namespace atalaya::render
