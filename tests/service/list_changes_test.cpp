// A series from 2019 to 2026 whose list of codes changed in 2024: robberies were renumbered and are the same, thefts were
// cut another way.
#include "service/list_changes.hpp"

#include <nlohmann/json.hpp>

#include "render/html.hpp"
#include "render/plain.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/crosswalk_moves.hpp"
#include "service/export.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ListChanges : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        written_ = std::make_unique<WrittenCity>("aldea");
        written_->city("\"hechos\"", WrittenCity::layer(2, "barrio"));
        written_->source("hechos", "incidents", "csv",
                         "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                         "[offence]\ncolumns = [\"tipo\"]\n");
        written_->codes(
            "hechos",
            "101@2019,10,,Robo,Roubo,Robbery,0401,inside,robo,\n"
            "102@2019,20,,Hurto,Furto,Theft,0502,exact,hurto,\n"
            "20101@2024,10,,Robo,Roubo,Robbery,0401,inside,robo,\n"
            "102@2024,20,,Hurto a personas,Furto a pessoas,Theft from persons,050221,inside,hurto,\n"
            "amenaza,30,,Amenazas,Ameaças,Threats,02012,exact,amenaza,\n");
        written_->beside(
            "hechos", "versions.toml",
            "[[versions]]\nid = \"2024\"\nwhat = { es = \"otra lista\", pt = \"outra lista\", en = "
            "\"another list\" }\nact = \"https://example.org\"\n");
        std::string facts = "id,dia,tipo\n";
        int id = 0;
        for (Month month = *parse_month("2019-01"); month < *parse_month("2026-07");
             month = plus_months(month, 1))
            for (const char* label : {"10", "10", "10", "20", "20", "30"})
                for (int i = 0; i < 10; ++i)
                    facts += std::to_string(++id) + "," + iso(first_day(month)) + "," + label + "\n";
        town_ = &written_->publish({written_->file("hechos.csv", facts)});
    }
    static void TearDownTestSuite() { written_.reset(); }

    static const World& world() { return town_->worlds->at(""); }
    static Figure change(const std::string& indicator, const std::string& period,
                         const std::string& against) {
        return town_->figure(indicator, "change", "ciudad", period, "", against);
    }
    static nlohmann::json answer(const Figure& figure) {
        return nlohmann::json::parse(answer_json(*town_->store, figure, world()));
    }

    static inline std::unique_ptr<WrittenCity> written_;
    static inline Town* town_ = nullptr;
};

TEST_F(ListChanges, EachYearIsCodedByTheListOfItsTime) {
    const auto rows = rows_by_code(*town_->store, "hechos", town_->store->vintage("").no);
    EXPECT_EQ(rows.at("101@2019"), 5 * 12 * 30);
    EXPECT_EQ(rows.at("20101@2024"), 30 * 30);
    EXPECT_EQ(rows.at("102@2019"), 5 * 12 * 20);
    EXPECT_EQ(rows.at("102@2024"), 30 * 20);
    for (int year = 2019; year <= 2025; ++year) {
        const std::string own = year < 2024 ? "101@2019" : "20101@2024",
                          other = year < 2024 ? "20101@2024" : "101@2019";
        const auto sum = [&](const std::string& code) {
            return world()
                .sum("robo", world().territory({}), *parse_period(std::to_string(year)), {}, "hechos:" + code)
                .rows;
        };
        EXPECT_EQ(sum(own), 360) << year;
        EXPECT_EQ(sum(other), 0) << year;
    }
}

TEST_F(ListChanges, WhatIsTheSameInBothComparesAndSaysSo) {
    const Figure robberies = change("robo", "2024-03", "2023-03");
    ASSERT_TRUE(robberies.computable()) << robberies.reason;
    EXPECT_EQ(robberies.value, 0);
    const auto said = answer(robberies).at("list_changes");
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0].at("before"), "2019");
    EXPECT_EQ(said[0].at("after"), "2024");
    EXPECT_EQ(said[0].at("day"), "2024-01-01");
    EXPECT_EQ(said[0].at("comparable"), true);
}

TEST_F(ListChanges, WhatIsCutAnotherWayIsABreak) {
    const Figure thefts = change("hurto", "2024-03", "2023-03");
    EXPECT_EQ(thefts.reason, "break");
    EXPECT_THAT(thefts.notes, Contains("break:hechos@2024"));
    EXPECT_EQ(answer(thefts).at("list_changes")[0].at("comparable"), false);
    EXPECT_TRUE(change("hurto", "2025-03", "2024-03").computable()) << "both are of the new list";
    EXPECT_TRUE(change("hurto", "2023-03", "2022-03").computable()) << "both are of the old one";
}

TEST_F(ListChanges, AFigureOfOneVersionSaysNothing) {
    EXPECT_FALSE(answer(change("robo", "2025-03", "2024-03")).contains("list_changes"));
    EXPECT_FALSE(answer(change("amenaza", "2024-03", "2023-03")).contains("list_changes"))
        << "its code is of all versions";
    const auto count = town_->figure("robo", "count", "ciudad", "2023-07-01/2024-06-30");
    EXPECT_EQ(count.value, 360);
    EXPECT_EQ(answer(count).at("list_changes").size(), 1U) << "a count of both";
    EXPECT_FALSE(answer(town_->figure("robo", "count", "ciudad", "2024")).contains("list_changes"));
}

TEST_F(ListChanges, ABreakIsOfTheIndicatorsThatDoNotCompare) {
    const auto breaks = list_breaks(town_->catalogue.source("hechos"), town_->catalogue.indicators);
    ASSERT_EQ(breaks.size(), 1U);
    EXPECT_EQ(breaks[0].id, "hechos@2024");
    EXPECT_EQ(iso(breaks[0].day), "2024-01-01");
    EXPECT_EQ(breaks[0].what.en, "another list");
    EXPECT_THAT(breaks[0].indicators, ElementsAre("hurto"));
    EXPECT_THAT(list_changes(town_->catalogue.source("hechos"), "homicidio_doloso"), IsEmpty());
}

TEST_F(ListChanges, ABulletinNamesBothVersionsAndTheDay) {
    const auto page = [&](const char* month) {
        return render::plain_text(
            monthly_bulletin(*town_->worlds, {.month = *parse_month(month), .vintage = town_->newest()})
                .document,
            4000);
    };
    const auto told = page("2024-03");
    EXPECT_THAT(
        told, HasSubstr("desde el 1 de enero de 2024 cuenta con la versión 2024 de la lista de códigos de x; "
                        "antes, con la 2019. Las categorías que suma son las mismas."));
    EXPECT_THAT(told,
                HasSubstr("Las categorías no son las mismas: lo de antes y lo de después no se comparan."));
    EXPECT_THAT(page("2026-05"), Not(HasSubstr("lista de códigos de x"))) << "two years of one version";
}

TEST_F(ListChanges, ACopyForAnalystsHasCodeAndVersionOnEveryFact) {
    const Folder out;
    NoProgress quiet;
    copy_for_analysts(*town_->store, town_->catalogue, {.out = out.path(), .forms = {CopyForm::csv}}, quiet);
    std::map<std::string, std::set<std::string>> years;
    for (auto& row : raw_rows(bytes_of(out.path() / "incident.csv"), ','))
        years[row["offence"]].insert(row["day"].substr(0, 4));
    EXPECT_THAT(years["hechos:101@2019"], ElementsAre("2019", "2020", "2021", "2022", "2023"));
    EXPECT_THAT(years["hechos:20101@2024"], ElementsAre("2024", "2025", "2026"));
    const auto breaks = nlohmann::json::parse(bytes_of(out.path() / "copia.json")).at("breaks");
    ASSERT_EQ(breaks.size(), 1U) << "robberies are the same in both versions: " << breaks.dump();
    EXPECT_EQ(breaks[0].at("indicators"), nlohmann::json::array({"hurto"}));
    EXPECT_EQ(breaks[0].at("before"), nlohmann::json({{"last", "2023-12-31"}, {"list", "2019"}}));
    EXPECT_EQ(breaks[0].at("after"), nlohmann::json({{"first", "2024-01-01"}, {"list", "2024"}}));
}

}  // namespace
}  // namespace atalaya::service
