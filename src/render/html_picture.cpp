#include "render/html_picture.hpp"

#include <fmt/format.h>

#include <array>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::render {

namespace {

// Without the attribute `name` in an opening tag.
std::string without(std::string tag, std::string_view name) {
    const auto from = tag.find(fmt::format(" {}=\"", name));
    if (from == std::string::npos) return tag;
    const auto value = tag.find('"', from) + 1;
    return tag.erase(from, tag.find('"', value) + 1 - from);
}

// Without a leading <title> or <desc> element.
std::string_view without_leading(std::string_view content, std::string_view element) {
    const std::string_view rest = trimmed(content);
    if (!rest.starts_with(fmt::format("<{}", element))) return content;
    const std::string close = fmt::format("</{}>", element);
    const auto at = rest.find(close);
    return at == std::string_view::npos ? content : rest.substr(at + close.size());
}

// Ids and references to them, each as it begins in the markup.
std::string scoped(std::string_view svg, const std::string& id) {
    static constexpr std::array<std::string_view, 4> before{" id=\"", "url(#", "href=\"#", "url('#"};
    std::string out;
    out.reserve(svg.size() + 64);
    while (!svg.empty()) {
        std::string_view found;
        if (svg.front() == ' ' || svg.front() == 'u' || svg.front() == 'h') {
            for (const auto start : before) {
                if (svg.starts_with(start)) found = start;
            }
        }
        if (found.empty()) {
            out += svg.front();
            svg.remove_prefix(1);
        } else {
            out += std::string{found} + id + "-";
            svg.remove_prefix(found.size());
        }
    }
    return out;
}

}  // namespace

std::string html_picture(const Picture& picture) {
    const auto end_of_tag = picture.svg.find('>');
    expects(picture.svg.starts_with("<svg") && end_of_tag != std::string::npos,
            "a picture is an <svg> element");

    std::string tag = picture.svg.substr(0, end_of_tag);
    for (const char* name :
         {"id", "role", "width", "height", "aria-labelledby", "aria-describedby", "aria-label"}) {
        tag = without(std::move(tag), name);
    }
    std::string_view content = std::string_view{picture.svg}.substr(end_of_tag + 1);
    content = without_leading(without_leading(content, "title"), "desc");

    const std::string id = xml_escaped(picture.id);
    return fmt::format(
        "{0} role=\"img\" aria-labelledby=\"{1}-title {1}-desc\"><title id=\"{1}-title\">{2}</title>"
        "<desc id=\"{1}-desc\">{3}</desc>{4}",
        tag, id, xml_escaped(picture.title), xml_escaped(picture.alt), scoped(content, id));
}

}  // namespace atalaya::render
