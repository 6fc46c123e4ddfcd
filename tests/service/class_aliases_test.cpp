// Lines of crosswalks that write a class otherwise than the list are counted, by file and alias.
#include "service/class_aliases.hpp"

#include <gmock/gmock.h>

#include "core/error.hpp"
#include "service/known_codes.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Three labels, two of which write what Table I prints.
struct Aldea {
    WrittenCity city{"aldea"};

    Aldea() {
        city.source("hechos", "incidents", "csv",
                    "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"dia\" }\n"
                    "[offence]\ncolumns = [\"tipo\"]\n");
        city.codes("hechos",
                   "usura,Usura,,Usura,Usura,Usury,01042,inside,,\n"
                   "otra,Otra,,Otra,Outra,Other,01042|0909,overlap,,\n"
                   "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    }
    void crosswalk(const std::string& of_robbery) const {
        const auto folder = city.share().data / "sources/hechos/crosswalks";
        std::filesystem::create_directories(folder);
        std::ofstream{folder / "otro.toml"} << "version = \"1\"\nauthor = \"Ana\"\ndate = \"2024-03-01\"\n";
        std::ofstream{folder / "otro.csv"} << "code,iccs,fit,indicators,note\nusura,0908,inside,,\n"
                                              "otra,,,,\nrobo," +
                                                  of_robbery + ",exact,,\n";
    }
    intake::Source source() const { return intake::read_source(city.share().data / "sources/hechos"); }
};

TEST(ClassAliases, LinesOfEachFileAreCounted) {
    const Aldea aldea;
    aldea.crosswalk("0401");
    EXPECT_THAT(class_aliases(aldea.source(), taxonomies(aldea.city.share())),
                ElementsAre(ClassAlias{"codes.csv", "01042", "01049", 2},
                            ClassAlias{"crosswalks/otro.csv", "0908", "0909", 1}));
}

TEST(ClassAliases, OfCodesAsTheListHasThemNothingIsSaid) {
    Aldea aldea;
    aldea.city.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    EXPECT_THAT(class_aliases(aldea.source(), taxonomies(aldea.city.share())), IsEmpty());
}

// A class that there is not is refused in a crosswalk that no city uses yet.
TEST(ClassAliases, AClassThatThereIsNotIsRefusedInARivalCrosswalk) {
    const Aldea aldea;
    aldea.crosswalk("401");
    const KnownCodes known{aldea.city.share(), read_indicators(aldea.city.share().data / "indicators"), {}};
    try {
        known.check_crosswalks(aldea.source());
        FAIL() << "401 is no class";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("otro.csv"));
        EXPECT_THAT(error.what(), HasSubstr("\"401\""));
    }
}

}  // namespace
}  // namespace atalaya::service
