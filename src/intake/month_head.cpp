// What the head of a column says of time, and where a cell stands.
#include <cctype>
#include <optional>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/pages.hpp"

namespace atalaya::intake {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "Año 2019, ene-19" as "ano", "2019", "ene", "19".
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool in_word = false, of_digits = false;
    for (const char c : folded(text)) {
        const bool letter = is_digit(c) || c < 0 || std::isalpha(static_cast<unsigned char>(c));
        if (letter && (!in_word || is_digit(c) != of_digits)) words.emplace_back();
        if (letter) words.back() += c;
        in_word = letter;
        of_digits = is_digit(c);
    }
    return words;
}

int year_of(const std::string& word) {
    const auto number = whole_number(word);
    if (!number) return 0;
    if (word.size() == 4 && *number >= 1900 && *number < 2200) return static_cast<int>(*number);
    return 0;
}

// "2019-03-01", as a workbook shows a day that stands for its month.
std::optional<MonthOfHead> month_of_day(std::string_view text) {
    const auto when = parse_when(text.substr(0, 10), DayFormat::iso);
    if (!when || text.size() < 10) return {};
    const std::chrono::year_month_day day{when->day};
    if (day.day() != std::chrono::day{1}) return {};
    return MonthOfHead{static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month()))};
}

bool says_nothing(const std::string& word) {
    return word == "ano" || word == "mes" || word == "de";
}

}  // namespace

int year_said(std::string_view text) {
    int year = 0;
    for (const auto& word : words_of(text)) {
        const int found = year_of(word);
        if (found != 0 && year != 0 && found != year) return 0;
        if (found != 0) year = found;
    }
    return year;
}

std::string month_said(std::string_view text) {
    int month = 0;
    for (const auto& word : words_of(text)) {
        const auto found = whole_number(word) ? std::nullopt : parse_month_number(word);
        if (found && month != 0 && *found != month) return {};
        if (found) month = *found;
    }
    const int year = year_said(text);
    if (month == 0 || year == 0) return {};
    return std::to_string(year) + "-" + std::to_string(100 + month).substr(1);
}

std::optional<MonthOfHead> month_of_head(std::string_view text) {
    if (const auto day = month_of_day(trimmed(text))) return day;
    MonthOfHead said;
    std::string short_year;
    for (const auto& word : words_of(text)) {
        if (says_nothing(word)) continue;
        if (const int year = year_of(word); year != 0) {
            if (said.year != 0 && said.year != year) return {};
            said.year = year;
        } else if (const auto month = parse_month_number(word); month && said.month == 0) {
            said.month = *month;
        } else if (word.size() == 2 && whole_number(word) && short_year.empty()) {
            short_year = word;
        } else {
            return {};
        }
    }
    if (said.month == 0) return {};
    if (!short_year.empty() && said.year != 0) return {};
    if (!short_year.empty()) said.year = 2000 + static_cast<int>(*whole_number(short_year));
    return said;
}

std::string Page::place(std::size_t row, std::size_t column) const {
    if (of == Of::pdf) return "p. " + name + ", l. " + std::to_string(row);
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return name + "!" + letters + std::to_string(row);
}

}  // namespace atalaya::intake
