// "S/D" in a cell of counts: sin dato of that cell, the least there was of every sum that it is part of, and no change over it.
#include "service/bulletin/issue.hpp"
#include "service/page.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::Not;

// Three zones with 20 robberies and 10 thefts a month in 2019 and 2020, but for the cells written otherwise.
class Zones {
  public:
    explicit Zones(const std::string& format_rest = "") : written_{"planilla"} {
        written_.city(R"("zonas", "hojas")", WrittenCity::layer(2, "zona"));
        written_.source("zonas", "areas", "geojson",
                        "[shape]\nlayer = \"zona\"\ncode = \"cod\"\nname = \"cod\"\ndrawn = false\n");
        written_.source("hojas", "tallies", "csv",
                        "missing = [\"S/D\"]\n[time]\nbasis = \"fact\"\nmonth = { column = \"mes\", format = "
                        "\"YYYYMM\" }\n[category]\ncolumns = [\"tipo\"]\n[count]\ncolumn = \"n\"\n"
                        "[area.zona]\ncolumn = \"zona\"\n" +
                            format_rest);
        written_.codes("hojas",
                       "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n"
                       "hurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n");
    }

    using Written = std::map<std::string, std::string>;  // "2020-03 1 Robo" -> what its cell says
    fs::path sheet(const std::string& name, const Written& otherwise) const {
        std::string rows = "mes,zona,tipo,n\n";
        for (int i = 0; i < 24; ++i) {
            const std::string month =
                std::to_string(2019 + i / 12) + "-" + std::to_string(i % 12 + 101).substr(1);
            for (const char* zone : {"1", "2", "10"}) {
                for (const char* kind : {"Robo", "Hurto"}) {
                    const auto found = otherwise.find(month + " " + zone + " " + kind);
                    rows += month + "," + zone + "," + kind + "," +
                            (found != otherwise.end() ? found->second
                             : *kind == 'R'           ? "20"
                                                      : "10") +
                            "\n";
                }
            }
        }
        return written_.file(name, rows);
    }
    std::unique_ptr<Town> publish(const std::vector<fs::path>& sheets) const {
        auto town = std::make_unique<Town>("planilla", written_.share());
        std::string shapes;
        for (const char* zone : {"1", "2", "10"})
            shapes += (shapes.empty() ? "" : ",") + (R"({"type":"Feature","properties":{"cod":")" +
                                                     std::string{zone} + R"("},"geometry":null})");
        town->deliveries = {
            {written_.file("zonas.geojson", R"({"type":"FeatureCollection","features":[)" + shapes + "]}")}};
        for (const auto& sheet : sheets) town->deliveries.push_back({sheet});
        town->publish_all();
        return town;
    }

  private:
    WrittenCity written_;
};

const Zones::Written one_cell{{"2020-03 1 Robo", "S/D"}};

TEST(Unsaid, ACellIsNoDataAndItsSumsAreTheLeastThereWas) {
    const Zones zones;
    const auto town = zones.publish({zones.sheet("hojas.csv", one_cell)});
    EXPECT_EQ(town->figure("robo", "count", "zona:1", "2020-03").reason, "no_data");
    EXPECT_EQ(town->figure("robo", "count", "zona:2", "2020-03").value, 20);
    EXPECT_EQ(town->figure("hurto", "count", "zona:1", "2020-03").value, 10);
    const Figure city = town->figure("robo", "count", "ciudad", "2020-03");
    EXPECT_EQ(city.value, 40);
    EXPECT_THAT(city.notes, Contains("unsaid:hojas:1"));
    const Figure year = town->figure("robo", "count", "zona:1", "2020");
    EXPECT_EQ(year.value, 220);
    EXPECT_THAT(year.notes, Contains("unsaid:hojas:1"));
    EXPECT_THAT(town->figure("robo", "count", "zona:1", "2019").notes, Not(Contains("unsaid:hojas:1")));
    const Figure monthly = town->figure("robo", "monthly", "zona:1", "2020");
    EXPECT_EQ(monthly.series.at(2).value, std::nullopt);
    EXPECT_EQ(monthly.series.at(3).value, 20);
}

// The zone is in neither side: 24 months x 2 zones x 20, halved.
TEST(Unsaid, AChangeComparesWhatBothPeriodsHave) {
    const Zones zones;
    const auto town = zones.publish({zones.sheet("hojas.csv", one_cell)});
    const Figure city = town->figure("robo", "change", "ciudad", "2020", "", "2019");
    EXPECT_EQ(city.numerator, 480);
    EXPECT_EQ(city.denominator, 480);
    EXPECT_THAT(city.notes, Contains("unsaid:hojas:1"));
    EXPECT_EQ(town->figure("robo", "change", "zona:1", "2020", "", "2019").reason, "no_data");
    EXPECT_EQ(town->figure("hurto", "change", "zona:1", "2020", "", "2019").value, 0);
}

TEST(Unsaid, ALaterDeliveryGivesTheNumberOrTakesIt) {
    const Zones zones;
    const auto town = zones.publish({zones.sheet("hojas.csv", one_cell),
                                     zones.sheet("hojas.2.csv", {{"2020-03 1 Robo", "0"}}),
                                     zones.sheet("hojas.3.csv", {{"2020-04 2 Hurto", "S/D"}})});
    const auto count = [&](const char* indicator, const char* zone, const char* month, std::size_t vintage) {
        return town->figure(indicator, "count", zone, month, town->vintages.at(vintage).id).value;
    };
    EXPECT_EQ(count("robo", "zona:1", "2020-03", 1), std::nullopt);
    EXPECT_EQ(count("robo", "zona:1", "2020-03", 2), 0);
    EXPECT_EQ(count("robo", "zona:1", "2020-03", 3), 20);
    EXPECT_EQ(count("hurto", "zona:2", "2020-04", 2), 10);
    EXPECT_EQ(count("hurto", "zona:2", "2020-04", 3), std::nullopt);
    NoProgress quiet;
    EXPECT_TRUE(store::verify(*town->store, quiet).damages.empty());
}

TEST(Unsaid, WhatIsNoNumberIsNoZeroEither) {
    const Zones zones;
    const auto town = zones.publish({zones.sheet("hojas.csv", {{"2020-03 1 Robo", "doce"}})});
    EXPECT_EQ(town->figure("robo", "count", "zona:1", "2020-03").reason, "no_data");
    EXPECT_EQ(town->figure("robo", "count", "ciudad", "2020-03").value, 40);
}

std::string page_of(Town& town, const std::string& territory) {
    NoProgress quiet;
    const Folder out;
    const BulletinRequest asked{.territory = territory, .month = parse_month("2020-12").value()};
    return bytes_of(
        issue(*town.store, town.catalogue, {asked}, {Form::html}, out.path(), quiet, *parse_day("2021-01-10"))
            .at(0)
            .files.at(0));
}

// Cells of T1 in the row of robbery, by column.
std::multimap<std::string, std::string> robberies(const std::string& html) {
    std::multimap<std::string, std::string> cells;
    for (const auto& block : PageReader{html}.read().blocks) {
        if (block.table.starts_with("T1 ") && block.row.starts_with("Robo"))
            cells.emplace(block.column, block.text());
    }
    return cells;
}

bool says(const std::multimap<std::string, std::string>& cells, const std::string& text) {
    return std::any_of(cells.begin(), cells.end(), [&](const auto& cell) { return cell.second == text; });
}

TEST(Unsaid, TheBulletinMarksTheTotalAndSaysWhy) {
    const Zones zones;
    const auto town =
        zones.publish({zones.sheet("hojas.csv", {{"2020-03 1 Robo", "S/D"}, {"2020-12 2 Robo", "S/D"}})});
    const std::string page = page_of(*town, "ciudad");
    const auto cells = robberies(page);
    EXPECT_TRUE(says(cells, "40*")) << "the month";
    EXPECT_TRUE(says(cells, "680*")) << "the year so far";
    EXPECT_TRUE(says(cells, "720")) << "the year before, of which nothing is missing";
    EXPECT_THAT(page, testing::HasSubstr("al menos"));
    EXPECT_THAT(page, testing::HasSubstr("Celdas que la fuente dejó sin dato (S/D)"));
    EXPECT_THAT(page, testing::HasSubstr("Falta una parte"));
}

// The layer has a name that no file of the program says.
TEST(Unsaid, TheBulletinOfAZoneSaysSinDatoWhereItsCellHasNoNumber) {
    const Zones zones;
    const auto town = zones.publish({zones.sheet("hojas.csv", {{"2020-12 2 Robo", "S/D"}})});
    EXPECT_TRUE(says(robberies(page_of(*town, "zona:2")), "sin dato"));
    EXPECT_TRUE(says(robberies(page_of(*town, "zona:2")), "220*"));
    EXPECT_TRUE(says(robberies(page_of(*town, "zona:10")), "20"));
    EXPECT_TRUE(says(robberies(page_of(*town, "zona:10")), "240"));
}

}  // namespace
}  // namespace atalaya::service
