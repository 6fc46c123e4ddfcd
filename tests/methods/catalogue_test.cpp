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

#include "core/error.hpp"
#include "methods/method.hpp"
#include "source_folder.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using nlohmann::json;

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

std::vector<double> numbers(const json& column) {
    std::vector<double> out;
    for (const auto& cell : column) out.push_back(cell.is_null() ? std::nan("") : cell.get<double>());
    return out;
}

Columns columns(const json& object) {
    Columns out;
    for (const auto& [name, column] : object.items()) out[name] = numbers(column);
    return out;
}

void expect_near(const std::vector<double>& found, const std::vector<double>& expected, double relative,
                 const std::string& where) {
    ASSERT_EQ(found.size(), expected.size()) << where;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (std::isnan(expected[i])) {
            EXPECT_TRUE(std::isnan(found[i])) << where << " row " << i << ": " << found[i];
        } else {
            EXPECT_NEAR(found[i], expected[i], relative * std::abs(expected[i])) << where << " row " << i;
        }
    }
}

// The first golden case: inputs that the method is known to answer.
struct Known {
    Columns inputs;
    Params params;
};

Known known(const Method& method) {
    const json golden = json::parse(text_of(folder_of(method) / "golden.json"));
    const auto& first = golden.at("cases").at(0);
    return {columns(first.at("inputs")), first.at("params").get<Params>()};
}

class Catalogue : public testing::TestWithParam<std::string> {
  protected:
    const Method& method() const { return *find(GetParam()); }
};

std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const auto& method : catalogue()) out.push_back(method.name);
    return out;
}

}  // namespace

TEST_P(Catalogue, ReproducesItsGoldenNumbers) {
    const json golden = json::parse(text_of(folder_of(method()) / "golden.json"));
    EXPECT_FALSE(golden.at("source").get<std::string>().empty());
    ASSERT_FALSE(golden.at("cases").empty());
    for (const auto& one : golden.at("cases")) {
        const auto out = run(method(), columns(one.at("inputs")), one.at("params").get<Params>());
        ASSERT_FALSE(one.at("expected").empty());
        for (const auto& [name, column] : one.at("expected").items()) {
            ASSERT_TRUE(out.contains(name)) << name;
            expect_near(out.at(name), numbers(column), one.at("relative"),
                        one.at("name").get<std::string>() + ": " + name);
        }
    }
}

TEST_P(Catalogue, AnswersWithTheOutputsItNames) {
    const auto [inputs, params] = known(method());
    const std::size_t rows = inputs.begin()->second.size();
    std::set<std::string> found;
    for (const auto& [name, column] : run(method(), inputs, params)) {
        found.insert(name);
        if (method().shape == Shape::curve) continue;
        EXPECT_EQ(column.size(), method().shape == Shape::rows ? rows : 1) << name;
    }
    EXPECT_EQ(found, (std::set<std::string>{method().outputs.begin(), method().outputs.end()}));
}

TEST_P(Catalogue, RefusesAWrongLengthAMissingAndAnUnknownInput) {
    const auto [inputs, params] = known(method());
    for (const auto& input : method().inputs) {
        if (method().inputs.size() > 1) {
            auto wrong = inputs;
            wrong[input.name].push_back(1);
            EXPECT_THROW(run(method(), wrong, params), Error) << input.name;
        }
        auto without = inputs;
        without.erase(input.name);
        EXPECT_THROW(run(method(), without, params), Error) << input.name;
    }
    auto more = inputs;
    more["surplus"] = inputs.begin()->second;
    EXPECT_THROW(run(method(), more, params), Error);
}

TEST_P(Catalogue, RefusesParametersOutOfRange) {
    const auto known_case = known(method());
    for (const auto& param : method().params) {
        for (const double wrong : {param.least - 1, param.most + 1, std::nan("")}) {
            EXPECT_THROW(run(method(), known_case.inputs, {{param.name, wrong}}), Error) << param.name;
        }
        EXPECT_TRUE(param.least <= param.standard && param.standard <= param.most) << param.name;
    }
    EXPECT_THROW(run(method(), known_case.inputs, {{"surplus", 1}}), Error);
}

TEST_P(Catalogue, FromNothingComesNothing) {
    Columns none;
    for (const auto& input : method().inputs) none[input.name];
    const auto out = run(method(), none);
    EXPECT_EQ(out.size(), method().outputs.size());
    for (const auto& [name, column] : out) EXPECT_TRUE(column.empty()) << name;
}

// Rows out follow the rows in; what sums up does not mind their order.
TEST_P(Catalogue, ShuffledRowsGiveShuffledAnswers) {
    const auto [inputs, params] = known(method());
    std::vector<std::size_t> order(inputs.begin()->second.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    stats::Random random{81};
    random.shuffle(std::span{order});

    const auto shuffled = [&](const Columns& of) {
        Columns out;
        for (const auto& [name, column] : of) {
            for (const auto i : order) out[name].push_back(column[i]);
        }
        return out;
    };
    const auto straight = run(method(), inputs, params), mixed = run(method(), shuffled(inputs), params);
    const auto expected = method().shape == Shape::rows ? shuffled(straight) : straight;
    for (const auto& [name, column] : expected) expect_near(mixed.at(name), column, 1e-12, name);
}

TEST_P(Catalogue, MissingAndNegativeNumbersAreAnswersNotAccidents) {
    const auto [inputs, params] = known(method());
    for (const double odd : {std::nan(""), -1.0, 0.0, 0.5}) {
        for (const auto& input : method().inputs) {
            auto with = inputs;
            with[input.name].front() = odd;
            EXPECT_NO_THROW(run(method(), with, params)) << input.name << " " << odd;
        }
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
    try {
        run(*find("rate"), {{"events", {1, 2}}, {"exposure", {3}}});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::usage);
        EXPECT_STREQ(error.what(),
                     "method rate: expected 2 rows of \"exposure\", as \"events\" has, found 1");
    }
}
