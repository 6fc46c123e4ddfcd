#include "intake/propose/duplicates.hpp"

#include <algorithm>

namespace atalaya::intake {

namespace {

bool chosen(const Choosing& choosing, std::string_view key) {
    return std::any_of(choosing.choices().begin(), choosing.choices().end(),
                       [&](const Choice& choice) { return choice.key == key; });
}

bool is_of_key(const Choosing& choosing, const Facts& column) {
    return std::any_of(choosing.choices().begin(), choosing.choices().end(), [&](const Choice& choice) {
        return choice.key == "key.columns" &&
               std::find(choice.values.begin(), choice.values.end(), column.name) != choice.values.end();
    });
}

// Rows that another one says already, but for the key and for what numbers them.
std::int64_t repeated_rows(const Choosing& choosing) {
    std::vector<const Facts*> told;
    for (const auto& column : choosing.columns()) {
        const bool numbers = hint_of(column.tokens, Role::key) > 3 && column.distinct == column.rows;
        if (!is_of_key(choosing, column) && !numbers) told.push_back(&column);
    }
    return static_cast<std::int64_t>(choosing.look().sample.rows()) - choosing.distinct_rows(told);
}

}  // namespace

void ask_about_duplicates(Choosing& choosing, const TimeColumns& when) {
    const bool placed = chosen(choosing, "place.lon") || chosen(choosing, "place.x");
    if (choosing.kind() != Kind::incidents || !when.knows_days() || !placed) return;
    const auto repeated = repeated_rows(choosing);
    const auto rows = static_cast<std::int64_t>(choosing.look().sample.rows());
    if (repeated < 2 || repeated * 1000 < rows * 3) return;
    const auto why = message("{} of the {} rows looked at say what another says in every column but the key",
                             repeated, rows);
    const auto question = message(
        "Are these facts written twice? Those of one day, kind and place, at most so far apart, are told "
        "where "
        "there are more than chance makes; none is withdrawn. If they are several facts, leave [duplicates] "
        "out.");
    if (chosen(choosing, "time.hour.column")) choosing.add("duplicates.hours", {"1"}, sure, why);
    choosing.add("duplicates.metres", {"10"}, 60, why, question);
}

}  // namespace atalaya::intake
