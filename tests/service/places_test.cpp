// Where it piles up: street segments, hexagons and what of them may leave, in the made-up city
// where the hot places are known.
#include "service/places.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "core/text.hpp"
#include "service/bulletin/issue.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

constexpr const char* year = "2024";

std::set<std::string> planted() {
    const auto truth = nlohmann::json::parse(bytes_of(marejada().files / "verdad.json"));
    std::set<std::string> codes;  // as the city folds them: "C0412" is "c0412"
    for (const auto& code : truth["places"]["hot"]) codes.insert("c" + code.get<std::string>().substr(1));
    return codes;
}

// The police's rows of 2024 as known at the end, by the plainest means: a file says all there is of the
// months it has rows of.
std::vector<RawRow> police_rows(const Town& town) {
    std::map<std::string, std::vector<RawRow>> by_month;
    for (const auto& together : town.deliveries) {
        for (const auto& file : together) {
            if (file.parent_path().filename() != "policia") continue;
            std::map<std::string, std::vector<RawRow>> said;
            for (auto& row : raw_rows(bytes_of(file), ';')) {
                if (!police_row_is_usable(row, file.stem().string())) continue;
                const std::string month = row["fecha_hecho"].substr(3);
                said[month].push_back(std::move(row));
            }
            for (auto& [month, rows] : said) by_month[month] = std::move(rows);
        }
    }
    std::vector<RawRow> found;
    for (auto& [month, rows] : by_month) {
        if (month.ends_with("/2024")) found.insert(found.end(), rows.begin(), rows.end());
    }
    return found;
}

TEST(Streets, HalfIsHeldByAsManyAsTheRowsSay) {
    const Town& town = marejada();
    std::map<std::string, int> on;
    int all = 0, unknown = 0;
    for (auto& row : police_rows(town)) {
        if (row["tipo"] != "Robo") continue;
        ++all;
        ++(row["cuadra"].empty() ? unknown : on[row["cuadra"]]);
    }
    std::vector<int> counts;
    for (const auto& [segment, n] : on) counts.push_back(n);
    std::sort(counts.rbegin(), counts.rend());
    int held = 0, segments = 0;
    for (; 2 * held < all - unknown; ++segments) held += counts[static_cast<std::size_t>(segments)];

    const Figure share = town.figure("concentracion", "share", "ciudad", year, "", "", "layer=cuadra");
    ASSERT_TRUE(share.value) << share.reason;
    EXPECT_EQ(share.numerator, segments);
    EXPECT_EQ(share.denominator, 1'900);  // those without any robbery too
    EXPECT_EQ(share.records_in, all - unknown);
    EXPECT_EQ(share.records_out, unknown);
    EXPECT_GT(unknown, 0);
    EXPECT_NEAR(*share.value, 100.0 * segments / std::min(1'900, all - unknown), 1e-9);
}

// 5 % of the segments hold half of the robberies: of a single year too, within what few rows a segment allow.
TEST(Streets, ThePlantedConcentrationIsFound) {
    const Figure share = marejada().figure("concentracion", "share", "ciudad", year, "", "", "layer=cuadra");
    EXPECT_NEAR(*share.numerator / *share.denominator, 0.05, 0.01);
}

TEST(Streets, OfTheDelegationsAddUpToTheCity) {
    const Town& town = marejada();
    double segments = 0;
    std::int64_t rows = 0;
    for (const auto* delegation : town.worlds->at(town.newest()).layer("delegacion")) {
        const Figure share =
            town.figure("concentracion", "share", delegation->territory.text(), year, "", "", "layer=cuadra");
        ASSERT_TRUE(share.value) << delegation->name << " " << share.reason;
        segments += *share.denominator;
        rows += share.records_in + share.records_out;
        EXPECT_GE(share.records_out, 0);
    }
    EXPECT_EQ(segments, 1'900);
    EXPECT_LE(rows, town.figure("robo", "count", "ciudad", year).value);
    EXPECT_GE(static_cast<double>(rows), 0.97 * *town.figure("robo", "count", "ciudad", year).value);
}

TEST(Streets, TheTenBusiestAreAmongThePlantedOnes) {
    const Figure busiest = marejada().figure("concentracion", "busiest", "ciudad", year);
    const auto hot = planted();
    ASSERT_EQ(busiest.series.size(), 10u);
    int found = 0;
    for (const auto& point : busiest.series) found += hot.contains(point.label);
    EXPECT_EQ(found, 10);
    for (std::size_t i = 1; i < 10; ++i) EXPECT_GE(*busiest.series[i - 1].value, *busiest.series[i].value);

    const Figure month = marejada().figure("concentracion", "busiest", "ciudad", "2024-12", "", year);
    ASSERT_EQ(month.series.size(), 10u);
    for (std::size_t i = 0; i < 10; ++i) {
        EXPECT_EQ(month.series[i].label, busiest.series[i].label);
        EXPECT_LE(*month.series[i].value, *busiest.series[i].value);
    }
}

TEST(Streets, ThatHadThreeEventsOrMoreAreThoseOfTheCounts) {
    Town& town = marejada();
    const Figure repeated = town.figure("convivencia", "repeated", "ciudad", "2024-10-01/2024-12-31");
    const auto counts = town.worlds->places(town.worlds->at(""))
                            .street_counts("convivencia", town.worlds->at("").territory({}),
                                           *parse_period("2024-10-01/2024-12-31"));
    std::int64_t several = 0;
    for (const auto& street : counts) several += street.rows > 2;
    ASSERT_TRUE(repeated.value);
    EXPECT_EQ(*repeated.value, several);
    EXPECT_GT(several, 0);
    EXPECT_EQ(*repeated.denominator, 1'900);
    EXPECT_EQ(repeated.records_in + repeated.records_out,
              *town.figure("convivencia", "count", "ciudad", "2024-10-01/2024-12-31").value);
}

TEST(Streets, ASegmentIsNoTerritoryOfTheRollups) {
    EXPECT_EQ(marejada().figure("robo", "count", "cuadra:c0001", year).reason, "level_without_counts");
}

// What the header of stats/hot_spots promises, in a city where one knows: every hexagon that is hot at 95 %
// has a planted segment in it or beside it, and a planted segment is in a hot one several times as often
// as another.
TEST(HotHexagons, AreWherePlacesWerePlanted) {
    Town& town = marejada();
    Places& places = town.worlds->places(town.worlds->at(town.newest()));
    const auto hot = planted();
    std::map<geo::Hex, std::pair<int, int>> segments;  // all, planted
    for (const auto* segment : town.worlds->at(town.newest()).layer("cuadra")) {
        auto& [all, warm] = segments[places.lattice().at(*Places::middle(*segment))];
        ++all;
        warm += hot.contains(segment->territory.code);
    }
    const Figure found = town.figure("concentracion", "hot", "ciudad", year, "", "", "level=95");
    ASSERT_TRUE(found.value);
    EXPECT_GE(*found.value, 8);
    int with = 0, in_hot = 0, planted_in_hot = 0;
    for (const auto& point : found.series) {
        const geo::Hex hex = hex_of(point.label);
        in_hot += segments[hex].first;
        planted_in_hot += segments[hex].second;
        int near = segments[hex].second;
        for (const geo::Hex next : geo::around(hex)) near += segments[next].second;
        with += near > 0;
    }
    EXPECT_EQ(with, static_cast<int>(found.series.size()));
    const double planted_share = planted_in_hot / 95.0, other_share = (in_hot - planted_in_hot) / 1'805.0;
    std::printf("hot hexagons: %zu of %zu; %d of 95 planted segments in them, %d of 1,805 others\n",
                found.series.size(), places.cells().size(), planted_in_hot, in_hot - planted_in_hot);
    EXPECT_GT(planted_share, 4 * other_share);
    EXPECT_GT(*found.numerator / *found.denominator,
              3 * *found.value / static_cast<double>(places.cells().size()));
}

TEST(HotHexagons, OfMoreConfidenceAreAmongThoseOfLess) {
    std::set<std::string> wider;
    for (const char* level : {"level=90", "level=95", "level=99"}) {
        const Figure hot = marejada().figure("concentracion", "hot", "ciudad", year, "", "", level);
        std::set<std::string> here;
        double rows = 0;
        for (const auto& point : hot.series) {
            here.insert(point.label);
            rows += *point.value;
            EXPECT_GT(*point.value, 0) << "a hexagon without any is not called hot";
        }
        EXPECT_EQ(static_cast<double>(here.size()), hot.value);
        EXPECT_EQ(rows, hot.numerator);
        EXPECT_EQ(static_cast<double>(hot.records_in), hot.denominator);
        EXPECT_EQ(static_cast<double>(hot.records_in + hot.records_out),
                  marejada().figure("concentracion", "count", "ciudad", year).value);
        EXPECT_TRUE(wider.empty() || std::ranges::includes(wider, here)) << level;
        wider = here;
    }
    EXPECT_THROW(marejada().figure("concentracion", "hot", "ciudad", year, "", "", "level=80"), Error);
}

TEST(HotHexagons, StillHotComparesTheSameLattice) {
    const auto still = [](const char* period, const char* against) {
        return marejada().figure("concentracion", "still_hot", "ciudad", period, "", against, "level=95");
    };
    const Figure itself = still(year, year);
    EXPECT_EQ(itself.value, itself.denominator);
    const Figure found = still(year, "2023-07-01/2024-06-30");
    ASSERT_TRUE(found.value) << found.reason;
    EXPECT_GT(*found.value, 0);
    EXPECT_LE(*found.value, *found.denominator);
    // By hand, from the two lists.
    std::set<std::string> before;
    for (const auto& point :
         marejada()
             .figure("concentracion", "hot", "ciudad", "2023-07-01/2024-06-30", "", "", "level=95")
             .series)
        before.insert(point.label);
    int both = 0;
    for (const auto& point :
         marejada().figure("concentracion", "hot", "ciudad", year, "", "", "level=95").series)
        both += before.contains(point.label);
    EXPECT_EQ(found.value, both);
    // Snatching became robbery on 1 March 2023: what was counted before is not the same.
    EXPECT_EQ(still("2023", "2022-07-01/2023-06-30").reason, "break");
}

TEST(HotHexagons, OfHomesAndOfDeathsAreNotTold) {
    for (const char* indicator : {"vivienda", "vif", "homicidio_doloso", "femicidio"}) {
        for (const char* measure : {"hot", "busiest"}) {
            const std::string part = std::string{measure} == "hot" ? "level=95" : "";
            const Figure figure = marejada().figure(indicator, measure, "ciudad", year, "", "", part);
            EXPECT_EQ(figure.reason, "no_place_named") << indicator;
            EXPECT_TRUE(figure.series.empty());
        }
    }
}

// A police station's door: what cannot be placed is written there.
TEST(HotHexagons, AHeapOnOnePointMakesNoneHot) {
    Town town{"puerto-calmo"};
    for (const auto& together : simulate::simulate({.city = "puerto-calmo"}, town.files).deliveries) {
        town.deliveries.emplace_back();
        for (const auto& file : together) town.deliveries.back().push_back(town.files / file);
    }
    const auto& plain = simulated("puerto-calmo");
    const Figure before = plain.figure("concentracion", "hot", "ciudad", year, "", "", "level=90");

    // One of three robberies, and all else, is moved to the first point written.
    std::string door;
    for (const auto& entry : fs::directory_iterator{town.files / "policia"}) {
        std::string text = bytes_of(entry.path()), out;
        const auto head = split(std::string_view{text}.substr(0, text.find('\n')), ';');
        const auto column = [&](std::string_view name) {
            return static_cast<std::size_t>(std::find(head.begin(), head.end(), name) - head.begin());
        };
        const auto number = column("nro_denuncia"), type = column("tipo"), lon = column("longitud"),
                   lat = column("latitud");
        ASSERT_LT(std::max({number, lon, lat}), head.size());
        bool first = true;
        for (const auto line : split(trimmed(text), '\n')) {
            std::vector<std::string> cells;
            for (const auto cell : split(line, ';')) cells.emplace_back(cell);
            if (!first && cells[lon].starts_with("-5") &&
                (cells[type] != "Robo" || (cells[number].back() - '0') % 3 == 0)) {
                if (door.empty()) door = cells[lon] + ";" + cells[lat];
                cells[lon] = door.substr(0, door.find(';'));
                cells[lat] = door.substr(door.find(';') + 1);
            }
            first = false;
            out += join(cells, ";") + "\n";
        }
        std::ofstream{entry.path(), std::ios::binary} << out;
    }
    town.publish_all();
    const Figure hot = town.figure("concentracion", "hot", "ciudad", year, "", "", "level=90");
    EXPECT_EQ(hot.records_in + hot.records_out, before.records_in + before.records_out);
    EXPECT_GT(hot.records_out, before.records_out);
    EXPECT_GT(hot.records_in, 0);
    EXPECT_TRUE(std::ranges::any_of(hot.notes, [](const auto& n) { return n.starts_with("heaped:"); }));
    EXPECT_FALSE(std::ranges::any_of(before.notes, [](const auto& n) { return n.starts_with("heaped:"); }));
    Places& places = town.worlds->places(town.worlds->at(town.newest()));
    const geo::Hex there = places.lattice().at(LonLat{*decimal_number(door.substr(0, door.find(';'))),
                                                      *decimal_number(door.substr(door.find(';') + 1))});
    const auto& hexagons = places.hexagons("concentracion", *parse_period(year));
    const auto cell = std::ranges::find(places.cells(), there);
    ASSERT_NE(cell, places.cells().end());
    EXPECT_LT(hexagons.rows[static_cast<std::size_t>(cell - places.cells().begin())], 40);
}

TEST(HotHexagons, AreInTheInternalBulletinAndNeverInThePublicOne) {
    Town& town = marejada();
    NoProgress quiet;
    Folder out;
    const Month december = *parse_month("2024-12");
    const auto page = [&](const BulletinRequest& request) {
        return bytes_of(issue(*town.store, town.catalogue, {request}, {Form::html}, out.path(), quiet,
                              *parse_day("2025-01-10"))
                            .at(0)
                            .files.at(0));
    };
    const Figure ten = town.figure("concentracion", "busiest", "ciudad", "2024");
    const std::string busiest = town.worlds->at("").territory({"cuadra", ten.series.at(0).label}).name;
    EXPECT_NE(page({.month = december}).find(busiest), std::string::npos) << busiest;
    for (const char* bulletin : {"mensual", "ficha"}) {
        const std::string internal = page({.bulletin = bulletin, .month = december});
        EXPECT_NE(internal.find("id=\"M3\""), std::string::npos) << bulletin;
        const std::string open = page({.bulletin = bulletin, .month = december, .profile = "publico"});
        for (const char* never : {"id=\"M3\"", "id=\"T14\"", busiest.c_str()}) {
            EXPECT_EQ(open.find(never), std::string::npos) << bulletin << " " << never;
        }
    }
    EXPECT_NE(page({.month = december}).find("id=\"T14\""), std::string::npos);
    Desk desk{*town.worlds, {.month = december, .profile = "publico"}};
    EXPECT_EQ(desk.ask("concentracion", "busiest", desk.twelve()).reason, "withheld");
    const Figure& hot = desk.ask("concentracion", "hot", desk.twelve(), {}, "level=95");
    EXPECT_EQ(hot.reason, "withheld");
    EXPECT_TRUE(hot.series.empty() && !hot.numerator);
}

TEST(HotHexagons, ALabelLeadsBackToItsHexagon) {
    for (const geo::Hex hex : {geo::Hex{0, 0}, geo::Hex{12, -7}, geo::Hex{-3, 44}})
        EXPECT_EQ(hex_of(label_of(hex)), hex);
    EXPECT_THROW(hex_of("12"), std::logic_error);
}

}  // namespace
}  // namespace atalaya::service
