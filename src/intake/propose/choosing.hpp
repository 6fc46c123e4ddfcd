// What the parts of a proposal share while columns are given their roles: the look at the file, which columns are
// still free, and the choices made so far.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "intake/propose/hints.hpp"
#include "intake/propose/look.hpp"
#include "intake/propose/proposal.hpp"

namespace atalaya::intake {

using Facts = ColumnFacts;

// What the cells of a column make it look like, where no name tells (content.hpp).
enum class Seems : std::uint8_t { nothing, area, kind };

class Choosing {
  public:
    // `look` and `systems` outlive this. Columns without a name, or with one that another has, are never free: a
    // descriptor could not say them. O(cells).
    Choosing(const std::string& file, const Look& look, const std::vector<KnownSystem>& systems);

    const Look& look() const { return look_; }
    const std::vector<KnownSystem>& systems() const { return systems_; }
    const std::vector<Facts>& columns() const { return columns_; }
    std::string_view cell(std::size_t row, const Facts& column) const {
        return look_.sample.at(row, column.index);
    }

    // How many different pairs of cells two columns have. O(rows).
    std::int64_t distinct_pairs(const Facts& a, const Facts& b) const;

    // How many rows there are that differ in one of the columns. O(cells).
    std::int64_t distinct_rows(const std::vector<const Facts*>& columns) const;

    bool is_free(const Facts& column) const { return !used_.contains(column.index); }
    void use(const Facts* column) {
        if (column) used_.insert(column->index);
    }

    Seems seems(const Facts& column) const {
        const auto found = seems_.find(column.index);
        return found == seems_.end() ? Seems::nothing : found->second;
    }
    void mark(const Facts& column, Seems seems) { seems_[column.index] = seems; }

    // Every choice below `sure` has a question: `question`, or a plain one.
    void add(std::string key, std::vector<std::string> values, int confidence, Message why,
             Message question = {});
    template <class T>
    void add(std::string key, std::string value, const Judged<T>& judged) {
        add(std::move(key), std::vector<std::string>{std::move(value)}, judged.confidence, judged.why,
            judged.question);
    }

    void choose_kind(Kind kind, int confidence, Message why, Message question = {});
    Kind kind() const { return out_.kind; }
    // "time.day." of incidents is "time.month." of tallies; "offence." is "category.".
    std::string when_table() const { return out_.kind == Kind::tallies ? "time.month." : "time.day."; }
    std::string offence_table() const { return out_.kind == Kind::tallies ? "category." : "offence."; }

    const std::vector<Choice>& choices() const { return out_.choices; }
    std::vector<SeenLabel>& labels() { return out_.labels; }
    const std::string& file() const { return out_.file; }
    Proposal done() && { return std::move(out_); }

  private:
    const Look& look_;
    const std::vector<KnownSystem>& systems_;
    std::vector<Facts> columns_;
    std::set<std::size_t> used_;
    std::map<std::size_t, Seems> seems_;  // by index
    Proposal out_;
};

// Whether `n` of what a column says is at least `least` of it. Files have wrong cells, and in a short column one is a
// large share: of 30 or less, two may be wrong where no more than a third is.
bool mostly(const Facts& column, std::int64_t n, double least);
// The share that is asked of a column whose name is plain about it (a hint of 8 or more), and of others.
double least_share(int hint, double unnamed);
bool numeric(const Facts& column, double least = 0.95);

}  // namespace atalaya::intake
