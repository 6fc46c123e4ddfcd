#include "linkage/scan.hpp"

#include <atomic>
#include <exception>
#include <thread>

#include "core/error.hpp"
#include "linkage/frequency.hpp"

namespace atalaya::linkage {

namespace {

constexpr std::size_t shares = 64;  // of the work; many more than threads, so that none is left waiting

// work(thread, number) for each number below `n`, each once, on any of the threads.
template <class Work>
void in_threads(int threads, std::size_t n, const Work& work) {
    std::atomic<std::size_t> next = 0;
    std::vector<std::exception_ptr> failed(static_cast<std::size_t>(threads));
    const auto run = [&](std::size_t thread) {
        try {
            for (std::size_t i; (i = next.fetch_add(1)) < n;) work(thread, i);
        } catch (...) {
            failed[thread] = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t t = 1; t < failed.size(); ++t) others.emplace_back(run, t);
        run(0);
    }
    for (const auto& failure : failed) {
        if (failure) std::rethrow_exception(failure);
    }
}

void expect_fields(const Blocks& blocks, std::span<const Field> fields, int threads) {
    expects(threads >= 1, "linkage: one thread or more");
    expects(fields.size() <= most_fields, "linkage: at most 10 fields");
    for (const Field& field : fields)
        expects(field.column.size() == blocks.sizes().all(), "linkage: one value per record");
}

}  // namespace

std::vector<std::int64_t> count_patterns(const Blocks& blocks, std::span<const Field> fields, int threads) {
    expect_fields(blocks, fields, threads);
    std::vector<std::vector<std::int64_t>> counts(static_cast<std::size_t>(threads),
                                                  std::vector<std::int64_t>(patterns(fields.size())));
    const auto parts = blocks.parts(shares);
    in_threads(threads, parts.size(), [&](std::size_t thread, std::size_t part) {
        auto& mine = counts[thread];
        blocks.each_pair(parts[part],
                         [&](std::uint32_t a, std::uint32_t b) { ++mine[compare(fields, a, b)]; });
    });
    auto sum = std::move(counts.front());
    for (std::size_t t = 1; t < counts.size(); ++t) {
        for (std::size_t p = 0; p < sum.size(); ++p) sum[p] += counts[t][p];
    }
    return sum;
}

std::vector<ScoredPair> likely_pairs(const Blocks& blocks, std::span<const Field> fields, const Model& model,
                                     double least, int threads) {
    expect_fields(blocks, fields, threads);
    std::vector<double> weights(patterns(fields.size()));
    for (std::size_t p = 0; p < weights.size(); ++p) weights[p] = model.weight(static_cast<Pattern>(p));
    const Frequencies frequencies{fields, model};

    const auto parts = blocks.parts(shares);
    std::vector<std::vector<ScoredPair>> kept(parts.size());
    in_threads(threads, parts.size(), [&](std::size_t, std::size_t part) {
        blocks.each_pair(parts[part], [&](std::uint32_t a, std::uint32_t b) {
            const Pattern pattern = compare(fields, a, b);
            const double posterior = model.posterior(weights[pattern] + frequencies.more(fields, pattern, a));
            if (posterior >= least) kept[part].push_back({a, b, posterior});
        });
    });
    std::vector<ScoredPair> all;
    for (const auto& some : kept) all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace atalaya::linkage
