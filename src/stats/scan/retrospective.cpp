#include "stats/scan/retrospective.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <tuple>
#include <utility>

#include "core/error.hpp"
#include "core/vector_bytes.hpp"
#include "stats/in_parallel.hpp"

namespace atalaya::stats {

namespace {

constexpr std::size_t abreast = 32;  // first periods that are compared side by side
constexpr std::size_t classes = 256;

// Whether some stretch of 1 .. longest periods that begins at one of the next first periods holds more than the most of its length;
// until[p] are the cases before period p.
template <std::size_t bytes, class Count>
[[gnu::always_inline]] inline bool some_beyond(const Count* until, const Count* most, std::size_t longest) {
    typedef Count Vector __attribute__((vector_size(bytes)));
    constexpr std::size_t lanes = bytes / sizeof(Count), parts = abreast / lanes;
    Vector from[parts], beyond[parts]{};
    std::memcpy(from, until, sizeof from);
    for (std::size_t length = 1; length <= longest; ++length) {
        const Count limit = most[length - 1];
#pragma GCC unroll 16
        for (std::size_t part = 0; part < parts; ++part) {
            Vector past;
            std::memcpy(&past, until + length + part * lanes, sizeof past);
            beyond[part] |= (past - from[part]) > limit;
        }
    }
    Vector any{};
#pragma GCC unroll 16
    for (std::size_t part = 0; part < parts; ++part) any |= beyond[part];
    std::uint64_t words[bytes / 8], bits = 0;
    std::memcpy(words, &any, sizeof words);
    for (const auto word : words) bits |= word;
    return bits != 0;
}

// The least sum of 1 .. longest values of those that begin at one of the next first periods.
template <std::size_t bytes>
[[gnu::always_inline]] inline void least_sums(const double* until, double* least, std::size_t longest) {
    typedef double Vector __attribute__((vector_size(bytes)));
    constexpr std::size_t lanes = bytes / sizeof(double);
    for (std::size_t length = 1; length <= longest; ++length) {
        Vector lowest = Vector{} + std::numeric_limits<double>::infinity();
#pragma GCC unroll 16
        for (std::size_t k = 0; k < abreast; k += lanes) {
            Vector from, past;
            std::memcpy(&from, until + k, sizeof from);
            std::memcpy(&past, until + k + length, sizeof past);
            const Vector sum = past - from;
            lowest = sum < lowest ? sum : lowest;
        }
        double smallest[lanes];
        std::memcpy(smallest, &lowest, sizeof smallest);
        least[length - 1] = *std::min_element(smallest, smallest + lanes);
    }
}

bool beyond_plain(const std::int16_t* until, const std::int16_t* most, std::size_t longest) {
    return some_beyond<16>(until, most, longest);
}
bool beyond_plain(const std::int32_t* until, const std::int32_t* most, std::size_t longest) {
    return some_beyond<16>(until, most, longest);
}
void least_plain(const double* until, double* least, std::size_t longest) {
    least_sums<16>(until, least, longest);
}
#ifdef __x86_64__
[[gnu::target("avx2")]] bool beyond_wide(const std::int16_t* until, const std::int16_t* most,
                                         std::size_t longest) {
    return some_beyond<32>(until, most, longest);
}
[[gnu::target("avx2")]] bool beyond_wide(const std::int32_t* until, const std::int32_t* most,
                                         std::size_t longest) {
    return some_beyond<32>(until, most, longest);
}
[[gnu::target("avx2")]] void least_wide(const double* until, double* least, std::size_t longest) {
    least_sums<32>(until, least, longest);
}
#endif

template <class Count>
bool beyond(const Count* until, const Count* most, std::size_t longest) {
#ifdef __x86_64__
    static const bool wide = vector_bytes() >= 32;
    if (wide) return beyond_wide(until, most, longest);
#endif
    return beyond_plain(until, most, longest);
}

void least_of(const double* until, double* least, std::size_t longest) {
#ifdef __x86_64__
    static const bool wide = vector_bytes() >= 32;
    if (wide) return least_wide(until, least, longest);
#endif
    least_plain(until, least, longest);
}

// Sizes in classes that are even in their root, in which counts scatter evenly.
class SizeClasses {
  public:
    SizeClasses(const PoissonRatio& ratio, double largest)
        : per_root_{largest > 0 ? static_cast<double>(classes - 1) / std::sqrt(largest) : 1} {
        for (std::size_t k = 0; k < classes; ++k) {
            const double root = static_cast<double>(k) / per_root_;
            edges_.push_back(ratio.sized(root * root * (1 - 1e-9)));
        }
    }
    // A class whose sizes are no larger than `size`. size >= 0.
    std::size_t below(double size) const {
        return static_cast<std::size_t>(
            std::min(std::sqrt(size) * per_root_, static_cast<double>(classes - 1)));
    }
    const PoissonRatio::Sized& edge(std::size_t k) const { return edges_[k]; }

  private:
    double per_root_;
    std::vector<PoissonRatio::Sized> edges_;
};

// The most cases in a cylinder of each class of sizes whose ratio is no larger than what is known.
template <class Count>
class Ceiling {
  public:
    Ceiling(const PoissonRatio& ratio, const SizeClasses& sizes, std::size_t least)
        : ratio_{&ratio}, sizes_{&sizes}, least_{least} {
        raise(0);
        at_nothing_ = most_;
    }
    void begin() { most_ = at_nothing_; }
    Count operator[](std::size_t size_class) const { return most_[size_class]; }

    // `value` no smaller than before.
    void raise(double value) {
        const std::size_t all = ratio_->cases();
        std::size_t count = std::min(least_ > 0 ? least_ - 1 : 0, all);
        for (std::size_t k = 0; k < classes; ++k) {
            count = std::max(count, static_cast<std::size_t>(most_[k]));
            count = most_not_beyond(*ratio_, sizes_->edge(k), value, count);
            most_[k] = static_cast<Count>(count);
        }
    }

  private:
    const PoissonRatio* ratio_;
    const SizeClasses* sizes_;
    std::size_t least_;
    std::vector<Count> most_ = std::vector<Count>(classes), at_nothing_;
};

std::uint32_t location(std::uint32_t member) {
    return member & ~Circles::ends;
}

// Rounding may have added to a size that is part of `total`: less than that.
double no_more(double size, double total) {
    return std::max(0.0, size * (1 - 1e-9) - total * 1e-11);
}

// Expected by location before each of the periods 0 .. periods.
class Expected {
  public:
    explicit Expected(const Cylinders& of) : stride_{of.periods + 1} {
        const std::size_t n = of.expected.size() / of.periods;
        until_.resize(n * stride_);
        for (std::size_t i = 0; i < n; ++i) {
            double* until = &until_[i * stride_];
            for (std::size_t t = 0; t < of.periods; ++t)
                until[t + 1] = until[t] + of.expected[i * of.periods + t];
            double most = 0;
            for (std::size_t t = of.longest; t <= of.periods; ++t)
                most = std::max(most, until[t] - until[t - of.longest]);
            most_.push_back(most);
        }
    }
    const double* until(std::uint32_t member) const { return &until_[location(member) * stride_]; }
    // In any stretch of the longest.
    double most(std::uint32_t member) const { return most_[location(member)]; }
    // No cylinder is larger.
    double largest(const Circles& circles) const {
        double largest = 0;
        for (std::size_t z = 0; z < circles.centres(); ++z) {
            double size = 0;
            for (std::size_t k = circles.first[z]; k < circles.first[z + 1]; ++k)
                size += most(circles.member[k]);
            largest = std::max(largest, size);
        }
        return largest;
    }

  private:
    std::size_t stride_;
    std::vector<double> until_, most_;
};

// Members of a centre that are bounded together: the first circle ends with `inner`, the last with past - 1.
struct Block {
    std::size_t inner, past;
};

// A set of cases, what is about a centre of it so far, and the most unusual cylinder that is known.
template <class Count>
struct Lane {
    const CasePeriods* cases;
    Ceiling<Count> ceiling;
    std::vector<Count> counts, until, most;
    Candidate best{};

    Lane(const CasePeriods& of, const Cylinders& cylinders, const SizeClasses& sizes)
        : cases{&of},
          ceiling{cylinders.ratio, sizes, cylinders.least_cases},
          counts(cylinders.periods),
          until(cylinders.periods + abreast + cylinders.longest + 1),
          most(cylinders.longest) {}

    void take(std::uint32_t member) {
        const std::size_t i = location(member);
        for (std::size_t k = cases->first[i]; k < cases->first[i + 1]; ++k) ++counts[cases->period[k]];
    }
    void add_up() {
        Count sum = 0;
        for (std::size_t t = 0; t < counts.size(); ++t)
            until[t + 1] = sum = static_cast<Count>(sum + counts[t]);
    }
    std::size_t within(std::uint32_t member, std::size_t first, std::size_t past) const {
        const std::size_t i = location(member);
        std::size_t n = 0;
        for (std::size_t k = cases->first[i]; k < cases->first[i + 1]; ++k)
            n += cases->period[k] - first < past - first;
        return n;
    }
};

// Goes through the blocks of circles about a centre, of several lanes at once.
template <class Count>
class StretchSearch {
  public:
    StretchSearch(const Cylinders& of, std::span<const CasePeriods> sets)
        : of_{of},
          expected_{of},
          sizes_{of.ratio, expected_.largest(of.circles)},
          until_(of.periods + abreast + of.longest + 1, std::numeric_limits<double>::infinity()),
          least_(of.longest),
          class_of_((of.periods + abreast - 1) / abreast * of.longest) {
        for (const auto& cases : sets) lanes.emplace_back(cases, of, sizes_);
    }
    StretchSearch(const StretchSearch&) = delete;  // lanes refer to the classes of sizes
    StretchSearch& operator=(const StretchSearch&) = delete;

    std::vector<Lane<Count>> lanes;

    void about(std::size_t centre) {
        centre_ = centre;
        std::fill_n(until_.begin(), of_.periods + 1, 0.0);
        for (auto& lane : lanes) std::ranges::fill(lane.counts, Count{0});
        const auto& member = of_.circles.member;
        const std::size_t end = of_.circles.first[centre + 1];
        double size = 0;
        for (std::size_t k = of_.circles.first[centre]; k < end;) {
            for (;; ++k) {
                take(k);
                size += expected_.most(member[k]);
                if (member[k] & Circles::ends) break;
            }
            Block block{k, k + 1};
            // A wider one has fewer stretches to compare, and more of them beyond its bound.
            const double widest = size + 1 + block_width * std::sqrt(size);
            double beyond = size;
            while (++k < end && (beyond += expected_.most(member[k])) <= widest)
                if (member[k] & Circles::ends) block.past = k + 1, size = beyond;
            classify();
            for (auto& lane : lanes)
                for (k = block.inner + 1; k < block.past; ++k) lane.take(member[k]);
            for (auto& lane : lanes) look(lane, block);
            for (k = block.inner + 1; k < block.past; ++k) grow(member[k]);
            k = block.past;
        }
    }

    // Looks at all circles of a centre in one stretch.
    void look(Lane<Count>& lane, std::size_t centre, std::size_t first, std::size_t past) {
        centre_ = centre;
        double size = 0, total = 0;
        std::size_t cases = 0;
        for (std::size_t k = of_.circles.first[centre]; k < of_.circles.first[centre + 1]; ++k) {
            const double* until = expected_.until(of_.circles.member[k]);
            size += until[past] - until[first];
            total += until[of_.periods];
            cases += lane.within(of_.circles.member[k], first, past);
            if (of_.circles.member[k] & Circles::ends)
                weigh(lane, k, first, past, cases, no_more(size, total));
        }
    }

  private:
    static constexpr double block_width = 1.0;  // in roots of what is expected

    void grow(std::uint32_t member) {
        const double* more = expected_.until(member);
        for (std::size_t t = 0; t <= of_.periods; ++t) until_[t] += more[t];
    }
    void take(std::size_t k) {
        grow(of_.circles.member[k]);
        for (auto& lane : lanes) lane.take(of_.circles.member[k]);
    }

    // Classes of the least sizes of the smallest circle, by stretches that begin near each other and by length.
    void classify() {
        for (std::size_t at = 0; at < class_of_.size(); at += of_.longest) {
            least_of(&until_[at / of_.longest * abreast], least_.data(), of_.longest);
            for (std::size_t l = 0; l < of_.longest; ++l)
                class_of_[at + l] =
                    static_cast<std::uint16_t>(sizes_.below(no_more(least_[l], until_[of_.periods])));
        }
    }

    void look(Lane<Count>& lane, const Block& block) {
        lane.add_up();
        for (std::size_t at = 0; at < class_of_.size(); at += of_.longest) {
            const std::size_t from = at / of_.longest * abreast;
            for (std::size_t l = 0; l < of_.longest; ++l) lane.most[l] = lane.ceiling[class_of_[at + l]];
            if (!beyond(&lane.until[from], lane.most.data(), of_.longest)) continue;
            for (std::size_t length = 1; length <= of_.longest && from + length <= of_.periods; ++length) {
                const Count* until = lane.until.data();
                const Count most = lane.most[length - 1];
                const std::size_t past = std::min(from + abreast, of_.periods - length + 1);
                for (std::size_t first = from; first < past; ++first)
                    if (const auto cases = until[first + length] - until[first]; cases > most)
                        shrink(lane, block, first, first + length, static_cast<std::size_t>(cases));
            }
        }
    }

    // From the largest circle of a block inwards, as long as its cases would be too many for the smallest size.
    void shrink(Lane<Count>& lane, const Block& block, std::size_t first, std::size_t past,
                std::size_t cases) {
        const auto& member = of_.circles.member;
        const auto most = static_cast<std::size_t>(lane.most[past - first - 1]);
        bool known = false;
        for (std::size_t k = block.past - 1;; --k) {
            if (member[k] & Circles::ends) {
                if (!known) add_sizes(block, first, past);
                known = true;
                weigh(lane, k, first, past, cases, inside_[k - block.inner]);
            }
            if (k == block.inner) return;
            cases -= lane.within(member[k], first, past);
            if (cases <= most) return;
        }
    }
    void add_sizes(const Block& block, std::size_t first, std::size_t past) {
        double size = until_[past] - until_[first], total = until_[of_.periods];
        inside_.assign(1, no_more(size, total));
        for (std::size_t k = block.inner + 1; k < block.past; ++k) {
            const double* until = expected_.until(of_.circles.member[k]);
            size += until[past] - until[first];
            total += until[of_.periods];
            inside_.push_back(no_more(size, total));
        }
    }

    // The cylinder of the members up to k; its size is no less than `size` and little more.
    void weigh(Lane<Count>& lane, std::size_t k, std::size_t first, std::size_t past, std::size_t cases,
               double size) {
        if (cases <= static_cast<std::size_t>(lane.ceiling[sizes_.below(size)])) return;
        Candidate& best = lane.best;
        if (of_.ratio(cases, of_.ratio.sized(size)) < best.llr) return;
        const std::size_t begin = of_.circles.first[centre_];
        size = of_.size_of(std::span{of_.circles.member}.subspan(begin, k + 1 - begin), first, past);
        const double llr = of_.ratio(cases, of_.ratio.sized(size));
        const bool earlier = std::tuple{first, past, k + 1} <
                             std::tuple{best.first_period, best.past_period, best.past_member};
        if (!(llr > best.llr || (llr == best.llr && llr > 0 && earlier))) return;
        best = {llr, centre_, k + 1, first, past, cases, size};
        lane.ceiling.raise(llr * (1 - 1e-12));  // equal ones are to be seen
    }

    const Cylinders& of_;
    Expected expected_;
    SizeClasses sizes_;
    std::size_t centre_ = 0;
    std::vector<double>
        until_;  // expected in the smallest circle of a block before each period, and no stretch beyond
    std::vector<double> least_, inside_;
    std::vector<std::uint16_t> class_of_;
};

template <class Count>
void best_of(const Cylinders& cylinders, const CasePeriods& cases, std::size_t first, std::size_t past,
             std::span<Candidate> out) {
    StretchSearch<Count> search{cylinders, std::span{&cases, 1}};
    auto& lane = search.lanes.front();
    for (std::size_t z = first; z < past; ++z) {
        const Candidate before = std::exchange(lane.best, Candidate{.centre = z});
        lane.ceiling.begin();
        // Near centres have near clusters.
        if (before.llr > 0) search.look(lane, z, before.first_period, before.past_period);
        search.about(z);
        out[z] = lane.best;
    }
}

template <class Count>
std::vector<double> largest(const Cylinders& cylinders, std::span<const CasePeriods> replicates) {
    StretchSearch<Count> search{cylinders, replicates};
    for (std::size_t z = 0; z < cylinders.circles.centres(); ++z) search.about(z);
    std::vector<double> out;
    for (const auto& lane : search.lanes) out.push_back(lane.best.llr);
    return out;
}

bool few(const Cylinders& cylinders) {
    return cylinders.ratio.cases() <= 32767;
}

}  // namespace

std::vector<Candidate> best_of_stretches(const Cylinders& cylinders, const CasePeriods& cases, int threads) {
    std::vector<Candidate> best(cylinders.circles.centres());
    in_parallel(best.size(), threads, [&](std::size_t first, std::size_t past) {
        if (few(cylinders))
            best_of<std::int16_t>(cylinders, cases, first, past, best);
        else
            best_of<std::int32_t>(cylinders, cases, first, past, best);
    });
    return best;
}

std::vector<double> largest_of_stretches(const Cylinders& cylinders,
                                         std::span<const CasePeriods> replicates) {
    return few(cylinders) ? largest<std::int16_t>(cylinders, replicates)
                          : largest<std::int32_t>(cylinders, replicates);
}

}  // namespace atalaya::stats
