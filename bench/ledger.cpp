// ledger FOLDER [REPEATS]: what questions of a published data directory take, in milliseconds of wall time; the
// median of REPEATS (21). Wall time, because a server's work is not in this process; and the processor time of this
// process, a mean, which on DuckDB is all of it and does not depend on what else the machine does.
//
// The as-of cube is month_counts() of the whole city as known at the newest vintage and at the one before; the
// difference is vintage_diff() between both.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/freed_memory.hpp"
#include "store/data_directory.hpp"
#include "store/questions.hpp"
#include "store/vintage_diff.hpp"

namespace {

using namespace atalaya;
using Clock = std::chrono::steady_clock;

double processor_milliseconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto of = [](timeval t) {
        return 1e3 * static_cast<double>(t.tv_sec) + 1e-3 * static_cast<double>(t.tv_usec);
    };
    return of(used.ru_utime) + of(used.ru_stime);
}

template <class Ask>
void say(const char* what, int repeats, Ask&& ask) {
    std::vector<double> taken;
    std::size_t cells = 0;
    const double before = processor_milliseconds();
    for (int i = 0; i < repeats; ++i) {
        const auto start = Clock::now();
        cells = ask();
        taken.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    const double processor = (processor_milliseconds() - before) / repeats;
    std::sort(taken.begin(), taken.end());
    fmt::print("{}: {:.1f} ms (fastest {:.1f}), processor {:.1f} ms, {} rows\n", what,
               taken[taken.size() / 2], taken.front(), processor, cells);
}

void measure(const std::string& folder, int repeats) {
    store::Store store{folder, store::Access::inspect};
    auto& analytics = store.analytics();
    const auto vintages = store.vintages();
    if (vintages.size() < 2) throw Error{Fault::missing, "expected two vintages or more, found fewer"};
    const store::At now{store.city(), vintages.back().no};
    const store::At before{store.city(), vintages[vintages.size() - 2].no};
    const Period year{vintages.back().published_on - std::chrono::days{365}, vintages.back().published_on};
    say("cube of all months, newest vintage", repeats, [&] { return month_counts(analytics, now).size(); });
    say("cube of all months, as of the vintage before", repeats,
        [&] { return month_counts(analytics, before).size(); });
    say("cube of twelve months, as of the vintage before", repeats,
        [&] { return month_counts(analytics, before, year).size(); });
    say("difference of two vintages", repeats,
        [&] { return vintage_diff(analytics, store.city(), before.vintage_no, now.vintage_no).size(); });
}

}  // namespace

int main(int argc, char** argv) {
    keep_freed_memory();
    if (argc < 2) {
        fmt::print(stderr, "expected FOLDER [REPEATS]\n");
        return 2;
    }
    try {
        measure(argv[1], argc > 2 ? std::atoi(argv[2]) : 21);
    } catch (const Error& error) {
        fmt::print(stderr, "ledger: {}\n", error.what());
        return 1;
    }
    return 0;
}
