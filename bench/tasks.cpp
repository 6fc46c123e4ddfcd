// tasks TASK SIZE [MORE]: one task of the peers' harness done by the catalogue, on the files that its generator wrote into
// $PEERS_DATA, and its line: task, size, wall and processor seconds of the call, memory, a checksum. The clock starts
// when the columns are in memory, as it does for the peers.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/error.hpp"
#include "core/freed_memory.hpp"
#include "core/table.hpp"
#include "core/text.hpp"
#include "core/threads.hpp"
#include "geo/area.hpp"
#include "methods/method.hpp"

namespace {

using namespace atalaya;
using namespace atalaya::methods;

std::string data_file(const std::string& name) {
    const char* folder = std::getenv("PEERS_DATA");
    return fmt::format("{}/{}", folder ? folder : "data", name);
}

std::string whole_text(const std::string& name) {
    std::ifstream in{data_file(name), std::ios::binary};
    if (!in) throw Error{Fault::missing, fmt::format("{} cannot be read; gen.py writes it", data_file(name))};
    return {std::istreambuf_iterator<char>{in}, {}};
}

// The columns of a comma-separated file of numbers, in its order.
std::vector<Numbers> columns_of(const std::string& name) {
    const std::string text = whole_text(name);
    std::vector<Numbers> columns;
    bool head = true;
    for (const auto line : split(text, '\n')) {
        if (line.empty()) continue;
        const auto cells = split(line, ',');
        if (head) columns.resize(cells.size());
        for (std::size_t k = 0; !head && k < cells.size(); ++k)
            columns[k].push_back(decimal_number(cells[k]).value());
        head = false;
    }
    return columns;
}

Texts numbered(std::size_t n) {
    Texts names;
    for (std::size_t k = 0; k < n; ++k) names.push_back(std::to_string(k));
    return names;
}

struct Measured {
    double wall{}, cpu{};
    std::string checksum;
};

double processor_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](timeval t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

Measured measured(const std::function<std::string()>& work) {
    const double cpu = processor_seconds();
    const auto start = std::chrono::steady_clock::now();
    std::string checksum = work();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
            processor_seconds() - cpu, std::move(checksum)};
}

Result answer(const char* method, Question question) {
    question.threads = std::max(1, threads_asked());
    Result result = run(*find(method), question);
    if (!result.refused.empty()) throw Error{Fault::bad_input, fmt::format("{}: {}", method, result.refused)};
    return result;
}

double sum(const Numbers& values) {
    double total = 0;
    for (const double value : values)
        if (!std::isnan(value)) total += value;
    return total;
}

// The queen's neighbours on a square lattice, row by row.
Frame lattice_neighbours(std::size_t side) {
    Texts from, to;
    const auto s = static_cast<std::ptrdiff_t>(side);
    for (std::ptrdiff_t i = 0; i < s * s; ++i)
        for (std::ptrdiff_t r = std::max<std::ptrdiff_t>(0, i / s - 1); r <= std::min(s - 1, i / s + 1); ++r)
            for (std::ptrdiff_t c = std::max<std::ptrdiff_t>(0, i % s - 1); c <= std::min(s - 1, i % s + 1);
                 ++c)
                if (r * s + c != i) {
                    from.push_back(std::to_string(i));
                    to.push_back(std::to_string(r * s + c));
                }
    Frame frame;
    frame.add("from", std::move(from));
    frame.add("to", std::move(to));
    return frame;
}

Measured local(const char* method, const std::string& size, const std::string& permutations) {
    const auto x = columns_of("lattice_" + size + ".csv").at(0);
    Question question{.given = {{"permutations", permutations}}};
    Frame areas;
    areas.add("id", numbered(x.size()));
    areas.add("value", x);
    question.tables["areas"] = std::move(areas);
    question.tables["neighbours"] =
        lattice_neighbours(static_cast<std::size_t>(std::lround(std::sqrt(x.size()))));
    const bool moran = std::string_view{method} == "local_moran";
    return measured([&] {
        const Result result = answer(method, question);
        const Frame& out = result.tables.at("areas");
        int low = 0;
        for (const double p : out.numbers("p_permutation")) low += p <= 0.05;
        return fmt::format("sum{:.4f}/sig{}", sum(out.numbers(moran ? "value" : "z")), low);
    });
}

// Of the cells alone, as the peers answer; of each point too where `at` is "points", and with widths of their own where it
// is "adaptive".
Measured density(const std::string& size, const std::string& kernel, const std::string& at) {
    auto columns = columns_of("points_" + size + ".csv");
    Frame points;
    points.add("x", std::move(columns.at(0)));
    points.add("y", std::move(columns.at(1)));
    Question question{.given = {{"right", "1000"},
                                {"top", "1000"},
                                {"columns", at == "adaptive" ? "200" : "1000"},
                                {"rows", at == "adaptive" ? "200" : "1000"},
                                {"kernel", kernel},
                                {"edge", "none"},
                                {"bandwidth", "given"},
                                {"sd", "10"},
                                {"radius", "20"},
                                {"at_points", at == "points" ? "true" : "false"}}};
    if (at == "adaptive") question.given.insert({{"adaptive", "true"}});
    question.tables["points"] = std::move(points);
    return measured([&] {
        const Result result = answer("kernel_density", std::move(question));
        const auto& cells = result.tables.at("cells").numbers("density");
        return fmt::format("mean{:.6g}/max{:.6g}", sum(cells) / static_cast<double>(cells.size()),
                           *std::ranges::max_element(cells));
    });
}

Measured weekly(const std::string& size, const std::string& kind) {
    const auto columns = columns_of("series_1000.csv");
    const auto wanted = std::min(columns.size(), static_cast<std::size_t>(std::stoul(size)));
    const bool farrington = kind == "farrington";
    const Given given = farrington ? Given{{"years", "4"},
                                           {"half_window", "3"},
                                           {"alpha", "0.01"},
                                           {"from", "261"},
                                           {"past_excluded", "26"}}
                                   : Given{{"method", kind}, {"alpha", "0.001"}, {"from", "261"}};
    return measured([&] {
        double alarms = 0, bounds = 0;
        for (std::size_t k = 0; k < wanted; ++k) {
            Question question{.given = given};
            Frame series;
            series.add("events", columns[k]);
            question.tables["series"] = std::move(series);
            const Result result = answer(farrington ? "farrington" : "ears", std::move(question));
            const Frame& out = result.tables.at("series");
            alarms += sum(out.numbers("alarm"));
            bounds += sum(out.numbers("upper"));
        }
        return fmt::format("alarms{:.0f}/ub{:.4f}", alarms, bounds);
    });
}

Measured knox(const std::string& size, const std::string& permutations, const std::string& distance) {
    auto columns = columns_of("knox_" + size + ".csv");
    Frame events;
    events.add("x", std::move(columns.at(0)));
    events.add("y", std::move(columns.at(1)));
    events.add("day", std::move(columns.at(2)));
    Question question{.given = {{"distance_step", "100"},
                                {"distance_bands", "4"},
                                {"same_place", "0"},
                                {"day_step", "7"},
                                {"day_bands", "4"},
                                {"beyond", "false"},
                                {"distance", distance},
                                {"permutations", permutations}}};
    question.tables["events"] = std::move(events);
    return measured([&] {
        const Result result = answer("near_repeat", question);
        return fmt::format("pairs{:.0f}", sum(result.tables.at("bands").numbers("observed")));
    });
}

Frame scan_areas(const std::string& size) {
    auto columns = columns_of("scan_" + size + "_loc.csv");
    Frame areas;
    areas.add("id", numbered(columns.at(0).size()));
    areas.add("x", std::move(columns[0]));
    areas.add("y", std::move(columns[1]));
    areas.add("population", std::move(columns[2]));
    return areas;
}

std::string first_cluster(const Result& result) {
    const Frame& clusters = result.tables.at("clusters");
    return fmt::format("llr{:.6f}/p{:.4g}", clusters.numbers("llr").at(0), clusters.numbers("p").at(0));
}

Measured scan(const std::string& size, const std::string& replicates) {
    Frame areas = scan_areas(size);
    Numbers events(areas.rows(), 0.0);
    const auto counts = columns_of("scan_" + size + ".csv");
    for (std::size_t row = 0; row < counts[0].size(); ++row)
        events[static_cast<std::size_t>(counts[0][row])] += counts[2][row];
    areas.add("events", std::move(events));
    Question question{.given = {{"permutations", replicates}}};
    question.tables["areas"] = std::move(areas);
    return measured([&] { return first_cluster(answer("scan_poisson", question)); });
}

Measured scan_of_cases_and_controls(const std::string& size, const std::string& replicates) {
    auto columns = columns_of("scan_" + size + "_b.csv");
    Frame areas;
    areas.add("id", numbered(columns.at(0).size()));
    areas.add("x", std::move(columns[0]));
    areas.add("y", std::move(columns[1]));
    areas.add("cases", std::move(columns.at(2)));
    areas.add("controls", std::move(columns.at(3)));
    Question question{.given = {{"permutations", replicates}}};
    question.tables["areas"] = std::move(areas);
    return measured([&] { return first_cluster(answer("scan_bernoulli", question)); });
}

Measured scan_in_time(const std::string& size, const std::string& replicates,
                      const std::string& with_population, const Given& more = {}) {
    Frame areas = scan_areas(size);
    if (with_population != "poisson") areas.columns.pop_back();
    const auto columns = columns_of("scan_" + size + ".csv");
    Texts names;
    for (const double place : columns[0]) names.push_back(fmt::format("{:.0f}", place));
    Frame counts;
    counts.add("area", std::move(names));
    Numbers days;
    const auto before = since_epoch(parse_day("2022-12-31").value());
    for (const double day : columns[1]) days.push_back(before + day);
    counts.add("day", std::move(days));
    counts.add("events", columns[2]);
    Question question{.given = {{"permutations", replicates}, {"longest", "30"}}};
    for (const auto& [name, value] : more) question.given[name] = value;
    question.tables["areas"] = std::move(areas);
    question.tables["counts"] = std::move(counts);
    return measured([&] { return first_cluster(answer("scan_space_time", question)); });
}

Measured inside(const std::string& size, const std::string& areas) {
    const auto columns = columns_of("pip_" + size + ".csv");
    std::vector<geo::MultiPolygon> shapes;
    for (auto& feature : geo::read_geojson(whole_text("polys_" + areas + ".geojson")))
        shapes.push_back(std::move(feature.shape));
    return measured([&] {
        const geo::AreaIndex index{shapes};
        std::vector<std::int64_t> counts(shapes.size());
        std::int64_t matched = 0;
        for (std::size_t row = 0; row < columns[0].size(); ++row)
            if (const auto area = index.locate({columns[0][row], columns[1][row]}); area >= 0) {
                ++counts[static_cast<std::size_t>(area)];
                ++matched;
            }
        std::int64_t squares = 0;
        for (const auto count : counts) squares += count * count;
        return fmt::format("matched{}/sumsq{}", matched, squares);
    });
}

// A process in time alone: where its events were is not asked.
Measured self_exciting(const std::string& size) {
    auto columns = columns_of("hawkes_" + size + ".csv");
    Question question{.given = {{"end", "730"}}};
    Frame events;
    events.add("time", std::move(columns.at(2)));
    question.tables["events"] = std::move(events);
    return measured([&] {
        const Result result = answer("hawkes", question);
        const Frame& process = result.tables.at("process");
        return fmt::format("mu{:.4f}/a{:.4f}/b{:.4f}/loglik{:.2f}", process.numbers("mu")[0],
                           process.numbers("branching")[0], process.numbers("decay")[0],
                           process.numbers("log_likelihood")[0]);
    });
}

// Where they were is asked too, on a square of 10 km: a fit by a given width, or by the one that is sought; and the test of
// contagion, which fits times dealt anew.
Measured self_exciting_in_space(const std::string& size, const std::string& width, const std::string& dealt) {
    auto columns = columns_of("hawkes_" + size + ".csv");
    Question question{
        .given = {
            {"end", "730"}, {"right", "10000"}, {"top", "10000"}, {"width", width}, {"permutations", dealt}}};
    Frame events;
    events.add("x", std::move(columns.at(0)));
    events.add("y", std::move(columns.at(1)));
    events.add("time", std::move(columns.at(2)));
    question.tables["events"] = std::move(events);
    return measured([&] {
        const Result result = answer("hawkes_space", question);
        const Frame& process = result.tables.at("process");
        return fmt::format("theta{:.4f}/wait{:.3f}/spread{:.2f}/width{:.0f}/loglik{:.2f}",
                           process.numbers("branching")[0], process.numbers("mean_wait")[0],
                           process.numbers("spread")[0], process.numbers("bandwidth")[0],
                           process.numbers("log_likelihood")[0]);
    });
}

// Units, periods, when each was first treated (999: never) and what was counted.
struct PanelColumns {
    Numbers unit, period, first, value;
};
PanelColumns panel_of(const std::string& size) {
    auto columns = columns_of("panel_" + size + ".csv");
    return {std::move(columns.at(0)), std::move(columns.at(1)), std::move(columns.at(2)),
            std::move(columns.at(3))};
}
Texts as_texts(const Numbers& numbers) {
    Texts texts;
    for (const double number : numbers) texts.push_back(fmt::format("{:.0f}", number));
    return texts;
}

Measured differences(const std::string& size, const std::string& replicates) {
    auto columns = panel_of(size);
    Frame panel;
    panel.add("unit", as_texts(columns.unit));
    panel.add("period", std::move(columns.period));
    panel.add("value", std::move(columns.value));
    panel.add("first_treated", std::move(columns.first));
    Question question{.given = {{"permutations", replicates}}};
    question.tables["panel"] = std::move(panel);
    return measured([&] {
        const Result result = answer("staggered_differences", question);
        return fmt::format("two_way{:.5f}/att{:.5f}", result.tables.at("design").numbers("two_way")[0],
                           result.tables.at("averages").numbers("att")[0]);
    });
}

// The first unit against those never treated, by the means of each `together` periods before (the last of what is left).
Measured made_up_control(const std::string& size, const std::string& together) {
    const auto columns = panel_of(size);
    constexpr double never = 999;
    const double measure = columns.first.at(0);
    std::map<double, Numbers> before;
    PanelColumns kept;
    for (std::size_t row = 0; row < columns.unit.size(); ++row) {
        const bool one = columns.unit[row] == columns.unit[0];
        if (!one && columns.first[row] != never) continue;
        kept.unit.push_back(columns.unit[row]);
        kept.period.push_back(columns.period[row]);
        kept.value.push_back(columns.value[row]);
        kept.first.push_back(one && columns.period[row] >= measure);
        if (columns.period[row] < measure) before[columns.unit[row]].push_back(columns.value[row]);
    }
    Frame panel, predictors;
    panel.add("unit", as_texts(kept.unit));
    panel.add("period", std::move(kept.period));
    panel.add("value", std::move(kept.value));
    panel.add("treated", std::move(kept.first));
    const auto each = std::stoul(together), known = before.begin()->second.size();
    Numbers units;
    for (const auto& [unit, values] : before) units.push_back(unit);
    predictors.add("unit", as_texts(units));
    for (std::size_t from = 0; from < known; from += each) {
        const std::size_t past = std::min(known, from + each);
        Numbers mean;
        for (const auto& [unit, values] : before)
            mean.push_back(std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(from),
                                           values.begin() + static_cast<std::ptrdiff_t>(past), 0.0) /
                           static_cast<double>(past - from));
        predictors.add("x" + std::to_string(from / each + 1), std::move(mean));
    }
    Question question;
    question.tables["panel"] = std::move(panel);
    question.tables["predictors"] = std::move(predictors);
    return measured([&] {
        const Result result = answer("synthetic_control", question);
        const Frame& effect = result.tables.at("effect");
        return fmt::format("before{:.5f}/gap{:.4f}/rank{:.0f}", effect.numbers("before")[0],
                           effect.numbers("mean_gap")[0], effect.numbers("rank")[0]);
    });
}

using Arguments = std::vector<std::string>;

Measured task(const std::string& name, const Arguments& a) {
    const auto word = [&](std::size_t k, const char* standard) {
        return k < a.size() ? a[k] : std::string{standard};
    };
    if (name == "lisa_moran") return local("local_moran", a.at(0), word(1, "999"));
    if (name == "lisa_g") return local("local_g", a.at(0), word(1, "999"));
    if (name == "kde") return density(a.at(0), word(1, "gaussian"), word(2, "cells"));
    if (name == "surv") return weekly(a.at(0), word(1, "farrington"));
    if (name == "knox") return knox(a.at(0), word(1, "999"), word(2, "manhattan"));
    if (name == "scan_poisson") return scan(a.at(0), word(1, "999"));
    if (name == "scan_bernoulli") return scan_of_cases_and_controls(a.at(0), word(1, "999"));
    if (name == "scan_space_time") return scan_in_time(a.at(0), word(1, "99"), word(2, "poisson"));
    if (name == "scan_retrospective")
        return scan_in_time(a.at(0), word(1, "9"), word(2, "poisson"),
                            {{"stretches", "retrospective"}, {"most", "0.1"}});
    if (name == "hawkes") return self_exciting(a.at(0));
    if (name == "hawkes_space") return self_exciting_in_space(a.at(0), word(1, "0"), word(2, "1"));
    if (name == "did") return differences(a.at(0), word(1, "0"));
    if (name == "synth") return made_up_control(a.at(0), word(1, "4"));
    if (name == "pip") return inside(a.at(0), word(1, "200"));
    throw Error{
        Fault::usage,
        fmt::format("expected lisa_moran, lisa_g, kde, surv, knox, scan_poisson, scan_bernoulli, "
                    "scan_space_time, scan_retrospective, hawkes, hawkes_space, did, synth or pip, found {}",
                    name)};
}

}  // namespace

int main(int argc, char** argv) try {
    keep_freed_memory();
    const Arguments arguments(argv + std::min(argc, 2), argv + argc);
    if (arguments.empty()) throw Error{Fault::usage, "expected TASK SIZE [MORE]"};
    const Measured done = task(argv[1], arguments);
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    std::string size = "n" + arguments[0];
    for (std::size_t k = 1; k < arguments.size(); ++k) size += "_" + arguments[k];
    fmt::print("task={} size={} peer=atalaya version={} seconds={:.4g} cpu={:.4g} rss_mb={} checksum={}\n",
               argv[1], size, BENCH_VERSION, done.wall, done.cpu, used.ru_maxrss / 1024, done.checksum);
} catch (const std::exception& error) {
    fmt::print(stderr, "tasks: {}\n", error.what());
    return 1;
}
