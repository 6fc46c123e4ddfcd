#include "intake/propose/key_columns.hpp"

#include <algorithm>
#include <optional>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/propose/offence_columns.hpp"
#include "intake/propose/repeated_keys.hpp"
#include "intake/units_of_key.hpp"

namespace atalaya::intake {

namespace {

constexpr std::int64_t rows_that_tell =
    30;  // that two columns are needed, and not one; or that a number is shared

int key_hint(const Choosing& choosing, const Facts& column, const TimeColumns& when) {
    const bool serves = choosing.is_free(column) && column.said * 10 >= column.rows * 8 &&
                        offence_score(choosing, column, when) < 6;
    if (!serves) return 0;
    return hint_of(column.tokens, Role::key) - (layer_of(column.tokens) ? 6 : 0) -
           hint_of(column.tokens, Role::other) - hint_of(column.tokens, Role::lon) -
           hint_of(column.tokens, Role::lat);
}

const Facts* best_named(const Choosing& choosing, const TimeColumns& when) {
    const Facts* best = nullptr;
    int most = 3;
    for (const auto& column : choosing.columns()) {
        const int hint = key_hint(choosing, column, when);
        if (hint > most && column.distinct * 2 > column.rows) most = hint, best = &column;
    }
    return best;
}

// A number that most rows share, and which plainly tells of one day: a report with several victims or kinds of fact.
const Facts* shared_number(const Choosing& choosing, const TimeColumns& when) {
    const Facts* best = nullptr;
    int most = 3;
    for (const auto& column : choosing.columns()) {
        const int hint = key_hint(choosing, column, when);
        if (hint <= most || column.distinct * 5 < column.rows || !when.day) continue;
        const RepeatedKeys repeated = repeated_keys(choosing, when, {&column}, nullptr);
        if (repeated.rows >= rows_that_tell && repeated.tell_one_day()) most = hint, best = &column;
    }
    return best;
}

// A number that rows of one day share: each kind of fact under it is one, and rows of one kind that differ in a person
// are its victims. Whether it is so.
bool take_shared_number(Choosing& choosing, const TimeColumns& when, const Facts& number) {
    const Facts* kind = plain_kind(choosing, when);
    std::vector<const Facts*> key{&number};
    RepeatedKeys repeated = repeated_keys(choosing, when, key, kind);
    const std::int64_t rows = repeated.rows;
    if (!when.day || rows < rows_that_tell || !repeated.tell_one_day()) return false;
    const bool kinds = kind && repeated.other_kind * 20 > rows;
    if (kinds) key.push_back(kind), repeated = repeated_keys(choosing, when, key, kind);
    const bool persons = repeated.of_person && repeated.tell_one_fact();
    if (!kinds && !persons) return false;
    std::vector<std::string> names;
    for (const auto* column : key) names.push_back(column->name);
    choosing.add("key.columns", names, 75,
                 kinds ? message("{} rows repeat a \"{}\" of the same day, many with another \"{}\"", rows,
                                 number.name, kind->name)
                       : message("{} rows repeat a \"{}\", of the same day and kind", rows, number.name),
                 kinds ? message("Is each \"{}\" under one \"{}\" a fact that counts? Where only one of them "
                                 "does, say the number alone: the last row stays.",
                                 kind->name, number.name)
                       : message("Do the rows with the same \"{}\" tell one fact, each with another victim? "
                                 "If each is a fact, leave [key] and [units] out.",
                                 number.name));
    if (persons)
        choosing.add(
            "units.column", {std::string{rows_of_key}}, 75,
            message("{} rows repeat a fact, and \"{}\" differs most in them", repeated.rows,
                    repeated.of_person->name),
            message("Is each of these rows a victim of the same fact? Then the fact counts once, and "
                    "its victims each; if it is the same victim told again, leave [units] out."));
    choosing.use(&number);
    return true;
}

// What tells more rows apart beside `best`: the year, where numbers begin anew, or a second number (of a victim, of a
// vehicle). By the share that they tell apart; a pair that gains a row alone gains nothing.
struct Beside {
    const Facts* column = nullptr;
    std::int64_t distinct = 0;
};
Beside best_beside(const Choosing& choosing, const TimeColumns& when, const Facts& best) {
    Beside beside{nullptr, best.distinct + 1};
    const auto consider = [&](const Facts& column) {
        const auto pairs = choosing.distinct_pairs(column, best);
        if (pairs > beside.distinct ||
            (beside.column == nullptr && pairs == best.rows && pairs > best.distinct))
            beside = {&column, pairs};
    };
    if (when.year) consider(*when.year);
    for (const auto& column : choosing.columns())
        if (&column != &best && key_hint(choosing, column, when) > 3) consider(column);
    return beside.column ? beside : Beside{nullptr, best.distinct};
}

// Whether the column numbers the rows of the file, from 0 or 1 on: another file would begin anew.
bool numbers_rows(const Choosing& choosing, const Facts& column) {
    const std::size_t rows = choosing.look().sample.rows();
    std::int64_t steps = 0, step = 0;
    std::optional<std::int64_t> before, first;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto number = parse_count(trimmed(choosing.cell(row, column)), '.');
        if (!number) continue;
        if (!first) first = number;
        if (before && step == 0) step = *number - *before;
        if (before) steps += *number - *before == step;
        before = number;
    }
    return rows > 2 && first && *first <= 1 && step > 0 &&
           steps * 100 >= static_cast<std::int64_t>(rows - 1) * 98;
}

// "Nro. de registro", "código": as many other things are called so.
constexpr int weak_name = 5;

Message ask_whether_kept(const Facts& column) {
    return message(
        "Does \"{}\" number the facts, and does each keep it in later files? Else leave [key] out.",
        column.name);
}

// "DN-2022-00012", "8b22819051caa275": in each cell digits and no blank, and neither numbers nor days.
bool is_of_codes(const Facts& column) {
    constexpr double longest = 40;
    const auto days = *std::max_element(column.days.begin(), column.days.end());
    if (column.said < column.rows || column.mean_length > longest) return false;
    if (column.share(std::max({column.numbers(), column.hours, column.clocks, days})) > 0.2) return false;
    return std::all_of(column.values.begin(), column.values.end(), [](const auto& value) {
        return value.first.find_first_of("0123456789") != std::string::npos &&
               value.first.find_first_of(" ,;@") == std::string::npos;
    });
}

// A number or code that no two of many rows share, and that is nothing else, where no name tells.
void ask_for_key(Choosing& choosing, const TimeColumns& when) {
    for (const auto& column : choosing.columns()) {
        const bool alone = column.rows >= 200 && column.distinct == column.rows &&
                           (column.whole == column.rows || is_of_codes(column));
        if (!choosing.is_free(column) || !alone || when.is_part(column) || numbers_rows(choosing, column))
            continue;
        const auto hint = [&](Role role) { return hint_of(column.tokens, role); };
        if (hint(Role::x) + hint(Role::y) + hint(Role::lon) + hint(Role::lat) + hint(Role::other) > 0)
            continue;
        choosing.add("key.columns", {column.name}, 65, message("no two rows have the same"),
                     ask_whether_kept(column));
        return choosing.use(&column);
    }
}

}  // namespace

void take_key(Choosing& choosing, const TimeColumns& when) {
    if (choosing.kind() != Kind::incidents) return;
    const Facts* named = best_named(choosing, when);
    const Facts* best = named ? named : shared_number(choosing, when);
    if (!best) return ask_for_key(choosing, when);
    const auto all = [&](std::int64_t distinct) { return distinct * 1000 >= best->rows * 999; };
    const Beside beside =
        all(best->distinct) ? Beside{nullptr, best->distinct} : best_beside(choosing, when, *best);
    if (!all(beside.distinct) && take_shared_number(choosing, when, *best)) return;
    std::vector<std::string> names{best->name};
    if (beside.column)
        names.insert(beside.column == when.year ? names.begin() : names.end(), beside.column->name);
    if (numbers_rows(choosing, *best)) {
        choosing.add("key.columns", names, 45, message("it numbers the rows of this file, one after another"),
                     message("Does \"{}\" stay with the fact in the next file? It counts rows, and if it "
                             "begins anew there, "
                             "other facts would take the place of these: then leave [key] out.",
                             join(names, ", ")));
    } else if (all(beside.distinct) && key_hint(choosing, *best, when) <= weak_name) {
        choosing.add("key.columns", names, 80, message("no two rows have the same"), ask_whether_kept(*best));
    } else if (all(beside.distinct)) {
        choosing.add(
            "key.columns", names,
            !beside.column                ? 93
            : best->rows < rows_that_tell ? 80
                                          : 92,
            beside.column ? message("no two rows of a \"{}\" have the same", beside.column->name)
                          : message("no two rows have the same"),
            message(
                "Does \"{}\" tell the facts apart only together with \"{}\"? In {} rows it may be by chance.",
                best->name, beside.column ? beside.column->name : best->name, best->rows));
    } else if (!named || beside.distinct * 10 >= best->rows * 7) {
        choosing.add("key.columns", names, 75,
                     message("so it is called, but {} rows repeat one", best->rows - beside.distinct),
                     message("Do rows with the same \"{}\" tell the same fact? Then the later one corrects "
                             "the earlier; else leave [key] out.",
                             join(names, ", ")));
    } else {
        return;
    }
    choosing.use(best);
    if (beside.column != when.year) choosing.use(beside.column);
}

}  // namespace atalaya::intake
