#include "store/erasure_records.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include "core/error.hpp"
#include "store/chained_rows.hpp"
#include "store/forgotten_rows.hpp"
#include "store/next_number.hpp"
#include "store/sql.hpp"

namespace atalaya::store {
namespace {

namespace ask = sql::records::query;

std::string text(std::string_view of) {
    return std::string{of};
}

std::string hex_or_none(const std::optional<Digest>& digest) {
    return digest ? digest->hex() : "";
}

std::vector<Values> delivery_rows(std::string_view city, const std::vector<ErasedDelivery>& deliveries) {
    std::vector<Values> rows;
    for (const auto& one : deliveries)
        rows.push_back({text(city), one.erasure, one.delivery.hex(), one.before.hex(), hex_or_none(one.twin),
                        one.rows, one.cells});
    return rows;
}

std::vector<Values> place_rows(std::string_view city, const std::vector<ErasedPlace>& places) {
    std::vector<Values> rows;
    for (const auto& one : places)
        rows.push_back(
            {text(city), one.erasure, one.vintage_no, one.before.hex(), one.since.hex(), one.positions});
    return rows;
}

// The chain of the rows of a reading that an erasure blanked.
std::string left_of(Database& database, std::string_view city, const ErasedRun& run) {
    const auto& columns = record_table("reject").columns;
    std::string link;
    database.query(
        fmt::format("SELECT {} FROM reject WHERE city = $1 AND run = $2 AND found = $3 ORDER BY link_no",
                    fmt::join(columns, ", ")),
        {text(city), run.run, blanked_mark(run.erasure)}, [&](const Row& row) {
            Values values;
            for (std::size_t i = 0; i < row.size(); ++i) values.push_back(row.value(i));
            link = link_after(link, values);
        });
    return link;
}

// Lines as first and last of those that follow one another; of none, all there can be.
std::vector<std::pair<std::int64_t, std::int64_t>> spans_of(const std::vector<std::int64_t>& lines) {
    if (lines.empty()) return {{0, std::numeric_limits<std::int64_t>::max()}};
    std::vector<std::pair<std::int64_t, std::int64_t>> spans;
    for (const auto line : lines) {
        if (!spans.empty() && spans.back().second + 1 == line) {
            spans.back().second = line;
        } else {
            spans.emplace_back(line, line);
        }
    }
    return spans;
}

// Counts what is blanked; readings of which nothing is are left out.
std::vector<Values> blank(Database& database, std::string_view city, std::vector<ErasedRun>& runs) {
    std::vector<Values> rows;
    for (auto& one : runs) {
        for (const auto& [first, last] : spans_of(one.lines))
            one.rejects += database.execute(ask::blank_rejects,
                                            {text(city), one.run, blanked_mark(one.erasure), first, last});
        if (one.rejects == 0) continue;
        one.digest = left_of(database, city, one);
        rows.push_back({text(city), one.erasure, one.run, one.rejects, one.digest});
    }
    std::erase_if(runs, [](const ErasedRun& one) { return one.rejects == 0; });
    return rows;
}

// Blanks what findings of the readings quote.
std::vector<Values> blank_quotes(Database& database, std::string_view city, const std::string& erasure,
                                 const std::map<std::string, QuotesGone>& quotes) {
    constexpr std::size_t run_at = 1, number_at = 2, detail_at = 5;
    const auto& columns = record_table("finding").columns;
    std::vector<std::pair<Values, std::int64_t>> left;
    for (const auto& [run, gone] : quotes) {
        database.query(fmt::format("SELECT {} FROM finding WHERE city = $1 AND run = $2 ORDER BY finding_no",
                                   fmt::join(columns, ", ")),
                       {text(city), run}, [&, &gone = gone](const Row& row) {
                           auto blanked =
                               without_quotes(text(row.text(detail_at)), gone, blanked_mark(erasure));
                           if (blanked.texts == 0) return;
                           Values values;
                           for (std::size_t i = 0; i < row.size(); ++i) values.push_back(row.value(i));
                           values[detail_at] = std::move(blanked.detail);
                           left.emplace_back(std::move(values), blanked.texts);
                       });
    }
    std::vector<Values> rows;
    for (const auto& [values, texts] : left) {
        database.execute(ask::blank_finding,
                         {text(city), values[run_at], values[number_at], values[detail_at]});
        rows.push_back(
            {text(city), erasure, values[run_at], values[number_at], texts, link_after("", values)});
    }
    return rows;
}

}  // namespace

std::vector<Erasure> erasures(RecordStore& records, std::string_view city) {
    return records.database().collect(ask::erasures, {text(city)}, [](const Row& row) -> Erasure {
        return {text(row.text(0)), row.day(1),        text(row.text(2)), text(row.text(3)), text(row.text(4)),
                text(row.text(5)), text(row.text(6)), row.integer(7),    row.integer(8)};
    });
}

std::vector<ErasedDelivery> erased_deliveries(RecordStore& records, std::string_view city) {
    return records.database().collect(
        ask::erased_deliveries, {text(city)}, [](const Row& row) -> ErasedDelivery {
            std::optional<Digest> twin;
            if (!row.text(3).empty()) twin = digest_in(row, 3);
            return {text(row.text(0)), digest_in(row, 1), digest_in(row, 2), twin,
                    row.integer(4),    row.integer(5)};
        });
}

std::vector<ErasedPlace> erased_places(RecordStore& records, std::string_view city) {
    return records.database().collect(ask::erased_places, {text(city)}, [](const Row& row) -> ErasedPlace {
        return {text(row.text(0)), row.integer(1), digest_in(row, 2), digest_in(row, 3), row.integer(4)};
    });
}

std::vector<ErasedRun> erased_runs(RecordStore& records, std::string_view city) {
    return records.database().collect(ask::erased_runs, {text(city)}, [](const Row& row) -> ErasedRun {
        return {text(row.text(0)), text(row.text(1)), row.integer(2), text(row.text(3))};
    });
}

std::vector<ErasedFinding> erased_findings(RecordStore& records, std::string_view city) {
    return records.database().collect(
        ask::erased_findings, {text(city)}, [](const Row& row) -> ErasedFinding {
            return {text(row.text(0)), text(row.text(1)), row.integer(2), row.integer(3), text(row.text(4))};
        });
}

std::map<Digest, ErasedDelivery> twins(RecordStore& records, std::string_view city) {
    std::map<Digest, ErasedDelivery> newest;
    for (auto& one : erased_deliveries(records, city)) newest[one.delivery] = one;
    return newest;
}

std::string next_erasure_id(RecordStore& records, std::string_view city, Day on) {
    const auto all = erasures(records, city);
    const auto same_day =
        std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.on == on; });
    return fmt::format("e-{}.{}", iso(on), same_day + 1);
}

std::string blanked_mark(std::string_view erasure) {
    return fmt::format("⟦{}⟧", erasure);
}

bool is_blanked(std::string_view cell) {
    return cell.starts_with("⟦e-") && cell.ends_with("⟧");
}

void keep_erasure(RecordStore& records, std::string_view city, const Erasure& erasure,
                  const std::vector<ErasedDelivery>& deliveries, const std::vector<ErasedPlace>& places,
                  std::vector<ErasedRun>& runs, const std::map<std::string, QuotesGone>& quotes,
                  const std::function<void()>& before_commit) {
    auto& database = records.database();
    Transaction transaction{database};
    append_chained(
        database, city, "erasure",
        {{text(city), erasure.id, iso(erasure.on), erasure.cause, erasure.about, storable(erasure.author),
          storable(erasure.reason), storable(erasure.basis), erasure.incidents, erasure.positions}});
    append_chained(database, city, "erasure_delivery", delivery_rows(city, deliveries));
    append_chained(database, city, "erasure_place", place_rows(city, places));
    append_chained(database, city, "erasure_run", blank(database, city, runs));
    append_chained(database, city, "erasure_finding", blank_quotes(database, city, erasure.id, quotes));
    if (before_commit) before_commit();
    transaction.commit();
}

void let_go_of_what_was_said(RecordStore& records) {
    auto& database = records.database();
    if (database.engine() == Engine::sqlite) {
        database.script("VACUUM");
        database.script("PRAGMA wal_checkpoint(TRUNCATE)");
    } else {
        forget_rows(database, {"reject", "finding"});
    }
}

std::vector<Hold> holds(RecordStore& records, std::string_view city) {
    return records.database().collect(ask::retention_holds, {text(city)}, [](const Row& row) -> Hold {
        return {text(row.text(0)), row.integer(1),    text(row.text(2)), text(row.text(3)), text(row.text(4)),
                row.integer(5),    text(row.text(6)), text(row.text(7)), row.day(8)};
    });
}

std::vector<Hold> in_force(RecordStore& records, std::string_view city) {
    std::vector<Hold> out;
    for (auto& step : holds(records, city)) {
        if (step.action == "hold") {
            out.push_back(std::move(step));
        } else {
            std::erase_if(out, [&](const Hold& hold) { return hold.id == step.id; });
        }
    }
    return out;
}

std::string keep_hold(RecordStore& records, std::string_view city, Hold hold) {
    Transaction transaction{records.database()};
    if (hold.action == "release") {
        const auto all = in_force(records, city);
        const auto held =
            std::find_if(all.begin(), all.end(), [&](const Hold& one) { return one.id == hold.id; });
        if (held == all.end())
            throw Error{Fault::missing,
                        message("expected a hold that is in force; none is called \"{}\"", hold.id)};
        hold.step = 2;
        hold.source = held->source, hold.delivery = held->delivery, hold.incident = held->incident;
    } else {
        const int said =
            (hold.source.empty() ? 0 : 1) + (hold.delivery.empty() ? 0 : 1) + (hold.incident == 0 ? 0 : 1);
        if (said != 1)
            throw Error{Fault::usage,
                        message("expected a source, a delivery or an incident to hold: one of the three")};
        std::int64_t number = 1;
        for (const auto& one : holds(records, city)) number += one.action == "hold" ? 1 : 0;
        hold.step = 1;
        hold.id = fmt::format("h-{}", number);
    }
    append_chained(records.database(), city, "retention_hold",
                   {{text(city), hold.id, hold.step, hold.action, hold.source, hold.delivery, hold.incident,
                     storable(hold.author), storable(hold.reason), iso(hold.on)}});
    transaction.commit();
    return hold.id;
}

std::vector<RetentionRun> retention_runs(RecordStore& records, std::string_view city) {
    return records.database().collect(ask::retention_runs, {text(city)}, [](const Row& row) -> RetentionRun {
        return {row.integer(0),    row.day(1),        row.day(2),       text(row.text(3)),
                text(row.text(4)), text(row.text(5)), digest_in(row, 6)};
    });
}

std::int64_t keep_retention_run(RecordStore& records, std::string_view city, RetentionRun run) {
    Transaction transaction{records.database()};
    run.number = next_number(records.database(), city, "retention_run");
    append_chained(records.database(), city, "retention_run",
                   {{text(city), run.number, iso(run.on), iso(run.newest), storable(run.author), run.erasure,
                     run.report, run.digest.hex()}});
    transaction.commit();
    return run.number;
}

}  // namespace atalaya::store
