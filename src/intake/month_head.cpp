// What the head of a column says of time, and where a cell stands.
#include <algorithm>
#include <array>
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

bool is_ordinal(const std::string& word) {
    static constexpr std::array<std::string_view, 26> words{
        "º",        "ª",      "o",      "a",      "er",      "ro",       "do",      "to",     "i",
        "ii",       "iii",    "iv",     "primer", "primero", "primeiro", "segundo", "tercer", "tercero",
        "terceiro", "cuarto", "quarto", "st",     "nd",      "rd",       "th",      "de"};
    return (word.size() == 1 && is_digit(word.front())) ||
           std::find(words.begin(), words.end(), word) != words.end();
}

bool is_part_of_year(const std::string& word) {
    static constexpr std::array<std::string_view, 7> words{
        "bimestre", "trimestre", "trim", "cuatrimestre", "quadrimestre", "semestre", "quarter"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

// The words but for a part of a year ("1º trimestre") with the ordinals on either side of it.
std::vector<std::string> without_part(std::vector<std::string> words) {
    const auto part = std::find_if(words.begin(), words.end(), is_part_of_year);
    if (part == words.end()) return words;
    auto first = part, past = part + 1;
    while (first != words.begin() && is_ordinal(*(first - 1))) --first;
    while (first == part && past != words.end() && is_ordinal(*past)) ++past;
    words.erase(first, past);
    return words;
}

}  // namespace

bool says_part_of_year(std::string_view text) {
    const auto words = words_of(text);
    auto others = without_part(words);
    std::erase_if(others, [](const auto& word) { return says_nothing(word) || year_of(word) != 0; });
    return others.empty() && std::any_of(words.begin(), words.end(), is_part_of_year);
}

void say_years_of_runs(std::vector<std::string>& head) {
    struct Month {
        std::size_t column;
        MonthOfHead said;
    };
    std::vector<Month> run;
    const auto close = [&] {
        const auto with_year = [](const Month& month) { return month.said.year != 0; };
        if (run.size() > 1 && std::count_if(run.begin(), run.end(), with_year) == 1) {
            const int year = std::find_if(run.begin(), run.end(), with_year)->said.year;
            for (const auto& month : run)
                if (!with_year(month)) head[month.column].insert(0, std::to_string(year) + " ");
        }
        run.clear();
    };
    for (std::size_t column = 0; column < head.size(); ++column) {
        const auto said = month_of_head(head[column]);
        if (!said) continue;  // a total of a quarter among them
        if (!run.empty() && said->month != run.back().said.month + 1) close();
        run.push_back({column, *said});
    }
    close();
}

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
    for (const auto& word : without_part(words_of(text))) {
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
    // "2024 ene-24": a year that stands over its months, and in them.
    if (!short_year.empty() && said.year != 0 && said.year % 100 != *whole_number(short_year)) return {};
    if (!short_year.empty() && said.year == 0) said.year = 2000 + static_cast<int>(*whole_number(short_year));
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
