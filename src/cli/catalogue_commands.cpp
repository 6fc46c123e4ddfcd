#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <set>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/source_check.hpp"
#include "cli/source_grid.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/cities.hpp"
#include "intake/nearest.hpp"
#include "intake/propose/layers_beside.hpp"
#include "intake/propose/proposal.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::cli {

namespace {

std::string_view kind_name(intake::Kind kind) {
    switch (kind) {
        case intake::Kind::incidents: return "incidents";
        case intake::Kind::tallies: return "tallies";
        case intake::Kind::exposures: return "exposures";
        case intake::Kind::areas: return "areas";
        case intake::Kind::places: return "places";
        case intake::Kind::calendar: return "calendar";
    }
    return "";
}

int list_sources(const Session& session) {
    const auto sources = intake::read_sources(session.share().data / "sources");
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& source : sources) {
            json.object()
                .key("id")
                .text(source.id)
                .key("version")
                .text(source.version)
                .key("kind")
                .text(kind_name(source.kind));
            json.key("name")
                .text(session.voice.say(source.name))
                .key("publisher")
                .text(source.publisher)
                .key("url")
                .text(source.url)
                .key("files")
                .array();
            for (const auto& glob : source.files) json.text(glob);
            json.end().end();
        }
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& source : sources) {
        std::string files;
        for (const auto& glob : source.files) files += (files.empty() ? "" : " ") + glob;
        rows.push_back({source.id, session.voice.word("kind", kind_name(source.kind)),
                        session.voice.word("cadence", source.cadence), files});
    }
    fmt::print("{}", table(session.voice, {{"source"}, {"kind"}, {"cadence"}, {"files"}}, rows,
                           is_terminal(STDOUT_FILENO)));
    return 0;
}

// The cities that use a source, each with the zone that its hours are of there.
std::vector<std::pair<std::string, std::string>> zones_of(const Session& session, const std::string& source) {
    std::vector<std::pair<std::string, std::string>> zones;
    const auto cities = intake::usable_cities(session.share().data / "cities", [](const Error&) {});
    for (const auto& city : cities) {
        if (std::find(city.sources.begin(), city.sources.end(), source) != city.sources.end())
            zones.emplace_back(city.id, city.zone);
    }
    return zones;
}

std::string zones_text(const Voice& voice, const std::vector<std::pair<std::string, std::string>>& zones) {
    const std::string tzdata = tzdata_version(zone_folder());
    std::vector<std::string> told;
    for (const auto& [city, zone] : zones) told.push_back(fmt::format("{} ({})", zone, city));
    const std::string none = voice.say("source.clock.none");
    return voice.say("source.clock", {{"zones", told.empty() ? none : join(told, ", ")},
                                      {"tzdata", tzdata.empty() ? none : tzdata}});
}

// In which cities another source lists the same facts ([[reconciliations]]), and which of the two counts.
struct SameFacts {
    std::string city, counts, listed;
};
std::vector<SameFacts> same_facts_of(const Session& session, const std::string& source) {
    std::vector<SameFacts> same;
    for (const auto& city : intake::usable_cities(session.share().data / "cities", [](const Error&) {})) {
        for (const auto& one : city.reconciliations) {
            if (one.primary == source || one.other == source)
                same.push_back({city.id, one.primary, one.other});
        }
    }
    return same;
}

int show_source(const Session& session, const std::string& id) {
    const auto sources = intake::read_sources(session.share().data / "sources");
    const auto found =
        std::find_if(sources.begin(), sources.end(), [&](const auto& s) { return s.id == id; });
    if (found == sources.end()) {
        std::vector<std::string> ids;
        for (const auto& source : sources) ids.push_back(source.id);
        throw Error{Fault::missing,
                    message("there is no source \"{}\".{}", id, intake::near_or_all(id, ids))};
    }
    JsonWriter json;
    json.object()
        .key("id")
        .text(found->id)
        .key("version")
        .text(found->version)
        .key("recipe")
        .text(found->recipe.hex());
    json.key("kind")
        .text(kind_name(found->kind))
        .key("name")
        .text(session.voice.say(found->name))
        .key("publisher")
        .text(found->publisher);
    json.key("url").text(found->url).key("licence").text(found->licence).key("cadence").text(found->cadence);
    const auto addressee = intake::each_of(found->addressees);
    for (std::size_t i = 0; i < addressee.size(); ++i) {
        const auto& [post, institution, address] = *addressee[i];
        json.key(intake::addressee_keys[i]).object().key("post").text(post);
        json.key("institution").text(institution).key("address").text(address).end();
    }
    const auto zones = zones_of(session, found->id);
    const auto same = same_facts_of(session, found->id);
    if (!same.empty()) {
        json.key("same_facts").array();
        for (const auto& [city, counts, listed] : same)
            json.object().key("city").text(city).key("counts").text(counts).key("listed").text(listed).end();
        json.end();
    }
    json.key("zones").array();
    for (const auto& [city, zone] : zones) json.object().key("city").text(city).key("zone").text(zone).end();
    json.end().key("tzdata").text(tzdata_version(zone_folder()));
    json.key("columns").array();
    for (const auto& column : found->columns()) json.text(column);
    json.end().key("codes").array();
    for (const auto& label : found->labels) {
        json.object()
            .key("code")
            .text(label.code)
            .key("label_1")
            .text(label.label_1)
            .key("label_2")
            .text(label.label_2);
        if (!label.label_3.empty()) json.key("label_3").text(label.label_3);
        json.key("fit").text(label.fit);
        json.key("iccs").array();
        for (const auto& code : label.iccs) json.text(code);
        json.end().key("indicators").array();
        for (const auto& indicator : label.indicators) json.text(indicator);
        json.end().end();
    }
    json.end().end();
    if (session.json) {
        fmt::print("{}\n", json.str());
        return 0;
    }
    std::string addressees;
    for (const auto* one : intake::each_of(found->addressees)) {
        if (one->said()) addressees += (addressees.empty() ? "" : "; ") + intake::line_of(*one);
    }
    fmt::print("{}\n",
               session.voice.say("source.told", {{"id", found->id},
                                                 {"kind", session.voice.word("kind", kind_name(found->kind))},
                                                 {"version", found->version},
                                                 {"name", session.voice.say(found->name)},
                                                 {"publisher", found->publisher},
                                                 {"url", found->url},
                                                 {"licence", found->licence},
                                                 {"addressees", addressees}}));
    fmt::print("{}\n", zones_text(session.voice, zones));
    for (const auto& [city, counts, listed] : same)
        fmt::print("{}\n", session.voice.say("source.same_facts",
                                             {{"city", city}, {"counts", counts}, {"listed", listed}}));
    std::vector<std::vector<std::string>> rows;
    for (const auto& label : found->labels) {
        std::string iccs, indicators;
        for (const auto& code : label.iccs) iccs += (iccs.empty() ? "" : "|") + code;
        for (const auto& indicator : label.indicators)
            indicators += (indicators.empty() ? "" : "|") + indicator;
        const std::string below = label.label_2 + (label.label_3.empty() ? "" : " / " + label.label_3);
        rows.push_back({label.code, label.label_1, below, iccs, label.fit, indicators});
    }
    if (!rows.empty())
        fmt::print(
            "{}", table(session.voice, {{"code"}, {"label"}, {"sublabel"}, {"iccs"}, {"fit"}, {"indicators"}},
                        rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

void print_proposal(const Session& session, const intake::Proposal& proposal, const std::string& id) {
    JsonWriter json;
    json.object().key("id").text(id).key("file").text(proposal.file);
    json.key("rows").integer(proposal.rows).key("looked_at").integer(proposal.looked_at);
    json.key("choices").array();
    for (const auto& choice : proposal.choices) {
        json.object().key("key").text(choice.key).key("values").array();
        for (const auto& value : choice.values) json.text(value);
        json.end()
            .key("confidence")
            .integer(choice.confidence)
            .key("why")
            .text(session.voice.say(choice.why));
        if (!choice.question.empty()) json.key("question").text(session.voice.say(choice.question));
        json.end();
    }
    json.end().key("labels").array();
    for (const auto& label : proposal.labels) {
        json.object().key("label_1").text(label.label_1).key("label_2").text(label.label_2);
        json.key("rows").integer(label.rows).end();
    }
    fmt::print("{}\n", json.end().end().str());
}

// Those of [area.*] of which no source beside has the areas: another file has to tell them.
std::vector<std::string> layers_without_areas(const intake::Proposal& proposal,
                                              const std::vector<intake::LayerBeside>& beside) {
    constexpr std::string_view table = "area.";
    std::vector<std::string> layers;
    for (const auto& choice : proposal.choices) {
        if (!choice.key.starts_with(table) || !choice.key.ends_with(".column")) continue;
        const auto past = choice.key.find('.', table.size());
        const std::string layer = choice.key.substr(table.size(), past - table.size());
        const bool told = std::any_of(beside.begin(), beside.end(),
                                      [&](const auto& one) { return one.drawn && one.id == layer; });
        if (!told) layers.push_back(layer);
    }
    return layers;
}

// The sources in the folder of the one that is proposed which no city names yet: of the city that is being described.
std::vector<intake::Source> sources_beside(const Session& session, const std::filesystem::path& out) {
    std::set<std::string> of_cities;
    for (const auto& city : intake::usable_cities(session.share().data / "cities", [](const Error&) {}))
        of_cities.insert(city.sources.begin(), city.sources.end());
    std::vector<intake::Source> sources;
    const auto folder = std::filesystem::weakly_canonical(out).parent_path();
    if (!std::filesystem::is_directory(folder)) return sources;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (std::filesystem::exists(entry.path() / "source.toml") &&
            !of_cities.contains(entry.path().filename().string()))
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
        try {
            sources.push_back(intake::read_source(path));
        } catch (const Error&) {
            continue;  // one that cannot be read tells nothing; `source check` says why
        }
    }
    return sources;
}

struct SourceAsked {
    std::string file, out, city;
};

int propose_source(const Session& session, const SourceAsked& asked_for) {
    const auto& [file, out, city] = asked_for;
    TerminalProgress progress{session.voice};
    auto proposal = intake::propose(file, progress);
    std::vector<intake::LayerBeside> beside;
    if (!city.empty())
        beside = intake::layers_beside(service::read_catalogue(session.share(), city).city);
    else if (!out.empty())
        beside = intake::layers_beside(sources_beside(session, out));
    intake::settle_layers(proposal, beside);
    const auto say = [&](const Message& words) { return session.voice.say(words); };
    const std::string id = out.empty() ? intake::id_of_file(proposal.file)
                                       : std::filesystem::weakly_canonical(out).filename().string();
    if (!out.empty()) intake::write_proposal(proposal, out, say);
    if (session.json)
        print_proposal(session, proposal, id);
    else if (out.empty())
        fmt::print("{}", intake::source_toml(proposal, id, say));
    const auto asked = std::count_if(proposal.choices.begin(), proposal.choices.end(),
                                     [](const auto& choice) { return !choice.question.empty(); });
    fmt::print(stderr, "{}\n",
               session.voice.say("source.proposed",
                                 {{"n", number(static_cast<std::int64_t>(proposal.choices.size()))},
                                  {"asked", number(asked)}}));
    if (out.empty()) return 0;
    const bool codes = proposal.kind == intake::Kind::incidents || proposal.kind == intake::Kind::tallies;
    if (codes) fmt::print(stderr, "{}\n", session.voice.say("source.proposed.codes"));
    if (const auto layers = layers_without_areas(proposal, beside); !layers.empty())
        fmt::print(stderr, "{}\n",
                   session.voice.say("source.proposed.limits", {{"layers", join(layers, ", ")}}));
    fmt::print(stderr, "{}\n", session.voice.say("source.proposed.where", {{"folder", shell_word(out)}}));
    return 0;
}

int list_indicators(const Session& session) {
    const auto indicators = service::read_indicators(session.share().data / "indicators");
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& indicator : indicators) {
            json.object()
                .key("id")
                .text(indicator.id)
                .key("version")
                .text(indicator.version)
                .key("name")
                .text(session.voice.say(indicator.name));
            json.key("definition")
                .text(session.voice.say(indicator.definition))
                .key("unit")
                .text(indicator.unit)
                .key("basis")
                .text(indicator.basis);
            json.key("exposure")
                .text(indicator.exposure)
                .key("per")
                .integer(indicator.per)
                .key("tier")
                .text(indicator.tier)
                .end();
        }
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& indicator : indicators)
        rows.push_back({indicator.id, indicator.version, session.voice.word("unit", indicator.unit),
                        session.voice.word("theme", indicator.group), session.voice.say(indicator.name)});
    fmt::print("{}", table(session.voice, {{"indicator"}, {"version", true}, {"unit"}, {"group"}, {"name"}},
                           rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

}  // namespace

void add_catalogue_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    {
        auto* source = app.add_subcommand("source", say("help.source"));
        source->require_subcommand(1);
        source->group(say("group.measured"));
        examples(*source, session.voice, "atalaya source list\natalaya source show caba-delitos");
        auto* list = source->add_subcommand("list", say("help.source.list"));
        examples(*list, session.voice, "atalaya source list --json");
        list->callback([&session] { session.chosen = [&session] { return list_sources(session); }; });
        auto id = std::make_shared<std::string>();
        auto* show = source->add_subcommand("show", say("help.source.show"));
        show->add_option("ID", *id, say("help.source.show.id"))->required();
        examples(*show, session.voice, "atalaya source show caba-delitos");
        show->callback(
            [&session, id] { session.chosen = [&session, id] { return show_source(session, *id); }; });
        auto asked = std::make_shared<SourceAsked>();
        auto* propose = source->add_subcommand("propose", say("help.source.propose"));
        propose->add_option("FILE", asked->file, say("help.source.propose.file"))->required();
        propose->add_option("--out", asked->out, say("help.source.propose.out"))
            ->type_name(say("type.folder"));
        propose->add_option("--city", asked->city, say("help.source.propose.city"))->type_name("ID");
        examples(
            *propose, session.voice,
            "atalaya source propose delitos.csv\natalaya source propose delitos.csv --out sources/mi-fuente");
        propose->callback([&session, asked] {
            session.chosen = [&session, asked] { return propose_source(session, *asked); };
        });
        add_source_grid(*source, session);
        auto folders = std::make_shared<std::vector<std::string>>();
        auto* check = source->add_subcommand("check", say("help.source.check"));
        check->add_option("FOLDERS", *folders, say("help.source.check.folders"));
        examples(*check, session.voice, "atalaya source check\natalaya source check sources/mi-fuente");
        check->callback([&session, folders] {
            session.chosen = [&session, folders] { return check_sources(session, *folders); };
        });
    }
    add_territory_commands(app, session);
    auto* indicators = app.add_subcommand("indicators", say("help.indicators"));
    indicators->group(say("group.measured"));
    examples(*indicators, session.voice, "atalaya indicators --json");
    indicators->callback([&session] { session.chosen = [&session] { return list_indicators(session); }; });
}

}  // namespace atalaya::cli
