// The sheet for the weekly meeting: its weeks recounted from the raw rows, its places, its next meeting
// and the code at its foot.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "service/places.hpp"
#include "service/support.hpp"
#include "service/weeks.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

const Month december = *parse_month("2024-12");

Bulletin sheet(Town& town, const std::string& profile = "interno", const std::string& territory = "ciudad",
               const std::string& language = "es") {
    return ficha(*town.worlds, {.bulletin = "ficha",
                                .territory = territory,
                                .month = december,
                                .language = language,
                                .profile = profile});
}

// All that stands on the paper, pictures' drawings and the name of the source under them apart.
std::string words_on(const render::Document& document) {
    std::string text = document.title;
    for (const auto& line : document.head) text += "\n" + line;
    const auto add_picture = [&](const render::Picture& picture) {
        text += "\n" + picture.title + "\n" + picture.subtitle.substr(0, picture.subtitle.rfind(" · "));
        for (const auto& note : picture.notes) text += "\n" + render::plain(note);
    };
    for (const auto& section : document.sections) {
        text += "\n" + section.title;
        for (const auto& block : section.blocks) {
            if (const auto* paragraph = std::get_if<render::Paragraph>(&block))
                text += "\n" + render::plain(paragraph->text);
            if (const auto* heading = std::get_if<render::Heading>(&block)) text += "\n" + heading->text;
            if (const auto* picture = std::get_if<render::Picture>(&block)) add_picture(*picture);
            if (const auto* row = std::get_if<render::PictureRow>(&block)) {
                for (const auto& picture : row->pictures) add_picture(picture);
            }
            if (const auto* sheet = std::get_if<render::Sheet>(&block)) {
                text += "\n" + sheet->title;
                for (const auto& column : sheet->columns) text += "\n" + column.heading;
                for (const auto& row : sheet->rows) {
                    for (const auto& cell : row) text += "\n" + render::plain(cell.text);
                }
            }
            if (const auto* strip = std::get_if<render::KpiStrip>(&block)) {
                for (const auto& kpi : strip->items)
                    text +=
                        "\n" + kpi.label + "\n" + render::plain(kpi.value) + "\n" + render::plain(kpi.below);
            }
        }
    }
    return text;
}

std::size_t words_in(const std::string& text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool part = std::isalnum(static_cast<unsigned char>(c)) ||
                          static_cast<unsigned char>(c) >= 0x80 ||
                          ((c == '.' || c == ',' || c == '-') && inside);
        words += part && !inside;
        inside = part;
    }
    return words;
}

// Robberies by day as known at the end: a file says all there is of the months that it has rows of.
std::map<Day, int> robberies_by_day(const Town& town) {
    std::map<std::string, std::vector<Day>> by_month;
    for (const auto& together : town.deliveries) {
        for (const auto& file : together) {
            if (file.parent_path().filename() != "policia") continue;
            std::map<std::string, std::vector<Day>> said;
            for (auto& row : raw_rows(bytes_of(file), ';')) {
                if (!police_row_is_usable(row, file.stem().string())) continue;
                const std::string& cell = row["fecha_hecho"];
                auto& days = said[cell.substr(3)];
                if (row["tipo"] == "Robo")
                    days.push_back(
                        *parse_day(cell.substr(6, 4) + "-" + cell.substr(3, 2) + "-" + cell.substr(0, 2)));
            }
            for (auto& [month, days] : said) by_month[month] = std::move(days);
        }
    }
    std::map<Day, int> counts;
    for (const auto& [month, days] : by_month) {
        for (const Day day : days) ++counts[day];
    }
    return counts;
}

TEST(Weeks, AreWhatTheRowsOfSevenDaysAre) {
    const auto by_day = robberies_by_day(marejada());
    const Figure weekly = marejada().figure("robo", "weekly", "ciudad", "2024");
    ASSERT_EQ(weekly.series.size(), 52u);
    EXPECT_EQ(weekly.series.front().label, "2024-01-01");
    EXPECT_EQ(weekly.series.back().label, "2024-12-23");
    for (const auto& point : weekly.series) {
        const Day monday = *parse_day(point.label);
        EXPECT_EQ(weekday_of(monday), 0);
        int n = 0;
        for (int i = 0; i < 7; ++i) {
            const auto day = by_day.find(monday + std::chrono::days{i});
            n += day == by_day.end() ? 0 : day->second;
        }
        EXPECT_EQ(point.value, n) << point.label;
    }
}

TEST(Weeks, OfTheDelegationsAddUpToNoMoreThanTheCity) {
    const Town& town = marejada();
    const Figure city = town.figure("robo", "weekly", "ciudad", "2024");
    std::vector<double> sum(city.series.size());
    for (const auto* delegation : town.worlds->at(town.newest()).layer("delegacion")) {
        const Figure part = town.figure("robo", "weekly", delegation->territory.text(), "2024");
        ASSERT_EQ(part.series.size(), sum.size());
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += part.series[i].value.value_or(0);
    }
    for (std::size_t i = 0; i < sum.size(); ++i) EXPECT_LE(sum[i], city.series[i].value) << i;
    EXPECT_GT(std::accumulate(sum.begin(), sum.end(), 0.0), 900);
}

// One ordinary year before: the same week of it. The break of 1 March 2023 is between January 2024 and the
// January before, and a strike was on in October.
TEST(Weeks, AreExpectedFromTheSameWeekOfTheYearBeforeWhereThatCompares) {
    const Town& town = marejada();
    const Figure range = town.figure("robo", "expected_weekly", "ciudad", "2024", "", "", "level=95");
    const Figure before = town.figure("robo", "weekly", "ciudad", "2023");
    EXPECT_EQ(range.denominator_note, "last_year");
    int given = 0;
    for (const auto& point : range.series) {
        const Day monday = *parse_day(point.label), base = monday - std::chrono::days{7 * 52};
        if (base < *parse_day("2023-03-01")) {
            EXPECT_FALSE(point.value) << point.label;
            continue;
        }
        const auto of_base = std::find_if(before.series.begin(), before.series.end(),
                                          [&](const auto& week) { return week.label == iso(base); });
        ASSERT_NE(of_base, before.series.end()) << iso(base);
        ASSERT_TRUE(point.value) << point.label;
        EXPECT_EQ(point.value, of_base->value) << point.label;
        EXPECT_LE(*point.low, *point.value);
        EXPECT_GE(*point.high, *point.value);
        ++given;
    }
    EXPECT_GT(given, 35);
}

TEST(Ficha, FitsItsWordsAndNamesTheNextMeeting) {
    for (const char* city : {"villa-marejada", "puerto-calmo"}) {
        const auto document = sheet(simulated(city)).document;
        const std::string text = words_on(document);
        EXPECT_LE(words_in(text), 350u) << words_in(text) << "\n" << text;
        // The cut is Sunday 5 January 2025.
        EXPECT_THAT(text, HasSubstr("próxima reunión lunes 6 de enero de 2025, 08:00 h"));
    }
    EXPECT_THAT(words_on(sheet(marejada(), "interno", "ciudad", "en").document),
                HasSubstr("next meeting Monday 6 January 2025, 08:00"));
}

TEST(Ficha, LeavesABlankWhereTheCityDoesNotSayWhenItMeets) {
    Catalogue silent = marejada().catalogue;
    silent.city.meeting.reset();
    Worlds worlds{*marejada().store, silent};
    const auto document = ficha(worlds, {.bulletin = "ficha", .month = december}).document;
    EXPECT_THAT(words_on(document), HasSubstr("próxima reunión ____"));
}

// Those that hold most in twelve months, as the table of ten says, for nobody but those who work there.
TEST(Ficha, NamesThreePlacesInsideAndNoneOutside) {
    Town& town = marejada();
    const Figure busiest = town.figure("concentracion", "busiest", "ciudad", "2024");
    const std::string inside = words_on(sheet(town).document),
                      outside = words_on(sheet(town, "publico").document);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& street = town.worlds->at("").territory({"cuadra", busiest.series[i].label});
        EXPECT_THAT(inside, HasSubstr(street.name + " ("));
    }
    EXPECT_THAT(inside, HasSubstr("Tres lugares para hablar"));
    EXPECT_THAT(outside, testing::Not(HasSubstr("Tres lugares")));
    EXPECT_THAT(outside, testing::Not(HasSubstr("Cuadra ")));
}

TEST(Ficha, NamesAreasWhereTheCityHasNoStreets) {
    Town& town = simulated("puerto-calmo");
    const Figure areas = town.figure("concentracion", "busiest", "ciudad", "2024", "", "", "layer=barrio");
    ASSERT_EQ(areas.series.size(), 5u);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(areas.series[i].value,
                  town.figure("concentracion", "count", "barrio:" + areas.series[i].label, "2024").value);
        EXPECT_GE(areas.series[i == 0 ? 0 : i - 1].value, areas.series[i].value);
    }
    EXPECT_THAT(words_on(sheet(town).document),
                HasSubstr(town.worlds->at("").territory({"barrio", areas.series[0].label}).name));
}

std::string code_of(const render::Document& document) {
    const std::string text = words_on(document);
    const auto at = text.find("Código de verificación: ");
    return at == std::string::npos ? "" : text.substr(at + std::string{"Código de verificación: "}.size(), 9);
}

TEST(Ficha, HasACheckCodeOfTheFiguresItShows) {
    Town& town = marejada();
    const std::string code = code_of(sheet(town).document);
    EXPECT_EQ(code.size(), 9u);
    EXPECT_EQ(code[4], '-');
    EXPECT_EQ(code, code_of(sheet(town).document));
    EXPECT_NE(code, code_of(sheet(town, "publico").document));
    EXPECT_NE(code, code_of(sheet(town, "interno", "delegacion:centro").document));
}

TEST(Ficha, CallsRobberyByItsLocalName) {
    Catalogue local = marejada().catalogue;
    local.city.names.push_back({.indicator = "robo", .name = {.es = "Robo (según la fuente)"}});
    Worlds worlds{*marejada().store, local};
    const std::string text = words_on(ficha(worlds, {.bulletin = "ficha", .month = december}).document);
    EXPECT_THAT(text, HasSubstr("Robo (según la fuente), dic 2024"));
    EXPECT_THAT(text, testing::Not(HasSubstr("Robos, dic")));
}

// One house more in November is a late record, eleven thefts are a question.
TEST(FichaQuestions, AskOfNoRevisionThatIsNoise) {
    const auto document =
        ficha(*marejada().worlds, {.bulletin = "ficha", .month = *parse_month("2024-12")}).document;
    const std::string said = service::text_of(document);
    EXPECT_THAT(said, testing::HasSubstr("Hurto, noviembre de 2024: ¿por qué pasó de 97 a 108?"));
    EXPECT_THAT(said, testing::Not(testing::HasSubstr("de 39 a 40")));
    EXPECT_THAT(said, testing::Not(testing::HasSubstr("de 60 a 64")));
}

// 15 homicides of twelve months, of which section 5 did not tell ten weeks.
TEST(Ficha, SaysWhatTheMarkOfANumberMeans) {
    const auto document = sheet(marejada()).document;
    const auto strips = blocks_of<render::KpiStrip>(document);
    ASSERT_EQ(strips.size(), 1U);
    EXPECT_EQ(render::plain(strips.front()->items.front().value), "15*");
    EXPECT_THAT(text_of(document), HasSubstr("* Parcial."));
}

}  // namespace
}  // namespace atalaya::service
