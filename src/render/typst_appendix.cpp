#include "render/typst_appendix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>

#include "core/text.hpp"
#include "render/typst.hpp"
#include "render/typst_text.hpp"

namespace atalaya::render {

namespace {

using Rows = std::vector<const Provenance*>;

// The distinct texts of the rows in the order of first appearance; "" is none.
std::vector<std::string> distinct(const Rows& rows, const std::function<std::string(const Provenance&)>& of) {
    std::vector<std::string> found;
    for (const Provenance* row : rows) {
        std::string text = of(*row);
        if (!text.empty() && std::ranges::find(found, text) == found.end()) found.push_back(std::move(text));
    }
    return found;
}

Rows those(const Rows& rows, const std::function<std::string(const Provenance&)>& of,
           const std::string& text) {
    Rows found;
    std::ranges::copy_if(rows, std::back_inserter(found),
                         [&](const Provenance* row) { return of(*row) == text; });
    return found;
}

std::string joined(const std::vector<std::string>& parts) {
    std::vector<std::string> said;
    std::ranges::copy_if(parts, std::back_inserter(said),
                         [](const std::string& part) { return !part.empty(); });
    return join(said, " · ");
}

// Sources and deliveries: what many figures share.
std::string origin(const Provenance& row) {
    return joined({row.source, row.deliveries});
}

std::string measured(const Provenance& row) {
    return joined({row.measure, row.brief_period.empty() ? row.period : row.brief_period});
}

std::string entry(const Document& document, const Provenance& row) {
    std::string text = row.territory == document.territory ? "" : row.territory + " ";
    text += row.value;
    if (!row.interval.empty()) text += " [" + row.interval + "]";
    const std::string& records = row.brief_records ? *row.brief_records : row.records;
    if (!records.empty()) text += " (" + records + ")";
    return fmt::format("row({}, {})", typst_quoted(row.figure), typst_text(text));
}

// The figures of one indicator; its heading names the origin of the first, and where another begins it is
// named.
std::string group(const Document& document, const std::string& indicator, const Rows& rows,
                  const std::vector<std::string>& origins) {
    const auto number = [&](const std::string& of) {
        const auto at = std::ranges::find(origins, of);
        return at == origins.end() ? "" : fmt::format(" [{}]", at - origins.begin() + 1);
    };
    const auto kind = [&](const Provenance& row) {
        return measured(row) + (origin(row) == origin(*rows.front()) ? "" : number(origin(row)));
    };
    std::string out = "group(" + typst_text(indicator + number(origin(*rows.front())));
    for (const std::string& what : distinct(rows, kind)) {
        out += ",\n  entries(" + typst_text(what);
        for (const Provenance* row : those(rows, kind, what)) out += ", " + entry(document, *row);
        out += ")";
    }
    return out + "),\n";
}

}  // namespace

std::string typst_appendix(const Document& document) {
    const auto word = [&](std::string_view key) { return document.word(key); };
    Rows rows;
    for (const Provenance& row : document.provenance) rows.push_back(&row);
    const auto command = [&](const Provenance& row) {
        return replaced(row.command, row.figure, "<" + word("figure") + ">");
    };

    std::string out = "#appendix(" + typst_text(word("provenance")) + ", (";
    const auto vintages = distinct(rows, [](const Provenance& row) { return row.vintage; });
    const auto commands = distinct(rows, command);
    out += typst_text(joined({word("appendix_key"), word("vintage") + ": " + join(vintages, ", "),
                              word("repeat") + ": " + join(commands, ", ")})) +
           ",\n";
    const auto origins = distinct(rows, origin);
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < origins.size(); ++i) {
        const auto same =
            std::ranges::find_if(rows, [&](const Provenance* row) { return origin(*row) == origins[i]; });
        const Provenance& row = **same;
        notes.push_back(fmt::format("[{}] {}{}", i + 1, row.source,
                                    row.deliveries.empty() ? "" : " (" + row.deliveries + ")"));
    }
    const std::string sources = word("source") + " (" + word("deliveries") + "): ";
    out += (notes.empty() ? "" : typst_text(sources + join(notes, "; ")) + ",\n") + "),\n";
    for (const std::string& indicator : distinct(rows, [](const Provenance& row) { return row.indicator; })) {
        out += group(document, indicator,
                     those(
                         rows, [](const Provenance& row) { return row.indicator; }, indicator),
                     origins);
    }
    return out + ")\n";
}

}  // namespace atalaya::render
