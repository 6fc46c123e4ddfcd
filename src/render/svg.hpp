// Writing SVG: elements, escaped text, numbers with at most two decimals, so that
// the same picture is the same bytes. It knows nothing of charts.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace atalaya::render {

// At most two decimals, no trailing zeros, no "-0"; independent of the locale.
// Promise: finite.
std::string svg_number(double value);

// An attribute; numbers go through svg_number, text is escaped. One with an empty value is left out.
struct SvgAttribute {
    std::string name;
    std::string value;

    SvgAttribute(std::string_view name, double value) : name{name}, value{svg_number(value)} {}
    SvgAttribute(std::string_view name, int value) : name{name}, value{std::to_string(value)} {}
    SvgAttribute(std::string_view name, std::string_view value) : name{name}, value{value} {}
    SvgAttribute(std::string_view name, const char* value) : name{name}, value{value} {}
    SvgAttribute(std::string_view name, const std::string& value) : name{name}, value{value} {}
};
using SvgAttributes = std::initializer_list<SvgAttribute>;

// The "d" of a path.
class SvgPath {
  public:
    SvgPath& move(double x, double y);
    SvgPath& line(double x, double y);
    SvgPath& close();
    bool empty() const { return d_.empty(); }
    const std::string& str() const { return d_; }

  private:
    SvgPath& point(char letter, double x, double y);
    std::string d_;
};

// How big the picture is, in its own units and on paper.
struct SvgSize {
    double width{}, height{};        // of the viewBox
    double width_mm{}, height_mm{};  // of the element; a style sheet may override them
};

//     Svg svg{{640, 264, 170, 70}, "c2", "Robos por mes", "…"};
//     svg.element("rect", {{"x", 1}, {"y", 2}, ...});
//     svg.str()
// Accessible: role="img", named by <title> and <desc>. Every id begins with the
// prefix (letters, digits and "-" kept, the rest dropped), so pictures in one page
// do not meet.
class Svg {
  public:
    Svg(SvgSize size, std::string_view prefix, std::string_view title, std::string_view description);

    Svg& element(std::string_view name, SvgAttributes attributes);
    Svg& text(std::string_view content, SvgAttributes attributes);
    Svg& open(std::string_view name, SvgAttributes attributes);
    Svg& close();

    // The prefixed id, and how an attribute refers to it.
    std::string id(std::string_view name) const;
    std::string url(std::string_view name) const { return "url(#" + id(name) + ")"; }

    // The whole element. Promise: all that was opened is closed.
    std::string str() const;

  private:
    void tag(std::string_view name, SvgAttributes attributes);

    std::string prefix_;
    std::string out_;
    std::vector<std::string> open_;
};

}  // namespace atalaya::render
