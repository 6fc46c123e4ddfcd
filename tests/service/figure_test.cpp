#include "service/figure.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace atalaya::service {
namespace {

FigureSpec robberies() {
    return {"robo",
            "1",
            "change",
            "comuna:1",
            whole(*parse_month("2020-08")),
            whole(*parse_month("2019-08")),
            "",
            "fact",
            "2020-10-05.1"};
}

TEST(FigureSpec, ReadsTheJsonItWrites) {
    const FigureSpec spec = robberies();
    EXPECT_EQ(parse_figure_spec(json_of(spec)), spec);
    FigureSpec plain = spec;
    plain.against.reset();
    plain.part = "weekday=6";
    EXPECT_EQ(parse_figure_spec(json_of(plain)), plain);
}

TEST(FigureSpec, EveryPartOfTheQuestionIsInTheName) {
    const FigureSpec spec = robberies();
    std::vector<FigureSpec> others(8, spec);
    others[0].indicator = "hurto";
    others[1].version = "2";
    others[2].measure = "count";
    others[3].territory = "comuna:2";
    others[4].period = whole(*parse_month("2020-07"));
    others[5].against.reset();
    others[6].basis = "report";
    others[7].vintage = "2020-10-05.2";
    for (const auto& other : others) EXPECT_NE(figure_id(other), figure_id(spec)) << json_of(other);
}

TEST(FigureSpec, NamesTheKeyThatIsWrong) {
    try {
        parse_figure_spec(
            R"({"indicator":"robo","version":"1","measure":"count","territory":"ciudad","period":"agosto","basis":"fact","vintage":"x"})");
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string{error.what()}.find("period: expected 2020-08"), std::string::npos)
            << error.what();
    }
    EXPECT_THROW(parse_figure_spec("[]"), Error);
    EXPECT_THROW(parse_figure_spec("{}"), Error);
}

TEST(Figure, AnyValueThatChangesWithinTenDigitsChangesTheDigest) {
    Figure figure{
        .spec = robberies(), .value = -12.5, .low = -20, .high = -3, .unit = "percent", .records_in = 273};
    const auto before = digest_of(figure);
    figure.high = -3.000001;
    EXPECT_NE(digest_of(figure), before);
    figure.high = -3;
    EXPECT_EQ(digest_of(figure), before);
    figure.records_out = 1;
    EXPECT_NE(digest_of(figure), before);
}

}  // namespace
}  // namespace atalaya::service
