#include "render/svg.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::render {

namespace {

std::string plain_id(std::string_view text) {
    std::string id;
    for (const char c : text) {
        const bool kept =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        if (kept) id += c;
    }
    return id;
}

}  // namespace

std::string svg_number(double value) {
    expects(std::isfinite(value), "svg_number: a finite value");
    std::string text = fmt::format("{:.2f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

SvgPath& SvgPath::point(char letter, double x, double y) {
    d_ += letter;
    d_ += svg_number(x);
    d_ += ' ';
    d_ += svg_number(y);
    return *this;
}

SvgPath& SvgPath::move(double x, double y) {
    return point('M', x, y);
}
SvgPath& SvgPath::line(double x, double y) {
    return point('L', x, y);
}
SvgPath& SvgPath::close() {
    d_ += 'Z';
    return *this;
}

Svg::Svg(SvgSize size, std::string_view prefix, std::string_view title, std::string_view description)
    : prefix_{plain_id(prefix)} {
    tag("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                {"viewBox", "0 0 " + svg_number(size.width) + " " + svg_number(size.height)},
                {"width", svg_number(size.width_mm) + "mm"},
                {"height", svg_number(size.height_mm) + "mm"},
                {"role", "img"},
                {"aria-labelledby", id("title") + " " + id("desc")},
                {"font-family", "'Public Sans', sans-serif"}});
    out_ += ">\n";
    out_ += "<title id=\"" + id("title") + "\">" + xml_escaped(title) + "</title>\n";
    out_ += "<desc id=\"" + id("desc") + "\">" + xml_escaped(description) + "</desc>\n";
}

void Svg::tag(std::string_view name, SvgAttributes attributes) {
    out_ += '<';
    out_ += name;
    for (const SvgAttribute& attribute : attributes) {
        if (attribute.value.empty()) continue;
        out_ += " " + attribute.name + "=\"" + xml_escaped(attribute.value) + "\"";
    }
}

Svg& Svg::element(std::string_view name, SvgAttributes attributes) {
    tag(name, attributes);
    out_ += "/>\n";
    return *this;
}

Svg& Svg::text(std::string_view content, SvgAttributes attributes) {
    tag("text", attributes);
    out_ += ">" + xml_escaped(content) + "</text>\n";
    return *this;
}

Svg& Svg::open(std::string_view name, SvgAttributes attributes) {
    tag(name, attributes);
    out_ += ">\n";
    open_.emplace_back(name);
    return *this;
}

Svg& Svg::close() {
    expects(!open_.empty(), "Svg::close: something is open");
    out_ += "</" + open_.back() + ">\n";
    open_.pop_back();
    return *this;
}

std::string Svg::id(std::string_view name) const {
    return prefix_ + "-" + plain_id(name);
}

std::string Svg::str() const {
    expects(open_.empty(), "Svg::str: all that was opened is closed");
    return out_ + "</svg>\n";
}

}  // namespace atalaya::render
