#include "intake/propose/offence_columns.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "core/text.hpp"
#include "intake/totals.hpp"

namespace atalaya::intake {

namespace {

using Scored = std::vector<std::pair<double, const Facts*>>;

// In which share of its rows it says a word of offences, however the column is called.
double share_of_offences(const Facts& column) {
    std::int64_t rows = 0;
    for (const auto& [text, times] : column.values)
        if (says_offence(folded(text))) rows += times;
    return column.share(rows);
}

// "subtipo" of "tipo", "subgenerico" of "generico".
bool is_sub_of(const Facts& fine, const Facts& coarse) {
    return std::any_of(coarse.tokens.begin(), coarse.tokens.end(),
                       [&](const std::string& token) { return fine.has("sub" + token); });
}

// In which share of the rows the finer label tells the coarser one.
double tells(const Choosing& choosing, const Facts& finer, const Facts& coarser) {
    std::unordered_map<std::string_view, std::unordered_map<std::string_view, std::int64_t>> pairs;
    std::int64_t rows = 0;
    for (std::size_t row = 0; row < choosing.look().sample.rows(); ++row) {
        const auto fine = choosing.cell(row, finer), coarse = choosing.cell(row, coarser);
        if (fine.empty() || coarse.empty()) continue;
        ++rows;
        ++pairs[fine][coarse];
    }
    std::int64_t told = 0;
    for (const auto& [fine, coarse] : pairs) {
        std::int64_t most = 0;
        for (const auto& [text, times] : coarse) most = std::max(most, times);
        told += most;
    }
    return rows == 0 ? 0 : static_cast<double>(told) / static_cast<double>(rows);
}

Scored scored_columns(const Choosing& choosing, const TimeColumns& when) {
    Scored scored;
    for (const auto& column : choosing.columns())
        if (const double score = offence_score(choosing, column, when); score >= 3)
            scored.emplace_back(score, &column);
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    return scored;
}

// The best one, and one beside it of which it is the coarser or the finer.
OffenceColumns pair_of(const Choosing& choosing, const Scored& scored) {
    const Facts* first = scored.front().second;
    const Facts* second = nullptr;
    for (const auto& [fine_score, fine] : scored)
        for (const auto& [coarse_score, coarse] : scored)
            if (!second && is_sub_of(*fine, *coarse)) first = coarse, second = fine;
    for (std::size_t i = 1; i < scored.size() && !second; ++i) {
        const Facts* other = scored[i].second;
        const bool other_finer = other->distinct > first->distinct;
        const Facts &fine = other_finer ? *other : *first, &coarse = other_finer ? *first : *other;
        const bool named = hint_of(fine.tokens, Role::suboffence) >= 4 || scored[i].first >= 5;
        if ((named || fine.said >= 500) && fine.distinct > coarse.distinct &&
            tells(choosing, fine, coarse) >= (named ? 0.7 : 0.9))
            second = other;
    }
    if (second && distinct_folded(*second) < distinct_folded(*first)) std::swap(first, second);
    return {first, second};
}

// Of a table of counts: the column that splits the rows of one time, area and kind, which are several without it. One that
// is named for kinds needs to split a few, another half of them.
const Facts* needed_beside(const Choosing& choosing, const TimeColumns& when, const OffenceColumns& taken,
                           const Scored& scored) {
    std::vector<const Facts*> told{taken.first};
    if (taken.second) told.push_back(taken.second);
    for (const auto& column : choosing.columns())
        if (when.is_part(column) || layer_of(column.tokens) || choosing.seems(column) == Seems::area)
            told.push_back(&column);
    const auto without = choosing.distinct_rows(told);
    const Facts* best = nullptr;
    std::int64_t most = without;
    for (const auto& [score, column] : scored) {
        if (column == taken.first || column == taken.second) continue;
        told.push_back(column);
        const auto with = choosing.distinct_rows(told);
        const bool plain = taken.second && score >= 4;
        if (with > most && with * 100 > without * (plain ? 101 : 150)) most = with, best = column;
        told.pop_back();
    }
    return best;
}

// Of as many kinds the one that stands first in the file.
void coarsest_first(OffenceColumns& taken) {
    const auto order = [](const Facts*& coarse, const Facts*& fine) {
        if (!coarse || !fine) return;
        const auto of_fine = distinct_folded(*fine), of_coarse = distinct_folded(*coarse);
        const bool stands_first = of_fine == of_coarse && fine->index < coarse->index;
        if (of_fine < of_coarse || stands_first) std::swap(coarse, fine);
    };
    order(taken.first, taken.second);
    order(taken.second, taken.third);
    order(taken.first, taken.second);
}

constexpr std::size_t most_labels = 3000;  // that a proposal lists

// Where every label of the file gets its line in codes.csv, another one is news that a person decides on; a row kept under
// it would be in no figure, and nobody would be told.
void add_unlisted(Choosing& choosing, const std::vector<const Facts*>& columns) {
    const auto& sample = choosing.look().sample;
    const bool whole = sample.rows_in_file == static_cast<std::int64_t>(sample.rows());
    // A row that says the finer kind alone has no line.
    const bool lines = columns.size() == 1 || (columns.size() > 1 && columns.front()->blank == 0);
    if (whole && lines && choosing.distinct_rows(columns) <= static_cast<std::int64_t>(most_labels)) {
        choosing.add(choosing.offence_table() + "unlisted", {"reject"}, 95,
                     message("codes.csv has every label of the file: another one waits for a person "
                             "(atalaya codes unknown)"));
        return;
    }
    choosing.add(choosing.offence_table() + "unlisted", {"keep"}, 95,
                 message("a label that codes.csv lacks is kept under its own text"));
}

std::vector<std::string> texts_missing(const Choosing& choosing) {
    for (const auto& choice : choosing.choices())
        if (choice.key == "format.missing") return choice.values;
    return {};
}

// Whether a name or the labels themselves say that a column holds kinds of facts.
bool says_kinds(const Facts& column) {
    return hint_of(column.tokens, Role::offence) >= 3 || share_of_offences(column) > 0.5;
}

// The word of an offence in the name of the file: "hurto" of "hurtos-2016.csv". "" none, or several.
std::string offence_of_file(const std::string& file) {
    std::string found;
    for (const auto& token : tokens_of(file.substr(0, file.find('.')))) {
        if (!says_offence(token) || token.starts_with("delito") || token.starts_with("crime")) continue;
        if (!found.empty()) return {};
        found = token;
    }
    const bool several = found.size() > 4 && found.ends_with('s');
    return several ? found.substr(0, found.size() - 1) : found;
}

// What no column says, the file's name may.
void add_always(Choosing& choosing, const std::vector<std::string>& candidates) {
    const std::string key = choosing.offence_table() + "always", of_file = offence_of_file(choosing.file());
    if (of_file.empty())
        choosing.add(key, {"hecho"}, 55, message("no column holds kinds of facts"),
                     message("Are all rows facts of one kind (then name it in codes.csv), or does a column "
                             "say the kind?"));
    else
        choosing.add(
            key, {of_file}, 75, message("the file's name says it, and no column holds kinds of facts"),
            candidates.empty()
                ? message("Are all rows facts of the kind \"{}\"?", of_file)
                : message(
                      "Are all rows facts of the kind \"{}\"? If they are of several, put columns = [...] in "
                      "place of always: {}.",
                      of_file, join(candidates, ", ")));
}

Message asked_whether(const std::vector<std::string>& names, const std::vector<std::string>& others,
                      bool told) {
    if (!told && others.empty())
        return message(
            "Does \"{}\" say the kind of fact? If all rows are of one kind, put always = \"robo\", or what "
            "they are, in place of columns.",
            names.front());
    if (!told)
        return message(
            "Does \"{}\" say the kind of fact, or rather {}? If all rows are of one kind, put always = "
            "\"robo\", or what they are, in place of columns.",
            join(names, ", "), join(others, ", "));
    if (others.empty()) return message("Does \"{}\" say the kind of fact?", names.front());
    return message("Does \"{}\" say the kind of fact, or rather {}?", join(names, ", "), join(others, ", "));
}

// Of a table of counts: a column of texts that parts most of what are several rows of one time, area and kind.
const Facts* left_out(const Choosing& choosing, const TimeColumns& when,
                      const std::vector<const Facts*>& taken) {
    std::vector<const Facts*> told = taken;
    for (const auto& column : choosing.columns())
        if (when.is_part(column) || layer_of(column.tokens) || choosing.seems(column) == Seems::area)
            told.push_back(&column);
    const auto rows = static_cast<std::int64_t>(choosing.look().sample.rows());
    const auto without = choosing.distinct_rows(told);
    if (without * 10 >= rows * 9) return nullptr;
    const Facts* best = nullptr;
    std::int64_t most = without + (rows - without) / 2;
    for (const auto& column : choosing.columns()) {
        const bool texts = column.share(column.numbers()) < 0.5 && column.distinct >= 2 &&
                           day_format_of(column).share < 0.5 && !column.name.empty();
        if (!texts || std::find(told.begin(), told.end(), &column) != told.end()) continue;
        told.push_back(&column);
        if (const auto with = choosing.distinct_rows(told); with > most) most = with, best = &column;
        told.pop_back();
    }
    return best;
}

// Of facts: a column of texts that is no area and nobody's, and each of whose texts is of one of the kinds.
const Facts* finer_left(const Choosing& choosing, const Facts& kinds) {
    constexpr std::int64_t rows_that_tell = 200;
    if (kinds.said < rows_that_tell) return nullptr;
    for (const auto& column : choosing.columns()) {
        const bool texts = choosing.is_free(column) && column.share(column.numbers()) < 0.5 &&
                           column.share(column.hours) < 0.5 && day_format_of(column).share < 0.5 &&
                           column.said * 10 >= kinds.said * 9 && column.distinct * 10 < column.said &&
                           column.distinct > kinds.distinct && column.distinct <= 3000;
        const bool other = layer_of(column.tokens) || choosing.seems(column) == Seems::area ||
                           hint_of(column.tokens, Role::person) >= 5 ||
                           hint_of(column.tokens, Role::key) >= 7;
        if (texts && !other && tells(choosing, column, kinds) > 0.99) return &column;
    }
    return nullptr;
}

void add_columns(Choosing& choosing, const OffenceColumns& taken, const TimeColumns& when,
                 const Scored& scored) {
    std::vector<std::string> names{taken.first->name}, others;
    for (const auto* finer : {taken.second, taken.third})
        if (finer) names.push_back(finer->name);
    for (const auto& [score, column] : scored)
        if (column != taken.first && column != taken.second && column != taken.third &&
            score > scored.front().first - 3)
            others.push_back(column->name);
    std::vector<const Facts*> columns{taken.first};
    for (const auto* finer : {taken.second, taken.third})
        if (finer) columns.push_back(finer);
    if (others.empty())
        if (const auto* finer = choosing.kind() == Kind::tallies ? left_out(choosing, when, columns)
                                                                 : finer_left(choosing, *columns.back()))
            others.push_back(finer->name);
    const bool told = says_kinds(*taken.first);
    const std::string of_file =
        share_of_offences(*taken.first) > 0.5 ? std::string{} : offence_of_file(choosing.file());
    const int confidence = !told              ? 60
                           : !of_file.empty() ? 70
                           : others.empty()
                               ? std::clamp(static_cast<int>(70 + 3 * scored.front().first), 50, 98)
                               : 80;
    choosing.add(
        choosing.offence_table() + "columns", names, confidence,
        message("\"{}\" holds {} kinds, and so it is called", taken.first->name, taken.first->distinct),
        of_file.empty()
            ? asked_whether(names, others, told)
            : message("The file's name says \"{}\". If all rows are of that kind, put always = \"{}\" in "
                      "place of columns; else, does \"{}\" say the kind of fact?",
                      of_file, of_file, names.front()));
    add_unlisted(choosing, columns);
}

// A head that stands again between the rows, or a total without a day: neither is a label of anything.
bool is_no_fact(const Choosing& choosing, const TimeColumns& when, const Facts& labels, std::size_t row) {
    static const std::vector<std::string> words = TotalsRule{}.words;
    if (folded(trimmed(choosing.cell(row, labels))) == folded(labels.name)) return true;
    if (!when.day || !trimmed(choosing.cell(row, *when.day)).empty()) return false;
    return std::any_of(choosing.columns().begin(), choosing.columns().end(), [&](const Facts& column) {
        return total_of(trimmed(choosing.cell(row, column)), words).has_value();
    });
}

}  // namespace

double offence_score(const Choosing& choosing, const Facts& column, const TimeColumns& when) {
    if (!choosing.is_free(column) || column.said == 0 || when.is_part(column)) return 0;
    if (column.share(column.numbers()) > 0.5 || day_format_of(column).share > 0.5) return 0;
    if (column.share(column.month_names) > 0.5 || column.mean_length < 3) return 0;
    const int hint =
        std::max({hint_of(column.tokens, Role::offence), hint_of(column.tokens, Role::suboffence),
                  choosing.seems(column) == Seems::kind ? 3 : 0});
    const double offences = share_of_offences(column);
    if ((layer_of(column.tokens) && hint < 8) || choosing.seems(column) == Seems::area) return 0;
    if (column.distinct > 3000 || (column.said > 50 && column.distinct * 2 > column.said)) return 0;
    if (column.distinct < 2 && hint < 8 && offences <= 0.5) return 0;
    const bool mostly_blank = column.blank * 2 > column.rows;
    return hint +
           (offences > 0.5   ? 6
            : offences > 0.2 ? 4
                             : 0) -
           0.8 * hint_of(column.tokens, Role::person) - hint_of(column.tokens, Role::other) +
           (column.distinct >= 3 ? 0.5 : 0) - (says_code(column.tokens) ? 3 : 0) - (mostly_blank ? 3 : 0);
}

OffenceColumns take_offence(Choosing& choosing, const TimeColumns& when, const WideRun& wide) {
    const std::string at = choosing.offence_table();
    if (wide.any() && !wide.months) {
        choosing.add(at + "columns", {wide.name}, 95, message("the heads of the columns that become rows"));
        add_unlisted(choosing, {});
        return {};
    }
    const Scored scored = scored_columns(choosing, when);
    // A column that only its cells make look like kinds (what was taken, the kind of place) is none where the name
    // of the file says what all rows are.
    const bool told =
        std::any_of(scored.begin(), scored.end(), [](const auto& s) { return says_kinds(*s.second); });
    if (scored.empty() || (!told && !offence_of_file(choosing.file()).empty())) {
        std::vector<std::string> candidates;
        for (const auto& [score, column] : scored) candidates.push_back(column->name);
        add_always(choosing, candidates);
        return {};
    }
    OffenceColumns taken = pair_of(choosing, scored);
    const bool counts = choosing.kind() == Kind::tallies;
    if (counts && !taken.second) taken.second = needed_beside(choosing, when, taken, scored);
    if (counts && taken.second) taken.third = needed_beside(choosing, when, taken, scored);
    coarsest_first(taken);
    add_columns(choosing, taken, when, scored);
    choosing.use(taken.first);
    choosing.use(taken.second);
    choosing.use(taken.third);
    return taken;
}

void list_labels(Choosing& choosing, const OffenceColumns& columns, const TimeColumns& when,
                 const WideRun& wide) {
    std::map<std::array<std::string, 3>, SeenLabel> labels;  // by folded texts
    if (!wide.months)
        for (const auto* column : wide.counted())
            labels[{folded(column->name)}] = {column->name, "", column->said, ""};
    const auto missing = texts_missing(choosing);
    const auto rows = columns.first ? choosing.look().sample.rows() : 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto text = [&](const Facts* column) {
            const auto cell = column ? trimmed(choosing.cell(row, *column)) : std::string_view{};
            return std::find(missing.begin(), missing.end(), cell) == missing.end() ? cell
                                                                                    : std::string_view{};
        };
        const auto one = text(columns.first), two = text(columns.second), three = text(columns.third);
        if (one.empty() || is_no_fact(choosing, when, *columns.first, row)) continue;
        auto& label = labels[{folded(one), folded(two), folded(three)}];
        if (label.rows++ == 0) label.label_1 = one, label.label_2 = two, label.label_3 = three;
    }
    auto& all = choosing.labels();
    for (auto& [key, label] : labels) all.push_back(std::move(label));
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.rows > b.rows; });
    if (all.size() > most_labels) all.resize(most_labels);
}

}  // namespace atalaya::intake
