// Reading a picture back, as far as the tests need it.
#pragma once

#include <regex>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "render/chart_canvas.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render::test {

struct Element {
    std::string name;
    std::string attributes;
    std::string content;  // of <text>, <title> and <desc>

    std::string operator[](const std::string& attribute) const {
        const std::string key = " " + attribute + "=\"";
        const auto at = attributes.find(key);
        if (at == std::string::npos) return {};
        const auto first = at + key.size();
        return attributes.substr(first, attributes.find('"', first) - first);
    }
    double number(const std::string& attribute) const {
        return decimal_number((*this)[attribute]).value_or(-1e9);
    }
};

inline std::string unescaped(std::string text) {
    for (const auto& [from, to] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}) {
        text = replaced(text, from, to);
    }
    return text;
}

inline std::vector<Element> elements_of(const std::string& svg, const std::string& name) {
    std::vector<Element> found;
    const std::string opening = "<" + name;
    for (auto at = svg.find(opening); at != std::string::npos; at = svg.find(opening, at + 1)) {
        const char next = svg[at + opening.size()];
        if (next != ' ' && next != '>' && next != '/') continue;
        const auto end = svg.find('>', at);
        Element element{name, svg.substr(at + opening.size(), end - at - opening.size()), ""};
        if (svg[end - 1] != '/')
            element.content = unescaped(svg.substr(end + 1, svg.find('<', end) - end - 1));
        found.push_back(element);
    }
    return found;
}

struct WrittenText {
    std::string text;
    Rect box;
    double size;
};

inline std::vector<WrittenText> texts_of(const std::string& svg) {
    std::vector<WrittenText> texts;
    for (const Element& element : elements_of(svg, "text")) {
        const std::string anchor = element["text-anchor"];
        const Anchor where = anchor == "end"      ? Anchor::end
                             : anchor == "middle" ? Anchor::middle
                                                  : Anchor::start;
        TextStyle style;
        style.size = element.number("font-size");
        style.strong = element["font-weight"] == "600";
        texts.push_back(
            {element.content,
             Canvas::box_of({element.number("x"), element.number("y")}, element.content, where, style),
             style.size});
    }
    return texts;
}

inline bool says(const std::string& svg, const std::string& text) {
    for (const WrittenText& written : texts_of(svg)) {
        if (written.text == text) return true;
    }
    return false;
}

// "C2 'enero' on 'febrero'" for every two texts that overlap, and for those outside of the picture.
inline std::vector<std::string> misplaced_texts(const std::string& svg) {
    const auto texts = texts_of(svg);
    std::smatch view;
    std::regex_search(svg, view, std::regex{"viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\""});
    const Rect picture{-0.1, -0.1, std::stod(view[1]) + 0.1, std::stod(view[2]) + 0.1};

    std::vector<std::string> wrong;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (!picture.holds(texts[i].box)) wrong.push_back("'" + texts[i].text + "' outside");
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
            // Rounding to two decimals moves a text by a hundredth.
            if (texts[i].box.grown(-0.02).meets(texts[j].box))
                wrong.push_back("'" + texts[i].text + "' on '" + texts[j].text + "'");
        }
    }
    return wrong;
}

}  // namespace atalaya::render::test
