#include "intake/quality/adds_up.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace atalaya::intake::quality {

std::vector<Unmet> wholes_not_met(std::span<const SaidValue> said) {
    std::map<int, std::int64_t> sums;
    for (const auto& row : said) {
        if (!row.whole) sums[row.year] += row.value;
    }
    std::vector<Unmet> unmet;
    for (const auto& row : said) {
        const auto sum = sums.find(row.year);
        if (row.whole && sum != sums.end() && sum->second != row.value)
            unmet.push_back({"", "", row.year, sum->second, row.value});
    }
    std::stable_sort(unmet.begin(), unmet.end(),
                     [](const Unmet& a, const Unmet& b) { return a.year < b.year; });
    return unmet;
}

std::vector<Unmet> totals_not_met(std::span<const SaidValue> said, std::span<const KnownTotal> totals) {
    std::vector<Unmet> unmet;
    for (const auto& total : totals) {
        std::map<int, std::int64_t> sums;
        for (const auto& row : said) {
            const auto lies_in =
                std::find(row.is_part_of.begin(), row.is_part_of.end(), std::pair{total.layer, total.area});
            if (row.whole || (total.year && *total.year != row.year)) continue;
            const bool part = total.area.empty() || lies_in != row.is_part_of.end();
            sums[row.year] += part ? row.value : 0;
        }
        for (const auto& [year, sum] : sums) {
            const auto apart = std::abs(static_cast<double>(sum - total.value));
            if (apart > total.within / 100 * static_cast<double>(total.value))
                unmet.push_back({total.layer, total.area, year, sum, total.value});
        }
    }
    return unmet;
}

}  // namespace atalaya::intake::quality
