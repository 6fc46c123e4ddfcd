// Rates and changes of many cells: CPU time a cell, from a table that fits in the cache to
// one that does not. Counts and exposures are made, the same in each run.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "stats/change.hpp"
#include "stats/rates.hpp"

namespace {

using namespace atalaya;

// 0 to 199, most of them small as in a table by barrio and month.
std::vector<double> counts(std::size_t n, std::uint64_t seed) {
    std::vector<double> out(n);
    for (auto& value : out) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        const auto drawn = seed >> 57;  // 0 to 127
        value = static_cast<double>(drawn < 96 ? drawn % 16 : drawn + 72);
    }
    return out;
}

void rates(benchmark::State& state) {
    const auto events = counts(static_cast<std::size_t>(state.range(0)), 1);
    for (auto _ : state) {
        double sum = 0;
        for (const double count : events) sum += stats::rate(count, PersonYears{12'345})->high;
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void changes(benchmark::State& state) {
    const auto size = static_cast<std::size_t>(state.range(0));
    const auto now = counts(size, 2), before = counts(size, 3);
    for (auto _ : state) {
        double sum = 0;
        for (std::size_t i = 0; i < size; ++i)
            sum += stats::compare(now[i], 1, before[i], 1, 2.0).p.value_or(0);
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(rates)->Arg(1'000)->Arg(100'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(changes)->Arg(1'000)->Arg(100'000)->Arg(10'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
