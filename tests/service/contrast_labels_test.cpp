// A claim of something that no indicator counts is held against the labels that say it.
#include "service/contrast_labels.hpp"

#include <fmt/format.h>

#include "service/contrast.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::IsEmpty;

// Two frauds on each of the first days of May, one in April; robberies beside them, which an indicator counts.
class Aldea {
  public:
    explicit Aldea(int in_may, bool simulated = true) : written_{"aldea"} {
        written_.city(R"("zonas", "hechos", "hojas")", WrittenCity::layer(2, "zona"));
        if (!simulated) say_real();
        written_.source("zonas", "areas", "geojson",
                        "[shape]\nlayer = \"zona\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                        "[offence]\ncolumns = [\"tipo\"]\n[area.zona]\ncolumn = \"zona\"\n");
        written_.source(
            "hojas", "tallies", "csv",
            "[time]\nbasis = \"fact\"\nmonth = { column = \"mes\", format = \"YYYYMM\" }\n[category]\n"
            "columns = [\"tipo\"]\n[count]\ncolumn = \"n\"\n[area.zona]\ncolumn = \"zona\"\n");
        for (const char* id : {"hechos", "hojas"})
            written_.codes(id,
                           "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n"
                           "fraude,Fraude,,Fraude,Fraude,Fraud,07011,exact,,\n");
        std::string rows = "id,dia,tipo,zona\na,2024-04-02,Fraude,1\n";
        for (int i = 0; i < in_may; ++i) rows += fmt::format("f{},2024-05-{:02},Fraude,1\n", i, 1 + i % 28);
        for (int i = 0; i < 40; ++i) rows += fmt::format("r{},2024-05-{:02},Robo,1\n", i, 1 + i % 28);
        town_ = &written_.publish(
            {written_.file(
                 "zonas.geojson",
                 R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"cod":"1"},)"
                 R"("geometry":null}]})"),
             written_.file("hechos.csv", rows),
             written_.file("hojas.csv",
                           "mes,zona,tipo,n\n2024-04,1,Fraude,70\n2024-05,1,Fraude,90\n2024-05,1,Robo,5\n")});
    }
    Contrast contrasted(const std::string& text) const {
        return contrast(*town_->store, *town_->worlds, "", {.text = text});
    }

  private:
    void say_real() const {
        const auto path = written_.share().data / "cities/aldea/city.toml";
        std::ifstream in{path};
        std::string text{std::istreambuf_iterator<char>{in}, {}};
        text.replace(text.find("simulated = true"), 16, "simulated = false");
        std::ofstream{path} << text;
    }

    WrittenCity written_;
    Town* town_;
};

TEST(ContrastLabels, EachSourceThatListsItSaysItsNumber) {
    const Aldea aldea{30};
    const auto found = aldea.contrasted("hubo 90 fraudes en mayo de 2024");
    ASSERT_EQ(found.claim.uncounted, std::vector<std::string>{"fraudes"});
    ASSERT_EQ(found.labels.size(), 2U);
    EXPECT_EQ(found.labels[0].departures.at(0).which, "hechos:fraude");
    EXPECT_EQ(found.labels[0].value, 30);
    EXPECT_FALSE(found.claim.number.fits(found.labels[0].value));
    EXPECT_EQ(found.labels[1].departures.at(0).which, "hojas:fraude");
    EXPECT_EQ(found.labels[1].value, 90);
    EXPECT_TRUE(found.claim.number.fits(found.labels[1].value));
    EXPECT_THAT(found.agree, IsEmpty()) << "no indicator's number is offered for it";
}

// No label says "estafas", and those that say "fraude" say the same.
TEST(ContrastLabels, AWordForTheSameThingIsFound) {
    const auto found = Aldea{30}.contrasted("hubo 90 estafas en mayo de 2024");
    ASSERT_EQ(found.labels.size(), 2U);
    EXPECT_EQ(found.labels[1].departures.at(0).which, "hojas:fraude");
    EXPECT_EQ(found.labels[1].value, 90);
}

TEST(ContrastLabels, AChangeOfABaseThatIsLargeEnough) {
    const Aldea aldea{30};
    const auto found =
        aldea.contrasted("los fraudes subieron 28,6 % en mayo de 2024 respecto de abril de 2024");
    ASSERT_EQ(found.labels.size(), 1U) << "of one fact in April no percentage is made";
    EXPECT_EQ(found.labels[0].now, 90);
    EXPECT_EQ(found.labels[0].before, 70);
}

TEST(ContrastLabels, WhatALabelDoesNotSayIsNotAnswered) {
    EXPECT_THAT(Aldea{30}.contrasted("hubo 30 extorsiones en mayo de 2024").labels, IsEmpty());
}

TEST(ContrastLabels, AFewFactsOfARealCityAreNotTold) {
    const auto found = Aldea{2, false}.contrasted("hubo 2 fraudes en mayo de 2024");
    ASSERT_EQ(found.labels.size(), 1U);
    EXPECT_EQ(found.labels[0].value, 90) << "the two are withheld";
}

}  // namespace
}  // namespace atalaya::service
