#include "store/incident_keys.hpp"

#include <algorithm>
#include <set>

namespace atalaya::store {

std::vector<std::pair<IncidentKey, std::int64_t>> incident_keys(const SegmentFolder& folder,
                                                                std::span<const Vintage> vintages,
                                                                std::string_view source,
                                                                std::span<const std::int64_t> numbers) {
    const std::set<std::int64_t> wanted{numbers.begin(), numbers.end()};
    std::vector<std::pair<IncidentKey, std::int64_t>> keys;
    for (const auto& vintage : vintages) {
        const Segment segment{folder.segment(vintage.id)};
        const auto &sources = segment.column("incident", "source"),
                   &no = segment.column("incident", "incident_no");
        const auto &high = segment.column("incident", "key_high"),
                   &low = segment.column("incident", "key_low");
        const auto code = std::ranges::find(sources.words, source) - sources.words.begin();
        for (std::size_t row = 0; row < sources.rows; ++row) {
            if (sources[row] == code && wanted.contains(no[row]))
                keys.push_back(
                    {{static_cast<std::uint64_t>(high[row]), static_cast<std::uint64_t>(low[row])}, no[row]});
        }
    }
    std::ranges::sort(keys);
    return keys;
}

}  // namespace atalaya::store
