#include <fmt/format.h>

#include "core/text.hpp"
#include "store/chained_rows.hpp"
#include "store/verify_rows.hpp"

namespace atalaya::store {
namespace {

const Message repair = message("restore the record store from a backup");

// Follows the chain of one table of a city.
class ChainWalk {
  public:
    ChainWalk(const RecordTable& table, Verified& out) : table_{table}, out_{out} {}

    void row(const Row& row) {
        ++out_.record_rows;
        const auto columns = table_.columns.size();
        Values values;
        for (std::size_t i = 0; i < columns; ++i) values.push_back(row.value(i));
        const auto link_no = row.integer(columns);
        const std::string link{row.text(columns + 1)};
        if (link_no != links_ + 1) {
            damage(fmt::format("link_no={}", links_ + 1),
                   message("{} rows that were written are missing before link_no {}", link_no - links_ - 1,
                           link_no));
        } else if (link_after(head_, values) != link) {
            damage(key_of(row), message("a value of this row is not what was written"));
        }
        links_ = link_no;
        head_ = link;
    }

    void end(const ChainEnd& kept) {
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
    Verified& out_;
    std::int64_t links_ = 0;
    std::string head_;
    std::size_t damages_ = 0;
};

}  // namespace

void verify_records(Store& store, Progress& progress, Verified& out) {
    auto& database = store.records().database();
    progress.stage("records", record_tables().size());
    std::uint64_t done = 0;
    for (const auto& table : record_tables()) {
        std::vector<std::string> columns(table.columns.begin(), table.columns.end());
        ChainWalk walk{table, out};
        database.query(fmt::format("SELECT {}, link_no, link FROM {} WHERE city = $1 ORDER BY link_no",
                                   join(columns, ", "), table.name),
                       {store.city()}, [&](const Row& row) { walk.row(row); });
        walk.end(chain_end(database, store.city(), table.name));
        progress.check_interrupt();
        progress.advance(++done);
    }
}

}  // namespace atalaya::store
