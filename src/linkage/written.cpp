#include "linkage/written.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"

namespace atalaya::linkage {

namespace {

// As they are once folded and without signs.
constexpr std::array<std::string_view, 26> nobody{"nn",
                                                  "n n",
                                                  "x",
                                                  "xx",
                                                  "xxx",
                                                  "s d",
                                                  "sd",
                                                  "n a",
                                                  "no consta",
                                                  "no identificado",
                                                  "no identificada",
                                                  "nao identificado",
                                                  "nao identificada",
                                                  "sin identificar",
                                                  "a identificar",
                                                  "a establecer",
                                                  "desconocido",
                                                  "desconocida",
                                                  "desconhecido",
                                                  "desconhecida",
                                                  "sin datos",
                                                  "sin dato",
                                                  "sem dados",
                                                  "ignorado",
                                                  "ignorada",
                                                  "nao informado"};

bool is_letter(char c) {
    // Letters that folding leaves are of a-z, or of another script.
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// A ç is a sound of its own: phonetic_key has to see it. The mark stands for it where folding would take it away.
std::string folded_but_cedilla(std::string_view text) {
    constexpr std::string_view mark = "\x01";
    std::string plain{text};
    for (const char* cedilla : {"ç", "Ç", "c\u0327", "C\u0327"})
        plain = replaced(std::move(plain), cedilla, mark);
    return replaced(folded(plain), mark, "ç");
}

}  // namespace

std::string comparable_name(std::string_view written) {
    std::string text{written};
    const auto comma = text.find(',');
    if (comma != std::string::npos) text = text.substr(comma + 1) + " " + text.substr(0, comma);
    text = folded_but_cedilla(text);
    std::ranges::replace_if(
        text, [](char c) { return !is_letter(c); }, ' ');
    text = folded_but_cedilla(text);
    return std::ranges::find(nobody, text) == nobody.end() ? text : std::string{};
}

std::string comparable_number(std::string_view written) {
    std::string text = folded(written);
    std::erase_if(text, [](char c) { return !is_letter(c) && !is_digit(c); });
    const bool says = std::ranges::any_of(text, [](char c) { return c >= '1' && c <= '9'; });
    return says ? text : std::string{};
}

}  // namespace atalaya::linkage
