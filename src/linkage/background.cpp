#include "linkage/background.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::linkage {

namespace {

constexpr std::size_t at_once = 1 << 16;  // pairs

struct Pair {
    std::uint32_t a, b;
};

bool may_be_close(const Field& field) {
    return field.measure != Measure::equal || !field.sounds.empty();
}

Pair random_pair(stats::Random& random, Sizes sizes) {
    if (sizes.second > 0)
        return {static_cast<std::uint32_t>(random.below(sizes.first)),
                static_cast<std::uint32_t>(sizes.first + random.below(sizes.second))};
    const auto a = static_cast<std::uint32_t>(random.below(sizes.first));
    const auto b = static_cast<std::uint32_t>(random.below(sizes.first - 1));
    return {std::min(a, b), b >= a ? b + 1 : a};
}

struct Counted {
    double present = 0, exact = 0;  // pairs
};

// From how often each value is held.
Counted counted(const Column& column, Sizes sizes) {
    const auto one = column.held(0, sizes.first);
    const auto other = column.held(sizes.first, sizes.all());
    const double n = sizes.first - one[Column::missing];
    const double m = sizes.second - other[Column::missing];
    Counted sum{.present = sizes.second > 0 ? n * m : n * (n - 1) / 2};
    for (std::uint32_t id = 1; id <= column.distinct(); ++id) {
        const double c = one[id];
        sum.exact += sizes.second > 0 ? c * other[id] : c * (c - 1) / 2;
    }
    return sum;
}

std::array<double, levels>& add(std::array<double, levels>& counts, Level level) {
    ++counts[static_cast<std::size_t>(level)];
    return counts;
}

Background of_all_pairs(std::span<const Field> fields, Sizes sizes) {
    Background all{sizes.pairs(), std::vector<std::array<double, levels>>(fields.size())};
    const auto past_a = sizes.first;
    for (std::uint32_t a = 0; a < past_a; ++a) {
        for (auto b = sizes.second > 0 ? sizes.first : a + 1; b < sizes.all(); ++b) {
            for (std::size_t k = 0; k < fields.size(); ++k) add(all.at_level[k], compare(fields[k], a, b));
        }
    }
    return all;
}

}  // namespace

Background background(std::span<const Field> fields, Sizes sizes, std::size_t sample, std::uint64_t seed) {
    for (const Field& field : fields)
        expects(field.column.size() == sizes.all(), "background: one value per record");
    if (sizes.pairs() <= static_cast<double>(sample)) return of_all_pairs(fields, sizes);

    // Field by field, so that the values of one are at hand.
    std::vector<std::array<double, levels>> drawn(fields.size());
    stats::Random random{seed, stats::stream_of("linkage/background")};
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < sample; i += pairs.size()) {
        pairs.clear();
        while (pairs.size() < std::min(sample - i, at_once)) pairs.push_back(random_pair(random, sizes));
        for (std::size_t k = 0; k < fields.size(); ++k) {
            if (!may_be_close(fields[k])) continue;
            for (const auto [a, b] : pairs) add(drawn[k], compare(fields[k], a, b));
        }
    }

    Background all{sizes.pairs(), {}};
    for (std::size_t k = 0; k < fields.size(); ++k) {
        const auto [present, exact] = counted(fields[k].column, sizes);
        const double close = drawn[k][static_cast<std::size_t>(Level::close)];
        const double unequal = close + drawn[k][static_cast<std::size_t>(Level::differ)];
        const double share = may_be_close(fields[k]) ? (close + 0.5) / (unequal + 1) : 0;
        std::array<double, levels> at{};
        at[static_cast<std::size_t>(Level::exact)] = exact;
        at[static_cast<std::size_t>(Level::close)] = share * (present - exact);
        at[static_cast<std::size_t>(Level::differ)] = (1 - share) * (present - exact);
        at[static_cast<std::size_t>(Level::missing)] = all.pairs - present;
        all.at_level.push_back(at);
    }
    return all;
}

}  // namespace atalaya::linkage
