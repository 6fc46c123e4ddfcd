#include "methods/record_linkage/lists.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "linkage/key.hpp"
#include "linkage/phonetic.hpp"
#include "linkage/written.hpp"
#include "methods/written_days.hpp"

namespace atalaya::methods {

namespace {

using linkage::Field;
using linkage::Measure;
using linkage::Tongue;

[[noreturn]] void refuse(Fault fault, const Message& what) {
    throw Error{fault, message("method {}: {}", "record_linkage", what)};
}

std::string field_name(int i) {
    return "field_" + std::to_string(i);
}
std::string block_name(int i) {
    return "block_" + std::to_string(i);
}

// The one domain that the rows of a table are of; "" where the table does not say it.
std::string domain_of(const Asked& asked, const std::string& table) {
    if (!asked.has(table, "domain")) return {};
    const auto& said = asked.table(table).texts("domain");
    for (const auto& one : said) {
        if (folded(one) != folded(said.front()))
            refuse(Fault::usage,
                   message("expected rows of one privacy domain in the table {}, found \"{}\" and \"{}\": "
                           "records of two domains are never linked",
                           table, said.front(), one));
    }
    return folded(said.front());
}

linkage::Permit permit_for(const Asked& asked) {
    const auto first = domain_of(asked, "records");
    // One list is of whoever keeps it, and may look for its duplicates.
    if (!asked.has("others")) return linkage::Permit::within({"records", first.empty() ? "records" : first});
    for (const char* table : {"records", "others"}) {
        if (!asked.has(table, "domain"))
            refuse(Fault::usage, message("expected a column \"domain\" in the table {}: two tables are "
                                         "linked only when each says what its data was collected for, and "
                                         "both say the same",
                                         table));
    }
    return linkage::Permit::between({"records", first}, {"others", domain_of(asked, "others")});
}

// The cells of both tables, one after the other; `has` says whether they have that column.
std::vector<std::string> cells_of(const Asked& asked, const std::string& column) {
    auto cells = asked.table("records").texts(column);
    if (!asked.has("others")) return cells;
    const auto& more = asked.table("others").texts(column);
    cells.insert(cells.end(), more.begin(), more.end());
    return cells;
}

bool has(const Asked& asked, const std::string& column) {
    const bool first = asked.has("records", column);
    if (asked.has("others") && asked.has("others", column) != first)
        refuse(Fault::usage,
               message("expected the column \"{}\" in both tables or in neither, found it in {} alone",
                       column, first ? "records" : "others"));
    return first;
}

// Days as 2024-12-31, whichever way they are written; what is none stays as it is. Refused where not one is a day.
std::vector<std::string> readable_days(std::vector<std::string> cells, const std::string& name, int number) {
    if (const auto written = order_of_days(cells); written.first)
        cells = with_plain_days(cells, written.order.value_or(DayOrder::day_first));
    bool some = false;
    for (auto& cell : cells) {
        const auto day = std::string_view{cell}.substr(0, 10);
        if (!parse_day(day)) continue;
        some = true;
        if (cell.size() > 10 && (cell[10] == ' ' || cell[10] == 'T')) cell = std::string{day};
    }
    const auto said = [](const std::string& cell) { return !trimmed(cell).empty(); };
    const auto first = std::ranges::find_if(cells, said);
    if (first != cells.end() && !some)
        refuse(
            Fault::bad_input,
            message("expected days such as 2020-08-31 in the column \"{}\" for --set compare_{}=date, found "
                    "\"{}\", and not one that is a day. Ask for --set compare_{}=exact, or mend the column",
                    name, number, *first, number));
    return cells;
}

Field field_of(const Asked& asked, int number) {
    const auto name = field_name(number);
    const auto& by = asked.choice("compare_" + std::to_string(number));
    const bool named = by.starts_with("name") || by.starts_with("phonetic") || by == "jaro_winkler";
    auto cells = cells_of(asked, name);
    for (auto& cell : cells) {
        if (named) cell = linkage::comparable_name(cell);
        if (by == "document") cell = linkage::comparable_number(cell);
    }
    if (by == "date") cells = readable_days(std::move(cells), name, number);
    Field field{.name = name, .column = linkage::Column{cells}};
    if (by == "jaro_winkler" || by.starts_with("name")) field.measure = Measure::jaro_winkler;
    if (by == "document") field.measure = Measure::slip;
    if (by == "date") field.measure = Measure::day;
    if (by == "number") field.measure = Measure::number;
    field.close = asked.number("alike");
    field.within = asked.number(by == "date" ? "days" : "within");
    field.by_frequency = named && asked.flag("rare");
    if (by.starts_with("name")) {
        field.most_differ = linkage::names_that_differ;
        field.words =
            linkage::name_words(field.column, by == "name_pt" ? Tongue::portuguese : Tongue::spanish);
    }
    if (by.ends_with("_es")) field.sounds = linkage::phonetic_keys(field.column, cells, Tongue::spanish);
    if (by.ends_with("_pt")) field.sounds = linkage::phonetic_keys(field.column, cells, Tongue::portuguese);
    return field;
}

std::string key_text(const std::string& cell, const std::string& by) {
    if (by == "as_written") return folded(cell);
    return linkage::phonetic_key(linkage::comparable_name(cell),
                                 by == "phonetic_pt" ? Tongue::portuguese : Tongue::spanish);
}

linkage::Pass pass_of(const Asked& asked, const std::string& name) {
    const auto& by = asked.choice(name + "_by");
    const auto cells = cells_of(asked, name);
    const bool two = has(asked, name + "_and");
    const auto more = two ? cells_of(asked, name + "_and") : std::vector<std::string>{};
    linkage::Pass pass{.name = name, .keys = {}};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto first = key_text(cells[i], by);
        pass.keys.push_back(two ? linkage::key_of({first, folded(more[i])}) : linkage::key_of({first}));
    }
    return pass;
}

std::vector<linkage::Pass> passes_of(const Asked& asked, std::size_t records) {
    std::vector<linkage::Pass> passes;
    for (int i = 1; i <= most_block_keys; ++i) {
        if (has(asked, block_name(i))) passes.push_back(pass_of(asked, block_name(i)));
    }
    if (!passes.empty()) return passes;
    if (records > most_without_blocks)
        refuse(Fault::usage, message("expected a column \"block_1\" for more than {} records, found {}: only "
                                     "records that share its value are compared",
                                     most_without_blocks, records));
    return {{.name = "all", .keys = std::vector<std::uint64_t>(records, 1)}};
}

void expect_once(const Frame& table, const std::string& name) {
    std::set<std::string_view> seen;
    for (const auto& id : table.texts("id")) {
        if (!seen.insert(id).second)
            refuse(Fault::bad_input,
                   message("expected each id once in the table {}, found \"{}\" twice", name, id));
    }
}

}  // namespace

TableSpec list_table(std::string name, bool optional) {
    TableSpec table{.name = std::move(name), .columns = {}, .optional = optional};
    const auto text = [&](std::string column, bool may_miss) {
        table.columns.push_back(
            {.name = std::move(column), .holds = Holds::text, .optional = true, .may_miss = may_miss});
    };
    text("id", false);
    table.columns.back().optional = false;
    text("domain", false);
    for (int i = 1; i <= most_linked_fields; ++i) text(field_name(i), true);
    for (int i = 1; i <= most_block_keys; ++i) {
        text(block_name(i), true);
        text(block_name(i) + "_and", true);
    }
    return table;
}

std::vector<Setting> list_settings() {
    std::vector<Setting> settings;
    for (int i = 1; i <= most_linked_fields; ++i)
        settings.push_back(
            choice("compare_" + std::to_string(i), {"exact", "jaro_winkler", "phonetic_es", "phonetic_pt",
                                                    "name_es", "name_pt", "document", "date", "number"}));
    settings.push_back(number("alike", 0.9, 0.5, 1));
    settings.push_back(number("days", 1, 0, 36'600, "day"));
    settings.push_back(number("within", 1, 0, 1e9));
    settings.push_back(flag("rare", false));
    for (int i = 1; i <= most_block_keys; ++i)
        settings.push_back(choice(block_name(i) + "_by", {"as_written", "phonetic_es", "phonetic_pt"}));
    return settings;
}

Lists lists_of(const Asked& asked) {
    Lists lists{
        .permit = permit_for(asked), .sizes = {}, .ids = cells_of(asked, "id"), .fields = {}, .passes = {}};
    const auto rows = [&](const char* table) {
        return asked.has(table) ? static_cast<std::uint32_t>(asked.table(table).rows()) : 0;
    };
    lists.sizes = {rows("records"), rows("others")};
    expect_once(asked.table("records"), "records");
    if (lists.of_two()) expect_once(asked.table("others"), "others");
    for (int i = 1; i <= most_linked_fields; ++i) {
        if (has(asked, field_name(i))) lists.fields.push_back(field_of(asked, i));
    }
    if (lists.fields.empty())
        refuse(Fault::usage, message("expected a field to compare, found none. Say which column it is with "
                                     "--map records.field_1=COLUMN"));
    lists.passes = passes_of(asked, lists.ids.size());
    return lists;
}

bool id_before(const std::string& a, const std::string& b) {
    const auto x = whole_number(a), y = whole_number(b);
    return std::tuple{!x, x.value_or(0), a} < std::tuple{!y, y.value_or(0), b};
}

}  // namespace atalaya::methods
