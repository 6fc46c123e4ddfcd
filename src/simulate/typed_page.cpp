#include "simulate/typed_page.hpp"

#include <fmt/format.h>
#include <array>

#include "core/error.hpp"
#include "simulate/latin1.hpp"

namespace atalaya::simulate {
namespace {

constexpr int page_wide = 595, page_high = 842;

// Of Helvetica, in thousandths of its size: ISO 32000 names its standard fonts, whose widths every reader knows.
int wide(char letter) {
    constexpr std::array<int, 26> capitals = {667, 667, 722, 722, 667, 611, 778, 722, 278,
                                              500, 667, 556, 833, 722, 778, 667, 778, 722,
                                              667, 611, 722, 667, 944, 667, 667, 611};
    if (letter >= '0' && letter <= '9') return 556;
    if (letter == ' ' || letter == '/' || letter == '.') return 278;
    expects(letter >= 'A' && letter <= 'Z', "TypedPage::right: digits, blanks, '/', '.' and capitals");
    return capitals[static_cast<std::size_t>(letter - 'A')];
}

std::string quoted(std::string_view text) {
    std::string out;
    for (const char c : latin1_from_utf8(text)) {
        if (c == '(' || c == ')' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

}  // namespace

void TypedPage::left(double x, double y, std::string_view text, double size) {
    content_ += fmt::format("BT /F1 {:.1f} Tf 1 0 0 1 {:.2f} {:.2f} Tm ({}) Tj ET\n", size, x, page_high - y,
                            quoted(text));
}

void TypedPage::right(double x, double y, std::string_view text, double size) {
    double width = 0;
    for (const char c : text) width += wide(c) * size / 1000;
    left(x - width, y, text, size);
}

void TypedPage::rule(double x, double y, double past_x) {
    content_ +=
        fmt::format("0.5 w {:.2f} {:.2f} m {:.2f} {:.2f} l S\n", x, page_high - y, past_x, page_high - y);
}

std::string TypedPage::pdf() const {
    const std::array<std::string, 5> objects = {
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 4 0 R /Resources "
                    "<< /Font << /F1 5 0 R >> >> >>",
                    page_wide, page_high),
        fmt::format("<< /Length {} >>\nstream\n{}endstream", content_.size(), content_),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    };
    std::string file = "%PDF-1.4\n",
                table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += fmt::format("{:010} 00000 n \n", file.size());
        file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    const std::size_t at = file.size();
    return file + table +
           fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, at);
}

}  // namespace atalaya::simulate
