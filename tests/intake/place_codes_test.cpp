// Codes of places are texts: the zero before one stays, in every source of areas that is shipped.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/cities.hpp"
#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

constexpr const char* code = "00701";

// The sample of a source with `code` as the code of its first area, as text; "" where the sample cannot be changed so.
std::string with_zeros(const Source& source) {
    const auto& rule = source.shape;
    if (source.format.type == FileType::geojson) {
        auto json = nlohmann::json::parse(text_of(source.folder / "sample.geojson"), nullptr, false);
        if (!json.is_object()) return {};
        json["features"][0]["properties"][rule.code] = code;
        return json.dump();
    }
    if (source.format.type != FileType::csv) return {};
    auto text = text_of(source.folder / "sample.csv");
    const auto head_ends = text.find('\n');
    const char separator = source.format.separator ? source.format.separator : ',';
    const auto head = split(std::string_view{text}.substr(0, head_ends), separator);
    std::size_t column = 0;
    while (column < head.size() && trimmed(head[column]) != rule.code) ++column;
    if (column == head.size() || text.find('"') != std::string::npos) return {};
    std::size_t at = head_ends + 1;
    for (std::size_t i = 0; i < column; ++i) at = text.find(separator, at) + 1;
    const auto past = text.find_first_of(std::string{separator} + "\r\n", at);
    return text.replace(at, past - at, code);
}

TEST(PlaceCodes, KeepTheirZerosInEverySourceOfAreas) {
    std::set<std::string> read, left;
    for (const auto& city : read_cities(source_folder() / "cities")) {
        const Gazetteer empty{city, {}};
        for (const auto& source : read_sources(source_folder() / "sources", city.sources)) {
            if (source.kind != Kind::areas || read.contains(source.id)) continue;
            const auto bytes = with_zeros(source);
            if (bytes.empty()) {
                left.insert(source.id);
                continue;
            }
            read.insert(source.id);
            NoProgress quiet;
            const auto batch = read_kept_here(source, city, empty, bytes, "x", quiet);
            std::vector<std::string> codes;
            for (std::size_t i = 0; i < batch.areas.size(); ++i) codes.emplace_back(batch.areas.code[i]);
            const bool kept = std::ranges::any_of(codes, [](const auto& one) { return one.ends_with(code); });
            EXPECT_TRUE(kept) << source.id << ": " << join(codes, ", ");
        }
    }
    EXPECT_GE(read.size(), 20U);
    for (const auto& source : left) EXPECT_FALSE(read.contains(source)) << source;
    EXPECT_LE(left.size(), 6U) << "shapefiles, workbooks and quoted tables: "
                               << join({left.begin(), left.end()}, ", ");
}

// areas.csv says how a source's areas are called: by texts, however they look.
TEST(PlaceCodes, AreTheTextsThatAreasCsvHas) {
    std::size_t zeros = 0;
    for (const auto& source : read_sources(source_folder() / "sources")) {
        if (source.area_names.empty()) continue;
        const auto text = text_of(source.folder / "areas.csv");
        for (const auto& [of, name] : source.area_names) {
            EXPECT_TRUE(text.find("\n" + of + ",") != std::string::npos) << source.id << " " << of;
            zeros += of.starts_with('0') ? 1 : 0;
        }
    }
    EXPECT_GT(zeros, 0U) << "Bogotá's localities have them";
}

// 01101 and 1101 are two places; a row that names one is in no other.
TEST(PlaceCodes, WithAndWithoutItsZeroAreTwo) {
    const City city = small_city();
    Areas areas = small_areas();
    for (std::size_t i = 0; i < 2; ++i) {
        areas.layer.push("barrio");
        areas.code.push(i ? "1101" : "01101");
        areas.name.push(i ? "Uno" : "Cero");
        areas.parent_layer.push("");
        areas.parent.push("");
        areas.valid_from.since_epoch.push_back(nothing<std::int32_t>);
        areas.geometry.push("");
    }
    const Gazetteer gazetteer{city, std::span{&areas, 1}};
    const Folder folder;
    const Source source = small_source(folder);
    NoProgress quiet;
    const auto batch =
        read_here(source, city, gazetteer,
                  folder.write("hechos.csv", std::string{small_head} + "1,2020-03-09,14,Robo,,,01101\n"
                                                                       "2,2020-03-09,14,Robo,,,1101\n"
                                                                       "3,2020-03-09,14,Robo,,,001101\n"),
                  quiet);
    ASSERT_EQ(batch.accepted, 3);
    EXPECT_EQ(batch.incidents.area[1][0], "01101");
    EXPECT_EQ(batch.incidents.area[1][1], "1101");
    EXPECT_EQ(batch.incidents.area[1][2], "");
    EXPECT_EQ(found(batch, finding::area_not_found), 1);
}

}  // namespace
}  // namespace atalaya::intake
