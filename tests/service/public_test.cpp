// What the public's bulletin keeps back: hours, small territories, the months of violence in the home, and
// whatever a subtraction would give away.
#include <cmath>

#include "service/bulletin/kinds.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/bulletin/parts_year.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/victims.hpp"
#include "service/caba.hpp"
#include "service/document.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

Bulletin monthly(Town& town, const std::string& month, const std::string& territory = "ciudad") {
    return monthly_bulletin(
        *town.worlds, {.territory = territory, .month = parse_month(month).value(), .profile = "publico"});
}

// The made-up city as if there were somebody to protect in it.
Worlds& protected_worlds() {
    static Catalogue real = [] {
        Catalogue catalogue = marejada().catalogue;
        catalogue.city.simulated = false;
        return catalogue;
    }();
    static Worlds worlds{*marejada().store, real};
    return worlds;
}

Bulletin protected_monthly(const std::string& month, bool sheet = false) {
    const BulletinRequest request{
        .bulletin = sheet ? "ficha" : "mensual", .month = parse_month(month).value(), .profile = "publico"};
    return sheet ? ficha(protected_worlds(), request) : monthly_bulletin(protected_worlds(), request);
}

TEST(PublicHours, AreSixPartsOfTheDay) {
    const auto document = monthly(marejada(), "2024-12").document;
    const auto* picture = block_of<render::Picture>(document, "C3");
    ASSERT_TRUE(picture);
    ASSERT_TRUE(picture->data);
    EXPECT_EQ(picture->data->rows.size(), 7u);  // the unknown, and six parts
    EXPECT_EQ(render::plain(picture->data->rows.back().front().text), "20 a 24 h");

    const Town& town = marejada();
    const Figure hours = town.figure("robo", "hours", "ciudad", "2024"),
                 parts = town.figure("robo", "parts_of_day", "ciudad", "2024");
    ASSERT_EQ(parts.series.size(), 49u);
    for (int weekday = 0; weekday < 7; ++weekday) {
        double evening = 0;
        for (int hour = 20; hour < 24; ++hour)
            evening += *hours.series[static_cast<std::size_t>(weekday * 25 + hour + 1)].value;
        EXPECT_EQ(parts.series[static_cast<std::size_t>(weekday * 7 + 6)].value, evening);
        EXPECT_EQ(parts.series[static_cast<std::size_t>(weekday * 7)].value,
                  hours.series[static_cast<std::size_t>(weekday * 25)].value);
    }
    for (const auto& figure : monthly(marejada(), "2024-12").figures)
        EXPECT_NE(figure.spec.measure, "hours") << figure.spec.indicator;
}

TEST(PublicTerritories, ThatAreTooSmallAreNamedAsLeftOut) {
    if (!has_caba()) GTEST_SKIP() << "the real files are not beside the repository (../shared/data/caba)";
    const auto document = monthly(caba().town, "2020-08", "comuna:1").document;
    const auto* table = block_of<render::Sheet>(document, "T3");
    ASSERT_TRUE(table);
    std::string notes;
    for (const auto& note : table->notes) notes += render::plain(note) + "\n";
    EXPECT_THAT(notes, HasSubstr("Fuera del cuadro: "));
    EXPECT_THAT(notes, HasSubstr("Puerto Madero"));
    for (const auto& row : table->rows) EXPECT_NE(render::plain(row.front().text), "Puerto Madero");
}

// Of the barrios of Levante only Villa Travertino has 10,000 residents.
TEST(PublicTerritories, ThatAPictureLeavesOutAreNamedUnderIt) {
    const auto pictures = [](const std::string& profile) {
        Desk desk{
            protected_worlds(),
            {.territory = "delegacion:levante", .month = parse_month("2024-12").value(), .profile = profile}};
        return std::pair{multiples_picture(desk, "C4", desk.catalogue().indicator("lesion_dolosa"), 24),
                         map_picture(desk, "M1", desk.catalogue().indicator("robo"), 110)};
    };
    const auto told = [](const render::Picture& picture) {
        std::string notes;
        for (const auto& note : picture.notes) notes += render::plain(note) + "\n";
        return notes;
    };
    const auto outside = pictures("publico"), inside = pictures("interno");
    for (const auto& picture : {outside.first, outside.second}) {
        ASSERT_TRUE(picture);
        EXPECT_THAT(told(*picture), HasSubstr("Fuera de la figura, para protegerlos: Alto Ceibo, "
                                              "Costa Arenisca, Faro Obsidiana, Las Casuarinas, Mirador del "
                                              "Coihue, Molino Basalto y Playa Guijarro."))
            << picture->id;
        EXPECT_THAT(picture->svg, Not(HasSubstr("Arenisca"))) << picture->id;
    }
    for (const auto& picture : {inside.first, inside.second}) {
        ASSERT_TRUE(picture);
        EXPECT_THAT(told(*picture), Not(HasSubstr("Fuera de la figura"))) << picture->id;
        EXPECT_THAT(picture->svg, HasSubstr("Arenisca")) << picture->id;
    }
}

// Reports of violence in the home are told of the whole city and by quarters, in any city.
TEST(PublicViolenceInTheHome, IsOfTheCityAndTheQuarter) {
    for (const char* month : {"2024-11", "2024-12"}) {
        const auto bulletin = monthly(marejada(), month);
        const std::string said = text_of(bulletin.document, "violencia-familiar");
        EXPECT_THAT(said, HasSubstr(std::string{month} == "2024-12" ? "de octubre a diciembre de 2024"
                                                                    : "de julio a septiembre de 2024"));
        EXPECT_FALSE(block_of<render::Picture>(bulletin.document, "C5"));
        int told = 0;
        for (const auto& row : bulletin.document.provenance) {
            if (row.indicator.find("violencia familiar") == std::string::npos) continue;
            const bool quarters = row.period.find("octubre a diciembre") != std::string::npos ||
                                  row.period.find("julio a septiembre") != std::string::npos ||
                                  row.period.starts_with("20");  // a year is four of them
            const bool value = row.value.find_first_of("0123456789") != std::string::npos;
            EXPECT_TRUE(quarters || !value)
                << month << " " << row.measure << " " << row.period << " " << row.value;
            told += value;
        }
        EXPECT_GE(told, 3);
    }
    const auto below = monthly(marejada(), "2024-12", "delegacion:centro").document;
    EXPECT_EQ(text_of(below, "violencia-familiar"), "");
    for (const auto& row : below.provenance) {
        if (row.indicator.find("violencia familiar") == std::string::npos) continue;
        EXPECT_EQ(row.value.find_first_of("0123456789"), std::string::npos) << row.measure;
    }
}

// Nor do the rows that its source sent tell of a month, by themselves or as what the others leave of all.
TEST(PublicViolenceInTheHome, IsNotInTheRowsOfItsSource) {
    const auto document = monthly(marejada(), "2024-12").document;
    const auto* coverage = block_of<render::Sheet>(document, "T10");
    ASSERT_TRUE(coverage);
    bool found = false;
    for (const auto& row : coverage->rows) {
        if (render::plain(row.front().text).find("violencia") == std::string::npos) continue;
        found = true;
        for (std::size_t i = 3; i <= 6; ++i) EXPECT_EQ(render::plain(row[i].text), "reservado");
    }
    EXPECT_TRUE(found);
    EXPECT_THAT(text_of(document, "calidad-y-cambios"), Not(HasSubstr("filas leídas")));
}

// A figure that a table keeps back has no value in the appendix, and the parts of a printed total that are
// kept back are never a single one.
TEST(PublicParts, NoneIsTheTotalLessTheOthersAndNoneStandsInTheAppendix) {
    int kept_back = 0;
    for (const char* month : {"2024-03", "2024-06", "2024-09", "2024-12"}) {
        const auto bulletin = protected_monthly(month);
        std::map<std::string, const render::Provenance*> appendix;
        for (const auto& row : bulletin.document.provenance) appendix[row.figure] = &row;
        struct Parts {
            double hidden = 0;
            int hidden_parts = 0;
            std::vector<double> small;
        };
        std::map<std::string, Parts> totals;  // indicator and period
        for (const auto& figure : bulletin.figures) {
            if (figure.spec.measure != "count" || !figure.spec.part.starts_with("offence=")) continue;
            const auto* row = appendix.at(figure_id(figure.spec));
            const bool hidden = row->value.find_first_of("0123456789") == std::string::npos;
            const double n = figure.value.value_or(0);
            auto& parts = totals[figure.spec.indicator + " " + iso(figure.spec.period)];
            if (!hidden) continue;
            EXPECT_EQ(row->records, "") << row->measure;
            EXPECT_EQ(row->interval, "") << row->measure;
            parts.hidden += n;
            ++parts.hidden_parts;
            ++kept_back;
        }
        for (const auto& [of, parts] : totals) EXPECT_NE(parts.hidden_parts, 1) << month << " " << of;
    }
    EXPECT_GT(kept_back, 5);
}

// Whoever keeps two years of bulletins and subtracts table from table: no two of one part share a month.
TEST(PublicParts, OfTwentyFourMonthsTellNothingBySubtraction) {
    std::vector<Figure> told;
    for (int i = 0; i < 24; ++i) {
        Desk desk{protected_worlds(),
                  {.month = plus_months(parse_month("2023-01").value(), i), .profile = "publico"}};
        victims_table(desk, desk.catalogue().indicator("homicidio_doloso"));
        for (const char* id : {"homicidio_doloso", "muerte_vial", "lesion_vial"})
            kinds_of(desk, desk.catalogue().indicator(id), parts_year(desk));
        for (const auto& asked : desk.asked()) told.push_back(asked);
        EXPECT_EQ(parts_year_text(desk), "año " + iso(parts_year(desk)));
    }
    EXPECT_GE(told.size(), 48U) << "each month has its tables";
    for (const auto& a : told) {
        for (const auto& b : told) {
            const auto &one = a.spec.period, &other = b.spec.period;
            if (a.spec.part != b.spec.part || one == other) continue;
            EXPECT_TRUE(one.past_end <= other.first || other.past_end <= one.first)
                << a.spec.part << ": " << iso(one) << " and " << iso(other);
        }
    }
}

TEST(PublicFicha, HoldsNothingThatTheBulletinKeepsBack) {
    const auto sheet = protected_monthly("2024-12", true);
    for (const auto& row : sheet.document.provenance) {
        if (row.indicator.find("violencia familiar") == std::string::npos) continue;
        // A year is four quarters.
        EXPECT_TRUE(row.period.find("octubre a diciembre") != std::string::npos ||
                    row.period.starts_with("20") ||
                    row.value.find_first_of("0123456789") == std::string::npos)
            << row.measure << " " << row.period << " " << row.value;
    }
}

}  // namespace
}  // namespace atalaya::service
