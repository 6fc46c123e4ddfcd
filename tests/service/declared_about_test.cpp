// A figure and what is declared of its months: before and after a declaration are two questions.
#include "service/declared_about.hpp"

#include "late_town.hpp"
#include "service/bulletin/issue.hpp"
#include "service/undelivered.hpp"

namespace atalaya::service {
namespace {

intake::Words words(const char* text) {
    return {.es = text, .pt = text, .en = text};
}

// The town, and since then a break of its police and an event.
Catalogue declared_since(const Town& town) {
    Catalogue since = town.catalogue;
    intake::Break form;
    form.id = "otro-formulario";
    form.day = *parse_day("2024-01-01");
    form.sources = {"marejada-policia"};
    form.what = words("otro formulario");
    since.city.breaks.push_back(form);
    intake::Event hail;
    hail.id = "granizo";
    hail.first = *parse_day("2024-06-03");
    hail.last = *parse_day("2024-06-09");
    hail.what = words("granizo");
    since.city.events.push_back(hail);
    return since;
}

TEST(DeclaredAbout, IsPartOfTheNameOfWhatItTouchesAndOfNothingElse) {
    Town& town = marejada();
    const Catalogue since = declared_since(town);
    Worlds later{*town.store, since};
    const auto id = [&](Worlds& worlds, const char* measure, const char* period, const char* indicator) {
        const auto spec = town.spec(indicator, measure, "ciudad", period);
        return figure_id(as_declared(worlds.at(spec.vintage), spec));
    };
    const auto changes = [&](const char* measure, const char* period, const char* indicator = "robo") {
        return id(*town.worlds, measure, period, indicator) != id(later, measure, period, indicator);
    };
    EXPECT_TRUE(changes("count", "2023-07-01/2024-06-30")) << "the break is within";
    EXPECT_TRUE(changes("count", "2024-06")) << "the event is within";
    EXPECT_FALSE(changes("count", "2024-04"));
    EXPECT_FALSE(changes("count", "2023"));
    EXPECT_TRUE(changes("expected", "2024-04")) << "it looks back over the break";
    EXPECT_FALSE(changes("expected", "2023-04"));
    EXPECT_TRUE(changes("unknown_hours", "2023-07-01/2024-06-30", ""));
    EXPECT_FALSE(changes("residents", "2024"));
}

TEST(DeclaredAbout, NothingOfItIsComputedFromTheName) {
    const Town& town = marejada();
    const auto spec = town.spec("robo", "change", "ciudad", "2024-11", "", "2023-11");
    const auto named = as_declared(town.worlds->at(spec.vintage), spec);
    EXPECT_NE(named.version, spec.version);
    EXPECT_EQ(indicator_version(named.version), spec.version);
    EXPECT_EQ(as_declared(town.worlds->at(spec.vintage), named), named);
    const auto plain = compute(*town.worlds, spec), again = compute(*town.worlds, named);
    EXPECT_EQ(plain.value, again.value);
    EXPECT_EQ(plain.notes, again.notes);
    EXPECT_EQ(parse_figure_spec(json_of(named)), named);
}

TEST(DeclaredAbout, ABulletinIsWrittenAgainAndWhatLeftSaysThatAnotherThingIsDeclared) {
    Town& town = marejada();
    const Folder out;
    NoProgress quiet;
    const BulletinRequest request{.bulletin = "ficha", .month = *parse_month("2024-06"), .language = "en"};
    const auto on = *parse_day("2025-01-10");
    issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet, on);
    const Catalogue since = declared_since(town);
    ASSERT_NO_THROW(issue(*town.store, since, {request}, {Form::html}, out.path(), quiet, on));

    Worlds later{*town.store, since};
    int redeclared = 0;
    for (const auto& kept : town.store->records().figures(town.store->city())) {
        if (!kept.first_used_by.starts_with("ficha/ciudad/2024-06/en")) continue;
        const auto repeated = repeat_figure(*town.store, later, kept.id);
        if (repeated.same()) continue;
        ++redeclared;
        EXPECT_TRUE(is_redeclared(later.at(repeated.figure.spec.vintage), repeated.figure.spec)) << kept.spec;
    }
    EXPECT_GT(redeclared, 0);
}

TEST(Undelivered, NamesWhoSentNothingOfTheMonthsAndUntilWhenItDid) {
    const Town& town = late_police();
    const auto& world = town.worlds->at("");
    const auto absent = undelivered(world, town.figure("robo", "count", "ciudad", "2021-12"));
    ASSERT_EQ(absent.size(), 1U);
    EXPECT_EQ(absent[0].source, "marejada-policia");
    ASSERT_TRUE(absent[0].told);
    EXPECT_EQ(iso(absent[0].told->past_end), "2021-11-01");
    EXPECT_TRUE(undelivered(world, town.figure("robo", "count", "ciudad", "2021-10")).empty());
    JsonWriter json;
    put(json.object(), absent);
    EXPECT_THAT(json.end().str(), testing::HasSubstr(R"("source":"marejada-policia","first":)"));
}

// Section 5 was silent from February to April 2024: the source delivered those months.
TEST(Undelivered, SaysNothingOfAMonthThatCameWithAHole) {
    const Town& town = marejada();
    const auto silent = town.figure("amenaza", "count", "seccion:5", "2024-03");
    ASSERT_EQ(silent.reason, "no_data");
    EXPECT_TRUE(undelivered(town.worlds->at(""), silent).empty());
}

}  // namespace
}  // namespace atalaya::service
