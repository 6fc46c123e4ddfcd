#include "methods/page.hpp"

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::methods {

namespace {

// Puts lines together into paragraphs.
class PageReader {
  public:
    void line(std::string_view text) {
        if (text.starts_with("```")) {
            end();
            as_it_is_ = !as_it_is_;
        } else if (as_it_is_) {
            add(text, "\n");
        } else if (text.starts_with("# ")) {
            page_.name = text.substr(2);
        } else if (text.starts_with("## ")) {
            end();
            page_.sections.push_back({.heading = std::string{text.substr(3)}});
        } else if (trimmed(text).empty()) {
            end();
        } else {
            add(text, " ");
        }
    }
    Page page() && {
        end();
        return std::move(page_);
    }

  private:
    void add(std::string_view text, std::string_view between) {
        if (!paragraph_.empty()) paragraph_ += between;
        paragraph_ += text;
    }
    void end() {
        if (paragraph_.empty()) return;
        expects(!page_.sections.empty(), "the text of a page stands below a heading");
        page_.sections.back().paragraphs.push_back({std::exchange(paragraph_, {}), as_it_is_});
    }

    Page page_;
    std::string paragraph_;
    bool as_it_is_ = false;
};

}  // namespace

const std::string& Page::question() const {
    expects(!sections.empty() && !sections.front().paragraphs.empty(), "a page begins with its question");
    return sections.front().paragraphs.front().text;
}

Page page(const Method& method, std::string_view language) {
    const auto text = page_text(method.name, language);
    expects(!text.empty(), "each method has a page in each language");
    PageReader reader;
    for (const auto line : split(text, '\n')) reader.line(line);
    return std::move(reader).page();
}

}  // namespace atalaya::methods
