#include "render/html_blocks.hpp"

#include <fmt/format.h>

#include "core/text.hpp"
#include "render/html_picture.hpp"

namespace atalaya::render {

namespace {

std::string html_run(const Run& run) {
    std::string out = xml_escaped(run.text);
    if (run.strong) out = "<strong>" + out + "</strong>";
    if (run.figure.empty()) return out;
    return fmt::format("<a class=\"figure\" href=\"#f-{}\">{}</a>", xml_escaped(run.figure), out);
}

// Browsers also break after a dash; a word joiner (U+2060) behind it forbids that.
Text on_one_line(const Text& text) {
    Text kept = unbroken(text);
    for (Run& run : kept) {
        for (const char* dash : {"-", "\u2013"})
            run.text = replaced(run.text, dash, std::string{dash} + "\u2060");
    }
    return kept;
}

std::string title_of(const std::string& id, const std::string& title, const std::string& subtitle) {
    std::string out = fmt::format("<span class=\"what\"><span class=\"id\">{}</span>{}</span>",
                                  xml_escaped(id), xml_escaped(title));
    if (!subtitle.empty()) out += fmt::format("<span class=\"when\">{}</span>", xml_escaped(subtitle));
    return out;
}

std::string html_notes(const std::vector<Text>& notes) {
    if (notes.empty()) return {};
    std::string out = "<div class=\"notes\">";
    for (const Text& note : notes) out += "<p>" + html_text(note) + "</p>";
    return out + "</div>\n";
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

// A table with its caption.
class TableWriter {
  public:
    TableWriter(const Document& document, const Sheet& sheet, const std::string& id)
        : document_{document}, sheet_{sheet}, id_{xml_escaped(id)}, groups_{joint_headings(sheet)} {}

    std::string write(const std::string& caption) {
        out_ = fmt::format(
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"{0}-caption\">"
            "<table id=\"{0}\"{1}><caption id=\"{0}-caption\">{2}</caption>\n",
            id_, look(), caption);
        column_groups();
        head();
        out_ += "<tbody>\n";
        for (const auto& row : sheet_.rows) body_row(row);
        return out_ + "</tbody></table></div>\n";
    }

  private:
    const char* look() const {
        constexpr std::size_t many = 8;
        if (sheet_.columns.size() >= many) return " class=\"wide\"";
        return sheet_.compact ? " class=\"compact\"" : "";
    }

    void column_groups() {
        for (const HeadingSpan& group : groups_)
            out_ += fmt::format("<colgroup span=\"{}\"></colgroup>", group.columns);
    }

    void head() {
        out_ += "<thead>";
        if (!groups_.empty()) {
            out_ += "<tr class=\"groups\">";
            for (const HeadingSpan& group : groups_) {
                out_ += group.text.empty()
                            ? fmt::format("<td colspan=\"{}\"></td>", group.columns)
                            : fmt::format("<th scope=\"colgroup\" class=\"joint\" colspan=\"{}\">{}</th>",
                                          group.columns, xml_escaped(group.text));
            }
            out_ += "</tr>";
        }
        out_ += "<tr>";
        for (const TableColumn& column : sheet_.columns) {
            constexpr std::size_t whole = 9;  // "dic 2024" is one word
            const bool short_one = column.heading.size() <= whole;
            const char* look = column.numeric ? (short_one ? " class=\"num whole\"" : " class=\"num\"")
                               : short_one    ? " class=\"whole\""
                                              : "";
            out_ += column.heading.empty()
                        ? std::string{"<td></td>"}
                        : fmt::format("<th scope=\"col\"{}>{}</th>", look, xml_escaped(column.heading));
        }
        out_ += "</tr></thead>\n";
    }

    void body_row(const std::vector<Cell>& row) {
        out_ += "<tr>";
        for (std::size_t c = 0; c < row.size(); ++c) cell(row[c], sheet_.columns[c], c == 0);
        out_ += "</tr>\n";
    }

    void cell(const Cell& cell, const TableColumn& column, bool first) {
        const std::string_view mark = mark_name(cell.mark);
        std::string classes = column.numeric ? "num" : "";
        if (!mark.empty()) classes += (classes.empty() ? "" : " ") + std::string{mark};
        out_ += first ? "<th scope=\"row\"" : "<td";
        if (!classes.empty()) out_ += " class=\"" + classes + "\"";
        out_ += ">" + html_text(column.numeric ? on_one_line(cell.text) : cell.text);
        if (!mark.empty() && cell.mark != Cell::Mark::missing)  // that, its text says itself
            out_ += fmt::format("<span class=\"vh\"> ({})</span>", xml_escaped(document_.word(mark)));
        out_ += first ? "</th>" : "</td>";
    }

    const Document& document_;
    const Sheet& sheet_;
    std::string id_;
    std::vector<HeadingSpan> groups_;
    std::string out_;
};

class BlockWriter {
  public:
    explicit BlockWriter(const Document& document) : document_{document} {}

    std::string operator()(const Heading& heading) {
        depth_ = heading_depth(heading.level, depth_);
        return fmt::format("<h{0}>{1}</h{0}>\n", depth_ + 2, xml_escaped(heading.text));
    }

    std::string operator()(const Paragraph& paragraph) const {
        static constexpr const char* classes[] = {" class=\"finding\"", "", " class=\"note\"",
                                                  " class=\"gloss\""};
        return fmt::format("<p{}>{}</p>\n", classes[static_cast<int>(paragraph.kind)],
                           html_text(paragraph.text));
    }

    std::string operator()(const Sheet& sheet) const {
        return "<div>" +
               TableWriter{document_, sheet, sheet.id}.write(
                   title_of(sheet.id, sheet.title, sheet.subtitle)) +
               html_notes(sheet.notes) + "</div>\n";
    }

    std::string operator()(const Picture& picture) const {
        constexpr double pixels_per_mm = 5;  // 170 mm of paper are the whole column of the page
        // A wide one keeps its letters legible on a telephone: there it is moved, not shrunk.
        constexpr double wide_mm = 120;
        const std::string moved =
            picture.width_mm < wide_mm
                ? std::string{}
                : fmt::format(" tabindex=\"0\" role=\"group\" aria-labelledby=\"{}-title\"",
                              xml_escaped(picture.id));
        std::string out = fmt::format(
            "<figure id=\"{}\"><figcaption>{}</figcaption>"
            "<div class=\"plate{}\" style=\"max-width:{:.0f}px\"{}>{}</div>\n",
            xml_escaped(picture.id), title_of(picture.id, picture.title, picture.subtitle),
            moved.empty() ? "" : " wide", picture.width_mm * pixels_per_mm, moved, html_picture(picture));
        out += html_notes(picture.notes);
        if (picture.data) {
            out += fmt::format("<details><summary>{}<span class=\"vh\">: {}</span></summary>",
                               xml_escaped(document_.word("see_as_table")), xml_escaped(picture.title));
            out += TableWriter{document_, *picture.data, picture.id + "-data"}.write(
                fmt::format("<span class=\"vh\">{}</span>", xml_escaped(picture.title)));
            out += html_notes(picture.data->notes) + "</details>";
        }
        return out + "</figure>\n";
    }

    std::string operator()(const PictureRow& row) const {
        std::string out = "<div class=\"pictures\">\n";
        for (const Picture& picture : row.pictures) out += (*this)(picture);
        return out + "</div>\n";
    }

    std::string operator()(const KpiStrip& strip) const {
        std::string out = "<dl class=\"kpis\">";
        for (const Kpi& kpi : strip.items) {
            out += fmt::format("<div><dt>{}</dt><dd class=\"value\">{}</dd>", xml_escaped(kpi.label),
                               html_text(kpi.value));
            if (!kpi.below.empty()) out += "<dd class=\"below\">" + html_text(kpi.below) + "</dd>";
            out += "</div>\n";
        }
        return out + "</dl>\n";
    }

  private:
    const Document& document_;
    int depth_ = 0;
};

}  // namespace

std::string html_text(const Text& text) {
    std::string out;
    for (const Run& run : text) out += html_run(run);
    return out;
}

std::string html_blocks(const Document& document, const Section& section) {
    BlockWriter writer{document};
    std::string out;
    for (const Block& block : section.blocks) out += std::visit(writer, block);
    return out;
}

}  // namespace atalaya::render
