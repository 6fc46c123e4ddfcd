// The text of a bulletin's page as its reader meets it: every number, the link on it, and
// what stands around it.
#pragma once

#include <cctype>
#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::service {

// A piece of text of a paragraph or cell, in order; `figure` is the id that its link leads to.
struct Piece {
    std::string text, figure;
};

// A paragraph, a list item or a cell of the body of a table.
struct Block {
    std::string section;      // id of the section
    std::string table;        // caption, "" outside tables
    std::string row, column;  // headings of the cell
    std::vector<Piece> pieces;

    std::string text() const {
        std::string all;
        for (const auto& piece : pieces) all += piece.text;
        return all;
    }
    bool is_cell() const { return !table.empty(); }
};

struct Page {
    std::vector<Block> blocks;
    std::map<std::string, std::vector<std::string>> appendix;  // figure -> its row's cells
};

inline std::string plain_text(std::string html) {
    static const std::pair<const char*, const char*> entities[] = {
        {"&lt;", "<"},   {"&gt;", ">"},  {"&quot;", "\""}, {"&#39;", "'"},
        {"\u00a0", " "}, {"\u2060", ""}, {"&amp;", "&"}};
    for (const auto& [from, to] : entities) {
        for (std::size_t at = 0; (at = html.find(from, at)) != std::string::npos;
             at += std::string_view{to}.size())
            html.replace(at, std::string_view{from}.size(), to);
    }
    return html;
}

// Reads what our own writer writes: well-formed, attributes in double quotes. Drawings, styles
// and what only screen readers hear of a state are not text of the page.
class PageReader {
  public:
    explicit PageReader(const std::string& html) : html_{html} {}

    Page read() {
        std::size_t at = html_.find("<main");
        while (at < html_.size()) {
            const auto open = html_.find('<', at);
            if (open == std::string::npos) break;
            if (open > at) words(html_.substr(at, open - at));
            const auto close = html_.find('>', open);
            const std::string tag = html_.substr(open + 1, close - open - 1);
            at = close + 1;
            const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
            if (tag == "/main") break;
            if (name == "svg" || name == "style" || name == "script") {
                at = html_.find("</" + name + ">", at) + name.size() + 3;
            } else if (tag[0] == '/') {
                ended(tag.substr(1));
            } else {
                started(name, tag);
            }
        }
        return std::move(page_);
    }

  private:
    static std::string attribute(const std::string& tag, const std::string& name) {
        const auto at = tag.find(" " + name + "=\"");
        if (at == std::string::npos) return {};
        const auto from = at + name.size() + 3;
        return tag.substr(from, tag.find('"', from) - from);
    }
    void started(const std::string& name, const std::string& tag) {
        if (name == "section") section_ = attribute(tag, "id");
        if (name == "table") {
            caption_.clear();
            heads_.clear();
            in_head_ = false;
        }
        if (name == "caption" || name == "thead") heading_ = name;
        if (name == "thead") in_head_ = true;
        if (name == "tbody") in_head_ = false;
        if (name == "tr") {
            column_ = 0;
            row_.clear();
            if (in_head_) heads_.clear();  // the last row of the head names the columns
            if (section_ == "appendix") {
                const std::string id = attribute(tag, "id");
                appendix_ = id.starts_with("f-") ? id.substr(2) : "";
            }
        }
        if (name == "th" || name == "td") {
            open_ = {section_, caption_, row_, "", {}};
            open_cell_ = name;
            if (!in_head_ && column_ < heads_.size()) open_.column = heads_[column_];
        } else if (name == "p" || name == "li" || name == "dd") {
            open_ = {section_, "", "", "", {}};
            open_cell_ = name;
        }
        if (name == "a" && tag.find("class=\"figure\"") != std::string::npos)
            link_ = attribute(tag, "href").substr(3);
    }
    void ended(const std::string& name) {
        if (name == "a") link_.clear();
        if (name == "caption") heading_.clear();
        if (name == "thead") heading_.clear(), in_head_ = false;
        if (name != open_cell_) return;
        if (name == "th" || name == "td") {
            ++column_;
            if (!appendix_.empty() && section_ == "appendix") {
                page_.appendix[appendix_].push_back(open_.text());
            } else if (in_head_) {
                heads_.push_back(open_.text());
            } else if (name == "th") {
                row_ = open_.text();
            } else {
                page_.blocks.push_back(open_);
            }
        } else if (!open_.pieces.empty()) {
            page_.blocks.push_back(open_);
        }
        open_cell_.clear();
    }
    void words(const std::string& text) {
        const std::string plain = plain_text(text);
        if (heading_ == "caption") {
            caption_ += (caption_.empty() ? "" : " ") + plain;
        } else if (!open_cell_.empty()) {
            open_.pieces.push_back({plain, link_});
        }
    }

    const std::string& html_;
    Page page_;
    Block open_;
    std::string section_, caption_, row_, open_cell_, link_, heading_, appendix_;
    std::vector<std::string> heads_;
    std::size_t column_ = 0;
    bool in_head_ = false;
};

// Takes from unlinked text what is no measurement: dates, constants of the method, names. What
// digits are left should have been linked.
inline std::string without_dates_and_constants(std::string text) {
    static const std::string months =
        "(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)";
    static const std::string brief = "(ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)";
    static const std::vector<std::regex> harmless = [] {
        std::vector<std::regex> all;
        for (
            const auto& one : {
                std::string{"[0-9]{4}-[0-9]{2}-[0-9]{2}(\\.[0-9]+)?"},  // 2020-10-05.1, a vintage
                std::string{"[0-9]{2}-[0-9]{2}-[0-9]{4}"},              // 05-10-2020
                "([0-9]{1,2} al )?[0-9]{1,2}(º|\\.º)? de " + months +
                    "( de [0-9]{4})?",                                 // 5 de octubre de 2020
                "(" + months + "|" + brief + ")( de)? [0-9]{4}",       // agosto de 2020, ago 2020
                std::string{"(IC|intervalo de confianza del?) 95 %"},  // of every interval
                std::string{
                    "(cada|por) (100\\.000|10\\.000|1\\.000|100 mil|10 mil|mil)"},  // what rates are per
                std::string{"12 meses|los 12 anteriores|36 meses"},                 // spans of the method
                std::string{"menor que 20|menos de 20|base < 20"},  // the rule of the small base
                std::string{"90 a 120 días|hasta 30 días"},         // terms of definitions
                std::string{"[0-9]+ a [0-9]+ años|60 años y más"},  // bands of age
                std::string{
                    "La hora 0|al 911|los últimos 6"},  // a name of an hour; how many ranges are looked back on
                std::string{
                    "hexágonos? de 250 m|Gi\\* al 95.{1,2}%|más de 100 hechos|los 12 hasta"},  // hot spots
                std::string{"\\b[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ [0-9]{1,2}00\\b"},                     // a street
                std::string{
                    "(habitantes|registrados|viviendas|locales) \\([0-9]{4}\\)"},  // of whom, and when
                std::string{"Código de verificación: [0-9A-Z]{4}-[0-9A-Z]{4}"},
                std::string{"versión [0-9]+ \\([0-9a-f]{8}\\)"},  // of a crosswalk
                std::string{"19 de cada 20"},                     // a range of 95 %
                std::string{"alcanza el [0-9]+ %"},  // the least change that is called conclusive
                std::string{"al menos [0-9]+ (%|en delitos)|al menos [0-9]+ %"},  // what T11 lists
                std::string{"dentro de (7|30) días"},                     // how far the delay is looked at
                std::string{"marejada-[a-z]+: [0-9]{4}-[0-9]{2}\\.csv"},  // a delivery
                std::string{"COVID-19|sección [0-9]+|Sección [0-9]+|[Cc]omuna [0-9]+"},  // names
                std::string{"(población|censo)( de)? [0-9]{4}"},                         // a year
                std::string{"[Aa]ño [0-9]{4}|en [0-9]{4}|de [0-9]{4}|\\b(19|20)[0-9]{2}\\b"},
            }) {
            all.emplace_back(one);
        }
        return all;
    }();
    for (const auto& one : harmless) text = std::regex_replace(text, one, " ");
    return text;
}

}  // namespace atalaya::service
