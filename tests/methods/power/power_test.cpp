// The campaign `power`: each row of a family in a few cities, or with ATALAYA_CAMPAIGN=power in as many as
// docs/campaigns.md gives figures of.
#include "power.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "methods/page.hpp"
#include "source_folder.hpp"

using namespace atalaya::methods;
using namespace atalaya::methods::power;

namespace {

// Methods that decide nothing and give no interval, and what they do instead.
const std::map<std::string, std::string>& without_a_row() {
    static const std::map<std::string, std::string> reasons{
        {"aoristic", "spreads each event over the hours in which it may have been"},
        {"areal_interpolation", "carries numbers from one map to another, without an interval"},
        {"dbscan", "groups points by a distance that the asker gives; no level of chance"},
        {"forecast_scores",
         "scores what others foretold; whose limits hold how often is theirs, not tested here"},
        {"geomasking", "moves points at random; tests/disclose holds the moves to their ring"},
        {"hdbscan", "groups points by their density; no level of chance"},
        {"k_anonymity", "counts records that share what is known of each; nothing is tested"},
        {"kernel_density", "draws a density; no level of chance"},
        {"lattice", "lays points into cells"},
        {"maryland_level", "reads the level of an evaluation off its design"},
        {"network_centrality", "describes a network as it is told"},
        {"network_density", "draws a density along streets; no level of chance"},
        {"pair_correlation", "draws a curve without an envelope; ripley has the test"},
        {"periods", "counts events into periods"},
        {"priorities", "weighs criteria that the asker gives"},
        {"prospective_map", "draws where repeats are near; map_accuracy scores it"},
        {"stac", "groups points by a radius that the asker gives; no level of chance"},
        {"stl", "takes a series apart; nothing is tested"},
    };
    return reasons;
}

bool whole_campaign() {
    const char* wish = std::getenv("ATALAYA_CAMPAIGN");
    return wish && std::string_view{wish} == "power";
}

std::string shown(const Share& share) {
    return share.of == 0 ? "" : fmt::format("{:.1f} ± {:.1f}", share.percent, share.error);
}

bool misses(const Row& row) {
    const auto& promise = row.promise;
    return (row.says && ((promise.least_null < 4 && !promise.bound) || promise.most_null > 6)) ||
           (row.covers && promise.least_coverage < 93);
}

// What its page says of when not to use it.
std::string unsuited(const Method& method, const std::string& language) {
    const auto all = page(method, language);
    std::string said;
    for (const auto& paragraph : all.sections[2].paragraphs) said += paragraph.text + " ";
    return said;
}

// The table of docs/campaigns.md, cells by the name of the row: a row for each here, run on the version that the
// method has, in as many cities.
std::map<std::string, std::vector<std::string>> recorded() {
    std::map<std::string, std::vector<std::string>> figures;
    std::ifstream file{atalaya::source_folder() / "docs/campaigns.md"};
    bool here = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("## ")) here = line == "## power";
        if (!here || !line.starts_with("| ")) continue;
        std::vector<std::string> cells;
        for (const auto cell : atalaya::split(line, '|')) cells.emplace_back(atalaya::trimmed(cell));
        if (cells.size() > 9) figures[Row{.method = cells[1], .counted = cells[3]}.name()] = cells;
    }
    return figures;
}

// "7.9 ± 0.1" is 7.9; NaN where the cell is empty.
double percent_of(const std::string& cell) {
    return cell.empty() ? NAN : std::strtod(cell.c_str(), nullptr);
}

// Whether a text says a percentage as so many of a hundred, whole or with one decimal, or of a thousand; what is less
// than one of a hundred may be said so.
bool tells(const std::string& text, double percent, std::string_view language) {
    const bool english = language == "en";
    auto exact = fmt::format("{:.1f} of 100", percent);
    if (!english)
        exact = fmt::format("{:.0f},{:.0f} de 100", std::floor(percent), 10 * std::fmod(percent, 1));
    std::vector<std::string> ways{exact};
    for (const double whole :
         {std::floor(percent), std::ceil(percent), percent < 1 ? 1 : std::floor(percent)})
        ways.push_back(fmt::format("{:.0f} {} 100", whole, english ? "of" : "de"));
    ways.push_back(fmt::format("{:.0f} {}000", 10 * percent, english ? "of 1," : "de 1."));
    return std::ranges::any_of(
        ways, [&](const std::string& way) { return text.contains(" " + way) || text.contains("(" + way); });
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
    fmt::print("| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", row.method, find(row.method)->version,
               row.counted, row.null, nulls, shown(null), row.planted, shown(power), shown(coverage));
    EXPECT_LE(found.refused, (nulls + planted) / 20);
    if (null.of > 0) {
        if (!row.promise.bound) {
            EXPECT_GE(null.percent, row.promise.least_null - slack(null));
        }
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
        const auto said = unsuited(*find(row.method), language);
        for (const auto& told : row.promise.told)
            EXPECT_THAT(said, testing::HasSubstr(" " + told + of)) << row.method << " " << language;
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, Power, testing::ValuesIn(every_row()),
                         [](const auto& info) { return info.param.name(); });

TEST(PowerRows, AreThereForEveryMethodOrSayWhyNot) {
    std::set<std::string> with_rows;
    for (const auto& row : every_row()) {
        ASSERT_NE(find(row.method), nullptr) << row.method;
        with_rows.insert(row.method);
    }
    for (const auto& method : catalogue()) {
        const auto reason = without_a_row().find(method.name);
        if (reason == without_a_row().end())
            EXPECT_TRUE(with_rows.contains(method.name)) << method.name << ": no row and no reason";
        else
            EXPECT_FALSE(with_rows.contains(method.name)) << method.name << ": a row and a reason why none";
    }
    for (const auto& [method, reason] : without_a_row()) {
        EXPECT_NE(find(method), nullptr) << method;
        EXPECT_GT(reason.size(), 20u) << method;
    }
}

TEST(PowerRows, HaveFiguresOfTheVersionThatTheMethodHas) {
    auto figures = recorded();
    for (const auto& row : every_row()) {
        const auto found = figures.find(row.name());
        ASSERT_NE(found, figures.end())
            << row.method << ", " << row.counted
            << ": expected a row in docs/campaigns.md, found none. Run it: "
            << "ATALAYA_CAMPAIGN=power test_methods --gtest_filter='*Power.IsWhat*" << row.name() << "'";
        EXPECT_EQ(found->second[2], find(row.method)->version)
            << row.method << ", " << row.counted
            << ": docs/campaigns.md has figures of another version than the method has; run the row again";
        std::erase(found->second[5], ',');
        EXPECT_EQ(found->second[5], std::to_string(row.cities)) << row.method << ", " << row.counted;
        figures.erase(found);
    }
    figures.erase(Row{.method = "method", .counted = "counted"}.name());
    for (const auto& [name, cells] : figures) EXPECT_EQ(cells[1], "---") << name << ": a row of no test";
}

// Whatever a promise excuses: what the campaign found outside 4 to 6 %, or below 93 %, is in the pages.
TEST(PowerRows, AreSaidInThePagesWhereverTheyAreOutsideTheLevel) {
    int outside = 0;
    for (const auto& [name, cells] : recorded()) {
        const auto* method = find(cells[1]);
        if (!method) continue;
        const double errs = percent_of(cells[6]), holds = percent_of(cells[9]);
        for (const double figure : {errs < 4 || errs > 6 ? errs : NAN, holds < 93 ? holds : NAN}) {
            if (std::isnan(figure)) continue;
            ++outside;
            for (const auto* language : {"es", "pt", "en"})
                EXPECT_TRUE(tells(unsuited(*method, language), figure, language))
                    << cells[1] << ", " << cells[3] << ": expected the " << fmt::format("{:.1f}", figure)
                    << " % that the campaign found in " << language
                    << ".md under \"when not to use it\", as \"8 of 100\" or \"7.9 of 100\"";
        }
    }
    EXPECT_GT(outside, 20);
}

TEST(PowerRows, AreEachHeldToOnePromise) {
    std::set<std::string> names;
    for (const auto& row : every_row()) EXPECT_TRUE(names.insert(row.name()).second) << row.name();
    for (const auto& held : promises()) {
        const Row row{.method = held.method, .counted = held.counted};
        EXPECT_TRUE(names.contains(row.name())) << row.name() << ": a promise of no row";
    }
}
