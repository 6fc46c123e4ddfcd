// What claims leave out, add and compare with that no other indicator, territory or span explains.
#include <fmt/format.h>

#include "service/contrast.hpp"
#include "service/support.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

Contrast contrasted(Town& town, const std::string& text) {
    return contrast(*town.store, *town.worlds, "", {.text = text});
}

double count(const std::string& indicator, const std::string& period, const std::string& label = "") {
    return *marejada()
                .figure(indicator, "count", "ciudad", period, "", std::string{},
                        label.empty() ? label : "offence=marejada-policia:" + label)
                .value;
}

std::string first_departure(const Contrast& found) {
    if (found.agree.empty() || found.agree[0].departures.size() != 1) return "none or several";
    return found.agree[0].departures[0].what + " " + found.agree[0].departures[0].which;
}

// The classic: the months that there are of this year against all of the year before.
TEST(ContrastParts, MonthsOfOneYearAreHeldAgainstAllOfAnother) {
    const double now = count("amenaza", "2023-01-01/2023-09-30"), whole_year = count("amenaza", "2022");
    const double percent = 100 * (now - whole_year) / whole_year;
    ASSERT_LT(percent, -10);
    const auto found =
        contrasted(marejada(),
                   fmt::format("las amenazas bajaron {:.1f} % de enero a septiembre de 2023 respecto de 2022",
                               -percent));
    EXPECT_EQ(first_departure(found), "against whole_year");
    ASSERT_FALSE(found.agree.empty());
    EXPECT_EQ(iso(found.agree[0].against), "2022");
    EXPECT_EQ(found.agree[0].before, whole_year);
}

TEST(ContrastParts, ALabelIsLeftOut) {
    const auto found =
        contrasted(marejada(), fmt::format("hubo {:.0f} robos en 2024",
                                           count("robo", "2024") - count("robo", "2024", "robo-arrebato")));
    EXPECT_EQ(first_departure(found), "without marejada-policia:robo-arrebato");
}

TEST(ContrastParts, WhatCountsInAnotherIndicatorTooIsLeftOut) {
    const auto found =
        contrasted(marejada(), fmt::format("hubo {:.0f} robos en 2024",
                                           count("robo", "2024") - count("robo", "2024", "robo-vehiculo")));
    EXPECT_EQ(first_departure(found), "except vehiculo");
}

// A city of one zone whose only source counts: `rows` of the labels that `codes` lists.
Town& of_counts(const WrittenCity& written, const std::string& id, const std::string& codes,
                const std::string& rows) {
    auto& town = towns()[id];
    written.city(R"("zonas", "hojas")", WrittenCity::layer(2, "zona"));
    written.source("zonas", "areas", "geojson",
                   "[shape]\nlayer = \"zona\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
    written.source("hojas", "tallies", "csv",
                   "[time]\nbasis = \"fact\"\nmonth = { column = \"mes\", format = \"YYYYMM\" }\n[category]\n"
                   "columns = [\"tipo\"]\n[count]\ncolumn = \"n\"\n[area.zona]\ncolumn = \"zona\"\n");
    written.codes("hojas", codes);
    town = std::make_unique<Town>(id, written.share());
    town->deliveries = {
        {written.file("zonas.geojson",
                      R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"cod":"1"},)"
                      R"("geometry":null}]})")},
        {written.file("hojas.csv", "mes,zona,tipo,n\n" + rows)}};
    town->publish_all();
    return *town;
}

// A city of counts with attempts that no indicator counts.
Town& with_attempts() {
    static const WrittenCity written{"tentativas"};
    if (const auto& town = towns()["tentativas"]) return *town;
    std::string rows;
    for (int month = 1; month <= 12; ++month)
        rows += fmt::format(
            "2024-{0:02},1,Robo,100\n2024-{0:02},1,Tentativa de robo,{1}\n"
            "2024-{0:02},1,Estafa,50\n",
            month, month == 12 ? 2 : 37);
    return of_counts(written, "tentativas",
                     "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n"
                     "tentativa,Tentativa de robo,,Tentativa de robo,Tentativa,Attempt,0401,inside,,\n"
                     "estafa,Estafa,,Estafa,Estelionato,Fraud,0701,inside,,\n",
                     rows);
}

TEST(ContrastParts, AttemptsThatNoIndicatorCountsAreAdded) {
    const auto found = contrasted(with_attempts(), "hubo 137 robos en noviembre de 2024");
    EXPECT_EQ(found.ours.value, 100);
    EXPECT_EQ(first_departure(found), "with hojas:tentativa");
    // Fraud is of another section: robberies and frauds together are no way of counting robberies.
    EXPECT_THAT(contrasted(with_attempts(), "hubo 150 robos en noviembre de 2024").agree, testing::IsEmpty());
}

// 102 beside ours of 100 would tell that there were two.
TEST(ContrastParts, WhatWouldTellASmallCountIsNoReading) {
    Town& town = with_attempts();
    Catalogue real = town.catalogue;
    real.city.simulated = false;
    Worlds worlds{*town.store, real};
    const auto said = [&](const std::string& text) {
        return contrast(*town.store, worlds, "", {.text = text}).agree;
    };
    EXPECT_THAT(said("hubo 102 robos en diciembre de 2024"), testing::IsEmpty());
    EXPECT_THAT(said("hubo 137 robos en noviembre de 2024"), testing::SizeIs(1));
}

// A city of counts with five kinds of robbery, and attempts that no indicator counts; each has a number of its own.
Town& with_five_kinds() {
    static const WrittenCity written{"etiquetas"};
    if (const auto& town = towns()["etiquetas"]) return *town;
    std::string codes, rows;
    const std::pair<std::string, int> kinds[] = {{"calle", 1013}, {"comercio", 271}, {"banco", 89},
                                                 {"carga", 157},  {"escuela", 61},   {"intento", 44}};
    for (const auto& [kind, count] : kinds) {
        codes +=
            fmt::format("{0},{0},,{0},{0},{0},0401,inside,{1},\n", kind, kind == "intento" ? "" : "robo");
        for (int month = 1; month <= 12; ++month)
            rows += fmt::format("2024-{:02},1,{},{}\n", month, kind, count + 7 * month);
    }
    return of_counts(written, "etiquetas", codes, rows);
}

// Of June 2024 each kind has 42 more than its base.
TEST(ContrastParts, TwoLabelsAreLeftOutAtOnce) {
    const auto found = contrasted(with_five_kinds(), "hubo 1567 robos en junio de 2024");
    EXPECT_EQ(found.ours.value, 1013 + 271 + 89 + 157 + 61 + 5 * 42);
    EXPECT_EQ(first_departure(found), "without hojas:banco hojas:escuela")
        << "1801 without 89 + 42 and 61 + 42";
}

TEST(ContrastParts, OneLabelIsLeftOutAndAnotherTakenIn) {
    const auto found = contrasted(with_five_kinds(), "hubo 1574 robos en junio de 2024");
    ASSERT_FALSE(found.agree.empty());
    std::vector<std::string> said;
    for (const auto& departure : found.agree[0].departures)
        said.push_back(departure.what + " " + departure.which);
    EXPECT_THAT(said, testing::UnorderedElementsAre("without hojas:comercio", "with hojas:intento"))
        << "1801 without 271 + 42, with 44 + 42";
}

// The counts that others compare changed their coding in between; our page carries them over the break.
TEST(ContrastParts, OverABridgedBreakOursIsWhatThePagePrints) {
    const std::string now = "2023-03-01/2023-12-31", before = "2022-03-01/2022-12-31";
    const Figure printed = marejada().figure("robo", "change", "ciudad", now, "", before);
    const double bare = 100 * (count("robo", now) - count("robo", before)) / count("robo", before);
    ASSERT_GT(bare - *printed.value, 10);
    const auto found = contrasted(
        marejada(),
        fmt::format("los robos subieron {:.1f} % de marzo a diciembre de 2023 respecto de 2022", bare));
    ASSERT_TRUE(found.ours_computable);
    EXPECT_EQ(found.ours.value, *printed.value);
    EXPECT_EQ(found.bridged, "arrebato-2023");
    EXPECT_EQ(first_departure(found), "unbridged arrebato-2023");
    ASSERT_FALSE(found.agree.empty());
    EXPECT_EQ(found.agree[0].before, count("robo", before));
    EXPECT_EQ(found.ours.across, "") << "ours is carried over it";
    EXPECT_EQ(found.agree[0].across, "arrebato-2023");
    // Of months on one side of it nothing is carried.
    EXPECT_EQ(contrasted(marejada(), "los robos subieron 3 % en 2022").bridged, "");
}

// Without its bridge: the counts of both sides explain the number, no reading of them is a percentage.
TEST(ContrastParts, OverABreakWithoutABridgeThereIsNoPercentage) {
    Catalogue torn = marejada().catalogue;
    for (auto& declared : torn.city.breaks) declared.bridge.reset();
    Worlds worlds{*marejada().store, torn};
    const auto said = [&](const std::string& text) {
        return contrast(*marejada().store, worlds, "", {.text = text});
    };
    const auto over = said("los robos subieron 30 % en abril de 2023");
    ASSERT_TRUE(over.ours_computable);
    EXPECT_EQ(over.ours_refused, "break");
    EXPECT_EQ(over.ours.across, "arrebato-2023");
    const auto beside = said("los robos subieron 3 % en abril de 2023 respecto de marzo de 2023");
    EXPECT_EQ(beside.ours.across, "") << "both months are of the new coding";
    EXPECT_EQ(said("hubo 40 robos en abril de 2023").ours.across, "") << "a count crosses nothing";
    const auto part = said("el 40 % de los robos de 2023 fue en la delegación Centro");
    EXPECT_EQ(part.claim.number.kind, ClaimKind::share);
    EXPECT_EQ(part.ours_refused, "break");
    EXPECT_EQ(part.ours.across, "arrebato-2023");
    EXPECT_EQ(said("el 40 % de los robos de 2022 fue en la delegación Centro").ours_refused, "");
}

}  // namespace
}  // namespace atalaya::service
