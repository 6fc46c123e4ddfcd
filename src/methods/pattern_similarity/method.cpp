#include "stats/pattern_similarity.hpp"

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/rows.hpp"
#include "stats/multiple_tests.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{
    "percent_base", "percent_test", "low", "high", "differs", "p", "p_error", "q"};

std::vector<std::int64_t> counts(const Numbers& column) {
    std::vector<std::int64_t> out;
    for (const double value : column) out.push_back(static_cast<std::int64_t>(value));
    return out;
}

Result run_similarity(const Asked& asked) {
    const auto& areas = asked.table("areas");
    const auto found = stats::pattern_similarity(counts(areas.numbers("base")), counts(areas.numbers("test")),
                                                 {.share = asked.number("share"),
                                                  .confidence = asked.number("confidence"),
                                                  .samples = permutations_of(asked)});
    if (!found) return refusal(std::string{stats::code(found.error())});
    Numbers p;
    for (const auto& area : found->areas) p.push_back(area.p);
    const auto q = stats::benjamini_hochberg(p);
    Rows rows{figures};
    for (std::size_t i = 0; i < q.size(); ++i) {
        const auto& area = found->areas[i];
        rows.add({area.base, area.test, area.low, area.high, static_cast<double>(area.differs), area.p,
                  2 * simulation_error(area.p / 2, permutations_of(asked).replicates), q[i]});
    }
    Rows sums{{"s", "robust_s", "empty"}};
    sums.add({found->s, found->robust_s, static_cast<double>(found->empty)});
    Result result;
    result.tables.emplace("index", std::move(sums).frame());
    result.tables.emplace("areas", std::move(rows).frame());
    return result;
}

}  // namespace

Method pattern_similarity() {
    return {
        .name = "pattern_similarity",
        .version = "3",
        .family = "space",
        .tables = {{.name = "areas",
                    .columns = {{.name = "base", .holds = Holds::count},
                                {.name = "test", .holds = Holds::count}}}},
        .settings = {number("share", 0.85, 0.01, 1), number("confidence", 0.95, 0.5, 0.9999),
                     whole("permutations", 200, 20, 99'999)},
        .answers = {{.name = "index", .columns = named({"s", "robust_s", "empty"})},
                    {.name = "areas", .columns = named(figures), .rows = "areas"}},
        .random = true,
        .run = run_similarity,
    };
}

}  // namespace atalaya::methods
