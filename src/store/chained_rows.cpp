#include "store/chained_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "store/sql.hpp"

namespace atalaya::store {
namespace {

// Columns of values that all have one type.
Cells column_of(const std::vector<Values>& rows, std::size_t c) {
    if (std::holds_alternative<std::int64_t>(rows.front()[c])) {
        std::vector<std::int64_t> numbers;
        for (const auto& row : rows) numbers.push_back(std::get<std::int64_t>(row[c]));
        return numbers;
    }
    Coded texts;
    for (const auto& row : rows) texts.push(std::get<std::string>(row[c]));
    return texts;
}

// A trigger that somebody added takes rows away without an error: what was written must be there.
void require_kept(Database& database, std::string_view city, std::string_view table, std::int64_t before,
                  const ChainEnd& written) {
    std::int64_t kept = 0;
    database.query(
        fmt::format("SELECT CAST(count(*) AS bigint) FROM {} WHERE city = $1 AND link_no > $2", table),
        {std::string{city}, before}, [&](const Row& row) { kept = row.integer(0); });
    const auto end = chain_end(database, city, table);
    if (kept == written.links - before && end.links == written.links && end.head == written.head) return;
    throw Error{
        Fault::corrupt,
        message("expected the {} rows written to the table {} of the record store to be there, found {}. "
                "Something in the database takes them away: `atalaya verify` names it. Nothing was "
                "kept",
                written.links - before, table, kept)};
}

}  // namespace

const std::vector<RecordTable>& record_tables() {
    static const std::vector<RecordTable> tables{
        {"vintage",
         {"city", "vintage_no", "vintage", "published_on", "program", "segment_sha", "place_sha", "note"},
         {"vintage_no"}},
        {"delivery", {"city", "delivery", "source", "file_name", "bytes", "vintage_no"}, {"delivery"}},
        {"run",
         {"city", "run", "vintage_no", "delivery", "recipe", "source", "source_version", "basis", "covers",
          "file_name", "bytes", "rows_read", "accepted", "rejected", "duplicate"},
         {"run"}},
        {"run_span", {"city", "run", "first_day", "past_end"}, {"run"}},
        {"reject",
         {"city", "run", "reject_no", "line_no", "reason", "column_name", "found"},
         {"run", "reject_no"}},
        {"finding",
         {"city", "run", "finding_no", "check_code", "row_count", "detail"},
         {"run", "finding_no"}},
        {"figure", {"city", "figure", "spec", "value", "digest", "vintage_no", "first_used_by"}, {"figure"}},
        {"bulletin_issue",
         {"city", "bulletin", "territory", "period", "language", "issue_no", "vintage_no", "digest"},
         {"bulletin", "territory", "period", "language", "issue_no"}},
        {"bulletin_code",
         {"city", "code", "bulletin", "territory", "period", "language", "vintage_no", "issued_on"},
         {"code", "bulletin", "territory", "period", "language", "vintage_no"}},
        {"finding_decision",
         {"city", "finding", "decision_no", "state", "author", "reason", "decided_on", "source", "delivery",
          "check_code", "about"},
         {"finding", "decision_no"}},
        {"arrival", {"city", "delivery", "arrived_on"}, {"delivery"}},
        {"refusal",
         {"city", "refusal_no", "delivery", "source", "file_name", "bytes", "refused_on", "reason"},
         {"refusal_no"}},
        {"letter",
         {"city", "letter_no", "source", "period", "step", "due_on", "written_on", "vintage", "language"},
         {"letter_no", "period"}},
        {"link_decision",
         {"city", "pair", "decision_no", "verdict", "author", "reason", "decided_on", "pairing", "record_a",
          "record_b"},
         {"pair", "decision_no"}},
        {"coding", {"city", "recipe", "source", "said"}, {"recipe"}},
        {"label_decision",
         {"city", "source", "label", "decision_no", "verdict", "code", "written", "author", "reason",
          "decided_on"},
         {"source", "label", "decision_no"}},
        {"code_texts",
         {"city", "import_no", "list", "kind", "file_name", "digest", "source", "author", "imported_on",
          "said"},
         {"import_no"}},
        {"names_shown",
         {"city", "shown_no", "author", "reason", "shown_at", "pairing", "pair", "record_a", "record_b"},
         {"shown_no"}},
        {"erasure",
         {"city", "erasure", "erased_on", "cause", "about", "author", "reason", "basis", "incidents",
          "positions"},
         {"erasure"}},
        {"erasure_delivery",
         {"city", "erasure", "delivery", "kept_before", "twin", "rows_blanked", "cells_blanked"},
         {"erasure", "delivery"}},
        {"erasure_place",
         {"city", "erasure", "vintage_no", "kept_before", "kept_since", "positions"},
         {"erasure", "vintage_no"}},
        {"erasure_run", {"city", "erasure", "run", "rejects", "digest"}, {"erasure", "run"}},
        {"erasure_finding",
         {"city", "erasure", "run", "finding_no", "texts", "digest"},
         {"erasure", "run", "finding_no"}},
        {"retention_hold",
         {"city", "hold", "step_no", "action", "source", "delivery", "incident_no", "author", "reason",
          "decided_on"},
         {"hold", "step_no"}},
        {"retention_run",
         {"city", "run_no", "run_on", "newest_on", "author", "erasure", "report", "digest"},
         {"run_no"}},
        {"reading_clock", {"city", "run", "clock_no", "zone", "tzdata"}, {"run", "clock_no"}},
        {"counting_rules", {"city", "run", "rules_no", "said"}, {"run", "rules_no"}},
        {"reading_domain", {"city", "run", "domain_no", "domain"}, {"run", "domain_no"}},
        {"unit_override",
         {"city", "override_no", "part", "part_unit", "whole", "whole_unit", "claim", "vintage", "author",
          "reason", "decided_on"},
         {"override_no"}},
        {"method_run",
         {"city", "run_no", "run", "ran_on", "record", "given", "answer", "refused", "erasures"},
         {"run_no"}},
    };
    return tables;
}

const RecordTable& record_table(std::string_view name) {
    const auto& all = record_tables();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const RecordTable& t) { return t.name == name; });
    expects(found != all.end(), "record_table is asked for a table of the record store");
    return *found;
}

ChainEnd chain_end(Database& database, std::string_view city, std::string_view table) {
    ChainEnd end;
    database.query(sql::records::query::chain_end, {std::string{city}, std::string{table}},
                   [&](const Row& row) {
                       end = {row.integer(0), std::string{row.text(1)}};
                   });
    return end;
}

std::string storable(std::string_view found) {
    std::string out = is_utf8(found) ? std::string{found} : utf8_from_latin1(found);
    std::erase(out, '\0');
    return out;
}

Digest digest_in(const Row& row, std::size_t column) {
    const auto digest = parse_digest(row.text(column));
    if (!digest)
        throw Error{Fault::corrupt, message("expected a digest in the record store, found \"{}\". Run verify",
                                            row.text(column))};
    return *digest;
}

std::string link_after(std::string_view head, const Values& row) {
    JsonWriter json;
    json.array().text(head);
    for (const auto& value : row) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            json.integer(*number);
        } else {
            json.text(std::get<std::string>(value));
        }
    }
    json.end();
    return sha256(json.str()).hex();
}

void append_chained(Database& database, std::string_view city, std::string_view table,
                    std::vector<Values> rows) {
    if (rows.empty()) return;
    const auto& columns = record_table(table).columns;
    auto [links, head] = chain_end(database, city, table);
    for (auto& row : rows) {
        expects(row.size() == columns.size(), "a record has the columns of its table");
        head = link_after(head, row);
        row.emplace_back(++links);
        row.emplace_back(head);
    }
    Table filled{std::string{table}, {}};
    for (std::size_t c = 0; c < rows.front().size(); ++c) {
        const auto name = c < columns.size() ? columns[c] : c == columns.size() ? "link_no" : "link";
        filled.columns.push_back({std::string{name}, column_of(rows, c)});
    }
    database.append(table, filled);
    database.execute(sql::records::query::move_chain, {std::string{city}, std::string{table}, links, head});
    require_kept(database, city, table, links - static_cast<std::int64_t>(rows.size()), {links, head});
}

}  // namespace atalaya::store
