#include "store/analytics_store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

AnalyticsStore::AnalyticsStore(std::unique_ptr<Database> database, bool read_only)
    : database_{std::move(database)} {
    migrate(*database_, sql::analytics::schema::steps,
            {message("analytics store"), verbatim("atalaya rebuild")}, read_only);
}

std::vector<Applied> AnalyticsStore::applied(std::string_view city) {
    return database_->collect(
        sql::analytics::query::applied, {std::string{city}}, [](const Row& row) -> Applied {
            const auto digest = parse_digest(row.text(2));
            return {row.integer(0), std::string{row.text(1)}, digest.value_or(Digest{})};
        });
}

std::int64_t AnalyticsStore::newest_held_after(std::string_view city, std::int64_t vintage_no) {
    std::int64_t newest = 0;
    for (const auto& table : fact_tables()) {
        database_->query(
            fmt::format("SELECT max(vintage_no) FROM {} WHERE city = $1 AND vintage_no > $2", table.name),
            {std::string{city}, vintage_no}, [&](const Row& row) {
                if (!row.is_null(0)) newest = std::max(newest, row.integer(0));
            });
    }
    return newest;
}

LedgerWords AnalyticsStore::words_of(const std::string& city) {
    std::vector<std::string> labels;
    database_->query(sql::analytics::query::words, {city}, [&](const Row& row) {
        if (row.integer(0) != static_cast<std::int64_t>(labels.size())) {
            throw Error{Fault::corrupt, message("expected word_no {} in the table word of the analytics "
                                                "store, found {}. Run: atalaya rebuild",
                                                labels.size(), row.integer(0))};
        }
        labels.emplace_back(row.text(1));
    });
    return LedgerWords{std::move(labels)};
}

void AnalyticsStore::apply(const Segment& segment, const Segment& place, const Digest& digest,
                           Progress& progress, const std::function<void()>& before_commit) {
    const auto& header = segment.header();
    LedgerWords words = words_of(header.city);
    words.take(segment);
    Transaction transaction{*database_};
    progress.stage("apply", fact_tables().size());
    std::uint64_t done = 0;
    for (const auto& table : fact_tables()) {
        const auto to = database_->appender(table.name);
        rows_of(segment, place, words, table.name, [&](const Table& rows) {
            to->add(rows);
            progress.check_interrupt();
        });
        to->finish();
        progress.advance(++done);
    }
    database_->execute(sql::analytics::query::apply,
                       {header.city, header.vintage_no, header.vintage, digest.hex()});
    if (before_commit) before_commit();
    transaction.commit();
}

void AnalyticsStore::forget(std::string_view city) {
    Transaction transaction{*database_};
    for (const auto& table : fact_tables()) {
        database_->execute(fmt::format("DELETE FROM {} WHERE city = $1", table.name), {std::string{city}});
    }
    database_->execute(sql::analytics::query::forget_applied, {std::string{city}});
    transaction.commit();
}

}  // namespace atalaya::store
