#include "core/amount.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"

namespace atalaya {

namespace {

constexpr std::int64_t most_cents = 1'000'000'000'000'000;

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The digits of a whole number, groups taken together; nothing where they are no groups of three.
std::optional<std::string> ungrouped(std::string_view text) {
    const auto at = text.find_first_of(", ");
    if (at == std::string_view::npos)
        return all_digits(text) ? std::optional{std::string{text}} : std::nullopt;
    std::string digits;
    const auto groups = split(text, text[at]);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::string_view group = groups[i];
        if (!all_digits(group) || group.size() > 3 || (i > 0 && group.size() != 3)) return {};
        digits += group;
    }
    return digits;
}

}  // namespace

std::optional<Amount> parse_amount(std::string_view text, std::string_view currency) {
    text = trimmed(text);
    const auto point = std::min(text.find('.'), text.size());
    const auto whole = ungrouped(text.substr(0, point));
    std::string decimals{point < text.size() ? text.substr(point + 1) : "00"};
    if (decimals.size() == 1) decimals += '0';
    if (!whole || decimals.size() != 2 || !all_digits(decimals)) return {};
    const auto cents = whole_number(*whole + decimals);
    if (!cents || *cents > most_cents) return {};
    return Amount{std::string{currency}, *cents};
}

std::string text_of(const Amount& amount) {
    return fmt::format("{} {}.{:02}", amount.currency, amount.cents / 100, amount.cents % 100);
}

std::optional<bool> at_most(const Amount& amount, const Amount& limit) {
    if (amount.currency != limit.currency) return {};
    return amount.cents <= limit.cents;
}

}  // namespace atalaya
