#include "simulate/city.hpp"
#include "source_folder.hpp"

#include <gtest/gtest.h>
#include <algorithm>

#include "core/error.hpp"
#include "geo/area.hpp"
#include "simulate/written.hpp"

namespace atalaya::simulate {
namespace {

std::map<std::string, std::string> all_files(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) {
            files[std::filesystem::relative(entry.path(), folder).generic_string()] = bytes_of(entry.path());
        }
    }
    return files;
}

const Final& final_of(const Truth& truth, std::string_view source) {
    return *std::ranges::find(truth.finals, source, &Final::source);
}

TEST(City, TheSameSeedGivesTheSameBytes) {
    const Folder again{"again"};
    simulate({.seed = 2024}, again.path());
    EXPECT_EQ(all_files(Marejada::once().folder.path()), all_files(again.path()));
}

// Other bytes than these mean that the city has changed for everyone: on another machine
// or compiler that is a mistake; after a change of the plan, write the new ones here.
TEST(City, SeedTwentyTwentyFourHasTheseBytesOnEveryMachine) {
    const auto& truth = Marejada::once().truth;
    EXPECT_EQ(final_of(truth, "marejada-policia").lines.hex().substr(0, 12), "843ad9639a17");
    EXPECT_EQ(final_of(truth, "marejada-vif").lines.hex().substr(0, 12), "3f248a8dff5a");
    EXPECT_EQ(final_of(truth, "marejada-fiscalia").lines.hex().substr(0, 12), "bec2b60ed5fc");
}

TEST(City, AnotherSeedGivesAnotherHistoryOfTheSameTown) {
    const Folder other{"other"};
    simulate({.seed = 7}, other.path());
    const auto& here = Marejada::once().folder.path();
    EXPECT_NE(bytes_of(here / "policia/2024-12.csv"), bytes_of(other.path() / "policia/2024-12.csv"));
    EXPECT_EQ(bytes_of(here / "limites/barrios.geojson"), bytes_of(other.path() / "limites/barrios.geojson"));
    EXPECT_EQ(bytes_of(here / "poblacion/habitantes-barrios.csv"),
              bytes_of(other.path() / "poblacion/habitantes-barrios.csv"));
}

TEST(City, TwentyFourDeliveriesAndTheirFilesAreAllThere) {
    const auto& [folder, truth, plan, town, rows] = Marejada::once();
    ASSERT_EQ(truth.deliveries.size(), 24u);
    std::set<std::string> named{"LEAME.txt", "verdad.json"};
    for (const auto& delivery : truth.deliveries) named.insert(delivery.begin(), delivery.end());
    // Papers are in no delivery.
    named.insert({"puerto/2024.xlsx", "puerto/hoja-2024.png", "mensajes/2024-12.csv",
                  "planilla/planilla-2015-2019.xlsx"});
    for (int month = 1; month <= 12; ++month)
        named.insert("corregiduria/2024-" + std::string(month < 10 ? "0" : "") + std::to_string(month) +
                     ".pdf");
    std::set<std::string> found;
    for (const auto& [path, bytes] : all_files(folder.path())) found.insert(path);
    EXPECT_EQ(named, found);
    EXPECT_EQ(truth.deliveries[0].size(), 4u + 6u + 7u);
    EXPECT_EQ(truth.deliveries[1].size(), 7u);
    EXPECT_EQ(truth.deliveries[23].size(), 7u + 1u + 5u)
        << "with the roll of the killed and five weeks of calls";
}

// The first days of the weeks of calls that a delivery brings.
std::vector<std::string> weeks_of(const std::vector<std::string>& delivery) {
    std::vector<std::string> weeks;
    for (const auto& file : delivery) {
        if (file.starts_with("llamadas/")) weeks.push_back(file.substr(9, 10));
    }
    return weeks;
}

TEST(City, CallsComeByTheWeekButForOneOneThatIsCutAndOneThatIsLate) {
    const auto& city = Marejada::once();
    const auto& deliveries = city.truth.deliveries;
    EXPECT_EQ(weeks_of(deliveries[17]), std::vector<std::string>{}) << "June, before they begin";
    EXPECT_EQ(weeks_of(deliveries[18]).front(), "2024-07-01");
    EXPECT_EQ(weeks_of(deliveries[20]), (std::vector<std::string>{"2024-09-02", "2024-09-16", "2024-09-23"}))
        << "no file of the week of 9 September";
    EXPECT_EQ(weeks_of(deliveries[22]).back(), "2024-11-18") << "that of 25 November came after 5 December";
    EXPECT_EQ(weeks_of(deliveries[23]).front(), "2024-11-25");

    std::set<std::string> days;
    for (const auto& line : lines_of(city.folder.path() / "llamadas/2024-10-28.csv"))
        days.insert(line.substr(line.find(',') + 1, 10));
    days.erase("fecha,hora");
    EXPECT_EQ(days,
              (std::set<std::string>{"2024-10-28", "2024-10-29", "2024-10-30", "2024-10-31", "2024-11-01"}))
        << "it ends on its Friday";
    EXPECT_NE(city.truth.json.find(R"({"first":"2024-09-09","rows":0,"came":null})"), std::string::npos);
    EXPECT_NE(city.truth.json.find(R"("last":"2024-11-01","came":"2024-11-05"})"), std::string::npos);
    EXPECT_NE(city.truth.json.find(R"("last":"2024-12-01","came":"2024-12-12"})"), std::string::npos);
}

TEST(City, ASectionIsSplitOnAMapAndInTheRowsFromTheSameDay) {
    const auto& city = Marejada::once();
    const auto sections = [&](const char* file) {
        return geo::read_geojson(bytes_of(city.folder.path() / file)).size();
    };
    EXPECT_EQ(sections("limites/secciones.geojson"), 9u);
    EXPECT_EQ(sections("limites/secciones-2024-07.geojson"), 10u);
    EXPECT_THAT(city.truth.deliveries[18], testing::Contains("limites/secciones-2024-07.geojson"));

    std::map<bool, std::map<std::string, int>> rows;  // by whether it is after the split
    for (const auto& row : city.police.rows)
        ++rows[day_written(row[police::day]) >= *parse_day("2024-07-01")][row[police::section]];
    EXPECT_EQ(rows[false]["10"], 0);
    EXPECT_GT(rows[false]["9"], 1000);
    EXPECT_GT(rows[true]["10"], 50);
    EXPECT_GT(rows[true]["9"], 50);
    EXPECT_NE(city.truth.json.find(R"("split":{"layer":"seccion","day":"2024-07-01","from":9,"to":[9,10])"),
              std::string::npos);
}

// The quoted paths of each inner list of city.toml's demonstration.
std::vector<std::vector<std::string>> demonstration(const char* city) {
    const auto text = bytes_of(source_folder() / "cities" / city / "city.toml");
    std::vector<std::vector<std::string>> lists;
    std::size_t at = text.find("deliveries = [");
    if (at == std::string::npos) return lists;
    at += std::string_view{"deliveries = ["}.size();
    for (at = text.find_first_of("[\"", at); at != std::string::npos;
         at = text.find_first_of("[\"", at + 1)) {
        if (text[at] == '[') {
            lists.emplace_back();
            continue;
        }
        const auto end = text.find('"', at + 1);
        lists.back().push_back(text.substr(at + 1, end - at - 1));
        at = end;
    }
    return lists;
}

TEST(City, TheDemonstrationsOfBothCitiesNameTheFilesAsTheyAreWritten) {
    EXPECT_EQ(demonstration("villa-marejada"), Marejada::once().truth.deliveries);
    const Folder folder{"calmo"};
    EXPECT_EQ(demonstration("puerto-calmo"),
              simulate({.seed = 1, .city = "puerto-calmo"}, folder.path()).deliveries);
}

TEST(City, ReplayingTheDeliveriesGivesTheTruthsFinalRows) {
    const auto& city = Marejada::once();
    struct Desk {
        const char* source;
        const char* folder;
        char separator;
        std::size_t day;
    };
    for (const auto& desk :
         {Desk{"marejada-policia", "policia", ';', police::day},
          Desk{"marejada-hospital", "hospital", ',', 1}, Desk{"marejada-vial", "vial", ',', 1},
          Desk{"marejada-vif", "vif", ',', 1}, Desk{"marejada-mediacion", "mediacion", ';', 1},
          Desk{"marejada-fiscalia", "fiscalia", ',', 3}}) {
        auto replayed = replay(city.folder.path() / desk.folder, desk.separator, desk.day);
        std::ranges::sort(replayed.lines);
        Sha256 hash;
        for (const auto& line : replayed.lines) hash.add(line + "\n");
        const auto& final = final_of(city.truth, desk.source);
        EXPECT_EQ(static_cast<std::int64_t>(replayed.lines.size()), final.rows) << desk.source;
        EXPECT_EQ(hash.digest(), final.lines) << desk.source;
    }
}

TEST(City, LaterDeliveriesCorrectAndWithdrawRows) {
    EXPECT_GT(Marejada::once().police.changed, 150);
    EXPECT_GT(Marejada::once().police.withdrawn, 20);
}

TEST(City, CoexistenceIsLatin1AndTheRestIsUtf8) {
    const auto& folder = Marejada::once().folder.path();
    EXPECT_FALSE(is_utf8(bytes_of(folder / "convivencia/2024-12.csv")));
    EXPECT_TRUE(is_utf8(bytes_of(folder / "policia/2024-12.csv")));
    const auto text = utf8_from_latin1(bytes_of(folder / "convivencia/2024-12.csv"));
    EXPECT_NE(text.find("Daño a bienes públicos"), std::string::npos);
}

TEST(City, LimitsAreReadBackAsTheAreasTheyWere) {
    const auto& city = Marejada::once();
    const auto barrios = geo::read_geojson(bytes_of(city.folder.path() / "limites/barrios.geojson"));
    ASSERT_EQ(barrios.size(), 26u);
    EXPECT_EQ(*barrios[0].property("codigo"), "altos-de-pizarra");
    EXPECT_EQ(*barrios[0].property("delegacion"), "lomas");
    EXPECT_EQ(geo::read_geojson(bytes_of(city.folder.path() / "limites/cuadras.geojson")).size(), 1'900u);
    EXPECT_EQ(geo::read_geojson(bytes_of(city.folder.path() / "limites/secciones.geojson")).size(), 9u);
}

TEST(City, DelegationsHoldTheSumOfTheirBarrios) {
    const auto& folder = Marejada::once().folder.path();
    std::map<std::string, int> barrios, delegations;
    const auto add = [&](const char* file, std::map<std::string, int>& sums) {
        const auto lines = lines_of(folder / "poblacion" / file);
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const auto cells = cells_of(lines[i], ',');
            sums[cells[0]] += std::stoi(cells[2]);
        }
    };
    add("habitantes-barrios.csv", barrios);
    add("habitantes-delegaciones.csv", delegations);
    EXPECT_EQ(barrios, delegations);
    EXPECT_EQ(barrios.at("2022"), 186'000);
    EXPECT_GT(barrios.at("2024"), 186'000);
}

TEST(City, PersonsInSealedColumnsAreTreesAndRocks) {
    const auto lines = lines_of(Marejada::once().folder.path() / "vif/2024-12.csv");
    ASSERT_GT(lines.size(), 10u);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto cells = cells_of(lines[i], ',');
        EXPECT_EQ(cells[6].back(), 'X') << "a document that could be someone's";
        EXPECT_TRUE(cells[7].starts_with("000-555-"));
    }
}

TEST(City, ItsTwinSendsCountsBySectionWithoutOneCoordinate) {
    const Folder folder{"calmo"};
    const auto truth = simulate({.seed = 2024, .city = "puerto-calmo"}, folder.path());
    ASSERT_EQ(truth.finals.size(), 2u);
    const auto totals = replay(folder.path() / "secciones", ';', 0);
    std::int64_t facts = 0;
    for (const auto& row : totals.rows) facts += std::stoi(row[3]);
    EXPECT_EQ(facts, truth.finals[0].rows) << "the totals are those of the rows";
    EXPECT_EQ(static_cast<std::int64_t>(totals.rows.size()), truth.finals[1].rows);
    const auto robberies =
        std::ranges::count_if(replay(folder.path() / "policia", ';', police::day).rows,
                              [](const Cells& row) { return row[police::type] == "Robo"; });
    EXPECT_NEAR(static_cast<double>(robberies) / 60, 3, 1);
}

TEST(City, WhatCannotBeSimulatedIsToldWithWhatCan) {
    const Folder folder{"refused"};
    const auto fault_of = [&](const Options& options) {
        try {
            simulate(options, folder.path());
        } catch (const Error& error) {
            return std::string{error.what()};
        }
        return std::string{"nothing"};
    };
    EXPECT_EQ(fault_of({.city = "atlantida"}),
              "expected the city villa-marejada or puerto-calmo, found \"atlantida\"");
    EXPECT_EQ(fault_of({.years = 0}), "simulate: expected years of history from 1 to 20, found 0");
    EXPECT_EQ(fault_of({.years = 1, .deliveries = 24}),
              "simulate: expected monthly deliveries from 1 to 12, found 24");
    EXPECT_FALSE(std::filesystem::exists(folder.path()));
}

TEST(Bulk, HasTheLayoutOfThePoliceAndTheRowsAskedFor) {
    const Folder folder{"bulk"};
    std::filesystem::create_directories(folder.path());
    const auto written = write_police_of(3, 5'000, folder.path() / "a.csv");
    write_police_of(3, 5'000, folder.path() / "b.csv");
    EXPECT_EQ(bytes_of(folder.path() / "a.csv"), bytes_of(folder.path() / "b.csv"));
    EXPECT_EQ(written, std::filesystem::file_size(folder.path() / "a.csv"));

    const auto lines = lines_of(folder.path() / "a.csv");
    ASSERT_EQ(lines.size(), 5'001u);
    EXPECT_EQ(lines[0], lines_of(Marejada::once().folder.path() / "policia/2024-12.csv")[0]);
    int missing = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto cells = cells_of(lines[i], ';');
        ASSERT_EQ(cells.size(), 13u) << lines[i];
        ASSERT_EQ(cells[police::units], "1") << lines[i];
        ASSERT_GE(day_written(cells[police::registered]), day_written(cells[police::day]));
        missing += cells[police::lon].empty();
    }
    EXPECT_NEAR(missing / 5'000.0, 0.06, 0.015);
}

}  // namespace
}  // namespace atalaya::simulate
