#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/text.hpp"
#include "store/duck_database.hpp"
#include "store/row_sum.hpp"
#include "store/sql.hpp"
#include "store/verify_rows.hpp"

namespace atalaya::store {
namespace {

const Message repair = verbatim("atalaya rebuild");

using RowCells = std::vector<Cell>;

// A row taken out of its answer: its values and their names.
struct KeptRow {
    Values values;
    bool matched = false;
};

class TableCheck {
  public:
    TableCheck(Store& store, const std::vector<Vintage>& vintages, const FactTable& table)
        : store_{store}, vintages_{vintages}, table_{table} {}

    // One pass over both sides; a second and third only when they differ.
    void run(Verified& out) {
        RowSum expected, found;
        each_expected([&](const RowCells& row) { expected.add(hash_of(row, buffer_)); });
        each_found([&](const RowCells& row) { found.add(hash_of(row, buffer_)); });
        out.analytics_rows += found.rows;
        if (expected == found) return;
        if (names_.empty()) {
            out.damages.push_back({Damage::Where::analytics, std::string{table_.name}, "", "",
                                   message("has rows, and no vintage is published"), repair});
            return;
        }
        auto wrong = only_in([&](auto take) { each_found(take); }, [&](auto take) { each_expected(take); });
        auto right = only_in([&](auto take) { each_expected(take); }, [&](auto take) { each_found(take); });
        report(wrong, right, out);
    }

  private:
    template <class Take>
    void each_expected(Take take) {
        RowCells cells;
        words_ = LedgerWords{};
        for (const auto& vintage : vintages_) {
            const Segment segment{store_.segments().segment(vintage.id)},
                place{store_.segments().place(vintage.id)};
            words_.take(segment);
            rows_of(segment, place, words_, table_.name, [&](const Table& rows) {
                if (names_.empty()) {
                    for (const auto& column : rows.columns) names_.push_back(column.name);
                }
                const auto count = rows.rows();
                for (std::size_t row = 0; row < count; ++row) {
                    cells_of(rows, row, cells);
                    take(cells);
                }
            });
        }
    }

    template <class Take>
    void each_found(Take take) {
        RowCells cells;
        store_.analytics().database().query(fmt::format("SELECT * FROM {} WHERE city = $1", table_.name),
                                            {store_.city()}, [&](const Row& row) {
                                                require_columns(row.size());
                                                cells.clear();
                                                for (std::size_t i = 0; i < row.size(); ++i)
                                                    cells.push_back(row[i]);
                                                take(cells);
                                            });
    }

    void require_columns(std::size_t found) const {
        if (names_.empty() || found == names_.size()) return;
        throw Error{Fault::corrupt, message("expected {} columns, found {}", names_.size(), found)};
    }

    // The first rows of one side that the other does not have, as a multiset.
    template <class One, class Other>
    std::vector<KeptRow> only_in(One one, Other other) {
        std::vector<RowHash> there;
        other([&](const RowCells& row) { there.push_back(hash_of(row, buffer_)); });
        std::sort(there.begin(), there.end());
        std::vector<bool> used(there.size());
        std::vector<KeptRow> out;
        one([&](const RowCells& row) {
            const auto hash = hash_of(row, buffer_);
            auto at =
                static_cast<std::size_t>(std::lower_bound(there.begin(), there.end(), hash) - there.begin());
            while (at < there.size() && there[at] == hash && used[at]) ++at;
            if (at < there.size() && there[at] == hash) {
                used[at] = true;
            } else if (out.size() < most_damages) {
                KeptRow kept;
                for (std::size_t i = 0; i < row.size(); ++i) kept.values.push_back(Row{row}.value(i));
                out.push_back(std::move(kept));
            }
        });
        return out;
    }

    static std::string text_of(const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        if (const auto* day = std::get_if<Day>(&value)) return iso(*day);
        return "(nothing)";
    }

    // A code with what it stands for.
    std::string shown(std::size_t column, const Value& value) const {
        const auto* code = std::get_if<std::int64_t>(&value);
        const auto known = static_cast<std::int64_t>(words_.labels().size());
        if (!code || !LedgerWords::has(table_.name, names_[column]) || *code < 0 || *code >= known)
            return text_of(value);
        return fmt::format("{} (\"{}\")", *code, words_.labels()[static_cast<std::size_t>(*code)]);
    }

    bool is_key(std::size_t column) const {
        return std::find(table_.key.begin(), table_.key.end(), names_[column]) != table_.key.end();
    }

    std::string key_of(const KeptRow& row) const {
        std::vector<std::string> parts;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (is_key(i)) parts.push_back(fmt::format("{}={}", names_[i], text_of(row.values[i])));
        }
        return join(parts, ", ");
    }

    // The row that `row` should have been: of those that nobody has taken, the one with
    // the fewest other values, when most are equal.
    KeptRow* counterpart(const KeptRow& row, std::vector<KeptRow>& right) const {
        KeptRow* best = nullptr;
        std::size_t fewest = names_.size() / 2 + 1;
        for (auto& candidate : right) {
            if (candidate.matched) continue;
            std::size_t others = 0;
            for (std::size_t i = 0; i < names_.size(); ++i) others += row.values[i] != candidate.values[i];
            if (others < fewest) {
                best = &candidate;
                fewest = others;
            }
        }
        return best;
    }

    void report(std::vector<KeptRow>& wrong, std::vector<KeptRow>& right, Verified& out) const {
        const auto damage = [&](const KeptRow& row, const std::string& column, Message found) {
            out.damages.push_back({Damage::Where::analytics, std::string{table_.name}, key_of(row), column,
                                   std::move(found), repair});
        };
        for (const auto& row : wrong) {
            auto* should = counterpart(row, right);
            if (!should) {
                damage(row, "", message("a row that no segment has"));
                continue;
            }
            should->matched = true;
            for (std::size_t i = 0; i < names_.size(); ++i) {
                if (row.values[i] == should->values[i]) continue;
                damage(*should, names_[i],
                       message("is {}, and {} in the segment", shown(i, row.values[i]),
                               shown(i, should->values[i])));
            }
        }
        for (const auto& row : right) {
            if (!row.matched) damage(row, "", message("missing; the segment has it"));
        }
    }

    Store& store_;
    const std::vector<Vintage>& vintages_;
    const FactTable& table_;
    std::vector<std::string> names_;
    LedgerWords words_;
    std::string buffer_;
};

// What the store says that it holds, against what was published; gives the vintages whose rows are there.
std::vector<Vintage> verify_applied(Store& store, Verified& out) {
    const auto published = store.records().vintages(store.city());
    const auto applied = store.analytics().applied(store.city());
    const auto held = std::max(store.analytics().newest_held_after(store.city(), 0),
                               applied.empty() ? 0 : applied.back().vintage_no);
    const auto damage = [&](std::int64_t no, Message found) {
        out.damages.push_back({Damage::Where::analytics, "applied", fmt::format("vintage_no={}", no), "",
                               std::move(found), repair});
    };
    auto row = applied.begin();
    const auto strangers_before = [&](std::int64_t no) {
        for (; row != applied.end() && row->vintage_no < no; ++row)
            damage(row->vintage_no, message("the record store has no such vintage"));
    };
    std::vector<Vintage> there;
    for (const auto& vintage : published) {
        strangers_before(vintage.no);
        const bool said = row != applied.end() && row->vintage_no == vintage.no;
        if (vintage.no <= held) there.push_back(vintage);
        if (!said && vintage.no <= held) {
            damage(
                vintage.no,
                message("missing, and the tables have rows of the vintage {} or of a later one", vintage.id));
        } else if (!said) {
            out.notes.push_back(
                message("the vintage {} is recorded and not applied to the analytics store yet: "
                        "no question can be asked of it. The next command that writes applies "
                        "it, or: atalaya rebuild",
                        vintage.id));
        } else if (row->vintage != vintage.id || row->segment != vintage.segment) {
            damage(vintage.no, message("is {} with segment {}, and was published as {} with segment {}",
                                       row->vintage, row->segment.hex(), vintage.id, vintage.segment.hex()));
        }
        if (said) ++row;
    }
    strangers_before(std::numeric_limits<std::int64_t>::max());
    out.analytics_rows += static_cast<std::int64_t>(applied.size());
    return there;
}

}  // namespace

void verify_analytics(Store& store, Progress& progress, Verified& out) {
    const auto look = [&](std::string_view what, auto at) {
        return whole(out, Damage::Where::analytics, std::string{what}, repair, at);
    };
    look("schema", [&] {
        const auto twin = open_duckdb({.file = ":memory:", .temp_directory = {}, .threads = 1});
        verify_schema(store.analytics().database(), *twin, sql::analytics::schema::steps,
                      Damage::Where::analytics, repair, out);
    });
    std::vector<Vintage> vintages;
    if (!look("applied", [&] { vintages = verify_applied(store, out); })) return;
    progress.stage("analytics", fact_tables().size());
    std::uint64_t done = 0;
    for (const auto& table : fact_tables()) {
        look(table.name, [&] { TableCheck{store, vintages, table}.run(out); });
        progress.check_interrupt();
        progress.advance(++done);
    }
}

}  // namespace atalaya::store
