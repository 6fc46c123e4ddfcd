// Words planted in every cell of a row, looked for in every byte of the data directory and in every row of the records after
// the row, its delivery, or its time is gone.
#include <zip.h>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/parquet_bytes.hpp"
#include "service/erasure.hpp"
#include "service/findings.hpp"
#include "service/retention.hpp"
#include "service/unknown_labels.hpp"
#include "store/chained_rows.hpp"
#include "store/code_records.hpp"
#include "written_city.hpp"

namespace atalaya::service {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Rows = std::vector<std::vector<std::string>>;

// Of the row that is erased: each column its own word, so that which of them is left says where it came from.
constexpr const char* barrio = "Casa de Zacarías Quizpe";
constexpr const char* name = "Zulema Quizpe";
constexpr const char* impossible_day = "32/13/Zoquizpe";
constexpr const char* label = "Robo a Zenón Quizpe";

// Row 1 is taken and its barrio is of no list, row 2 has no day of the calendar, row 3 a label of no list; row 4 is another's,
// whose barrio is of no list either.
Rows rows() {
    return {{"id", "fecha", "tipo", "x", "y", "nombre", "barrio"},
            {"K1", "2020-08-01", "Robo", "-58.56", "-34.66", name, barrio},
            {"K2", impossible_day, "Robo", "-58.57", "-34.67", name, barrio},
            {"K3", "2020-08-03", label, "-58.58", "-34.68", name, barrio},
            {"K4", "2020-08-04", "Robo", "-58.59", "-34.69", "Otra Persona", "Barrio de nadie"}};
}

std::string csv_of(const Rows& rows) {
    std::string text;
    for (const auto& row : rows) text += join(row, ",") + "\n";
    return text;
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members) {
    Folder folder;
    const auto path = folder.path() / "x.zip";
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& [member, text] : members)
        zip_file_add(archive, member.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0),
                     ZIP_FL_OVERWRITE);
    EXPECT_EQ(zip_close(archive), 0);
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string workbook_of(const Rows& rows) {
    std::string sheet = "<worksheet><sheetData>";
    for (std::size_t r = 0; r < rows.size(); ++r) {
        sheet += "<row r=\"" + std::to_string(r + 1) + "\">";
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            sheet += "<c r=\"" + std::string(1, static_cast<char>('A' + c)) + std::to_string(r + 1) +
                     "\" t=\"inlineStr\"><is><t>" + rows[r][c] + "</t></is></c>";
        sheet += "</row>";
    }
    return zip_of({{"[Content_Types].xml", "<Types/>"},
                   {"xl/workbook.xml",
                    "<workbook xmlns:r=\"x\"><sheets><sheet name=\"h\" sheetId=\"1\" r:id=\"r1\"/>"
                    "</sheets></workbook>"},
                   {"xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/s1.xml\"/></Relationships>"},
                   {"xl/worksheets/s1.xml", sheet + "</sheetData></worksheet>"}});
}

std::string values_of(const Rows& rows) {
    std::string values;
    for (std::size_t r = 1; r < rows.size(); ++r)
        values += (r > 1 ? ", ('" : "('") + join(rows[r], "', '") + "')";
    return "SELECT * FROM (VALUES " + values + ") AS t(" + join(rows[0], ", ") + ")";
}

struct Form {
    const char *extension, *type;
    std::string bytes;
};
std::vector<Form> forms() {
    const std::string csv = csv_of(rows());
    return {{"csv", "csv", csv},
            {"zip", "csv", zip_of({{"hechos.csv", csv}})},
            {"xlsx", "xlsx", workbook_of(rows())},
            {"xlsx", "xlsx\"\nheader_at = \"id", workbook_of(rows())},
            {"parquet", "parquet", intake::parquet_of(values_of(rows()))}};
}

class Planted {
  public:
    explicit Planted(const Form& form) : bytes_{form.bytes} {
        city_.city("\"limites\", \"hechos\"", WrittenCity::layer(2, "barrio"));
        city_.source("limites", "areas", "geojson",
                     "[shape]\nlayer = \"barrio\"\ncode = \"c\"\nname = \"n\"\n");
        city_.source(
            "hechos", "incidents", form.type,
            "[key]\ncolumns = [\"id\"]\n[time]\nday = { column = \"fecha\" }\n[offence]\ncolumns = "
            "[\"tipo\"]\n[place]\nlon = \"x\"\nlat = \"y\"\n[area.barrio]\ncolumn = \"barrio\"\n"
            "[retention]\nclass = \"personal\"\ndeliveries = 12\npositions = 12\ntexts = 12\nbasis = "
            "\"Ley 25.326\"\n");
        city_.codes("hechos", "robo,Robo,,Robo,Roubo,Robbery,,,,\n");
        data_ = folder_.path() / "data";
        store::create_directory(data_, "aldea");
        const auto limits = city_.file(
            "limites.geojson",
            R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"c":"1","n":"Centro"},)"
            R"("geometry":{"type":"Polygon","coordinates":[[[-58,-34],[-57,-34],[-57,-33],[-58,-34]]]}}]})");
        facts_ = city_.file(std::string{"hechos."} + form.extension, bytes_);
        ingest(data_, city_.share(), {.paths = {limits}, .on = *parse_day("2020-09-01")}, quiet_);
        ingest(data_, city_.share(), {.paths = {facts_}, .on = *parse_day("2020-09-05")}, quiet_);
    }

    void erase(const EraseAsked& asked) {
        run_erasure(data_, city_.catalogue(), planned(asked),
                    {.author = "Ana",
                     .reason = "oficio 7",
                     .basis = "Ley 25.326, art. 16",
                     .on = *parse_day("2021-03-01")},
                    quiet_);
    }
    ErasePlan planned(const EraseAsked& asked) {
        store::Store store{data_, store::Access::read};
        const auto known = city_.catalogue();
        return plan_erasure(store, known, erase_target(store, known, asked), quiet_);
    }
    // Somebody decides what a label that no list has means, and names a place.
    void decide_and_name() {
        store::Store store{data_, store::Access::write};
        store::keep_label_decisions(
            store.records(), store.city(),
            {{"hechos", folded(label), 0, "none", "", label, "Ana", "no es", "2020-10-01"}});
        fs::create_directories(data_ / "places");
        std::ofstream{data_ / "places" / "names.csv"}
            << "text,means,street,lon,lat,metres,author,reviewed_by,on\n\"" << barrio
            << "\",x,,-58.5,-34.5,50,Ana,Eva,2020-10-01\n";
    }
    // What an ingestion that was refused leaves.
    void leave_a_box() { std::ofstream{data_ / "deliveries" / (std::string(64, 'a') + ".box")} << "x"; }
    void read_again() {
        ingest(data_, city_.share(),
               {.paths = {facts_}, .on = *parse_day("2021-04-01"), .repeats = Repeats::count}, quiet_);
    }
    void let_time_pass() {
        run_retention(data_, city_.catalogue(), *parse_day("2021-09-06"), "Ana", true, quiet_);
    }

    // Files of the data directory and tables of its records in which a text is.
    std::vector<std::string> holding(const std::string& text) {
        std::vector<std::string> out;
        for (const auto& entry : fs::recursive_directory_iterator{data_}) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file{entry.path(), std::ios::binary};
            const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
            if (bytes.find(text) != std::string::npos) out.push_back(entry.path().filename().string());
        }
        store::Store store{data_, store::Access::read};
        auto& records = store.records().database();
        for (const auto& table : store::record_tables()) {
            bool says = false;
            records.query("SELECT * FROM " + std::string{table.name}, {}, [&](const store::Row& row) {
                for (std::size_t i = 0; i < row.size(); ++i)
                    says = says || (row[i].kind == store::Cell::Kind::text &&
                                    std::string{row.text(i)}.find(text) != std::string::npos);
            });
            if (says) out.emplace_back(table.name);
        }
        return out;
    }
    std::string bytes_kept() {
        store::Store store{data_, store::Access::read};
        return store.deliveries().bytes(sha256(bytes_));
    }
    std::string delivery() const { return sha256(bytes_).hex(); }
    std::vector<KnownFinding> told() {
        store::Store store{data_, store::Access::read};
        return findings(store, {.source = "hechos", .check = "area_not_found", .state = "", .run = ""});
    }
    std::size_t labels() {
        store::Store store{data_, store::Access::read};
        return unknown_labels(store, city_.catalogue(), "", quiet_).size();
    }
    void expect_whole() {
        store::Store store{data_, store::Access::inspect};
        for (const auto& damage : store::verify(store, quiet_).damages) ADD_FAILURE() << damage.sentence();
    }

  private:
    WrittenCity city_{"aldea"};
    Folder folder_;
    fs::path data_, facts_;
    std::string bytes_;
    NoProgress quiet_;
};

TEST(ErasedEverywhere, WhatRowsSaidIsThereToBeFound) {
    for (const auto& form : forms()) {
        SCOPED_TRACE(form.extension);
        Planted planted{form};
        EXPECT_THAT(planted.holding(barrio), Contains("finding"));
        EXPECT_THAT(planted.holding(impossible_day), Contains("reject"));
        EXPECT_THAT(planted.holding(label), Contains("reject"));
        EXPECT_THAT(planted.holding(barrio), Contains("records.db"));
        EXPECT_THAT(planted.holding(name), IsEmpty())
            << "a column that nobody reads is in the sealed box alone";
        EXPECT_EQ(planted.labels(), 1U);
    }
}

TEST(ErasedEverywhere, OfErasedRowsNoByteIsLeft) {
    for (const auto& form : forms()) {
        SCOPED_TRACE(form.extension);
        Planted planted{form};
        planted.erase({.source = "hechos", .keys = {"K1", "K2", "K3"}});
        for (const auto* word : {barrio, name, impossible_day, label, "Quizpe"})
            EXPECT_THAT(planted.holding(word), IsEmpty()) << word;
        EXPECT_THAT(planted.holding("Barrio de nadie"), Contains("finding")) << "another row says it";
        EXPECT_THAT(planted.bytes_kept(), Not(HasSubstr(name)));
        EXPECT_THAT(planted.bytes_kept(), HasSubstr("Otra Persona"));
        ASSERT_EQ(planted.told().size(), 1U);
        EXPECT_THAT(planted.told()[0].detail, HasSubstr("⟦e-2021-03-01.1⟧"));
        EXPECT_EQ(planted.labels(), 0U);
        planted.expect_whole();
        EXPECT_TRUE(planted.planned({.source = "hechos", .keys = {"K1", "K2", "K3"}}).empty());
    }
}

// A text that a row which stays says as well is not of the erased row alone.
TEST(ErasedEverywhere, OneRowOfThreeTakesNoTextThatTheOthersSay) {
    Planted planted{forms().front()};
    planted.erase({.source = "hechos", .keys = {"K1"}});
    EXPECT_THAT(planted.holding(barrio), Contains("finding"));
    EXPECT_THAT(planted.holding(impossible_day), Contains("reject"));
    planted.erase({.source = "hechos", .keys = {"K2", "K3"}});
    EXPECT_THAT(planted.holding("Quizpe"), IsEmpty());
    planted.expect_whole();
}

TEST(ErasedEverywhere, OfAnErasedDeliveryNoByteIsLeftAndItsFindingKeepsItsLife) {
    for (const auto& form : forms()) {
        SCOPED_TRACE(form.extension);
        Planted planted{form};
        const auto before = planted.told();
        planted.erase({.deliveries = {planted.delivery()}});
        for (const auto* word : {barrio, name, impossible_day, label, "Quizpe", "Barrio de nadie"})
            EXPECT_THAT(planted.holding(word), IsEmpty()) << word;
        const auto after = planted.told();
        ASSERT_EQ(after.size(), before.size());
        EXPECT_EQ(after[0].id, before[0].id);
        EXPECT_EQ(after[0].state, "open");
        EXPECT_EQ(after[0].rows, before[0].rows);
        planted.expect_whole();
        EXPECT_TRUE(planted.planned({.deliveries = {planted.delivery()}}).empty()) << "twice is once";
    }
}

TEST(ErasedEverywhere, ATwinThatIsReadAgainIsNotQuoted) {
    Planted planted{forms().front()};
    planted.erase({.source = "hechos", .keys = {"K1", "K2", "K3"}});
    planted.read_again();
    ASSERT_EQ(planted.told().size(), 1U);
    EXPECT_EQ(planted.told()[0].times, 1);
    EXPECT_THAT(planted.told()[0].detail, Not(HasSubstr("Casa de")));
    for (const auto* word : {impossible_day, label, "Quizpe"})
        EXPECT_THAT(planted.holding(word), IsEmpty()) << word;
    planted.expect_whole();
}

// A name finds its rows whatever became of them, also where it stands in a cell that they are counted by.
TEST(ErasedEverywhere, OfANameNoByteIsLeftNotEvenInWhatCounts) {
    for (const auto& form : forms()) {
        SCOPED_TRACE(form.extension);
        Planted planted{form};
        const EraseAsked asked{.source = {},
                               .keys = {},
                               .incidents = {},
                               .deliveries = {},
                               .columns = {},
                               .holding = {"QUIZPE, Zulema"}};
        const auto would = planted.planned(asked);
        EXPECT_THAT(would.target.incidents, testing::ElementsAre(1)) << "of the three rows one is of a fact";
        ASSERT_EQ(would.deliveries.size(), 1U);
        EXPECT_EQ(would.deliveries[0].rows, 3);
        EXPECT_EQ(would.positions, 1);
        EXPECT_EQ(would.rejects, 2);
        EXPECT_EQ(would.telling, 0);
        EXPECT_THAT(would.elsewhere, IsEmpty());
        planted.erase(asked);
        EXPECT_THAT(planted.holding("Quizpe"), IsEmpty());
        EXPECT_THAT(planted.bytes_kept(), Not(HasSubstr("Quizpe")));
        EXPECT_THAT(planted.bytes_kept(), Not(HasSubstr("-58.56")));
        EXPECT_THAT(planted.bytes_kept(), HasSubstr("K1,2020-08-01,Robo,,,,borrado\n"));
        EXPECT_THAT(planted.bytes_kept(),
                    HasSubstr("K4,2020-08-04,Robo,-58.59,-34.69,Otra Persona,Barrio de nadie\n"));
        planted.read_again();
        EXPECT_THAT(planted.holding("Quizpe"), IsEmpty());
        planted.expect_whole();
        EXPECT_TRUE(planted.planned(asked).empty()) << "twice is once";
    }
}

// What people decided and wrote is theirs: it stays, and the plan says where.
TEST(ErasedEverywhere, WhereATextStaysIsSaid) {
    Planted planted{forms().front()};
    planted.decide_and_name();
    planted.leave_a_box();
    const EraseAsked asked{
        .source = {}, .keys = {}, .incidents = {}, .deliveries = {}, .columns = {}, .holding = {"Quizpe"}};
    const auto would = planted.planned(asked);
    EXPECT_EQ(would.target.unsearched, 1);
    EXPECT_EQ(would.telling, 1) << "the label that was decided";
    std::map<std::string, std::int64_t> elsewhere;
    for (const auto& [where, count] : would.elsewhere) elsewhere[where] = count;
    EXPECT_EQ(elsewhere, (std::map<std::string, std::int64_t>{{"labels", 1}, {"names", 1}}));
    planted.erase(asked);
    EXPECT_THAT(planted.holding("Quizpe"), Contains("label_decision"));
    EXPECT_THAT(planted.holding("Quizpe"), Not(Contains("reject")));
    EXPECT_THAT(planted.holding("Quizpe"), Not(Contains("finding")));
}

TEST(ErasedEverywhere, ATextThatSaysTooLittleIsRefused) {
    Planted planted{forms().front()};
    for (const auto* text : {"", "  ", "Al", "2020", "-- , --"})
        EXPECT_THROW(planted.planned({.source = {},
                                      .keys = {},
                                      .incidents = {},
                                      .deliveries = {},
                                      .columns = {},
                                      .holding = {text}}),
                     Error)
            << text;
}

// A row erased on request before makes the rest of its delivery no younger.
TEST(ErasedEverywhere, WhenTheTimeIsOverNoByteIsLeft) {
    for (const bool erased_before : {false, true}) {
        for (const auto& form : forms()) {
            SCOPED_TRACE(form.extension);
            Planted planted{form};
            if (erased_before) planted.erase({.source = "hechos", .keys = {"K4"}});
            planted.let_time_pass();
            for (const auto* word : {barrio, impossible_day, label, "Quizpe", "Barrio de nadie"})
                EXPECT_THAT(planted.holding(word), IsEmpty()) << word;
            EXPECT_THAT(planted.bytes_kept(), Not(testing::ContainsRegex("Zulema|Otra Persona|-58")));
            planted.expect_whole();
        }
    }
}

}  // namespace
}  // namespace atalaya::service
