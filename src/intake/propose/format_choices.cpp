#include "intake/propose/format_choices.hpp"

#include <algorithm>
#include <map>

#include "core/text.hpp"
#include "intake/cells.hpp"

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

void choose_missing(Choosing& choosing) {
    constexpr std::size_t most_doubtful = 8;
    std::map<std::string, std::int64_t> marks;
    for (const auto& column : choosing.columns())
        for (const auto& [text, times] : column.missing) marks[text] += times;
    std::vector<std::string> doubtful;
    for (const auto& column : choosing.columns()) {
        for (const auto& [word, times] : words_among_figures(column)) {
            if (marks.contains(word) || doubtful.size() >= most_doubtful) continue;
            marks[word] = times;
            doubtful.push_back(word);
        }
    }
    if (marks.empty()) return;
    std::vector<std::string> texts;
    std::int64_t total = 0;
    for (const auto& [text, times] : marks) texts.push_back(text), total += times;
    choosing.add("format.missing", texts, doubtful.empty() ? 95 : 80,
                 message("{} cells say nothing so", total),
                 message("Do {} stand for \"not known\"? They are in columns of numbers or days.",
                         join(doubtful, ", ")));
}

}  // namespace

void choose_file_format(Choosing& choosing) {
    const Look& look = choosing.look();
    choosing.add("format.type", {std::string{name_of_type(look.type)}}, 99,
                 message("known by its first bytes"));
    const bool features = look.type == FileType::geojson || look.type == FileType::shapefile;
    if (look.type == FileType::csv || (features && look.encoding.value != Encoding::utf8))
        choosing.add("format.encoding", std::string{name_of(look.encoding.value)}, look.encoding);
}

void choose_format(Choosing& choosing) {
    const Look& look = choosing.look();
    choose_file_format(choosing);
    if (look.type == FileType::csv)
        choosing.add("format.separator", std::string(1, look.separator.value), look.separator);
    if (look.type == FileType::xlsx) choosing.add("format.sheet", look.sheet.value, look.sheet);
    if (look.type == FileType::csv || look.type == FileType::xlsx) {
        choosing.add("format.header_row", std::to_string(look.head.value.row), look.head);
        choosing.add("format.header_rows", std::to_string(look.head.value.rows), look.head);
    }
    const auto decimal = find_decimal(choosing.columns());
    choosing.add("format.decimal", std::string(1, decimal.value), decimal);
    choose_missing(choosing);
    if (!look.ends_at_blank.value.empty())
        choosing.add("format.ends_at_blank", look.ends_at_blank.value, look.ends_at_blank);
}

}  // namespace atalaya::intake
