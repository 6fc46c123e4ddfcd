#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "intake/propose/city_proposal.hpp"

namespace atalaya::cli {

namespace {

struct Options {
    std::vector<std::string> sources;
    std::string out, name, country;
};

// By its folder, or by its id among those that the program knows.
intake::Source source_named(const Session& session, const std::string& name) {
    const std::filesystem::path folder{name};
    return intake::read_source(
        std::filesystem::exists(folder / "source.toml") ? folder : session.share().data / "sources" / name);
}

int propose_city(const Session& session, const Options& options) {
    std::vector<intake::Source> sources;
    for (const auto& name : options.sources) sources.push_back(source_named(session, name));
    const std::string id = options.out.empty()
                               ? "COMPLETAR"
                               : std::filesystem::weakly_canonical(options.out).filename().string();
    const std::string text =
        intake::city_toml(id, options.name, options.country, sources,
                          [&](const Message& words) { return session.voice.say(words); });
    if (!options.out.empty()) intake::write_city(options.out, text);
    if (session.json) {
        JsonWriter json;
        json.object().key("city").text(id).key("toml").text(text).end();
        fmt::print("{}\n", json.str());
    } else if (options.out.empty()) {
        fmt::print("{}", text);
    }
    if (options.out.empty()) return 0;
    fmt::print(stderr, "{}\n",
               session.voice.say("city.proposed.where", {{"folder", shell_word(options.out)}, {"city", id}}));
    return 0;
}

}  // namespace

void add_proposal_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto* city = app.add_subcommand("city", say("help.city"));
    city->require_subcommand(1);
    city->group(say("group.begin"));
    examples(
        *city, session.voice,
        "atalaya city propose sources/mi-limites sources/mi-policia --out cities/mi-ciudad --country AR");
    auto options = std::make_shared<Options>();
    auto* propose = city->add_subcommand("propose", say("help.city.propose"));
    propose->add_option("SOURCES", options->sources, say("help.city.propose.sources"))->required();
    propose->add_option("--out", options->out, say("help.city.propose.out"))->type_name(say("type.folder"));
    propose->add_option("--name", options->name, say("help.city.propose.name"))->type_name(say("type.words"));
    propose->add_option("--country", options->country, say("help.city.propose.country"))
        ->type_name(say("type.country"));
    examples(*propose, session.voice,
             "atalaya city propose sources/mi-limites sources/mi-policia --out cities/mi-ciudad "
             "--name \"Mi Ciudad\" --country AR");
    propose->callback([&session, options] {
        session.chosen = [&session, options] { return propose_city(session, *options); };
    });
}

}  // namespace atalaya::cli
