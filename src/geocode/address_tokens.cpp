#include "geocode/address_tokens.hpp"

#include "geocode/abbreviations.hpp"

namespace atalaya::geocode::written {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool number_sign(std::string_view word) {
    return one_of(word, {"nro", "num", "numero", "no", "altura", "alt"});
}
bool block_word(std::string_view word) {
    return one_of(word, {"manzana", "mz", "mza", "mzna", "quadra", "qd"});
}
bool lot_word(std::string_view word) {
    return one_of(word, {"lote", "lt", "solar", "sl", "sitio"});
}
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

bool settlement_word(std::string_view word) {
    return one_of(word,
                  {"col", "fracc", "fraccionamiento", "urb", "urbanizacion", "pob", "poblacion", "pobl"});
}
bool is_way(const Token& token) {
    const auto* known = is_word(token) ? abbreviation(token.text) : nullptr;
    return known && known->kind == Kind::way;
}

namespace {

// A word that holds a number by its letters: "mz4", "km23", "lt12".
std::size_t glued_prefix(std::string_view word) {
    std::size_t letters = 0;
    while (letters < word.size() && is_letter(word[letters])) ++letters;
    const auto prefix = word.substr(0, letters);
    const bool splits =
        block_word(prefix) || lot_word(prefix) || kilometre_word(prefix) || number_sign(prefix);
    return splits && letters < word.size() ? letters : 0;
}

}  // namespace

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

}  // namespace atalaya::geocode::written
