// Which breaks are declared for CEAD's files, and why: what the files of Chile and Santiago themselves show of it.
#include <algorithm>
#include <map>
#include <set>

#include "source_folder.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

const fs::path cead = source_folder() / "../shared/data/chile/cead";

struct Groups {
    std::set<std::string> names;
    std::map<std::string, std::map<std::string, std::int64_t>> cases;  // by group and month
};

// Without the areas, which nothing here asks for.
Groups groups_of(const char* id, const char* city, const char* file) {
    const City place = read_city(source_folder() / "cities" / city);
    NoProgress quiet;
    const Batch batch = read_here(read_source(source_folder() / "sources" / id), place, Gazetteer{place, {}},
                                  cead / file, quiet);
    Groups groups;
    for (std::size_t i = 0; i < batch.tallies.size(); ++i) {
        const std::string code =
            std::string{batch.tallies.category[i]}.substr(std::string_view{id}.size() + 1);
        groups.names.insert(code);
        groups.cases[code][iso(month_of(day_at(batch.tallies.month.since_epoch[i])))] +=
            batch.tallies.count[i];
    }
    return groups;
}

void expect_one_coding_and_one_break(const char* id, const char* city, const char* file) {
    if (!fs::exists(cead)) GTEST_SKIP() << "no shared/data/chile beside the repository";
    Groups groups = groups_of(id, city, file);
    EXPECT_EQ(groups.names.size(), 30u);
    for (const auto& name : groups.names)
        EXPECT_EQ(groups.cases[name].size(), 180u)
            << name << " is told of in every month: one list of groups";

    auto& carjackings = groups.cases["robo-violento-vehiculo"];
    for (const auto& [month, cases] : carjackings) {
        EXPECT_TRUE(month >= "2019-11" || cases == 0) << month << ": " << cases;
        EXPECT_TRUE(month < "2020-01" || cases > 200) << month << ": " << cases;
    }
    const City place = read_city(source_folder() / "cities" / city);
    const auto declared = std::find_if(place.breaks.begin(), place.breaks.end(), [](const Break& one) {
        return one.id == "robo-violento-vehiculo-2020";
    });
    ASSERT_NE(declared, place.breaks.end());
    EXPECT_EQ(iso(declared->day), "2020-01-01");
    EXPECT_EQ(declared->indicators, std::vector<std::string>{"vehiculo"});
}

TEST(RealFilesCeadRecoding, Santiago) {
    expect_one_coding_and_one_break("santiago-cead", "santiago", "cead_mensual_rm_2010_2024.csv.gz");
}
TEST(RealFilesCeadRecoding, Chile) {
    expect_one_coding_and_one_break("chile-cead", "chile", "cead_mensual_comunas_2010_2024.parquet");
}

}  // namespace
}  // namespace atalaya::intake
