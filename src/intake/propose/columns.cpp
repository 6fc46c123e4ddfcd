#include "intake/propose/columns.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <unordered_map>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/hour_range.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t values_kept = 2000;

bool only(std::string_view text, std::string_view letters) {
    return text.find_first_not_of(letters) == std::string_view::npos;
}

// Decimals written with `sign`: one such sign, and not what could be a group of thousands.
bool has_fraction(std::string_view text, char sign) {
    const auto at = text.find(sign);
    if (at == std::string_view::npos || text.find(sign, at + 1) != std::string_view::npos) return false;
    return text.size() - at - 1 != 3;
}

std::size_t best_format(const ColumnFacts& facts) {
    return static_cast<std::size_t>(std::max_element(facts.days.begin(), facts.days.end()) -
                                    facts.days.begin());
}

// '.' or ',' where the sign stands between groups of three in all numbers above 999, and in no other way: "13.912", "850".
// Nearly all, for a file has wrong cells.
char sign_of_thousands(const std::vector<std::pair<std::string_view, std::int64_t>>& said) {
    for (const char sign : {'.', ','}) {
        std::int64_t grouped = 0, others = 0;
        for (const auto& [text, times] : said) {
            const bool has_sign = text.find(sign) != std::string_view::npos;
            const auto count = parse_count(text, sign == '.' ? ',' : '.');
            const bool small = count && !has_sign && *count < 1000;
            const bool groups = count && has_sign && text.front() != '0';
            grouped += groups ? times : 0;
            others += groups || small ? 0 : times;
        }
        if (grouped > 0 && others * 50 <= grouped) return sign;
    }
    return '\0';
}

// "9/3/2024" as "3/9/2024"; nothing for what has no two short numbers with a sign between before all else.
std::optional<std::string> changed_over(std::string_view text) {
    const auto number = [&](std::size_t from) {
        const auto past = std::min(text.find_first_not_of("0123456789", from), text.size());
        return text.substr(from, past - from);
    };
    const auto first = number(0);
    if (first.empty() || first.size() > 2 || first.size() >= text.size()) return {};
    const auto second = number(first.size() + 1);
    if (second.empty() || second.size() > 2) return {};
    return std::string{second} + text[first.size()] + std::string{first} +
           std::string{text.substr(first.size() + 1 + second.size())};
}

// Of a day whose year stands last.
bool reads_in_either_order(std::string_view text) {
    const auto other = changed_over(text);
    if (!other) return false;
    for (const auto format : {DayFormat::day_month, DayFormat::day_month_short})
        if (parse_when(text, format) && parse_when(*other, format)) return true;
    return false;
}

void count_value(ColumnFacts& facts, std::string_view text, std::int64_t times,
                 std::vector<std::pair<double, std::int64_t>>& points,
                 std::vector<std::pair<double, std::int64_t>>& commas) {
    facts.mean_length += static_cast<double>(length_utf8(text)) * static_cast<double>(times);
    const bool digit = text.find_first_of("0123456789") != std::string_view::npos;
    if (facts.thousands) {
        const auto number = parse_count(text, facts.thousands == '.' ? ',' : '.');
        if (!number) return;
        facts.whole += times;
        (facts.thousands == '.' ? facts.numbers_comma : facts.numbers_point) += times;
        (facts.thousands == '.' ? commas : points).emplace_back(static_cast<double>(*number), times);
        return;
    }
    if (digit && only(text, "0123456789.,-+eE")) {
        if (const auto number = parse_decimal(text, '.')) {
            facts.numbers_point += times;
            points.emplace_back(*number, times);
        }
        if (const auto number = parse_decimal(text, ',');
            number && text.find('.') == std::string_view::npos) {
            facts.numbers_comma += times;
            commas.emplace_back(*number, times);
        }
        if (has_fraction(text, '.')) facts.fractions_point += times;
        if (has_fraction(text, ',')) facts.fractions_comma += times;
        const bool comma = text.find('.') == std::string_view::npos && parse_count(text, ',');  // "19,0"
        if (comma || parse_count(text, '.')) facts.whole += times;
    } else if (const auto grouped = digit ? parse_count(text, '.') : std::nullopt) {  // "1 234"
        facts.whole += times;
        facts.numbers_point += times;
        points.emplace_back(static_cast<double>(*grouped), times);
    }
    if (digit && text.size() <= 23 && (parse_hour(text) || parse_hour_range(text))) {
        facts.hours += times;
        if (text.find(':') != std::string_view::npos) facts.clocks += times;
    }
    if (!digit && parse_month_number(text)) facts.month_names += times;
    if (!digit || text.size() < 5 || text.size() > 40) return;
    for (std::size_t format = 0; format < day_format_count; ++format)
        if (parse_when(text, static_cast<DayFormat>(format))) facts.days[format] += times;
    if (reads_in_either_order(text)) facts.either_order += times;
}

void count_days(ColumnFacts& facts, std::string_view text, std::int64_t times, DayFormat format) {
    const auto when = parse_when(text, format);
    if (!when) return;
    if (unsigned{std::chrono::year_month_day{when->day}.day()} == 1) facts.first_of_month += times;
    if (when->hour >= 0) facts.with_hour += times;
    if (when->hour == 0) facts.midnights += times;
}

double quantile(const std::vector<std::pair<double, std::int64_t>>& sorted, std::int64_t total,
                double share) {
    std::int64_t passed = 0;
    for (const auto& [number, times] : sorted) {
        passed += times;
        if (static_cast<double>(passed) >= share * static_cast<double>(total)) return number;
    }
    return sorted.empty() ? 0 : sorted.back().first;
}

ColumnFacts facts_of(const Sample& sample, std::size_t column) {
    ColumnFacts facts;
    facts.index = column;
    facts.name = std::string{trimmed(sample.head[column])};
    facts.tokens = tokens_of(facts.name);
    facts.rows = static_cast<std::int64_t>(sample.rows());
    std::unordered_map<std::string_view, std::int64_t> times;
    for (std::size_t row = 0; row < sample.rows(); ++row) {
        const auto text = trimmed(sample.at(row, column));
        if (text.empty())
            ++facts.blank;
        else
            ++times[text];
    }
    std::vector<std::pair<double, std::int64_t>> points, commas;
    std::vector<std::pair<std::string_view, std::int64_t>> said;
    for (const auto& [text, n] : times) {
        if (is_missing_mark(folded(text))) {
            facts.missing.emplace_back(text, n);
            continue;
        }
        facts.said += n;
        said.emplace_back(text, n);
    }
    facts.thousands = sign_of_thousands(said);
    for (const auto& [text, n] : said) count_value(facts, text, n, points, commas);
    facts.distinct = static_cast<std::int64_t>(said.size());
    if (facts.said > 0) facts.mean_length /= static_cast<double>(facts.said);
    if (const auto best = best_format(facts); facts.days[best] > 0)
        for (const auto& [text, n] : said) count_days(facts, text, n, static_cast<DayFormat>(best));
    auto& numbers = facts.numbers_comma > facts.numbers_point ? commas : points;
    std::sort(numbers.begin(), numbers.end());
    facts.low = quantile(numbers, facts.numbers(), 0.01);
    facts.middle = quantile(numbers, facts.numbers(), 0.5);
    facts.high = quantile(numbers, facts.numbers(), 0.99);
    std::sort(facts.missing.begin(), facts.missing.end());
    std::sort(said.begin(), said.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    said.resize(std::min(said.size(), values_kept));
    facts.values.assign(said.begin(), said.end());
    return facts;
}

}  // namespace

bool ColumnFacts::has(std::string_view token) const {
    return std::find(tokens.begin(), tokens.end(), token) != tokens.end();
}

namespace {

// "D.N.I.", of which each letter was a word.
void join_initials(std::vector<std::string>& tokens) {
    for (std::size_t i = 0; i + 1 < tokens.size();) {
        std::size_t past = i;
        while (past < tokens.size() && tokens[past].size() == 1) ++past;
        if (past - i < 3) {
            i = std::max(past, i + 1);
            continue;
        }
        for (std::size_t j = i + 1; j < past; ++j) tokens[i] += tokens[j];
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i + 1),
                     tokens.begin() + static_cast<std::ptrdiff_t>(past));
        ++i;
    }
}

}  // namespace

std::vector<std::string> tokens_of(std::string_view name) {
    std::string cut;
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (i > 0 && capital(name[i]) && small(name[i - 1])) cut += ' ';
        cut += name[i];
    }
    std::vector<std::string> tokens;
    std::string token;
    for (const char c : folded(cut) + " ") {
        if (std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80) {
            token += c;
        } else if (!token.empty()) {
            tokens.push_back(std::move(token));
            token.clear();
        }
    }
    join_initials(tokens);
    return tokens;
}

bool is_missing_mark(std::string_view text) {
    static constexpr std::array<std::string_view, 50> marks{"null",
                                                            "na",
                                                            "n/a",
                                                            "nan",
                                                            "none",
                                                            "nil",
                                                            "nd",
                                                            "n/d",
                                                            "s/d",
                                                            "sd",
                                                            "s.d.",
                                                            "s/i",
                                                            "#n/a",
                                                            "#n/d",
                                                            "\\n",
                                                            "-",
                                                            "--",
                                                            "---",
                                                            ".",
                                                            "..",
                                                            "...",
                                                            "?",
                                                            "sin dato",
                                                            "sin datos",
                                                            "*",
                                                            "no data",
                                                            "sem dado",
                                                            "sem dados",
                                                            "(en blanco)",
                                                            "n/i",
                                                            "n.i.",
                                                            "n/c",
                                                            "n/inf",
                                                            "no consta",
                                                            "no consigna",
                                                            "no consignado",
                                                            "sin_dato",
                                                            "nao consta",
                                                            "no informado",
                                                            "nao informado",
                                                            "sin informacion",
                                                            "sem informacao",
                                                            "sin especificar",
                                                            "no especificado",
                                                            "no especificada",
                                                            "no especifica",
                                                            "nao especificado",
                                                            "nao especificada",
                                                            "sin consignar",
                                                            "no registra"};
    return std::find(marks.begin(), marks.end(), text) != marks.end();
}

namespace {

// The most frequent text of a sign and three digits, "" none: "1.000".
std::string open_group(const ColumnFacts& column) {
    for (const auto& [text, times] : column.values) {
        const auto at = text.find_first_of(".,");
        if (at != std::string::npos && text.size() == at + 4 &&
            parse_count(text, text[at] == '.' ? ',' : '.'))
            return text;
    }
    return {};
}

// A column of numbers in which some have such a group, and which the sign of no group explains.
const ColumnFacts* column_of_open_groups(const std::vector<ColumnFacts>& columns) {
    const auto found = std::find_if(columns.begin(), columns.end(), [](const ColumnFacts& column) {
        return !column.thousands && column.share(column.numbers()) > 0.8 && !open_group(column).empty();
    });
    return found == columns.end() ? nullptr : &*found;
}

}  // namespace

std::vector<ColumnFacts> column_facts(const Sample& sample) {
    std::vector<ColumnFacts> all;
    for (std::size_t column = 0; column < sample.width(); ++column) all.push_back(facts_of(sample, column));
    return all;
}

std::int64_t distinct_folded(const ColumnFacts& column) {
    std::set<std::string> texts;
    for (const auto& [text, times] : column.values) texts.insert(folded(text));
    return static_cast<std::int64_t>(texts.size());
}

Judged<char> find_decimal(const std::vector<ColumnFacts>& columns, bool (*leaves_out)(const ColumnFacts&)) {
    std::int64_t points = 0, commas = 0;
    const ColumnFacts* grouped = nullptr;
    for (const auto& column : columns) {
        if (leaves_out && leaves_out(column)) continue;
        if (column.thousands) grouped = &column;
        if (column.share(column.numbers_point + column.fractions_comma) < 0.6) continue;
        points += column.fractions_point;
        commas += column.fractions_comma;
    }
    if (points == 0 && commas == 0 && grouped)
        return {grouped->thousands == '.' ? ',' : '.', 80,
                message("\"{}\" stands between groups of three digits in \"{}\"", grouped->thousands,
                        grouped->name),
                message("Is \"{}\" in \"{}\" the sign of thousands? Look at a number of which you know how "
                        "large it is.",
                        grouped->thousands, grouped->name)};
    if (points == 0 && commas == 0)
        if (const auto* open = column_of_open_groups(columns))
            return {
                '.', 60,
                message("\"{}\" has numbers such as \"{}\", and others above 999 without a sign", open->name,
                        open_group(*open)),
                message("Is \"{}\" in \"{}\" a thousand and more (then decimal = \",\" where the sign is a "
                        "point), or a number with decimals? Look at one of which you know how large it is.",
                        open_group(*open), open->name)};
    if (points == 0 && commas == 0) return {'.', 95, message("no number has decimals")};
    const bool comma = commas > points;
    const auto more = std::max(points, commas), fewer = std::min(points, commas);
    const int confidence = fewer == 0 ? 99 : fewer * 20 < more ? 92 : 60;
    return {comma ? ',' : '.', confidence,
            message("{} numbers have decimals after \"{}\", {} after \"{}\"", more, comma ? ',' : '.', fewer,
                    comma ? '.' : ','),
            confidence < 90
                ? message("Is the decimal sign a point or a comma? Look at a number of which you know "
                          "how large it is.")
                : Message{}};
}

DayFound day_format_of(const ColumnFacts& column) {
    const auto of = [&](DayFormat format) { return column.days[static_cast<std::size_t>(format)]; };
    auto best = static_cast<DayFormat>(best_format(column));
    std::int64_t read = of(best);
    // A workbook's true dates come as ISO among those that were typed, and are read with them (typed_day.hpp).
    for (const auto typed : {DayFormat::day_month, DayFormat::month_day}) {
        const bool more = of(typed) >= std::max(of(DayFormat::day_month), of(DayFormat::month_day));
        if (best == DayFormat::iso && of(typed) * 3 > of(DayFormat::iso) && more)
            best = typed, read += of(typed);
        else if (best == typed)
            read += of(DayFormat::iso);
    }
    DayFound found{best, column.share(read)};
    if (found.share == 0) return found;
    // "03/04/2020" is both; days above 12 tell, where all of them stand in one place.
    if (best == DayFormat::day_month || best == DayFormat::month_day) {
        const bool day_first = of(DayFormat::day_month) > column.either_order,
                   month_first = of(DayFormat::month_day) > column.either_order;
        found.order_open = day_first == month_first;
        found.format =
            of(DayFormat::month_day) > of(DayFormat::day_month) ? DayFormat::month_day : DayFormat::day_month;
    } else if (best == DayFormat::day_month_short || best == DayFormat::month_day_short) {
        const bool day_first = of(DayFormat::day_month_short) > column.either_order,
                   month_first = of(DayFormat::month_day_short) > column.either_order;
        found.order_open = day_first == month_first;
    }
    return found;
}

}  // namespace atalaya::intake
