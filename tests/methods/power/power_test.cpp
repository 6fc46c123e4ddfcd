// The campaign `power`: each row of a family in a few cities, or with ATALAYA_CAMPAIGN=power in as many as
// docs/campaigns.md gives figures of.
#include "power.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string_view>

#include "methods/page.hpp"

using namespace atalaya::methods;
using namespace atalaya::methods::power;

namespace {

bool whole_campaign() {
    const char* wish = std::getenv("ATALAYA_CAMPAIGN");
    return wish && std::string_view{wish} == "power";
}

std::string shown(const Share& share) {
    return share.of == 0 ? "" : fmt::format("{:.1f} ± {:.1f}", share.percent, share.error);
}

bool misses(const Row& row) {
    const auto& promise = row.promise;
    return (row.says && (promise.least_null < 4 || promise.most_null > 6)) ||
           (row.covers && promise.least_coverage < 93);
}

class Power : public testing::TestWithParam<Row> {};

// A share of few cities is wide by its own chance; one of none or all has an error of its own kind.
double slack(const Share& share) {
    return 3 * std::max(share.error, 100 / (static_cast<double>(share.of) + 1));
}

}  // namespace

TEST_P(Power, IsWhatItsRowSays) {
    const Row& row = GetParam();
    const int nulls = whole_campaign() ? row.cities : std::max(10, row.cities / 50);
    const int planted = whole_campaign() ? row.cities / 4 : nulls;
    const auto found = measure(row, nulls, planted);
    const auto null = share_of(found.null), power = share_of(found.power),
               coverage = share_of(found.coverage);
    fmt::print("| {} | {} | {} | {} | {} | {} | {} | {} |\n", row.method, row.counted, row.null, nulls,
               shown(null), row.planted, shown(power), shown(coverage));
    EXPECT_LE(found.refused, (nulls + planted) / 20);
    if (null.of > 0) {
        EXPECT_GE(null.percent, row.promise.least_null - slack(null));
        EXPECT_LE(null.percent, row.promise.most_null + slack(null));
    }
    if (power.of > 0) {
        EXPECT_GE(power.percent, row.promise.least_power - slack(power));
    }
    if (coverage.of > 0) {
        EXPECT_GE(coverage.percent, row.promise.least_coverage - slack(coverage));
    }
}

TEST_P(Power, CountsTheSameForAnyNumberOfThreads) {
    EXPECT_EQ(measure(GetParam(), 3, 2, 1), measure(GetParam(), 3, 2, 3));
}

TEST_P(Power, IsToldInThePagesWhereItMisses) {
    const Row& row = GetParam();
    if (!misses(row)) return;
    ASSERT_FALSE(row.promise.told.empty());
    for (const auto& [language, of] : {std::pair{"es", " de 100"}, {"pt", " de 100"}, {"en", " of 100"}}) {
        const auto all = page(*find(row.method), language);
        std::string said;
        for (const auto& paragraph : all.sections[2].paragraphs) said += paragraph.text + " ";
        EXPECT_THAT(said, testing::HasSubstr(" " + row.promise.told + of)) << row.method << " " << language;
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, Power, testing::ValuesIn(every_row()),
                         [](const auto& info) { return info.param.name(); });
