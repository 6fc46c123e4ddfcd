#include "service/claim.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/cells.hpp"
#include "service/code_search.hpp"

namespace atalaya::service {

namespace {

// How words begin that say which way; folded, of three languages.
constexpr std::array<std::string_view, 14> falls{"baj",  "cay",    "cai",    "disminu", "diminu",
                                                 "redu", "descen", "decrec", "recua",   "fell",
                                                 "fall", "drop",   "down",   "decreas"};
constexpr std::array<std::string_view, 10> rises{"sub",  "aument", "creci", "cresc", "increment",
                                                 "rose", "risen",  "rise",  "up",    "increas"};
constexpr double least_like = 0.05;  // of an indicator's name to the claim's words: a claim says much besides

struct Token {
    std::string text;  // folded; of a number, as it was written
    bool number = false;
    bool percent = false;
};

bool digit(char c) {
    return c >= '0' && c <= '9';
}

std::vector<Token> tokens_of(std::string_view text) {
    // The minus sign of typographers is a hyphen of keyboards.
    const std::string plain = folded(replaced(std::string{text}, "\u2212", "-"));
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < plain.size();) {
        const char c = plain[at];
        const bool sign = (c == '-' || c == '+') && at + 1 < plain.size() && digit(plain[at + 1]) &&
                          (at == 0 || plain[at - 1] == ' ');
        std::size_t end = at + (sign ? 1 : 0);
        if (sign || digit(c)) {
            while (end < plain.size() && (digit(plain[end]) || plain[end] == ',' || plain[end] == '.')) ++end;
            while (!digit(plain[end - 1])) --end;
            tokens.push_back({plain.substr(at, end - at), true, false});
        } else if (c == '%') {
            if (!tokens.empty() && tokens.back().number) tokens.back().percent = true;
            end = at + 1;
        } else {
            while (end < plain.size() && plain[end] != ' ' && plain[end] != '%' && plain[end] != ',' &&
                   plain[end] != ';')
                ++end;
            if (end > at) tokens.push_back({plain.substr(at, end - at), false, false});
            end = std::max(end, at + 1);
        }
        at = end;
    }
    // "40 por ciento", "40 por cento", "40 percent"
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const bool said =
            tokens[i + 1].text.starts_with("percent") ||
            (i + 2 < tokens.size() && tokens[i + 1].text == "por" &&
             (tokens[i + 2].text.starts_with("ciento") || tokens[i + 2].text.starts_with("cento")));
        if (tokens[i].number && said) tokens[i].percent = true;
    }
    return tokens;
}

bool is_year(const Token& token) {
    return token.number && !token.percent && token.text.size() == 4 &&
           (token.text.starts_with("19") || token.text.starts_with("20"));
}

// The number and half of its last digit. "1.234" and "1,234" are thousands where three digits follow, decimals else.
struct Said {
    double value{}, tolerance{};
};
std::optional<Said> number_said(const Token& token) {
    std::string plain = token.text;
    const auto mark = plain.find_last_of(".,");
    std::size_t decimals = 0;
    if (mark != std::string::npos && (plain.size() - mark - 1 != 3 || token.percent)) {
        decimals = plain.size() - mark - 1;
        plain[mark] = 'd';
    }
    std::erase_if(plain, [](char c) { return c == '.' || c == ',' || c == '+'; });
    std::replace(plain.begin(), plain.end(), 'd', '.');
    const auto value = decimal_number(plain);
    if (!value) return {};
    return Said{*value, 0.5 * std::pow(10, -static_cast<double>(decimals))};
}

bool begins_with_any(std::string_view word, std::span<const std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](auto beginning) { return word.starts_with(beginning); });
}

// The names by which a territory is spoken of, folded: its own, and its layer's with its code ("comuna 1").
std::vector<std::string> names_of(const World& world, const TerritoryInfo& territory) {
    std::vector<std::string> names{folded(territory.name)};
    if (const auto* layer = world.catalogue().city.layer(territory.territory.layer))
        for (const auto& word : {layer->name.es, layer->name.pt, layer->name.en})
            names.push_back(folded(word) + " " + folded(territory.territory.code));
    return names;
}

// The territory whose name is the longest that stands in the text as whole words; none is the city.
Territory territory_in(const World& world, const std::string& text) {
    Territory best;
    std::size_t longest = 0;
    for (const auto& layer : world.catalogue().city.layers) {
        for (const auto* territory : world.layer(layer.id)) {
            for (const auto& name : names_of(world, *territory)) {
                const auto at = text.find(" " + name + " ");
                if (name.size() <= longest || name.size() < 3 || at == std::string::npos) continue;
                longest = name.size();
                best = territory->territory;
            }
        }
    }
    return best;
}

// The tokens between single blanks, with one at each end, so that whole words can be looked for.
std::string spaced(const std::vector<Token>& tokens) {
    std::string out = " ";
    for (const auto& token : tokens) out += token.text + " ";
    return out;
}

std::optional<Month> month_in(const World& world, const std::vector<Token>& tokens) {
    const auto last = world.last_month();
    if (!last) return {};
    std::optional<int> month, year;
    for (const auto& token : tokens) {
        if (is_year(token) && !year) year = static_cast<int>(*whole_number(token.text));
        const bool word = !token.number && (token.text.size() >= 4 || token.text == "may");
        if (word && !month) month = intake::parse_month_number(token.text);
    }
    const int last_year = static_cast<int>(last->year());
    const auto last_of_year = static_cast<int>(static_cast<unsigned>(last->month()));
    if (!month && !year) return *last;
    if (!month)
        return std::chrono::year{*year} /
               std::chrono::month{*year == last_year ? static_cast<unsigned>(last_of_year) : 12U};
    if (!year) year = *month <= last_of_year ? last_year : last_year - 1;
    return std::chrono::year{*year} / std::chrono::month{static_cast<unsigned>(*month)};
}

bool names_month(const std::vector<Token>& tokens) {
    return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
        const bool word = !token.number && (token.text.size() >= 4 || token.text == "may");
        return is_year(token) || (word && intake::parse_month_number(token.text));
    });
}

// By the words of names and labels; "" where none is like it.
std::string indicator_in(const World& world, const std::string& text) {
    const auto& catalogue = world.catalogue();
    std::vector<CodeEntry> entries;
    for (const auto& indicator : catalogue.indicators) {
        if (indicator.kind != IndicatorKind::count || world.cells(indicator.id).empty()) continue;
        entries.push_back({"", indicator.id, indicator.name, indicator.id});
    }
    const auto hits = CodeSearch{entries}.find(text, 1, least_like);
    return hits.empty() ? std::string{} : hits[0].entry->code;
}

const Token& number_of(const std::vector<Token>& tokens, const std::string& text,
                       const Territory& territory) {
    const auto percent = std::find_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.percent; });
    if (percent != tokens.end()) return *percent;
    for (const auto& token : tokens)
        if (token.number && !is_year(token) && token.text != territory.code) return token;
    throw Error{
        Fault::usage,
        message("claim: expected a number, such as \"40 %\" or \"273 robos\"; found none in \"{}\"", text)};
}

}  // namespace

Claim of_last_month(const World& world, std::string_view indicator, Claim claim) {
    const auto known = world.known_months(indicator);
    if (known && !claim.month_said && known->past_end <= whole(claim.month).first)
        claim.month = month_of(known->past_end - std::chrono::days{1});
    return claim;
}

Claim parse_claim(const World& world, const ClaimParts& parts) {
    const auto tokens = tokens_of(parts.text);
    const std::string text = spaced(tokens);
    Claim claim;
    claim.territory = parts.territory.empty() ? territory_in(world, text) : parse_territory(parts.territory);
    world.territory(claim.territory);  // throws where there is none

    const Token& number = number_of(tokens, parts.text, claim.territory);
    const auto said = number_said(number);
    if (!said)
        throw Error{Fault::usage, message("claim: \"{}\" is not a number that can be read", number.text)};
    claim.kind = number.percent ? Claim::Kind::change : Claim::Kind::count;
    claim.value = said->value;
    claim.tolerance = said->tolerance;
    if (claim.kind == Claim::Kind::change && number.text[0] != '-' && number.text[0] != '+') {
        const auto any = [&](std::span<const std::string_view> beginnings) {
            return std::any_of(tokens.begin(), tokens.end(),
                               [&](const Token& token) { return begins_with_any(token.text, beginnings); });
        };
        const bool fell = any(falls), rose = any(rises);
        claim.signless = fell == rose;
        if (fell && !rose) claim.value = -claim.value;
    }

    claim.indicator = parts.indicator.empty() ? indicator_in(world, text) : parts.indicator;
    if (!claim.indicator.empty()) world.catalogue().indicator(claim.indicator);  // throws where there is none

    const auto month = parts.month.empty() ? month_in(world, tokens) : parse_month(parts.month);
    if (!month && !parts.month.empty())
        throw Error{Fault::usage,
                    message("month: expected YYYY-MM, such as 2020-08; found \"{}\"", parts.month)};
    if (!month) throw Error{Fault::missing, message("claim: no data have been published yet")};
    claim.month = *month;
    claim.month_said = !parts.month.empty() || names_month(tokens);
    return claim.month_said || claim.indicator.empty() ? claim : of_last_month(world, claim.indicator, claim);
}

}  // namespace atalaya::service
