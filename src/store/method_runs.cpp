#include "store/method_runs.hpp"

#include "store/chained_rows.hpp"
#include "store/erasure_records.hpp"
#include "store/next_number.hpp"
#include "store/sql.hpp"

namespace atalaya::store {
namespace {

KeptMethodRun run_of(const Row& row) {
    const auto text = [&](std::size_t column) { return std::string{row.text(column)}; };
    return {row.integer(0), text(1), text(2), text(3), text(4), digest_in(row, 5), text(6), row.integer(7)};
}

}  // namespace

std::vector<KeptMethodRun> method_runs(RecordStore& records, std::string_view city) {
    return records.database().collect(sql::records::query::method_runs, {std::string{city}}, run_of);
}

std::optional<KeptMethodRun> find_method_run(RecordStore& records, std::string_view city,
                                             std::string_view run) {
    auto found = records.database().collect(sql::records::query::method_run,
                                            {std::string{city}, std::string{run}}, run_of);
    if (found.empty()) return {};
    return std::move(found.front());
}

std::optional<KeptMethodRun> keep_method_run(RecordStore& records, std::string_view city, KeptMethodRun run) {
    Transaction transaction{records.database()};
    auto before = find_method_run(records, city, run.run);
    if (before && before->answer == run.answer) return before;
    append_chained(records.database(), city, "method_run",
                   {{std::string{city}, next_number(records.database(), city, "method_run"), run.run,
                     run.ran_on, storable(run.record), storable(run.given), run.answer.hex(), run.refused,
                     static_cast<std::int64_t>(erasures(records, city).size())}});
    transaction.commit();
    return before;
}

}  // namespace atalaya::store
