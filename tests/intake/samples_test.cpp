// Every source's sample, read as its descriptor says, becomes what its expected.csv says.
// With ATALAYA_WRITE_EXPECTED set, expected.csv is written instead: read it before keeping it.
#include <algorithm>

#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

const fs::path sources_root = source_folder() / "sources";

fs::path sample_of(const Source& source) {
    for (const char* name : {"sample.csv", "sample.xlsx", "sample.geojson", "sample.parquet", "sample.zip",
                             "sample.json", "sample.pdf"}) {
        if (fs::exists(source.folder / name)) return source.folder / name;
    }
    return {};
}

// The areas of the samples of all of a city's limits: the little world that samples live in.
Gazetteer sample_gazetteer(const City& city, const std::vector<Source>& sources) {
    const Gazetteer empty{city, {}};
    std::vector<Areas> areas;
    NoProgress quiet;
    for (const auto& source : sources) {
        if (source.kind != Kind::areas || sample_of(source).empty()) continue;
        areas.push_back(read_here(source, city, empty, sample_of(source), quiet).areas);
    }
    return {city, areas};
}

void compare(const Source& source, const City& city, const Gazetteer& gazetteer) {
    NoProgress quiet;
    // A sample has no month in its name: where deliveries do, it stands for that of December 2024.
    ReadOptions options;
    if (source.month_in_name) options.latest = parse_day("2024-12-31");
    const Batch batch = read_here(source, city, gazetteer, sample_of(source), quiet, options);
    const fs::path expected = source.folder / "expected.csv";
    if (std::getenv("ATALAYA_WRITE_EXPECTED"))
        std::ofstream{expected, std::ios::binary} << outcome_csv(batch);
    ASSERT_TRUE(fs::exists(expected)) << source.id << " has a sample but no expected.csv";
    EXPECT_EQ(outcome_csv(batch), text_of(expected)) << source.id;
    EXPECT_EQ(batch.read, batch.accepted + batch.rejected + batch.duplicate) << source.id;
}

class Samples : public testing::TestWithParam<std::string> {};

TEST_P(Samples, BecomeWhatTheyShould) {
    const City city = read_city((source_folder() / "cities") / GetParam());
    const auto sources = read_sources(sources_root, city.sources);
    const Gazetteer gazetteer = sample_gazetteer(city, sources);
    int compared = 0;
    for (const auto& source : sources) {
        if (sample_of(source).empty()) continue;
        compare(source, city, gazetteer);
        ++compared;
    }
    EXPECT_GT(compared, 0) << "no source of " << GetParam() << " has a sample";
}

std::vector<std::string> city_names() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{source_folder() / "cities"}) {
        if (fs::exists(entry.path() / "city.toml")) names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

INSTANTIATE_TEST_SUITE_P(Cities, Samples, testing::ValuesIn(city_names()), [](const auto& city) {
    std::string name = city.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(Sources, EachIsNamedByACityAndHasASample) {
    std::vector<std::string> named;
    for (const auto& city : read_cities(source_folder() / "cities"))
        named.insert(named.end(), city.sources.begin(), city.sources.end());
    for (const auto& source : read_sources(sources_root)) {
        EXPECT_NE(std::find(named.begin(), named.end(), source.id), named.end())
            << source.id << " belongs to no city";
        EXPECT_FALSE(sample_of(source).empty()) << source.id << " has no sample";
        EXPECT_TRUE(fs::exists(source.folder / "README.md")) << source.id << " has no README.md";
    }
}

}  // namespace
}  // namespace atalaya::intake
