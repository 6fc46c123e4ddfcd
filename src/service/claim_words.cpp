#include "service/claim_words.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/text.hpp"

namespace atalaya::service {

namespace {

using Words = std::vector<ClaimWord>;

bool digit(char c) {
    return c >= '0' && c <= '9';
}

// What is said of a number in one word; thousands and millions multiply what is before them.
std::optional<double> number_word(std::string_view word) {
    static constexpr std::pair<std::string_view, double> known[] = {
        {"cero", 0},
        {"zero", 0},
        {"uno", 1},
        {"un", 1},
        {"una", 1},
        {"um", 1},
        {"uma", 1},
        {"dos", 2},
        {"dois", 2},
        {"duas", 2},
        {"tres", 3},
        {"cuatro", 4},
        {"quatro", 4},
        {"cinco", 5},
        {"seis", 6},
        {"siete", 7},
        {"sete", 7},
        {"ocho", 8},
        {"oito", 8},
        {"nueve", 9},
        {"nove", 9},
        {"diez", 10},
        {"dez", 10},
        {"once", 11},
        {"onze", 11},
        {"doce", 12},
        {"doze", 12},
        {"trece", 13},
        {"treze", 13},
        {"catorce", 14},
        {"quatorze", 14},
        {"catorze", 14},
        {"quince", 15},
        {"quinze", 15},
        {"dieciseis", 16},
        {"dezesseis", 16},
        {"diecisiete", 17},
        {"dezessete", 17},
        {"dieciocho", 18},
        {"dezoito", 18},
        {"diecinueve", 19},
        {"dezenove", 19},
        {"veinte", 20},
        {"vinte", 20},
        {"veintiun", 21},
        {"veintiuno", 21},
        {"veintiuna", 21},
        {"veintidos", 22},
        {"veintitres", 23},
        {"veinticuatro", 24},
        {"veinticinco", 25},
        {"veintiseis", 26},
        {"veintisiete", 27},
        {"veintiocho", 28},
        {"veintinueve", 29},
        {"treinta", 30},
        {"trinta", 30},
        {"cuarenta", 40},
        {"quarenta", 40},
        {"cincuenta", 50},
        {"cinquenta", 50},
        {"sesenta", 60},
        {"sessenta", 60},
        {"setenta", 70},
        {"ochenta", 80},
        {"oitenta", 80},
        {"noventa", 90},
        {"cien", 100},
        {"ciento", 100},
        {"cem", 100},
        {"cento", 100},
        {"doscientos", 200},
        {"doscientas", 200},
        {"duzentos", 200},
        {"duzentas", 200},
        {"trescientos", 300},
        {"trescientas", 300},
        {"trezentos", 300},
        {"trezentas", 300},
        {"cuatrocientos", 400},
        {"cuatrocientas", 400},
        {"quatrocentos", 400},
        {"quatrocentas", 400},
        {"quinientos", 500},
        {"quinientas", 500},
        {"quinhentos", 500},
        {"quinhentas", 500},
        {"seiscientos", 600},
        {"seiscientas", 600},
        {"seiscentos", 600},
        {"seiscentas", 600},
        {"setecientos", 700},
        {"setecientas", 700},
        {"setecentos", 700},
        {"setecentas", 700},
        {"ochocientos", 800},
        {"ochocientas", 800},
        {"oitocentos", 800},
        {"oitocentas", 800},
        {"novecientos", 900},
        {"novecientas", 900},
        {"novecentos", 900},
        {"novecentas", 900},
    };
    const auto* found = std::ranges::find(known, word, &std::pair<std::string_view, double>::first);
    if (found == std::end(known)) return {};
    return found->second;
}

double multiplier(std::string_view word) {
    if (word == "mil") return 1e3;
    return is_any_of(word, {"millon", "millones", "milhao", "milhoes"}) ? 1e6 : 0;
}

bool is_article(std::string_view word) {
    return is_any_of(word, {"un", "una", "uno", "um", "uma"});
}

// In Portuguese "dos" is "of the".
bool is_portuguese(const Words& words) {
    return std::ranges::any_of(words, [](const ClaimWord& word) {
        return is_any_of(word.text, {"em", "os", "do", "da", "das", "foi", "foram", "houve", "um", "uma",
                                     "dois", "mais", "pela", "metade", "roubo*", "furto*"});
    });
}

void read_figures(ClaimWord& word) {
    std::string plain = word.text;
    const auto mark = plain.find_last_of(".,");
    std::size_t decimals = 0;
    if (mark != std::string::npos && (plain.size() - mark - 1 != 3 || word.percent)) {
        decimals = plain.size() - mark - 1;
        plain[mark] = 'd';
    }
    std::erase_if(plain, [](char c) { return c == '.' || c == ',' || c == '+' || c == ' '; });
    std::ranges::replace(plain, 'd', '.');
    const auto value = decimal_number(plain);
    word.readable = value.has_value();
    word.value = value.value_or(0);
    word.tolerance = 0.5 * std::pow(10, -static_cast<double>(decimals));
}

// The end of a number in figures that begins at `at`: its digits and marks, and groups of three digits after a blank.
std::size_t end_of_figures(const std::string& plain, std::size_t at) {
    const auto run = [&](std::size_t from) {
        while (from < plain.size() && digit(plain[from])) ++from;
        return from;
    };
    std::size_t end = at;
    while (end < plain.size() && (digit(plain[end]) || plain[end] == ',' || plain[end] == '.')) ++end;
    while (!digit(plain[end - 1])) --end;
    const bool may_go_on = run(at) == end && end - at <= 3 && plain[at] != '0';
    while (may_go_on && end < plain.size() && plain[end] == ' ' && run(end + 1) == end + 4 &&
           (end + 4 == plain.size() || plain[end + 4] == ' ' || plain[end + 4] == '%'))
        end += 4;
    return end;
}

// What makes "1er", "2do", "4ª" no number: the ending of an ordinal right after its figures; "" none.
std::string_view ordinal_after(std::string_view plain, std::size_t at) {
    const auto rest = plain.substr(at);
    for (const std::string_view ending : {"\xC2\xAA", "\xC2\xBA", "\xC2\xB0", "er", "ro", "ra", "do", "da",
                                          "to", "ta", "mo", "ma", "st", "nd", "rd", "th", "o", "a"})
        if (rest.starts_with(ending) &&
            (rest.size() == ending.size() || std::string_view{" .,;:)"}.contains(rest[ending.size()])))
            return rest.substr(0, ending.size());
    return {};
}

Words split_up(const std::string& plain) {
    Words words;
    for (std::size_t at = 0; at < plain.size();) {
        const char c = plain[at];
        const bool sign = (c == '-' || c == '+') && at + 1 < plain.size() && digit(plain[at + 1]) &&
                          (at == 0 || plain[at - 1] == ' ');
        std::size_t end = at;
        if (sign || digit(c)) {
            end = end_of_figures(plain, at + (sign ? 1 : 0));
            if (const auto ending = ordinal_after(plain, end); !ending.empty() && !sign) {
                const bool sign_of_it = ending.starts_with('\xC2');  // "4ª", "1º" as "1o"
                words.push_back(
                    {.text = plain.substr(at, end - at) + (sign_of_it ? "o" : std::string{ending})});
                end += ending.size();
            } else {
                words.push_back({.text = plain.substr(at, end - at), .number = true});
            }
        } else if (c == '%') {
            if (!words.empty() && words.back().number) words.back().percent = true;
            end = at + 1;
        } else {
            end = std::min(plain.find_first_of(" %,;:()\"", at), plain.size());
            std::string word = plain.substr(at, end - at);
            while (!word.empty() && word.back() == '.') word.pop_back();
            if (!word.empty()) words.push_back({.text = std::move(word)});
            end = std::max(end, at + 1);
        }
        at = end;
    }
    return words;
}

// A word of a number adds to what was said before it where its digits are still free: "ciento veinte", not "tres, cuatro".
bool adds_to(double before, double value) {
    return before == 0 || (value < 10 && std::fmod(before, 10) == 0) ||
           (value < 100 && std::fmod(before, 100) == 0);
}

// A number in words that begins at `at`, and the word after it.
std::optional<std::pair<double, std::size_t>> in_words(const Words& words, std::size_t at, bool portuguese) {
    double total = 0, group = 0;
    std::size_t past = at;
    while (past < words.size()) {
        std::size_t i = past;
        if (i > at && (words[i].text == "y" || words[i].text == "e")) ++i;
        if (i == words.size() || words[i].number || (portuguese && words[i].text == "dos")) break;
        const double times = multiplier(words[i].text);
        const auto value = number_word(words[i].text);
        if (times == 0 && (!value || !adds_to(group, *value))) break;
        if (times > 0) {
            total += std::max(group, 1.0) * times;
            group = 0;
        } else {
            group += *value;
        }
        past = i + 1;
    }
    if (past == at || (past == at + 1 && is_article(words[at].text))) return {};
    return std::pair{total + group, past};
}

bool is_hundred_of_percent(const Words& words, std::size_t at) {
    return at > 0 && words[at - 1].text == "por" && is_any_of(words[at].text, {"ciento", "cento"});
}

// "por ciento" says percent and no hundred.
bool says_percent(const Words& words, std::size_t at) {
    return at < words.size() &&
           (words[at].text.starts_with("percent") || (words[at].text == "por" && at + 1 < words.size() &&
                                                      is_any_of(words[at + 1].text, {"ciento", "cento"})));
}

Words with_numbers_in_words(const Words& split) {
    const bool portuguese = is_portuguese(split);
    Words out;
    for (std::size_t i = 0; i < split.size(); ++i) {
        ClaimWord word = split[i];
        if (word.number) {
            word.percent = word.percent || says_percent(split, i + 1);
            read_figures(word);
            const double times = i + 1 < split.size() ? multiplier(split[i + 1].text) : 0;
            if (times > 0) {
                word.value *= times;
                word.tolerance *= times;
                ++i;
            }
        } else if (const auto number =
                       is_hundred_of_percent(split, i) ? std::nullopt : in_words(split, i, portuguese)) {
            for (std::size_t k = i + 1; k < number->second; ++k) word.text += " " + split[k].text;
            word.number = word.in_words = true;
            word.value = number->first;
            word.tolerance = 0.5;
            i = number->second - 1;
        }
        if (word.number && says_percent(split, i + 1)) {
            word.percent = true;
            i += split[i + 1].text == "por" ? 2 : 1;
        }
        out.push_back(std::move(word));
    }
    return out;
}

}  // namespace

bool ClaimWord::is_year() const {
    return number && !percent && !in_words && text.size() == 4 &&
           (text.starts_with("19") || text.starts_with("20"));
}

Words words_of_claim(std::string_view text) {
    std::string plain{text};
    // The minus sign of typographers is a hyphen of keyboards, and their blanks between thousands are blanks.
    for (const auto& [from, to] :
         {std::pair{"\u2212", "-"}, {"\u00a0", " "}, {"\u202f", " "}, {"\u2009", " "}})
        plain = replaced(std::move(plain), from, to);
    return with_numbers_in_words(split_up(folded(plain)));
}

std::string spaced(std::span<const ClaimWord> words) {
    std::string out = " ";
    for (const auto& word : words) out += word.text + " ";
    return out;
}

bool is_any_of(std::string_view word, std::span<const std::string_view> known) {
    return std::ranges::any_of(known, [&](std::string_view one) {
        return one.ends_with('*') ? word.starts_with(one.substr(0, one.size() - 1)) : word == one;
    });
}

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> known) {
    return is_any_of(word, std::span{known.begin(), known.size()});
}

}  // namespace atalaya::service
