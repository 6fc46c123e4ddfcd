#include "intake/propose/amounts.hpp"

#include <algorithm>

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
           column.low <= 2 + 0.02 * column.high && column.high <= static_cast<double>(column.said) + 1;
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
        if (when.is_part(column) || area || holds_texts(column))
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

void take_count(Choosing& choosing, const Amounts& amounts, const WideRun& wide) {
    if (wide.any()) {
        choosing.add("count.column", {wide.value}, 97, message("the cells of the columns that become rows"));
        return;
    }
    if (!amounts.count) return;
    choosing.add(choosing.kind() == Kind::tallies ? "count.column" : "units.column", {amounts.count->name},
                 std::clamp(70 + 4 * amounts.count_hint, 60, 98), message("named so, and whole numbers"),
                 message("Does \"{}\" say how many facts a row stands for?", amounts.count->name));
    choosing.use(amounts.count);
}

}  // namespace atalaya::intake
