#include "service/ended_series.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "intake/check.hpp"
#include "intake/quality/ends_in_zero.hpp"
#include "service/findings.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {
namespace {

constexpr int looked_back = 36;

// The last months of a series, without those before its first count.
std::vector<double> end_of(const std::map<int, std::int64_t>& counts, int last) {
    std::vector<double> months;
    const auto counted = [&](int month) {
        const auto found = counts.find(month);
        return found == counts.end() ? 0 : found->second;
    };
    int end = last;
    while (end > counts.begin()->first && counted(end) == 0) --end;
    const auto begun = std::ranges::find_if(counts, [](const auto& of) { return of.second > 0; });
    if (begun == counts.end()) return months;
    for (int month = std::max(begun->first, end - looked_back + 1); month <= last; ++month)
        months.push_back(static_cast<double>(counted(month)));
    return months;
}

bool is_of_ends(const Finding& finding) {
    return finding.check == intake::finding::ends_in_zero;
}

// The last month that the tellings cover which a decision settled; none where the newest names what they did not.
std::optional<Month> confirmed_to(const FindingLife& life) {
    const auto settled = state_of(life).settled;
    std::optional<Month> last;
    std::set<std::string> named;
    for (const auto place : settled) {
        const auto& telling = life.tellings[place];
        named.insert(telling.names.begin(), telling.names.end());
        if (!telling.days) return {};
        last = std::max(last, std::optional{plus_months(month_of(telling.days->past_end), -1)});
    }
    const auto newest = std::find_if(life.tellings.rbegin(), life.tellings.rend(),
                                     [](const Telling& telling) { return telling.shows; });
    if (!std::ranges::includes(named, newest->names)) return {};
    return last;
}

}  // namespace

std::vector<ToldEnd> told_ends(store::Store& store, std::int64_t vintage_no,
                               const std::vector<Receipt>& receipts) {
    std::vector<ToldEnd> ends;
    const bool any = std::ranges::any_of(
        receipts, [](const Receipt& receipt) { return std::ranges::any_of(receipt.findings, is_of_ends); });
    if (!any) return ends;
    for (const auto& [finding, life] : living_findings(store, vintage_no, intake::finding::ends_in_zero)) {
        const bool is_open = finding.state != "explained" && finding.state != "waived";
        ends.push_back({finding.source, finding.about, confirmed_to(life), is_open});
    }
    return ends;
}

std::vector<MonthCell> zeros_at_ends(const std::vector<MonthCell>& cells, bool by_area, int last) {
    using Areas = decltype(MonthCell::area);
    std::map<Areas, std::map<int, std::int64_t>> series;
    for (const auto& cell : cells) {
        if (cell.months == 1) series[by_area ? cell.area : Areas{}][cell.month] += cell.rows;
    }
    std::vector<MonthCell> zeros;
    for (const auto& [area, counts] : series) {
        const int months = intake::quality::zeros_at_end(end_of(counts, last));
        for (int month = last - months + 1; month <= last; ++month)
            zeros.push_back({.month = month,
                             .area = area,
                             .source = cells.front().source,
                             .offence = cells.front().offence});
    }
    return zeros;
}

}  // namespace atalaya::service
