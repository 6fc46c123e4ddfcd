// Areas without neighbours: what is not there has its reason, and nothing falls over.
#include "catalogue.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using namespace atalaya::methods::held;

namespace {

// No figure is missing without a word on why, in no row.
void expect_reasons(const Result& result) {
    for (const auto& [name, table] : result.tables) {
        const auto* why = table.find("why");
        for (const auto& column : table.columns) {
            const auto* figures = std::get_if<Numbers>(&column.cells);
            if (!figures) continue;
            for (std::size_t row = 0; row < figures->size(); ++row) {
                if (std::isfinite((*figures)[row])) continue;
                EXPECT_TRUE(std::isnan((*figures)[row])) << name << "." << column.name << " row " << row + 1;
                ASSERT_TRUE(why) << name << "." << column.name;
                EXPECT_FALSE(std::get<Texts>(why->cells)[row].empty())
                    << name << "." << column.name << " row " << row + 1;
            }
        }
    }
}

// An answer of which each hole has its reason, a refusal with its reason, or an Error of the asker.
void expect_an_answer_in_words(const Method& method, const Question& asked) {
    try {
        const auto result = run(method, asked);
        if (result.refused.empty())
            expect_reasons(result);
        else
            EXPECT_TRUE(result.tables.empty()) << result.refused;
    } catch (const Error& error) {
        EXPECT_TRUE(error.fault() == Fault::usage || error.fault() == Fault::bad_input) << error.what();
        EXPECT_STRNE(error.what(), "");
    }
}

// The links that are left when these areas have none.
Frame without(const Frame& links, const std::vector<std::string>& alone) {
    const auto& from = links.texts("from");
    const auto& to = links.texts("to");
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < links.rows(); ++i)
        if (std::ranges::find(alone, from[i]) == alone.end() &&
            std::ranges::find(alone, to[i]) == alone.end())
            kept.push_back(i);
    return links.only(kept);
}

std::int64_t islands_in(const Result& result) {
    std::int64_t rows = 0;
    for (const auto& one : result.excluded) rows += one.reason == "island" ? one.rows : 0;
    return rows;
}

// Squares in a row that share borders, but the last, which lies far from them.
std::vector<geo::MultiPolygon> squares_and_an_island(std::size_t n) {
    std::vector<geo::MultiPolygon> out;
    for (std::size_t i = 0; i < n; ++i) {
        const double west = -58.4 + 0.01 * static_cast<double>(i) + (i + 1 == n ? 1 : 0);
        out.push_back(
            {{{{west, -34.6}, {west + 0.01, -34.6}, {west + 0.01, -34.59}, {west, -34.59}, {west, -34.6}}}});
    }
    return out;
}

}  // namespace

TEST_P(Catalogue, AnAreaWithoutNeighboursIsNoAccident) {
    const auto asked = known();
    const auto areas = asked.tables.find("areas"), links = asked.tables.find("neighbours");
    if (areas == asked.tables.end() || links == asked.tables.end()) return;
    const auto& ids = areas->second.texts("id");

    auto one = asked;
    one.tables.find("neighbours")->second = without(links->second, {ids.front()});
    expect_an_answer_in_words(method(), one);

    // All but the two of the first link.
    auto most = asked;
    std::vector<std::string> alone;
    const std::string &a = links->second.texts("from").front(), &b = links->second.texts("to").front();
    for (const auto& id : ids)
        if (id != a && id != b) alone.push_back(id);
    most.tables.find("neighbours")->second = without(links->second, alone);
    expect_an_answer_in_words(method(), most);
}

TEST_P(Catalogue, AnIslandAmongPolygonsIsToldAndHasItsReason) {
    const auto has_queen = std::ranges::any_of(method().settings, [](const Setting& setting) {
        return setting.name == "neighbours" &&
               std::ranges::find(setting.choices, "queen") != setting.choices.end();
    });
    auto asked = known();
    const auto areas = asked.tables.find("areas");
    if (!has_queen || areas == asked.tables.end()) return;
    areas->second.shapes = squares_and_an_island(areas->second.rows());
    asked.tables.erase("neighbours");
    std::erase_if(asked.given,
                  [](const auto& one) { return one.first == "distance" || one.first == "nearest"; });
    asked.given["neighbours"] = "queen";
    expect_an_answer_in_words(method(), asked);
    const auto result = run(method(), asked);
    if (!result.refused.empty()) return;
    // Told as left out, or in its row.
    bool told = islands_in(result) > 0;
    for (const auto& answer : method().answers) {
        if (answer.rows != "areas") continue;
        const auto& table = result.tables.at(answer.name);
        told = told || !table.find("why") || !table.texts("why").back().empty() ||
               std::ranges::all_of(table.columns, [](const Column& column) {
                   const auto* figures = std::get_if<Numbers>(&column.cells);
                   return !figures || std::isfinite(figures->back());
               });
    }
    EXPECT_TRUE(told);
}
