#include "store/record_store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <set>

#include "core/error.hpp"
#include "core/text.hpp"
#include "store/chained_rows.hpp"
#include "store/run_spans.hpp"
#include "store/sql.hpp"

namespace atalaya::store {
namespace {

namespace ask = sql::records::query;

std::string text(const Row& row, std::size_t i) {
    return std::string{row.text(i)};
}

std::string text(std::string_view value) {
    return std::string{value};
}

std::string_view word_for(Covers covers) {
    return covers == Covers::months ? "months" : "rows";
}

Vintage vintage_of(const Row& row) {
    return {row.integer(0),    text(row, 1),      row.day(2),  text(row, 3),
            digest_in(row, 4), digest_in(row, 5), text(row, 6)};
}

Run run_of(const Row& row) {
    return {text(row, 0),      row.integer(1),
            digest_in(row, 2), digest_in(row, 3),
            text(row, 4),      text(row, 5),
            text(row, 6),      row.text(7) == "months" ? Covers::months : Covers::rows,
            text(row, 8),      row.integer(9),
            row.integer(10),   row.integer(11),
            row.integer(12),   row.integer(13)};
}

Figure figure_of(const Row& row) {
    return {text(row, 0), text(row, 1), text(row, 2), digest_in(row, 3), row.integer(4), text(row, 5)};
}

template <class T>
std::optional<T> first(std::vector<T> found) {
    if (found.empty()) return {};
    return std::move(found.front());
}

Values run_row(const std::string& city, const Vintage& vintage, const Batch& batch, const std::string& run) {
    return {city,
            run,
            vintage.no,
            batch.delivery.hex(),
            batch.recipe.hex(),
            batch.source,
            batch.source_version,
            batch.basis,
            text(word_for(batch.covers)),
            storable(batch.file_name),
            batch.delivery_bytes,
            batch.read,
            batch.accepted,
            batch.rejected,
            batch.duplicate};
}

}  // namespace

std::string run_id(std::string_view city, const Digest& delivery, const Digest& recipe, int reading) {
    const auto named = fmt::format("{}\x1F{}\x1F{}", city, delivery.hex(), recipe.hex());
    return short_name(sha256(reading == 1 ? named : fmt::format("{}\x1F{}", named, reading)));
}

RecordStore::RecordStore(std::unique_ptr<Database> database, bool read_only)
    : database_{std::move(database)} {
    migrate(*database_, sql::records::schema::steps,
            {message("record store"), message("restore the record store from a backup")}, read_only);
}

std::vector<Vintage> RecordStore::vintages(std::string_view city) {
    return database_->collect(ask::vintages, {text(city)}, vintage_of);
}

std::optional<Vintage> RecordStore::newest(std::string_view city) {
    return first(database_->collect(ask::newest_vintage, {text(city)}, vintage_of));
}

std::optional<Vintage> RecordStore::find_vintage(std::string_view city, std::string_view id) {
    return first(database_->collect(ask::vintage, {text(city), text(id)}, vintage_of));
}

std::vector<Run> RecordStore::runs(std::string_view city) {
    return database_->collect(ask::runs, {text(city)}, run_of);
}

std::optional<Run> RecordStore::find_run(std::string_view city, const Digest& delivery, const Digest& recipe,
                                         int reading) {
    return first(database_->collect(ask::run, {text(city), run_id(city, delivery, recipe, reading)}, run_of));
}

std::vector<RejectCount> RecordStore::reject_counts(std::string_view city, std::string_view run) {
    return database_->collect(ask::reject_counts, {text(city), text(run)}, [](const Row& row) -> RejectCount {
        return {text(row, 0), text(row, 1), row.integer(2)};
    });
}

std::vector<KeptReject> RecordStore::rejects(std::string_view city, std::string_view run,
                                             std::string_view reason, std::int64_t at_most) {
    return database_->collect(
        ask::rejects, {text(city), text(run), text(reason), at_most}, [&](const Row& row) -> KeptReject {
            return {text(run), {row.integer(0), text(row, 1), text(row, 2), text(row, 3)}};
        });
}

std::vector<KeptFinding> RecordStore::findings(std::string_view city, std::string_view run) {
    return database_->collect(ask::findings, {text(city), text(run)}, [&](const Row& row) -> KeptFinding {
        return {text(run), {text(row, 0), row.integer(1), text(row, 2)}};
    });
}

void RecordStore::keep_figure(std::string_view city, const Figure& figure) {
    keep_figures(city, {figure});
}

void RecordStore::keep_figures(std::string_view city, const std::vector<Figure>& figures) {
    Transaction transaction{*database_};
    std::vector<Values> rows;
    for (const auto& figure : figures) {
        if (const auto kept = find_figure(city, figure.id)) {
            if (kept->value == figure.value && kept->spec == figure.spec) continue;
            throw Error{Fault::corrupt,
                        message("figure {} left the house as {}, and would now be {}. A figure never "
                                "changes: run verify, then rebuild",
                                figure.id, kept->value, figure.value)};
        }
        rows.push_back({text(city), figure.id, figure.spec, figure.value, figure.digest.hex(),
                        figure.vintage_no, figure.first_used_by});
    }
    if (!rows.empty()) append_chained(*database_, city, "figure", std::move(rows));
    transaction.commit();
}

std::optional<Figure> RecordStore::find_figure(std::string_view city, std::string_view id) {
    return first(database_->collect(ask::figure, {text(city), text(id)}, figure_of));
}

std::vector<Figure> RecordStore::figures(std::string_view city) {
    return database_->collect(ask::figures, {text(city)}, figure_of);
}

std::vector<BulletinIssue> RecordStore::issues(std::string_view city) {
    return database_->collect(ask::bulletin_issues, {text(city)}, [](const Row& row) -> BulletinIssue {
        return {text(row, 0),   text(row, 1),   text(row, 2),     text(row, 3),
                row.integer(4), row.integer(5), digest_in(row, 6)};
    });
}

void RecordStore::keep_issue(std::string_view city, const BulletinIssue& issue) {
    Transaction transaction{*database_};
    append_chained(*database_, city, "bulletin_issue",
                   {{text(city), issue.bulletin, issue.territory, issue.period, issue.language, issue.number,
                     issue.vintage_no, issue.digest.hex()}});
    transaction.commit();
}

std::vector<BulletinCode> RecordStore::codes(std::string_view city, std::string_view code) {
    return database_->collect(ask::bulletin_codes, {text(city), text(code)},
                              [](const Row& row) -> BulletinCode {
                                  return {text(row, 0), text(row, 1),   text(row, 2), text(row, 3),
                                          text(row, 4), row.integer(5), text(row, 6)};
                              });
}

void RecordStore::keep_code(std::string_view city, const BulletinCode& code) {
    const auto kept = codes(city, code.code);
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const BulletinCode& of) {
        return of.bulletin == code.bulletin && of.territory == code.territory && of.period == code.period &&
               of.language == code.language && of.vintage_no == code.vintage_no;
    });
    if (known) return;
    Transaction transaction{*database_};
    append_chained(*database_, city, "bulletin_code",
                   {{text(city), code.code, code.bulletin, code.territory, code.period, code.language,
                     code.vintage_no, code.issued_on}});
    transaction.commit();
}

std::vector<FindingDecision> RecordStore::finding_decisions(std::string_view city) {
    return database_->collect(ask::finding_decisions, {text(city)}, [](const Row& row) -> FindingDecision {
        return {text(row, 0), row.integer(1), text(row, 2), text(row, 3), text(row, 4),
                text(row, 5), text(row, 6),   text(row, 7), text(row, 8), text(row, 9)};
    });
}

void RecordStore::keep_finding_decision(std::string_view city, const FindingDecision& decision) {
    Transaction transaction{*database_};
    std::int64_t number = 1;
    for (const auto& kept : finding_decisions(city)) {
        if (kept.finding == decision.finding) number = kept.number + 1;
    }
    append_chained(*database_, city, "finding_decision",
                   {{text(city), decision.finding, number, decision.state, storable(decision.author),
                     storable(decision.reason), decision.decided_on, decision.source, decision.delivery,
                     decision.check, decision.about}});
    transaction.commit();
}

void RecordStore::publish(std::string_view city_name, const Vintage& vintage,
                          const std::vector<const Batch*>& batches,
                          const std::function<void()>& before_commit) {
    const std::string city{city_name};
    std::vector<Values> deliveries, runs, spans, rejects, findings;
    std::set<Digest> seen;
    for (const auto* batch : batches) {
        const auto run = run_id(city, batch->delivery, batch->recipe, batch->reading);
        const bool known =
            !seen.insert(batch->delivery).second ||
            !database_->collect(ask::delivery, {city, batch->delivery.hex()}, [](const Row&) { return 0; })
                 .empty();
        if (!known) {
            deliveries.push_back({city, batch->delivery.hex(), batch->source, storable(batch->file_name),
                                  batch->delivery_bytes, vintage.no});
        }
        runs.push_back(run_row(city, vintage, *batch, run));
        if (const auto span = span_of(*batch))
            spans.push_back({city, run, iso(span->first), iso(span->past_end)});
        std::int64_t no = 0;
        for (const auto& r : batch->rejects) {
            rejects.push_back({city, run, ++no, r.line, r.reason, storable(r.column), storable(r.found)});
        }
        no = 0;
        for (const auto& f : batch->findings)
            findings.push_back({city, run, ++no, f.check, f.rows, storable(f.detail)});
    }

    Transaction transaction{*database_};
    append_chained(*database_, city, "delivery", std::move(deliveries));
    append_chained(*database_, city, "run", std::move(runs));
    append_chained(*database_, city, "run_span", std::move(spans));
    append_chained(*database_, city, "reject", std::move(rejects));
    append_chained(*database_, city, "finding", std::move(findings));
    append_chained(*database_, city, "vintage",
                   {{city, vintage.no, vintage.id, iso(vintage.published_on), vintage.program,
                     vintage.segment.hex(), vintage.place.hex(), vintage.note}});
    if (before_commit) before_commit();
    transaction.commit();
}

}  // namespace atalaya::store
