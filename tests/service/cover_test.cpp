#include "service/bulletin/cover.hpp"

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Figure changed(double before, double now) {
    Figure figure;
    figure.value = 100 * (now - before) / before;
    figure.numerator = now;
    figure.denominator = before;
    return figure;
}

constexpr stats::Label sure{stats::Verdict::conclusive, stats::Reason::none};

// Of five indicators: what each shows, and over which span.
TEST(ConclusiveChanges, LifeIsFirstThenTheMonthThenTheNumberOfFacts) {
    const Indicator deaths{.id = "deaths", .group = "life"}, thefts{.id = "thefts", .group = "property"},
        injuries{.id = "injuries", .group = "integrity"}, homes{.id = "homes", .group = "home"},
        kind{.id = "kind", .group = "property", .listed = false};
    const Figure few = changed(100, 130), many = changed(1000, 500), year = changed(4000, 9000);
    std::vector<IndicatorRow> rows;
    rows.push_back({.indicator = &homes, .year_change = &year, .year_label = sure});
    rows.push_back({.indicator = &injuries, .change = &few, .month_label = sure});
    rows.push_back({.indicator = &thefts, .change = &many, .month_label = sure});
    rows.push_back({.indicator = &kind, .change = &many, .month_label = sure});
    rows.push_back({.indicator = &deaths, .twelve_change = &few, .twelve_label = sure});

    std::vector<std::string> order;
    std::vector<Over> over;
    for (const auto& change : conclusive_changes(rows)) {
        order.push_back(change.row->indicator->id);
        over.push_back(change.over);
    }
    EXPECT_THAT(order, ElementsAre("deaths", "thefts", "injuries", "homes"));
    EXPECT_THAT(over, ElementsAre(Over::twelve, Over::month, Over::month, Over::year));
}

TEST(ConclusiveChanges, ThoseThatAreNotAreNone) {
    const Indicator thefts{.id = "thefts", .group = "property"};
    const Figure change = changed(100, 130);
    const stats::Label chance{stats::Verdict::inconclusive, stats::Reason::not_significant};
    EXPECT_TRUE(
        conclusive_changes({{.indicator = &thefts, .change = &change, .month_label = chance}}).empty());
    EXPECT_TRUE(conclusive_changes({{.indicator = &thefts, .change = &change}}).empty());
}

// December of 2024: no month is conclusive, and the year to date of reports of violence in the home is.
TEST(Cover, WhatOnlyTheYearShowsIsNotHidden) {
    const auto document = monthly_bulletin(*marejada().worlds, {.month = *parse_month("2024-12")}).document;
    std::vector<std::string> findings;
    for (const auto* paragraph : blocks_of<render::Paragraph>(document))
        if (paragraph->kind == render::Paragraph::Kind::finding)
            findings.push_back(render::plain(paragraph->text));
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_THAT(findings[0], HasSubstr("homicidio doloso"));
    EXPECT_THAT(findings[1], HasSubstr("1.158 denuncias de 2024, subieron 25"));
    EXPECT_THAT(findings[2], HasSubstr("En el mes, sin cambio concluyente"));
}

// Section 5 sent nothing in March of 2024, and of the others none is a homicide: at least none, which says nothing.
TEST(Cover, AMonthThatNobodyToldWholeHasNoZero) {
    auto& town = marejada();
    const Figure march = town.figure("homicidio_doloso", "count", "ciudad", "2024-03", "2024-04-05.1");
    EXPECT_EQ(march.reason, "no_data");
    EXPECT_THAT(march.notes, testing::Contains("coverage:marejada-policia:seccion:5"));
    const Figure year = town.figure("homicidio_doloso", "monthly", "ciudad", "2024");
    EXPECT_EQ(year.series.at(2).value, std::nullopt);
    EXPECT_EQ(std::ranges::count_if(year.series, [](const auto& month) { return month.value == 0; }), 1)
        << "a month that every section told keeps its zero";

    BulletinRequest asked{.month = *parse_month("2024-03"), .vintage = "2024-04-05.1"};
    auto monthly = monthly_bulletin(*town.worlds, asked).document;
    asked.bulletin = "ficha";
    for (const auto& document : {std::move(monthly), ficha(*town.worlds, asked).document}) {
        const std::string said = text_of(document);
        EXPECT_THAT(said, HasSubstr("homicidio doloso: sin dato en marzo de 2024; "));
        EXPECT_THAT(said, Not(HasSubstr("No hubo víctimas de homicidio")));
    }
}

// Every conclusive change of T1 is in a finding or in the list of the others, and nothing else is.
TEST(Cover, TellsOfEveryConclusiveChangeOfTheTable) {
    int months = 0;
    for (const char* month : {"2023-06", "2024-03", "2024-06", "2024-09", "2024-12"}) {
        Desk desk{*marejada().worlds, {.month = *parse_month(month)}};
        const auto rows = compare_indicators(desk);
        const Cover cover = cover_of(desk, rows);
        EXPECT_LE(cover.findings.size(), 4U) << month;
        std::string said;
        for (const auto& finding : cover.findings) said += render::plain(finding.text) + "\n";
        if (cover.others) said += render::plain(cover.others->text);
        for (const auto& row : rows) {
            // Homicide has its own sentence whatever it shows.
            if (!row.indicator->listed || row.indicator->id == "homicidio_doloso") continue;
            const bool any =
                conclusive(row.month_label) || conclusive(row.year_label) || conclusive(row.twelve_label);
            const std::string name = desk.name(*row.indicator);
            const bool told = said.find(name + ":") != std::string::npos ||
                              said.find(render::with_small_initial(name) + " en ") != std::string::npos;
            EXPECT_EQ(told, any) << month << " " << name << "\n" << said;
            months += any;
        }
    }
    EXPECT_GE(months, 2);
}

}  // namespace
}  // namespace atalaya::service
