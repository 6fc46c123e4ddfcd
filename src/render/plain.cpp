#include "render/plain.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace atalaya::render {

namespace {

constexpr std::size_t between_columns = 2;

// Characters, of text that is UTF-8.
std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// No-break blanks are blanks here: the lines are broken already.
std::string with_blanks(std::string_view text) {
    return replaced(std::string{text}, "\u00a0", " ");
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::string blanks(width - std::min(width, length(text)), ' ');
    return right ? blanks + text : text + blanks;
}

// Later lines, and the first when `first` says so, begin with `indent` blanks.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent, bool first = false) {
    std::string out(first ? indent : 0, ' ');
    std::size_t column = out.size();
    bool begun = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = with_blanks(text.substr(at, end - at));
        at = end + 1;
        if (word.empty()) continue;
        if (begun && column + 1 + length(word) > width) {
            out += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (begun) {
            out += " ";
            ++column;
        }
        out += word;
        column += length(word);
        begun = true;
    }
    return out;
}

class Writer {
  public:
    explicit Writer(std::size_t width) : width_{width} {}

    std::string all(const Document& document) {
        const auto [kind, rest] = title_lines(document.title);
        if (!kind.empty()) line(kind);
        line(rest);
        out_ += std::string(std::min(width_, length(rest)), '=') + "\n";
        if (!document.head.empty()) line(join(document.head, " · "));
        if (!document.badges.empty()) line("[" + join(document.badges, "] [") + "]");
        for (const auto& section : document.sections) {
            gap();
            line(section.title);
            out_ += std::string(std::min(width_, length(section.title)), '-') + "\n";
            for (const auto& block : section.blocks)
                std::visit([this](const auto& one) { write(one); }, block);
        }
        gap();
        line(document.footer);
        return std::move(out_);
    }

  private:
    void gap() { out_ += "\n"; }
    void line(std::string_view text, std::size_t indent = 0) {
        out_ += wrapped(text, width_, indent, indent > 0) + "\n";
    }

    void write(const Heading& heading) {
        gap();
        line(heading.text);
    }
    void write(const Paragraph& paragraph) {
        gap();
        line(text_of(paragraph.text), paragraph.kind == Paragraph::Kind::gloss ? 4 : 0);
    }
    void write(const KpiStrip& strip) {
        gap();
        for (const auto& item : strip.items) {
            const std::string below = text_of(item.below);
            line(item.label + ": " + text_of(item.value) + (below.empty() ? "" : " (" + below + ")"), 2);
        }
    }
    void write(const Picture& picture) {
        gap();
        line(picture.title);
        line(picture.alt, 2);
    }
    void write(const PictureRow& row) {
        for (const auto& picture : row.pictures) write(picture);
    }

    void write(const Sheet& sheet) {
        gap();
        line(sheet.title);
        if (!sheet.subtitle.empty()) line(sheet.subtitle);
        std::vector<std::size_t> widths;
        for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
            widths.push_back(length(sheet.columns[c].heading));
            for (const auto& row : sheet.rows) widths[c] = std::max(widths[c], length(text_of(row[c].text)));
        }
        std::size_t all = widths.empty() ? 0 : between_columns * (widths.size() - 1);
        for (const std::size_t one : widths) all += one;
        if (all + 2 <= width_) {
            in_columns(sheet, widths);
        } else {
            row_by_row(sheet);
        }
        for (const auto& note : sheet.notes) line(text_of(note), 2);
    }

    void in_columns(const Sheet& sheet, const std::vector<std::size_t>& widths) {
        const auto put = [&](auto text_in) {
            std::string told = "  ";
            for (std::size_t c = 0; c < widths.size(); ++c)
                told += padded(with_blanks(text_in(c)), widths[c], sheet.columns[c].numeric) +
                        std::string(between_columns, ' ');
            told.erase(told.find_last_not_of(' ') + 1);
            out_ += told + "\n";
        };
        put([&](std::size_t c) { return sheet.columns[c].heading; });
        for (const auto& row : sheet.rows) put([&](std::size_t c) { return text_of(row[c].text); });
    }

    void row_by_row(const Sheet& sheet) {
        for (const auto& row : sheet.rows) {
            out_ += wrapped("- " + text_of(row.front().text), width_, 4, false).insert(0, "  ") + "\n";
            for (std::size_t c = 1; c < row.size(); ++c) {
                const std::string text = text_of(row[c].text);
                if (!text.empty()) line(sheet.columns[c].heading + ": " + text, 4);
            }
        }
    }

    std::size_t width_;
    std::string out_;
};

}  // namespace

std::string plain_text(const Document& document, std::size_t width) {
    check(document);
    return Writer{width}.all(document);
}

}  // namespace atalaya::render
