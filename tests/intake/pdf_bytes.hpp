// A PDF written on the spot: texts in Helvetica at their places, nothing packed.
#pragma once

#include <fmt/format.h>
#include <string>
#include <vector>

namespace atalaya::intake {

inline constexpr double pdf_width = 842, pdf_height = 595;  // A4, lying

class PdfBytes {
  public:
    void page() { pages_.emplace_back(); }
    // Latin-1; x and y in points from the page's upper left, y of the text's foot.
    void text(double x, double y, const std::string& what, double size = 9) {
        std::string escaped;
        for (const char c : what)
            escaped += (c == '(' || c == ')' || c == '\\') ? std::string{'\\', c} : std::string{c};
        pages_.back() +=
            fmt::format("BT /F1 {} Tf {:.2f} {:.2f} Td ({}) Tj ET\n", size, x, pdf_height - y, escaped);
    }
    void right(double x, double y, const std::string& what, double size = 9) {
        text(x - width(what, size), y, what, size);
    }
    void middle(double x, double y, const std::string& what, double size = 9) {
        text(x - width(what, size) / 2, y, what, size);
    }
    // Digits and points exactly, other letters nearly.
    static double width(const std::string& what, double size) {
        double all = 0;
        for (const char c : what) all += (c == '.' || c == ',' || c == ' ' || c == '-') ? 0.278 : 0.556;
        return all * size;
    }
    std::string bytes() const {
        std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "",
                                         "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
                                         "/WinAnsiEncoding >>"};
        std::string kids;
        for (const auto& content : pages_) {
            kids += fmt::format("{} 0 R ", objects.size() + 1);
            objects.push_back(
                fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents {} 0 R "
                            "/Resources << /Font << /F1 3 0 R >> >> >>",
                            pdf_width, pdf_height, objects.size() + 2));
            objects.push_back(fmt::format("<< /Length {} >>\nstream\n{}endstream", content.size(), content));
        }
        objects[1] = fmt::format("<< /Type /Pages /Count {} /Kids [{}] >>", pages_.size(), kids);
        std::string out = "%PDF-1.4\n",
                    table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
        for (std::size_t i = 0; i < objects.size(); ++i) {
            table += fmt::format("{:010} 00000 n \n", out.size());
            out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
        }
        return out + table +
               fmt::format("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", objects.size() + 1,
                           out.size());
    }

  private:
    std::vector<std::string> pages_;
};

}  // namespace atalaya::intake
