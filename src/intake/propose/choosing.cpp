#include "intake/propose/choosing.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "core/text.hpp"

namespace atalaya::intake {

Choosing::Choosing(const std::string& file, const Look& look, const std::vector<KnownSystem>& systems)
    : look_{look}, systems_{systems}, columns_{column_facts(look.sample)} {
    out_.file = file;
    out_.type = look.type;
    out_.rows = look.sample.rows_in_file;
    out_.looked_at = static_cast<std::int64_t>(look.sample.rows());
    std::map<std::string, int> times;
    for (const auto& column : columns_) ++times[folded(column.name)];
    for (const auto& column : columns_)
        if (column.name.empty() || times[folded(column.name)] > 1) used_.insert(column.index);
}

std::int64_t Choosing::distinct_pairs(const Facts& a, const Facts& b) const {
    std::unordered_set<std::string> pairs;
    for (std::size_t row = 0; row < look_.sample.rows(); ++row)
        pairs.insert(std::string{cell(row, a)} + '\x1F' + std::string{cell(row, b)});
    return static_cast<std::int64_t>(pairs.size());
}

std::int64_t Choosing::distinct_rows(const std::vector<const Facts*>& columns) const {
    std::unordered_set<std::string> seen;
    for (std::size_t row = 0; row < look_.sample.rows(); ++row) {
        std::string cells;
        for (const auto* column : columns) (cells += cell(row, *column)) += '\x1F';
        seen.insert(std::move(cells));
    }
    return static_cast<std::int64_t>(seen.size());
}

void Choosing::add(std::string key, std::vector<std::string> values, int confidence, Message why,
                   Message question) {
    if (confidence < sure && question.empty())
        question = message("Is \"{}\" right for {}? Atalaya is not sure.", join(values, ", "), key);
    if (confidence >= sure) question = {};
    out_.choices.push_back(
        {std::move(key), std::move(values), confidence, std::move(why), std::move(question)});
}

void Choosing::choose_kind(Kind kind, int confidence, Message why, Message question) {
    static constexpr std::string_view names[] = {"incidents", "tallies", "exposures",
                                                 "areas",     "places",  "calendar"};
    out_.kind = kind;
    add("kind", {std::string{names[static_cast<std::size_t>(kind)]}}, confidence, std::move(why),
        std::move(question));
}

bool mostly(const Facts& column, std::int64_t n, double least) {
    if (column.said == 0) return false;
    const auto wrong = column.said - n;
    const bool few = column.said <= 30 && wrong <= 2 && wrong * 3 <= column.said;
    return few || column.share(n) >= least;
}

double least_share(int hint, double unnamed) {
    return hint >= 8 ? 0.6 : unnamed;
}

bool numeric(const Facts& column, double least) {
    return mostly(column, column.numbers(), least);
}

}  // namespace atalaya::intake
