// The law of time that a number was read by: kept with each reading, told with receipts and figures. The machine's tzdata
// is a copy whose version the test writes.
#include "service/reading_clocks.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "render/plain.hpp"
#include "service/answers.hpp"
#include "service/correspondence/receipt.hpp"
#include "service/ingest.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* zone = "America/Argentina/Buenos_Aires";

class ReadingClocks : public testing::Test {
  protected:
    void SetUp() override {
        real_ = zone_folder();
        if (!fs::exists(real_ / zone)) GTEST_SKIP() << "this machine has no tzdata";
        written_.city("\"hechos\"", WrittenCity::layer(2, "barrio") + "optional = true\n");
        written_.source("hechos", "incidents", "csv",
                        "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n[offence]\n"
                        "columns = [\"tipo\"]\n");
        written_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,0401,exact,robo,\n");
        store::create_directory(data(), "aldea");
    }
    void TearDown() override { unsetenv("TZDIR"); }

    fs::path data() const { return folder_.path() / "data"; }
    // "": a machine without tzdata.
    void tzdata(const std::string& version) const {
        const auto folder = folder_.path() / ("tz" + version);
        fs::create_directories(folder);
        if (!version.empty()) {
            fs::create_directories((folder / zone).parent_path());
            fs::copy_file(real_ / zone, folder / zone);
            std::ofstream{folder / "tzdata.zi"} << "# version " << version << "\n";
        }
        setenv("TZDIR", folder.c_str(), 1);
    }
    void take(const std::string& id, const char* day) const {
        NoProgress quiet;
        const auto file = written_.file("hechos." + id, "id,fecha,tipo\n" + id + "," + day + ",Robo\n");
        ingest(data(), written_.share(), {.paths = {file}, .on = *parse_day("2020-06-01")}, quiet);
    }
    std::string receipt(std::size_t run) const {
        store::Store store{data(), store::Access::read};
        const auto catalogue = written_.catalogue();
        const auto facts = receipt_facts(store, store.records().runs("aldea").at(run).id);
        return render::plain_text(receipt_page(Stationery{catalogue, "es"}, facts), 2000);
    }
    std::string figure() const {
        store::Store store{data(), store::Access::read};
        const auto catalogue = written_.catalogue();
        Worlds worlds{store, catalogue};
        const auto asked =
            compute(worlds, spec_of(store, catalogue, {.indicator = "robo", .period = "2020"}));
        return answer_json(store, asked, worlds.at(""));
    }

    WrittenCity written_{"aldea"};
    Folder folder_;
    fs::path real_;
};

TEST_F(ReadingClocks, AnotherTzdataIsToldByTheReceiptAndEachByTheFigure) {
    tzdata("2024a");
    take("1", "2020-01-05");
    tzdata("2031c");
    take("2", "2020-02-05");
    EXPECT_THAT(receipt(0), HasSubstr("se buscaron con tzdata 2024a"));
    EXPECT_THAT(receipt(0), Not(HasSubstr("La lectura anterior")));
    EXPECT_THAT(receipt(1), HasSubstr("se buscaron con tzdata 2031c"));
    EXPECT_THAT(receipt(1), HasSubstr("La lectura anterior de esta fuente fue con tzdata 2024a"));
    EXPECT_THAT(figure(), HasSubstr(R"("clocks":[{"source":"hechos","zone":"America/Argentina/Buenos_Aires",)"
                                    R"("tzdata":"2024a"},{"source":"hechos",)"
                                    R"("zone":"America/Argentina/Buenos_Aires","tzdata":"2031c"}])"));
}

TEST_F(ReadingClocks, AMachineWithoutTzdataSaysSo) {
    tzdata("");
    take("1", "2020-01-05");
    EXPECT_THAT(receipt(0), HasSubstr("no había tzdata al leerlas"));
    EXPECT_THAT(figure(), HasSubstr(R"("tzdata":null)"));
    tzdata("2024a");
    take("2", "2020-02-05");
    EXPECT_THAT(receipt(1), HasSubstr("La lectura anterior de esta fuente fue sin tzdata"));
    take("3", "2020-03-05");
    EXPECT_THAT(receipt(2), Not(HasSubstr("La lectura anterior")));
}

// Of what was published before the record knew clocks nothing is said.
TEST_F(ReadingClocks, AReadingWithoutOneIsToldWithoutOne) {
    tzdata("2024a");
    take("1", "2020-01-05");
    {
        store::Store store{data()};
        store.records().database().script("DELETE FROM reading_clock");
    }
    EXPECT_THAT(receipt(0), Not(HasSubstr("tzdata")));
    EXPECT_THAT(figure(), HasSubstr(R"("clocks":[])"));
}

}  // namespace
}  // namespace atalaya::service
