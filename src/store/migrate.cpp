#include "store/migrate.hpp"

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

void check(const std::vector<Done>& done, std::span<const Migration> steps, const Message& store) {
    if (done.size() > steps.size()) {
        throw Error{
            Fault::newer_version,
            message("the {} was written by a newer Atalaya: it has the step {}, this program knows {} steps. "
                    "Use that version or a newer one; nothing was changed",
                    store, done[steps.size()].name, steps.size())};
    }
    for (std::size_t i = 0; i < done.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i + 1);
        if (done[i].number != number) {
            throw Error{Fault::corrupt, message("the {} expected {} as the number of step {} in the table "
                                                "migration, found {}. Restore it from a backup",
                                                store, number, done[i].name, done[i].number)};
        }
        if (done[i].name == steps[i].name && done[i].digest == sha256(steps[i].sql).hex()) continue;
        throw Error{Fault::corrupt,
                    message("the {} expected step {} as this program has it, found {} with another "
                            "text. Restore it from a backup",
                            store, steps[i].name, done[i].name)};
    }
}

}  // namespace

void migrate(Database& database, std::span<const Migration> steps, const Message& store, bool read_only) {
    if (!read_only) {
        database.script(
            "CREATE TABLE IF NOT EXISTS migration (\n    migration_no bigint NOT NULL PRIMARY KEY,\n"
            "    name text NOT NULL,\n    digest text NOT NULL\n);");
    }
    const auto done = done_in(database);
    check(done, steps, store);
    if (read_only && done.size() < steps.size()) {
        throw Error{Fault::conflict,
                    message("the {} was written by an older Atalaya; open it once to write, then "
                            "it can be read",
                            store)};
    }
    for (std::size_t i = done.size(); !read_only && i < steps.size(); ++i) {
        Transaction transaction{database};
        database.script(steps[i].sql);
        database.execute(
            "INSERT INTO migration VALUES ($1, $2, $3)",
            {static_cast<std::int64_t>(i + 1), std::string{steps[i].name}, sha256(steps[i].sql).hex()});
        transaction.commit();
    }
}

}  // namespace atalaya::store
