#include "intake/quality/months_silent.hpp"

#include <algorithm>
#include <cmath>

#include "core/json.hpp"
#include "intake/check.hpp"
#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr int beside = 12;
constexpr std::size_t fewest_beside = 8;
constexpr double chance = 1e-6, alpha = 0.001;

// The months with rows on either side of a run.
std::vector<double> around(const MonthRows& rows, Month first, int months) {
    std::vector<double> known;
    const auto end = rows.lower_bound(plus_months(first, months + beside));
    for (auto of = rows.lower_bound(plus_months(first, -beside)); of != end; ++of)
        known.push_back(of->second);
    return known;
}

void tell(const char* check, const std::vector<Month>& months, double usual, std::vector<Finding>& findings) {
    if (months.empty()) return;
    JsonWriter json;
    json.object().key("months").array();
    for (const auto month : months) json.text(iso(month));
    json.end();
    if (usual > 0) json.key("usual").integer(std::llround(usual));
    json.end();
    findings.push_back({check, static_cast<std::int64_t>(months.size()), json.str()});
}

}  // namespace

bool cannot_be_empty(const MonthRows& rows, Month first, int months) {
    const auto known = around(rows, first, months);
    if (known.size() < fewest_beside || std::find(known.begin(), known.end(), 0) != known.end()) return false;
    const int span = months_between(rows.begin()->first, rows.rbegin()->first) + 1;
    return chance_of_zero(known) <= std::min(chance, alpha / span);
}

std::vector<SilentRun> silent_months(const MonthRows& rows) {
    std::vector<SilentRun> found;
    if (rows.empty()) return found;
    for (auto before = rows.begin(), after = std::next(before); after != rows.end(); before = after++) {
        const Month first = plus_months(before->first, 1);
        const int months = months_between(first, after->first);
        if (months == 0 || !cannot_be_empty(rows, first, months)) continue;
        const auto known = around(rows, first, months);
        found.push_back({first, months, sum_of(known) / static_cast<double>(known.size())});
    }
    return found;
}

void tell_months(const MonthRows& rows, std::vector<Finding>& findings) {
    if (rows.empty()) return;
    std::vector<Month> silent, missing;
    double usual = 0;  // the least, where there are several runs
    for (const auto& run : silent_months(rows)) {
        for (int i = 0; i < run.months; ++i) silent.push_back(plus_months(run.first, i));
        usual = usual == 0 ? run.usual : std::min(usual, run.usual);
    }
    for (Month month = rows.begin()->first; month < rows.rbegin()->first; month = plus_months(month, 1)) {
        if (!rows.contains(month) && !std::binary_search(silent.begin(), silent.end(), month))
            missing.push_back(month);
    }
    tell(finding::months_silent, silent, usual, findings);
    tell(finding::months_missing, missing, 0, findings);
}

}  // namespace atalaya::intake::quality
