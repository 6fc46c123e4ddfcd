// From a sheet of paper to figures: an empty grid, filled in, ingested with the photograph; what does not close is not
// published.
#include "intake/old_workbook.hpp"
#include "intake/sheet_rows.hpp"
#include "service/ingest.hpp"
#include "service/typing_grid.hpp"
#include "store/pictures.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using namespace std::string_literals;

constexpr const char* paper = R"(id = "papel"
version = "1"
kind = "tallies"
files = ["papel-*.xlsx"]
name = { es = "Papel", pt = "Papel", en = "Paper" }
publisher = "Jefatura"
url = "https://example.org"
licence = "uso interno"
cadence = "monthly"
[format]
type = "xlsx"
sheets = ["20*"]
header_at = "DELITO"
missing = ["S/D"]
[totals]
closes = "required"
[time]
month = { column = "mes", format = "YYYYMM" }
[category]
columns = ["DELITO"]
[count]
column = "hechos"
[wide]
months = true
year = "@sheet"
name = "mes"
value = "hechos"
)";

constexpr const char* city = R"(id = "pueblo"
name = "Pueblo"
short_name = "Pueblo"
country = "AR"
region = "es-AR"
zone = "America/Argentina/Buenos_Aires"
simulated = true
sources = ["papel"]
[[layers]]
slot = 2
id = "sector"
name = { es = "Sector", pt = "Setor", en = "Sector" }
plural = { es = "sectores", pt = "setores", en = "sectors" }
)";

void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
}

// A city of one source, whose sheets come on paper.
class Paper : public testing::Test {
  protected:
    Paper() {
        for (const char* part : {"indicators", "taxonomy", "bulletins", "i18n"})
            fs::create_directory_symlink(source_folder() / part, folder_.path() / part);
        write(folder_.path() / "cities/pueblo/city.toml", city);
        write(folder_.path() / "sources/papel/source.toml", paper);
        write(
            folder_.path() / "sources/papel/codes.csv",
            "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\nrobo,Robo,,Robo,Roubo,Robbery,,,robo,\n"
            "hurto,Hurto,,Hurto,Furto,Theft,,,hurto,\n");
        share_.data = folder_.path();
        store::create_directory(directory(), "pueblo");
        write(picture(), "\xFF\xD8\xFF\xE0 a photograph");
    }
    fs::path directory() const { return folder_.path() / "datos"; }
    fs::path picture() const { return folder_.path() / "hoja.jpg"; }
    intake::Source source() const { return intake::read_source(folder_.path() / "sources/papel"); }

    // Two offences and two months, with `total` as the general one.
    fs::path typed(int total) const {
        intake::OldSheet sheet{"2024"};
        const std::vector<std::vector<int>> counts{{3, 5, 8}, {10, 20, 30}, {13, 25, total}};
        sheet.text(1, 1, "DELITO");
        sheet.text(1, 2, "ENERO");
        sheet.text(1, 3, "FEBRERO");
        sheet.text(1, 4, "TOTAL");
        const char* const labels[] = {"Robo", "Hurto", "TOTAL"};
        for (std::size_t row = 0; row < 3; ++row) {
            sheet.text(2 + row, 1, labels[row]);
            for (std::size_t column = 0; column < 3; ++column)
                sheet.number(2 + row, 2 + column, counts[row][column]);
        }
        return intake::save_workbook(folder_.path() / "papel-2024.xlsx", {sheet});
    }
    Ingested ingested(const fs::path& file, const fs::path& photograph) const {
        NoProgress quiet;
        return ingest(directory(), share_,
                      {.paths = {file}, .on = *parse_day("2024-03-05"), .picture = photograph}, quiet);
    }
    template <class Work>
    static std::string said(const Work& work) {
        try {
            work();
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }

    Folder folder_;
    Share share_;
};

TEST_F(Paper, TheGridHasTheSourcesRowsItsMonthsAndTotals) {
    const auto grid = typing_grid(source(), {.areas = {}, .year = 2024, .language = render::Language::pt});
    EXPECT_EQ(grid.sheet, "2024");
    EXPECT_THAT(grid.rows, testing::ElementsAre(testing::ElementsAre("Robo"), testing::ElementsAre("Hurto"),
                                                testing::ElementsAre("TOTAL")));
    ASSERT_EQ(grid.heads.size(), 14U);
    EXPECT_EQ(grid.heads[0], "DELITO");
    EXPECT_EQ(grid.heads[3], "MARÇO");
    EXPECT_EQ(grid.heads[13], "TOTAL");

    write(folder_.path() / "g.xlsx", render::grid_xlsx(grid));
    const intake::OpenFile file{folder_.path() / "g.xlsx"};
    std::vector<std::string> first_cells;
    intake::each_sheet_row(file, "2024", [&](std::size_t, std::span<const std::string> cells) {
        first_cells.push_back(cells.empty() ? "" : cells.front());
        return true;
    });
    EXPECT_THAT(first_cells, testing::ElementsAre("DELITO", "Robo", "Hurto", "TOTAL"));
}

TEST_F(Paper, AGridNeedsAYearWhereTheSheetSaysIt) {
    EXPECT_THAT(said([&] { typing_grid(source(), {}); }),
                HasSubstr("--year: expected the year of the sheet"));
}

TEST_F(Paper, AFilledGridIsPublishedWithItsPicture) {
    const auto answer = ingested(typed(38), picture());
    EXPECT_TRUE(answer.vintage.published);
    EXPECT_EQ(answer.deliveries[0].batch.accepted, 4);

    store::Store store{directory(), store::Access::read};
    const Digest photograph = sha256_of_file(picture());
    EXPECT_THAT(store::pictures(store.records(), "pueblo"), testing::ElementsAre(photograph));
    EXPECT_EQ(store.deliveries().bytes(photograph), "\xFF\xD8\xFF\xE0 a photograph");
    NoProgress quiet;
    const auto verified = store::verify(store, quiet);
    EXPECT_TRUE(verified.damages.empty());
    EXPECT_TRUE(verified.notes.empty()) << "the picture is no stray";
}

// A JPEG of a telephone: EXIF, then tables and points.
TEST_F(Paper, WhatTheTelephoneWroteIsNotKept) {
    const auto marked = [](const std::string& exif) {
        return "\xFF\xD8" + exif +
               "\xFF\xDA\0\x04"
               "ab points\xFF\xD9"s;
    };
    write(picture(), marked("\xFF\xE1\0\x12"
                            "Exif\0\0 GPS Juana"s));
    const auto answer = ingested(typed(38), picture());
    store::Store store{directory(), store::Access::read};
    const Digest kept = sha256(marked(""));
    EXPECT_THAT(store::pictures(store.records(), "pueblo"), testing::ElementsAre(kept));
    EXPECT_EQ(store.deliveries().bytes(kept), marked(""));
    const auto told = store::kept_picture_in(answer.deliveries[0].batch.findings.back().detail);
    ASSERT_TRUE(told);
    EXPECT_TRUE(told->bare);
    EXPECT_EQ(told->came, sha256_of_file(picture())) << "whoever sent it can show that it is this one";
    NoProgress quiet;
    EXPECT_TRUE(store::verify(store, quiet).notes.empty());
}

TEST_F(Paper, ALostPictureIsTold) {
    ingested(typed(38), picture());
    store::Store store{directory(), store::Access::read};
    fs::remove(store.deliveries().path_of(sha256_of_file(picture())));
    NoProgress quiet;
    EXPECT_EQ(store::verify(store, quiet).damages.size(), 1U);
}

TEST_F(Paper, WhatDoesNotCloseIsNotPublishedAndNamesRowAndColumn) {
    EXPECT_THAT(said([&] { ingested(typed(83), picture()); }),
                HasSubstr("2024!D4 (TOTAL / TOTAL): it says 83, its cells add up to 38"));
    store::Store store{directory(), store::Access::read};
    EXPECT_FALSE(store.newest().has_value());
}

TEST_F(Paper, APictureIsOfOneNewFileAndAPicture) {
    const fs::path file = typed(38);
    EXPECT_THAT(said([&] { ingested(file, file); }), HasSubstr("expected a picture"));
    EXPECT_THAT(said([&] { ingested(file, folder_.path() / "nada.jpg"); }), HasSubstr("there is nothing at"));
    ingested(file, "");
    EXPECT_THAT(said([&] { ingested(file, picture()); }), HasSubstr("was received before"));
}

}  // namespace
}  // namespace atalaya::service
