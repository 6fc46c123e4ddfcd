#include "render/typst_appendix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/text.hpp"
#include "render/typst.hpp"
#include "render/typst_text.hpp"

namespace atalaya::render {

namespace {

struct Origin {
    std::string source, deliveries, vintage, command;
    friend bool operator==(const Origin&, const Origin&) = default;
};

Origin origin_of(const Provenance& row, const std::string& figure_word) {
    return {row.source, row.deliveries, row.vintage, replaced(row.command, row.figure, "<" + figure_word + ">")};
}

// The distinct origins in the order of first appearance, and the place of each row's.
struct Origins {
    std::vector<Origin> all;
    std::vector<std::size_t> of_row;
};

Origins origins_of(const Document& document) {
    Origins found;
    for (const Provenance& row : document.provenance) {
        const Origin origin = origin_of(row, document.word("figure"));
        const auto at = std::ranges::find(found.all, origin);
        found.of_row.push_back(static_cast<std::size_t>(at - found.all.begin()));
        if (at == found.all.end()) found.all.push_back(origin);
    }
    return found;
}

std::string note(const Document& document, std::size_t number, const Origin& origin) {
    std::vector<std::string> parts;
    const auto say = [&](const char* word, const std::string& what) {
        if (!what.empty()) parts.push_back(document.word(word) + ": " + what);
    };
    say("source", origin.source);
    say("deliveries", origin.deliveries);
    say("vintage", origin.vintage);
    say("repeat", origin.command);
    return fmt::format("[{}] {}", number, join(parts, " · "));
}

std::string joined(const std::vector<std::string>& parts) {
    std::vector<std::string> said;
    std::ranges::copy_if(parts, std::back_inserter(said), [](const std::string& part) { return !part.empty(); });
    return join(said, " · ");
}

std::string row_call(const Provenance& row, std::size_t origin) {
    const std::string value = row.interval.empty() ? row.value : row.value + " (" + row.interval + ")";
    return fmt::format("row({}, {}, {}, {}),\n", typst_quoted(row.figure),
                       typst_text(joined({row.measure, row.territory, row.period})), typst_text(value),
                       typst_text(fmt::format("[{}] {}", origin, row.records)));
}

// The indicators in the order of first appearance.
std::vector<std::string> indicators_of(const Document& document) {
    std::vector<std::string> found;
    for (const Provenance& row : document.provenance) {
        if (std::ranges::find(found, row.indicator) == found.end()) found.push_back(row.indicator);
    }
    return found;
}

std::string rows_of(const Document& document, const Origins& origins) {
    std::string out;
    for (const std::string& indicator : indicators_of(document)) {
        out += "group(" + typst_text(indicator) + "),\n";
        for (std::size_t i = 0; i < document.provenance.size(); ++i) {
            const Provenance& row = document.provenance[i];
            if (row.indicator == indicator) out += row_call(row, origins.of_row[i] + 1);
        }
    }
    return out;
}

}  // namespace

std::string typst_appendix(const Document& document) {
    const auto word = [&](std::string_view key) { return document.word(key); };
    const Origins origins = origins_of(document);

    std::string out = "#appendix(" + typst_text(word("provenance")) + ", (";
    for (const std::string& head :
         {word("figure"), word("indicator") + ": " + joined({word("measure"), word("territory"), word("period")}),
          word("value") + " (" + word("interval") + ")", "[" + word("source") + "] " + word("records")}) {
        out += typst_text(head) + ", ";
    }
    out += "), (\n";
    for (std::size_t i = 0; i < origins.all.size(); ++i) {
        out += typst_text(note(document, i + 1, origins.all[i])) + ",\n";
    }
    return out + "),\n" + rows_of(document, origins) + ")\n";
}

}  // namespace atalaya::render
