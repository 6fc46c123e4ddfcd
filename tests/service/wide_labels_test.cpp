// Labels of codes.csv for which a wide table has no column: what nobody reads is no zero.
#include "written_city.hpp"

namespace atalaya::service {

TEST(WideLabels, AnIndicatorOfAColumnThatIsNotReadHasNoSource) {
    WrittenCity written{"aldea"};
    written.city(R"("planilla")", WrittenCity::layer(2, "barrio"));
    written.source("planilla", "tallies", "csv",
                   "[time]\nmonth = { year = \"ano\", month = \"mes\" }\n"
                   "[category]\ncolumns = [\"delito\"]\n[count]\ncolumn = \"casos\"\n"
                   "[wide]\ncolumns = [\"Roubo\"]\nname = \"delito\"\nvalue = \"casos\"\n");
    written.codes("planilla",
                  "robo,ROUBO,,Robo,Roubo,Robbery,,,robo,\n"
                  "total-de-furtos,Total de furtos,,Hurto,Furto,Theft,,,hurto,\n");
    Town& town = written.publish({written.file(
        "planilla.csv", "ano,mes,Roubo,Total de furtos\n2024,1,3,50\n2024,2,0,60\n2024,3,2,40\n")});

    const auto count = [&](const char* indicator, const char* month) {
        return town.figure(indicator, "count", std::string{"ciudad"}, month, std::string{}, std::string{});
    };
    EXPECT_EQ(count("robo", "2024-01").value, 3);
    EXPECT_EQ(count("robo", "2024-02").value, 0);
    EXPECT_FALSE(count("hurto", "2024-01").value) << "it was told as 0";
    EXPECT_TRUE(town.worlds->at("").sources_of("hurto").empty());
}

}  // namespace atalaya::service
