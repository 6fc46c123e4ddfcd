#include "disclose/tier.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::disclose {

namespace {

bool digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

[[noreturn]] void refuse(std::size_t line, const Message& expected, std::string_view found) {
    throw Error{Fault::bad_input,
                message("privacy tiers, line {}: expected {}, found \"{}\"; correct the file", line, expected,
                        found)};
}

std::size_t column(const std::vector<std::string_view>& header, std::string_view name) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end())
        refuse(1, message("a column {}", name), fmt::to_string(fmt::join(header, ",")));
    return static_cast<std::size_t>(found - header.begin());
}

}  // namespace

std::string_view code(Tier tier) {
    switch (tier) {
        case Tier::A: return "A";
        case Tier::B: return "B";
        case Tier::C: return "C";
    }
    return "";
}

std::optional<Tier> parse_tier(std::string_view text) {
    for (const Tier tier : {Tier::A, Tier::B, Tier::C}) {
        if (text == code(tier)) return tier;
    }
    return {};
}

std::int64_t minimum_cell(Tier tier) {
    switch (tier) {
        case Tier::A: return 10;
        case Tier::B: return 5;
        case Tier::C: return 3;
    }
    return 10;
}

Tiers Tiers::read(std::string_view csv) {
    const auto lines = split(csv, '\n');
    const auto header = split(trimmed(lines.front()), ',');
    const auto prefix = column(header, "iccs_prefix"), tier = column(header, "tier"),
               reason = column(header, "reason");

    Tiers tiers;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto line = trimmed(lines[i]);
        if (line.empty()) continue;
        const auto cells = split(line, ',');
        if (cells.size() != header.size()) refuse(i + 1, message("{} columns", header.size()), line);
        if (!digits(cells[prefix])) refuse(i + 1, message("the digits of an ICCS code"), cells[prefix]);
        const auto same = [&](const TierRule& rule) { return rule.prefix == cells[prefix]; };
        if (std::any_of(tiers.rules_.begin(), tiers.rules_.end(), same)) {
            refuse(i + 1, message("each prefix once"), cells[prefix]);
        }
        const auto letter = parse_tier(cells[tier]);
        if (!letter) refuse(i + 1, message("a tier A, B or C"), cells[tier]);
        tiers.rules_.push_back({std::string{cells[prefix]}, *letter, std::string{cells[reason]}});
    }
    if (tiers.rules_.empty()) refuse(2, message("at least one rule"), "");
    return tiers;
}

Tier Tiers::of(std::string_view iccs) const {
    if (iccs.starts_with("ICCS ")) iccs.remove_prefix(5);
    const TierRule* longest = nullptr;
    for (const auto& rule : rules_) {
        if (iccs.starts_with(rule.prefix) && (!longest || rule.prefix.size() > longest->prefix.size())) {
            longest = &rule;
        }
    }
    return longest ? longest->tier : Tier::A;
}

Tier Tiers::of_all(const std::vector<std::string>& iccs) const {
    if (iccs.empty()) return Tier::A;
    Tier strictest = Tier::C;
    for (const auto& one : iccs) strictest = raised(strictest, of(one));
    return strictest;
}

Tier raised(Tier by_table, Tier wished) {
    return std::min(by_table, wished);  // A before B before C
}

}  // namespace atalaya::disclose
