#include "intake/propose/format_choices.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/propose/sealed_columns.hpp"

namespace atalaya::intake {

namespace {

// As source.toml names it.
std::string_view name_of_type(FileType type) {
    switch (type) {
        case FileType::csv: return "csv";
        case FileType::xlsx: return "xlsx";
        case FileType::geojson: return "geojson";
        case FileType::parquet: return "parquet";
        case FileType::shapefile: return "shapefile";
        case FileType::pdf: return "pdf";
        case FileType::json: return "json";
    }
    return "";
}

// Words in a column of days, hours or numbers that are none of these stand for nothing too.
std::vector<std::pair<std::string, std::int64_t>> words_among_figures(const Facts& column) {
    std::vector<std::pair<std::string, std::int64_t>> words;
    const auto good =
        std::max({column.numbers(), *std::max_element(column.days.begin(), column.days.end()), column.hours});
    if (column.share(good) < 0.7) return words;
    for (const auto& [text, times] : column.values) {
        const bool word = !text.empty() && text.find_first_of("0123456789") == std::string::npos;
        if (word && column.share(times) >= 0.0005 && !parse_month_number(text))
            words.emplace_back(text, times);
    }
    return words;
}

using Marks = std::map<std::string, std::int64_t>;

std::int64_t times_in(const Facts& column, std::string_view text) {
    for (const auto* list : {&column.missing, &column.values})
        for (const auto& [value, times] : *list)
            if (value == text) return times;
    return 0;
}

bool stands_in(const std::vector<const Facts*>& columns, std::string_view text) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Facts* column) { return column && times_in(*column, text) > 0; });
}

// "NULL", "-" and the like are of programs; "Sin dato" is what an office calls a kind of which it knows no more.
bool is_of_programs(std::string_view mark) {
    static constexpr std::string_view marks[] = {"null", "nan", "none", "nil", "#n/a", "#n/d", "\\n"};
    const std::string text = folded(mark);
    return text.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos ||
           std::find(std::begin(marks), std::end(marks), text) != std::end(marks);
}

// Where marks stand as labels.
struct LabelMarks {
    std::vector<std::string> marks;
    std::set<std::string> columns;
    std::int64_t rows = 0;

    void note(const std::string& mark, const Facts& column) {
        if (marks.empty() || marks.back() != mark) marks.push_back(mark);
        columns.insert(column.name);
        rows += times_in(column, mark);
    }
    std::string said() const { return join(marks, ", "); }
    std::string at() const { return join({columns.begin(), columns.end()}, ", "); }
};

Message asked_about_labels(const LabelMarks& kinds, const LabelMarks& finer, const LabelMarks& lost) {
    std::vector<Message> asked;
    if (kinds.rows > 0)
        asked.push_back(message(
            "\"{}\" stands in \"{}\" as a label, so it is not in `missing` and its {} rows are kept under "
            "it. Is it no kind of fact? In `missing` its rows are rejected.",
            kinds.said(), kinds.at(), kinds.rows));
    if (finer.rows > 0)
        asked.push_back(message(
            "\"{}\" stands in \"{}\" as a label of {} rows, so it is not in `missing`. Does it say only that "
            "nobody knows more? In `missing` they are of the kind alone.",
            finer.said(), finer.at(), finer.rows));
    if (lost.rows > 0)
        asked.push_back(
            message("{} rows of \"{}\" say \"{}\", and are rejected for having no kind. Are they facts to be "
                    "counted? "
                    "Take it out of `missing`, and it is a label.",
                    lost.rows, lost.at(), lost.said()));
    return asked.empty() ? Message{} : joined(std::move(asked), " ");
}

// Takes out of `marks` those that are labels, and gives the question about them: the first column of labels says the
// kind, and a row without it is rejected; the others say more of it.
Message keep_labels(Marks& marks, const Uses& uses) {
    if (uses.labels.empty() || !uses.labels.front()) return {};
    const Facts& coarse = *uses.labels.front();
    LabelMarks kinds, finer, lost;
    for (const auto& [mark, times] : marks) {
        const bool may_be_label = !is_of_programs(mark) && !stands_in(uses.counts, mark);
        if (times_in(coarse, mark) > 0) {
            if (may_be_label)
                kinds.note(mark, coarse);
            else if (uses.labels.size() == 1)
                lost.note(mark, coarse);
        } else if (may_be_label) {
            for (const auto* column : uses.labels)
                if (column && times_in(*column, mark) > 0) finer.note(mark, *column);
        }
    }
    for (const auto* labels : {&kinds, &finer})
        for (const auto& label : labels->marks) marks.erase(label);
    return asked_about_labels(kinds, finer, lost);
}

// 99, 999, 9999 ... as a count: more than once, and far beyond every other.
std::vector<std::pair<std::string, std::int64_t>> nines_beyond(const Facts& column) {
    std::vector<std::pair<std::string, std::int64_t>> nines;
    std::int64_t most = 0;
    for (const auto& [text, times] : column.values) {
        if (text.size() >= 2 && text.find_first_not_of('9') == std::string::npos)
            nines.emplace_back(text, times);
        else if (const auto number = parse_count(text, '.'))
            most = std::max(most, *number);
    }
    std::erase_if(nines, [&](const auto& value) {
        const auto number = parse_count(value.first, '.');
        const std::int64_t far = value.first.size() == 2 ? 10 : 3;
        return !number || value.second < 2 || most == 0 || *number < far * most;
    });
    return nines;
}

}  // namespace

void choose_missing(Choosing& choosing, const Uses& uses) {
    constexpr std::size_t most_doubtful = 8;
    Marks marks;
    for (const auto& column : choosing.columns())
        for (const auto& [text, times] : column.missing) marks[text] += times;
    const Message of_labels = keep_labels(marks, uses);
    std::vector<std::string> doubtful;
    for (const auto& column : choosing.columns()) {
        for (const auto& [word, times] : words_among_figures(column)) {
            if (marks.contains(word) || doubtful.size() >= most_doubtful || stands_in(uses.labels, word))
                continue;
            marks[word] = times;
            doubtful.push_back(word);
        }
    }
    const auto stands_elsewhere = [&](const std::string& text) {
        return std::any_of(choosing.columns().begin(), choosing.columns().end(), [&](const auto& column) {
            return std::find(uses.counts.begin(), uses.counts.end(), &column) == uses.counts.end() &&
                   times_in(column, text) > 0;
        });
    };
    for (const auto* column : uses.counts) {
        if (!column) continue;
        for (const auto& [text, times] : nines_beyond(*column)) {
            if (stands_elsewhere(text)) continue;
            if (!marks.contains(text)) doubtful.push_back(text);
            marks[text] += times;
        }
    }
    if (marks.empty() && of_labels.empty()) return;
    std::vector<std::string> texts;
    std::vector<Message> asked;
    std::int64_t total = 0;
    for (const auto& [text, times] : marks) texts.push_back(text), total += times;
    if (!doubtful.empty())
        asked.push_back(message("Do {} stand for \"not known\"? They are in columns of numbers or days.",
                                join(doubtful, ", ")));
    if (!of_labels.empty()) asked.push_back(of_labels);
    const int confidence = asked.empty() ? 95 : of_labels.empty() ? 80 : 75;
    choosing.add(
        "format.missing", texts, confidence,
        texts.empty() ? message("labels that may say nothing") : message("{} cells say nothing so", total),
        joined(std::move(asked), " "));
}

void choose_file_format(Choosing& choosing) {
    const Look& look = choosing.look();
    choosing.add("format.type", {std::string{name_of_type(look.type)}}, 99,
                 message("known by its first bytes"));
    if (!look.member.value.empty()) choosing.add("format.member", look.member.value, look.member);
    const bool features = look.type == FileType::geojson || look.type == FileType::shapefile;
    if (look.type == FileType::csv || (features && look.encoding.value != Encoding::utf8))
        choosing.add("format.encoding", std::string{name_of(look.encoding.value)}, look.encoding);
}

void choose_dialect(Choosing& choosing) {
    const Look& look = choosing.look();
    choose_file_format(choosing);
    if (look.type == FileType::csv)
        choosing.add("format.separator", std::string(1, look.separator.value), look.separator);
    if (look.type == FileType::xlsx) choosing.add("format.sheet", look.sheet.value, look.sheet);
    if (look.type == FileType::csv || look.type == FileType::xlsx) {
        choosing.add("format.header_row", std::to_string(look.head.value.row), look.head);
        choosing.add("format.header_rows", std::to_string(look.head.value.rows), look.head);
    }
    const auto decimal = find_decimal(choosing.columns(), says_who);
    choosing.add("format.decimal", std::string(1, decimal.value), decimal);
    if (!look.ends_at_blank.value.empty())
        choosing.add("format.ends_at_blank", look.ends_at_blank.value, look.ends_at_blank);
}

void choose_format(Choosing& choosing) {
    choose_dialect(choosing);
    choose_missing(choosing, {});
}

}  // namespace atalaya::intake
