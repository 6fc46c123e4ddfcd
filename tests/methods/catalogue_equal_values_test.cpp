// What is measured is everywhere the same: an answer that says so, or a refusal, and no certainty that the data do not give.
#include "catalogue.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using namespace atalaya::methods::held;

namespace {

// Where and when a row is, and of whom: no measure.
bool is_a_measure(const ColumnSpec& column) {
    static const std::vector<std::string> others{
        "x", "y",    "x1",  "y1",     "x2",    "y2",   "lon",   "lat",     "q",
        "r", "time", "day", "period", "delay", "from", "until", "treated", "first_treated"};
    return std::ranges::find(others, column.name) == others.end();
}

bool says_that_nothing_varies(const Result& result) {
    return std::ranges::any_of(result.notes, [](const Note& note) { return note.code == "no_width"; });
}

// Tables whose intervals have no width in any row, by their names.
std::vector<std::string> without_width(const Result& result) {
    std::vector<std::string> out;
    for (const auto& [name, table] : result.tables) {
        for (const auto& column : table.columns) {
            const auto at = column.name.rfind("low");
            if (at == std::string::npos || at + 3 != column.name.size()) continue;
            const auto* high = table.find(column.name.substr(0, at) + "high");
            if (!high || !std::holds_alternative<Numbers>(high->cells)) continue;
            const auto &low = table.numbers(column.name), &up = std::get<Numbers>(high->cells);
            std::size_t limits = 0, equal = 0;
            for (std::size_t i = 0; i < low.size(); ++i) {
                limits += !std::isnan(low[i]) && !std::isnan(up[i]);
                equal += low[i] == up[i];
            }
            if (limits > 0 && limits == equal) out.push_back(name + "." + column.name);
        }
    }
    return out;
}

}  // namespace

TEST_P(Catalogue, AnIntervalWithoutWidthIsSaid) {
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        auto asked = known();
        auto& table = asked.tables.find(spec.name)->second;
        for (auto& one : table.columns) {
            auto* numbers = one.name == column.name ? std::get_if<Numbers>(&one.cells) : nullptr;
            if (!numbers || !is_a_measure(column)) continue;
            std::ranges::fill(*numbers, numbers->front());
            try {
                const auto result = run(method(), asked);
                EXPECT_EQ(says_that_nothing_varies(result), !without_width(result).empty())
                    << spec.name << "." << column.name;
            } catch (const Error& error) {
                EXPECT_STRNE(error.what(), "");
            }
        }
    });
}

TEST(EqualValues, AForecastOfWhatNeverVariedSaysSo) {
    Question asked;
    Frame series;
    series.add("value", Numbers(72, 5.0));
    asked.tables.emplace("series", series);
    EXPECT_TRUE(says_that_nothing_varies(run(*find("forecast"), asked)));
    Numbers varied;
    for (int i = 0; i < 72; ++i) varied.push_back(i * 7 % 11);
    asked.tables.find("series")->second.columns.front().cells = varied;
    EXPECT_FALSE(says_that_nothing_varies(run(*find("forecast"), asked)));
}

TEST(EqualValues, HotSpotsOfEqualCountsAreRefused) {
    const auto asked = [](Numbers q, Numbers r, Numbers events) {
        Question question;
        Frame cells;
        cells.add("q", q);
        cells.add("r", r);
        cells.add("events", events);
        question.tables.emplace("cells", cells);
        return run(*find("hot_spots"), question);
    };
    EXPECT_EQ(asked({0}, {0}, {5}).refused, "constant");
    EXPECT_EQ(asked({0, 5, 9}, {0, 0, 0}, {4, 4, 4}).refused, "constant");
    EXPECT_EQ(asked({0, 1}, {0, 0}, {5, 0}).refused, "all_beside");
    // Of a cell and its six neighbours the middle one alone has all others beside it.
    const auto flower = asked({0, 1, 1, 0, -1, -1, 0}, {0, 0, -1, -1, 0, 1, 1}, {5, 0, 1, 0, 0, 2, 0});
    const auto& cells = flower.tables.at("cells");
    EXPECT_EQ(cells.texts("why")[0], "all_beside");
    EXPECT_EQ(cells.texts("why")[1], "");
    EXPECT_TRUE(std::isnan(cells.numbers("z")[0]));
}

TEST(EqualValues, ACellOfATriangleToldTwiceIsRefused) {
    Question asked;
    Frame reports;
    reports.add("period", Numbers{1, 1, 2, 1});
    reports.add("delay", Numbers{0, 1, 0, 1});
    reports.add("events", Numbers{5, 2, 6, 1});
    asked.tables.emplace("reports", reports);
    try {
        run(*find("nowcast"), asked);
        FAIL() << "expected a refusal";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("delay 1 of period 1 twice"));
    }
}
