#include "intake/propose/key_columns.hpp"

#include <algorithm>
#include <unordered_set>

#include "intake/propose/offence_columns.hpp"

namespace atalaya::intake {

namespace {

std::int64_t distinct_pairs(const Choosing& choosing, const Facts& a, const Facts& b) {
    std::unordered_set<std::string> pairs;
    for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row)
        pairs.insert(std::string{choosing.cell(row, a)} + '\x1F' + std::string{choosing.cell(row, b)});
    return static_cast<std::int64_t>(pairs.size());
}

const Facts* best_named(const Choosing& choosing, const TimeColumns& when) {
    const Facts* best = nullptr;
    int most = 3;
    for (const auto& column : choosing.columns()) {
        const int hint = hint_of(column.tokens, Role::key) - (layer_of(column.tokens) ? 6 : 0) -
                         hint_of(column.tokens, Role::other) - hint_of(column.tokens, Role::lon) -
                         hint_of(column.tokens, Role::lat);
        if (choosing.is_free(column) && hint > most && column.said * 10 >= column.rows * 8 &&
            column.distinct * 2 > column.rows && offence_score(choosing, column, when) < 6)
            most = hint, best = &column;
    }
    return best;
}

}  // namespace

void take_key(Choosing& choosing, const TimeColumns& when) {
    if (choosing.kind() != Kind::incidents) return;
    const Facts* best = best_named(choosing, when);
    if (!best) return;
    const auto pairs = when.year ? distinct_pairs(choosing, *when.year, *best) : 0;
    const auto all = [&](std::int64_t distinct) { return distinct * 1000 >= best->rows * 999; };
    if (all(best->distinct)) {
        choosing.add("key.columns", {best->name}, 93, message("no two rows have the same"));
    } else if (all(pairs)) {
        choosing.add("key.columns", {when.year->name, best->name}, 92,
                     message("no two rows of a year have the same"));
    } else if (std::max(pairs, best->distinct) * 10 >= best->rows * 7) {
        std::vector<std::string> names{best->name};
        if (pairs > best->distinct) names.insert(names.begin(), when.year->name);
        choosing.add(
            "key.columns", names, 75,
            message("so it is called, but {} rows repeat one", best->rows - std::max(pairs, best->distinct)),
            message("Do rows with the same \"{}\" tell the same fact? Then the later one corrects "
                    "the earlier; else leave [key] out.",
                    best->name));
    } else {
        return;
    }
    choosing.use(best);
}

}  // namespace atalaya::intake
