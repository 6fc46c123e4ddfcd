#include <algorithm>
#include <map>
#include <set>

#include "core/error.hpp"
#include "core/text.hpp"
#include "disclose/table_suppression.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

constexpr std::size_t most_cells = 10'000;  // with totals
constexpr const char* total = "*";

const std::vector<std::string> of_summary{"cells", "primary", "secondary", "totals_hidden", "events_hidden"};

std::string side_name(std::size_t dimension) {
    return "by_" + std::to_string(dimension + 1);
}

// The words along each side in order, and the counts of all places.
struct Laid {
    std::vector<std::vector<std::string>> sides;
    disclose::PlainTable table;

    std::size_t cells() const {
        std::size_t all = 1;
        for (const auto& side : sides) all *= side.size() + 1;
        return all;
    }
};

std::vector<std::string> words_of(const Texts& cells) {
    const std::set<std::string> words{cells.begin(), cells.end()};
    return {words.begin(), words.end()};
}

[[noreturn]] void refuse(const Message& what) {
    throw Error{Fault::bad_input, message("method {}, table {}: {}", "cell_suppression", "cells", what)};
}

Laid laid(const Asked& asked) {
    const auto& cells = asked.table("cells");
    Laid out;
    std::vector<const Texts*> columns;
    for (std::size_t d = 0; d < disclose::most_dimensions; ++d) {
        if (!asked.has("cells", side_name(d))) continue;
        columns.push_back(&cells.texts(side_name(d)));
        out.sides.push_back(words_of(*columns.back()));
    }
    if (out.cells() > most_cells) return out;
    std::size_t plain = 1;
    for (const auto& side : out.sides) {
        out.table.parts.push_back(side.size());
        plain *= side.size();
    }
    out.table.counts.assign(plain, 0);
    std::set<std::size_t> taken;
    for (std::size_t row = 0; row < cells.rows(); ++row) {
        std::vector<std::string> words;
        std::size_t at = 0;
        for (std::size_t d = 0; d < columns.size(); ++d) {
            const auto& word = (*columns[d])[row];
            const auto& side = out.sides[d];
            at = at * side.size() +
                 static_cast<std::size_t>(std::ranges::lower_bound(side, word) - side.begin());
            words.push_back(word);
        }
        if (std::ranges::find(words, total) != words.end())
            refuse(
                message("expected the cells without their totals, which are summed here; found \"{}\" in "
                        "row {}",
                        total, row + 1));
        if (!taken.insert(at).second)
            refuse(message("expected each cell once, found \"{}\" twice", join(words, ", ")));
        out.table.counts[at] = static_cast<disclose::Count>(cells.numbers("events")[row]);
    }
    return out;
}

bool is_total(const Laid& laid, const std::vector<std::size_t>& place) {
    for (std::size_t d = 0; d < place.size(); ++d)
        if (place[d] == laid.sides[d].size()) return true;
    return false;
}

// The words of every cell, totals among them; and figures after them.
Frame by_cell(const Laid& laid, const disclose::SuppressedTable& table, Rows rows) {
    std::vector<Texts> words(laid.sides.size());
    for (std::size_t i = 0; i < table.cells().size(); ++i) {
        const auto place = table.place(i);
        for (std::size_t d = 0; d < place.size(); ++d)
            words[d].push_back(place[d] == laid.sides[d].size() ? total : laid.sides[d][place[d]]);
    }
    Frame frame;
    for (std::size_t d = 0; d < words.size(); ++d) frame.add(side_name(d), std::move(words[d]));
    for (auto& column : std::move(rows).frame().columns) frame.columns.push_back(std::move(column));
    return frame;
}

// What may be printed: which of the hidden cells were small does not stand there.
Frame published_of(const Laid& laid, const disclose::SuppressedTable& table) {
    Rows rows{{"published"}};
    for (const auto& cell : table.cells()) {
        if (cell.state == disclose::Cell::shown)
            rows.add({static_cast<double>(cell.count)});
        else
            rows.none("hidden");
    }
    return by_cell(laid, table, std::move(rows));
}

// For whoever makes the table: why each cell is hidden, and what can be known of it.
Frame audit_of(const Laid& laid, const disclose::SuppressedTable& table) {
    Rows rows{{"low", "high"}};
    Texts states;
    for (const auto& cell : table.cells()) {
        rows.add({static_cast<double>(cell.low), cell.high ? static_cast<double>(*cell.high) : no_value},
                 cell.high ? "" : "without_a_bound");
        states.emplace_back(code(cell.state));
    }
    auto frame = by_cell(laid, table, std::move(rows));
    frame.columns.insert(frame.columns.begin() + static_cast<std::ptrdiff_t>(laid.sides.size()),
                         {"state", std::move(states)});
    return frame;
}

Frame summary_of(const Laid& laid, const disclose::SuppressedTable& table) {
    double primary = 0, secondary = 0, totals = 0, events = 0;
    for (std::size_t i = 0; i < table.cells().size(); ++i) {
        const auto& cell = table.cells()[i];
        if (cell.state == disclose::Cell::shown) continue;
        if (is_total(laid, table.place(i))) {
            ++totals;
            continue;
        }
        primary += cell.state == disclose::Cell::primary;
        secondary += cell.state == disclose::Cell::secondary;
        events += static_cast<double>(cell.count);
    }
    Rows rows{of_summary};
    rows.add({static_cast<double>(laid.table.counts.size()), primary, secondary, totals, events});
    return std::move(rows).frame();
}

// A column that is not there leaves its dimension out: by_1 is, by_2 and by_3 in their order.
void expect_sides(const Asked& asked) {
    if (asked.has("cells", side_name(2)) && !asked.has("cells", side_name(1)))
        throw Error{Fault::usage, message("method {}: expected a column \"by_2\" where there is \"by_3\"",
                                          "cell_suppression")};
}

Result run_cell_suppression(const Asked& asked) {
    expect_sides(asked);
    const auto cells = laid(asked);
    if (cells.cells() > most_cells) return refusal("table_too_large");
    const auto table = disclose::suppress(cells.table, asked.whole("minimum"), asked.flag("hide_zeros"));
    if (!table.bare().empty()) return refusal("nothing_covers");
    Result result;
    result.tables.emplace("table", published_of(cells, table));
    result.tables.emplace("audit", audit_of(cells, table));
    result.tables.emplace("summary", summary_of(cells, table));
    return result;
}

}  // namespace

Method cell_suppression() {
    const auto with_sides = [](std::vector<ColumnSpec> columns) {
        for (std::size_t d = 0; d < disclose::most_dimensions; ++d)
            columns.push_back({.name = side_name(d), .holds = Holds::text, .optional = d > 0});
        return columns;
    };
    auto audit = with_sides(named({"low", "high"}));
    audit.push_back({.name = "state", .holds = Holds::text});
    return {
        .name = "cell_suppression",
        .version = "1",
        .family = "records",
        .tables = {{.name = "cells",
                    .columns = {{.name = "by_1", .holds = Holds::text},
                                {.name = "by_2", .holds = Holds::text, .optional = true},
                                {.name = "by_3", .holds = Holds::text, .optional = true},
                                {.name = "events", .holds = Holds::count}}}},
        .settings = {whole("minimum", 5, 3, 1'000), flag("hide_zeros", false)},
        .answers = {{.name = "table", .columns = with_sides(named({"published"}))},
                    {.name = "audit", .columns = std::move(audit)},
                    {.name = "summary", .columns = named(of_summary)}},
        .run = run_cell_suppression,
    };
}

}  // namespace atalaya::methods
