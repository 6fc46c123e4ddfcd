#include "intake/wide.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

using Texts = std::vector<std::string>;

struct Unfolded::Plan {
    Texts head;                     // of the file
    std::vector<std::size_t> kept;  // columns that every row repeats
    std::vector<std::size_t> wide;  // columns that become rows
    CellReader cell;
    int blank_ends;
    bool blank_is_zero;
    bool tells_unsaid;  // hands on the cells that say that there is nothing to tell
};

class Unfolded::Unfolding final : public Part {
  public:
    Unfolding(const Plan& plan, std::unique_ptr<Part> part)
        : inner{std::move(part)}, plan_{plan}, cells_(plan.kept.size() + 2) {}

    std::unique_ptr<Part> inner;

    bool row(Row row, Quotes quotes) override {
        if (plan_.blank_ends >= 0 && plan_.cell(row, plan_.blank_ends).empty()) return false;
        inner->next_line();
        if (quotes.after >= 0 || !fits(row, plan_.head.size())) return inner->torn(row.size(), quotes);
        for (std::size_t i = 0; i < plan_.kept.size(); ++i) cells_[i] = row[plan_.kept[i]];
        for (const auto column : plan_.wide) {
            const auto value = plan_.cell(row, static_cast<int>(column));
            const bool unsaid = plan_.cell.says_nothing(row, static_cast<int>(column));
            if (unsaid ? !plan_.tells_unsaid : value.empty() && !plan_.blank_is_zero) continue;
            cells_[cells_.size() - 2] = plan_.head[column];
            cells_.back() = unsaid ? row[column] : value.empty() ? std::string_view{"0"} : value;
            inner->same_line();
            if (!inner->row(cells_, quotes)) return false;
        }
        return true;
    }

  private:
    const Plan& plan_;
    std::vector<std::string_view> cells_;
};

namespace {

std::size_t place_of(const Texts& folded_head, const std::string& column, const Texts& head,
                     const Source& source, const std::string& file) {
    const auto found = std::find(folded_head.begin(), folded_head.end(), folded(column));
    const auto times = std::count(found, folded_head.end(), folded(column));
    if (times > 1)
        throw Error{Fault::bad_input,
                    message("{}: expected one column {}; found {} of that name. Take out or rename those "
                            "that are not meant.",
                            file, column, times)};
    if (found != folded_head.end()) return static_cast<std::size_t>(found - folded_head.begin());
    throw Error{Fault::bad_input,
                message("{}: expected the column \"{}\" that [wide] of {} names; it is not there.{}", file,
                        column, source.id, did_you_mean(column, head))};
}

}  // namespace

Unfolded::Unfolded(const Source& source, std::string file, RowConsumer& inner)
    : source_{source}, file_{std::move(file)}, inner_{inner} {}
Unfolded::~Unfolded() = default;

void Unfolded::head(const Texts& columns) {
    const WideRule& rule = source_.wide;
    Texts known;
    for (const auto& column : columns) known.push_back(folded(column));
    const auto at = [&](const std::string& column) {
        return place_of(known, column, columns, source_, file_);
    };

    plan_ = std::make_unique<Plan>(Plan{.head = columns,
                                        .cell = CellReader{source_},
                                        .blank_ends = -1,
                                        .blank_is_zero = rule.blank_is_zero,
                                        .tells_unsaid = source_.kind == Kind::tallies});
    if (rule.columns.empty()) {
        const auto first = at(rule.first), last = at(rule.last);
        if (first > last) {
            throw Error{
                Fault::bad_input,
                message("{}: expected the column \"{}\" before \"{}\", as [wide] of {} says; it stands "
                        "behind it.",
                        file_, rule.first, rule.last, source_.id)};
        }
        for (auto column = first; column <= last; ++column) plan_->wide.push_back(column);
    } else {
        for (const auto& column : rule.columns) plan_->wide.push_back(at(column));
    }
    if (!source_.format.ends_at_blank.empty())
        plan_->blank_ends = static_cast<int>(at(source_.format.ends_at_blank));

    Texts long_head;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (std::find(plan_->wide.begin(), plan_->wide.end(), column) != plan_->wide.end()) continue;
        plan_->kept.push_back(column);
        long_head.push_back(columns[column]);
    }
    long_head.push_back(rule.name);
    long_head.push_back(rule.value);
    inner_.head(long_head);
}

std::unique_ptr<Part> Unfolded::new_part() {
    return std::make_unique<Unfolding>(*plan_, inner_.new_part());
}

void Unfolded::take(std::unique_ptr<Part> part, double share) {
    inner_.take(std::move(static_cast<Unfolding&>(*part).inner), share);
}

}  // namespace atalaya::intake
