// Channel, delay and the causes of a revision, against the raw files read by the plainest means.
#include <algorithm>
#include <numeric>
#include <set>

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

using Live = std::map<std::string, RawRow>;  // by the source's number

struct Feed {
    const char *folder, *key, *day;
    bool latin1;
};
constexpr Feed police{"policia", "nro_denuncia", "fecha_hecho", false};
constexpr Feed coexistence{"convivencia", "nro", "fecha", true};

// "09/03/2023" -> "2023-03".
std::string month_of_cell(const std::string& day) {
    return day.substr(6, 4) + "-" + day.substr(3, 2);
}

// What a feed's files say after each delivery: every file is all there is of its months.
std::vector<Live> replayed(const Town& town, const Feed& feed) {
    std::vector<Live> states;
    Live live;
    for (const auto& together : town.deliveries) {
        for (const auto& path : together) {
            if (path.parent_path().filename() != feed.folder) continue;
            const std::string bytes = bytes_of(path);
            Live told;
            std::set<std::string> months;
            for (auto& row : raw_rows(feed.latin1 ? utf8_of_latin1(bytes) : bytes, ';')) {
                if (feed.folder == police.folder && !police_row_is_usable(row, path.stem().string()))
                    continue;
                months.insert(month_of_cell(row[feed.day]));
                told[row[feed.key]] = row;
            }
            std::erase_if(live, [&](const auto& known) {
                return months.contains(month_of_cell(known.second.at(feed.day))) &&
                       !told.contains(known.first);
            });
            for (auto& [key, row] : told) live[key] = row;
        }
        states.push_back(live);
    }
    return states;
}

const std::vector<Live>& police_states() {
    static const auto states = replayed(marejada(), police);
    return states;
}

std::map<std::string, double> values_of(const Figure& figure) {
    std::map<std::string, double> values;
    for (const auto& point : figure.series) values[point.label] = point.value.value();
    return values;
}

// --- channels

TEST(Channels, AreOneHoweverTheyAreSpelled) {
    const Town& city = marejada();
    Town town{"villa-marejada"};
    town.deliveries = {{}};
    int written = 0;
    for (const auto& path : city.deliveries.front()) {
        const std::string folder = path.parent_path().filename().string();
        if (folder != "limites" && folder != coexistence.folder) continue;
        std::string bytes = bytes_of(path);
        const std::string spelling = ";L\xEDnea 147;";
        for (auto at = bytes.find(spelling); at != std::string::npos; at = bytes.find(spelling, at + 1)) {
            if (++written % 3 == 0) bytes.replace(at, spelling.size(), ";LINEA  147;");
        }
        const fs::path copy = town.files / folder / path.filename();
        fs::create_directories(copy.parent_path());
        std::ofstream{copy, std::ios::binary} << bytes;
        town.deliveries.front().push_back(copy);
    }
    ASSERT_GT(written, 30);
    town.publish_all();
    const auto count = [](const Town& of, const std::string& channel) {
        return of
            .figure("convivencia", "count", "ciudad", "2022-12", of.vintages.front().id, "",
                    "channel=" + channel)
            .value;
    };
    ASSERT_GT(count(city, "Línea 147").value_or(0), 0);
    EXPECT_EQ(count(town, "Línea 147"), count(city, "Línea 147"));
    EXPECT_EQ(count(town, "linea 147"), count(city, "Línea 147"));
    EXPECT_EQ(town.worlds->at(town.newest()).channels(),
              city.worlds->at(city.vintages.front().id).channels());
}

// Homes and reports of family violence never say where: they are no part of the share.
TEST(Located, IsAShareOfTheSourcesThatGivePositions) {
    const Figure located = marejada().figure("", "located", "ciudad", "2024-12");
    EXPECT_THAT(located.sources, ElementsAre("marejada-convivencia", "marejada-policia", "marejada-vial"));
    EXPECT_GT(located.value.value_or(0), 85);
    const Figure reports =
        marejada().figure("", "located", "ciudad", "2024-12", "", "", "source=marejada-vif");
    EXPECT_EQ(reports.reason, "no_data");
}

TEST(Channels, EachIsWhatTheFilesSayAndTogetherTheyAreTheTotal) {
    Town& town = marejada();
    std::map<std::string, std::map<std::string, int>> expected;  // kind, channel
    const auto states = replayed(town, coexistence);
    for (const auto& [key, row] : states.back()) {
        if (month_of_cell(row.at("fecha")) == "2024-10") ++expected[row.at("tipo")][row.at("canal")];
    }
    ASSERT_GE(expected.size(), 5u);
    double together = 0;
    for (const auto& label : town.catalogue.source("marejada-convivencia").labels) {
        for (const auto* channel : {"Línea 147", "Aplicación", "Presencial", "Guardia urbana"}) {
            const Figure figure =
                town.figure("convivencia", "count", "ciudad", "2024-10", "", "",
                            "offence=marejada-convivencia:" + label.code + ";channel=" + channel);
            EXPECT_EQ(figure.value, expected[label.label_1][channel]) << label.code << " " << channel;
            together += figure.value.value_or(0);
        }
    }
    const auto count = [&](const std::string& part) {
        return town.figure("convivencia", "count", "ciudad", "2024-10", "", "", part).value;
    };
    EXPECT_EQ(count("without=channel"), 0);
    EXPECT_EQ(count(""), together);
    EXPECT_EQ(count("channel=Línea 147").value() + count("channel=Aplicación").value() +
                  count("channel=Presencial").value() + count("channel=Guardia urbana").value(),
              together);
}

TEST(Channels, TerritoriesAddUpToTheCity) {
    Town& town = marejada();
    const auto count = [&](const std::string& territory) {
        return town.figure("convivencia", "count", territory, "2024-10", "", "", "channel=Línea 147")
            .value.value();
    };
    double inside = 0;
    for (const auto* area : town.worlds->at(town.newest()).layer("barrio"))
        inside += count(area->territory.text());
    EXPECT_GT(inside, 0);
    EXPECT_LE(inside, count("ciudad"));
    EXPECT_GT(inside, 0.99 * count("ciudad")) << "the barrio is written in each row";
}

TEST(Channels, WhatNoSourceCarriesIsRefused) {
    Town& town = marejada();
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2024-10", "", "", "channel=Línea 147").reason,
              "no_channel");
    EXPECT_EQ(town.figure("robo", "count", "ciudad", "2024-10", "", "", "without=channel").reason,
              "no_channel");
    try {
        town.figure("convivencia", "count", "ciudad", "2024-10", "", "", "channel=Línea 148");
        FAIL() << "nobody says that";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing);
        EXPECT_THAT(error.what(), testing::HasSubstr("Did you mean \"Línea 147\"?"));
    }
}

// The bulletin of the city in a month, as if there were somebody to protect in it.
Bulletin protected_bulletin(const std::string& month, const std::string& profile) {
    Town& town = marejada();
    static Catalogue real = town.catalogue;
    real.city.simulated = false;
    static Worlds worlds{*town.store, real};
    return monthly_bulletin(worlds, {.month = parse_month(month).value(), .profile = profile});
}

bool has_table(const render::Document& document, const std::string& id) {
    return block_of<render::Sheet>(document, id) != nullptr;
}

// One small cell among large ones is their sums' difference: neither the table nor any of its
// figures may leave.
TEST(Channels, AreNotCrossedForThePublicWhenACellIsSmall) {
    const auto inside = protected_bulletin("2024-12", "interno"),
               outside = protected_bulletin("2024-12", "publico");
    EXPECT_TRUE(has_table(inside.document, "T5"));
    EXPECT_FALSE(has_table(outside.document, "T5"));
    int of_channels = 0;
    for (const auto& figure : inside.figures)
        of_channels += figure.spec.part.find("channel") != std::string::npos;
    EXPECT_GT(of_channels, 30);
    for (const auto& figure : outside.figures)
        EXPECT_EQ(figure.spec.part.find("channel"), std::string::npos) << figure.spec.part;
    for (const auto& row : outside.document.provenance)
        EXPECT_EQ(row.measure.find("Presencial"), std::string::npos) << row.measure;
}

// --- delays

int days_between(const std::string& fact, const std::string& registered) {
    const auto day = [](const std::string& cell) {
        return parse_day(month_of_cell(cell) + "-" + cell.substr(0, 2)).value();
    };
    return static_cast<int>((day(registered) - day(fact)).count());
}

struct Sorted {
    std::vector<int> days;
    double within(int most) const {
        return static_cast<double>(std::upper_bound(days.begin(), days.end(), most) - days.begin());
    }
};

TEST(Delays, MedianQuartilesAndCurveAreThoseOfTheFiles) {
    Town& town = marejada();
    const Period span = settled_year(town.worlds->at(town.newest()));
    EXPECT_EQ(span.days(),
              year_before(span).days() + (span.days() == 366) - (year_before(span).days() == 366));
    const auto published = town.worlds->at(town.newest()).published_on();
    EXPECT_LE(span.past_end, first_day(plus_months(month_of(published), -3)));
    EXPECT_GT(span.past_end, first_day(plus_months(month_of(published), -4)));
    Sorted sorted;
    std::int64_t unknown = 0;  // registered before it happened, by mistake
    for (const auto& [key, row] : police_states().back()) {
        const Day month = first_day(parse_month(month_of_cell(row.at("fecha_hecho"))).value());
        if (month < span.first || span.past_end <= month) continue;
        const int days = days_between(row.at("fecha_hecho"), row.at("fecha_registro"));
        if (days < 0) {
            ++unknown;
        } else {
            sorted.days.push_back(days);
        }
    }
    std::sort(sorted.days.begin(), sorted.days.end());
    const auto n = sorted.days.size();
    ASSERT_GT(n, 3000u);

    const Figure median = town.figure("", "delay", "ciudad", iso(span));
    EXPECT_EQ(median.value, sorted.days[(n + 1) / 2 - 1]);
    EXPECT_EQ(median.low, sorted.days[(n + 3) / 4 - 1]);
    EXPECT_EQ(median.high, sorted.days[(3 * n + 3) / 4 - 1]);
    EXPECT_EQ(median.records_in, static_cast<std::int64_t>(n));
    EXPECT_EQ(median.records_out, unknown);
    EXPECT_THAT(median.sources, ElementsAre("marejada-policia"));

    const Figure curve = town.figure("", "delay_curve", "ciudad", iso(span));
    ASSERT_EQ(curve.series.size(), 91u);
    for (const int day : {0, 1, 7, 30, 90}) {
        const double expected = 100 * sorted.within(day) / static_cast<double>(n);
        EXPECT_NEAR(curve.series[static_cast<std::size_t>(day)].value.value(), expected, 1e-9) << day;
        const Figure share =
            town.figure("", "registered", "ciudad", iso(span), "", "", "within=" + std::to_string(day));
        EXPECT_NEAR(share.value.value(), expected, 1e-9) << day;
        EXPECT_LE(share.low, share.value);
        EXPECT_GE(share.high, share.value);
    }
}

TEST(Delays, AnIndicatorHasItsOwn) {
    Town& town = marejada();
    const std::string span = iso(settled_year(town.worlds->at(town.newest())));
    const Figure all = town.figure("", "delay", "ciudad", span),
                 robbery = town.figure("robo", "delay", "ciudad", span);
    EXPECT_GT(robbery.records_in, 100);
    EXPECT_LT(robbery.records_in, all.records_in);
    EXPECT_EQ(robbery.records_in, town.figure("robo", "count", "ciudad", span).records_in);
}

TEST(Delays, WhatCannotBeToldIsRefused) {
    Town& town = marejada();
    const std::string span = iso(settled_year(town.worlds->at(town.newest())));
    EXPECT_EQ(town.figure("convivencia", "delay", "ciudad", span).reason, "no_registration");
    EXPECT_EQ(town.figure("robo", "delay", "ciudad", "2024-12").reason, "too_recent");
    EXPECT_EQ(town.figure("robo", "delay_curve",
                          town.worlds->at(town.newest()).layer("barrio")[0]->territory.text(), span)
                  .reason,
              "level_without_delay");
    EXPECT_EQ(town.figure("robo", "delay", "ciudad", "2010-01").reason, "no_data");
    for (const char* part : {"", "within=siete", "within=400"}) {
        EXPECT_THROW(town.figure("robo", "registered", "ciudad", span, "", "", part), Error) << part;
    }
}

// --- causes

bool is_robbery(const RawRow& row) {
    return row.at("tipo") == "Robo";
}

TEST(Causes, AreWhatTheFilesDidToEachNumber) {
    Town& town = marejada();
    int looked_at = 0, recoded = 0, withdrawn = 0;
    for (std::size_t v = 1; v < town.vintages.size(); ++v) {
        const auto &before = police_states()[v - 1], &after = police_states()[v];
        for (int back = 1; back <= 3; ++back) {
            const Month month =
                plus_months(month_of(parse_day(town.vintages[v].id.substr(0, 10)).value()), -back);
            const std::string text = iso(month);
            const auto counts = [&](const Live& live, const std::string& key) {
                const auto row = live.find(key);
                return row != live.end() && is_robbery(row->second) &&
                       month_of_cell(row->second.at("fecha_hecho")) == text;
            };
            std::map<std::string, double> expected;
            std::set<std::string> keys;
            for (const auto* live : {&before, &after})
                for (const auto& [key, row] : *live) keys.insert(key);
            for (const auto& key : keys) {
                const bool was = counts(before, key), is = counts(after, key);
                if (was == is) continue;
                if (is) ++expected[before.contains(key) ? "recoded_in" : "new"];
                if (was) --expected[after.contains(key) ? "recoded_out" : "withdrawn"];
            }
            const Figure causes = town.figure("robo", "causes", "ciudad", text, town.vintages[v].id),
                         revision = town.figure("robo", "revision", "ciudad", text, town.vintages[v].id);
            EXPECT_EQ(causes.value, revision.value);
            if (!causes.value) continue;
            EXPECT_EQ(values_of(causes), expected) << text << " at " << town.vintages[v].id;
            double sum = 0;
            for (const auto& point : causes.series) sum += *point.value;
            EXPECT_EQ(sum, *causes.value);
            if (!causes.series.empty()) {
                EXPECT_THAT(causes.notes, Contains(testing::StartsWith("delivery:marejada-policia:")));
            }
            ++looked_at;
            recoded += expected.contains("recoded_in");
            withdrawn += expected.contains("withdrawn");
        }
    }
    EXPECT_GT(looked_at, 40);
    EXPECT_GT(recoded, 5);
    EXPECT_GT(withdrawn, 2);
}

TEST(Causes, TerritoriesOfALayerAddUpToTheCity) {
    Town& town = marejada();
    const std::string vintage = town.vintages[12].id;
    const Month month = plus_months(month_of(parse_day(vintage.substr(0, 10)).value()), -2);
    const Figure city = town.figure("robo", "causes", "ciudad", iso(month), vintage);
    ASSERT_FALSE(city.series.empty());
    double sum = 0;
    for (const auto* area : town.worlds->at(vintage).layer("delegacion")) {
        const Figure here = town.figure("robo", "causes", area->territory.text(), iso(month), vintage);
        for (const auto& point : here.series) sum += *point.value;
    }
    const auto total = [](const Figure& figure) {
        return std::accumulate(figure.series.begin(), figure.series.end(), 0.0,
                               [](double all, const SeriesPoint& p) { return all + *p.value; });
    };
    EXPECT_EQ(sum, total(city));
}

// A town of five facts told twice: of the second telling one is new, one is gone, one is gone
// that equalled another, and one is called a theft.
TEST(Causes, ATwinThatGoesIsJoinedToTheOneThatStays) {
    Town town{"villa-marejada"};
    const std::string head =
        "nro_denuncia;fecha_hecho;hora_hecho;fecha_registro;tipo;subtipo;codigo_anterior;barrio;seccion;"
        "cuadra;"
        "cantidad;longitud;latitud\n";
    const auto row = [](const char* number, const char* hour, const char* labels) {
        return std::string{number} + ";09/01/2024;" + hour + ";10/01/2024;" + labels +
               ";;;;;1;-54.200000;-36.610000\n";
    };
    const auto write = [&](const char* folder, const std::string& rows) {
        const fs::path path = town.files / folder / "policia" / "2024-01.csv";
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << head << rows;
        return path;
    };
    const fs::path limits = marejada().files / "limites";
    town.deliveries = {
        {limits / "delegaciones.geojson", limits / "barrios.geojson", limits / "secciones.geojson",
         write("a", row("1", "21:30", "Robo;Con arma") + row("2", "21:30", "Robo;Con arma") +
                        row("3", "10:00", "Robo;Con arma") + row("4", "11:00", "Robo;Con arma"))},
        {write("b", row("1", "21:30", "Robo;Con arma") + row("4", "11:00", "Hurto;Simple") +
                        row("5", "12:00", "Robo;Sin arma"))}};
    town.publish_all();
    const Figure robbery = town.figure("robo", "causes", "ciudad", "2024-01");
    EXPECT_EQ(robbery.value, -2);
    EXPECT_EQ(values_of(robbery), (std::map<std::string, double>{
                                      {"new", 1}, {"withdrawn", -1}, {"joined", -1}, {"recoded_out", -1}}));
    EXPECT_THAT(robbery.notes, ElementsAre("delivery:marejada-policia:2024-01.csv"));
    const Figure theft = town.figure("hurto", "causes", "ciudad", "2024-01");
    EXPECT_EQ(values_of(theft), (std::map<std::string, double>{{"recoded_in", 1}}));
    EXPECT_EQ(town.figure("robo", "causes", "ciudad", "2024-01", town.vintages[0].id).reason,
              "first_vintage");
}

}  // namespace
}  // namespace atalaya::service
