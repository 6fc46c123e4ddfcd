#include "service/claim_fraction.hpp"

#include <algorithm>
#include <string>

namespace atalaya::service {

namespace {

using Words = std::span<const ClaimWord>;

constexpr double part_of_itself = 0.05;
constexpr double one_in_of_itself = 0.1;  // 21.6 % is one of five

SaidNumber change_by(double ratio) {
    return {.kind = ClaimKind::change, .value = 100 * (ratio - 1), .tolerance = 100 * part_of_itself * ratio};
}

SaidNumber share_of(double ratio, double within) {
    return {.kind = ClaimKind::share, .value = 100 * ratio, .tolerance = 100 * within * ratio};
}

struct Fraction {
    double of{};
    std::size_t first{}, past{};
    double within = part_of_itself;
};

// "a mitad de 2024", "a mitad de año"
bool of_a_time(Words words, std::size_t at) {
    return at + 1 < words.size() && is_any_of(words[at].text, {"de", "del", "do"}) &&
           (words[at + 1].is_year() || is_any_of(words[at + 1].text, {"ano", "mes", "semestre"}));
}

// "la primera mitad de", "second half"
bool is_half_of_a_year(Words words, std::size_t at) {
    return at > 0 && is_any_of(words[at - 1].text,
                               {"primera", "segunda", "primeira", "first", "second", "ultima", "last"});
}

// "cuarto trimestre"
bool is_a_part_of_the_year(Words words, std::size_t at) {
    return at < words.size() && is_any_of(words[at].text, {"trimestre"});
}

// "uno de cada tres", "1 de cada 3", "um em cada três"
std::optional<Fraction> one_in(Words words) {
    for (std::size_t i = 0; i + 3 < words.size(); ++i) {
        const bool one = words[i].number || is_any_of(words[i].text, {"uno", "una", "un", "um", "uma"});
        if (!one || !is_any_of(words[i + 1].text, {"de", "em", "a"}) || words[i + 2].text != "cada" ||
            !words[i + 3].number || words[i + 3].value <= 0)
            continue;
        const double ones = words[i].number ? words[i].value : 1;
        return Fraction{ones / words[i + 3].value, i, i + 4, ones == 1 ? one_in_of_itself : part_of_itself};
    }
    return {};
}

std::optional<Fraction> fraction(Words words) {
    if (const auto found = one_in(words)) return found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i].text;
        if (is_any_of(word, {"mitad", "metade", "half"}) && !of_a_time(words, i + 1) &&
            !is_half_of_a_year(words, i))
            return Fraction{0.5, i, i + 1};
        if (i == 0) continue;
        const auto& before = words[i - 1];
        const double times = before.number ? before.value : 1;
        const bool counted =
            before.number || is_any_of(before.text, {"un", "una", "um", "uma", "la", "a", "one"});
        double part = 0;
        if (is_any_of(word, {"tercio*", "terco*", "third*"})) part = 3;
        if (is_any_of(word, {"cuarto*", "quarto*", "quarter*"}) && !is_a_part_of_the_year(words, i + 1))
            part = 4;
        const bool parts = i + 1 < words.size() && is_any_of(words[i + 1].text, {"parte*"});
        if (parts && is_any_of(word, {"tercera*", "terceira*"})) part = 3;
        if (parts && is_any_of(word, {"cuarta*", "quarta*"})) part = 4;
        if (parts && is_any_of(word, {"quinta*"})) part = 5;
        if (parts && is_any_of(word, {"decima*"})) part = 10;
        if (part > 0 && counted) return Fraction{times / part, i - 1, i + (parts ? 2 : 1)};
    }
    return {};
}

// "la mitad de robos que en 2023"
bool compares(Words words, std::size_t from) {
    for (std::size_t i = from; i + 1 < words.size(); ++i)
        if (words[i].text == "que" &&
            is_any_of(words[i + 1].text, {"en", "em", "no", "el", "hace", "ha", "o"}))
            return true;
    return false;
}

}  // namespace

std::optional<FoundNumber> multiple(Words words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i].text;
        const bool noun = i > 0 && is_any_of(words[i - 1].text, {"el", "al", "o", "ao"});
        double ratio = 0;
        if (is_any_of(word, {"duplic*", "dobrou", "dobraram", "dobrar*", "doblo", "doblaron", "doubled"}))
            ratio = 2;
        if (is_any_of(word, {"triplic*", "tripled"})) ratio = 3;
        if (is_any_of(word, {"cuadruplic*", "quadruplic*"})) ratio = 4;
        if (noun && is_any_of(word, {"doble", "dobro"})) ratio = 2;
        if (noun && is_any_of(word, {"triple", "triplo"})) ratio = 3;
        std::size_t past = i + 1;
        if (is_any_of(word, {"multiplic*"}) && i + 2 < words.size() && words[i + 1].text == "por" &&
            words[i + 2].number) {
            ratio = words[i + 2].value;
            past = i + 3;
        }
        if (words[i].number && i + 2 < words.size() &&
            is_any_of(words[i + 1].text, {"veces", "vezes", "times"}) &&
            is_any_of(words[i + 2].text, {"mas", "mais", "more"})) {
            ratio = words[i].value;
            past = i + 3;
        }
        if (ratio > 0) return FoundNumber{change_by(ratio), i - (noun ? 1 : 0), past};
    }
    return {};
}

std::optional<FoundNumber> part(Words words) {
    const auto found = fraction(words);
    if (!found) {
        const auto most = std::ranges::find_if(words, [](const ClaimWord& word) {
            return is_any_of(word.text, {"mayoria", "maioria", "most"});
        });
        if (most == words.end()) return {};
        const auto at = static_cast<std::size_t>(most - words.begin());
        return FoundNumber{{.kind = ClaimKind::share, .value = 50, .bound = Bound::at_least}, at, at + 1};
    }
    const auto [ratio, first, past, within] = *found;
    const int way = direction(words, first, past);
    if (way == 0)
        return FoundNumber{compares(words, past) ? change_by(ratio) : share_of(ratio, within), first, past};
    // "bajaron a un tercio" leaves a third; "bajaron un tercio" takes one away.
    const bool to = first > 0 && is_any_of(words[first - 1].text, {"a", "para", "to"});
    if (to) return FoundNumber{change_by(ratio), first, past};
    SaidNumber number{
        .kind = ClaimKind::change, .value = 100 * way * ratio, .tolerance = 100 * part_of_itself * ratio};
    return FoundNumber{number, first, past};
}

}  // namespace atalaya::service
