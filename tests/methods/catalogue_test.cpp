// Every method of the catalogue is held to the same promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "methods/method.hpp"
#include "source_folder.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using nlohmann::json;
using testing::HasSubstr;

namespace {

std::filesystem::path folder_of(const Method& method) {
    return source_folder() / "src/methods" / method.name;
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file{path};
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

bool of_texts(const json& column) {
    return std::any_of(column.begin(), column.end(), [](const json& cell) { return cell.is_string(); });
}

Cells cells(const json& column) {
    if (of_texts(column)) return column.get<Texts>();
    Numbers out;
    for (const auto& cell : column) out.push_back(cell.is_null() ? std::nan("") : cell.get<double>());
    return out;
}

Frame frame(const json& object) {
    Frame out;
    for (const auto& [name, column] : object.items()) {
        if (name == "shapes") {
            for (const auto& shape : column) out.shapes.push_back(geo::parse_geojson_geometry(shape.dump()));
        } else {
            out.add(name, cells(column));
        }
    }
    return out;
}

Question question(const json& golden) {
    Question out;
    for (const auto& [name, table] : golden.at("tables").items()) out.tables.emplace(name, frame(table));
    for (const auto& [name, value] : golden.at("set").items()) out.given[name] = value.get<std::string>();
    return out;
}

void expect_near(const Cells& found, const Cells& expected, double relative, const std::string& where) {
    ASSERT_EQ(found.index(), expected.index()) << where;
    ASSERT_EQ(size(found), size(expected)) << where;
    if (const auto* texts = std::get_if<Texts>(&found)) {
        EXPECT_EQ(*texts, std::get<Texts>(expected)) << where;
        return;
    }
    const auto &is = std::get<Numbers>(found), &should = std::get<Numbers>(expected);
    for (std::size_t i = 0; i < is.size(); ++i) {
        if (std::isnan(should[i])) {
            EXPECT_TRUE(std::isnan(is[i])) << where << " row " << i << ": " << is[i];
        } else {
            EXPECT_NEAR(is[i], should[i], relative * std::abs(should[i])) << where << " row " << i;
        }
    }
}

// What a question is answered in bytes, to compare them.
std::string bytes_of(const Result& result) {
    std::string out = result.refused + " " + std::to_string(result.n) + "\n";
    for (const auto& [name, table] : result.tables) {
        for (const auto& column : table.columns) {
            out += name + "." + column.name;
            for (std::size_t i = 0; i < table.rows(); ++i) {
                const auto* texts = std::get_if<Texts>(&column.cells);
                const double value = texts ? 0 : std::get<Numbers>(column.cells)[i];
                out += " " + (texts ? (*texts)[i] : std::isnan(value) ? "-" : canonical_number(value));
            }
            out += "\n";
        }
    }
    return out;
}

class Catalogue : public testing::TestWithParam<std::string> {
  protected:
    const Method& method() const { return *find(GetParam()); }
    json golden() const { return json::parse(text_of(folder_of(method()) / "golden.json")); }
    // The first golden case: tables that the method is known to answer.
    Question known() const { return question(golden().at("cases").at(0)); }

    // What a question is refused with; "" when it is answered.
    std::string refused(const Question& asked) const {
        try {
            run(method(), asked);
        } catch (const Error& error) {
            EXPECT_TRUE(error.fault() == Fault::usage || error.fault() == Fault::bad_input) << error.what();
            return error.what();
        }
        return {};
    }
    // Each column that the known question has, with its table.
    template <class Do>
    void each_column(Do what) const {
        for (const auto& spec : method().tables) {
            for (const auto& column : spec.columns) {
                const auto asked = known();
                const auto table = asked.tables.find(spec.name);
                if (table != asked.tables.end() && table->second.find(column.name)) what(spec, column);
            }
        }
    }
    Question with(const TableSpec& spec, const ColumnSpec& column, std::size_t row,
                  const std::string& text) const {
        auto asked = known();
        for (auto& c : asked.tables.find(spec.name)->second.columns) {
            if (c.name != column.name) continue;
            Texts texts;
            for (std::size_t i = 0; i < size(c.cells); ++i) {
                const auto* already = std::get_if<Texts>(&c.cells);
                const double value = already ? 0 : std::get<Numbers>(c.cells)[i];
                texts.push_back(already ? (*already)[i] : std::isnan(value) ? "" : canonical_number(value));
            }
            texts[row] = text;
            c.cells = texts;
        }
        return asked;
    }
};

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

TEST_P(Catalogue, RefusesTablesAndColumnsThatAreNotThereOrNotKnown) {
    for (const auto& spec : method().tables) {
        auto without = known();
        if (!spec.optional && without.tables.erase(spec.name) > 0) {
            EXPECT_THAT(refused(without), HasSubstr("\"" + spec.name + "\""));
        }
    }
    auto more = known();
    more.tables.emplace("surplus", more.tables.begin()->second);
    EXPECT_THAT(refused(more), HasSubstr("\"surplus\""));
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        auto without = known();
        auto& columns = without.tables.find(spec.name)->second.columns;
        std::erase_if(columns, [&](const Column& c) { return c.name == column.name; });
        if (!column.optional) {
            EXPECT_THAT(refused(without), HasSubstr("\"" + column.name + "\"")) << spec.name;
        }
        if (columns.empty()) return;
        auto longer = known();
        for (auto& c : longer.tables.find(spec.name)->second.columns)
            if (c.name == column.name)
                std::visit([](auto& cells) { cells.push_back(cells.front()); }, c.cells);
        EXPECT_THAT(refused(longer), HasSubstr("rows")) << spec.name << "." << column.name;
    });
}

TEST_P(Catalogue, RefusesCellsThatAreNotWhatTheColumnHolds) {
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        if (column.holds == Holds::text) return;
        std::vector<std::string> wrong{"nan", "inf", "-inf", "1e999", "siete", "1,5"};
        if (column.holds == Holds::count) wrong.insert(wrong.end(), {"-1", "0.5"});
        if (column.holds == Holds::positive) wrong.insert(wrong.end(), {"-1", "0"});
        if (column.holds == Holds::flag) wrong.insert(wrong.end(), {"-1", "0.5", "2"});
        for (const auto& text : wrong) {
            const auto message = refused(with(spec, column, 0, text));
            EXPECT_THAT(message, testing::AllOf(HasSubstr(spec.name), HasSubstr("\"" + column.name + "\""),
                                                HasSubstr("row 1"), HasSubstr("\"" + text + "\"")));
        }
    });
}

TEST_P(Catalogue, RowsThatMissACellAreLeftOutAndCountedOrASeriesIsRefused) {
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        const auto asked = with(spec, column, 0, "");
        if (spec.order != Order::free && !column.may_miss) {
            EXPECT_THAT(refused(asked), HasSubstr("row 1"));
            return;
        }
        if (column.may_miss) {
            EXPECT_NO_THROW(run(method(), asked)) << column.name;
            return;
        }
        if (known().tables.find(spec.name)->second.rows() <= spec.least) return;
        const auto result = run(method(), asked);
        const auto left_out =
            std::find_if(result.excluded.begin(), result.excluded.end(),
                         [&](const Excluded& e) { return e.table == spec.name && e.reason == "missing"; });
        ASSERT_NE(left_out, result.excluded.end()) << spec.name << "." << column.name;
        EXPECT_GE(left_out->rows, 1);
        for (const auto& answer : method().answers) {
            if (answer.rows != spec.name || !result.tables.contains(answer.name)) continue;
            EXPECT_EQ(result.tables.at(answer.name).texts("why").front(), "missing");
        }
    });
}

TEST_P(Catalogue, EmptyAndAllMissingTablesAreRefusedInWords) {
    for (const auto& spec : method().tables) {
        auto empty = known();
        const auto table = empty.tables.find(spec.name);
        if (table == empty.tables.end()) continue;
        table->second = table->second.only({});
        if (spec.least > 0) {
            EXPECT_THAT(refused(empty), testing::AllOf(HasSubstr(spec.name), HasSubstr("rows"))) << spec.name;
        }
    }
}

// A series whose file says the periods is refused where one is missing, comes twice, or before another.
TEST_P(Catalogue, RefusesASeriesWithGapsOrOutOfOrder) {
    for (const auto& spec : method().tables) {
        if (spec.order != Order::fixed) continue;
        const auto month = [](std::size_t i) {
            return iso(
                plus_months(Month{std::chrono::year{2001}, std::chrono::month{1}}, static_cast<int>(i)));
        };
        for (const std::string name : {"period", "mes"}) {
            auto asked = known();
            auto& table = asked.tables.find(spec.name)->second;
            const auto n = table.rows();
            ASSERT_GE(n, 3u);
            Texts months;
            for (std::size_t i = 0; i < n; ++i) months.push_back(month(i));
            table.add(name, months);
            const auto with_months = [&](const Texts& changed) {
                std::get<Texts>(table.columns.back().cells) = changed;
                return refused(asked);
            };
            EXPECT_EQ(with_months(months), "") << name;
            auto gap = months;
            for (std::size_t i = n / 2; i < n; ++i) gap[i] = month(i + 24);
            EXPECT_THAT(with_months(gap), testing::AllOf(HasSubstr("24 missing"), HasSubstr(gap[n / 2]),
                                                         HasSubstr("row " + std::to_string(n / 2 + 1))));
            auto mixed = months;
            std::swap(mixed.front(), mixed.back());
            EXPECT_THAT(with_months(mixed), HasSubstr("order")) << name;
        }
    }
}

// Ids that come twice, borders that cross themselves, metres that are degrees.
TEST_P(Catalogue, RefusesPlacesThatCannotBe) {
    for (const auto& spec : method().tables) {
        const auto asked = known();
        const auto found = asked.tables.find(spec.name);
        if (found == asked.tables.end() || found->second.rows() < 2) continue;
        for (const auto& column : spec.columns) {
            if (!column.once || !found->second.find(column.name)) continue;
            const auto& ids = found->second.find(column.name)->cells;
            const auto* texts = std::get_if<Texts>(&ids);
            const std::string first =
                texts ? texts->front() : canonical_number(std::get<Numbers>(ids).front());
            EXPECT_THAT(refused(with(spec, column, 1, first)), HasSubstr("once")) << spec.name;
        }
        if (spec.shapes) {
            auto crossed = asked;
            crossed.tables.find(spec.name)->second.shapes[0] = {
                {{{-58, -34}, {-57, -33}, {-57, -34}, {-58, -33}, {-58, -34}}}};
            EXPECT_THAT(refused(crossed), testing::AllOf(HasSubstr("cross"), HasSubstr("row 1")))
                << spec.name;
        }
        if (found->second.find("x") && found->second.find("y") && spec.columns.size() > 1) {
            auto degrees = asked;
            for (auto& column : degrees.tables.find(spec.name)->second.columns) {
                if (column.name != "x" && column.name != "y") continue;
                Numbers numbers;
                for (std::size_t i = 0; i < found->second.rows(); ++i)
                    numbers.push_back((column.name == "x" ? -58.4 : -34.6) +
                                      0.001 * static_cast<double>(i % 97));
                column.cells = numbers;
            }
            EXPECT_THAT(refused(degrees), HasSubstr("degrees")) << spec.name;
        }
    }
}

// Settings at the ends of their ranges, each by itself and some two at a time: an answer, a refusal or an Error in words.
TEST_P(Catalogue, PairsOfSettingsAtTheirEndsAreNoAccident) {
    const auto ends = [](const Setting& setting) -> std::vector<std::string> {
        if (setting.kind == Setting::Kind::choice) return setting.choices;
        if (setting.kind == Setting::Kind::flag) return {"0", "1"};
        // As many draws, or as large a model, as may be asked for take hours: a few are as good here.
        return {canonical_number(setting.least),
                canonical_number(std::min(
                    setting.most,
                    std::max(setting.standard, setting.kind == Setting::Kind::whole ? 60.0 : setting.most)))};
    };
    std::vector<Given> alone, pairs;
    const auto& settings = method().settings;
    for (const auto& setting : settings)
        for (const auto& end : ends(setting)) alone.push_back({{setting.name, end}});
    for (std::size_t i = 0; i < settings.size(); ++i)
        for (std::size_t j = i + 1; j < settings.size(); ++j)
            for (const auto& a : ends(settings[i]))
                for (const auto& b : ends(settings[j]))
                    pairs.push_back({{settings[i].name, a}, {settings[j].name, b}});
    stats::Random random{81};
    random.shuffle(std::span{pairs});
    if (pairs.size() > 40) pairs.resize(40);
    alone.insert(alone.end(), pairs.begin(), pairs.end());
    for (const auto& given : alone) {
        auto asked = known();
        std::string said;
        for (const auto& [name, value] : given) {
            asked.given[name] = value;
            said += " " + name + "=" + value;
        }
        SCOPED_TRACE(said);
        refused(asked);  // expects an Error of the asker, where there is one
    }
}

// No accident, whatever comes of it: an answer, a refusal or an Error in words.
TEST_P(Catalogue, OneRowAndEqualRowsAreNoAccident) {
    for (const auto& spec : method().tables) {
        const auto asked = known();
        const auto table = asked.tables.find(spec.name);
        if (table == asked.tables.end()) continue;
        for (const std::size_t rows : {std::size_t{1}, std::size_t{2}, std::size_t{30}}) {
            auto same = asked;
            same.tables.find(spec.name)->second = table->second.only(std::vector<std::size_t>(rows, 0));
            try {
                run(method(), same);
            } catch (const Error& error) {
                EXPECT_FALSE(std::string{error.what()}.empty());
            }
        }
    }
}

TEST_P(Catalogue, RefusesSettingsThatAreUnknownOrOutOfRange) {
    const auto asked = known();
    const auto with_set = [&](const std::string& name, const std::string& value) {
        auto out = asked;
        out.given[name] = value;
        return out;
    };
    for (const auto& setting : method().settings) {
        std::vector<std::string> wrong{"", "siete"};
        if (setting.kind == Setting::Kind::number || setting.kind == Setting::Kind::whole) {
            EXPECT_TRUE(setting.least <= setting.standard && setting.standard <= setting.most)
                << setting.name;
            for (const double value : {setting.least - 1, setting.most + 1})
                wrong.push_back(canonical_number(value));
            wrong.push_back("nan");
        }
        if (setting.kind == Setting::Kind::whole) wrong.push_back("1.5");
        for (const auto& value : wrong)
            EXPECT_THAT(refused(with_set(setting.name, value)), HasSubstr("\"" + setting.name + "\""))
                << value;
    }
    EXPECT_THAT(refused(with_set("surplus", "1")), HasSubstr("\"surplus\""));
}

// Rows out follow the rows in; what sums up does not mind their order.
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
    if (method().random) {
        asked.seed = 2;
        EXPECT_NE(bytes_of(run(method(), asked)), alone);
    }
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

INSTANTIATE_TEST_SUITE_P(Every, Catalogue, testing::ValuesIn(names()),
                         [](const auto& info) { return info.param; });

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
    EXPECT_EQ(refused({"3", "1.000"}, {"900", "1200"}),
              "method rate, table areas: expected numbers without a point between thousands in the column "
              "\"events\", found \"1.000\" in row 2. Write 1000 or 1");
    EXPECT_EQ(refused({"3", "4"}, {"900", " 12.500 "}),
              "method rate, table areas: expected numbers without a point between thousands in the column "
              "\"exposure\", found \"12.500\" in row 2. Write 12500 or 12.5");
    EXPECT_EQ(refused({"3", "4"}, {"1250.5", "12.500"}), "");  // 1250.5 says what the point is
    EXPECT_EQ(refused({"3", "4.0"}, {"0.125", "0.250"}), "");
}

TEST(CatalogueList, ADayMayHaveATimeOfDayAfterIt) {
    Frame events;
    events.add("day", Texts{"2024-01-01 23:10:00", "2024-01-02T00:05", "2024-01-07"});
    const auto found = run(*find("periods"), {.tables = {{"events", events}}});
    EXPECT_EQ(found.tables.at("periods").numbers("events"), Numbers{3});
    events.columns[0].cells = Texts{"2024-01-01 a la noche"};
    EXPECT_THROW(run(*find("periods"), {.tables = {{"events", events}}}), Error);
}
