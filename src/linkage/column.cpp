#include "linkage/column.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "linkage/key.hpp"

namespace atalaya::linkage {

Sketch sketch_of(std::string_view text) {
    Sketch sketch{.length = static_cast<std::uint8_t>(std::min(text.size(), longest_sketched + 1))};
    for (const char c : text) {
        sketch.letters |= 1u << (static_cast<unsigned char>(c) & 31u);
        if (static_cast<unsigned char>(c) >= 0x80) sketch.length |= 128;
    }
    std::copy_n(text.begin(), std::min(text.size(), sketch.start.size()), sketch.start.begin());
    return sketch;
}

Column::Column(std::span<const std::string> values) {
    expects(values.size() < (1u << 31), "Column: less than 2^31 records");

    // Open addressing; a slot holds an id.
    std::vector<std::uint32_t> slots(1024);
    std::vector<std::uint64_t> hashes{0};
    const auto place = [&](std::uint64_t hash, const auto& is_it) {
        std::size_t at = hash & (slots.size() - 1);
        while (slots[at] != missing && !is_it(slots[at])) at = (at + 1) & (slots.size() - 1);
        return at;
    };
    ids_.reserve(values.size());
    for (const auto& written : values) {
        const std::string text = folded(written);
        if (text.empty()) {
            ids_.push_back(missing);
            continue;
        }
        const auto hash = key_of({text});
        const auto at =
            place(hash, [&](std::uint32_t id) { return hashes[id] == hash && value(id) == text; });
        if (slots[at] == missing) {
            bytes_ += text;
            ends_.push_back(bytes_.size());
            sketches_.push_back(sketch_of(text));
            hashes.push_back(hash);
            slots[at] = distinct();
        }
        ids_.push_back(slots[at]);
        if (2 * std::size_t{distinct()} > slots.size()) {
            slots.assign(2 * slots.size(), missing);
            for (std::uint32_t id = 1; id <= distinct(); ++id)
                slots[place(hashes[id], [](std::uint32_t) { return false; })] = id;
        }
    }
}

std::vector<std::uint32_t> Column::held(std::uint32_t first, std::uint32_t past) const {
    std::vector<std::uint32_t> counts(std::size_t{distinct()} + 1);
    for (auto record = first; record < past; ++record) ++counts[ids_[record]];
    return counts;
}

}  // namespace atalaya::linkage
