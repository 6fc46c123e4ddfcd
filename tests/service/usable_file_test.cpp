#include "service/usable_file.hpp"

#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

// Residents of zones in a city whose sources say nothing else of zones.
TEST(UsableFile, ResidentsOfAreasThatNoSourceListsAreToldHowToListThem) {
    WrittenCity written{"zonas"};
    written.city(R"("gente")", WrittenCity::layer(2, "zona") + "optional = true\n");
    written.source(
        "gente", "exposures", "csv",
        "[exposure]\nkind = \"residents\"\nlayer = \"zona\"\narea = \"z\"\nvalue = \"n\"\nyear = 2024\n");
    const Catalogue catalogue = written.catalogue();
    try {
        refuse_without_areas(catalogue, catalogue.sources.at(0), {}, "gente.csv");
        FAIL() << "all of its rows would be refused";
    } catch (const Error& error) {
        const std::string said = error.message().english();
        EXPECT_THAT(said, HasSubstr("areas of the layer zona, and no source of the city lists those"));
        EXPECT_THAT(said, HasSubstr("beside = \"gente\""));
    }
}

}  // namespace
}  // namespace atalaya::service
