// Pictures of what methods answer: of every golden case, in every language.
#include "service/method_picture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>

#include "core/error.hpp"
#include "methods/page.hpp"
#include "render/svg_reading.hpp"
#include "source_folder.hpp"

using namespace atalaya;
using namespace atalaya::service;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

render::Words terminal_words(render::Language language) {
    const auto name = "terminal." + std::string{render::code(language)} + ".json";
    std::ifstream file{source_folder() / "i18n" / name};
    std::ostringstream text;
    text << file.rdbuf();
    return render::Words::read(text.str(), language, name);
}

PictureWords in(render::Language language) {
    return {language,
            [words = terminal_words(language)](std::string_view key, const render::Arguments& arguments) {
                return words.say(key, arguments);
            }};
}

// What is below the heading, as a picture of its own.
std::string below_heading(const std::string& svg) {
    return svg.substr(0, svg.find("<title")) + svg.substr(svg.find("<g transform"));
}

class MethodPictures : public testing::TestWithParam<std::string> {
  protected:
    const methods::Method& method() const { return find_method(GetParam()); }
};

std::vector<std::string> names() {
    std::vector<std::string> out;
    for (const auto& method : methods::catalogue()) out.push_back(method.name);
    return out;
}

}  // namespace

TEST_P(MethodPictures, OfTheGoldenCaseAnswerTheQuestionOfThePageInEachLanguage) {
    std::set<std::string> texts;
    for (const auto language : {render::Language::es, render::Language::pt, render::Language::en}) {
        const auto svg = golden_picture(method(), in(language));
        const auto question = methods::page(method(), std::string{render::code(language)}).question();
        EXPECT_EQ(render::test::elements_of(svg, "title").at(0).content, question);
        const auto description = render::test::elements_of(svg, "desc").at(0).content;
        EXPECT_GT(description.size(), 20u);
        EXPECT_TRUE(texts.insert(description).second) << description;
        EXPECT_THAT(render::test::misplaced_texts(below_heading(svg)), IsEmpty()) << render::code(language);
        EXPECT_LE(svg.size(), 60u * 1024);
        EXPECT_EQ(svg, golden_picture(method(), in(language)));
    }
}
INSTANTIATE_TEST_SUITE_P(Each, MethodPictures, testing::ValuesIn(names()),
                         [](const auto& method) { return method.param; });

namespace {

class MethodPictureOf : public testing::Test {
  protected:
    MethodPictureOf() { std::filesystem::create_directories(folder_); }
    ~MethodPictureOf() override { std::filesystem::remove_all(folder_); }

    MethodRun answer(const std::string& method, const std::string& table, const std::string& csv,
                     const methods::Given& settings = {}) const {
        const auto file = folder_ / (table + ".csv");
        std::ofstream{file} << csv;
        NoProgress unheard;
        MethodQuestion question{
            .method = &find_method(method), .tables = {{table, file.string()}}, .settings = settings};
        return run_method(question, unheard);
    }
    std::string picture(const std::string& method, const std::string& table, const std::string& csv,
                        const methods::Given& settings = {}) const {
        return method_picture(answer(method, table, csv, settings), settings, in(render::Language::es));
    }

  private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("atalaya-method-picture-" + std::to_string(::getpid()));
};

}  // namespace

TEST_F(MethodPictureOf, OnesOwnDataShowsTheirRows) {
    const auto svg = picture("rate", "areas", "id,events,exposure\nAlmagro,12,13000\nBoedo,3,9000\n");
    EXPECT_THAT(svg, HasSubstr(">zona\u00a0Almagro<"));
    EXPECT_THAT(svg, HasSubstr(">92,31<"));  // 12 / 13,000 per 100,000
}

TEST_F(MethodPictureOf, ALongTableIsItsHighestRows) {
    std::string csv = "id,events,exposure\n";
    for (int i = 1; i <= 500; ++i) csv += "z" + std::to_string(i) + "," + std::to_string(i) + ",1000\n";
    const auto svg = picture("rate", "areas", csv);
    EXPECT_THAT(svg, HasSubstr("(24 de 500)"));
    EXPECT_THAT(svg, HasSubstr("z500<"));
    EXPECT_THAT(svg, testing::Not(HasSubstr("z400<")));
}

TEST_F(MethodPictureOf, ManyPointsAreThinned) {
    std::string csv = "x,y\n";
    for (int i = 0; i < 4'000; ++i)
        csv += std::to_string((i * 37) % 1'009) + "," + std::to_string((i * 91) % 997) + "\n";
    const auto svg = picture("dbscan", "points", csv, {{"radius", "30"}, {"least", "5"}});
    EXPECT_LE(svg.size(), 100'000u);
}

TEST_F(MethodPictureOf, AnAnswerWithoutFiguresIsRefusedInWords) {
    auto run = answer("rate", "areas", "id,events,exposure\nAlmagro,1,13000\n");
    for (auto& [name, table] : run.result.tables) {
        for (auto& column : table.columns)
            if (auto* numbers = std::get_if<methods::Numbers>(&column.cells))
                std::ranges::fill(*numbers, std::numeric_limits<double>::quiet_NaN());
    }
    try {
        method_picture(run, {}, in(render::Language::es));
        FAIL() << "there is no rate to draw";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("rate: expected figures to draw"));
    }
}

TEST_F(MethodPictureOf, RowsWithoutAnIdAreKnownByTheFirstColumnThatTheMethodDoesNotUse) {
    const auto svg =
        picture("rate", "areas", "barrio,zona,events,exposure\nAlmagro,N,12,13000\nBoedo,S,3,9000\n");
    EXPECT_THAT(svg, HasSubstr("Almagro<"));
    EXPECT_THAT(svg, testing::Not(HasSubstr("zona\u00a01<")));
}

TEST_F(MethodPictureOf, AFineGridIsDrawnInRunsOfOneClass) {
    std::string csv = "x,y\n";
    for (int i = 0; i < 60; ++i)
        csv += std::to_string((i * 37) % 1'009) + "," + std::to_string((i * 91) % 997) + "\n";
    const auto svg = picture("kernel_density", "points", csv, {{"columns", "60"}, {"rows", "60"}});
    EXPECT_LE(svg.size(), 150'000u);
    EXPECT_THAT(svg, HasSubstr("3.600 áreas"));
}
