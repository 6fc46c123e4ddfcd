#include "render/html.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "core/text.hpp"
#include "render/html_blocks.hpp"
#include "render/html_style.hpp"

namespace atalaya::render {

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file)
        throw Error{Fault::missing,
                    message("expected the typeface file {}, found nothing: run tools/setup", path.string())};
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

// Text as a CSS string that is also XML text.
std::string css_quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const bool plain =
            static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '&';
        out += plain ? std::string{c} : fmt::format("\\{:X} ", static_cast<int>(c));
    }
    return out + '"';
}

// On every printed page: the title, the badges, the page's number.
std::string running(const Document& document) {
    return fmt::format(
        "@page{{@top-left{{content:{}}}@top-right{{content:{}}}@bottom-right{{content:{} \" \" "
        "counter(page) \"/\" counter(pages)}}}}\n",
        css_quoted(document.title), css_quoted(join(document.badges, " · ")),
        css_quoted(document.word("page")));
}

std::string head(const Document& document, const HtmlAssets& assets) {
    return fmt::format(
        "<head><meta charset=\"utf-8\"/>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; "
        "font-src data:; img-src data:\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta name=\"date\" content=\"{}\"/>\n<title>{}</title>\n<style>{}{}</style></head>\n",
        xml_escaped(document.dated), xml_escaped(document.title), html_style(assets), running(document));
}

std::string list_of(const std::vector<std::string>& lines, std::string_view css_class) {
    if (lines.empty()) return {};
    std::string out = fmt::format("<ul class=\"{}\">", css_class);
    for (const std::string& line : lines) out += "<li>" + xml_escaped(line) + "</li>";
    return out + "</ul>\n";
}

std::string masthead(const Document& document) {
    const auto [kind, rest] = title_lines(document.title);
    const std::string kind_line =
        kind.empty()
            ? ""
            : fmt::format("<span class=\"kind\">{}<span class=\"vh\"> · </span></span>", xml_escaped(kind));
    return fmt::format("<header class=\"masthead\"><div class=\"in\">{}<h1>{}{}</h1>\n{}</div></header>\n",
                       list_of(document.badges, "badges"), kind_line, xml_escaped(rest),
                       list_of(document.head, "head"));
}

std::string entry(std::string_view id, std::string_view title) {
    return fmt::format("<li><a href=\"#{}\">{}</a></li>\n", xml_escaped(id), xml_escaped(title));
}

constexpr std::string_view appendix_id = "appendix";

std::string contents(const Document& document) {
    std::string out = fmt::format(
        "<nav class=\"contents\" aria-labelledby=\"contents-title\"><h2 id=\"contents-title\">"
        "{}</h2><ol>\n",
        xml_escaped(document.word("contents")));
    for (const Section& section : document.sections) out += entry("s-" + section.id, section.title);
    if (!document.provenance.empty()) out += entry(appendix_id, document.word("provenance"));
    return out + "</ol></nav>\n";
}

std::string section_card(const Document& document, const Section& section) {
    return fmt::format(
        "<section class=\"card{0}\" id=\"s-{1}\" aria-labelledby=\"s-{1}-title\">"
        "<h2 id=\"s-{1}-title\">{2}</h2>\n{3}</section>\n",
        section.new_page ? " new-page" : "", xml_escaped(section.id), xml_escaped(section.title),
        html_blocks(document, section));
}

std::string two_lines(const std::string& first, const std::string& second) {
    if (second.empty()) return xml_escaped(first);
    return fmt::format("{}<span class=\"sub\">{}</span>", xml_escaped(first), xml_escaped(second));
}

std::string provenance_row(const Provenance& row) {
    const std::string id = xml_escaped(row.figure);
    return fmt::format(
        "<tr id=\"f-{0}\"><th scope=\"row\"><code>{0}</code></th><td>{1}</td><td>{2}</td>"
        "<td>{3}</td><td>{4}</td><td>{5}</td><td><code>{6}</code></td></tr>\n",
        id, two_lines(row.indicator, row.measure), two_lines(row.territory, row.period),
        two_lines(row.value, row.interval), two_lines(row.source, row.records),
        two_lines(row.deliveries, row.vintage), xml_escaped(row.command));
}

// What each source delivered, behind its name.
std::string deliveries(const Document& document) {
    if (document.sources.empty()) return {};
    std::string out = "<h3>" + xml_escaped(document.word("deliveries")) + "</h3>\n";
    for (std::size_t i = 0; i < document.sources.size(); ++i) {
        const Source& source = document.sources[i];
        out += fmt::format("<details><summary>{} · {}{}</summary><ol>\n", source_key(i),
                           xml_escaped(source.name),
                           source.summary.empty() ? "" : " · " + xml_escaped(source.summary));
        for (const Delivery& delivery : source.deliveries)
            out += fmt::format("<li><code>{}</code> {}</li>\n", xml_escaped(delivery.sha256),
                               xml_escaped(delivery.day));
        out += "</ol></details>\n";
    }
    return out;
}

std::string appendix(const Document& document) {
    if (document.provenance.empty()) return {};
    const auto heading = [&](const char* first, const char* second) {
        std::string text = xml_escaped(document.word(first));
        if (second) text += " · " + xml_escaped(document.word(second));
        return "<th scope=\"col\">" + text + "</th>";
    };
    std::string out = fmt::format(
        "<section class=\"card appendix\" id=\"{0}\" aria-labelledby=\"{0}-title\"><h2 "
        "id=\"{0}-title\">{1}</h2>\n"
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"{0}-caption\"><table>"
        "<caption id=\"{0}-caption\" class=\"vh\">{1}</caption><thead><tr>",
        appendix_id, xml_escaped(document.word("provenance")));
    out += heading("figure", nullptr) + heading("indicator", "measure") + heading("territory", "period") +
           heading("value", "interval") + heading("source", "records") + heading("deliveries", "vintage") +
           heading("repeat", nullptr) + "</tr></thead><tbody>\n";
    for (const Provenance& row : document.provenance) out += provenance_row(row);
    return out + "</tbody></table></div>\n" + deliveries(document) + "</section>\n";
}

}  // namespace

HtmlAssets html_assets(const std::filesystem::path& folder) {
    return {bytes_of(folder / "public-sans-latin-400-normal.woff2"),
            bytes_of(folder / "public-sans-latin-600-normal.woff2"),
            bytes_of(folder / "public-sans-latin-700-normal.woff2")};
}

std::string html(const Document& document, const HtmlAssets& assets) {
    check(document);
    std::string out = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n",
                                  xml_escaped(document.region.empty() ? document.language : document.region));
    out += head(document, assets);
    out += fmt::format("<body><a class=\"skip\" href=\"#main\">{}</a>\n", xml_escaped(document.word("skip")));
    out += masthead(document) + "<div class=\"frame\">" + contents(document) +
           "<main id=\"main\" tabindex=\"-1\">\n";
    for (const Section& section : document.sections) out += section_card(document, section);
    out += appendix(document) + "</main></div>\n";
    out +=
        fmt::format("<footer class=\"colophon\"><div class=\"in\"><p>{}</p></div></footer>\n</body></html>\n",
                    xml_escaped(document.footer));
    return out;
}

}  // namespace atalaya::render
