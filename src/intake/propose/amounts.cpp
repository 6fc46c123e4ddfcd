#include "intake/propose/amounts.hpp"

#include <algorithm>
#include <optional>

#include "intake/cells.hpp"
#include "intake/propose/content.hpp"

namespace atalaya::intake {

namespace {

void find_count(const Choosing& choosing, const TimeColumns& when, const WideRun& wide, Amounts& amounts) {
    for (const auto& column : choosing.columns()) {
        const int named = hint_of(column.tokens, Role::count);
        if (!choosing.is_free(column) || when.is_part(column) || wide.has(column) ||
            !mostly(column, column.whole, least_share(named, 0.97)))
            continue;
        const int hint = named - hint_of(column.tokens, Role::other) - (says_code(column.tokens) ? 6 : 0) -
                         (layer_of(column.tokens) ? 4 : 0) - hint_of(column.tokens, Role::hour) / 2;
        if (hint >= 3 && hint > amounts.count_hint) amounts.count_hint = hint, amounts.count = &column;
    }
}

void find_residents(const Choosing& choosing, const TimeColumns& when, Amounts& amounts) {
    for (const auto& column : choosing.columns()) {
        const int named = hint_of(column.tokens, Role::residents);
        if (!choosing.is_free(column) || &column == when.year || !numeric(column, least_share(named, 0.9)))
            continue;
        const int hint = named - hint_of(column.tokens, Role::other);
        if (hint >= 7 && hint > amounts.residents_hint)
            amounts.residents_hint = hint, amounts.residents = &column;
    }
}

// "1, 2, 3 ...": numbers of rows.
bool numbers_rows(const Facts& column) {
    return column.distinct == column.said && column.whole == column.said &&
           column.low <= 2 + 0.02 * column.high && column.high <= static_cast<double>(column.rows) + 1;
}

// A number that a text of the same row tells: "13101" of "Santiago".
bool is_code_of(const Choosing& choosing, const Facts& number, const std::vector<const Facts*>& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](const Facts* text) {
        return text->distinct * 2 < text->said &&
               choosing.distinct_pairs(*text, number) <= text->distinct * 21 / 20;
    });
}

void find_unnamed_count(const Choosing& choosing, const TimeColumns& when, Amounts& amounts) {
    std::vector<const Facts*> tell, numbers;
    for (const auto& column : choosing.columns()) {
        if (!choosing.is_free(column)) continue;
        const bool area = layer_of(column.tokens) || choosing.seems(column) == Seems::area;
        const bool other =
            hint_of(column.tokens, Role::other) >= 6 || hint_of(column.tokens, Role::person) >= 5 ||
            hint_of(column.tokens, Role::key) >= 7 || says_code(column.tokens) || numbers_rows(column);
        if (when.is_part(column) || area || holds_texts(column) || column.share(column.numbers()) < 0.5)
            tell.push_back(&column);
        else if (!other && column.distinct > 1 && mostly(column, column.whole, 0.97))
            numbers.push_back(&column);
    }
    std::erase_if(numbers, [&](const Facts* number) { return is_code_of(choosing, *number, tell); });
    if (numbers.empty() || tell.empty()) return;
    const auto rows = static_cast<std::int64_t>(choosing.look().sample.rows());
    if (choosing.distinct_rows(tell) * 50 < rows * 49) return;
    amounts.count = *std::max_element(numbers.begin(), numbers.end(),
                                      [](const auto* a, const auto* b) { return a->distinct < b->distinct; });
    amounts.count_hint = 1;
}

}  // namespace

Amounts find_amounts(const Choosing& choosing, const TimeColumns& when, const WideRun& wide) {
    Amounts amounts;
    find_count(choosing, when, wide, amounts);
    find_residents(choosing, when, amounts);
    if (!amounts.count && !amounts.residents && !when.knows_days() && !wide.any())
        find_unnamed_count(choosing, when, amounts);
    return amounts;
}

const Facts* column_that_may_count(const Choosing& choosing, const TimeColumns& when) {
    static constexpr Role others[] = {Role::other, Role::person, Role::key, Role::hour, Role::lon,
                                      Role::lat,   Role::x,      Role::y,   Role::year, Role::month};
    for (const auto& column : choosing.columns()) {
        const bool is_other =
            std::ranges::any_of(others, [&](Role role) { return hint_of(column.tokens, role) >= 5; });
        if (!choosing.is_free(column) || when.is_part(column) || is_other || layer_of(column.tokens) ||
            says_code(column.tokens) || column.values.empty() || !mostly(column, column.whole, 0.97))
            continue;
        const auto& [text, times] = column.values.front();
        const bool more = std::ranges::any_of(
            column.values, [](const auto& value) { return parse_count(value.first, '.').value_or(0) >= 2; });
        if (parse_count(text, '.') == 1 && column.share(times) > 0.3 && more) return &column;
    }
    return nullptr;
}

namespace {

// "1.000": a sign, and three digits to the end. The sign and what the digits make with it as that of thousands.
std::optional<std::pair<char, std::int64_t>> one_group(std::string_view text) {
    const auto at = text.find_first_of(".,");
    if (at == std::string_view::npos || text.size() != at + 4) return {};
    const auto number = parse_count(text, text[at] == '.' ? ',' : '.');
    return number && *number >= 1000 ? std::optional{std::pair{text[at], *number}} : std::nullopt;
}

struct Groups {
    std::int64_t rows = 0, whole = 0;  // with one; of these, that end in 000
    char sign = '\0';                  // of the first
    std::string text;                  // the most frequent, and its number
    std::int64_t number = 0, least = 0, most_of_others = 0;
};

Groups groups_in(const Facts& column) {
    Groups found;
    for (const auto& [text, times] : column.values) {
        const auto group = one_group(text);
        if (!group) {
            if (const auto number = parse_count(text, '.'))
                found.most_of_others = std::max(found.most_of_others, *number);
            continue;
        }
        if (found.rows == 0)
            found.sign = group->first, found.text = text, found.number = found.least = group->second;
        found.rows += times;
        found.whole += text.ends_with("000") ? times : 0;
        found.least = std::min(found.least, group->second);
    }
    return found;
}

char chosen_decimal(const Choosing& choosing) {
    for (const auto& choice : choosing.choices())
        if (choice.key == "format.decimal" && !choice.values.empty()) return choice.values.front().front();
    return '.';
}

}  // namespace

void ask_about_thousands(Choosing& choosing, const Facts& column, const std::string& table) {
    const Groups found = groups_in(column);
    if (found.rows == 0) return;
    constexpr std::int64_t far_beyond = 20;
    const std::string key = table + ".fractions";
    if (found.sign == chosen_decimal(choosing)) {
        const bool restore = choosing.kind() == Kind::tallies && found.whole < found.rows;
        choosing.add(
            key, restore ? std::vector<std::string>{"thousands"} : std::vector<std::string>{}, 60,
            message("{} rows of \"{}\" have three digits after \"{}\", which is the decimal sign of the file",
                    found.rows, column.name, found.sign),
            message("Is \"{}\" in \"{}\" {} or {}? Look at a number of which you know how large it is.",
                    found.text, column.name, found.number,
                    found.text.substr(0, found.text.find(found.sign))));
    } else if (found.most_of_others > 0 && found.most_of_others * far_beyond < found.least) {
        choosing.add(
            key, {}, 60,
            message("{} rows of \"{}\" say such as \"{}\", read as {}; no other says more than {}",
                    found.rows, column.name, found.text, found.number, found.most_of_others),
            message("Is \"{}\" in \"{}\" {} or {}? Where it is the second, have it written without decimals.",
                    found.text, column.name, found.number,
                    found.text.substr(0, found.text.find(found.sign))));
    }
}

void take_count(Choosing& choosing, const Amounts& amounts, const WideRun& wide) {
    if (wide.any()) {
        choosing.add("count.column", {wide.value}, 97, message("the cells of the columns that become rows"));
        return;
    }
    if (!amounts.count || !choosing.is_free(*amounts.count)) return;  // the number of a door
    const auto& chosen = choosing.choices();
    if (std::any_of(chosen.begin(), chosen.end(), [](const auto& c) { return c.key == "units.column"; }))
        return;
    choosing.add(choosing.kind() == Kind::tallies ? "count.column" : "units.column", {amounts.count->name},
                 std::clamp(70 + 4 * amounts.count_hint, 60, 98), message("named so, and whole numbers"),
                 message("Does \"{}\" say how many facts a row stands for?", amounts.count->name));
    ask_about_thousands(choosing, *amounts.count, choosing.kind() == Kind::tallies ? "count" : "units");
    choosing.use(amounts.count);
}

}  // namespace atalaya::intake
