// Pages for those who send: letters, receipts and what their data became. Each is a render::Document with the words of
// bulletins/entregas, written as HTML, PDF and plain text.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/message.hpp"
#include "core/progress.hpp"
#include "render/document.hpp"
#include "render/numbers.hpp"
#include "render/words.hpp"
#include "service/catalogue.hpp"

namespace atalaya::service {

// A message in the reader's language, as whoever asks speaks it.
using Say = std::function<std::string(const Message&)>;

class Stationery {
  public:
    // `language` "" is the city's.
    Stationery(const Catalogue& catalogue, std::string_view language);

    const Catalogue& catalogue() const { return catalogue_; }
    const std::string& language() const { return language_; }
    const render::Forms& forms() const { return forms_; }
    const render::Words& words() const { return words_; }

    std::string say(std::string_view key, const render::Arguments& arguments = {}) const {
        return words_.say(key, arguments);
    }
    render::Paragraph sentence(std::string_view key, const render::Arguments& arguments = {},
                               render::Paragraph::Kind kind = render::Paragraph::Kind::body) const {
        return {kind, words_.fill(key, arguments)};
    }
    std::string name(const intake::Source& source) const;
    // "enero de 2025", "octubre a diciembre de 2024", "2024".
    std::string period(Period period) const { return forms_.period(period); }
    std::string months(const std::vector<Month>& months) const;
    // A week or a day of the cadence, or several that follow each other: "la semana del 2 al 8 de marzo de 2026", "las 3
    // semanas del 2 al 22 de marzo de 2026", "el 3 de marzo de 2026"; of months as period().
    std::string span(std::string_view cadence, Period span) const;
    static render::Cell cell(std::string text) { return {.text = {{std::move(text)}}}; }
    render::Cell count(std::int64_t n) const {
        return {.text = {{forms_.count(n)}}, .value = static_cast<double>(n)};
    }

    // Title, city, badges and words in place; no section yet. `dated` is the day the page carries.
    render::Document blank(std::string title, std::vector<std::string> head, Day dated) const;

  private:
    const Catalogue& catalogue_;
    std::string language_;
    render::Forms forms_;
    render::Words words_;
};

enum class PaperForm { html, pdf, text };

struct Paper {
    std::string stem;  // of its files: "carta_0003_marejada-policia"
    render::Document document;
};

struct WrittenPapers {
    std::vector<std::vector<std::filesystem::path>> files;  // of each paper
    Message no_pdf;                                         // why there is none; empty when there is
};

// Writes them into `folder`, which is made. A file appears whole or not at all; without Node.js the others still come.
WrittenPapers write_papers(const Share& share, const std::vector<Paper>& papers,
                           const std::set<PaperForm>& forms, const std::filesystem::path& folder,
                           Progress& progress);

}  // namespace atalaya::service
