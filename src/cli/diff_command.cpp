// atalaya diff: which cells two vintages count otherwise, and by which deliveries.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <array>

#include "cli/app.hpp"
#include "cli/classes.hpp"
#include "cli/figure_words.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/area_words.hpp"
#include "service/crosswalk_moves.hpp"
#include "service/kept_counting.hpp"
#include "service/measures.hpp"
#include "service/vintage_changes.hpp"
#include "store/vintage_diff.hpp"

namespace atalaya::cli {

namespace {

// What a change of crosswalk moved, among what deliveries changed: an entry for each indicator.
void write_moves(JsonWriter& json, const service::CrosswalkMoves& moves) {
    for (const auto& of : moves.indicators) {
        if (of.left == 0 && of.came == 0) continue;
        json.object().key("source").text(moves.source).key("indicator").text(of.indicator);
        json.key("before").integer(of.before).key("after").integer(of.after);
        const auto digest = [&](const service::Coding& coding) {
            return coding.for_indicator(of.indicator).digest().hex();
        };
        json.key("crosswalk").object().key("before").text(digest(moves.before));
        json.key("after").text(digest(moves.after)).end().end();
    }
}

void print_moves(const Voice& voice, const service::CrosswalkMoves& moves) {
    fmt::print("\n{}\n{}",
               voice.say("diff.crosswalk", {{"source", moves.source},
                                            {"a", crosswalks_text(voice, moves.before)},
                                            {"b", crosswalks_text(voice, moves.after)}}),
               crosswalk_table(voice, moves, is_terminal(STDOUT_FILENO)));
}

// The areas of a cell, the finest first: those that it is known in.
std::vector<service::Territory> areas_of(const intake::City& city, const store::CellChange& cell) {
    std::vector<service::Territory> areas;
    for (const auto& layer : city.layers) {
        const std::string* codes[] = {&cell.area_1, &cell.area_2, &cell.area_3, &cell.area_4};
        const std::string& code = *codes[layer.slot - 1];
        if (!code.empty()) areas.push_back({layer.id, code});
    }
    return areas;
}

std::string name_of(const service::World& world, const service::Territory& area) {
    return world.has(area) ? world.territory(area).name : area.text();
}

std::string names_of(const Voice& voice, const service::World& world,
                     const std::vector<service::Territory>& areas) {
    std::vector<std::string> names;
    for (const auto& area : areas)
        names.push_back(world.has(area)
                            ? voice.say(service::area_words(world.catalogue(), world.territory(area)))
                            : area.text());
    return names.empty() ? voice.say("diff.no_area") : join(names, ", ");
}

// "2020-01", or "2020-01 - 2020-03" of months that are counted together.
std::string months_of(const store::CellChange& cell) {
    const std::string first = iso(cell.month);
    return cell.months == 1 ? first : first + " - " + iso(cell.month + std::chrono::months{cell.months - 1});
}

// A cell of which the source says that it has no number says no 0, one of which it says so in part the least there was.
std::string count_of(const Voice& voice, std::int64_t count, bool unsaid) {
    if (!unsaid) return std::to_string(count);
    return count == 0 ? voice.say("figure.no_data") : "≥ " + std::to_string(count);
}

// Before, after and the change.
std::array<std::string, 3> counts_of(const Voice& voice, const store::CellChange& cell) {
    const bool counted = !cell.unsaid_before && !cell.unsaid_after;
    return {count_of(voice, cell.before, cell.unsaid_before), count_of(voice, cell.after, cell.unsaid_after),
            counted ? fmt::format("{:+}", cell.after - cell.before) : ""};
}

void write_count(JsonWriter& json, std::string_view key, std::int64_t count, bool unsaid) {
    json.key(key);
    const bool none = unsaid && count == 0;
    none ? json.null() : json.integer(count);
    if (unsaid && !none) json.key(fmt::format("{}_at_least", key)).boolean(true);
}

void write(JsonWriter& json, const service::WholeMonths& of) {
    json.object().key("source").text(of.source).key("came").boolean(of.came).key("months").array();
    for (const auto month : of.months) json.text(iso(month));
    json.end().key("facts").integer(of.facts).key("cells").integer(of.cells).end();
}

void print(const Voice& voice, const service::WholeMonths& of, const std::string& earlier,
           const std::string& later) {
    const std::string first = iso(of.months.front()), last = iso(of.months.back());
    fmt::print("{}\n", voice.say(of.came ? "diff.came" : "diff.went",
                                 {{"source", of.source},
                                  {"months", first == last ? first : first + " - " + last},
                                  {"n", number(std::ssize(of.months))},
                                  {"facts", number(of.facts)},
                                  {"earlier", earlier},
                                  {"later", later}}));
}

int diff(const Session& session, const std::string& from, const std::string& to) {
    store::Store store = session.open(store::Access::read);
    const auto a = store.vintage(from), b = store.vintage(to);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    const auto [cells, whole] = service::changes_of(
        store::vintage_diff(store.analytics(), store.city(), a.no, b.no), worlds.at(a.id), worlds.at(b.id));
    const auto& world = worlds.at("");
    const auto vintages = store.vintages();
    const auto runs = store.records().runs(store.city());
    std::vector<std::vector<std::string>> rows;
    JsonWriter json;
    json.array();
    for (const auto& cell : cells) {
        std::string causes;
        for (const auto& cause : cell.causes) {
            for (const auto& run : runs) {
                if (run.vintage_no == cause.vintage_no && run.source == cell.source)
                    causes +=
                        (causes.empty() ? "" : ", ") + run.file_name + fmt::format(" ({:+})", cause.delta);
            }
        }
        const auto areas = areas_of(catalogue.city, cell);
        auto [before, after, change] = counts_of(session.voice, cell);
        rows.push_back({cell.channel.empty() ? cell.offence : cell.offence + " (" + cell.channel + ")",
                        months_of(cell), names_of(session.voice, world, areas), std::move(before),
                        std::move(after), std::move(change), causes});
        json.object()
            .key("source")
            .text(cell.source)
            .key("offence")
            .text(cell.offence)
            .key("month")
            .text(iso(cell.month));
        if (cell.months != 1) json.key("months").integer(cell.months);
        if (!cell.channel.empty()) json.key("channel").text(cell.channel);
        json.key("areas").array();
        for (const auto& area : areas)
            json.object().key("territory").text(area.text()).key("name").text(name_of(world, area)).end();
        json.end();
        write_count(json, "before", cell.before, cell.unsaid_before);
        write_count(json, "after", cell.after, cell.unsaid_after);
        json.key("deliveries").text(causes).end();
    }
    const auto moved = service::moves_between_vintages(store, a, b);
    for (const auto& of : whole) write(json, of);
    for (const auto& moves : moved) write_moves(json, moves);
    const auto rules = service::rule_changes(service::counting_at(store, catalogue, a.no),
                                             service::counting_at(store, catalogue, b.no));
    for (const auto& change : rules) write(json, change);
    json.end();
    if (session.json) {
        fmt::print("{}\n", json.str());
    } else {
        for (const auto& of : whole) print(session.voice, of, a.id, b.id);
        if (!rows.empty() || whole.empty())
            fmt::print("{}", table(session.voice,
                                   {{"offence"},
                                    {"month"},
                                    {"area"},
                                    {"before", true},
                                    {"after", true},
                                    {"change", true},
                                    {"deliveries"}},
                                   rows, is_terminal(STDOUT_FILENO)));
        for (const auto& moves : moved) print_moves(session.voice, moves);
        for (const auto& change : rules)
            fmt::print("\n{}\n",
                       session.voice.say("diff.rule", {{"change", rule_change_said(session.voice, change)}}));
        fmt::print(stderr, "{}\n",
                   session.voice.say("diff.done", {{"n", number(static_cast<std::int64_t>(cells.size()))},
                                                   {"earlier", a.id},
                                                   {"later", b.id}}));
    }
    return 0;
}

}  // namespace

void add_diff_command(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto ends = std::make_shared<std::pair<std::string, std::string>>();
    auto* command = app.add_subcommand("diff", say("help.diff"));
    command->add_option("VINTAGE1", ends->first, say("help.diff.earlier"))->required();
    command->add_option("VINTAGE2", ends->second, say("help.diff.later"))->required();
    command->group(say("group.figures"));
    examples(*command, session.voice, "atalaya diff 2020-01-05.1 2020-10-05.1 --dir datos");
    command->callback([&session, ends] {
        session.chosen = [&session, ends] { return diff(session, ends->first, ends->second); };
    });
}

}  // namespace atalaya::cli
