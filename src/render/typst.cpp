#include "render/typst.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "render/typst_appendix.hpp"
#include "render/typst_fit.hpp"
#include "render/typst_style.hpp"
#include "render/typst_text.hpp"
#include "render/words.hpp"

namespace atalaya::render {

namespace {

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

std::string_view mark_name(Cell::Mark mark) {
    switch (mark) {
        case Cell::Mark::conclusive: return "conclusive";
        case Cell::Mark::inconclusive: return "inconclusive";
        case Cell::Mark::missing: return "missing";
        case Cell::Mark::provisional: return "provisional";
        case Cell::Mark::none: break;
    }
    return "";
}

class Markup {
  public:
    explicit Markup(const Document& document)
        : document_{document}, linked_{document.provenance_on_paper != OnPaper::none} {}

    std::string all() {
        out_ = std::string{typst_style};
        opening();
        out_ += "#whole-intervals[\n";
        for (const Section& section : document_.sections) {
            if (section.new_page) out_ += "#pagebreak(weak: true)\n";
            out_ += fmt::format("#heading(level: 1, {})\n", typst_text(section.title));
            depth_ = 0;
            for (const Block& block : section.blocks) {
                std::visit([this](const auto& b) { out_ += "#" + call(b) + "\n"; }, block);
            }
        }
        out_ += "]\n";
        if (linked_ && !document_.provenance.empty()) out_ += typst_appendix(document_);
        return std::move(out_);
    }

  private:
    void opening() {
        const auto [kind, rest] = title_lines(document_.title);
        const std::string region = document_.region.size() == 5 ? document_.region.substr(3) : "";
        const std::chrono::year_month_day day{*parse_day(document_.dated)};
        out_ += fmt::format(
            "#show: bulletin.with(title: {}, kicker: {}, main: {}, head: {}, badges: {}, footer: {}, "
            "page-word: {}, "
            "language: {}, region: {}, date: datetime(year: {}, month: {}, day: {}))\n",
            typst_quoted(document_.title), typst_text(kind), typst_text(rest), array_of(document_.head),
            array_of(document_.badges), typst_text(document_.footer), typst_text(document_.word("page")),
            typst_quoted(document_.language), region.empty() ? "none" : typst_quoted(region),
            static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
            static_cast<unsigned>(day.day()));
    }

    std::string sentence(const Text& text) const {
        return typst_text(text, linked_ ? Links::dotted : Links::none);
    }
    std::string in_table(const Text& text) const {
        return typst_text(text, linked_ ? Links::plain : Links::none);
    }
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
            out += fmt::format("({}, {}, {}), ", typst_text(kpi.label), in_table(kpi.value),
                               in_table(kpi.below));
        }
        return out + ")";
    }

    std::string call(const Picture& picture) const {
        return picture_call(picture, fmt::format("{}mm", picture.width_mm));
    }

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
        const TypstFit room = typst_fit(sheet);
        std::string columns = "(";
        for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
            columns +=
                fmt::format("({}, {:.1f}fr, {}), ", typst_text(typst_heading(sheet.columns[c].heading)),
                            room.shares[c], sheet.columns[c].numeric);
        }
        const std::string groups = array_of(joint_headings(sheet), [](const HeadingSpan& span) {
            return fmt::format("({}, {})", typst_text(span.text), span.columns);
        });
        return fmt::format("sheet({}, {}, {}, {}), {}, {:.2f}pt, {:.1f}pt, {}, (\n{}), {})",
                           typst_text(sheet.id), typst_text(sheet.title), typst_text(sheet.subtitle), columns,
                           groups, room.size_pt, room.width_pt, is_tall(sheet), cells(sheet),
                           sentences(sheet.notes));
    }

    // A few rows of long texts, such as definitions, are as high as many of numbers.
    static bool is_tall(const Sheet& sheet) {
        constexpr std::size_t much = 1500;
        std::size_t characters = 0;
        for (const auto& row : sheet.rows)
            for (const auto& cell : row) characters += render::plain(cell.text).size();
        return sheet.rows.size() > 3 && characters > much;
    }

    std::string cells(const Sheet& sheet) const {
        std::string out;
        for (const auto& row : sheet.rows) {
            for (std::size_t c = 0; c < row.size(); ++c) {
                const std::string_view mark = mark_name(row[c].mark);
                const std::string text =
                    in_table(sheet.columns[c].numeric ? unbroken(row[c].text) : row[c].text);
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

int pages_at_most(const Document& document) {
    if (document.bulletin == "ficha") return 1;
    return document.provenance_on_paper == OnPaper::run_in ? 4 : 0;
}

}  // namespace atalaya::render
