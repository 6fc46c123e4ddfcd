#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>
#include <cstring>

#include "chance.hpp"
#include "core/text.hpp"
#include "intake/propose/proposal.hpp"
#include "intake/sandbox.hpp"
#include "parquet_bytes.hpp"
#include "processor_time.hpp"
#include "rows_seen.hpp"
#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// What the reader gives of a file, read in a child as deliveries are.
std::string read_parquet(const std::string& bytes, int threads = 2) {
    const Folder folder;
    const OpenFile file{folder.write("x.parquet", bytes)};
    Limits limits = limits_for(file.size());
    limits.for_engine = true;
    NoProgress quiet;
    Confined child{limits, {file.descriptor()}, "x.parquet", [&](Outbox& out) {
                       RowsSeen seen;
                       NoProgress none;
                       read_parquet_table(file, threads, seen, none);
                       const std::string text = seen.text();
                       out.send(std::as_bytes(std::span{text}));
                   }};
    const Section section = child.next(quiet);
    const std::string text{reinterpret_cast<const char*>(section.bytes().data()), section.bytes().size()};
    child.finish(quiet);
    return text;
}

std::string said(const std::string& bytes) {
    return refusal([&] { read_parquet(bytes); });
}

const std::string parquet_descriptor = edited(
    edited(small_descriptor, "type = \"csv\"", "type = \"parquet\""), "hechos*.csv", "hechos*.parquet");

const std::string small_query =
    "SELECT * FROM (VALUES ('1', DATE '2020-03-09', 14, 'Robo', 0.5::DOUBLE, 0.75::DOUBLE, 'Norte'),"
    "('2', DATE '2020-03-10', 2, 'Hurto', NULL, NULL, 'Núñez')) t(id, fecha, hora, tipo, x, y, barrio)";

TEST(SandboxedParquet, EveryKindOfCellIsText) {
    EXPECT_EQ(
        read_parquet(parquet_of(
            "SELECT 7::TINYINT a, -3000000000::BIGINT b, 18446744073709551615::UBIGINT c, 5::DOUBLE d, "
            "0.1::DOUBLE e, 0.1::FLOAT f, 12.50::DECIMAL(9,2) g, DATE '2020-03-09' h, "
            "TIMESTAMP '2020-03-09 14:30:00' i, TIME '14:30:00' j, true k, 'Núñez' l, NULL::VARCHAR m, "
            "'nan'::DOUBLE n, 'abc'::BLOB o, '\\xFF'::BLOB p, "
            "TIMESTAMPTZ '2020-03-09 14:30:00+00' q, 994.0::DOUBLE r")),
        "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r\n"
        "7|-3000000000|18446744073709551615|5|0.1|0.1|12.50|2020-03-09|2020-03-09 14:30:00|14:30:00|true|"
        "Núñez|||abc||2020-03-09 14:30:00+00|994\n");
}

// No number (NaN) is how many programs write that there is none; an infinity is a fault of theirs, and is told as in a CSV.
TEST(SandboxedParquet, AnInfinityIsNoBlank) {
    EXPECT_EQ(read_parquet(parquet_of("SELECT 'inf'::DOUBLE a, '-inf'::FLOAT b, 'nan'::FLOAT c")),
              "a|b|c\ninf|-inf|\n");
}

TEST(SandboxedParquet, AccentsApartAreJoined) {
    EXPECT_EQ(read_parquet(parquet_of("SELECT 'nin\u0303o' \"an\u0303o\"")), "año\nniño\n");
}

// As GeoParquet has it; a geometry may happen to be text.
TEST(SandboxedParquet, AGeometryIsItsBytesInHexadecimal) {
    EXPECT_EQ(
        read_parquet(parquet_of(
            "SELECT "
            "'\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\xE0\\x3F\\x00\\x00\\x00\\x00\\x00\\x00"
            "\\xD0\\x3F'::BLOB geom, '\\x01\\x01\\x00\\x00\\x00'::BLOB cut, 'abc'::BLOB words")),
        "geom|cut|words\n0101000000000000000000E03F000000000000D03F|0101000000|abc\n");
}

TEST(SandboxedParquet, InstantsThatAreAllMidnightAreDays) {
    EXPECT_EQ(
        read_parquet(parquet_of("SELECT * FROM (VALUES (TIMESTAMP '2020-03-09', TIMESTAMP '2020-03-09'),"
                                "(NULL, TIMESTAMP '2020-03-10 00:01:00')) t(a, b)")),
        "a|b\n2020-03-09|2020-03-09 00:00:00\n|2020-03-10 00:01:00\n");
}

TEST(SandboxedParquet, InstantsOfEveryUnitAreTheSame) {
    EXPECT_EQ(read_parquet(parquet_of("SELECT t::TIMESTAMP_S a, t::TIMESTAMP_MS b, t::TIMESTAMP_NS c, "
                                      "date_trunc('day', t)::TIMESTAMP_NS d "
                                      "FROM (VALUES (TIMESTAMP '2020-03-09 14:30:00')) v(t)")),
              "a|b|c|d\n2020-03-09 14:30:00|2020-03-09 14:30:00|2020-03-09 14:30:00|2020-03-09\n");
}

TEST(SandboxedParquet, ADeliveryIsReadAsItsCsvWouldBe) {
    const Folder folder;
    const Source source = small_source(folder, parquet_descriptor);
    const auto path = folder.write("hechos.parquet", parquet_of(small_query));
    NoProgress quiet;
    const Batch batch = read_delivery(source, small_city(), small_gazetteer(), path, quiet);
    const Batch csv = read_small("1,2020-03-09,14,Robo,0.5,0.75,Norte\n2,2020-03-10,2,Hurto,,,Núñez\n");
    EXPECT_EQ(outcome_csv(batch), outcome_csv(csv));
    EXPECT_EQ(batch.accepted, 2);
    EXPECT_EQ(batch.incidents.content, csv.incidents.content);
    EXPECT_EQ(outcome_csv(read_here(source, small_city(), small_gazetteer(), path, quiet)),
              outcome_csv(batch))
        << "here is in a child too";
}

TEST(SandboxedParquet, RowsStayInTheFilesOrderWhateverTheThreads) {
    const std::string bytes = parquet_of("SELECT i, 'fila ' || (i * 7919 % 100000) t FROM range(300000) r(i)",
                                         ", ROW_GROUP_SIZE 10000");
    const std::string one = read_parquet(bytes, 1);
    EXPECT_EQ(one, read_parquet(bytes, 4));
    std::int64_t expected = -1;
    bool in_order = true;
    for (const auto line : split(one, '\n')) {
        if (expected >= 0 && !line.empty())
            in_order = in_order && line.starts_with(std::to_string(expected) + "|");
        ++expected;
    }
    EXPECT_TRUE(in_order);
    EXPECT_EQ(expected, 300'001);
}

TEST(SandboxedParquet, AParentWhoseEngineRunsReadsAllTheSame) {
    const std::string bytes = parquet_of(small_query);
    EXPECT_EQ(in_a_child([&] {
                  duckdb_database database = nullptr;
                  duckdb_connection connection = nullptr;
                  duckdb_open(nullptr, &database);
                  duckdb_connect(database, &connection);
                  duckdb_query(connection, "SET threads=4; SELECT sum(i * i) FROM range(5000000) r(i)",
                               nullptr);
                  return static_cast<int>(split(read_parquet(bytes), '\n').size());
              }),
              4);
}

TEST(SandboxedParquet, WhatIsNoneGetsItsMessage) {
    const std::string good = parquet_of(small_query);
    EXPECT_THAT(said("id,fecha\n1,2020-03-09\n"),
                HasSubstr("x.parquet: expected Parquet; found something else"));
    EXPECT_THAT(said("\x1F\x8B" + good), HasSubstr("expected Parquet; found an archive. Unpack it"));
    EXPECT_THAT(said("PAR1"), HasSubstr("it was cut short. Fetch it again"));
    EXPECT_THAT(said(good.substr(0, good.size() - 1)), HasSubstr("it was cut short. Fetch it again"));
    EXPECT_THAT(said(good.substr(0, good.size() / 2)), HasSubstr("it was cut short"));
    std::string long_end = good;
    long_end[long_end.size() - 5] = '\x7F';
    EXPECT_THAT(said(long_end), HasSubstr("its description of itself would be longer than the file"));
    EXPECT_THAT(
        said("PAR1" + std::string(200, '\0') + std::string("\xC8\0\0\0PAR1", 8)),
        AllOf(HasSubstr("expected Parquet; it cannot be read (DuckDB says: "), HasSubstr("Fetch it again")));
}

// The number of rows of the file, 2, stands in its footer before the list of groups.
TEST(SandboxedParquet, ACountOfRowsThatLiesIsRefused) {
    const std::string two = std::string("\x16\x04\x19", 3), twenty = std::string("\x16\x28\x19", 3);
    EXPECT_THAT(said(edited(parquet_of(small_query), two, twenty)),
                HasSubstr("x.parquet: says that it has 20 rows; found 2. Fetch it again"));
}

// WKB in hexadecimal: a square of a hundred with its corner there.
std::string square_at(double x, double y) {
    std::string hex = "01030000000100000005000000";
    const auto add = [&](double number) {
        std::array<unsigned char, sizeof number> bytes{};
        std::memcpy(bytes.data(), &number, sizeof number);
        for (const auto byte : bytes) hex += fmt::format("{:02x}", byte);
    };
    for (const auto& [right, up] : {std::pair{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}})
        add(x + right), add(y + up);
    return hex;
}

// Plain WKB has no SRID; GeoParquet says the system of the column once, for the whole file.
TEST(SandboxedParquet, AProposalTakesTheSystemThatTheFileSays) {
    const auto proposed = [](const std::string& crs) {
        std::string rows;
        for (int i = 0; i < 4; ++i)
            rows += fmt::format("{}('Bairro {}', unhex('{}'))", i ? "," : "", "ABCD"[i],
                                square_at(680'000 + 100 * i, 7'460'000));
        const std::string geo =
            R"({"version":"1.0.0","primary_column":"geom","columns":{"geom":{"encoding":"WKB","geometry_types":["Polygon"])" +
            crs + "}}}";
        const Folder folder;
        const auto path =
            folder.write("bairros.parquet", parquet_of("SELECT * FROM (VALUES " + rows + ") t(bairro, geom)",
                                                       ", KV_METADATA {geo: '" + geo + "'}"));
        NoProgress quiet;
        return std::string{propose(path, quiet).value("shape.crs")};
    };
    EXPECT_EQ(
        proposed(
            R"(,"crs":{"type":"ProjectedCRS","name":"SIRGAS 2000 / UTM zone 23S","id":{"authority":"EPSG","code":31983}})"),
        "EPSG:31983");
    EXPECT_EQ(proposed(R"(,"crs":{"name":"WGS 84","id":{"authority":"EPSG","code":4326}})"), "") << "degrees";
    EXPECT_EQ(proposed(""), "");
}

// DuckDB tells the value alone, which may be of a sealed column. In a column of few texts they stand once in a dictionary,
// and with them no row at all could be read.
TEST(SandboxedParquet, TextThatIsNoneIsToldByItsRowAndColumnAndNotQuoted) {
    const auto told = [](const std::string& barrio) {
        const std::string whole =
            parquet_of("SELECT i id, 'Robo' tipo, CASE WHEN i = 5000 THEN 'zanjon' ELSE " + barrio +
                           " END barrio FROM range(6000) r(i)",
                       ", COMPRESSION uncompressed");
        return said(replaced(whole, "zanjon", "zanj\xF3n"));
    };
    for (const char* barrio : {"'Sur' || i", "'Sur'", "CASE WHEN i % 3 = 0 THEN 'Sur' END"}) {
        const std::string why = told(barrio);
        EXPECT_THAT(why,
                    HasSubstr("x.parquet, column \"barrio\", data row 5001: expected UTF-8; found bytes that "
                              "are not"));
        EXPECT_THAT(why, testing::Not(HasSubstr("zanj")));
    }
}

// GeoParquet keeps the bounds of a shape in a structure that nobody asks for.
TEST(SandboxedParquet, ListsAndStructuresAreTexts) {
    EXPECT_EQ(read_parquet(parquet_of("SELECT 1 id, {'xmin': 1.5, 'xmax': 2} bbox, [8, 20] horas, "
                                      "MAP {'a': 1} m, NULL::INTEGER[] vacia")),
              "id|bbox|horas|m|vacia\n1|{'xmin': 1.5, 'xmax': 2}|[8, 20]|{a=1}|\n");
}

// A footer that says a million columns: version 1, then a list of structs.
TEST(SandboxedParquet, AMillionColumnsAreRefusedAtOnce) {
    std::string footer = std::string("\x15\x02\x19\xFC\xC1\x84\x3D", 7) + std::string(10 << 20, '\x15');
    const std::string bytes = "PAR1" + footer + std::string("\x07\x00\xA0\x00PAR1", 8);
    const auto begun = processor_time();
    EXPECT_THAT(said(bytes),
                HasSubstr("expected at most 4096 columns; found 1000000. This is no table of facts"));
    EXPECT_LT(processor_time() - begun, std::chrono::seconds{2});
}

TEST(SandboxedParquet, ColumnsThatAreMissingAreToldAsOfAnyTable) {
    const Folder folder;
    const Source source = small_source(folder, parquet_descriptor);
    const auto path = folder.write("hechos.parquet", parquet_of("SELECT 1 id, 2 fehca, 3 hora"));
    NoProgress quiet;
    EXPECT_THAT(refusal([&] { read_delivery(source, small_city(), small_gazetteer(), path, quiet); }),
                AllOf(HasSubstr("expected the columns"), HasSubstr("Perhaps \"fehca\" is \"fecha\"")));
}

// A run of one value takes no room in Parquet whatever its length.
TEST(SandboxedParquet, ABombIsStopped) {
    const std::string bomb = parquet_of("SELECT repeat('x', 1000) t FROM range(2200000)");
    EXPECT_LT(bomb.size(), 1'000'000u);
    const Folder folder;
    const OpenFile file{folder.write("x.parquet", bomb)};
    struct Nothing final : Part {
        bool row(std::span<const std::string_view>, Quotes) override { return true; }
    };
    struct Sink final : RowConsumer {
        void head(const std::vector<std::string>&) override {}
        std::unique_ptr<Part> new_part() override { return std::make_unique<Nothing>(); }
        void take(std::unique_ptr<Part>, double) override {}
    };
    Limits limits = limits_for(file.size());
    limits.for_engine = true;
    NoProgress quiet;
    EXPECT_THAT(refusal([&] {
                    Confined child{limits, {file.descriptor()}, "x.parquet", [&](Outbox&) {
                                       Sink sink;
                                       NoProgress none;
                                       read_parquet_table(file, 1, sink, none);
                                   }};
                    child.next(quiet);
                }),
                HasSubstr("unpacks to more than 2048 MiB"));
}

TEST(SandboxedParquet, BytesByChanceNeverCrash) {
    const std::string good = parquet_of(small_query);
    Chance chance;
    int read = 0, refused = 0;
    for (int round = 0; round < 300; ++round) {
        try {
            read_parquet(chance.spoilt(good));
            ++read;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_input);
            EXPECT_THAT(error.what(), testing::Not(HasSubstr("signal"))) << "round " << round;
            ++refused;
        }
    }
    EXPECT_GT(read, 5);
    EXPECT_GT(refused, 100);
}

TEST(SandboxedParquet, CsvThatIsParquetSaysSo) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto path = folder.write("hechos.csv", "PAR1....");
    NoProgress quiet;
    EXPECT_THAT(refusal([&] { read_here(source, small_city(), small_gazetteer(), path, quiet); }),
                HasSubstr("found Parquet. Say type = \"parquet\" in [format]"));
}

// Crimes a month in the communes of Chile (CEAD), as published: 1,863,000 rows.
TEST(SandboxedParquet, TheCountsOfChileAddUp) {
    const fs::path path =
        source_folder() / "../shared/data/chile/cead/cead_mensual_comunas_2010_2024.parquet";
    if (!fs::exists(path)) GTEST_SKIP() << "no folder shared/data/chile beside the repository";
    const OpenFile file{path};
    Limits limits = limits_for(file.size());
    limits.for_engine = true;
    NoProgress quiet;
    Confined child{limits, {file.descriptor()}, "cead", [&](Outbox& out) {
                       RowsSeen seen;
                       NoProgress none;
                       read_parquet_table(file, 2, seen, none);
                       double sum = 0;
                       for (std::size_t i = 1; i < seen.lines.size(); ++i)
                           sum += decimal_number(split(seen.lines[i], '|').back()).value();
                       const std::string text = seen.lines[0] + "; " + std::to_string(seen.lines.size() - 1) +
                                                "; " + std::to_string(std::llround(sum)) + "; " +
                                                seen.lines[1];
                       out.send(std::as_bytes(std::span{text}));
                   }};
    const Section section = child.next(quiet);
    const std::string text{reinterpret_cast<const char*>(section.bytes().data()), section.bytes().size()};
    EXPECT_THAT(text,
                testing::StartsWith("comuna|cut_comuna|region|cut_region|fecha|delito|delito_n; 1863000; "
                                    "18002946; "));
}

TEST(SandboxedParquet, AnUnknownOneIsProposedAsItsCsvWouldBe) {
    const Folder folder;
    NoProgress quiet;
    const auto path = folder.write(
        "hechos.parquet",
        parquet_of("SELECT i id, DATE '2024-03-01' + CAST(i % 28 AS INTEGER) fecha, "
                   "CASE WHEN i % 3 = 0 THEN 'Robo' ELSE 'Hurto' END delito, -58.38 + i * 0.0011 longitud, "
                   "-34.6 + i * 0.0013 latitud FROM range(60) r(i)"));
    const Proposal proposal = propose(path, quiet);
    EXPECT_EQ(proposal.kind, Kind::incidents);
    EXPECT_EQ(proposal.rows, 60);
    EXPECT_EQ(proposal.value("format.type"), "parquet");
    EXPECT_EQ(proposal.value("time.day.column"), "fecha");
    EXPECT_EQ(proposal.value("offence.columns"), "delito");
    EXPECT_EQ(proposal.value("place.lon"), "longitud");
    EXPECT_EQ(proposal.value("key.columns"), "id");
}

}  // namespace
}  // namespace atalaya::intake
