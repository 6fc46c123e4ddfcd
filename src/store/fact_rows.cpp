#include "store/fact_rows.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/only_year.hpp"
#include "store/analytics_store.hpp"
#include "store/rollup.hpp"

namespace atalaya::store {
namespace {

constexpr std::uint64_t rows_at_a_time = 61'440;

struct Span {
    std::uint64_t first, count;
};

std::vector<std::int64_t> values_of(const StoredColumn& column, Span span) {
    std::vector<std::int64_t> out(span.count);
    for (std::size_t i = 0; i < span.count; ++i) out[i] = column[span.first + i];
    return out;
}

Cells cells_of(const StoredColumn& column, Span span) {
    if (column.type == SegmentColumn::Type::text) return text_column(column, values_of(column, span));
    if (column.type == SegmentColumn::Type::i64) return values_of(column, span);
    std::vector<std::int32_t> narrow(span.count);
    for (std::size_t i = 0; i < span.count; ++i)
        narrow[i] = static_cast<std::int32_t>(column[span.first + i]);
    if (column.type == SegmentColumn::Type::day) return Days{std::move(narrow)};
    return narrow;
}

// The first of the month, or the Monday, of each day. Days come sorted, so most rows
// repeat the answer before.
template <class Of>
Days derived(const StoredColumn& day, Span span, Of of) {
    Days out;
    out.since_epoch.resize(span.count);
    std::int64_t last = nothing<std::int64_t>;
    std::int32_t answer = 0;
    for (std::size_t i = 0; i < span.count; ++i) {
        if (const auto at = day[span.first + i]; at != last) {
            last = at;
            answer = since_epoch(of(day_at(static_cast<std::int32_t>(at))));
        }
        out.since_epoch[i] = answer;
    }
    return out;
}

// The codes of a text column of the ledger.
Cells coded(const StoredColumn& column, const LedgerWords& words, Span span) {
    const auto codes = words.codes_of(column);
    std::vector<std::int32_t> out(span.count);
    for (std::size_t i = 0; i < span.count; ++i) {
        const auto word = static_cast<std::uint64_t>(column[span.first + i]);
        if (word >= codes.size())
            throw Error{Fault::corrupt, message("a segment names a word that it does not have. Run verify")};
        out[i] = codes[word];
    }
    return out;
}

Cells fact_column(const Segment& file, const LedgerWords& words, std::string_view table,
                  std::string_view name, Span span) {
    const auto& header = file.header();
    if (name == "city") return repeated(header.city, span.count);
    if (name == "vintage_no") return std::vector<std::int64_t>(span.count, header.vintage_no);
    if (table == "entry" && name == "month") {
        auto months =
            derived(file.column(table, "day"), span, [](Day day) { return first_day(month_of(day)); });
        const auto& known = file.column(table, "known");
        for (std::size_t i = 0; i < span.count; ++i) {
            auto& month = months.since_epoch[i];
            if (is_only_year(known[span.first + i])) month = since_epoch(cell_of_only_year(day_at(month)));
        }
        return months;
    }
    if (table == "entry" && name == "week") {
        return derived(file.column(table, "day"), span, [](Day day) { return week_of(day); });
    }
    if (LedgerWords::has(table, name)) return coded(file.column(table, name), words, span);
    return cells_of(file.column(table, name), span);
}

// A rollup with codes where its table has them.
Table coded(Table rollup, const LedgerWords& words) {
    for (auto& column : rollup.columns) {
        if (LedgerWords::has(rollup.name, column.name))
            column.cells = words.codes_of(std::get<Coded>(column.cells));
    }
    return rollup;
}

// The words that a vintage brings.
Table word_table(const SegmentHeader& header, const LedgerWords& words) {
    std::vector<std::int32_t> code;
    Coded label;
    for (std::size_t i = words.first_new(); i < words.labels().size(); ++i) {
        code.push_back(static_cast<std::int32_t>(i));
        label.push(words.labels()[i]);
    }
    const auto rows = code.size();
    return {"word",
            {{"city", repeated(header.city, rows)},
             {"word_no", std::move(code)},
             {"vintage_no", std::vector<std::int64_t>(rows, header.vintage_no)},
             {"label", std::move(label)}}};
}

// The columns of each table of the analytics store that segments fill directly, as in
// sql/analytics/schema.
const std::vector<std::string_view>& columns_of(std::string_view table) {
    static const std::vector<std::pair<std::string_view, std::vector<std::string_view>>> all{
        {"entry", {"city",   "vintage_no", "sign",   "incident_no", "version", "source", "day",
                   "month",  "week",       "hour",   "known",       "offence", "basis",  "units",
                   "area_1", "area_2",     "area_3", "area_4",      "channel", "delay"}},
        {"place", {"city", "incident_no", "version", "vintage_no", "lon", "lat", "located"}},
        {"time_span",
         {"city", "incident_no", "version", "vintage_no", "from_minute", "past_minute", "known"}},
        {"tally",
         {"city", "vintage_no", "source", "category", "channel", "month", "months", "area_1", "area_2",
          "area_3", "area_4", "delta"}},
        {"unsaid",
         {"city", "vintage_no", "source", "category", "channel", "month", "months", "area_1", "area_2",
          "area_3", "area_4", "sign"}},
        {"exposure", {"city", "vintage_no", "source", "layer", "area", "kind", "year", "month", "value"}},
        {"area",
         {"city", "vintage_no", "source", "layer", "code", "name", "parent_layer", "parent", "valid_from",
          "geometry"}},
    };
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == table; });
    expects(found != all.end(), "rows_of is asked for a fact table");
    return found->second;
}

// Of a table that segments have only where it has rows.
Table without_rows(std::string_view table) {
    Table none{std::string{table}, {}};
    for (const auto name : columns_of(table)) {
        Cells cells = Coded{};
        if (name == "vintage_no" || name == "sign" || name == "months") cells = std::vector<std::int64_t>{};
        if (name == "month") cells = Days{};
        none.columns.push_back({std::string{name}, std::move(cells)});
    }
    return none;
}

}  // namespace

Coded repeated(std::string_view text, std::size_t rows) {
    Coded out;
    out.codes.assign(rows, out.code_of(text));
    return out;
}

Coded text_column(const StoredColumn& column, const std::vector<std::int64_t>& numbers) {
    Coded out;
    out.words.assign(column.words.begin(), column.words.end());
    out.codes.reserve(numbers.size());
    for (const auto number : numbers) {
        if (static_cast<std::uint64_t>(number) >= column.words.size()) {
            throw Error{Fault::corrupt, message("a segment names a word that it does not have. Run verify")};
        }
        out.codes.push_back(static_cast<std::uint32_t>(number));
    }
    return out;
}

const std::vector<FactTable>& fact_tables() {
    static const std::vector<FactTable> tables{
        {"word", {"word_no"}},
        {"entry", {"vintage_no", "incident_no", "version", "sign"}},
        {"place", {"incident_no", "version"}},
        {"time_span", {"incident_no", "version"}},
        {"tally",
         {"vintage_no", "source", "category", "channel", "month", "months", "area_1", "area_2", "area_3",
          "area_4"}},
        {"unsaid",
         {"vintage_no", "source", "category", "channel", "month", "months", "area_1", "area_2", "area_3",
          "area_4"}},
        {"exposure", {"vintage_no", "layer", "area", "kind", "year", "month"}},
        {"area", {"vintage_no", "layer", "code", "valid_from"}},
        {"month_cell", {"vintage_no", "source", "offence", "basis", "month", "area_2", "area_3", "area_4"}},
        {"hour_count",
         {"vintage_no", "source", "offence", "month", "weekday", "hour", "known", "area_2", "area_3"}},
        {"quality_count", {"vintage_no", "source", "month", "located", "hour_known"}},
        {"channel_count",
         {"vintage_no", "source", "offence", "channel", "month", "area_2", "area_3", "area_4"}},
        {"delay_count", {"vintage_no", "source", "offence", "month", "delay"}},
    };
    return tables;
}

void rows_of(const Segment& segment, const Segment& place, const LedgerWords& words, std::string_view table,
             const std::function<void(const Table&)>& each) {
    if (is_rollup(table)) return each(coded(rollup_of(segment, table), words));
    if (table == "word") return each(word_table(segment.header(), words));
    const Segment& file = table == "place" ? place : segment;
    const auto total = file.rows(table);
    if (total == 0 && table == "unsaid") return each(without_rows(table));
    std::uint64_t first = 0;
    do {  // a table without rows is handed over too: its columns have names
        const Span span{first, std::min(rows_at_a_time, total - first)};
        Table rows{std::string{table}, {}};
        for (const auto name : columns_of(table)) {
            rows.columns.push_back({std::string{name}, fact_column(file, words, table, name, span)});
        }
        each(rows);
        first += span.count;
    } while (first < total);
}

}  // namespace atalaya::store
