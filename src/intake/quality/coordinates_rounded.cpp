#include "intake/quality/coordinates_rounded.hpp"

#include <algorithm>
#include <numeric>

#include "core/incident.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t coarse = 3;  // decimals
constexpr std::int64_t fewest = 50, one_in = 100;

std::size_t decimals(std::int32_t degrees) {
    std::size_t d = 7;
    while (d > 0 && degrees % 10 == 0) {
        degrees /= 10;
        --d;
    }
    return d;
}

}  // namespace

ByDecimals by_decimals(std::span<const std::int32_t> lon, std::span<const std::int32_t> lat) {
    ByDecimals rows{};
    for (std::size_t i = 0; i < lon.size(); ++i) {
        if (lon[i] != no_position) ++rows[std::max(decimals(lon[i]), decimals(lat[i]))];
    }
    return rows;
}

std::int64_t coordinates_rounded(const ByDecimals& rows) {
    const auto all = std::accumulate(rows.begin(), rows.end(), std::int64_t{0});
    const auto few = std::accumulate(rows.begin(), rows.begin() + coarse + 1, std::int64_t{0});
    return few >= fewest && few * one_in > all ? few : 0;
}

}  // namespace atalaya::intake::quality
