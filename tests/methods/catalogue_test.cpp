// Every method of the catalogue is held to the same promises.
#include "catalogue.hpp"

#include <set>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using namespace atalaya::methods::held;

namespace {

std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const auto& method : catalogue()) out.push_back(method.name);
    return out;
}

}  // namespace

TEST_P(Catalogue, ReproducesItsGoldenNumbers) {
    const json all = golden();
    EXPECT_FALSE(all.at("source").get<std::string>().empty());
    ASSERT_FALSE(all.at("cases").empty());
    for (const auto& one : all.at("cases")) {
        const auto result = run(method(), question(one));
        const std::string name = one.at("name");
        EXPECT_EQ(result.refused, one.value("refused", "")) << name;
        for (const auto& [table, columns] : one.at("expected").items()) {
            ASSERT_TRUE(result.tables.contains(table)) << name << ": " << table;
            for (const auto& [column, figures] : columns.items()) {
                const auto* found = result.tables.at(table).find(column);
                ASSERT_TRUE(found) << name << ": " << table << "." << column;
                expect_near(found->cells, cells(figures), one.at("relative"), name + ": " + column);
            }
        }
    }
}

TEST_P(Catalogue, AnswersWithTheTablesAndColumnsItNames) {
    const auto asked = known();
    const auto result = run(method(), asked);
    for (const auto& spec : method().answers) {
        const auto found = result.tables.find(spec.name);
        ASSERT_NE(found, result.tables.end()) << spec.name;
        for (const auto& column : spec.columns)
            EXPECT_TRUE(column.optional || found->second.find(column.name))
                << spec.name << "." << column.name;
        if (!spec.rows.empty()) {
            EXPECT_EQ(found->second.rows(), asked.tables.find(spec.rows)->second.rows());
        }
    }
    EXPECT_EQ(result.tables.size(), method().answers.size());
    EXPECT_GT(result.n, 0);
}

INSTANTIATE_TEST_SUITE_P(Every, Catalogue, testing::ValuesIn(names()),
                         [](const auto& info) { return info.param; });

TEST_P(Catalogue, ShuffledRowsGiveShuffledAnswers) {
    if (method().random) GTEST_SKIP() << "its draws are dealt to the rows in their order";
    for (const auto& spec : method().tables) {
        if (spec.order != Order::free) continue;
        auto asked = known();
        const auto table = asked.tables.find(spec.name);
        if (table == asked.tables.end()) continue;
        const auto straight = run(method(), asked);
        std::vector<std::size_t> order(table->second.rows());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        stats::Random random{81};
        random.shuffle(std::span{order});
        table->second = table->second.only(order);
        const auto mixed = run(method(), asked);
        EXPECT_EQ(mixed.refused, straight.refused);
        for (const auto& answer : method().answers) {
            const Frame& was = straight.tables.at(answer.name);
            const Frame expected = answer.rows == spec.name ? was.only(order) : was;
            for (const auto& column : expected.columns)
                expect_near(mixed.tables.at(answer.name).find(column.name)->cells, column.cells, 1e-12,
                            column.name);
        }
    }
}

TEST_P(Catalogue, AnswersTheSameBytesForAnyNumberOfThreads) {
    auto asked = known();
    const auto alone = bytes_of(run(method(), asked));
    asked.threads = 5;
    EXPECT_EQ(bytes_of(run(method(), asked)), alone);
    EXPECT_EQ(bytes_of(run(method(), asked)), alone);
}

// In one of its golden cases at least: others may be told without a draw.
TEST_P(Catalogue, DrawsOfAnotherSeedGiveOtherBytes) {
    if (!method().random) return;
    const json all = golden();
    EXPECT_TRUE(std::ranges::any_of(all.at("cases"), [&](const json& one) {
        auto asked = question(one);
        const auto usual = bytes_of(run(method(), asked));
        asked.seed = 2;
        return bytes_of(run(method(), asked)) != usual;
    }));
}

TEST_P(Catalogue, IsExplainedInThreeLanguages) {
    const std::pair<const char*, std::vector<std::string>> pages[] = {
        {"en.md", {"Question", "Answer", "When not to use it", "Formula", "Reference"}},
        {"es.md", {"Pregunta", "Respuesta", "Cuándo no usarlo", "Fórmula", "Referencia"}},
        {"pt.md", {"Pergunta", "Resposta", "Quando não usar", "Fórmula", "Referência"}},
    };
    for (const auto& [page, headings] : pages) {
        std::istringstream lines{text_of(folder_of(method()) / page)};
        std::vector<std::string> found;
        std::size_t words = 0;
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with("## ")) found.push_back(line.substr(3));
            words += static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
        }
        EXPECT_EQ(found, headings) << page;
        EXPECT_GT(words, 60u) << page;
    }
}

TEST(CatalogueList, NamesEveryFolderOnceInOrder) {
    std::set<std::string> folders;
    for (const auto& entry : std::filesystem::directory_iterator{source_folder() / "src/methods"}) {
        if (entry.is_directory()) folders.insert(entry.path().filename());
    }
    EXPECT_THAT(names(), testing::ElementsAreArray(folders));
    EXPECT_EQ(find("no such method"), nullptr);
}

TEST(CatalogueList, ARefusalSaysWhatWasExpected) {
    Frame areas;
    areas.add("events", Numbers{1, 2});
    areas.add("exposure", Numbers{3});
    try {
        run(*find("rate"), {.tables = {{"areas", areas}}});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_STREQ(error.what(),
                     "method rate, table areas: expected 2 rows of \"exposure\", as \"events\" has, found 1");
    }
}

// "1.000" is a thousand in most of Latin America: it is not taken for 1 where nothing tells which is meant.
TEST(CatalogueList, APointThatMayStandBetweenThousandsIsAskedAbout) {
    const auto refused = [](Texts events, Texts exposure) -> std::string {
        Frame areas;
        areas.add("events", std::move(events));
        areas.add("exposure", std::move(exposure));
        try {
            run(*find("rate"), {.tables = {{"areas", areas}}});
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_EQ(
        refused({"3", "1.000"}, {"900", "1200"}),
        "method rate, table areas: expected numbers without a point between thousands in the column "
        "\"events\", found \"1.000\" in row 2. Say --decimal areas.events=comma if it is 1000, --decimal "
        "areas.events=point if it is 1");
    EXPECT_EQ(refused({"3", "4"}, {"900", " 12.500 "}),
              "method rate, table areas: expected numbers without a point between thousands in the column "
              "\"exposure\", found \"12.500\" in row 2. Say --decimal areas.exposure=comma if it is 12500, "
              "--decimal "
              "areas.exposure=point if it is 12.5");
    EXPECT_EQ(refused({"3", "4"}, {"1250.5", "12.500"}), "");  // 1250.5 says what the point is
    EXPECT_EQ(refused({"3", "4.0"}, {"0.125", "0.250"}), "");
}

// Of numbers that may well have decimals it is asked only where 950 stands beside 1.250 and nothing has fewer or more than
// three of them.
TEST(CatalogueList, APointOfOtherNumbersIsAskedAboutWhereWholeOnesStandBeside) {
    const auto refused = [](Texts values) -> std::string {
        Frame series;
        series.add("value", std::move(values));
        try {
            run(*find("mann_kendall"), {.tables = {{"series", series}}});
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_THAT(refused({"950", "1.250", "-12.500", "3"}), HasSubstr("found \"1.250\" in row 2"));
    EXPECT_EQ(refused({"9.501", "1.250", "12.500", "3.125"}), "");
    EXPECT_EQ(refused({"950", "1.250", "12.5", "3"}), "");
    EXPECT_EQ(refused({"950", "1.250", "2000", "3"}), "");
    EXPECT_THAT(refused({"950", "1,25", "2000", "3"}),
                HasSubstr("found \"1,25\" in row 2. Say which mark is before its decimals: --decimal "
                          "series.value=comma"));
    EXPECT_THAT(refused({"950", "12,500", "2000", "3"}),
                HasSubstr("--decimal series.value=comma | --decimal series.value=point"));
    EXPECT_THAT(
        refused({"950", "s/d", "2000", "3"}),
        testing::EndsWith("found \"s/d\" in row 2. If it says that there is no value: --missing \"s/d\""));
}

// As files with types of their own write them.
TEST(CatalogueList, AFlagMayBeTrueOrFalse) {
    const auto levels = [](Texts cells) {
        Frame evaluations;
        evaluations.add("before_and_after", std::move(cells));
        return run(*find("maryland_level"), {.tables = {{"evaluations", evaluations}}})
            .tables.at("evaluations")
            .numbers("level");
    };
    EXPECT_EQ(levels({"true", "false", "1"}), (Numbers{2, 1, 2}));
    EXPECT_THROW(levels({"verdadero"}), Error);
}

TEST(CatalogueList, ADayMayHaveATimeOfDayAfterIt) {
    Frame events;
    events.add("day", Texts{"2024-01-01 23:10:00", "2024-01-02T00:05", "2024-01-07"});
    const auto found = run(*find("periods"), {.tables = {{"events", events}}});
    EXPECT_EQ(found.tables.at("periods").numbers("events"), Numbers{3});
    events.columns[0].cells = Texts{"2024-01-01 a la noche"};
    EXPECT_THROW(run(*find("periods"), {.tables = {{"events", events}}}), Error);
}
