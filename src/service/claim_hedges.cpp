#include "service/claim_hedges.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string_view>

namespace atalaya::service {

namespace {

using Words = std::span<const ClaimWord>;

constexpr double about_part = 0.1;

// How words say which way; of three languages.
constexpr std::array<std::string_view, 35> falls{
    "baj*",    "baix*",    "caida*",  "cayo",    "cayeron",  "cae",    "caen",    "cai*",     "disminu*",
    "diminu*", "redu*",    "descen*", "decrec*", "decresc*", "recua*", "recuo*",  "retroce*", "desplom*",
    "menos",   "menor",    "merma*",  "fell",    "fall",     "falls",  "fallen",  "falling",  "drop*",
    "down",    "decreas*", "less",    "fewer",   "despenc*", "desab*", "encolh*", "perdi*"};
constexpr std::array<std::string_view, 28> rises{
    "subi*",      "sube",   "suben",      "suba",  "aument*", "creci*",     "crece",
    "crecen",     "cresc*", "increment*", "alza",  "trep*",   "dispararon", "disparou",
    "dispararam", "mas",    "mais",       "mayor", "maior",   "rose",       "risen",
    "rise*",      "up",     "increas*",   "more",  "escal*",  "empeor*",    "pior*"};
// "más de" and "menos" beside a number are no rise or fall of their own but where they follow it: "40 % más robos".
constexpr std::array<std::string_view, 6> only_after{"mas", "mais", "more", "menos", "less", "fewer"};

bool stands(Words words, std::size_t at, std::initializer_list<std::string_view> row) {
    if (at + row.size() > words.size()) return false;
    for (const auto word : row)
        if (!is_any_of(words[at++].text, {word})) return false;
    return true;
}

bool ends_before(Words words, std::size_t at, std::initializer_list<std::string_view> row) {
    return at >= row.size() && stands(words, at - row.size(), row);
}

struct Vague {
    Bound bound = Bound::none;
    bool about = false;
};

// What stands before a number, or between it and its article: "más de", "al menos", "casi", "cerca de".
Vague vague_before(Words words, std::size_t at) {
    while (at > 0 && is_any_of(words[at - 1].text, {"un", "una", "um", "uma", "el", "la", "los", "las", "o",
                                                    "a", "os", "as", "en", "em", "se"}))
        --at;
    const auto any = [&](std::initializer_list<std::initializer_list<std::string_view>> rows) {
        return std::ranges::any_of(rows, [&](const auto& row) { return ends_before(words, at, row); });
    };
    if (any({{"mas", "de*"},
             {"mais", "d*"},
             {"more", "than"},
             {"al", "menos"},
             {"lo", "menos"},
             {"ao", "menos"},
             {"pelo", "menos"},
             {"at", "least"},
             {"over"},
             {"como", "minimo"},
             {"super*"},
             {"ultrapass*"},
             {"no", "minimo"}}))
        return {Bound::at_least, false};
    if (any({{"menos", "d*"},
             {"less", "than"},
             {"fewer", "than"},
             {"at", "most"},
             {"under"},
             {"como", "maximo"},
             {"no", "maximo"},
             {"lo", "sumo"},
             {"llega", "a"},
             {"llegan", "a"},
             {"llegaron", "a"},
             {"chega", "a"},
             {"chegam", "a"}}))
        return {Bound::at_most, false};
    const bool about = any({{"casi"},
                            {"quase"},
                            {"cerca", "de*"},
                            {"unos"},
                            {"unas"},
                            {"uns"},
                            {"umas"},
                            {"alrededor", "de*"},
                            {"aproximadamente"},
                            {"torno", "a*"},
                            {"torno", "de"},
                            {"about"},
                            {"nearly"},
                            {"almost"},
                            {"around"}});
    return {Bound::none, about};
}

}  // namespace

bool moves(const ClaimWord& word) {
    return is_any_of(word.text, falls) || is_any_of(word.text, rises);
}

int direction(Words words, std::size_t first, std::size_t past) {
    int said = 0;
    std::size_t nearest = words.size() + 1;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if ((i >= first && i < past) || words[i].number || !moves(words[i])) continue;
        const bool before = i < first;
        if (is_any_of(words[i].text, only_after) && (before || i > past)) continue;
        const std::size_t far = before ? first - i : i - past + 1;
        if (far >= nearest) continue;
        nearest = far;
        said = is_any_of(words[i].text, falls) ? -1 : 1;
    }
    return said;
}

FoundNumber hedged(Words words, FoundNumber found) {
    const auto [bound, about] = vague_before(words, found.first);
    auto& number = found.number;
    if (bound != Bound::none) number.bound = bound;
    if (about) number.tolerance = std::max(2 * number.tolerance, about_part * std::abs(number.value));
    return found;
}

}  // namespace atalaya::service
