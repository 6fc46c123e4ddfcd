#include "intake/propose/amounts.hpp"

#include <algorithm>

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

}  // namespace

Amounts find_amounts(const Choosing& choosing, const TimeColumns& when, const WideRun& wide) {
    Amounts amounts;
    find_count(choosing, when, wide, amounts);
    find_residents(choosing, when, amounts);
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
