// Every code of the international list through every file and answer that leaves: 320 in, 320 out, as texts.
#include <nlohmann/json.hpp>

#include "intake/bytes.hpp"
#include "intake/sheet_rows.hpp"
#include "render/grid_sheet.hpp"
#include "render/xlsx.hpp"
#include "service/export.hpp"
#include "service/taxonomy.hpp"
#include "store/duck_database.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using Codes = std::vector<std::string>;

const Codes& all_codes() {
    static const Codes codes = [] {
        Codes found;
        const auto lists = taxonomies(find_share());
        for (const auto& code : std::ranges::find(lists, "iccs", &Taxonomy::id)->codes)
            found.push_back(code.code);
        std::ranges::sort(found);
        return found;
    }();
    return codes;
}

std::string without_source(const std::string& offence) {
    return offence.substr(offence.find(':') + 1);
}

Codes sorted(Codes codes) {
    std::ranges::sort(codes);
    return codes;
}

class CodeExports : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        written_ = std::make_unique<WrittenCity>("aldea");
        written_->city("\"hechos\"", WrittenCity::layer(2, "barrio"));
        written_->source("hechos", "incidents", "csv",
                         "[key]\ncolumns = [\"id\"]\n[time]\nbasis = \"fact\"\nday = { column = \"dia\" }\n"
                         "[offence]\ncolumns = [\"tipo\"]\n");
        std::string codes, facts = "id,dia,tipo\n";
        int id = 0;
        for (const auto& code : all_codes()) {
            codes += code + "," + code + ",,x,x,x," + code + ",exact,robo,\n";
            facts += std::to_string(++id) + ",2020-01-01," + code + "\n";
        }
        written_->codes("hechos", codes);
        town_ = &written_->publish({written_->file("hechos.csv", facts)});
        NoProgress quiet;
        copy_for_analysts(*town_->store, town_->catalogue,
                          {.out = out_.path(), .forms = {CopyForm::csv, CopyForm::parquet}}, quiet);
    }
    static void TearDownTestSuite() { written_.reset(); }

    static inline std::unique_ptr<WrittenCity> written_;
    static inline Town* town_ = nullptr;
    static inline Folder out_;
};

TEST_F(CodeExports, AllAreThere) {
    EXPECT_EQ(all_codes().size(), 320U);
}

TEST_F(CodeExports, TheCsvForAnalystsHasThem) {
    for (const char* file : {"incident.csv", "month_count.csv"}) {
        Codes found;
        for (auto& row : raw_rows(bytes_of(out_.path() / file), ','))
            found.push_back(without_source(row["offence"]));
        EXPECT_EQ(sorted(found), all_codes()) << file;
    }
}

TEST_F(CodeExports, TheParquetForAnalystsHasThemAsTexts) {
    const Folder folder;
    const auto engine = store::open_duckdb(
        {.file = folder.path() / "x.duckdb", .temp_directory = folder.path() / "tmp", .threads = 1});
    for (const char* file : {"incident.parquet", "month_count.parquet"}) {
        const auto found = engine->collect(
            "SELECT offence, typeof(offence) FROM read_parquet('" + (out_.path() / file).string() + "')", {},
            [](const store::Row& row) {
                EXPECT_EQ(row.text(1), "VARCHAR");
                return without_source(std::string{row.text(0)});
            });
        EXPECT_EQ(sorted(found), all_codes()) << file;
    }
}

TEST_F(CodeExports, TheJsonOfTheCopyHasThemAsTexts) {
    const auto copy = nlohmann::json::parse(bytes_of(out_.path() / "copia.json"));
    Codes codes, classes;
    for (const auto& coding : copy.at("codings"))
        for (const auto& use : coding.at("coding").at("uses"))
            for (const auto& row : use.at("rows")) {
                codes.push_back(row.at("code").get<std::string>());
                for (const auto& of : row.at("iccs")) classes.push_back(of.get<std::string>());
            }
    EXPECT_EQ(sorted(codes), all_codes());
    EXPECT_EQ(sorted(classes), all_codes());
}

TEST_F(CodeExports, TheCodingThatAReadingKeepsHasThem) {
    const auto* coding = town_->catalogue.coding("hechos");
    const auto back = parse_coding(json_of(*coding));
    Codes codes;
    for (const auto& row : back.uses.front().crosswalk.rows) codes.push_back(row.code);
    EXPECT_EQ(sorted(codes), all_codes());
}

Codes first_column(const std::string& workbook, const std::string& sheet) {
    const Folder folder;
    const auto path = folder.path() / "x.xlsx";
    std::ofstream{path, std::ios::binary} << workbook;
    Codes cells;
    intake::each_sheet_row(intake::OpenFile{path}, sheet, [&](std::size_t, std::span<const std::string> row) {
        if (!row.empty()) cells.push_back(row.front());
        return true;
    });
    return cells;
}

// Those of the codes that stand in a column, whatever else does.
Codes codes_in(const Codes& cells) {
    Codes found;
    for (const auto& cell : cells)
        if (std::ranges::binary_search(all_codes(), cell)) found.push_back(cell);
    return sorted(found);
}

TEST_F(CodeExports, AWorkbookHasThemAsTexts) {
    render::Document document;
    document.title = "códigos";
    document.language = "es";
    for (const auto key : render::frame_words()) document.words.emplace_back(key, key);
    document.dated = "2020-01-01";
    document.sections.push_back({.id = "s", .title = "s"});
    render::Sheet sheet{
        .id = "T1", .title = "códigos", .subtitle = "x", .columns = {{"código"}, {"filas", true}}};
    for (const auto& code : all_codes())
        sheet.rows.push_back({{.text = {{code, ""}}}, {.text = {{"1", ""}}, .value = 1.0}});
    document.sections.back().blocks.push_back(sheet);
    EXPECT_EQ(codes_in(first_column(render::xlsx(document), "T1")), all_codes());
}

TEST_F(CodeExports, AGridToTypeOnHasThemAsTexts) {
    render::GridSheet grid;
    grid.sheet = "2020";
    grid.title = "códigos";
    grid.language = "es";
    grid.heads = {"tipo", "enero", "total"};
    for (const auto& code : all_codes()) grid.rows.push_back({code});
    grid.rows.push_back({"total"});
    EXPECT_EQ(codes_in(first_column(render::grid_xlsx(grid), "2020")), all_codes());
}

}  // namespace
}  // namespace atalaya::service
