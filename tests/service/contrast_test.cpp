#include "service/contrast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "service/contrast_cuts.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

Contrast contrasted(const std::string& text, ClaimParts parts = {}) {
    Town& town = marejada();
    parts.text = text;
    return contrast(*town.store, *town.worlds, "", parts);
}

Claim claimed(const std::string& text) {
    return parse_claim(marejada().worlds->at(""),
                       {.text = text, .indicator = "", .territory = "", .month = ""});
}

double count(const std::string& indicator, const std::string& period, const std::string& territory = "ciudad",
             const std::string& part = "", const std::string& vintage = "") {
    return *marejada().figure(indicator, "count", territory, period, vintage, std::string{}, part).value;
}

// "subieron 12 %", "bajaron 3,5 %": as a newspaper would round it.
std::string moved(double now, double before) {
    const double percent = 100 * (now - before) / before;
    return fmt::format("{} {:.0f} %", percent < 0 ? "bajaron" : "subieron", std::abs(percent));
}

bool departs(const ClaimReading& reading, const std::string& what, const std::string& which) {
    return reading.departures.size() == 1 && reading.departures[0].what == what &&
           reading.departures[0].which == which;
}

TEST(Claim, SaysWhichOfItsWordsChangedNothing) {
    EXPECT_THAT(claimed("la policía dice que los robos en moto bajaron 40 % en agosto de 2024").unread,
                testing::ElementsAre("moto"));
    EXPECT_EQ(claimed("cuatro de cada diez robos ocurren de noche").time_said, "noche");
    EXPECT_THAT(claimed("hubo 1.234 robos en 2023").unread, testing::IsEmpty());
    EXPECT_THAT(claimed("os furtos aumentaram 12,5 por cento em novembro").unread, testing::IsEmpty());
    EXPECT_THAT(claimed("los robos se duplicaron en la delegación Centro en el último año").unread,
                testing::IsEmpty());
}

TEST(Claim, IsReadAsItIsSaid) {
    const auto fell =
        claimed("La policía dice que los robos bajaron 40 % en agosto de 2024 en la delegación Centro");
    EXPECT_EQ(fell.number.kind, ClaimKind::change);
    EXPECT_EQ(fell.number.value, -40);
    EXPECT_EQ(fell.number.tolerance, 0.5);
    EXPECT_FALSE(fell.number.signless);
    EXPECT_EQ(fell.indicator, "robo");
    EXPECT_EQ(fell.territory.text(), "delegacion:centro");
    EXPECT_EQ(iso(fell.month), "2024-08");

    const auto rose = claimed("os furtos aumentaram 12,5 por cento em novembro");
    EXPECT_EQ(rose.number.value, 12.5);
    EXPECT_EQ(rose.number.tolerance, 0.05);
    EXPECT_EQ(rose.indicator, "hurto");
    EXPECT_EQ(iso(rose.month), "2024-11");
    EXPECT_TRUE(rose.territory.is_city());

    EXPECT_TRUE(claimed("robos: 40 %").number.signless);
    EXPECT_EQ(claimed("los robos, −7 %").number.value, -7);
    EXPECT_EQ(claimed("vehicle theft fell 9 percent in 2023").number.value, -9);
    EXPECT_EQ(iso(claimed("hubo 1.234 robos en 2023").period()), "2023");
    EXPECT_EQ(claimed("hubo 1.234 robos en 2023").number.value, 1234);
    EXPECT_EQ(claimed("hubo 1.234 robos en 2023").number.kind, ClaimKind::count);
    EXPECT_THROW(claimed("los robos bajaron mucho"), Error);
    EXPECT_EQ(claimed("la policía dice 40 %").indicator, "");
    EXPECT_THROW(contrasted("robos 40 %", {.indicator = "nada"}), Error);
    EXPECT_THROW(contrasted("robos 40 %", {.territory = "delegacion:nada"}), Error);
    EXPECT_THROW(contrasted("robos 40 %", {.month = "ayer"}), Error);
}

// Somebody counted in one other way; each claim is made from figures that were asked for otherwise.
TEST(Contrast, NamesTheCauseOfEightInTenClaims) {
    Town& town = marejada();
    const auto label = town.worlds->at("").offences();
    const struct {
        std::string text, what, which;
    } planted[] = {
        {"los robos " + moved(count("robo", "2024-09"), count("robo", "2024-08")) + " en septiembre de 2024",
         "against", "before"},
        {"los hurtos " +
             moved(count("hurto", "2023-01-01/2023-08-31"), count("hurto", "2022-01-01/2022-08-31")) +
             " en agosto de 2023",
         "span", "year_to_date"},
        {"los robos " +
             moved(count("robo", "2023-12-01/2024-11-30"), count("robo", "2022-12-01/2023-11-30")) +
             " en noviembre de 2024",
         "span", "twelve"},
        {"las amenazas " + moved(count("amenaza", "2024-10"), count("amenaza", "2023-10")) +
             " en octubre de 2024 en la delegación Centro",
         "territory", "ciudad"},
        {"los robos " +
             moved(count("robo", "2024-07", "ciudad", "offence=marejada-policia:robo-arma"),
                   count("robo", "2023-07", "ciudad", "offence=marejada-policia:robo-arma")) +
             " en julio de 2024",
         "offence", "marejada-policia:robo-arma"},
        {fmt::format("hubo {:.0f} robos en mayo de 2024", count("hurto", "2024-05")), "indicator", "hurto"},
        {fmt::format("hubo {:.0f} robos en junio de 2024", count("robo", "2024-05")), "span", "month_before"},
        {fmt::format("hubo {:.0f} hurtos en octubre de 2024",
                     count("hurto", "2024-10", "ciudad", "", town.vintages[town.vintages.size() - 3].id)),
         "vintage", town.vintages[town.vintages.size() - 3].id},
        {fmt::format("hubo {:.0f} hechos de convivencia en septiembre de 2024",
                     count("convivencia", "2024-01-01/2024-09-30")),
         "span", "year_to_date"},
        {fmt::format("hubo {:.0f} robos en la delegación Centro en septiembre de 2023",
                     count("robo", "2023", "delegacion:centro")),
         "span", "calendar_year"},
    };
    int named = 0;
    for (const auto& [text, what, which] : planted) {
        const auto found = contrasted(text);
        ASSERT_FALSE(found.agree.empty()) << text;
        auto first = found.agree[0];  // over a break its bare counts are one thing more
        std::erase_if(first.departures, [](const auto& departure) { return departure.what == "unbridged"; });
        const bool right = departs(first, what, which);
        named += right ? 1 : 0;
        if (right) continue;
        std::string said;
        for (const auto& departure : found.agree[0].departures)
            said += departure.what + ":" + departure.which + " ";
        fmt::print("not named: {} ({}:{}), but {}\n", text, what, which, said);
    }
    EXPECT_GE(named, 8);
}

// Of a claim that says no more than a percentage, every indicator may be meant. What agrees of the whole city and of many
// facts is told before what agrees of a barrio, and nothing is told of a base of which no percentage is made.
TEST(Contrast, LooksThroughTheIndicatorsWhereNoneIsNamed) {
    struct Planted {
        const char *indicator, *month, *before;
    };
    int first = 0, told = 0;
    const Planted planted[] = {{"robo", "2024-10", "2023-10"},
                               {"hurto", "2024-08", "2023-08"},
                               {"convivencia", "2024-06", "2023-06"},
                               {"vehiculo", "2024-09", "2023-09"}};
    for (const auto& [indicator, month, before] : planted) {
        const double now = count(indicator, month), then = count(indicator, before);
        const auto found = contrasted("la policía dice que " + moved(now, then), {.month = month});
        EXPECT_EQ(found.claim.indicator, "");
        EXPECT_FALSE(found.ours_computable);
        ASSERT_FALSE(found.agree.empty()) << indicator;
        const auto is_planted = [&](const ClaimReading& reading) {
            return reading.indicator == indicator && reading.departures.empty() && reading.now == now &&
                   reading.before == then;
        };
        first += is_planted(found.agree[0]) ? 1 : 0;
        told += std::any_of(found.agree.begin(), found.agree.end(), is_planted) ? 1 : 0;
        for (const auto& reading : found.agree) EXPECT_GE(reading.before, 20) << indicator;
    }
    EXPECT_GE(first, 3);
    EXPECT_EQ(told, 4);
}

// Of a whole, what is told is which part of it: the territory that was named, or one label.
TEST(Contrast, FindsWhatAShareIsOf) {
    const double all = count("robo", "2024-11");
    const double armed = count("robo", "2024-11", "ciudad", "offence=marejada-policia:robo-arma");
    const auto found = contrasted(
        fmt::format("el {:.0f} % de los robos de noviembre de 2024 es con arma", 100 * armed / all));
    EXPECT_EQ(found.claim.part_label, "marejada-policia:robo-arma");
    ASSERT_TRUE(found.ours_computable);
    EXPECT_NEAR(found.ours.value, 100 * armed / all, 1e-9);
    // Of a part that nobody can name, one label is the way to count it.
    const auto unnamed =
        contrasted(fmt::format("el {:.0f} % de los robos de noviembre de 2024 es a mano", 100 * armed / all));
    EXPECT_FALSE(unnamed.ours_computable);
    EXPECT_TRUE(std::ranges::any_of(unnamed.agree, [](const ClaimReading& reading) {
        return departs(reading, "offence", "marejada-policia:robo-arma");
    }));
    const auto centre = contrasted("uno de cada tres robos de 2024 ocurre en la delegación Centro");
    EXPECT_NEAR(centre.ours.value, 100 * count("robo", "2024", "delegacion:centro") / count("robo", "2024"),
                1e-9);
}

TEST(Contrast, OfABoundOursIsHeldAgainstIt) {
    const auto found = contrasted("hubo más de quinientos robos en 2024");
    ASSERT_FALSE(found.agree.empty());
    EXPECT_TRUE(found.agree[0].departures.empty());
    EXPECT_EQ(iso(found.agree[0].period), "2024");
}

// Two homicide lists of 2024: the police's 15, the prosecutor's 14.
TEST(Contrast, NamesTheOtherList) {
    const auto found = contrasted("14 homicidios dolosos a diciembre de 2024");
    ASSERT_FALSE(found.agree.empty());
    const auto& departures = found.agree[0].departures;
    EXPECT_TRUE(std::any_of(departures.begin(), departures.end(), [](const Departure& departure) {
        return departure.what == "source" && departure.which == "marejada-fiscalia";
    }));
}

TEST(Contrast, CountsByRegistrationAndWithWhatWasAbsent) {
    Town& town = marejada();
    const auto by_registration = store::registered_counts(town.store->analytics(), {"villa-marejada", 24});
    double registered = 0;
    for (std::size_t i = 0; i < by_registration.size(); ++i) {
        const bool counts = town.catalogue.counts_in(by_registration.offence[i], "hurto");
        const bool month = iso(month_of(day_at(by_registration.month.since_epoch[i]))) == "2024-10";
        registered += counts && month ? static_cast<double>(by_registration.rows[i]) : 0;
    }
    const auto found = contrasted(fmt::format("hubo {:.0f} hurtos en octubre de 2024", registered));
    ASSERT_FALSE(found.agree.empty());
    EXPECT_TRUE(std::any_of(found.agree.begin(), found.agree.end(),
                            [](const ClaimReading& reading) { return departs(reading, "basis", ""); }));

    // Section 5 was silent in March 2024: counted as zeros, thefts of vehicles fell by more.
    const auto with_gap =
        contrasted("los vehículos sustraídos " +
                   moved(count("vehiculo", "2024-03"), count("vehiculo", "2023-03")) + " en marzo de 2024");
    ASSERT_FALSE(with_gap.agree.empty());
    EXPECT_TRUE(departs(with_gap.agree[0], "coverage", ""));
}

// What the press writes under one name: robbery and theft, each fact once; nobody would come to that number by chance.
TEST(Contrast, AddsUpWhatThePressCallsByOneName) {
    const auto found = contrasted(fmt::format("hubo {:.0f} robos en junio de 2024",
                                              count("robo", "2024-06") + count("hurto", "2024-06")));
    ASSERT_FALSE(found.agree.empty());
    EXPECT_TRUE(departs(found.agree[0], "together", "hurto"));
    EXPECT_FALSE(found.agree[0].may_be_chance());

    // A robbery of a vehicle counts in both: together it is one fact, in a sum of two rows of a table two.
    const double both = count("vehiculo", "2024-06", "ciudad", "offence=marejada-policia:robo-vehiculo");
    ASSERT_GT(both, 0);
    const double added = count("robo", "2024-06") + count("vehiculo", "2024-06");
    const auto once = contrasted(fmt::format("hubo {:.0f} robos en junio de 2024", added - both));
    ASSERT_FALSE(once.agree.empty());
    EXPECT_TRUE(std::ranges::any_of(
        once.agree, [](const auto& reading) { return departs(reading, "together", "vehiculo"); }));
    const auto twice = contrasted(fmt::format("hubo {:.0f} robos en junio de 2024", added));
    EXPECT_TRUE(std::ranges::any_of(
        twice.agree, [](const auto& reading) { return departs(reading, "added", "vehiculo"); }));
}

TEST(Contrast, ASumWithAnotherGroupExplainsNothing) {
    const double added = count("robo", "2024-06") + count("lesion_dolosa", "2024-06");
    const auto found = contrasted(fmt::format("hubo {:.0f} robos en junio de 2024", added));
    const auto sum = std::ranges::find_if(
        found.agree, [](const auto& reading) { return departs(reading, "together", "lesion_dolosa"); });
    ASSERT_NE(sum, found.agree.end());
    EXPECT_TRUE(sum->may_be_chance());
}

TEST(Contrast, OfAGapItSaysWhatThereIsAndSearchesIt) {
    const auto known = *marejada().worlds->at("").known_months("hurto");
    const auto found =
        contrasted(fmt::format("hubo {:.0f} hurtos entre 2015 y 2024", count("hurto", iso(known))));
    EXPECT_FALSE(found.ours_computable);
    EXPECT_THAT(found.known, testing::ElementsAre(known));
    ASSERT_EQ(found.missing.size(), 1U);
    EXPECT_EQ(iso(month_of(found.missing[0].first)), "2015-01");
    EXPECT_EQ(found.missing[0].past_end, known.first);
    EXPECT_GT(found.tried, 20);
    ASSERT_FALSE(found.agree.empty());
    EXPECT_TRUE(departs(found.agree[0], "span", "part"));
    EXPECT_EQ(found.agree[0].period, known);
}

TEST(Contrast, OfARateItTriesTheDenominators) {
    const World& world = marejada().worlds->at("");
    const auto residents = [&](const std::string& year) {
        return *world.exposure(world.territory({}), "residents", *parse_period(year));
    };
    const auto ours = residents("2024"), before = residents("2022");
    ASSERT_NE(ours.year, before.year);
    const double facts = count("robo", "2024");
    const auto rate = [&](const Exposure& of) { return 1e5 * facts / static_cast<double>(of.value); };
    const auto text = "la tasa de robos de 2024 fue de {:.2f} por 100.000 habitantes";

    const auto right = contrasted(fmt::format(fmt::runtime(text), rate(ours)));
    EXPECT_TRUE(right.ours_computable);
    EXPECT_TRUE(right.claim.number.fits(right.ours.value));
    EXPECT_EQ(right.ours.before, static_cast<double>(ours.value));

    const auto old = contrasted(fmt::format(fmt::runtime(text), rate(before)));
    ASSERT_FALSE(old.agree.empty());
    ASSERT_EQ(old.agree[0].departures.size(), 1U);
    EXPECT_EQ(old.agree[0].departures[0].what, "exposure");
    EXPECT_EQ(old.agree[0].exposure_year, before.year);
    EXPECT_FALSE(old.agree[0].may_be_chance());

    const auto month =
        contrasted(fmt::format("la tasa de robos de junio de 2024 fue de {:.2f} por 100.000",
                               12e5 * count("robo", "2024-06") / static_cast<double>(ours.value)));
    ASSERT_FALSE(month.agree.empty());
    EXPECT_TRUE(departs(month.agree[0], "yearly", ""));
}

// Of a part that no source tells there is no count, and what gives the number of the whole explains nothing.
TEST(Contrast, ACutThatIsNotCountedIsSaidAndNotExplained) {
    const World& world = marejada().worlds->at("");
    const auto without_hours = std::ranges::find_if(world.catalogue().indicators, [&](const Indicator& one) {
        return !world.cells(one.id).empty() && !tells_times(world, one.id, TimePart::Of::hours);
    });
    ASSERT_NE(without_hours, world.catalogue().indicators.end());
    const auto night =
        contrasted("hubo 5 hechos de noche en junio de 2024", {.indicator = without_hours->id});
    ASSERT_EQ(night.cuts.size(), 1U) << without_hours->id;
    EXPECT_FALSE(night.cuts[0].can_be_tried());
    EXPECT_EQ(night.tried, 0);
    EXPECT_TRUE(night.agree.empty());

    const auto snatched =
        contrasted(fmt::format("hubo {:.0f} robos por arrebato en julio de 2024",
                               count("robo", "2024-07", "ciudad", "offence=marejada-policia:robo-arrebato")));
    ASSERT_EQ(snatched.cuts.size(), 1U);
    EXPECT_EQ(snatched.cuts[0].by, ClaimCut::By::label);
    ASSERT_FALSE(snatched.agree.empty());
    EXPECT_TRUE(departs(snatched.agree[0], "offence", "marejada-policia:robo-arrebato"));
}

// Of a round percentage some place or other agrees, whatever is said: that is no explanation.
TEST(Contrast, WhatAnyOfManyPlacesGivesMayBeChance) {
    int places = 0, by_chance = 0;
    for (int percent = 2; percent <= 20; percent += 3) {
        const auto found = contrasted(fmt::format("los hurtos bajaron {} % en junio de 2024", percent));
        for (const auto& reading : found.agree) {
            if (reading.departures.size() != 2 || reading.departures[1].what != "territory") continue;
            ++places;
            by_chance += reading.may_be_chance() ? 1 : 0;
        }
    }
    ASSERT_GT(places, 5);
    EXPECT_EQ(by_chance, places);
}

TEST(Contrast, CrimesAtLargeAreHeldAgainstAllRowsOfASource) {
    const World& world = marejada().worlds->at("");
    std::int64_t rows = 0;
    for (const auto& cell : world.cells(""))
        if (world.sources()[cell.source] == "marejada-policia" &&
            month_at(cell.month) == std::chrono::year{2024} / std::chrono::June)
            rows += cell.rows;
    const auto found = contrasted(fmt::format("hubo {} delitos en junio de 2024", rows));
    EXPECT_FALSE(found.ours_computable);
    ASSERT_FALSE(found.agree.empty());
    // Of "Otros" nobody says what they are.
    EXPECT_TRUE(departs(found.agree[0], "no_crimes", "marejada-policia"));
    for (const auto& reading : found.agree) EXPECT_EQ(reading.indicator, "");
}

// Of what no later delivery changed, earlier vintages say the same, which is one reading and no dozen.
TEST(Contrast, VintagesThatSayTheSameAreOneReading) {
    const auto found =
        contrasted(fmt::format("hubo {:.0f} robos en junio de 2023", count("robo", "2023-06")));
    EXPECT_GT(found.same_vintages, 3);
    for (const auto& reading : found.agree)
        for (const auto& departure : reading.departures) EXPECT_NE(departure.what, "vintage");
}

TEST(Contrast, OursIsOursAndTheImpossibleIsSaidToBe) {
    const auto ours = contrasted(fmt::format("hubo {:.0f} robos en junio de 2024", count("robo", "2024-06")));
    ASSERT_FALSE(ours.agree.empty());
    EXPECT_TRUE(ours.agree[0].departures.empty());
    EXPECT_EQ(ours.agree[0].value, ours.ours.value);

    const auto never = contrasted("hubo 123456789 robos en junio de 2024");
    EXPECT_TRUE(never.agree.empty());
    EXPECT_EQ(never.nearest.size(), 3U);
    EXPECT_EQ(never.agreeing, 0);
    EXPECT_GT(never.tried, 100);
}

}  // namespace
}  // namespace atalaya::service
