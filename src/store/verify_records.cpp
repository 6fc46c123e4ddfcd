#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/text.hpp"
#include "store/chained_rows.hpp"
#include "store/erasure_records.hpp"
#include "store/sql.hpp"
#include "store/sqlite_database.hpp"
#include "store/verify_rows.hpp"

namespace atalaya::store {
namespace {

const Message repair = message("restore the record store from a backup");

// Rows that erasures blanked: refused cells, and findings of what they quoted. They keep the link of what they said, and are
// compared with the chain of what was left of them: refused cells of a reading together, each finding alone.
class BlankedRows {
  public:
    BlankedRows(Store& store, const RecordTable& table) {
        if (table.name == "finding") {
            for (auto& one : erased_findings(store.records(), store.city()))
                findings_[{one.run, one.finding_no}] = one.digest;
        }
        if (table.name != "reject") return;
        for (const auto& one : erased_runs(store.records(), store.city()))
            runs_[{one.run, blanked_mark(one.erasure)}] = {one, 0, {}};
    }
    // Whether it is one of them. Rows come in the order of the chain.
    bool is(const Values& row) {
        if (!findings_.empty()) return is_finding(row);
        constexpr std::size_t run = 1, found = 6;
        if (runs_.empty()) return false;
        const auto one = runs_.find({std::get<std::string>(row[run]), std::get<std::string>(row[found])});
        if (one == runs_.end()) return false;
        auto& [recorded, rows, link] = one->second;
        ++rows;
        link = link_after(link, row);
        return true;
    }
    // The readings of which something else is left.
    std::vector<std::string> changed() const {
        std::vector<std::string> out = changed_;
        for (const auto& [of, run] : runs_) {
            if (run.rows != run.recorded.rejects || run.link != run.recorded.digest) out.push_back(of.first);
        }
        return out;
    }

  private:
    bool is_finding(const Values& row) {
        constexpr std::size_t run = 1, number = 2;
        const auto& of = std::get<std::string>(row[run]);
        const auto no = std::get<std::int64_t>(row[number]);
        const auto left = findings_.find({of, no});
        if (left == findings_.end()) return false;
        if (link_after("", row) != left->second) changed_.push_back(fmt::format("{}, finding_no={}", of, no));
        return true;
    }

    struct Run {
        ErasedRun recorded;
        std::int64_t rows = 0;
        std::string link;
    };
    std::map<std::pair<std::string, std::string>, Run> runs_;
    std::map<std::pair<std::string, std::int64_t>, std::string> findings_;  // the digest each was left with
    std::vector<std::string> changed_;
};

// Follows the chain of one table of a city.
class ChainWalk {
  public:
    ChainWalk(const RecordTable& table, BlankedRows blanked, Verified& out)
        : table_{table}, blanked_{std::move(blanked)}, out_{out} {}

    void row(const Row& row) {
        ++out_.record_rows;
        const auto columns = table_.columns.size();
        Values values;
        for (std::size_t i = 0; i < columns; ++i) values.push_back(row.value(i));
        const auto link_no = row.integer(columns);
        const std::string link{row.text(columns + 1)};
        if (link_no <= links_) {
            damage(fmt::format("link_no={}", link_no),
                   message("two rows say that they are this one, or one of them is out of order"));
        } else if (link_no != links_ + 1) {
            damage(fmt::format("link_no={}", links_ + 1),
                   message("{} rows that were written are missing before link_no {}", link_no - links_ - 1,
                           link_no));
        } else if (!blanked_.is(values) && link_after(head_, values) != link) {
            damage(key_of(row), message("a value of this row is not what was written"));
        }
        links_ = link_no;
        head_ = link;
    }

    void end(const ChainEnd& kept) {
        for (const auto& run : blanked_.changed())
            damage(fmt::format("run={}", run), message("what an erasure blanked is not as it left it"));
        if (kept.links == links_ && kept.head == head_) return;
        damage("", message("the table ends at row {} of {} that were written, or its last row was changed",
                           links_, kept.links));
    }

  private:
    std::string key_of(const Row& row) const {
        std::vector<std::string> parts;
        for (const auto name : table_.key) {
            for (std::size_t i = 0; i < table_.columns.size(); ++i) {
                if (table_.columns[i] != name) continue;
                parts.push_back(row[i].kind == Cell::Kind::integer
                                    ? fmt::format("{}={}", name, row.integer(i))
                                    : fmt::format("{}={}", name, row.text(i)));
            }
        }
        return join(parts, ", ");
    }
    void damage(std::string key, Message found) {
        if (++damages_ <= most_damages) {
            out_.damages.push_back({Damage::Where::records, std::string{table_.name}, std::move(key), "",
                                    std::move(found), repair});
        }
    }

    const RecordTable& table_;
    BlankedRows blanked_;
    Verified& out_;
    std::int64_t links_ = 0;
    std::string head_;
    std::size_t damages_ = 0;
};

// "city || ''" is answered by no index: what is read are the rows of the table themselves.
void verify_table(Store& store, const RecordTable& table, Verified& out) {
    auto& database = store.records().database();
    const auto& city = store.city();
    std::vector<std::string> columns(table.columns.begin(), table.columns.end());
    ChainWalk walk{table, BlankedRows{store, table}, out};
    database.query(fmt::format("SELECT {}, link_no, link FROM {} WHERE city || '' = $1 ORDER BY link_no",
                               join(columns, ", "), table.name),
                   {city}, [&](const Row& row) { walk.row(row); });
    walk.end(chain_end(database, city, table.name));
}

// Ends of chains that no table has.
void verify_chain(Database& database, const std::string& city, Verified& out) {
    database.query(
        "SELECT table_name, links FROM chain WHERE city || '' = $1 ORDER BY table_name COLLATE \"C\"", {city},
        [&](const Row& row) {
            const auto& tables = record_tables();
            const bool known = std::any_of(tables.begin(), tables.end(),
                                           [&](const RecordTable& t) { return t.name == row.text(0); });
            if (known) return;
            out.damages.push_back({Damage::Where::records, "chain", fmt::format("table_name={}", row.text(0)),
                                   "", message("a row of no table that is kept"), repair});
        });
}

// A file of records is of one city; a server may hold several.
void verify_one_city(Database& database, const std::string& city, Verified& out) {
    if (database.engine() != Engine::sqlite) return;
    const auto look = [&](std::string_view table) {
        database.query(
            fmt::format("SELECT city, CAST(count(*) AS bigint) FROM {} WHERE city || '' <> $1 "
                        "GROUP BY city ORDER BY city COLLATE \"C\"",
                        table),
            {city}, [&](const Row& row) {
                out.damages.push_back({Damage::Where::records, std::string{table}, "", "city",
                                       message("{} rows are of the city \"{}\", and atalaya.json says {}",
                                               row.integer(1), row.text(0), city),
                                       repair});
            });
    };
    look("chain");
    for (const auto& table : record_tables()) look(table.name);
}

// Besides the rows that a query answers: what the engine says of its own pages and indexes.
void verify_engine(Database& database, Verified& out) {
    std::size_t said = 0;
    for (const auto& words : database.own_check()) {
        if (++said > most_damages) break;
        out.damages.push_back({Damage::Where::records, std::string{name_of(database.engine())}, "", "",
                               message("its own check says: {}", words), repair});
    }
}

}  // namespace

void verify_records(Store& store, Progress& progress, Verified& out) {
    auto& database = store.records().database();
    const auto look = [&](std::string_view what, auto at) {
        whole(out, Damage::Where::records, std::string{what}, repair, at);
    };
    look("schema", [&] {
        const auto twin = open_sqlite(":memory:", false);
        verify_schema(database, *twin, sql::records::schema::steps, Damage::Where::records,
                      message("drop what nobody knows, or restore the record store from a backup"), out);
    });
    look("schema", [&] { verify_engine(database, out); });
    progress.stage("records", record_tables().size());
    std::uint64_t done = 0;
    look("chain", [&] { verify_chain(database, store.city(), out); });
    look("chain", [&] { verify_one_city(database, store.city(), out); });
    for (const auto& table : record_tables()) {
        look(table.name, [&] { verify_table(store, table, out); });
        progress.check_interrupt();
        progress.advance(++done);
    }
}

}  // namespace atalaya::store
