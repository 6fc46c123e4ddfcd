// What was known when: every cell of every vintage against a plain load of the raw files.
#include "service/raw_town.hpp"

namespace atalaya::service {
namespace {

const RawTown& raw() {
    static const RawTown read{marejada()};
    return read;
}

Cube published(Town& town, const store::PublishedVintage& vintage) {
    Cube cube;
    const auto counts = store::month_counts(town.store->analytics(), {town.catalogue.city.id, vintage.no});
    for (std::size_t i = 0; i < counts.size(); ++i) {
        auto& cell = cube[{counts.offence[i], iso(month_of(day_at(counts.month.since_epoch[i]))),
                           counts.area_2[i], counts.area_3[i], counts.area_4[i]}];
        cell.rows += counts.rows[i];
        cell.units += counts.units[i];
    }
    return cube;
}

std::string said(const Cell& cell) {
    return cell[0] + " " + cell[1] + " barrio=" + cell[2] + " delegacion=" + cell[3] + " seccion=" + cell[4];
}

TEST(AsKnown, EveryCellOfEveryVintageIsWhatThePlainLoadGives) {
    Town& town = marejada();
    ASSERT_EQ(town.vintages.size(), 24u);
    ASSERT_EQ(raw().known.size(), 24u);
    for (std::size_t v = 0; v < 24; ++v) {
        const Cube found = published(town, town.vintages[v]);
        const Cube& expected = raw().known[v];
        ASSERT_GT(expected.size(), 5000u);
        int wrong = 0;
        for (const auto& [cell, counted] : expected) {
            const auto at = found.find(cell);
            const Counted there = at == found.end() ? Counted{} : at->second;
            if (there != counted && ++wrong <= 5) {
                ADD_FAILURE() << town.vintages[v].id << " " << said(cell) << ": published " << there.rows
                              << " rows, " << there.units << " units; the files give " << counted.rows << ", "
                              << counted.units;
            }
        }
        for (const auto& [cell, counted] : found) {
            if (!expected.contains(cell) && ++wrong <= 5)
                ADD_FAILURE() << town.vintages[v].id << " " << said(cell) << ": published " << counted.rows
                              << ", in no file";
        }
        EXPECT_EQ(wrong, 0) << town.vintages[v].id;
    }
}

// Robberies as sources/marejada-policia/codes.csv lists them.
bool robbery(const Cell& cell) {
    return cell[0] == "marejada-policia:robo-arma" || cell[0] == "marejada-policia:robo-sin-arma" ||
           cell[0] == "marejada-policia:robo-arrebato" || cell[0] == "marejada-policia:robo-vehiculo";
}

TEST(AsKnown, AFigureAsOfAVintageIsWhatWasKnownThen) {
    Town& town = marejada();
    int moved = 0;
    for (std::size_t v = 0; v < 24; ++v) {
        for (const auto* month : {"2022-11", "2023-01", "2023-06", "2024-01", "2024-03", "2024-12"}) {
            const auto here = [&](int part, const std::string& code) {
                return rows_where(raw().known[v], [&](const Cell& c) {
                    return robbery(c) && c[1] == month &&
                           (part < 0 || c[static_cast<std::size_t>(part)] == code);
                });
            };
            const bool delivered = rows_where(raw().known[v], [&](const Cell& c) {
                                       return c[0].starts_with("marejada-policia:") && c[1] >= month;
                                   }) > 0;
            const auto asked = [&](const std::string& territory) {
                return town.figure("robo", "count", territory, month, town.vintages[v].id);
            };
            const Figure city = asked("ciudad");
            if (!delivered) {
                EXPECT_FALSE(city.value) << month << " as of " << town.vintages[v].id;
                EXPECT_EQ(city.reason, "no_data");
                EXPECT_EQ(asked("delegacion:centro").reason, "no_data");
                continue;
            }
            ASSERT_TRUE(city.value) << month << " as of " << town.vintages[v].id << ": " << city.reason;
            EXPECT_EQ(*city.value, here(-1, "")) << month << " as of " << town.vintages[v].id;
            EXPECT_EQ(asked("delegacion:centro").value, here(3, "centro"))
                << month << " as of " << town.vintages[v].id;
            EXPECT_EQ(asked("barrio:altos-de-pizarra").value, here(2, "altos-de-pizarra"))
                << month << " as of " << town.vintages[v].id;
            EXPECT_EQ(asked("seccion:3").value, here(4, "3")) << month << " as of " << town.vintages[v].id;
            if (v > 0 && here(-1, "") != rows_where(raw().known[v - 1], [&](const Cell& c) {
                             return robbery(c) && c[1] == month;
                         }))
                ++moved;
        }
    }
    EXPECT_GT(moved, 5);  // else revisions were not tried
}

TEST(AsKnown, TheQuestionByWordsGivesTheSameAnswer) {
    Town& town = marejada();
    for (const std::size_t v : {std::size_t{3}, std::size_t{14}, std::size_t{23}}) {
        const auto expected = rows_where(raw().known[v], [](const Cell& c) {
            return robbery(c) && c[1] == "2023-04" && c[3] == "poniente";
        });
        const Figure asked = ask_figure(*town.store, town.catalogue,
                                        {.indicator = "robo",
                                         .measure = "count",
                                         .territory = "delegacion:poniente",
                                         .period = "2023-04",
                                         .against = "",
                                         .part = "",
                                         .vintage = town.vintages[v].id});
        EXPECT_EQ(asked.value, expected);
        EXPECT_EQ(asked.spec.vintage, town.vintages[v].id);
        EXPECT_EQ(asked.records_in, expected);
    }
}

TEST(AsKnown, BeforeTheFirstAndAfterTheLastDataThereIsNoDataNeverZero) {
    const Town& town = marejada();
    for (const auto& vintage : town.vintages) {
        for (const auto* measure : {"count", "monthly", "rate", "hours", "share", "ratio"}) {
            const std::string territory =
                std::string_view{measure} == "ratio" ? "delegacion:centro" : "ciudad";
            for (const auto* period : {"2019-12", "2025-02", "2019-12-01/2020-02-29"}) {
                if (std::string_view{measure} == "monthly" && std::string_view{period}.size() > 7)
                    continue;  // half of it is known: see below
                const bool of_a_layer = std::set<std::string_view>{"share", "ratio"}.contains(measure);
                const Figure figure = town.figure("robo", measure, territory, period, vintage.id, "",
                                                  of_a_layer ? "layer=barrio" : "");
                EXPECT_FALSE(figure.computable()) << measure << " " << period << " " << vintage.id;
                EXPECT_EQ(figure.reason, "no_data") << measure << " " << period << " " << vintage.id;
            }
        }
        const Figure change = town.figure("robo", "change", "ciudad", "2020-06", vintage.id, "2019-06");
        EXPECT_FALSE(change.value);
        EXPECT_EQ(change.reason, "no_data");
    }
    const Figure across = town.figure("robo", "monthly", "ciudad", "2019-11-01/2020-02-29");
    ASSERT_EQ(across.series.size(), 4u);
    EXPECT_FALSE(across.series[0].value);
    EXPECT_FALSE(across.series[1].value);
    EXPECT_TRUE(across.series[2].value);
}

// A source that reported a month without any femicide says 0, also before its first one ever.
TEST(AsKnown, AMonthThatWasReportedWithoutAnyIsZero) {
    Town& town = marejada();
    int before_the_first = 0;
    for (std::size_t v = 0; v < 24; ++v) {
        std::string first = "9999-12";
        for (const auto& [cell, counted] : raw().known[v]) {
            if (cell[0] == "marejada-policia:femicidio") first = std::min(first, cell[1]);
        }
        for (const auto* month : {"2020-01", "2021-05", "2022-12"}) {
            const auto expected = rows_where(raw().known[v], [&](const Cell& c) {
                return c[0] == "marejada-policia:femicidio" && c[1] == month;
            });
            EXPECT_EQ(town.figure("femicidio", "count", "ciudad", month, town.vintages[v].id).value, expected)
                << month << " as of " << town.vintages[v].id;
            if (first > month) ++before_the_first;
        }
    }
    EXPECT_GT(before_the_first, 0);
}

}  // namespace
}  // namespace atalaya::service
