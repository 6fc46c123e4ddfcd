// Data that a method is not for: refused with a reason of its own, not with a figure that says nothing.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "core/error.hpp"
#include "methods/method.hpp"

using namespace atalaya;
using namespace atalaya::methods;

namespace {

std::string refused(const std::string& method, const Question& question) {
    return run(*find(method), question).refused;
}

// A unit a letter, four periods, `first` when each is treated (0 never).
Frame staggered(const Numbers& first) {
    Texts unit;
    Numbers period, value, begins;
    for (std::size_t u = 0; u < first.size(); ++u) {
        for (int t = 1; t <= 4; ++t) {
            unit.push_back(std::string(1, static_cast<char>('a' + u)));
            period.push_back(t);
            value.push_back(static_cast<double>(u * u) + 0.5 * t * static_cast<double>(u % 3 + 1));
            begins.push_back(first[u]);
        }
    }
    Frame frame;
    frame.add("unit", unit);
    frame.add("period", period);
    frame.add("value", value);
    frame.add("first_treated", begins);
    return frame;
}

// `units` of ten periods, the first treated from the period `start` on.
Frame with_one_treated(int units, int start) {
    Texts unit;
    Numbers period, value, treated;
    for (int u = 0; u < units; ++u) {
        for (int t = 1; t <= 10; ++t) {
            unit.push_back("u" + std::to_string(u));
            period.push_back(t);
            value.push_back(10 + u + (t * (u + 3)) % 7);
            treated.push_back(u == 0 && t >= start ? 1 : 0);
        }
    }
    Frame frame;
    frame.add("unit", unit);
    frame.add("period", period);
    frame.add("value", value);
    frame.add("treated", treated);
    return frame;
}

// Thirty events, of one day or of one place.
Frame events(bool one_day, bool one_place) {
    Numbers day, x, y;
    for (int i = 0; i < 30; ++i) {
        day.push_back(one_day ? 19'782 : 19'782 + i);
        x.push_back(one_place ? 5 : 40 * (i % 7));
        y.push_back(one_place ? 7 : 60 * (i % 4));
    }
    Frame frame;
    frame.add("day", day);
    frame.add("x", x);
    frame.add("y", y);
    return frame;
}

Frame series(const std::string& column, const Numbers& values) {
    Frame frame;
    frame.add(column, values);
    return frame;
}

}  // namespace

TEST(Refusals, StaggeredDifferencesSayWhomTheyLack) {
    const auto why = [](const Numbers& first, const char* comparison) {
        return refused("staggered_differences",
                       {.tables = {{"panel", staggered(first)}}, .given = {{"comparison", comparison}}});
    };
    EXPECT_EQ(why({2, 2, 3, 3}, "never_treated"), "nobody_untreated");
    EXPECT_EQ(why({2, 2, 3, 3}, "not_yet_treated"), "");
    EXPECT_EQ(why({3, 3, 3, 3}, "not_yet_treated"), "nobody_to_compare");
    EXPECT_EQ(why({0, 0, 0, 0}, "never_treated"), "nobody_treated");
    EXPECT_EQ(why({0, 0, 1, 1}, "never_treated"), "no_time_before");
    EXPECT_EQ(why({0, 0, 3, 3}, "never_treated"), "");
}

TEST(Refusals, StaggeredDifferencesOfSmallGroupsSayThatErrorsAreTooNarrow) {
    const auto notes = [](const Numbers& first) {
        return run(*find("staggered_differences"), {.tables = {{"panel", staggered(first)}}}).notes;
    };
    const auto small = notes({0, 0, 0, 0, 0, 3, 3});
    ASSERT_EQ(small.size(), 1u);
    EXPECT_EQ(small[0].code, "small_groups");
    EXPECT_EQ(small[0].with.at("groups"), "1");
    EXPECT_TRUE(notes({0, 0, 0, 0, 0, 3, 3, 3, 3, 3}).empty());
}

TEST(Refusals, ABlendNeedsThreeUnitsAndTwoPeriodsBefore) {
    const auto why = [](int units, int start) {
        return refused("synthetic_control", {.tables = {{"panel", with_one_treated(units, start)}}});
    };
    EXPECT_EQ(why(3, 8), "few_donors");
    EXPECT_EQ(why(5, 2), "short_before");
    EXPECT_EQ(why(5, 8), "");
}

TEST(Refusals, NearRepeatsOfOneDayOrOnePlaceHaveNothingToTest) {
    const auto why = [](bool one_day, bool one_place) {
        return refused("near_repeat", {.tables = {{"events", events(one_day, one_place)}}});
    };
    EXPECT_EQ(why(true, false), "one_day");
    EXPECT_EQ(why(false, true), "one_place");
    EXPECT_EQ(why(false, false), "");
}

TEST(Refusals, AMeasureAfterNoEventsHasNothingToBeHeldAgainst) {
    Numbers counts(40, 0);
    for (std::size_t i = 20; i < 40; ++i) counts[i] = static_cast<double>(5 + i % 3);
    const auto why = [](const Numbers& values) {
        return refused("interrupted_series", {.tables = {{"series", series("events", values)}},
                                              .given = {{"start", "21"}, {"harmonics", "0"}}});
    };
    EXPECT_EQ(why(counts), "no_events_before");
    counts[3] = 1;
    EXPECT_EQ(why(counts), "");
}

// Without anything left over no error can be told, and one of 1e-17 makes a certainty of it.
TEST(Refusals, CountsThatLieOnTheCurveHaveNoErrorsToTell) {
    const auto why = [](const Numbers& values, const Given& given) {
        return refused("interrupted_series",
                       {.tables = {{"series", series("events", values)}}, .given = given});
    };
    const Given at_21{{"start", "21"}, {"harmonics", "0"}};
    Numbers counts(40, 5);
    EXPECT_EQ(why(counts, at_21), "constant");
    for (std::size_t i = 20; i < 40; ++i) counts[i] = 10;
    EXPECT_EQ(why(counts, at_21), "no_residuals");
    counts[7] = 6;
    EXPECT_EQ(why(counts, at_21), "");
    for (const Given& wrong : {Given{{"start", "21"}, {"step", "false"}},
                               Given{{"start", "21"}, {"hac", "true"}, {"hac_lag", "40"}}})
        EXPECT_THROW(why(counts, wrong), Error);
}

TEST(Refusals, AStretchWithoutEventsHasNoRatio) {
    Numbers counts(40, 0);
    for (std::size_t i = 0; i < 20; ++i) counts[i] = static_cast<double>(5 + i % 3);
    const auto found = run(*find("interrupted_series"), {.tables = {{"series", series("events", counts)}},
                                                         .given = {{"start", "21"}, {"harmonics", "0"}}});
    const auto& effects = found.tables.at("effects");
    EXPECT_EQ(effects.texts("term")[0], "step");
    EXPECT_EQ(effects.texts("why")[0], "no_fit");
    for (const char* figure : {"log_ratio", "se", "ratio", "p"})
        EXPECT_TRUE(std::isnan(effects.numbers(figure)[0])) << figure;
    EXPECT_GT(found.tables.at("prevented").numbers("prevented")[0], 50);
}

TEST(Refusals, HarmOfNoEventsHasNeitherAverageNorShares) {
    Frame offences;
    offences.add("events", Numbers{0, 0});
    offences.add("weight", Numbers{10, 3650});
    const auto found = run(*find("harm_index"), {.tables = {{"offences", offences}}});
    const auto& index = found.tables.at("index");
    EXPECT_EQ(index.numbers("harm")[0], 0);
    EXPECT_TRUE(std::isnan(index.numbers("average")[0]));
    EXPECT_EQ(index.texts("why")[0], "no_events");
    EXPECT_TRUE(std::isnan(found.tables.at("offences").numbers("share")[0]));
    EXPECT_EQ(found.tables.at("offences").numbers("harm")[0], 0);
}

// Their mean is not 14.1 to the last digit, and what rounding left was taken for a fit.
TEST(Refusals, EqualValuesHaveNoBreaks) {
    EXPECT_EQ(refused("structural_breaks", {.tables = {{"series", series("value", Numbers(20, 14.1))}}}),
              "constant");
}

// A level of one row is one where means are sought: an outlier is not spread over its neighbour.
TEST(Refusals, ALevelLastsOneRowWhereMeansAreSought) {
    Numbers values(20, 0);
    values[10] = 30;
    const auto rows = [&](const char* least) {
        const auto found = run(*find("change_points"), {.tables = {{"series", series("value", values)}},
                                                        .given = {{"cost", "mean"}, {"least", least}}});
        return found.tables.at("changes").numbers("row");
    };
    EXPECT_EQ(rows("0"), (Numbers{11, 12}));
    EXPECT_EQ(rows("0"), rows("1"));
    EXPECT_NE(rows("2"), rows("1"));
}

TEST(Refusals, PoissonChangesAreOfWholeCounts) {
    const auto why = [](const Numbers& values, const char* cost) {
        return refused("change_points",
                       {.tables = {{"series", series("value", values)}}, .given = {{"cost", cost}}});
    };
    EXPECT_EQ(why({0.5, 1.5, 2.5, 1, 2, 3}, "poisson"), "not_a_count");
    EXPECT_EQ(why({0.5, 1.5, 2.5, 1, 2, 3}, "mean"), "");
    EXPECT_EQ(why({0, 1, 2, 1, 2, 3}, "poisson"), "");
}

namespace {

// Areas in a row, each beside the next.
Question areas_in_a_row(const Numbers& events, const Numbers& exposure) {
    Frame areas, links;
    Texts ids, from, to;
    for (std::size_t i = 0; i < events.size(); ++i) ids.push_back(std::string(1, static_cast<char>('a' + i)));
    for (std::size_t i = 0; i + 1 < ids.size(); ++i) {
        from.insert(from.end(), {ids[i], ids[i + 1]});
        to.insert(to.end(), {ids[i + 1], ids[i]});
    }
    areas.add("id", ids);
    areas.add("events", events);
    areas.add("exposure", exposure);
    links.add("from", from);
    links.add("to", to);
    return {.tables = {{"areas", areas}, {"neighbours", links}}};
}

}  // namespace

// It is told, it is not in n, and the weights of its neighbours add up to one without it.
TEST(Refusals, AnAreaWithoutPopulationIsAsThoughItWereNotThere) {
    const auto& method = *find("empirical_bayes_moran");
    const auto with = run(method, areas_in_a_row({5, 9, 2, 7, 4, 0}, {100, 120, 90, 80, 150, 0}));
    const auto without = run(method, areas_in_a_row({5, 9, 2, 7, 4}, {100, 120, 90, 80, 150}));
    EXPECT_EQ(with.n, 5);
    ASSERT_EQ(with.excluded.size(), 1u);
    EXPECT_EQ(with.excluded[0].reason, "no_exposure");
    EXPECT_EQ(with.excluded[0].rows, 1);
    for (const char* figure : {"value", "variance", "p", "p_permutation"})
        EXPECT_EQ(with.tables.at("statistic").numbers(figure),
                  without.tables.at("statistic").numbers(figure));
}

TEST(Refusals, AnAreaAloneHasNoRangeBecauseItHasNoNeighbours) {
    auto asked = areas_in_a_row({5, 9, 2}, {100, 120, 90});
    asked.tables["neighbours"] = areas_in_a_row({5, 9}, {1, 1}).tables["neighbours"];
    asked.given = {{"scope", "local"}};
    const auto rates = run(*find("empirical_bayes"), asked).tables.at("rates");
    EXPECT_EQ(rates.texts("why")[2], "no_neighbours");
    EXPECT_DOUBLE_EQ(rates.numbers("smoothed")[2], rates.numbers("raw")[2]);
}

TEST(Refusals, NoneNowIsNoBaseOfNothing) {
    Frame cells;
    cells.add("now", Numbers{0, 3, 0});
    cells.add("before", Numbers{3, 0, 0});
    const auto changes = run(*find("change"), {.tables = {{"cells", cells}}}).tables.at("changes");
    EXPECT_EQ(changes.texts("why"), (Texts{"zero_count", "no_base", "no_events"}));
    EXPECT_EQ(changes.numbers("percent")[0], -100);
    EXPECT_TRUE(std::isnan(changes.numbers("ratio_se_log")[0]));
}

// The notes on a density of 100 m by 100 m whose width the rule chooses.
std::string notes_of_density(const char* rule, Numbers x, Numbers y) {
    Frame points;
    points.add("x", std::move(x));
    points.add("y", std::move(y));
    std::string out;
    for (const auto& note : run(*find("kernel_density"), {.tables = {{"points", points}},
                                                         .given = {{"bandwidth", rule},
                                                                   {"columns", "2"},
                                                                   {"rows", "2"},
                                                                   {"left", "0"},
                                                                   {"right", "100"},
                                                                   {"bottom", "0"},
                                                                   {"top", "100"}}})
                                .notes)
        out += note.code;
    return out;
}

// Points drawn evenly: the flattest kernel that is looked at is as likely as any.
TEST(Refusals, AWidthAtTheGreatestOfThoseLookedAtIsTold) {
    Numbers x, y;
    for (int i = 1; i <= 40; ++i) {
        x.push_back(i * 37 % 100);
        y.push_back(i * 61 % 100);
    }
    EXPECT_EQ(notes_of_density("likelihood", x, y), "width_at_an_end");
    EXPECT_EQ(notes_of_density("error", x, y), "width_at_an_end");
    EXPECT_EQ(notes_of_density("scott", x, y), "");
}

// Each place twice: whatever its rule, the narrowest kernel fits best.
TEST(Refusals, AWidthAtTheLeastOfThoseLookedAtIsTold) {
    Numbers x, y;
    for (int i = 1; i <= 20; ++i)
        for (int twice = 0; twice < 2; ++twice) {
            x.push_back(i * 37 % 100);
            y.push_back(i * 61 % 100);
        }
    EXPECT_EQ(notes_of_density("likelihood", x, y), "width_at_an_end");
    EXPECT_EQ(notes_of_density("error", x, y), "width_at_an_end");
    EXPECT_EQ(notes_of_density("scott", x, y), "");
}

// What a method says of a question that it does not take.
std::string said_to(const std::string& method, const Question& question) {
    try {
        run(*find(method), question);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(Refusals, AScanSaysWhereThereAreEventsAndNobodyLives) {
    Frame areas = areas_in_a_row({5, 9, 2, 4}, {1, 1, 1, 1}).tables["areas"];
    areas.add("population", Numbers{100, 120, 0, 80});
    areas.add("x", Numbers{0, 900, 1800, 2700});
    areas.add("y", Numbers{0, 0, 0, 0});
    const auto said = said_to("scan_poisson", {.tables = {{"areas", areas}}});
    EXPECT_NE(said.find("found events (2) and a population of 0 in \"c\" (areas so: 1)"), std::string::npos)
        << said;
}

// Events of an area are those of all its days.
TEST(Refusals, AScanOfSpaceAndTimeSaysWhereThereAreEventsAndNobodyLives) {
    Frame areas, counts;
    areas.add("id", Texts{"a", "b", "c"});
    areas.add("x", Numbers{0, 900, 1800});
    areas.add("y", Numbers{0, 0, 0});
    areas.add("population", Numbers{0, 120, 0});
    counts.add("area", Texts{"b", "c", "b", "c", "b"});
    counts.add("day", Texts{"2024-03-01", "2024-03-01", "2024-03-02", "2024-03-04", "2024-03-04"});
    counts.add("events", Numbers{3, 2, 4, 5, 6});
    const auto said = said_to("scan_space_time", {.tables = {{"areas", areas}, {"counts", counts}}});
    EXPECT_NE(said.find("found events (7) and a population of 0 in \"c\" (areas so: 1)"), std::string::npos)
        << said;
}

TEST(Refusals, AStandardDeviationBelowZeroIsToldWithItsRow) {
    Frame forecasts;
    forecasts.add("actual", Numbers{1, 3});
    forecasts.add("mean", Numbers{2, 2});
    forecasts.add("sd", Numbers{1, -2});
    const auto said = said_to("forecast_scores", {.tables = {{"forecasts", forecasts}}});
    EXPECT_NE(said.find("\"sd\", found -2; of the rows that miss nothing it is number 2"), std::string::npos)
        << said;
}

// A column of reasons and not one figure is no answer.
TEST(Refusals, AnAnswerOfReasonsAloneIsARefusal) {
    Frame forecasts, areas;
    forecasts.add("actual", Numbers{-1, 0.5});
    forecasts.add("mean", Numbers{2, 2});
    const auto scores =
        run(*find("forecast_scores"), {.tables = {{"forecasts", forecasts}}, .given = {{"form", "poisson"}}});
    EXPECT_EQ(scores.refused, "not_a_count");
    EXPECT_TRUE(scores.tables.empty());
    areas.add("events", Numbers{3, 4});
    areas.add("exposure", Numbers{0, 0});
    EXPECT_EQ(run(*find("rate"), {.tables = {{"areas", areas}}}).refused, "no_exposure");
    std::get<Numbers>(areas.columns[1].cells)[1] = 100;
    EXPECT_EQ(run(*find("rate"), {.tables = {{"areas", areas}}}).refused, "") << "one figure is an answer";
}

TEST(Refusals, AProportionOfNegativeCountsSaysWhere) {
    Frame groups;
    groups.add("successes", Numbers{1, -3});
    groups.add("of", Numbers{2, -3});
    const auto result = run(*find("proportion"), {.tables = {{"groups", groups}}});
    EXPECT_EQ(result.refused, "not_a_count");
    ASSERT_EQ(result.notes.size(), 1u);
    EXPECT_EQ(result.notes[0].code, "negative_at");
    EXPECT_EQ(result.notes[0].with.at("row"), "2");
}
