#include "stats/scan/lanes.hpp"

#include <cstring>

#include "core/vector_bytes.hpp"

namespace atalaya::stats {

namespace {

// The sign bits of two or four lanes.
template <class Count>
constexpr std::uint64_t signs = sizeof(Count) == 2 ? 0x8000800080008000u : 0x8000000080000000u;

// `bytes` is the width of the processor's vectors: wider ones than it has would be taken apart lane by lane.
template <std::size_t bytes, class Count>
[[gnu::always_inline]] inline bool grown(Walk<Count>& walk, const std::uint32_t* member, const Count* rows,
                                         const double* size, const Limits<Count>& limits) {
    typedef Count Vector __attribute__((vector_size(bytes)));
    constexpr std::size_t width = 64 / sizeof(Count), parts = 64 / bytes, lanes = bytes / sizeof(Count);
    Vector inside[parts];
    std::memcpy(inside, walk.inside, sizeof inside);
    double total = walk.size;
    const std::size_t past = walk.past;
    const double classes = limits.classes_per_root;
    const auto last = static_cast<std::int32_t>(limits.last_class);
    for (std::size_t k = walk.at; k < past; ++k) {
        const std::uint32_t m = member[k], location = m & ~Circles::ends;
        const Count* row = rows + location * width;
#pragma GCC unroll 4
        for (std::size_t part = 0; part < parts; ++part) {
            Vector more;
            std::memcpy(&more, row + part * lanes, sizeof more);
            inside[part] += more;
        }
        total += size[location];
        if ((m & Circles::ends) == 0) continue;
        const std::int32_t size_class =
            std::min(static_cast<std::int32_t>(__builtin_sqrt(total) * classes), last);
        const Count* limit = limits.rows + static_cast<std::size_t>(size_class) * width;
        // Counts and limits are not negative: their difference is, where a limit is passed.
        Vector room{};
#pragma GCC unroll 4
        for (std::size_t part = 0; part < parts; ++part) {
            Vector most;
            std::memcpy(&most, limit + part * lanes, sizeof most);
            room |= most - inside[part];
        }
        std::uint64_t words[bytes / 8];
        std::memcpy(words, &room, sizeof words);
        std::uint64_t any = 0;
#pragma GCC unroll 4
        for (std::size_t w = 0; w < bytes / 8; ++w) any |= words[w];
        if ((any & signs<Count>) == 0) continue;
        std::memcpy(walk.inside, inside, sizeof inside);
        walk.size = total;
        walk.size_class = static_cast<std::size_t>(size_class);
        walk.at = k + 1;
        return true;
    }
    return false;
}

#ifdef __x86_64__
template <class Count>
[[gnu::target("avx2")]] bool grown_wide(Walk<Count>& walk, const std::uint32_t* member, const Count* rows,
                                        const double* size, const Limits<Count>& limits) {
    return grown<32>(walk, member, rows, size, limits);
}
#endif

template <class Count>
bool grown_plain(Walk<Count>& walk, const std::uint32_t* member, const Count* rows, const double* size,
                 const Limits<Count>& limits) {
    return grown<16>(walk, member, rows, size, limits);
}

template <class Count>
bool dispatched(Walk<Count>& walk, const std::uint32_t* member, const Count* rows, const double* size,
                const Limits<Count>& limits) {
#ifdef __x86_64__
    static const bool wide = vector_bytes() >= 32;
    if (wide) return grown_wide(walk, member, rows, size, limits);
#endif
    return grown_plain(walk, member, rows, size, limits);
}

}  // namespace

bool walk_on(Walk<std::int16_t>& walk, const std::uint32_t* member, const std::int16_t* rows,
             const double* size, const Limits<std::int16_t>& limits) {
    return dispatched(walk, member, rows, size, limits);
}

bool walk_on(Walk<std::int32_t>& walk, const std::uint32_t* member, const std::int32_t* rows,
             const double* size, const Limits<std::int32_t>& limits) {
    return dispatched(walk, member, rows, size, limits);
}

}  // namespace atalaya::stats
