#include "store/known_incidents.hpp"

#include <algorithm>
#include <bit>

#include "core/error.hpp"

namespace atalaya::store {
namespace {

// The number of a source's name in a text column, or -1.
std::int64_t code_of(const StoredColumn& column, std::string_view source) {
    const auto found = std::find(column.words.begin(), column.words.end(), source);
    return found == column.words.end() ? -1 : found - column.words.begin();
}

std::size_t rows_of_source(std::string_view source, const std::vector<Segment>& segments) {
    std::size_t rows = 0;
    for (const auto& segment : segments) {
        const auto& sources = segment.column("incident", "source");
        const auto code = code_of(sources, source);
        for (std::size_t row = 0; code >= 0 && row < sources.rows; ++row) rows += sources[row] == code;
    }
    return rows;
}

}  // namespace

KnownIncidents::KnownIncidents(std::string_view source, const std::vector<Segment>& segments,
                               std::size_t expected_new) {
    const auto capacity = rows_of_source(source, segments) + expected_new;
    expects(capacity < unknown, "a source has fewer than four thousand million incidents");
    known_.reserve(capacity);
    slots_.assign(std::bit_ceil(std::max<std::size_t>(16, 2 * capacity)), unknown);
    read_dictionary(source, segments);
    read_entries(source, segments);
    first_new_ = known_.size();
}

void KnownIncidents::read_dictionary(std::string_view source, const std::vector<Segment>& segments) {
    for (const auto& segment : segments) {
        const auto &sources = segment.column("incident", "source"),
                   &no = segment.column("incident", "incident_no");
        const auto &high = segment.column("incident", "key_high"),
                   &low = segment.column("incident", "key_low");
        const auto code = code_of(sources, source);
        for (std::size_t row = 0; code >= 0 && row < sources.rows; ++row) {
            if (sources[row] != code) continue;
            add({static_cast<std::uint64_t>(high[row]), static_cast<std::uint64_t>(low[row])}, no[row]);
        }
    }
}

// Within a segment entries are in order of day, so a version's -1 may come before its
// +1: the last version and the last one ended are kept apart.
void KnownIncidents::read_entries(std::string_view source, const std::vector<Segment>& segments) {
    if (known_.empty()) return;
    std::vector<std::uint32_t> place_of(static_cast<std::size_t>(known_.back().no) + 1, unknown);
    for (std::uint32_t i = 0; i < known_.size(); ++i) place_of.at(static_cast<std::size_t>(known_[i].no)) = i;

    for (std::size_t s = 0; s < segments.size(); ++s) {
        const auto& segment = segments[s];
        const auto &sources = segment.column("entry", "source"), &no = segment.column("entry", "incident_no");
        const auto &sign = segment.column("entry", "sign"), &version = segment.column("entry", "version");
        const auto& content = segment.column("entry", "content");
        const auto code = code_of(sources, source);
        for (std::size_t row = 0; code >= 0 && row < sources.rows; ++row) {
            if (sources[row] != code) continue;
            auto& known = known_[place_of.at(static_cast<std::size_t>(no[row]))];
            const auto v = static_cast<std::int32_t>(version[row]);
            if (sign[row] < 0) {
                known.ended = std::max(known.ended, v);
            } else if (v > known.version) {
                known.version = v;
                known.content = static_cast<std::uint64_t>(content[row]);
                known.at = {-1 - static_cast<std::int32_t>(s), static_cast<std::uint32_t>(row)};
            }
        }
    }
}

// Keys are already evenly spread: their low bits are a hash.
std::size_t KnownIncidents::slot_of(const IncidentKey& key) const {
    auto at = home_of(key);
    while (slots_[at] != unknown && known_[slots_[at]].key != key) at = (at + 1) & (slots_.size() - 1);
    return at;
}

std::uint32_t KnownIncidents::find(const IncidentKey& key) const {
    return slots_[slot_of(key)];
}

std::uint32_t KnownIncidents::add(const IncidentKey& key, std::int64_t no) {
    expects(known_.size() < known_.capacity(), "as many incidents are added as were announced");
    const auto at = slot_of(key);
    expects(slots_[at] == unknown, "a key is added once");
    slots_[at] = static_cast<std::uint32_t>(known_.size());
    known_.push_back({key, 0, no, 0, 0, {}});
    return slots_[at];
}

void KnownIncidents::forget_keys() {
    slots_ = {};
}

}  // namespace atalaya::store
