#include "service/ended_series.hpp"

#include <algorithm>
#include <map>

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

}  // namespace

std::set<std::pair<std::string, std::string>> unconfirmed_ends(store::Store& store,
                                                               const std::vector<Receipt>& receipts) {
    std::set<std::pair<std::string, std::string>> ended, confirmed;
    std::map<std::pair<std::string, std::string>, std::string> states;  // of source and category
    bool asked = false;
    for (const auto& receipt : receipts) {
        for (const auto& finding : receipt.findings) {
            if (finding.check != intake::finding::ends_in_zero) continue;
            if (!asked) {
                asked = true;
                for (const auto& decision : store.records().finding_decisions(store.city())) {
                    if (decision.check == intake::finding::ends_in_zero)
                        states[{decision.source, decision.about}] = decision.state;  // the last is the state
                }
            }
            const std::pair one{receipt.source, about_of(finding.detail)};
            ended.insert(one);
            const auto state = states.find(one);
            if (state != states.end() && (state->second == "explained" || state->second == "waived"))
                confirmed.insert(one);
        }
    }
    std::erase_if(ended, [&](const auto& one) { return confirmed.contains(one); });
    return ended;
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
