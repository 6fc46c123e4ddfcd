#include "intake/quality/hours_heaped.hpp"

#include <algorithm>
#include <cmath>

namespace atalaya::intake::quality {
namespace {

constexpr std::int64_t fewest = 50;
constexpr double no_peak = 1.5, dispersion = 2, far_out = 4;

bool stands_out(std::int64_t rows, std::int64_t beside) {
    if (rows < fewest) return false;
    const auto n = static_cast<double>(rows), m = static_cast<double>(beside);
    return n - no_peak * m >= far_out * std::sqrt(dispersion * (n + no_peak * no_peak * m));
}

}  // namespace

std::vector<HeapedHour> hours_heaped(const std::array<std::int64_t, 24>& rows) {
    std::vector<HeapedHour> heaped;
    for (std::size_t h = 1; h < rows.size(); ++h) {
        const auto before = rows[h - 1], after = rows[(h + 1) % rows.size()];
        if (stands_out(rows[h], std::max(before, after)))
            heaped.push_back({static_cast<int>(h), rows[h], before, after});
    }
    return heaped;
}

}  // namespace atalaya::intake::quality
