#include "stats/points/hdbscan.hpp"

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/clusters_of_points.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

// Every point is compared with every other.
constexpr std::size_t most_points = 50'000;

Result run_hdbscan(const Asked& asked) {
    const auto places = places_of(asked, "points");
    if (places.size() > most_points) return refusal("too_many_points");
    const auto size = [&](const char* name) { return static_cast<std::size_t>(asked.whole(name)); };
    const auto found = stats::hdbscan(
        places, {.least = size("least"), .neighbours = size("neighbours"), .whole = asked.flag("whole")});
    if (!found) return refusal(std::string{stats::code(found.error())});
    const auto count = found->stability.size();
    const auto numbers = numbers_by_size(found->of, places, count);
    std::vector<double> members(count), stability(count);
    for (std::size_t i = 0; i < count; ++i) stability[numbers[i]] = found->stability[i];
    Rows points{{"cluster"}};
    std::size_t noise = 0;
    for (const auto cluster : found->of) {
        if (cluster == stats::Clusters::noise) {
            points.add({0});
            ++noise;
            continue;
        }
        const auto number = numbers[static_cast<std::size_t>(cluster)];
        points.add({static_cast<double>(number + 1)});
        ++members[number];
    }
    Rows clusters{{"points", "stability"}};
    for (std::size_t i = 0; i < count; ++i) clusters.add({members[i], finite(stability[i])});
    Rows sums{{"clusters", "noise"}};
    sums.add({static_cast<double>(count), static_cast<double>(noise)});
    Result result;
    result.tables.emplace("points", std::move(points).frame());
    result.tables.emplace("clusters", std::move(clusters).frame());
    result.tables.emplace("summary", std::move(sums).frame());
    return result;
}

}  // namespace

Method hdbscan() {
    return {
        .name = "hdbscan",
        .version = "1",
        .family = "space",
        .tables = {points_table()},
        .settings = {whole("least", 5, 2, 1'000'000), whole("neighbours", 5, 1, 1'000'000),
                     flag("whole", false)},
        .answers = {{.name = "points", .columns = named({"cluster"}), .rows = "points"},
                    {.name = "clusters", .columns = named({"points", "stability"})},
                    {.name = "summary", .columns = named({"clusters", "noise"})}},
        .run = run_hdbscan,
    };
}

}  // namespace atalaya::methods
