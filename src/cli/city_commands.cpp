#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <limits>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/number_option.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "simulate/city.hpp"

namespace atalaya::cli {

namespace {

constexpr const char* truth_file = "verdad.json";

int init(const Session& session, const std::string& city, const store::Engines& engines) {
    const auto catalogue = service::read_catalogue(session.share(), city);
    const bool was_there = std::filesystem::exists(session.directory);
    try {
        store::create_directory(session.directory, city, engines);
    } catch (...) {
        std::error_code ignored;
        if (!was_there) std::filesystem::remove_all(session.directory, ignored);
        throw;
    }
    if (session.json) {
        JsonWriter json;
        json.object().key("directory").text(session.directory.string()).key("city").text(city).end();
        fmt::print("{}\n", json.str());
    }
    fmt::print(stderr, "{}\n",
               session.voice.say("init.done",
                                 {{"city", catalogue.city.name}, {"folder", session.directory.string()}}));
    return 0;
}

// A simulation writes over its own earlier files, and over nothing that somebody else put there.
void require_own_or_empty(const std::filesystem::path& out, const char* made) {
    namespace fs = std::filesystem;
    if (!fs::exists(out) || (fs::is_directory(out) && fs::is_empty(out)) || fs::exists(out / made)) return;
    throw Error{Fault::conflict,
                message("--out: expected no folder, an empty one or one that `atalaya simulate` made; "
                        "found {} with something else in it. Give another --out, or empty it",
                        out.string())};
}

// The files of a city hang on these alone: with others, some of an earlier simulation would stay beside the
// new ones, and a folder of deliveries would tell two stories.
struct Shape {
    std::string city, first, last;
    int deliveries{};

    friend bool operator==(const Shape&, const Shape&) = default;
};

Shape shape_of(const simulate::Options& options) {
    return {options.city, fmt::format("{}-01-01", options.first_year),
            fmt::format("{}-12-31", options.first_year + options.years - 1), options.deliveries};
}

Shape shape_of_earlier(const std::filesystem::path& truth) {
    try {
        std::ifstream file{truth};
        const auto json = nlohmann::json::parse(file);
        const auto& history = json.at("history");
        return {json.at("city"), history.at("first"), history.at("last"), json.at("deliveries")};
    } catch (const nlohmann::json::exception&) {
        throw Error{Fault::conflict,
                    message("--out: expected the truth of an earlier simulation in {}; it cannot be read. "
                            "Give another --out",
                            truth.string())};
    }
}

void require_same_files(const std::filesystem::path& out, const simulate::Options& options) {
    const auto truth = out / truth_file;
    if (!std::filesystem::exists(truth)) return;
    const auto earlier = shape_of_earlier(truth);
    if (earlier == shape_of(options)) return;
    throw Error{
        Fault::conflict,
        message("--out: {} holds another simulation ({}, {} to {}, deliveries: {}), some of whose files "
                "would stay beside the new ones. Give another --out, or delete that folder",
                out.string(), earlier.city, earlier.first, earlier.last, earlier.deliveries)};
}

int simulate_city(const Session& session, const simulate::Options& options, const std::filesystem::path& out,
                  std::uint64_t rows) {
    if (rows > 0) {
        constexpr const char* name = "policia-grande.csv";
        require_own_or_empty(out, name);
        std::filesystem::create_directories(out);
        const auto file = out / name;
        const auto bytes = simulate::write_police_of(options.seed, rows, file);
        if (session.json) {
            JsonWriter json;
            json.object()
                .key("file")
                .text(file.string())
                .key("rows")
                .integer(static_cast<std::int64_t>(rows))
                .key("bytes")
                .integer(static_cast<std::int64_t>(bytes))
                .end();
            fmt::print("{}\n", json.str());
        }
        fmt::print(stderr, "{}\n",
                   session.voice.say("simulate.file", {{"rows", number(static_cast<std::int64_t>(rows))},
                                                       {"bytes", std::to_string(bytes)},
                                                       {"file", file.string()}}));
        return 0;
    }
    require_own_or_empty(out, truth_file);
    require_same_files(out, options);
    const auto truth = simulate::simulate(options, out);
    if (session.json) {
        JsonWriter json;
        json.object().key("city").text(truth.city).key("folder").text(out.string()).key("deliveries").array();
        for (const auto& together : truth.deliveries) {
            json.array();
            for (const auto& file : together) json.text(file);
            json.end();
        }
        json.end().end();
        fmt::print("{}\n", json.str());
    }
    fmt::print(stderr, "{}\n",
               session.voice.say("simulate.done",
                                 {{"city", options.city},
                                  {"seed", std::to_string(options.seed)},
                                  {"deliveries", number(static_cast<std::int64_t>(truth.deliveries.size()))},
                                  {"folder", out.string()}}));
    return 0;
}

}  // namespace

void add_city_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    {
        struct Options {
            std::string city;
            store::Engines engines;
        };
        auto options = std::make_shared<Options>();
        auto* command = app.add_subcommand("init", say("help.init"));
        command->add_option("--city", options->city, say("help.init.city"))
            ->type_name(say("type.city"))
            ->required();
        command->add_option("--records", options->engines.records, say("help.init.records"))
            ->type_name(say("type.store"))
            ->capture_default_str();
        command->add_option("--analytics", options->engines.analytics, say("help.init.analytics"))
            ->type_name(say("type.store"))
            ->capture_default_str();
        command->group(say("group.begin"));
        examples(*command, session.voice,
                 "atalaya init --city caba --dir datos\n"
                 "atalaya init --city caba --dir datos --records postgresql://servidor/base --analytics "
                 "postgresql://servidor/base");
        command->callback([&session, options] {
            session.chosen = [&session, options] { return init(session, options->city, options->engines); };
        });
    }
    {
        struct Options {
            simulate::Options simulate;
            std::filesystem::path out = "ciudad-simulada";
            std::uint64_t rows = 0;
        };
        auto options = std::make_shared<Options>();
        auto* command = app.add_subcommand("simulate", say("help.simulate"));
        command->add_option("--city", options->simulate.city, say("help.simulate.city"))
            ->type_name(say("type.city"))
            ->capture_default_str();
        constexpr auto any = std::numeric_limits<std::int64_t>::max();
        take_whole_number(command->add_option("--seed", options->simulate.seed, say("help.simulate.seed")), 0,
                          std::numeric_limits<std::uint64_t>::max())
            ->capture_default_str();
        take_whole_number(command->add_option("--years", options->simulate.years, say("help.simulate.years")),
                          1, simulate::most_years)
            ->capture_default_str();
        take_whole_number(command->add_option("--deliveries", options->simulate.deliveries,
                                              say("help.simulate.deliveries")),
                          1, 12 * simulate::most_years)
            ->capture_default_str();
        command->add_option("--out", options->out, say("option.out"))->type_name(say("type.folder"));
        take_whole_number(command->add_option("--rows", options->rows, say("help.simulate.rows")), 1, any);
        command->group(say("group.begin"));
        examples(*command, session.voice,
                 "atalaya simulate --seed 7 --out ciudad\n"
                 "atalaya simulate --city puerto-calmo --out pueblo");
        command->callback([&session, options] {
            session.chosen = [&session, options] {
                return simulate_city(session, options->simulate, options->out, options->rows);
            };
        });
    }
}

}  // namespace atalaya::cli
