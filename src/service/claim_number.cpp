#include "service/claim_number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "service/claim_share.hpp"

namespace atalaya::service {

namespace {

using Words = std::span<const ClaimWord>;

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
constexpr double part_of_itself = 0.05, about_part = 0.1;
// "más de" and "menos" beside a number are no rise or fall of their own but where they follow it: "40 % más robos".
constexpr std::array<std::string_view, 6> only_after{"mas", "mais", "more", "menos", "less", "fewer"};

bool moves(const ClaimWord& word) {
    return is_any_of(word.text, falls) || is_any_of(word.text, rises);
}

// -1, 1 or 0 where nothing says it: the word of rising or falling that is nearest to the number at [first, past).
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

// A number and the words that it takes up.
struct Found {
    SaidNumber number;
    std::size_t first{}, past{};
};

Found hedged(Words words, Found found) {
    const auto [bound, about] = vague_before(words, found.first);
    auto& number = found.number;
    if (bound != Bound::none) number.bound = bound;
    if (about) number.tolerance = std::max(2 * number.tolerance, about_part * std::abs(number.value));
    return found;
}

SaidNumber change_by(double ratio) {
    return {.kind = ClaimKind::change, .value = 100 * (ratio - 1), .tolerance = 100 * part_of_itself * ratio};
}

SaidNumber share_of(double ratio) {
    return {.kind = ClaimKind::share, .value = 100 * ratio, .tolerance = 100 * part_of_itself * ratio};
}

std::optional<Found> percentage(Words words) {
    const auto at = std::ranges::find(words, true, &ClaimWord::percent) - words.begin();
    const auto i = static_cast<std::size_t>(at);
    if (i == words.size()) return {};
    const ClaimWord& word = words[i];
    SaidNumber number{.kind = ClaimKind::change, .value = word.value, .tolerance = word.tolerance};
    if (word.text[0] != '-' && word.text[0] != '+') {
        const int way = direction(words, i, i + 1);
        const bool of = i + 1 < words.size() &&
                        is_any_of(words[i + 1].text, {"de", "del", "do", "da", "dos", "das", "of"});
        if (way < 0) number.value = -number.value;
        // "Dos roubos de 2024, 20 % foram no Centro": what it begins with is what it is a share of.
        const bool begins = i > 1 && is_any_of(words[0].text, {"de", "del", "dos", "das", "do", "da"});
        const bool share = of || begins || std::ranges::any_of(words, says_share);
        if (way == 0 && share) number.kind = ClaimKind::share;
        number.signless = way == 0 && !share;
    }
    return Found{number, i, i + 1};
}

std::optional<Found> multiple(Words words) {
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
        if (ratio > 0) return Found{change_by(ratio), i - (noun ? 1 : 0), past};
    }
    return {};
}

struct Fraction {
    double of{};
    std::size_t first{}, past{};
};

// "a mitad de 2024", "a mitad de año"
bool of_a_time(Words words, std::size_t at) {
    return at + 1 < words.size() && is_any_of(words[at].text, {"de", "del", "do"}) &&
           (words[at + 1].is_year() || is_any_of(words[at + 1].text, {"ano", "mes", "semestre"}));
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
        return Fraction{(words[i].number ? words[i].value : 1) / words[i + 3].value, i, i + 4};
    }
    return {};
}

std::optional<Fraction> fraction(Words words) {
    if (const auto found = one_in(words)) return found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i].text;
        if (is_any_of(word, {"mitad", "metade", "half"}) && !of_a_time(words, i + 1))
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

std::optional<Found> part(Words words) {
    const auto found = fraction(words);
    if (!found) {
        const auto most = std::ranges::find_if(words, [](const ClaimWord& word) {
            return is_any_of(word.text, {"mayoria", "maioria", "most"});
        });
        if (most == words.end()) return {};
        const auto at = static_cast<std::size_t>(most - words.begin());
        return Found{{.kind = ClaimKind::share, .value = 50, .bound = Bound::at_least}, at, at + 1};
    }
    const auto [ratio, first, past] = *found;
    const int way = direction(words, first, past);
    if (way == 0) return Found{compares(words, past) ? change_by(ratio) : share_of(ratio), first, past};
    // "bajaron a un tercio" leaves a third; "bajaron un tercio" takes one away.
    const bool to = first > 0 && is_any_of(words[first - 1].text, {"a", "para", "to"});
    if (to) return Found{change_by(ratio), first, past};
    SaidNumber number{
        .kind = ClaimKind::change, .value = 100 * way * ratio, .tolerance = 100 * part_of_itself * ratio};
    return Found{number, first, past};
}

// "pasaron de 40 a 55"
std::optional<Found> from_to(Words words) {
    for (std::size_t i = 0; i + 4 < words.size(); ++i) {
        if (!is_any_of(words[i].text, {"pas*", "went", "subi*", "baj*", "aument*", "ca*"}) ||
            !is_any_of(words[i + 1].text, {"de", "from"}) ||
            !is_any_of(words[i + 3].text, {"a", "para", "to"}))
            continue;
        const auto &from = words[i + 2], &to = words[i + 4];
        if (!from.number || !to.number || from.is_year() || to.is_year() || from.percent || from.value <= 0)
            continue;
        SaidNumber number{.kind = ClaimKind::change,
                          .value = 100 * (to.value / from.value - 1),
                          .tolerance = 100 * to.tolerance / from.value};
        return Found{number, i, i + 5};
    }
    return {};
}

std::optional<Found> plain_number(Words words, bool in_words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (!word.number || word.in_words != in_words) continue;
        // "hubo 2000 robos"
        const bool counted =
            i > 0 && is_any_of(words[i - 1].text, {"hubo", "houve", "registr*", "were", "fueron", "foram"});
        if (word.is_year() && !counted) continue;
        SaidNumber number{.kind = ClaimKind::count, .value = word.value, .tolerance = word.tolerance};
        if (word.is_year()) number.figures = {i};
        return Found{number, i, i + 1};
    }
    return {};
}

std::optional<Found> none_or_one(Words words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i].text;
        const bool there =
            i > 0 && is_any_of(words[i - 1].text, {"hubo", "houve", "solo", "apenas", "ocurrio", "ocorreu"});
        if (there && is_any_of(word, {"un", "una", "um", "uma"}))
            return Found{{.kind = ClaimKind::count, .value = 1}, i, i + 1};
        const bool denied = i + 1 < words.size() && is_any_of(word, {"no", "nao"}) &&
                            is_any_of(words[i + 1].text, {"hubo", "houve"});
        if (denied || is_any_of(word, {"ningun", "ninguna", "nenhum", "nenhuma"}))
            return Found{{.kind = ClaimKind::count, .value = 0}, i, i + 1};
    }
    return {};
}

bool is_per_inhabitants(Words words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const bool per = is_any_of(words[i].text, {"cada", "por", "per"});
        if (per && words[i + 1].number && words[i + 1].value >= 1000) return true;
        if (is_any_of(words[i].text, {"habitante*", "inhabitants"}) ||
            is_any_of(words[i + 1].text, {"habitante*"}))
            return true;
    }
    return std::ranges::any_of(words, [](const ClaimWord& word) {
        return is_any_of(word.text, {"tasa*", "taxa*"});
    });
}

// A day, a week, an hour: "por día", "cada tres horas", "esta semana", "el 15 de marzo".
const ClaimWord* shorter_than_month(Words words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (is_any_of(word.text, {"semana*", "ayer", "ontem", "hoy", "hoje", "week*", "yesterday", "diario*",
                                  "minuto*"}))
            return &word;
        const bool counted = i > 0 && (words[i - 1].number ||
                                       is_any_of(words[i - 1].text, {"por", "al", "ao", "cada", "per"}));
        if (counted && is_any_of(word.text, {"dia", "dias", "hora", "horas", "day", "days", "hours"}))
            return &word;
    }
    return nullptr;
}

// "2.013 por 100.000 habitantes", "12 homicidios cada cien mil", "la tasa fue de 34"
std::optional<Found> rate(Words words) {
    constexpr double usual = 100'000, least = 1000;
    std::size_t base = words.size();
    for (std::size_t i = 0; i + 1 < words.size() && base == words.size(); ++i)
        if (is_any_of(words[i].text, {"cada", "por", "per"}) && words[i + 1].number &&
            words[i + 1].value >= least)
            base = i;
    const bool said = base < words.size();
    std::optional<std::size_t> at;
    for (std::size_t i = 0; i < base; ++i)
        if (words[i].number && (!words[i].is_year() || i + 1 == base)) at = i;
    if (!at)  // years alone: the last of two is none
        for (std::size_t i = 0, years = 0; i < base; ++i)
            if (words[i].number && ++years > 1) at = i;
    if (!at) return {};
    SaidNumber number{.kind = ClaimKind::rate,
                      .value = words[*at].value,
                      .tolerance = words[*at].tolerance,
                      .per = said ? words[base + 1].value : usual,
                      .figures = {*at}};
    if (said) number.figures.push_back(base + 1);
    return Found{number, *at, *at + 1};
}

void refuse_what_no_count_answers(Words words) {
    const bool percent = std::ranges::any_of(words, &ClaimWord::percent);
    if (percent && is_per_inhabitants(words))
        throw Error{Fault::usage,
                    message("claim: of a rate by inhabitants what is contrasted is its number and not by how "
                            "many percent it moved: say the rate, or the facts")};
    if (const auto* word = shorter_than_month(words))
        throw Error{
            Fault::usage,
            message("claim: what is known is of whole months, and \"{}\" is not: say the month and how "
                    "many facts in it",
                    word->text)};
    const auto points = [](const ClaimWord& word) {
        return is_any_of(word.text, {"punto", "puntos", "ponto", "pontos", "points"});
    };
    if (std::ranges::any_of(words, points))
        throw Error{
            Fault::usage,
            message("claim: points are the distance between two percentages: say one of them with its %")};
}

}  // namespace

bool SaidNumber::fits(double found) const {
    const double size = std::abs(value);
    const double along = signless ? std::abs(found) : value < 0 ? -found : found;
    if (bound == Bound::at_least) return along >= size;
    if (bound == Bound::at_most) return along >= 0 && along <= size;
    return std::abs((signless ? std::abs(found) : found) - value) <= tolerance * (1 + 1e-9);
}

double SaidNumber::away(double found) const {
    const double off = std::abs((signless ? std::abs(found) : found) - value);
    const double one = bound == Bound::none ? tolerance : std::max(tolerance, std::abs(value));
    return fits(found) ? std::min(off / one, 1.0) : off;
}

SaidNumber said_number(std::span<const ClaimWord> words, const std::string& text) {
    refuse_what_no_count_answers(words);
    using Readings = std::vector<std::optional<Found>>;
    const auto readings =
        is_per_inhabitants(words)
            ? Readings{rate(words)}
            : Readings{percentage(words),          multiple(words),           from_to(words),    part(words),
                       plain_number(words, false), plain_number(words, true), none_or_one(words)};
    for (const auto& found : readings) {
        if (!found) continue;
        for (std::size_t i = found->first; i < found->past; ++i)
            if (!words[i].readable)
                throw Error{Fault::usage,
                            message("claim: \"{}\" is not a number that can be read", words[i].text)};
        auto number = hedged(words, *found).number;
        number.first = found->first;
        number.past = found->past;
        return number;
    }
    throw Error{
        Fault::usage,
        message("claim: expected a number, such as \"40 %\" or \"273 robos\"; found none in \"{}\"", text)};
}

}  // namespace atalaya::service
