#include "store/migrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/error.hpp"

namespace atalaya::store {
namespace {

struct Done {
    std::int64_t number{};
    std::string name;
    std::string digest;
};

std::vector<Done> done_in(Database& database) {
    return database.collect("SELECT migration_no, name, digest FROM migration ORDER BY migration_no", {},
                            [](const Row& row) -> Done {
                                return {row.integer(0), std::string{row.text(1)}, std::string{row.text(2)}};
                            });
}

void check(const std::vector<Done>& done, std::span<const Migration> steps, const StoreWords& store) {
    if (done.size() > steps.size()) {
        throw Error{
            Fault::newer_version,
            message("the {} was written by a newer Atalaya: it has the step {}, this program knows {} steps. "
                    "Use that version or a newer one; nothing was changed",
                    store.name, done[steps.size()].name, steps.size())};
    }
    for (std::size_t i = 0; i < done.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i + 1);
        if (done[i].number != number) {
            throw Error{Fault::corrupt,
                        message("the {} expected {} as the number of step {} in the table "
                                "migration, found {}. To do: {}",
                                store.name, number, done[i].name, done[i].number, store.repair)};
        }
        if (done[i].name == steps[i].name && done[i].digest == sha256(steps[i].sql).hex()) continue;
        throw Error{Fault::corrupt,
                    message("the {} expected step {} as this program has it, found {} with another "
                            "text. To do: {}",
                            store.name, steps[i].name, done[i].name, store.repair)};
    }
}

bool has_table(const std::vector<SchemaObject>& schema, std::string_view name) {
    return std::any_of(schema.begin(), schema.end(), [&](const SchemaObject& object) {
        return object.kind == "table" && object.name == name;
    });
}

// A store whose table `migration` lost rows: running the steps again would meet their tables.
void refuse_lost_rows(Database& database, std::span<const Migration> missing, const StoreWords& store) {
    const auto schema = database.schema();
    if (!has_table(schema, "migration")) {
        throw Error{Fault::corrupt,
                    message("the {} has no table migration, which says how it was made: it is empty or "
                            "damaged. To do: {}",
                            store.name, store.repair)};
    }
    for (const auto& step : missing) {
        for (const auto& object : schema) {
            if (step.sql.find(fmt::format("CREATE TABLE {} (", object.name)) == std::string_view::npos)
                continue;
            throw Error{Fault::corrupt,
                        message("the {} has the table {}, and its table migration has lost the row of the "
                                "step {}, which made it. To do: {}",
                                store.name, object.name, step.name, store.repair)};
        }
    }
}

void take(Database& database, std::int64_t number, const Migration& step) {
    database.script(step.sql);
    database.execute("INSERT INTO migration VALUES ($1, $2, $3)",
                     {number, std::string{step.name}, sha256(step.sql).hex()});
}

}  // namespace

void migrate(Database& database, std::span<const Migration> steps, const StoreWords& store, bool read_only) {
    if (!read_only) {
        database.script(
            "CREATE TABLE IF NOT EXISTS migration (\n    migration_no bigint NOT NULL PRIMARY KEY,\n"
            "    name text NOT NULL,\n    digest text NOT NULL\n);");
    }
    std::vector<Done> done;
    try {
        done = done_in(database);
    } catch (const Error&) {
        if (!has_table(database.schema(), "migration")) refuse_lost_rows(database, steps, store);
        throw;
    }
    check(done, steps, store);
    if (done.size() < steps.size()) refuse_lost_rows(database, steps.subspan(done.size()), store);
    if (read_only && done.size() < steps.size()) {
        throw OlderStore{
            Fault::conflict,
            message("the {} was written by an older Atalaya. Bring it up to date: atalaya rebuild",
                    store.name)};
    }
    if (read_only) return;
    // A new store is made whole or not at all; of one with rows, each step that is through stays.
    std::optional<Transaction> whole;
    if (done.empty()) whole.emplace(database);
    for (std::size_t i = done.size(); i < steps.size(); ++i) {
        std::optional<Transaction> one;
        if (!whole) one.emplace(database);
        take(database, static_cast<std::int64_t>(i + 1), steps[i]);
        if (one) one->commit();
    }
    if (whole) whole->commit();
}

}  // namespace atalaya::store
