#include "simulate/street_names.hpp"

#include <gtest/gtest.h>
#include <map>
#include <set>

namespace atalaya::simulate {
namespace {

// Every block of a street has its own hundred; two streets share the name of another.
TEST(StreetNames, NameABlockButForTheTwoStreetsOfTheSameName) {
    const Town town = villa_marejada();
    std::map<std::string, int> segments;
    std::set<std::string> streets;
    for (int i = 0; i < static_cast<int>(town.segments.size()); ++i) {
        const std::string name = street_name(town, i);
        ++segments[name];
        streets.insert(name.substr(0, name.find(' ')));
        EXPECT_TRUE(name.ends_with("00")) << name;
    }
    EXPECT_EQ(streets.size(), 31u + 37u - 2u);
    for (const auto& [name, n] : segments) {
        const bool twice = name.starts_with("Calandria ") || name.starts_with("Hornero ");
        EXPECT_LE(n, twice ? 2 : 1) << name;
    }
}

TEST(StreetNames, OfTheTwinAreFewer) {
    const Town town = puerto_calmo();
    for (int i = 0; i < static_cast<int>(town.segments.size()); ++i)
        EXPECT_FALSE(street_name(town, i).empty());
}

}  // namespace
}  // namespace atalaya::simulate
