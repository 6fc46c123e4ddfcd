#include "methods/scan_answer.hpp"

#include <numeric>
#include <utility>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/table.hpp"
#include "methods/beside.hpp"
#include "methods/rows.hpp"
#include "stats/scan/space_time.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"cluster",       "locations", "cases", "expected", "ratio",
                                       "relative_risk", "llr",       "p",     "p_error",  "p_gumbel",
                                       "centre_x",      "centre_y",  "radius"};

std::string_view missing_of(const stats::Cluster& cluster) {
    if (!cluster.relative_risk) return "no_base";  // nothing outside to compare with
    return cluster.p_gumbel ? "" : "too_few_values";
}

Frame clusters_of(const Asked& asked, const stats::Scan& scan, const std::vector<Planar>& places,
                  const std::vector<std::int32_t>& days, double runs_per_year) {
    auto names = figures;
    if (runs_per_year > 0) names.emplace_back("recurrence_years");
    Rows rows{names};
    Texts centres, first, last;
    for (std::size_t i = 0; i < scan.clusters.size(); ++i) {
        const auto& cluster = scan.clusters[i];
        const auto& centre = places[cluster.centre];
        std::vector<double> row{static_cast<double>(i + 1),
                                static_cast<double>(cluster.locations.size()),
                                static_cast<double>(cluster.cases),
                                cluster.expected,
                                cluster.ratio,
                                or_nothing(cluster.relative_risk),
                                cluster.llr,
                                cluster.p,
                                cluster.p_error,
                                or_nothing(cluster.p_gumbel),
                                centre.x,
                                centre.y,
                                cluster.radius};
        if (runs_per_year > 0) row.push_back(stats::recurrence_interval(cluster.p, runs_per_year));
        rows.add(row, missing_of(cluster));
        centres.push_back(asked.has("areas", "id") ? asked.table("areas").texts("id")[cluster.centre]
                                                   : std::to_string(cluster.centre + 1));
        if (days.empty()) continue;
        first.push_back(iso(day_at(days[cluster.first_period])));
        last.push_back(iso(day_at(days[cluster.past_period - 1])));
    }
    Frame frame = std::move(rows).frame();
    frame.add("centre", std::move(centres));
    if (days.empty()) return frame;
    frame.add("first_day", std::move(first));
    frame.add("last_day", std::move(last));
    return frame;
}

}  // namespace

std::vector<Setting> scan_settings() {
    return {number("most", 0.5, 0.001, 1), whole("least_cases", 2, 1, 1e6),
            whole("permutations", 999, 1, 99'999), whole("stop_after", 0, 0, 99'999)};
}

double seconds_of_scan(const Asked& asked) {
    double people = 0;
    for (const auto& [table, column] :
         {std::pair{"areas", "cases"}, {"areas", "controls"}, {"areas", "events"}, {"counts", "events"}})
        if (asked.has(table, column))
            for (const double one : asked.table(table).numbers(column)) people += one;
    return people * asked.number("permutations") * 5e-9;
}

stats::ScanOptions scan_options(const Asked& asked) {
    return {.most = asked.number("most"),
            .least_cases = static_cast<std::size_t>(asked.whole("least_cases")),
            .permutations = permutations_of(asked),
            .stop_after = static_cast<std::size_t>(asked.whole("stop_after"))};
}

std::vector<AnswerSpec> scan_answers(bool in_time) {
    auto columns = named(figures);
    columns.push_back({.name = "centre", .holds = Holds::text});
    if (in_time) {
        columns.push_back({.name = "recurrence_years", .unit = "year", .optional = true});
        columns.push_back({.name = "first_day", .holds = Holds::text});
        columns.push_back({.name = "last_day", .holds = Holds::text});
    }
    return {{.name = "clusters", .columns = std::move(columns)},
            {.name = "areas", .columns = named({"cluster", "p"}), .rows = "areas"}};
}

Result scan_answer(const Asked& asked, const stats::Scan& scan, const std::vector<Planar>& places,
                   const std::vector<std::int32_t>& days, double runs_per_year) {
    std::vector<std::size_t> cluster_of(places.size(), 0);
    for (std::size_t i = 0; i < scan.clusters.size(); ++i)
        for (const auto location : scan.clusters[i].locations) cluster_of[location] = i + 1;
    Rows areas{{"cluster", "p"}};
    for (const auto cluster : cluster_of)
        areas.add({static_cast<double>(cluster), cluster == 0 ? 1 : scan.clusters[cluster - 1].p});
    Result result;
    result.tables.emplace("clusters", clusters_of(asked, scan, places, days, runs_per_year));
    result.tables.emplace("areas", std::move(areas).frame());
    if (scan.stopped)
        result.notes.push_back({"stopped_early", {{"replicates", std::to_string(scan.largest.size())}}});
    return result;
}

std::vector<std::uint32_t> whole_counts(const Numbers& counts, std::string_view column) {
    std::vector<std::uint32_t> out;
    for (const double count : counts) {
        if (count > std::numeric_limits<std::uint32_t>::max())
            throw Error{Fault::bad_input,
                        message("expected fewer than 2^32 in the column \"{}\", found {}", column, count)};
        out.push_back(static_cast<std::uint32_t>(count));
    }
    return out;
}

bool too_few_cases(const Numbers& counts) {
    return std::accumulate(counts.begin(), counts.end(), 0.0) < least_cases;
}

void expect_residents(const Asked& asked, const Numbers& counts) {
    const auto& population = asked.table("areas").numbers("population");
    if (population.empty()) return;
    const auto periods = static_cast<std::ptrdiff_t>(counts.size() / population.size());
    const auto cases_of = [&](std::size_t area) {
        const auto first = counts.begin() + static_cast<std::ptrdiff_t>(area) * periods;
        return std::accumulate(first, first + periods, 0.0);
    };
    std::size_t wrong = 0, first = 0;
    for (std::size_t area = population.size(); area-- > 0;) {
        if (population[area] != 0 || cases_of(area) == 0) continue;
        ++wrong;
        first = area;
    }
    if (wrong == 0) return;
    const std::string name =
        asked.has("areas", "id") ? asked.table("areas").texts("id")[first] : std::to_string(first + 1);
    throw Error{
        Fault::bad_input,
        message(
            "table areas: expected residents where there are events, found events ({}) and a population of 0 "
            "in \"{}\" (areas so: {}). Join it to one beside it, or leave its events out",
            cases_of(first), name, wrong)};
}

}  // namespace atalaya::methods
