#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/help.hpp"
#include "cli/link_parts.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "service/compared_counts.hpp"

namespace atalaya::cli {

namespace {

using service::ComparedCell;
using service::ComparedCounts;
using Amount = std::optional<std::int64_t>;

std::string amount(const Voice& voice, const Amount& n) {
    return n ? std::to_string(*n) : voice.say("counts.withheld");
}

std::string difference(const Amount& first, const Amount& second) {
    return first && second ? fmt::format("{:+}", *second - *first) : std::string{};
}

// The second for 100 of the first.
std::string ratio(const Amount& first, const Amount& second) {
    if (!first || !second || *first == 0) return {};
    return fmt::format("{:.0f}", 100.0 * static_cast<double>(*second) / static_cast<double>(*first));
}

void print_cells(const Voice& voice, const std::vector<ComparedCell>& cells, const char* head) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& cell : cells) {
        std::string name = cell.name.empty() ? cell.code : cell.name;
        if (name.empty()) name = voice.say("counts.elsewhere");
        rows.push_back({name, amount(voice, cell.first), amount(voice, cell.second),
                        difference(cell.first, cell.second), ratio(cell.first, cell.second)});
    }
    fmt::print(
        "\n{}",
        table(voice, {{head}, {"first", true}, {"second", true}, {"difference", true}, {"per_100", true}},
              rows, is_terminal(STDOUT_FILENO)));
}

void print(const Session& session, const service::Catalogue& catalogue, const ComparedCounts& counts) {
    const Voice& voice = session.voice;
    const auto& declared = *counts.declared;
    const auto line = [&](std::string_view key, const render::Arguments& words) {
        fmt::print("{}\n", voice.say(key, words));
    };
    const std::string first = voice.say(catalogue.source(declared.first).name);
    const std::string second = voice.say(catalogue.source(declared.second).name);
    if (counts.months.empty()) return line("counts.no_months", {{"first", first}, {"second", second}});
    const auto forms = forms_for(voice, catalogue.city.region);
    const auto rate = [&](const std::optional<double>& of) {
        return of ? voice.say("counts.rate", {{"rate", forms.rate(*of)}}) : std::string{};
    };
    line("counts.period", {{"period", iso(counts.period)}});
    line("counts.list", {{"which", voice.say("head.first")},
                         {"source", first},
                         {"n", amount(voice, counts.first)},
                         {"rate", rate(counts.first_rate)}});
    line("counts.list", {{"which", voice.say("head.second")},
                         {"source", second},
                         {"n", amount(voice, counts.second)},
                         {"rate", rate(counts.second_rate)}});
    line("counts.why", {});
    for (const auto& why : declared.differences) fmt::print("  - {}\n", voice.say(why));
    if (counts.withheld) line("counts.domains", {{"least", number(service::smallest_compared)}});
    print_cells(voice, counts.months, "month");
    if (!counts.areas.empty()) print_cells(voice, counts.areas, "territory");
}

void write_amount(JsonWriter& json, std::string_view key, const Amount& n) {
    json.key(key);
    if (n) {
        json.integer(*n);
    } else {
        json.null();
    }
}

void write_cells(JsonWriter& json, std::string_view key, const std::vector<ComparedCell>& cells) {
    json.key(key).array();
    for (const auto& cell : cells) {
        json.object().key("code").text(cell.code);
        if (!cell.name.empty()) json.key("name").text(cell.name);
        write_amount(json, "first", cell.first);
        write_amount(json, "second", cell.second);
        json.end();
    }
    json.end();
}

void write(JsonWriter& json, const Voice& voice, const ComparedCounts& counts) {
    const auto& declared = *counts.declared;
    const auto rate = [&](std::string_view key, const std::optional<double>& of) {
        if (of) json.key(key).number(*of);
    };
    json.object().key("comparison").text(declared.id).key("first_source").text(declared.first);
    json.key("second_source").text(declared.second);
    json.key("period").text(counts.months.empty() ? "" : iso(counts.period));
    write_amount(json, "first", counts.first);
    write_amount(json, "second", counts.second);
    rate("first_rate", counts.first_rate);
    rate("second_rate", counts.second_rate);
    json.key("withheld").boolean(counts.withheld).key("differences").array();
    for (const auto& why : declared.differences) json.text(voice.say(why));
    json.end();
    write_cells(json, "months", counts.months);
    write_cells(json, "areas", counts.areas);
    json.end();
}

struct CountsAsked {
    std::string vintage, comparison;
};

int counts(const Session& session, const CountsAsked& asked) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    const auto all = service::compared_counts(store, worlds, catalogue, asked.vintage, asked.comparison);
    JsonWriter json;
    json.array();
    for (const auto& one : all) {
        if (session.json) {
            write(json, session.voice, one);
        } else {
            print(session, catalogue, one);
        }
    }
    json.end();
    if (session.json) fmt::print("{}\n", json.str());
    return 0;
}

}  // namespace

void add_link_counts(CLI::App& parent, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto asked = std::make_shared<CountsAsked>();
    auto* command = parent.add_subcommand("counts", say("help.link.counts"));
    command->add_option("--vintage", asked->vintage, say("help.link.vintage"))
        ->type_name(say("type.vintage"));
    command->add_option("--comparison", asked->comparison, say("help.link.comparison"))->type_name("ID");
    examples(*command, session.voice, "atalaya link counts --dir datos");
    command->callback(
        [&session, asked] { session.chosen = [&session, asked] { return counts(session, *asked); }; });
}

}  // namespace atalaya::cli
