#include "render/typst_appendix.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
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

std::string both(const std::string& a, const std::string& b, std::string_view between) {
    return a.empty() || b.empty() ? a + b : a + std::string{between} + b;
}

std::string row_call(const Provenance& row, std::size_t number) {
    const std::string value = row.interval.empty() ? row.value : row.value + " (" + row.interval + ")";
    return fmt::format("  ({}, {}, {}, {}, {}),\n", typst_text(row.figure),
                       typst_text(both(row.indicator, row.measure, " · ")),
                       typst_text(both(row.territory, row.period, " · ")), typst_text(value),
                       typst_text(fmt::format("[{}] {}", number, row.records)));
}

}  // namespace

std::string typst_appendix(const Document& document) {
    const auto word = [&](std::string_view key) { return document.word(key); };
    const Origins origins = origins_of(document);

    std::string out = "#appendix(" + typst_text(word("provenance")) + ", (";
    for (const std::string& head :
         {word("figure"), both(word("indicator"), word("measure"), " · "),
          both(word("territory"), word("period"), " · "), word("value") + " (" + word("interval") + ")",
          "[" + word("source") + "] " + word("records")}) {
        out += typst_text(head) + ", ";
    }
    out += "), (\n";
    for (std::size_t i = 0; i < origins.all.size(); ++i) {
        out += "  " + typst_text(note(document, i + 1, origins.all[i])) + ",\n";
    }
    out += "), (\n";
    for (std::size_t i = 0; i < document.provenance.size(); ++i) {
        out += row_call(document.provenance[i], origins.of_row[i] + 1);
    }
    return out + "))\n";
}

}  // namespace atalaya::render
