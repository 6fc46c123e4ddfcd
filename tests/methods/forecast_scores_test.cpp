// Why a score is not there: of a form that has none, and of a forecast that was sure.
#include <gtest/gtest.h>

#include "methods/method.hpp"

using namespace atalaya::methods;

namespace {

Result of_normals(Numbers sd) {
    Frame forecasts;
    forecasts.add("actual", Numbers{1, 2});
    forecasts.add("mean", Numbers{1, 2});
    forecasts.add("sd", std::move(sd));
    Question question;
    question.tables.emplace("forecasts", std::move(forecasts));
    return run(*find("forecast_scores"), question);
}

}  // namespace

TEST(ForecastScores, OfAForecastThatWasSureHaveNoLogScoreAndSayWhy) {
    const auto result = of_normals({0, 1});
    EXPECT_EQ(result.tables.at("scores").texts("why"), (Texts{"sure_of_one", ""}));
    EXPECT_EQ(result.tables.at("summary").texts("why"), Texts{"sure_of_one"});
    EXPECT_EQ(of_normals({1, 1}).tables.at("summary").texts("why"), Texts{""});
}

TEST(ForecastScores, OfDrawsHaveNoneByTheirForm) {
    Frame forecasts, draws;
    forecasts.add("actual", Numbers{1});
    forecasts.add("id", Texts{"a"});
    draws.add("id", Texts{"a", "a", "a"});
    draws.add("value", Numbers{0, 1, 2});
    Question question{.given = {{"form", "draws"}}};
    question.tables.emplace("forecasts", std::move(forecasts));
    question.tables.emplace("draws", std::move(draws));
    EXPECT_EQ(run(*find("forecast_scores"), question).tables.at("scores").texts("why"),
              Texts{"form_has_none"});
}
