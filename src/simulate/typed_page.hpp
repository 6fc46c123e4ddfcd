// A page as a clerk's word processor leaves it: PDF with a text layer, in Helvetica, nothing compressed. For made-up files
// only; what the product publishes is set by render/pdf.hpp.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::simulate {

// An A4 page, written from its top left corner, in points.
class TypedPage {
  public:
    // `text` in UTF-8, letters up to U+00FF; its left end at `x`.
    void left(double x, double y, std::string_view text, double size = 10);
    // Its right end at `x`: digits, blanks, '/' and capitals without accents, of which the widths are known.
    void right(double x, double y, std::string_view text, double size = 10);
    void rule(double x, double y, double past_x);

    // The file; the same page gives the same bytes.
    std::string pdf() const;

  private:
    std::string content_;
};

}  // namespace atalaya::simulate
