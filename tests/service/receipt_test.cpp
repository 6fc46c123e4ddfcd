#include "service/correspondence/receipt.hpp"

#include <nlohmann/json.hpp>

#include "late_town.hpp"
#include "render/plain.hpp"
#include "service/correspondence/advice.hpp"
#include "service/correspondence/refusals.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string text_of(const render::Document& document) {
    return render::plain_text(document, 2000);
}

std::string english(const Message& message) {
    return message.english();
}

TEST(Receipts, CountsAddUpAndTheBytesAreNamed) {
    auto& town = late_police();
    int seen = 0;
    for (const auto& run : town.store->records().runs("villa-marejada")) {
        if (run.rejected == 0 || ++seen > 3) continue;
        const auto facts = receipt_facts(*town.store, run.id.substr(0, 10));
        std::int64_t rejected = 0;
        for (const auto& count : facts.rejects) rejected += count.rows;
        EXPECT_EQ(rejected, run.rejected);
        EXPECT_EQ(run.read, run.accepted + run.rejected + run.duplicate);
        const auto said = text_of(receipt_page(Stationery{town.catalogue, "es"}, facts));
        EXPECT_THAT(said, HasSubstr(run.delivery.hex()));
        EXPECT_THAT(said, HasSubstr(run.file_name));
        const render::Forms forms{"es-AR"};
        EXPECT_THAT(said, HasSubstr("Filas leídas: " + forms.count(run.read)));
        EXPECT_THAT(said, HasSubstr("Rechazadas: " + forms.count(run.rejected)));
    }
    EXPECT_GT(seen, 0);
}

TEST(Receipts, NamesThatNoAreaHasAreToldWithTheAreaTheyMayMean) {
    auto& town = late_police();
    auto facts = receipt_facts(*town.store, town.store->records().runs("villa-marejada").back().id);
    facts.findings = {
        {.id = "7k2m9qxa0b",
         .check = "area_not_found",
         .about = "barrio",
         .rows = 17,
         .detail = R"({"layer":"barrio","names":[{"name":"EL MIRADRO","rows":12,"near":"el-mirador"},)"
                   R"({"name":"Otra parte","rows":4}],"others":1})"}};
    const auto said = text_of(receipt_page(Stationery{town.catalogue, "es"}, facts));
    EXPECT_THAT(said,
                HasSubstr("Nombres que ningún territorio de «barrio» tiene, con sus filas: «EL MIRADRO» 12 "
                          "(¿el-mirador?); «Otra parte» 4; y 1 más."));
}

// A cell that was refused may hold a name: the line and the column are enough for whoever has the file.
TEST(Receipts, NoTextOfARefusedCellIsRepeated) {
    auto& town = late_police();
    int told = 0;
    for (const auto& run : town.store->records().runs("villa-marejada")) {
        const auto rejects = town.store->records().rejects("villa-marejada", run.id, "", 50);
        if (rejects.empty()) continue;
        const auto said =
            text_of(receipt_page(Stationery{town.catalogue, "es"}, receipt_facts(*town.store, run.id)));
        for (const auto& kept : rejects) {
            if (kept.reject.found.size() < 6) continue;
            ++told;
            EXPECT_THAT(said, Not(HasSubstr(kept.reject.found)));
        }
    }
    EXPECT_GT(told, 0);
}

TEST(Receipts, EveryReasonAndEveryFindingHasAnAdviceInWords) {
    for (const char* language : {"es", "pt", "en"}) {
        const auto share = find_share();
        const auto words =
            nlohmann::json::parse(bytes_of(share.data / "i18n" / (std::string{language} + ".json")));
        const auto advice = nlohmann::json::parse(
            bytes_of(share.data / "bulletins/entregas" / (std::string{language} + ".json")));
        int codes = 0;
        for (const auto& [key, text] : words.items()) {
            const auto dot = key.find('.');
            const auto list = key.substr(0, dot);
            if (list != "reject" && list != "finding") continue;
            ++codes;
            const auto of = advice_on(key.substr(dot + 1));
            EXPECT_TRUE(advice.contains("advice." + std::string{of})) << key << " in " << language;
        }
        EXPECT_GT(codes, 30);
    }
    EXPECT_EQ(advice_on("hour_unknown"), "hour");
    EXPECT_EQ(advice_on("not a code"), "confirm");
}

TEST(Receipts, ARunIsFoundByItsFirstLettersWhenTheyAreEnough) {
    auto& town = late_police();
    EXPECT_THROW(receipt_facts(*town.store, "no such run"), Error);
    EXPECT_THROW(receipt_facts(*town.store, ""), Error) << "of several";
}

TEST(Refusals, AMessageGoesToJsonAndBack) {
    const Message one = message("{}: {}", "a.csv", message("row {} has \"{}\"", 7, "ñandú\n\x01"));
    EXPECT_EQ(message_of(json_of(one)), one);
    const Message two = joined({verbatim("a"), one}, "; ");
    EXPECT_EQ(message_of(json_of(two)), two);
    for (const char* other : {"", "[", "[7,\"x\"]", "[1,\"{} {}\",[0,\"one\"]]", "[0,\"x\",[0,\"y\"]]", "{}"})
        EXPECT_EQ(message_of(other), verbatim(other)) << "said as it is";
}

TEST(Refusals, WhatCannotBeUsedIsOnRecordAndAnswered) {
    const Folder folder;
    const auto share = find_share();
    const fs::path directory = folder.path() / "datos", file = folder.path() / "delitos/delitos_2019.csv";
    store::create_directory(directory, "caba");
    fs::create_directories(file.parent_path());
    std::ofstream{file} << "no,es,lo,que,era\n1,2,3,4,5\n";
    NoProgress quiet;
    fs::copy(share.data / "sources/caba-limites-comunas/sample.geojson",
             folder.path() / "CABA_comunas.geojson");
    fs::copy(share.data / "sources/caba-limites-barrios/sample.geojson",
             folder.path() / "CABA_barrios.geojson");
    ingest(directory, share,
           {.paths = {folder.path() / "CABA_comunas.geojson", folder.path() / "CABA_barrios.geojson"},
            .on = *parse_day("2020-01-05")},
           quiet);
    const IngestRequest request{
        .paths = {file}, .on = *parse_day("2020-01-06"), .received = *parse_day("2020-01-04")};
    for (int times = 0; times < 2; ++times)
        EXPECT_THROW(ingest(directory, share, request, quiet), RefusedFile);

    store::Store store{directory, store::Access::read};
    const auto refusals = store.records().refusals("caba");
    ASSERT_EQ(refusals.size(), 1U) << "the same bytes for the same reason once";
    EXPECT_EQ(refusals[0].source, "caba-delitos");
    EXPECT_EQ(refusals[0].delivery, sha256_of_file(file));
    EXPECT_EQ(iso(refusals[0].on), "2020-01-04");
    EXPECT_EQ(find_refusal(store, 1).file_name, "delitos_2019.csv");
    EXPECT_THROW(find_refusal(store, 2), Error);
    EXPECT_EQ(store.vintages().size(), 1U) << "nothing was published";

    const auto catalogue = read_catalogue(share, "caba");
    const auto said = text_of(refusal_page(Stationery{catalogue, "es"}, refusals[0], english));
    EXPECT_THAT(said, HasSubstr(refusals[0].delivery.hex()));
    EXPECT_THAT(said, HasSubstr("delitos_2019.csv"));
    EXPECT_THAT(said, HasSubstr("No se usó nada de este archivo"));
}

TEST(Refusals, EachPlaceStandsOnALineOfItsOwn) {
    auto& town = late_police();
    store::Refusal refusal;
    refusal.source = "marejada-policia";
    refusal.reason = json_of(message("{}: 2 totals do not close\n  E11: 142\n  O4: 206", "a.xlsx"));
    const auto said = text_of(refusal_page(Stationery{town.catalogue, "es"}, refusal, english));
    EXPECT_THAT(said, HasSubstr("a.xlsx: 2 totals do not close\n"));
    EXPECT_THAT(said, HasSubstr("\nE11: 142\n"));
    EXPECT_THAT(said, HasSubstr("\nO4: 206\n"));
}

}  // namespace
}  // namespace atalaya::service
