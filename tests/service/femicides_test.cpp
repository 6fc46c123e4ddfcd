#include "service/bulletin/femicides.hpp"

#include "service/bulletin/mensual.hpp"
#include "service/document.hpp"
#include "service/written_city.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

// A city with one list of killed; the codes say in what its two kinds of femicide count.
struct Listed {
    WrittenCity city{"villa-lista"};
    Town* town{};

    Listed(const std::string& femicide, const std::string& other, const std::string& names = "") {
        city.city("\"lista\"", names);
        city.source("lista", "incidents", "csv",
                    "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"report\"\nday = { column = \"fecha\" }\n"
                    "[offence]\ncolumns = [\"tipo\"]\n");
        city.codes("lista",
                   "homicidio,Homicidio,,Homicidio,x,x,0101,exact,homicidio_doloso,\n"
                   "femicidio,Femicidio,,Femicidio,x,x,0101,inside," +
                       femicide + ",\nvinculado,Vinculado,,Vinculado,x,x,0101,inside," + other + ",\n");
        std::string rows = "id,fecha,tipo\n";
        int id = 0;
        for (const char* month : {"2023-01", "2023-06", "2023-12", "2024-01", "2024-06", "2024-12"})
            for (const char* kind : {"Homicidio", "Femicidio", "Vinculado"})
                rows += std::to_string(++id) + "," + month + "-11," + kind + "\n";
        town = &city.publish({city.file("lista.csv", rows)});
    }
    std::string bulletin() const {
        const auto document = monthly_bulletin(*town->worlds, {.month = *parse_month("2024-12")}).document;
        std::string said = text_of(document, "resumen") + text_of(document, "violencia-letal");
        const auto* definitions = block_of<render::Sheet>(document, "T12");
        for (const auto& row : definitions->rows)
            for (const auto& cell : row) said += render::plain(cell.text) + "\n";
        return said;
    }
};

constexpr const char* both = "homicidio_doloso|femicidio";

TEST(Femicides, AreSaidToBeInHomicideWhereEveryCodeCountsThemThere) {
    const Listed listed{both, both};
    EXPECT_EQ(femicides_in_homicide(listed.town->worlds->at("")), Femicides::inside);
    EXPECT_THAT(listed.bulletin(), HasSubstr("6 víctimas de femicidio en 12 meses, incluidas en el total"));
    EXPECT_THAT(listed.bulletin(), Not(HasSubstr("Aquí")));
}

TEST(Femicides, AreSaidToBeApartWhereNoCodeDoes) {
    const Listed listed{"femicidio", "femicidio"};
    EXPECT_EQ(femicides_in_homicide(listed.town->worlds->at("")), Femicides::apart);
    EXPECT_THAT(listed.bulletin(), HasSubstr("los códigos de la fuente las cuentan aparte, fuera del total"));
    EXPECT_THAT(listed.bulletin(), HasSubstr("Aquí no es así"));
    EXPECT_THAT(listed.bulletin(), Not(HasSubstr("incluida")));
}

TEST(Femicides, AreSaidToBeThereInPartWhereSomeCodesDo) {
    const Listed listed{both, "femicidio"};
    EXPECT_EQ(femicides_in_homicide(listed.town->worlds->at("")), Femicides::partly);
    EXPECT_THAT(listed.bulletin(), HasSubstr("solo una parte entra en el total"));
    EXPECT_THAT(listed.bulletin(), HasSubstr("Aquí lo es solo en parte"));
}

// A file may have more than one victim: where files are counted nobody is said to have been one.
TEST(Femicides, OfFilesNoVictimsAreTold) {
    const auto name = [](const char* indicator, const char* called) {
        return std::string{"[[names]]\nindicator = \""} + indicator +
               "\"\nunit = \"fact\"\nname = { es = \"" + called + "\", pt = \"x\", en = \"x\" }\n";
    };
    const Listed listed{
        both, both,
        name("homicidio_doloso", "Carpetas por homicidio") + name("femicidio", "Carpetas por feminicidio")};
    const std::string said = listed.bulletin();
    EXPECT_THAT(said, HasSubstr("Carpetas por homicidio: 3 hechos en diciembre de 2024; 9 en 12 meses."));
    EXPECT_THAT(
        said, HasSubstr("Carpetas por feminicidio: 6 hechos en 12 meses; forman parte del total de carpetas "
                        "por homicidio."));
    EXPECT_THAT(said, Not(HasSubstr("fueron víctimas")));
    EXPECT_THAT(said, Not(HasSubstr("víctimas de femicidio en")));
}

// The indicator is by the day of the fact; this list is by the day of the report, and so its numbers are.
TEST(Definitions, TheDayIsThatOfTheSource) {
    const Listed listed{both, both};
    EXPECT_EQ(listed.town->catalogue.indicator("homicidio_doloso").basis, "fact");
    EXPECT_THAT(listed.bulletin(), HasSubstr("víctimas, fecha de denuncia"));
    EXPECT_THAT(listed.bulletin(), Not(HasSubstr("fecha del hecho")));
}

}  // namespace
}  // namespace atalaya::service
