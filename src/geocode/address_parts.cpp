#include "geocode/address_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.hpp"

namespace atalaya::geocode::written {

namespace {

using Phrase = std::array<std::string_view, 4>;
constexpr Phrase beside_phrases[] = {
    {"a", "la", "vuelta", "de"},
    {"a", "la", "vuelta", "del"},
    {"en", "la", "puerta", "de"},
    {"en", "la", "puerta", "del"},
    {"na", "porta", "de"},
    {"na", "porta", "do"},
    {"na", "porta", "da"},
    {"en", "frente", "de"},
    {"en", "frente", "a"},
    {"en", "frente", "al"},
    {"em", "frente", "a"},
    {"em", "frente", "ao"},
    {"al", "lado", "de"},
    {"al", "lado", "del"},
    {"ao", "lado", "de"},
    {"ao", "lado", "do"},
    {"ao", "lado", "da"},
    {"al", "fondo", "de"},
    {"al", "fondo", "del"},
    {"frente", "a"},
    {"frente", "al"},
    {"enfrente", "de"},
    {"enfrente", "del"},
    {"enfrente", "a"},
    {"enfrente", "al"},
    {"detras", "de"},
    {"detras", "del"},
    {"atras", "de"},
    {"atras", "del"},
    {"atras", "do"},
    {"atras", "da"},
    {"diagonal", "a"},
    {"diagonal", "al"},
    {"cerca", "de"},
    {"cerca", "del"},
    {"perto", "de"},
    {"perto", "do"},
    {"perto", "da"},
    {"proximo", "a"},
    {"proximo", "al"},
    {"proximo", "ao"},
    {"junto", "a"},
    {"junto", "al"},
    {"a", "la", "altura", "de"},
    {"a", "la", "altura", "del"},
    {"na", "altura", "da"},
    {"na", "altura", "do"},
};

// Within the text, what makes a corner of it that it is near to.
constexpr Phrase nearing_phrases[] = {
    {"pasando"},
    {"passando"},
    {"llegando", "a"},
    {"llegando", "al"},
    {"chegando", "a"},
    {"chegando", "na"},
    {"chegando", "no"},
    {"antes", "de"},
    {"antes", "del"},
    {"antes", "da"},
    {"antes", "do"},
    {"antes", "de", "llegar", "a"},
    {"antes", "de", "llegar", "al"},
    {"al", "llegar", "a"},
    {"despues", "de"},
    {"despues", "del"},
    {"depois", "de"},
    {"depois", "da"},
    {"depois", "do"},
    {"a", "metros", "de"},
    {"a", "metros", "del"},
    {"a", "pasos", "de"},
    {"a", "pasos", "del"},
    {"cerca", "de"},
    {"cerca", "del"},
    {"perto", "de"},
    {"perto", "da"},
    {"perto", "do"},
    {"a", "la", "altura", "de"},
    {"a", "la", "altura", "del"},
    {"na", "altura", "da"},
    {"na", "altura", "do"},
};

// Of the phrase, where `tokens` begin with it; else 0.
std::size_t words_of_phrase(const Phrase& phrase, Span tokens) {
    std::size_t words = 0;
    for (; words < phrase.size() && !phrase[words].empty(); ++words)
        if (words >= tokens.size() || !is_word(tokens[words]) || tokens[words].text != phrase[words])
            return 0;
    return words;
}

// Metres of "cuadra", "mts", "km"; 0 where the word is none of length.
std::int32_t metres_of(std::string_view word) {
    if (one_of(word, {"cuadra", "cuadras", "quadra", "quadras", "quarteirao", "quarteiroes"})) return 100;
    if (one_of(word, {"m", "mt", "mts", "metro", "metros"})) return 1;
    return one_of(word, {"km", "kms", "kilometro", "kilometros", "quilometro", "quilometros"}) ? 1000 : 0;
}

// How many "dos", "media", "2" are. Of a few blocks three are taken, of a few metres a hundred; 0 where the word is no number.
double how_many(const Token& token, std::int32_t metres) {
    static constexpr std::pair<std::string_view, double> numbers[] = {
        {"media", 0.5}, {"medio", 0.5}, {"meia", 0.5},    {"meio", 0.5}, {"un", 1},    {"una", 1},
        {"um", 1},      {"uma", 1},     {"dos", 2},       {"dois", 2},   {"duas", 2},  {"tres", 3},
        {"cuatro", 4},  {"quatro", 4},  {"cinco", 5},     {"seis", 6},   {"siete", 7}, {"sete", 7},
        {"ocho", 8},    {"oito", 8},    {"nueve", 9},     {"nove", 9},   {"diez", 10}, {"dez", 10},
        {"cien", 100},  {"cem", 100},   {"cincuenta", 50}};
    if (is_number(token)) return static_cast<double>(std::min<std::int64_t>(value_of(token), 100'000));
    for (const auto& [word, value] : numbers)
        if (token.text == word) return value;
    const bool few = one_of(token.text, {"pocos", "pocas", "unos", "unas", "algunos", "algunas", "varios",
                                         "varias", "escasos", "poucos", "poucas", "alguns", "algumas"});
    return !few ? 0 : metres == 1 ? 100 : 3;
}

// A distance that begins at `first`: "a 2 cuadras de", "a unos 50 m al norte del", "tres cuadras antes de".
struct Distance {
    std::size_t words = 0;  // it is said with; 0: there is none
    std::int32_t metres = 0;
};
Distance distance_at(Span tokens, std::size_t first) {
    std::size_t i = first;
    const bool begins = tokens[i].text == "a";
    if (begins) ++i;
    while (i + 2 < tokens.size() && metres_of(tokens[i + 1].text) == 0 &&
           one_of(tokens[i].text, {"unos", "unas", "uns", "umas", "aprox", "aproximadamente", "casi", "mas",
                                   "menos", "de", "como", "cerca"}))
        ++i;
    if (i + 2 >= tokens.size()) return {};
    double many = how_many(tokens[i], metres_of(tokens[i + 1].text));
    if (is_mark(tokens[i + 1], "/") && is_number(tokens[i + 2]) && i + 4 < tokens.size()) {  // "1/2 cuadra"
        many /= static_cast<double>(std::max<std::int64_t>(value_of(tokens[i + 2]), 1));
        i += 2;
    }
    const std::int32_t unit = metres_of(tokens[i + 1].text);
    if (many <= 0 || unit == 0 || (!begins && tokens[i + 1].text == "m")) return {};  // "18 M. de Oca"
    const auto metres = static_cast<std::int32_t>(std::max(1.0, many * unit));
    for (std::size_t end = i + 2; end + 1 < tokens.size() && end < i + 6; ++end) {  // "al norte de"
        if (one_of(tokens[end].text, {"de", "del", "da", "do", "desde"})) return {end + 1 - first, metres};
    }
    if (begins && first == 0) return {i + 2, metres};
    return {};
}

}  // namespace

bool take_beside(Tokens& tokens) {
    for (const Phrase& phrase : beside_phrases) {
        const std::size_t words = words_of_phrase(phrase, tokens);
        if (words == 0 || words == tokens.size()) continue;
        erase(tokens, 0, words);
        return true;
    }
    return false;
}

bool take_lead(Tokens& tokens) {
    const auto is = [&](std::size_t at, std::initializer_list<std::string_view> words) {
        return at < tokens.size() && is_word(tokens[at]) && one_of(tokens[at].text, words);
    };
    std::size_t first = is(0, {"en", "em", "na", "por"}) && tokens.size() > 2 ? 1 : 0;
    const bool by = first == 1 && tokens[0].text == "por";
    const std::size_t article = is(first, {"la", "el", "las", "los", "as"}) ? 1 : 0;
    if (is(first + article, {"esquina", "esq", "interseccion", "intersecao", "cruce", "cruzamento"})) {
        first += article + 1;
        if (first + 1 < tokens.size() && is(first, {"de", "da", "do", "entre"})) ++first;
    }
    const std::size_t of_ways = is(first, {"las", "los", "as"}) ? 1 : 0;
    if (is(first + of_ways, {"calles", "avenidas", "ruas"})) first += of_ways + 1;
    if (first < tokens.size()) erase(tokens, 0, first);
    return by;
}

void put_number_last(Tokens& tokens) {
    constexpr std::int64_t least = 100;
    if (tokens.size() < 3 || !may_be_door(tokens[0]) || value_of(tokens[0]) < least ||
        !one_of(tokens[1].text, {"de", "del"}) || tokens[2].is == Token::Is::mark)
        return;
    const Token number = tokens[0];
    erase(tokens, 0, 2);
    const auto end = std::ranges::find_if(tokens, [](const Token& one) { return is_mark(one, ","); });
    tokens.insert(end, number);
}

bool take_nearing(Tokens& tokens) {
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        std::size_t words = 0;
        for (const Phrase& phrase : nearing_phrases)
            words = std::max(words, words_of_phrase(phrase, Span{tokens}.subspan(i)));
        if (words == 0) continue;
        if (i + words < tokens.size() && one_of(tokens[i + words].text, {"el", "la", "a"})) ++words;
        if (i + words >= tokens.size()) return false;
        std::size_t first = i;
        while (first > 1 && (is_mark(tokens[first - 1], ",") ||
                             one_of(tokens[first - 1].text, {"casi", "y", "quase", "e", "esq", "esquina"})))
            --first;
        erase(tokens, first, i + words - first);
        const bool door = may_be_door(tokens[first]) &&
                          (first + 1 == tokens.size() || tokens[first + 1].is == Token::Is::mark);
        if (!door)
            tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(first), {Token::Is::word, "esq"});
        return true;
    }
    return false;
}

void join_ways(Tokens& tokens) {
    const auto kind = [&](std::size_t at) {
        const auto word = tokens[at].text;
        if (one_of(word, {"calle", "cl", "cll", "clle"})) return 1;
        return one_of(word, {"carrera", "cra", "kra", "kr", "cr", "crr"}) ? 2 : 0;
    };
    int before = 0;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const int its = is_word(tokens[i]) && is_number(tokens[i + 1]) ? kind(i) : 0;
        if (its == 0) continue;
        const bool after_its_number =
            i >= 2 &&
            (is_number(tokens[i - 1]) || (tokens[i - 1].text.size() == 1 && is_number(tokens[i - 2])));
        if (before != 0 && its != before && after_its_number) {
            tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(i), {Token::Is::word, "esq"});
            if (one_of(tokens.back().text, {"esquina", "esq"})) tokens.pop_back();
            return;
        }
        before = its;
    }
}

void take_distance(Tokens& tokens, Address& address) {
    for (std::size_t first = 0; first + 2 < tokens.size(); ++first) {
        if (first > 0 && tokens[first].text != "a") continue;
        const auto [words, metres] = distance_at(tokens, first);
        if (words == 0) continue;
        erase(tokens, first, words);
        if (first > 0)
            tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(first), {Token::Is::word, "y"});
        address.beside = true;
        address.away = metres;
        return;
    }
}

void take_kilometre(Tokens& tokens, Address& address) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!is_word(tokens[i]) || !kilometre_word(tokens[i].text) || !is_number(tokens[i + 1])) continue;
        std::string written = replaced(std::string{tokens[i + 1].text}, " ", "");
        std::size_t used = 2;
        if (i + 3 < tokens.size() && is_mark(tokens[i + 2], ",") && tokens[i + 2].glued &&
            is_number(tokens[i + 3]) && tokens[i + 3].glued) {
            written += "." + std::string{tokens[i + 3].text};
            used = 4;
        } else if (i + 2 < tokens.size() && is_number(tokens[i + 2]) &&
                   tokens[i + 2].glued) {  // its point was dropped
            written += "." + std::string{tokens[i + 2].text};
            used = 3;
        }
        address.kilometre = decimal_number(written);
        erase(tokens, i, used);
        if (i == 0 && tokens.size() > 1 && one_of(tokens[0].text, {"de", "del", "da"}))
            erase(tokens, 0, one_of(tokens[1].text, {"la", "el"}) ? 2 : 1);
        constexpr std::size_t in_the_name = 4;  // "ruta nacional nro 8"
        for (std::size_t k = 1; k < std::min(in_the_name, tokens.size()); ++k) {
            if (!is_number(tokens[k])) continue;
            tokens[k].is = Token::Is::word;
            if (number_sign(tokens[k - 1].text)) erase(tokens, k - 1, 1);
            break;
        }
        for (std::size_t k = 1; k + 1 < tokens.size(); ++k)  // "BR-101" is a road, and no door of it
            if (is_mark(tokens[k], "-") && is_word(tokens[k - 1]) && is_number(tokens[k + 1]))
                erase(tokens, k, 1), tokens[k].is = Token::Is::word;
        return;
    }
}

void take_code(Tokens& tokens, bool (*names)(std::string_view), std::string& code) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!is_word(tokens[i]) || !names(tokens[i].text)) continue;
        std::size_t at = i + 1;
        while (at + 1 < tokens.size() && (is_mark(tokens[at], ":") || number_sign(tokens[at].text))) ++at;
        const bool short_word = is_word(tokens[at]) && tokens[at].text.size() <= 2;
        if (!is_number(tokens[at]) && !short_word) continue;
        code = tokens[at].text;
        std::size_t used = at + 1 - i;
        if (at + 1 < tokens.size() && is_word(tokens[at + 1]) && tokens[at + 1].glued &&
            tokens[at + 1].text.size() == 1) {
            code += tokens[at + 1].text, ++used;  // "4b"
        }
        erase(tokens, i, used);
        if (i > 0 && i < tokens.size()) tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(i), comma);
        return;
    }
}

void take_without_number(Tokens& tokens, Address& address) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const bool sn = tokens[i].text == "s" && i + 2 < tokens.size() && is_mark(tokens[i + 1], "/") &&
                        (tokens[i + 2].text == "n" || tokens[i + 2].text == "nro");
        const bool said =
            one_of(tokens[i].text, {"sin", "sem"}) && one_of(tokens[i + 1].text, {"numero", "nro"});
        if (!sn && !said) continue;
        address.without_number = true;
        erase(tokens, i, sn ? 3 : 2);
        return;
    }
}

void take_units(Tokens& tokens) {
    bool door = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (door && is_word(tokens[i]) && unit_word(tokens[i].text)) {
            std::size_t used = 1;
            while (i + used < tokens.size() &&
                   (is_number(tokens[i + used]) ||
                    (is_word(tokens[i + used]) && tokens[i + used].text.size() <= 2)))
                ++used;
            erase(tokens, i, used);
            --i;
        } else {
            door = door || is_number(tokens[i]);
        }
    }
}

void take_labels(Tokens& tokens, Address& address) {
    for (std::size_t colon = 1; colon < tokens.size(); ++colon) {
        if (!is_mark(tokens[colon], ":")) continue;
        std::size_t first = colon - 1;  // of the label
        while (first > 0 && is_word(tokens[first - 1]) && !area_word(tokens[first].text)) --first;
        if (first == 0 && !area_word(tokens[colon - 1].text)) continue;
        std::size_t end = colon + 1;
        while (end < tokens.size() && !is_mark(tokens[end], ",")) ++end;
        Span value{tokens.data() + colon + 1, end - colon - 1};
        for (std::size_t k = 0; k < value.size(); ++k) {  // what labels the part after it is not of this one
            if (is_mark(value[k], ":")) value = value.first(k == 0 ? 0 : k - 1);
        }
        if (area_word(tokens[colon - 1].text) && has_words(value)) address.tails.push_back(text_of(value));
        if (first > 0 && is_mark(tokens[first - 1], ",")) --first;
        erase(tokens, first, end - first);
        colon = first;
        if (colon == 0) colon = 1;
    }
}

}  // namespace atalaya::geocode::written
