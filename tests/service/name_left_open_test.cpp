// A source whose name nobody filled in goes by its id.
#include "intake/propose/write.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

TEST(NameLeftOpen, IsTheId) {
    const WrittenCity written{"planilla"};
    written.city(R"("hojas")", WrittenCity::layer(2, "zona"));
    written.source(
        "hojas", "tallies", "csv",
        "[time]\nbasis = \"fact\"\nmonth = { column = \"mes\", format = \"YYYYMM\" }\n[category]\ncolumns = "
        "[\"tipo\"]\n[count]\ncolumn = \"n\"\n");
    written.codes("hojas", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
    EXPECT_EQ(written.catalogue().source("hojas").name.es, "x");

    const fs::path path = written.share().data / "sources/hojas/source.toml";
    std::ifstream in{path};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    const std::string open = "\"" + std::string{intake::to_fill_in} + "\"";
    for (auto at = text.find("\"x\""); at != std::string::npos; at = text.find("\"x\""))
        text.replace(at, 3, open);
    std::ofstream{path, std::ios::binary} << text;
    const auto catalogue = written.catalogue();
    const auto& name = catalogue.source("hojas").name;
    EXPECT_EQ(name.es, "hojas");
    EXPECT_EQ(name.pt, "hojas");
    EXPECT_EQ(name.en, "hojas");
}

}  // namespace
}  // namespace atalaya::service
