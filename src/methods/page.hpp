// What is said of a method, in the reader's language: its page, src/methods/NAME/{es,pt,en}.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "methods/method.hpp"

namespace atalaya::methods {

// A paragraph, or lines that stay as they are (a formula).
struct Paragraph {
    std::string text;
    bool as_it_is = false;
};
struct Section {
    std::string heading;
    std::vector<Paragraph> paragraphs;
};
// Its sections are those of every page, in this order: question, answer, when not to use it, formula, reference.
struct Page {
    std::string name;
    std::vector<Section> sections;

    // The question that the method answers, in one line.
    const std::string& question() const;
};

// Language: "es", "pt", "en". A method of the catalogue has a page in each: a promise.
Page page(const Method& method, std::string_view language);

// The text of the file; "" where there is none. Written by the build (cmake/Methods.cmake).
std::string_view page_text(std::string_view method, std::string_view language);
std::string_view golden_text(std::string_view method);   // golden.json: cases whose figures are known
std::string_view picture_text(std::string_view method);  // picture.json: how an answer is drawn

}  // namespace atalaya::methods
