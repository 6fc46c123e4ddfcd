#include "intake/propose/file_glob.hpp"

#include <algorithm>
#include <vector>

#include "core/text.hpp"
#include "intake/cells.hpp"

namespace atalaya::intake {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool says_year(std::string_view digits) {
    return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

std::string without_packing(std::string file) {
    for (const std::string_view ending : {".gz", ".zip"})
        if (file.ends_with(ending)) file.resize(file.size() - ending.size());
    for (auto& c : file)
        if (c == '*' || c == '?' || static_cast<unsigned char>(c) < 0x20) c = '?';
    return file;
}

// Words and the signs between them, in turn: "ene", "-", "2020".
std::vector<std::string> pieces_of(std::string_view text) {
    std::vector<std::string> pieces;
    const auto is_sign = [](char c) {
        return std::string_view{"-_ .,()+"}.find(c) != std::string_view::npos;
    };
    for (const char c : text) {
        const bool same = !pieces.empty() && is_sign(pieces.back().back()) == is_sign(c);
        if (!same) pieces.emplace_back();
        pieces.back() += c;
    }
    return pieces;
}

// "2020", "202003", "20200309", "080116".
bool is_period(const std::string& piece) {
    return all_digits(piece) && (says_year(piece) || piece.size() == 6 || piece.size() == 8);
}

// What says more only beside a period: a month's number or name, a part of the year.
bool completes_period(const std::string& piece) {
    if (all_digits(piece)) return piece.size() <= 2;
    const std::string word = folded(piece);
    const bool part = word.size() == 2 && is_digit(word[1]) &&
                      std::string_view{"qtsm"}.find(word[0]) != std::string_view::npos;
    return part || parse_month_number(word).has_value() || word == "a" || word == "al" || word == "sem" ||
           word == "trim";
}

// Years within a word: "2010a2023", "delitos2019".
std::string with_years_open(const std::string& piece) {
    std::string out;
    for (std::size_t at = 0; at < piece.size();) {
        std::size_t end = at;
        while (end < piece.size() && is_digit(piece[end]) == is_digit(piece[at])) ++end;
        const std::string run = piece.substr(at, end - at);
        out +=
            says_year(run) || (all_digits(run) && run.size() >= 6 && says_year(run.substr(0, 4))) ? "*" : run;
        at = end;
    }
    return out;
}

void mark_periods(std::vector<std::string>& pieces) {
    std::vector<bool> period(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) period[i] = is_period(pieces[i]);
    for (bool more = true; more;) {
        more = false;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const bool beside = (i >= 2 && period[i - 2]) || (i + 2 < pieces.size() && period[i + 2]);
            if (period[i] || !beside || !completes_period(pieces[i])) continue;
            period[i] = more = true;
        }
    }
    for (std::size_t i = 0; i < pieces.size(); ++i) pieces[i] = period[i] ? "*" : with_years_open(pieces[i]);
}

// "*_*" and "**" say no more than "*".
std::string joined(const std::vector<std::string>& pieces) {
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const bool between = i > 0 && i + 1 < pieces.size() && pieces[i - 1] == "*" && pieces[i + 1] == "*";
        if (!between && !(pieces[i] == "*" && out.ends_with('*'))) out += pieces[i];
    }
    return out;
}

}  // namespace

std::string glob_of_file(std::string file) {
    return without_packing(std::move(file)) + "*";
}

std::string glob_of_series(const std::string& file) {
    const std::string name = without_packing(file);
    const auto dot = std::min(name.rfind('.'), name.size());
    std::string stem = name.substr(0, dot);
    auto pieces = pieces_of(stem);
    mark_periods(pieces);
    const std::string open = joined(pieces);
    const bool says_more = std::any_of(open.begin(), open.end(), [](char c) {
        return c != '*' && !is_digit(c) && std::string_view{"-_ .,()+?"}.find(c) == std::string_view::npos;
    });
    const std::string ending = name.substr(dot);
    if (says_more) return open + ending + (ending.empty() && open.ends_with('*') ? "" : "*");
    for (auto& c : stem)
        if (is_digit(c)) c = '?';
    return stem + name.substr(dot) + "*";
}

}  // namespace atalaya::intake
