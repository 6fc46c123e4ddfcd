// Ten million rows, or in the ordinary run a hundredth of them: every method answers within its patience, or says in words why
// not. The first table of its golden case is repeated, with places a little apart and ids of their own, in a process that may
// have so much memory and no more. No clock decides: the seconds of processor are only there to end what never would. That what is
// foreseen as too long never begins is counted in calls. ATALAYA_CAMPAIGN=ten-million runs it whole; docs/campaigns.md has the figures.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <new>
#include <string_view>
#include <tuple>

#include "catalogue.hpp"
#include "methods/ask.hpp"
#include "methods/long_work.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using namespace atalaya::methods::held;

namespace {

struct Bounds {
    std::size_t rows;
    rlim_t memory;  // bytes that can be written
    double patience;
    rlim_t seconds;  // of processor, some hundreds of times the patience: a hang
};
Bounds bounds() {
    const char* wish = std::getenv("ATALAYA_CAMPAIGN");
    const bool whole = wish && std::string_view{wish} == "ten-million";
    return whole ? Bounds{10'000'000, rlim_t{14} << 30, usual_patience, 3'600}
                 : Bounds{100'000, rlim_t{1} << 30, 2, 600};
}

Cells repeated(const Cells& cells, const ColumnSpec& spec, std::size_t rows) {
    if (const auto* texts = std::get_if<Texts>(&cells)) {
        Texts out;
        out.reserve(rows);
        for (std::size_t i = 0; i < rows; ++i) {
            out.push_back((*texts)[i % texts->size()]);
            if ((spec.once || spec.name == "id") && i >= texts->size())
                out.back() += "-" + std::to_string(i / texts->size());
        }
        return out;
    }
    const auto& numbers = std::get<Numbers>(cells);
    const auto [low, high] = std::ranges::minmax(numbers);
    const bool place = spec.name == "x" || spec.name == "y" || spec.name == "lon" || spec.name == "lat";
    stats::Random random{5, stats::stream_of(spec.name)};
    Numbers out;
    out.reserve(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        const double value = numbers[i % numbers.size()];
        const auto copy = static_cast<double>(i / numbers.size());
        out.push_back(place && copy > 0 ? random.uniform(low, high)
                      : spec.once       ? value + copy * (high - low + 1)
                                        : value);
    }
    return out;
}

Frame grown(const Frame& frame, const TableSpec& spec, std::size_t rows) {
    Frame out;
    for (const auto& column : frame.columns) {
        const auto known = std::ranges::find(spec.columns, column.name, &ColumnSpec::name);
        out.add(column.name,
                repeated(column.cells, known == spec.columns.end() ? ColumnSpec{} : *known, rows));
    }
    for (std::size_t i = 0; i < rows && !frame.shapes.empty(); ++i)
        out.shapes.push_back(frame.shapes[i % frame.shapes.size()]);
    return out;
}

// What became of a question in a process of its own: a word and what it said.
struct Became {
    std::string word, said;
    double seconds{};
    long megabytes{};
    bool in_words() const { return word == "answered" || word == "refused" || word == "memory"; }
};

template <class Ask>
Became become(const Bounds& bounds, Ask ask) {
    int ends[2];
    if (pipe(ends) != 0) return {"pipe", "the test found no pipe"};
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        const rlimit memory{bounds.memory, bounds.memory}, time{bounds.seconds, bounds.seconds + 1},
            none{0, 0};
        setrlimit(RLIMIT_DATA, &memory);
        setrlimit(RLIMIT_CPU, &time);
        setrlimit(RLIMIT_CORE, &none);
        std::signal(SIGXCPU, SIG_DFL);
        std::string said;
        try {
            said = ask();
        } catch (const Error& error) {
            said = std::string{"refused "} + error.what();
        } catch (const std::bad_alloc&) {
            said = "memory";
        } catch (const std::exception& other) {
            said = std::string{"accident "} + other.what();
        }
        std::ignore = write(ends[1], said.data(), std::min(said.size(), std::size_t{2000}));
        _exit(0);
    }
    close(ends[1]);
    std::string said;
    char some[2048];
    for (ssize_t n; (n = read(ends[0], some, sizeof some)) > 0;)
        said.append(some, static_cast<std::size_t>(n));
    close(ends[0]);
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    Became out;
    out.seconds = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                  1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
    out.megabytes = used.ru_maxrss / 1024;
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        out.word = signal == SIGXCPU ? "computing" : fmt::format("signal {}", signal);
        return out;
    }
    const auto blank = std::min(said.find(' '), said.size());
    out.word = said.substr(0, blank);
    if (blank < said.size()) out.said = said.substr(blank + 1);
    return out;
}

}  // namespace

namespace {

Question of_many_rows(Question asked, const Method& method, std::size_t rows) {
    const auto& spec = method.tables.front();
    auto& table = asked.tables.find(spec.name)->second;
    table = grown(table, spec, rows);
    return asked;
}

}  // namespace

TEST_P(Catalogue, ManyRowsAreAnsweredOrRefusedInWords) {
    const auto limits = bounds();
    const auto became = become(limits, [&]() -> std::string {
        const auto result =
            run_within(method(), of_many_rows(known(), method(), limits.rows), limits.patience);
        return result.refused.empty() ? "answered" : "refused " + result.refused;
    });
    fmt::print("| {} | {} | {} | {:.1f} | {} |\n", method().name, became.word,
               became.said.substr(0, became.said.find('\n')), became.seconds, became.megabytes);
    EXPECT_TRUE(became.in_words()) << became.word << ": " << became.said
                                   << "\nA method that takes long foresees it (seconds.cpp of its "
                                      "folder), and is refused before it begins.";
    EXPECT_LE(became.megabytes, static_cast<long>(limits.memory >> 20) + 512);
    if (became.word == "refused" && became.said.find(' ') == std::string::npos) {
        const auto words = json::parse(text_of(source_folder() / "i18n/terminal.es.json"));
        EXPECT_TRUE(words.contains("why." + became.said)) << became.said;
    }
}

// What is foreseen to take longer than the asker waits does not reach its kernel; what takes just as long does.
TEST_P(Catalogue, WhatIsForeseenAsTooLongDoesNotBegin) {
    int begun = 0;
    Method counted = method();
    counted.run = [&](const Asked&) {
        ++begun;
        return refusal("begun");
    };
    const auto asked = known();
    const double seconds = seconds_foreseen(counted, ready(counted, asked).asked);
    ASSERT_TRUE(std::isfinite(seconds) && seconds >= 0) << seconds;
    EXPECT_EQ(run_within(counted, asked, seconds).refused, "begun");
    EXPECT_EQ(begun, 1);
    if (seconds == 0) return;
    EXPECT_EQ(run_within(counted, asked, 0.99 * seconds).refused, "too_much_work");
    EXPECT_EQ(begun, 1);
}

// What foresees anything foresees more of ten times the rows of one of its tables: of settings alone nothing would be known.
TEST_P(Catalogue, ForeseenSecondsGrowWithTheRows) {
    if (!every_foresight().contains(method().name)) return;
    const auto of_rows = [&](const TableSpec& spec, std::size_t rows) -> double {
        auto asked = known();
        auto& table = asked.tables.find(spec.name)->second;
        table = grown(table, spec, rows);
        return seconds_foreseen(method(), ready(method(), asked).asked);
    };
    bool grew = false;
    for (const auto& spec : method().tables)
        if (known().tables.contains(spec.name)) grew |= of_rows(spec, 20'000) > 4 * of_rows(spec, 2'000);
    EXPECT_TRUE(grew);
}
