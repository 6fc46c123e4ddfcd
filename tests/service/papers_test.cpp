// What is read of the made-up city's papers is what verdad.json says was written in them.
#include <nlohmann/json.hpp>

#include "service/picture.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

struct Read {
    std::vector<ReadDelivery> deliveries;
    std::int64_t counts{}, sum{}, no_data{}, open_totals{};
};

class Papers : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        files = std::make_unique<Folder>();
        simulate::simulate({.deliveries = 1}, files->path());
        truth = nlohmann::json::parse(bytes_of(files->path() / "verdad.json"))["papers"];
    }
    static void TearDownTestSuite() { files.reset(); }

    static const nlohmann::json& truth_of(const std::string& source) {
        for (const auto& paper : truth)
            if (paper["source"] == source) return paper;
        throw std::logic_error{"verdad.json tells no paper of " + source};
    }

    // The files of a source, beside the maps that they name areas of.
    static Read read(const std::string& source) {
        const Catalogue catalogue = read_catalogue(find_share(), "villa-marejada");
        std::vector<fs::path> together;
        for (const char* map : {"barrios", "delegaciones", "secciones"})
            together.push_back(files->path() / "limites" / (std::string{map} + ".geojson"));
        for (const auto& file : truth_of(source)["files"]) together.push_back(files->path() / file);
        NoProgress quiet;
        Read out;
        for (auto& one : read_deliveries(catalogue, find_sources(catalogue, together).files, {}, {}, quiet)) {
            if (one.batch.source == source) out.deliveries.push_back(std::move(one));
        }
        for (const auto& one : out.deliveries) {
            for (const auto count : one.batch.tallies.count) {
                if (count < 0) continue;  // no data
                ++out.counts;
                out.sum += count;
            }
            for (const auto& finding : one.batch.findings) {
                if (finding.check == "no_data") out.no_data += finding.rows;
                if (finding.check == "total_open") out.open_totals += finding.rows;
            }
        }
        return out;
    }

    static void expect_as_written(const std::string& source) {
        const auto& written = truth_of(source);
        const Read got = read(source);
        EXPECT_EQ(got.deliveries.size(), written["files"].size());
        EXPECT_EQ(got.counts, written["counts"]);
        EXPECT_EQ(got.sum, written["sum"]);
        EXPECT_EQ(got.no_data, written["no_data"]);
        EXPECT_EQ(got.open_totals, written["open_totals"].size());
        for (const auto& one : got.deliveries)
            EXPECT_EQ(one.batch.accepted + one.batch.rejected, one.batch.read) << one.batch.file_name;
    }

    static inline std::unique_ptr<Folder> files;
    static inline nlohmann::json truth;
};

TEST_F(Papers, TheMonthsOfTheCorregiduriaAreReadFromTheirPdfs) {
    expect_as_written("marejada-corregiduria");
}

TEST_F(Papers, TheKeptWorkbookIsASeries) {
    expect_as_written("marejada-planilla");
}

TEST_F(Papers, TheTypedSheetClosesAndHasItsPicture) {
    expect_as_written("marejada-puerto");
    Read typed = read("marejada-puerto");
    const fs::path picture = files->path() / truth_of("marejada-puerto")["picture"].get<std::string>();
    require_picture(picture, typed.deliveries.size());
    tell_picture(picture, bare_bytes_of(picture), typed.deliveries);
    EXPECT_EQ(typed.deliveries.front().batch.findings.back().check, "typed_from_picture");
}

TEST_F(Papers, AMessageIsReadAndWhatItTellsAgainIsTold) {
    const Read got = read("marejada-mensajes");
    ASSERT_EQ(got.deliveries.size(), 1u);
    const auto& batch = got.deliveries.front().batch;
    EXPECT_EQ(batch.accepted, truth_of("marejada-mensajes")["counts"]);
    std::int64_t not_found = 0;
    for (const auto& finding : batch.findings)
        if (finding.check == "area_not_found") not_found += finding.rows;
    EXPECT_EQ(not_found, truth_of("marejada-mensajes")["misspelt"]);
}

}  // namespace
}  // namespace atalaya::service
