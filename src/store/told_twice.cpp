#include "store/told_twice.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

#include "core/json.hpp"

namespace atalaya::store {

ToldTwice::ToldTwice(const Incidents& incidents, const std::vector<std::uint32_t>& fresh)
    : incidents_{incidents}, fresh_{fresh} {
    const auto& content = incidents.content;
    std::sort(fresh_.begin(), fresh_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(content[a], a) < std::tie(content[b], b);
    });
    constexpr std::uint64_t bits_a_row = 16;
    mask_ = std::bit_ceil(bits_a_row * std::max<std::uint64_t>(fresh_.size(), 1)) - 1;
    filter_.resize(mask_ + 1);
    for (const auto row : fresh_) filter_[content[row] & mask_] = true;
}

std::optional<Finding> ToldTwice::finding() {
    struct Count {
        std::int64_t fresh = 0, equal = 0;
    };
    std::map<Month, Count> months;
    std::sort(perhaps_.begin(), perhaps_.end());
    auto other = perhaps_.begin();
    for (const auto row : fresh_) {
        const auto content = incidents_.content[row];
        auto& month = months[month_of(day_at(incidents_.day.since_epoch[row]))];
        ++month.fresh;
        while (other != perhaps_.end() && *other < content) ++other;
        if (other == perhaps_.end() || *other != content) continue;
        ++month.equal;
        ++other;
    }
    std::int64_t rows = 0;
    JsonWriter json;
    json.object().key("months").array();
    for (const auto& [month, count] : months) {
        if (count.fresh < least ||
            static_cast<double>(count.equal) < share * static_cast<double>(count.fresh))
            continue;
        rows += count.equal;
        json.text(iso(month));
    }
    json.end().end();
    if (rows == 0) return std::nullopt;
    return Finding{check, rows, json.str()};
}

}  // namespace atalaya::store
