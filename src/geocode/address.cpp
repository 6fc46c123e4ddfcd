#include "geocode/address.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <utility>

#include "core/text.hpp"
#include "geocode/abbreviations.hpp"
#include "geocode/words.hpp"

namespace atalaya::geocode {

namespace {

constexpr std::size_t most_readings = 6, longest_text = 300;

struct Token {
    enum class Is : std::uint8_t { word, number, mark };
    Is is;
    std::string_view text;
    bool glued = false;  // no blank before it
    bool dotted = false;
};
using Tokens = std::vector<Token>;
using Span = std::span<const Token>;

bool one_of(std::string_view word, std::initializer_list<std::string_view> known) {
    return std::ranges::find(known, word) != known.end();
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_word(const Token& token) {
    return token.is == Token::Is::word;
}
bool is_number(const Token& token) {
    return token.is == Token::Is::number;
}
bool is_mark(const Token& token, std::string_view mark) {
    return token.is == Token::Is::mark && token.text == mark;
}

bool number_sign(std::string_view word) {
    return one_of(word, {"nro", "num", "numero", "no", "altura", "alt"});
}
bool block_word(std::string_view word) {
    return one_of(word, {"manzana", "mz", "mza", "mzna", "quadra", "qd"});
}
bool lot_word(std::string_view word) {
    return one_of(word, {"lote", "lt", "solar", "sl", "sitio"});
}
// After a block alone: "Mz. 4, L. 12", "Mz 4 casa 12"; elsewhere the initial of a name, a unit.
bool lot_letter(std::string_view word) {
    return one_of(word, {"l", "casa", "cs"});
}
bool kilometre_word(std::string_view word) {
    return one_of(word, {"km", "kilometro", "quilometro", "kms"});
}
bool unit_word(std::string_view word) {
    return one_of(word, {"apto",   "ap",           "apt",    "apartamento", "depto",  "dpto",    "dto",
                         "depa",   "departamento", "piso",   "fundos",      "unidad", "local",   "torre",
                         "bloque", "bloco",        "casa",   "sala",        "andar",  "oficina", "of",
                         "int",    "interior",     "puerta", "casilla"});
}
bool area_word(std::string_view word) {
    return one_of(word, {"barrio", "bairro", "bo", "barr", "zona", "localidad", "colonia"});
}

// Before the name of an area that follows a comma, in Mexico, Chile and Colombia; elsewhere in a street's name.
bool settlement_word(std::string_view word) {
    return one_of(word,
                  {"col", "fracc", "fraccionamiento", "urb", "urbanizacion", "pob", "poblacion", "pobl"});
}

// A word that holds a number by its letters: "mz4", "km23", "lt12".
std::size_t glued_prefix(std::string_view word) {
    std::size_t letters = 0;
    while (letters < word.size() && is_letter(word[letters])) ++letters;
    const auto prefix = word.substr(0, letters);
    const bool splits =
        block_word(prefix) || lot_word(prefix) || kilometre_word(prefix) || number_sign(prefix);
    return splits && letters < word.size() ? letters : 0;
}

Tokens tokens_of(std::string_view text) {
    Tokens tokens;
    bool blank = true;
    const auto push = [&](Token::Is is, std::string_view part) {
        tokens.push_back({is, part, !blank});
        blank = false;
    };
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == ' ') {
            blank = true, ++i;
        } else if (c == '\xC2') {  // º ª °: after "n" a number comes
            if (!tokens.empty() && is_number(tokens.back())) tokens.back().is = Token::Is::word;  // "1°"
            if (!tokens.empty() && tokens.back().text == "n") tokens.back().text = "nro";
            if (!tokens.empty() && tokens.back().text == "b") tokens.back().text = "bo";
            i += 2, blank = true;
        } else if (is_digit(c)) {
            std::size_t end = i;
            const auto thousands = [&] {  // "1.234": a point, three digits and no more
                return end + 3 < text.size() && text[end] == '.' && is_digit(text[end + 1]) &&
                       is_digit(text[end + 2]) && is_digit(text[end + 3]) &&
                       (end + 4 == text.size() || !is_digit(text[end + 4]));
            };
            while (end < text.size() && (is_digit(text[end]) || thousands())) ++end;
            // "1ra", "2do" are words, "1234bis" and "1234a" a number and its letter.
            std::size_t letters = end;
            while (letters < text.size() && is_letter(text[letters]) && text[letters] != '\xC2') ++letters;
            const auto whole = text.substr(i, letters - i);
            if (letters > end && abbreviation(whole)) {
                push(Token::Is::word, whole);
                i = letters;
            } else {
                push(Token::Is::number, text.substr(i, end - i));
                i = end;
            }
        } else if (is_letter(c)) {
            std::size_t end = i;
            while (end < text.size() && (is_letter(text[end]) || is_digit(text[end])) && text[end] != '\xC2')
                ++end;
            if (const auto prefix = glued_prefix(text.substr(i, end - i)); prefix > 0) end = i + prefix;
            push(Token::Is::word, text.substr(i, end - i));
            i = end;
        } else {
            if (c == '.' && !tokens.empty() && is_word(tokens.back())) {
                tokens.back().dotted = true;
                blank = true;
            } else if (c != '.' && c != '\'' && c != '`') {
                push(Token::Is::mark, text.substr(i, 1));
            }
            ++i;
        }
    }
    return tokens;
}

std::int64_t value_of(const Token& number) {
    std::int64_t value = 0;
    for (const char c : number.text.substr(0, 12)) {
        if (is_digit(c)) value = value * 10 + (c - '0');
    }
    return value;
}
bool may_be_door(const Token& token) {
    return is_number(token) && value_of(token) <= 999'999;
}

std::string text_of(Span tokens) {
    std::string out;
    for (const Token& token : tokens) {
        if (token.is == Token::Is::mark) continue;
        if (!out.empty()) out += ' ';
        out += token.text;
        if (token.dotted) out += '.';
    }
    return out;
}

bool has_words(Span tokens) {
    return std::ranges::any_of(tokens, [](const Token& t) { return t.is != Token::Is::mark; });
}

void erase(Tokens& tokens, std::size_t first, std::size_t count) {
    const auto from = tokens.begin() + static_cast<std::ptrdiff_t>(first);
    tokens.erase(from, from + static_cast<std::ptrdiff_t>(std::min(count, tokens.size() - first)));
}

constexpr Token comma{Token::Is::mark, ",", false, false};

// --- parts that say what they are: taken out wherever they stand -------------------------

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
};

bool take_beside(Tokens& tokens) {
    for (const Phrase& phrase : beside_phrases) {
        std::size_t words = 0;
        while (words < phrase.size() && !phrase[words].empty()) ++words;
        if (tokens.size() <= words) continue;
        const bool all =
            std::ranges::equal(phrase.begin(), phrase.begin() + words, tokens.begin(),
                               tokens.begin() + static_cast<std::ptrdiff_t>(words), {}, {}, &Token::text);
        if (!all) continue;
        erase(tokens, 0, words);
        return true;
    }
    return false;
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

// At the beginning it is left out; within the text, "Mitre a media cuadra de Colón", it is as good as the "y" of a corner.
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

// "km 23", "km 23,5", "km 23.500".
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
        for (std::size_t k = 1; k + 1 < tokens.size(); ++k)  // "BR-101" is a road, and no door of it
            if (is_mark(tokens[k], "-") && is_word(tokens[k - 1]) && is_number(tokens[k + 1]))
                erase(tokens, k, 1), tokens[k].is = Token::Is::word;
        return;
    }
}

// The number or short code after a word such as "mz"; its own number sign is skipped. What stood around it is apart.
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

// After the door: "apto 301", "piso 2", "torre b".
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

// "Barrio: Retiro , jurisdicción comisaria: Vecinal 1A": labelled parts go, an area's to the tails.
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

// --- the door ----------------------------------------------------------------------------

bool is_way(const Token& token) {
    const auto* known = is_word(token) ? abbreviation(token.text) : nullptr;
    return known && known->kind == Kind::way;
}

bool is_month(std::string_view word) {
    return one_of(word, {"enero",     "febrero",  "marzo",     "abril",      "mayo",    "junio",
                         "julio",     "agosto",   "setiembre", "septiembre", "octubre", "noviembre",
                         "diciembre", "janeiro",  "fevereiro", "marco",      "maio",    "junho",
                         "julho",     "setembro", "outubro",   "novembro",   "dezembro"});
}

// "18 de julio", "20 mts", "11 de septiembre de 1888": the number is of a name.
bool of_a_name(Span tokens, std::size_t at) {
    if (at > 1 && tokens[at - 1].text == "de" && is_month(tokens[at - 2].text)) return true;
    if (at + 1 >= tokens.size() || !is_word(tokens[at + 1])) return false;
    const auto next = tokens[at + 1].text;
    return is_month(next) || one_of(next, {"de", "mts", "metros", "mt"});
}

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// "4215 1": a digit in the place of a letter.
bool digit_of_door(Span tokens, std::size_t at, std::size_t door) {
    return door + 1 == at && is_number(tokens[at]) && tokens[at].text.size() == 1 &&
           value_of(tokens[door]) >= 100;
}

// Where the door's number is: after a number sign; else the last of the first part between
// commas that has one which is not of a name; else the first word of all ("1234 Rivadavia").
std::size_t door_at(Span tokens) {
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        const bool sign = is_mark(tokens[i], "#") ||
                          (is_word(tokens[i]) && (number_sign(tokens[i].text) || tokens[i].text == "al"));
        if (!sign || !may_be_door(tokens[i + 1])) continue;
        // "Cervantes o Nº 18 Villa Esperanza 1832": the last of its part is the door's.
        std::size_t last = i + 1;
        for (std::size_t k = last + 1; k < tokens.size() && !is_mark(tokens[k], ","); ++k) {
            if (may_be_door(tokens[k]) && is_word(tokens[k - 1])) last = k;
        }
        return last;
    }
    std::size_t found = nowhere;
    bool words = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (is_mark(tokens[i], ",") && found != nowhere) break;
        if (is_word(tokens[i])) words = true;
        if (!words || !may_be_door(tokens[i]) || of_a_name(tokens, i)) continue;
        if (digit_of_door(tokens, i, found)) continue;
        const bool begins = i == 1 || is_mark(tokens[i - 2], ",");
        if (begins && is_way(tokens[i - 1])) continue;  // "calle 16"
        if (i >= 1 && is_mark(tokens[i - 1], "/") && i >= 2 && is_number(tokens[i - 2]))
            continue;  // "1234/36"
        if (i >= 1 && is_mark(tokens[i - 1], "-") && i >= 2 && is_number(tokens[i - 2])) continue;
        found = i;
    }
    if (found != nowhere) return found;
    const bool before = tokens.size() > 1 && may_be_door(tokens[0]) && value_of(tokens[0]) >= 10 &&
                        !of_a_name(tokens, 0) && has_words(tokens.subspan(1));
    return before ? 0 : nowhere;
}

bool letter_of_door(Span tokens, std::size_t at);

// "Ruta 8 Brig. Gral. Lavalleja, 9954 bis": the number in the name is followed by words of it, and
// what follows the first comma is a number alone.
std::size_t door_apart(Span tokens, std::size_t door) {
    const auto past_letters = [&](std::size_t at) {
        while (letter_of_door(tokens, at)) ++at;
        return at;
    };
    std::size_t comma = door + 1;
    while (comma < tokens.size() && !is_mark(tokens[comma], ",")) ++comma;
    if (past_letters(door + 1) >= comma || comma + 1 >= tokens.size() || !may_be_door(tokens[comma + 1]))
        return nowhere;
    const std::size_t past = past_letters(comma + 2);
    return past == tokens.size() || is_mark(tokens[past], ",") ? comma + 1 : nowhere;
}

bool letter_of_door(Span tokens, std::size_t at) {
    if (at >= tokens.size()) return false;
    if (at > 0 && is_number(tokens[at - 1]) && digit_of_door(tokens, at, at - 1)) return true;
    if (!is_word(tokens[at])) return false;
    const auto word = tokens[at].text;
    if (one_of(word, {"bis", "ter", "fdo", "fondo", "fte", "frente", "ldo", "ss"})) return true;
    if (word.size() != 1) return false;
    // "1234 y Colonia", "1234 e/ X": joined, not a letter.
    const bool joins = one_of(word, {"y", "e", "c"}) && at + 1 < tokens.size() &&
                       (is_word(tokens[at + 1]) || is_mark(tokens[at + 1], "/"));
    return !joins || tokens[at].glued;
}

// --- corners -----------------------------------------------------------------------------

bool joins(const Token& token) {
    return is_word(token) && (token.text == "y" || token.text == "e") && !token.dotted;
}

struct Joint {
    std::size_t at, words;
    bool between;
};

// "esq.", "casi", "c/", "&", "entre", "e/": two streets without doubt.
std::optional<Joint> joint(Span tokens) {
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        const auto word = tokens[i].text;
        const bool slash = is_mark(tokens[i + 1], "/") && tokens[i + 1].glued && i + 2 < tokens.size();
        if (is_word(tokens[i])) {
            // "av. entre ríos", "y entre ríos": the province.
            const bool of_a_street = is_way(tokens[i - 1]) || joins(tokens[i - 1]);
            if (one_of(word, {"entre", "ent", "entr"}) && !of_a_street) return Joint{i, 1, true};
            if (word == "e" && slash) return Joint{i, 2, true};
            if (one_of(word, {"c", "esq"}) && slash) return Joint{i, 2, false};
            if (one_of(word, {"esq", "esquina", "casi", "con", "cruce", "canto"})) {
                const bool more =
                    i + 2 < tokens.size() && one_of(tokens[i + 1].text, {"con", "de", "da", "com"});
                return Joint{i, more ? 2u : 1u, false};
            }
        } else if (is_mark(tokens[i], "&") || is_mark(tokens[i], "@")) {
            return Joint{i, 1, false};
        } else if (is_mark(tokens[i], "/") && is_word(tokens[i - 1]) && tokens[i - 1].text.size() > 1 &&
                   is_word(tokens[i + 1])) {
            return Joint{i, 1, false};
        }
    }
    return {};
}

// "y" and "e" with words on both sides.
std::vector<std::size_t> loose_joints(Span tokens) {
    std::vector<std::size_t> found;
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        if (joins(tokens[i]) && has_words(tokens.first(i)) && has_words(tokens.subspan(i + 1)))
            found.push_back(i);
    }
    return found;
}

Span up_to_comma(Span tokens) {
    std::size_t end = 0;
    while (end < tokens.size() && !is_mark(tokens[end], ",") && !is_mark(tokens[end], ";")) ++end;
    return tokens.first(end);
}

void add_tails(Span tokens, Address& address) {
    while (!tokens.empty()) {
        Span part = up_to_comma(tokens);
        tokens = tokens.subspan(std::min(tokens.size(), part.size() + 1));
        while (!part.empty() && (part[0].is == Token::Is::mark || area_word(part[0].text) ||
                                 (part.size() > 1 && settlement_word(part[0].text))))
            part = part.subspan(1);
        if (has_words(part)) address.tails.push_back(text_of(part));
    }
}

// A corner's other street: up to a comma, without a number that ends it.
std::string crossing_of(Span tokens, Address& address) {
    const Span part = up_to_comma(tokens);
    add_tails(tokens.subspan(part.size()), address);
    const std::size_t door = door_at(part);
    if (door == nowhere || door == 0) return text_of(part);
    add_tails(part.subspan(door + 1), address);
    return text_of(part.first(door));
}

// "Calle 45 # 12-30 sur", as Colombia writes it: on calle 45, thirty metres from carrera 12, which is the corner as long as that
// is as near as corners are placed, and beyond it the block up to carrera 13. The south is the calle's, the east the carrera's.
std::optional<Address> at_a_plate(Address address, Span tokens) {
    const auto is = [&](std::size_t at, std::initializer_list<std::string_view> words) {
        return at < tokens.size() && is_word(tokens[at]) && one_of(tokens[at].text, words);
    };
    const std::size_t way = is(0, {"av", "avenida"}) ? 1 : 0;
    const bool calle = is(way, {"calle", "cl", "cll", "clle", "diagonal", "dg", "diag"});
    const bool carrera =
        is(way, {"carrera", "cra", "kra", "kr", "cr", "crr", "transversal", "transv", "tv", "tr"});
    std::size_t at = way + 1;
    while (at < tokens.size() && !is_mark(tokens[at], "#") && !number_sign(tokens[at].text)) ++at;
    const Span street = tokens.first(std::min(at, tokens.size()));
    while (at < tokens.size() && (is_mark(tokens[at], "#") || number_sign(tokens[at].text))) ++at;
    if (!(calle || carrera) || street.size() < way + 2 || at >= tokens.size() || !is_number(tokens[at]))
        return {};

    const std::size_t crossing = at++;
    while (at < tokens.size() && is_word(tokens[at]) &&
           (tokens[at].text.size() == 1 || is(at, {"bis", "sur", "norte", "este", "oeste"})))
        ++at;
    const std::size_t past_crossing = at;
    const bool dash = at + 1 < tokens.size() && (is_mark(tokens[at], "-") || is_mark(tokens[at], ","));
    if (!dash || !is_number(tokens[at + 1])) return {};
    const auto metres = value_of(tokens[at + 1]);
    at += 2;

    constexpr std::int64_t as_near_as_a_corner = 60;
    const std::string other = calle ? "carrera " : "calle ";
    address.street = text_of(street);
    address.crossings = {other + text_of(tokens.subspan(crossing, past_crossing - crossing))};
    if (metres > as_near_as_a_corner)
        address.crossings.push_back(other + std::to_string(value_of(tokens[crossing]) + 1));
    if (is(at, {"sur", "norte", "este", "oeste"})) {
        const bool of_the_calle = is(at, {"sur", "norte"});
        if (of_the_calle == calle)
            address.street += " " + std::string{tokens[at].text};
        else
            for (auto& one : address.crossings) one += " " + std::string{tokens[at].text};
        ++at;
    }
    add_tails(tokens.subspan(at), address);
    return address;
}

struct Reader {
    std::vector<Address> found;

    void add(const Address& address) {
        const bool says = !address.street.empty() || !address.block.empty() || !address.tails.empty();
        if (says && found.size() < most_readings && std::ranges::find(found, address) == found.end())
            found.push_back(address);
    }

    // What stands after the joint: one street, or two.
    void add_joined(const Address& before, Span after, bool between) {
        if (!between) {
            Address address = before;
            address.crossings = {crossing_of(after, address)};
            return add(address);
        }
        const auto joints = loose_joints(up_to_comma(after));
        for (auto at = joints.rbegin(); at != joints.rend(); ++at) {
            Address address = before;
            address.crossings = {text_of(after.first(*at)), crossing_of(after.subspan(*at + 1), address)};
            add(address);
        }
        if (joints.empty()) add_joined(before, after, false);
    }

    // The street as one name, with what follows commas in it ("Flores, Gral.") or left out; a
    // corner at each joint, likewise.
    void add_plain(const Address& before, Span tokens) {
        Address whole = before;
        whole.street = text_of(tokens);
        add(whole);
        if (!tokens.empty() && area_word(tokens[0].text)) {  // "barrio Sur", and no more
            Address area = before;
            add_tails(tokens, area);
            add(area);
        }
        const auto joints = loose_joints(tokens);
        for (const std::size_t at : joints) {
            Address corner = before;
            corner.street = text_of(tokens.first(at));
            corner.crossings = {text_of(tokens.subspan(at + 1))};
            add(corner);
        }
        for (const std::size_t at : joints) {
            Address corner = before;
            corner.street = text_of(tokens.first(at));
            corner.crossings = {crossing_of(tokens.subspan(at + 1), corner)};
            add(corner);
        }
        const Span first = up_to_comma(tokens);
        if (first.size() == tokens.size()) return;
        Address cut = before;
        cut.street = text_of(first);
        add_tails(tokens.subspan(first.size()), cut);
        add(cut);
    }

    void read(Address address, Span tokens) {
        if (const auto plate = at_a_plate(address, tokens)) add(*plate);
        if (const auto met = joint(tokens)) {
            Span left = tokens.first(met->at);
            const Span right = tokens.subspan(met->at + met->words);
            const std::size_t door = door_at(left);
            if (door != nowhere) left = take_door(address, left, door);
            address.street = text_of(left);
            return add_joined(address, right, met->between);
        }
        const std::size_t door = door_at(tokens);
        if (door == nowhere) return add_plain(address, tokens);
        if (const std::size_t apart = door_apart(tokens, door); apart != nowhere) {
            Address named = address;  // "Rivadavia 1234 Flores, 1406" is it too, and found by no name
            named.street = text_of(take_door(named, tokens, apart));
            add(named);
        }
        const bool no_number = value_of(tokens[door]) == 0;
        Span after = tokens.subspan(door + 1);
        const bool two =
            after.size() > 1 && (is_mark(after[0], "/") || is_mark(after[0], "-")) && is_number(after[1]);
        if (two) after = after.subspan(2);  // "1234/36"
        const Span left = take_door(address, tokens, door);
        if (no_number) {
            add_tails(after, address);
            return add_plain(address, left);
        }
        address.street = text_of(left);
        if (door == 0) return add(address);
        std::size_t letters = door + 1;
        while (letter_of_door(tokens, letters)) ++letters;
        if (!two) after = tokens.subspan(letters);
        if (!after.empty() && joins(after[0]) && after.size() > 1)
            return add_joined(address, after.subspan(1), false);
        add_tails(after, address);
        add(address);
    }

    // Sets number and letter; what is left of the street.
    static Span take_door(Address& address, Span tokens, std::size_t door) {
        if (value_of(tokens[door]) > 0) address.number = static_cast<std::int32_t>(value_of(tokens[door]));
        for (std::size_t i = door + 1; letter_of_door(tokens, i); ++i) {
            if (!address.letter.empty()) address.letter += ' ';
            address.letter += tokens[i].text;
        }
        if (door == 0) return tokens.subspan(1);
        Span street = tokens.first(door);
        while (!street.empty() && (street.back().is == Token::Is::mark || number_sign(street.back().text) ||
                                   (street.back().text == "al" && street.size() > 1))) {
            street = street.first(street.size() - 1);
        }
        return street;
    }
};

}  // namespace

std::vector<Address> readings(std::string_view text) {
    const std::string plain = folded(repaired(text.substr(0, longest_text)));
    Tokens tokens = tokens_of(plain);
    for (Token& token : tokens) {  // brackets and dashes between words part as commas do
        const bool parts = one_of(token.text, {"(", ")", ";"}) || (token.text == "-" && !token.glued);
        if (token.is == Token::Is::mark && parts) token.text = ",";
    }
    Address address;
    take_labels(tokens, address);
    while (!tokens.empty() && tokens.back().is == Token::Is::mark) tokens.pop_back();
    while (!tokens.empty() && tokens.front().is == Token::Is::mark) tokens.erase(tokens.begin());
    take_distance(tokens, address);
    address.beside = take_beside(tokens) || address.beside;
    take_kilometre(tokens, address);
    take_code(tokens, block_word, address.block);
    if (!address.block.empty()) take_code(tokens, lot_word, address.lot);
    if (!address.block.empty() && address.lot.empty()) take_code(tokens, lot_letter, address.lot);
    take_without_number(tokens, address);
    take_units(tokens);
    if (tokens.size() > 1 && one_of(tokens[0].text, {"esquina", "esq", "interseccion", "cruce"})) {
        erase(tokens, 0, tokens.size() > 2 && one_of(tokens[1].text, {"de", "da"}) ? 2 : 1);
    }
    Reader reader;
    if (!has_words(tokens)) {
        reader.add(address);
    } else {
        reader.read(address, tokens);
    }
    return reader.found;
}

}  // namespace atalaya::geocode
