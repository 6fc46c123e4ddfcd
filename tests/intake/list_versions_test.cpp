#include "intake/list_versions.hpp"

#include <gmock/gmock.h>

#include <map>

#include "intake/check.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// One label that was two things, one that is new, one that never changed.
constexpr const char* codes =
    "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n"
    "20101@2019,20101,,Tráfico,Tráfico,Trafficking,060132,inside,,\n"
    "20101@2024,20101,,Robo con violencia,Roubo,Robbery,0401,inside,robo,\n"
    "40101@2024,40101,,Tráfico,Tráfico,Trafficking,060132,inside,,\n"
    "otro,Otro,,Otro,Outro,Other,,,,\n";
constexpr const char* words = R"([[versions]]
id = "2024"
what = { es = "otra lista", pt = "outra lista", en = "another list" }
act = "https://example.org/lista"
)";

Source changed(const Folder& folder, const std::string& versions = words,
               const std::string& descriptor = small_descriptor) {
    folder.write("hechos/source.toml", descriptor);
    folder.write("hechos/codes.csv", codes);
    if (!versions.empty()) folder.write("hechos/versions.toml", versions);
    return read_source(folder.path() / "hechos");
}

Day day(const char* text) {
    return *parse_day(text);
}

TEST(ListVersions, ACodeSaysOfWhichVersionItIs) {
    EXPECT_EQ(versioned("20101@2024").code, "20101");
    EXPECT_EQ(versioned("20101@2024").version, "2024");
    EXPECT_EQ(versioned("20101").code, "20101");
    EXPECT_EQ(versioned("20101").version, "");
}

TEST(ListVersions, EachHoldsFromItsFirstDayUntilTheNextOnes) {
    const Folder folder;
    const auto versions = list_versions(changed(folder));
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[0].id, "2019");
    EXPECT_EQ(iso(versions[1].first), "2024-01-01");
    EXPECT_EQ(versions[1].what.es, "otra lista");
    EXPECT_EQ(in_force(versions, day("2018-12-31")), nullptr);
    EXPECT_EQ(in_force(versions, day("2019-01-01"))->id, "2019");
    EXPECT_EQ(in_force(versions, day("2023-12-31"))->id, "2019");
    EXPECT_EQ(in_force(versions, day("2024-01-01"))->id, "2024");
}

TEST(ListVersions, AVersionMayBeginInAMonthOrOnADay) {
    const auto versions = versions_in({{.code = "a@2025-04-24"}, {.code = "b@2016"}, {.code = "c@2020-03"}});
    ASSERT_EQ(versions.size(), 3U);
    EXPECT_EQ(iso(versions[0].first), "2016-01-01");
    EXPECT_EQ(iso(versions[1].first), "2020-03-01");
    EXPECT_EQ(iso(versions[2].first), "2025-04-24");
    EXPECT_THAT(versions_in({{.code = "a"}}), IsEmpty());
    EXPECT_THAT(refusal([] { versions_in({{.code = "a@vieja"}}); }), HasSubstr("\"vieja\""));
}

TEST(ListVersions, WhatChangedIsSaid) {
    const Folder without, unknown;
    EXPECT_THAT(refusal([&] { changed(without, ""); }), HasSubstr("codes of the version \"2024\""));
    EXPECT_THAT(refusal([&] { changed(unknown, edited(words, "2024", "2025")); }),
                HasSubstr("no code of codes.csv is of the version \"2025\""));
}

// The same label through eight years: each has the code of the list of its time.
TEST(ListVersions, EveryYearOfASeriesHasTheCodesOfItsTime) {
    const Folder folder;
    const Source source = changed(folder);
    std::string rows = small_head;
    for (int year = 2018; year <= 2026; ++year) {
        const std::string text = std::to_string(year);
        rows += text + "-a," + text + "-01-01,14,20101,,,\n" + text + "-b," + text + "-12-31,14,Otro,,,\n" +
                text + "-c," + text + "-06-30,14,40101,,,\n";
    }
    NoProgress quiet;
    const auto batch =
        read_here(source, small_city(), small_gazetteer(), folder.write("hechos.csv", rows), quiet);
    std::map<std::string, std::vector<int>> years;
    for (std::size_t i = 0; i < batch.incidents.size(); ++i)
        years[std::string{batch.incidents.offence[i]}].push_back(
            static_cast<int>(month_of(day_at(batch.incidents.day.since_epoch[i])).year()));
    for (auto& [code, of] : years) std::ranges::sort(of);
    EXPECT_THAT(years["hechos:20101@2019"], ElementsAre(2019, 2020, 2021, 2022, 2023));
    EXPECT_THAT(years["hechos:20101@2024"], ElementsAre(2024, 2025, 2026));
    EXPECT_THAT(years["hechos:40101@2024"], ElementsAre(2024, 2025, 2026));
    EXPECT_EQ(years["hechos:otro"].size(), 9U) << "a code of all versions";
    EXPECT_EQ(found(batch, finding::zero_lost), 0);
    EXPECT_EQ(batch.rejected, 7) << "2018 has no list, and 40101 is of the second alone";
}

TEST(ListVersions, CountsAreOfTheListOfTheirMonth) {
    const Folder folder;
    auto descriptor = edited(small_descriptor, "kind = \"incidents\"", "kind = \"tallies\"");
    descriptor = edited(descriptor, "[key]\ncolumns = [\"id\"]\n", "");
    descriptor =
        edited(descriptor, "day = { column = \"fecha\" }\nhour = { column = \"hora\", unknown = [\"99\"] }",
               "month = { column = \"fecha\", format = \"YYYYMM\" }");
    descriptor = edited(descriptor, "[offence]", "[category]");
    descriptor = edited(descriptor, "[place]\nlon = \"x\"\nlat = \"y\"\nbox = [-5, -1, 5, 2]\n",
                        "[count]\ncolumn = \"x\"\n");
    const Source source = changed(folder, words, descriptor);
    NoProgress quiet;
    const auto batch = read_here(source, small_city(), small_gazetteer(),
                                 folder.write("hechos.csv",
                                              "fecha,tipo,x,barrio\n2023-12,20101,5,Norte\n"
                                              "2024-01,20101,7,Norte\n"),
                                 quiet);
    ASSERT_EQ(batch.tallies.count.size(), 2U);
    EXPECT_EQ(batch.tallies.category[0], "hechos:20101@2019");
    EXPECT_EQ(batch.tallies.category[1], "hechos:20101@2024");
}

}  // namespace
}  // namespace atalaya::intake
