// What every source that is shipped must say besides how it is read: when the next delivery is due, whom to write to
// and how long it is kept.
#include <algorithm>
#include <fstream>
#include <set>

#include "intake/cities.hpp"
#include "intake/retention.hpp"
#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

const fs::path sources_root = source_folder() / "sources";

// Those of the real cities.
std::vector<Source> real_sources() {
    std::set<std::string> made_up;
    for (const auto& city : read_cities(source_folder() / "cities"))
        if (city.simulated) made_up.insert(city.sources.begin(), city.sources.end());
    auto sources = read_sources(sources_root);
    std::erase_if(sources, [&](const Source& source) { return made_up.contains(source.id); });
    return sources;
}

TEST(ShippedSources, EachIsOfOneEditionOrExpectedByEachCity) {
    // Facts and counts: residents and limits have no months that could be missed, and what reads the files of another
    // source comes with them.
    std::map<std::string, std::string> cadence;
    for (const auto& source : real_sources())
        if ((source.kind == Kind::incidents || source.kind == Kind::tallies) && source.beside.empty())
            cadence[source.id] = source.cadence;
    for (const auto& city : read_cities(source_folder() / "cities")) {
        if (city.simulated) continue;
        for (const auto& source : city.sources) {
            if (!cadence.contains(source)) continue;
            const bool expected =
                std::ranges::find(city.expected, source, &Expected::source) != city.expected.end();
            EXPECT_NE(expected, cadence[source] == "once")
                << city.id << ", " << source << ", " << cadence[source];
        }
    }
}

// Where its publisher offers the file: a page of the web, never a path or a word to be filled in.
TEST(ShippedSources, EachSaysWhereItsPublisherOffersTheFile) {
    std::size_t sources = 0;
    for (const auto& source : real_sources()) {
        ++sources;
        EXPECT_TRUE(source.url.starts_with("https://") && source.url.find('.') != std::string::npos &&
                    source.url.find_first_of(" <>") == std::string::npos)
            << source.id << " says " << source.url;
        EXPECT_FALSE(source.publisher.empty() || source.licence.empty()) << source.id;
    }
    EXPECT_GE(sources, 70u);
}

TEST(ShippedSources, EachOfFactsSaysHowLongItIsKept) {
    int of_persons = 0;
    for (const auto& source : real_sources()) {
        if (source.kind != Kind::incidents && source.kind != Kind::tallies) continue;
        const auto says = read_retention(source);
        EXPECT_FALSE(says.of.empty() || says.basis.empty()) << source.id;
        if (source.sealed.empty()) continue;
        ++of_persons;
        EXPECT_TRUE(says.of == "personal" || says.of == "sensitive") << source.id;
        EXPECT_TRUE(says.deliveries && says.texts) << source.id;
    }
    EXPECT_GE(of_persons, 10);
}

// docs/sources.md says how many posts nobody knows and of which sources.
TEST(ShippedSources, PostsThatNobodyKnowsAreCounted) {
    std::ifstream in{source_folder() / "docs/sources.md"};
    const std::string page{std::istreambuf_iterator<char>{in}, {}};
    const auto section = page.substr(page.find("## Whom to write to"));
    int unknown = 0;
    for (const auto& source : real_sources()) {
        for (const auto* one : each_of(source.addressees)) {
            if (!one->said() || !one->post.empty()) continue;
            ++unknown;
            EXPECT_TRUE(section.contains("`" + source.id + "`")) << source.id;
        }
    }
    EXPECT_TRUE(section.contains(" " + std::to_string(unknown) + " are unknown")) << unknown;
}

}  // namespace
}  // namespace atalaya::intake
