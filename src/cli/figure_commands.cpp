#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/app.hpp"
#include "cli/classes.hpp"
#include "cli/figure_question.hpp"
#include "cli/figure_words.hpp"
#include "cli/help.hpp"
#include "cli/tag_commands.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/answers.hpp"
#include "service/declared_about.hpp"
#include "service/erasure.hpp"
#include "service/kept_counting.hpp"
#include "service/reading_clocks.hpp"
#include "service/undelivered.hpp"
#include "store/unit_overrides.hpp"

namespace atalaya::cli {

namespace {

std::string value_of(const Voice& voice, std::optional<double> value) {
    return value ? canonical_number(*value) : voice.say("figure.no_data");
}

// The value, or that there is none and why.
std::string value_with_reason(const Voice& voice, const service::Figure& figure) {
    if (figure.reason.empty()) return value_of(voice, figure.value);
    const std::string why = voice.word("reason", figure.reason);
    return figure.value ? value_of(voice, figure.value) + " (" + why + ")" : why;
}

// "  corte           2020-10-05.1"
void print_line(std::string_view label, std::string_view what) {
    constexpr std::size_t width = 16;
    const std::size_t length = length_utf8(label);
    fmt::print("  {}{}{}\n", label, std::string(length < width ? width - length : 1, ' '), what);
}

void print_clocks(const Voice& voice, const std::vector<service::SourceClocks>& clocks) {
    for (const auto& [source, laws] : clocks) {
        std::vector<std::string> told;
        for (const auto& [zone, tzdata] : laws)
            told.push_back(zone + ", " +
                           (tzdata.empty() ? voice.say("figure.clock.no_tzdata") : "tzdata " + tzdata));
        print_line(voice.say("figure.clock"), source + ": " + join(told, "; "));
    }
}

void print_counting(const Voice& voice, const std::vector<service::SourceCounting>& counting) {
    for (const auto& [source, unit, basis, rules] : counting) {
        const auto said = [&](const std::string& rule) { return voice.word("counting", rule); };
        print_line(voice.say("figure.counting"),
                   voice.say("figure.counting.of", {{"source", source},
                                                    {"unit", voice.word("unit", unit)},
                                                    {"basis", voice.word("basis", basis)},
                                                    {"stage", said(rules.stage)},
                                                    {"principal", said(rules.principal_offence)},
                                                    {"several", said(rules.multiple_offences)},
                                                    {"attempts", said(rules.attempts)},
                                                    {"threats", said(rules.threats)}}));
    }
}

void print_series(const Voice& voice, const service::World& world, const service::Figure& figure) {
    constexpr std::string_view by_tag = "tag=";
    if (figure.spec.measure != "by_tag" || !figure.spec.part.starts_with(by_tag)) {
        for (const auto& [label, of, low, high] : figure.series)
            fmt::print("    {:<12} {}\n", voice.word("point", label), value_of(voice, of));
        return;
    }
    const auto tags = service::read_tags(world.catalogue().share);
    const auto& tag = tags.tag(figure.spec.part.substr(by_tag.size()));
    for (const auto& [label, of, low, high] : figure.series)
        fmt::print("    {:<12} {:>6}  {}\n", label, value_of(voice, of), tag_point_text(voice, tag, label));
}

// What a figure answers.
void print_asked(const Voice& voice, const service::FigureSpec& spec) {
    fmt::print("{}\n", figure_id(spec));
    fmt::print("  {} · {} · {} · {}\n", spec.indicator, spec.measure, spec.territory, iso(spec.period));
    if (spec.against) print_line(voice.say("figure.against"), iso(*spec.against));
    if (!spec.part.empty()) print_line(voice.say("figure.part"), spec.part);
}

void print_figure(const Voice& voice, store::Store& store, const service::World& world,
                  const service::Figure& figure) {
    const auto line = [&](std::string_view key, std::string_view what) { print_line(voice.say(key), what); };
    const auto value = [&](std::optional<double> of) { return value_of(voice, of); };
    print_asked(voice, figure.spec);
    // Hours, weekdays and the like are many numbers: there is no one value, and none is missing.
    const bool is_a_table = !figure.value && figure.reason.empty() && !figure.series.empty();
    if (!is_a_table) line("figure.value", value_with_reason(voice, figure));
    if (figure.low)
        print_line(range_called(voice, figure.spec),
                   voice.say("figure.between", {{"low", value(figure.low)}, {"high", value(figure.high)}}));
    line("figure.unit", unit_said(voice, figure.unit));
    if (figure.numerator) {
        line("figure.sum",
             value(figure.numerator) + (figure.denominator ? " / " + value(figure.denominator) + " " +
                                                                 base_said(voice, figure.denominator_note)
                                                           : ""));
    }
    if (figure.phi > 0) line("figure.dispersion", value(figure.phi));
    line("figure.records", voice.say("figure.in_and_out", {{"in", std::to_string(figure.records_in)},
                                                           {"out", std::to_string(figure.records_out)}}));
    std::set<std::string> noted;  // a source with several gaps in the period is said once
    for (const auto& note : figure.notes) {
        if (noted.insert(note).second) line("figure.note", note_said(voice, note));
    }
    for (const auto& [source, told] : service::undelivered(world, figure)) {
        line("figure.note", told ? voice.say("figure.undelivered",
                                             {{"source", source},
                                              {"first", iso(month_of(told->first))},
                                              {"last", iso(plus_months(month_of(told->past_end), -1))}})
                                 : voice.say("figure.undelivered.ever", {{"source", source}}));
    }
    for (const auto& [key, text] : class_lines(voice, classified(world, figure.spec))) line(key, text);
    for (const auto& change : list_changes(world, figure.spec))
        line("figure.list_changed", list_change_text(voice, change));
    print_counting(voice,
                   service::counting_of(service::counting_at(store, world.catalogue(), world.vintage_no()),
                                        world.catalogue(), figure));
    for (const auto& change : service::rule_changes_since(store, world, figure))
        line("figure.rule_changed", rule_change_said(voice, change));
    print_clocks(voice, service::clocks_of(store, world, figure));
    print_series(voice, world, figure);
    line("figure.vintage", figure.spec.vintage);
    line("figure.digest", digest_of(figure).hex());
}

// For the desk that reconciles two lists: the day and the place of each that is on one alone, to be looked up in
// the institutions' own papers.
void print_alone(const Voice& voice, const service::World& world, const service::FigureSpec& spec) {
    if (spec.measure != "reconciled") return;
    const auto& territory = world.territory(service::parse_territory(spec.territory));
    for (const auto& lists : world.reconciled()) {
        if (lists.declared->indicator != spec.indicator || spec.part != "source=" + lists.declared->other)
            continue;
        const auto* layer = world.catalogue().city.layer(lists.declared->layer);
        const auto print = [&](const std::string& source, const std::vector<service::OnList>& alone) {
            for (const auto& one :
                 service::part_of_list(alone, spec.period, territory.slot, territory.extent.codes)) {
                print_line(
                    voice.say("figure.alone"),
                    fmt::format(
                        "{}  {}  {}", source, iso(one.day),
                        layer ? layer->id + ":" + one.area[static_cast<std::size_t>(layer->slot)] : ""));
            }
        };
        print(lists.declared->primary, lists.only_primary());
        print(lists.declared->other, lists.only_other());
    }
}

// What the figure said when it was first used, as it was kept; damaged text as it is.
void print_then(const Voice& voice, const std::string& kept) {
    const auto then = nlohmann::json::parse(kept, nullptr, false);
    if (!then.is_object()) {
        print_line(voice.say("figure.then"), kept);
        return;
    }
    const auto number = [&](const char* key) -> std::optional<double> {
        const auto found = then.find(key);
        if (found == then.end() || !found->is_number()) return {};
        return found->get<double>();
    };
    const auto value = [&](const char* key) { return value_of(voice, number(key)); };
    std::string said = value("value");
    if (const auto reason = then.find("reason"); reason != then.end() && reason->is_string())
        said += " (" + voice.word("reason", reason->get<std::string>()) + ")";
    print_line(voice.say("figure.then"), said);
    if (number("low"))
        print_line(voice.say("figure.interval"),
                   voice.say("figure.between", {{"low", value("low")}, {"high", value("high")}}));
    print_line(voice.say("figure.records"),
               voice.say("figure.in_and_out", {{"in", value("records_in")}, {"out", value("records_out")}}));
    for (const auto& point : then.value("series", nlohmann::json::array())) {
        if (!point.is_array() || point.size() < 2 || !point[0].is_string()) continue;
        fmt::print(
            "    {:<12} {}\n", point[0].get<std::string>(),
            value_of(voice, point[1].is_number() ? std::optional{point[1].get<double>()} : std::nullopt));
    }
}

int get(const Session& session, const service::FigureQuestion& question) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    const auto spec = service::spec_of(store, catalogue, question);
    const auto& world = worlds.at(spec.vintage);
    const auto figure = service::compute(worlds, service::as_declared(world, spec));
    if (session.json) {
        fmt::print("{}\n", service::answer_json(store, figure, world));
    } else {
        print_figure(session.voice, store, world, figure);
    }
    return 0;
}

std::string erased_said(const Voice& voice, const store::Erasure& by) {
    return voice.say("figure.erased", {{"day", iso(by.on)}, {"id", by.id}});
}

int show(const Session& session, const std::string& id) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    const auto kept = service::find_kept(store, catalogue, id);
    if (session.json) {
        JsonWriter json;
        json.object()
            .key("figure")
            .text(kept.kept.id)
            .key("kept")
            .raw(kept.kept.value)
            .key("digest")
            .text(kept.kept.digest.hex());
        service::Worlds worlds{store, catalogue};
        put(json, service::classified(worlds.at(kept.spec.vintage), kept.spec));
        std::vector<std::string> sources;
        for (const auto& receipt : kept.receipts)
            if (std::ranges::find(sources, receipt.source) == sources.end())
                sources.push_back(receipt.source);
        const auto& world = worlds.at(kept.spec.vintage);
        put(json, service::counting_of(service::counting_at(store, catalogue, world.vintage_no()), catalogue,
                                       kept.spec.indicator, sources));
        put(json, service::clocks_of(store, kept.receipts));
        json.key("first_used_by").text(kept.kept.first_used_by).key("deliveries").array();
        for (const auto& receipt : kept.receipts) {
            json.object()
                .key("file")
                .text(receipt.file_name)
                .key("source")
                .text(receipt.source)
                .key("sha256")
                .text(receipt.delivery.hex());
            json.key("vintage").text(receipt.vintage).end();
        }
        json.end().key("command").text("atalaya figure repeat " + kept.kept.id).end();
        fmt::print("{}\n", json.str());
        return 0;
    }
    service::Worlds worlds{store, catalogue};
    const auto figure = service::compute(worlds, kept.spec);
    const auto& voice = session.voice;
    const auto line = [&](std::string_view key, std::string_view what) { print_line(voice.say(key), what); };
    const bool same = kept.kept.value == json_of(figure);
    const auto erased = same ? std::nullopt : service::erasure_of(store, catalogue, kept.spec);
    const bool redeclared =
        !same && !erased && service::is_redeclared(worlds.at(kept.spec.vintage), kept.spec);
    // What is computed without the positions that it needs is no answer.
    if (erased)
        print_asked(voice, kept.spec);
    else
        print_figure(voice, store, worlds.at(kept.spec.vintage), figure);
    print_alone(session.voice, worlds.at(kept.spec.vintage), kept.spec);
    if (const auto* indicator = catalogue.find_indicator(kept.spec.indicator)) {
        line("figure.definition", fmt::format("{} v{}: {}", voice.say(indicator->name), indicator->version,
                                              wrapped(voice.say(indicator->definition), 100, 18)));
    }
    line("figure.first_used", kept.kept.first_used_by);
    if (erased) print_line(voice.say("figure.repeated"), erased_said(voice, *erased));
    if (redeclared) print_line(voice.say("figure.repeated"), voice.say("figure.redeclared"));
    if (same) {
        print_line(voice.say("figure.then"), voice.say("figure.the_same"));
    } else {
        print_then(voice, kept.kept.value);
    }
    for (const auto& receipt : kept.receipts) {
        const std::string delivery =
            fmt::format("{}  {}  {}", receipt.delivery.hex(), receipt.source, receipt.file_name);
        line("figure.delivery",
             voice.say("figure.in_vintage", {{"delivery", delivery}, {"vintage", receipt.vintage}}));
    }
    if (!erased) line("figure.command", "atalaya figure repeat " + kept.kept.id);
    return 0;
}

// It comes out otherwise since something else is declared of its months.
bool is_redeclared(const service::World& world, const service::Repeated& repeated) {
    return repeated.as_kept() && !repeated.same() && !repeated.erased &&
           service::is_redeclared(world, repeated.figure.spec);
}

std::string said_of(const Voice& voice, const service::Repeated& repeated, bool redeclared) {
    if (repeated.erased) return erased_said(voice, *repeated.erased);
    if (repeated.same()) return voice.say("figure.same");
    if (redeclared) return voice.say("figure.redeclared");
    return voice.say("figure.not_same", {{"then", repeated.then.hex()}});
}

int repeat(const Session& session, const std::string& id) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    const auto repeated = service::repeat_figure(store, worlds, id);
    const auto& world = worlds.at(repeated.figure.spec.vintage);
    const bool redeclared = is_redeclared(world, repeated);
    if (session.json) {
        JsonWriter json;
        json.object()
            .key("figure")
            .text(figure_id(repeated.figure.spec))
            .key("same")
            .boolean(repeated.same());
        json.key("then").text(repeated.then.hex()).key("now").text(repeated.now.hex());
        if (!repeated.erased) json.key("value").raw(service::answer_json(store, repeated.figure, world));
        put(json.key("rule_changes"), service::rule_changes_since(store, world, repeated.figure));
        if (!repeated.same()) json.key("kept").text(repeated.kept);
        if (repeated.erased) {
            json.key("erased").object().key("on").text(iso(repeated.erased->on));
            json.key("erasure").text(repeated.erased->id).end();
        }
        if (redeclared) json.key("redeclared").boolean(true);
        json.end();
        fmt::print("{}\n", json.str());
    } else {
        const auto& voice = session.voice;
        // What is computed without the positions that it needs is no answer.
        if (repeated.erased)
            print_asked(voice, repeated.figure.spec);
        else
            print_figure(voice, store, world, repeated.figure);
        print_line(voice.say("figure.repeated"), said_of(voice, repeated, redeclared));
        if (!repeated.same()) print_then(voice, repeated.kept);
        if (!repeated.as_kept()) fmt::print(stderr, "{}\n", voice.say("figure.record_changed"));
    }
    if (repeated.erased || redeclared) return exit_code(Fault::missing);
    return repeated.same() ? 0 : exit_code(Fault::corrupt);
}

// Shares of unlike units that somebody answered for.
int overrides(const Session& session) {
    store::Store store = session.open(store::Access::read);
    const auto all = store::unit_overrides(store.records(), store.city());
    if (session.json) {
        JsonWriter json;
        json.array();
        for (const auto& one : all) {
            json.object().key("number").integer(one.number).key("decided_on").text(one.decided_on);
            json.key("author").text(one.author).key("reason").text(one.reason);
            json.key("part").text(one.part).key("part_unit").text(one.part_unit);
            json.key("whole").text(one.whole).key("whole_unit").text(one.whole_unit);
            json.key("claim").text(one.claim).key("vintage").text(one.vintage).end();
        }
        fmt::print("{}\n", json.end().str());
        return 0;
    }
    const auto& voice = session.voice;
    if (all.empty()) {
        fmt::print("{}\n", voice.say("overrides.none"));
        return 0;
    }
    const auto of = [&](const std::string& indicator, const std::string& unit) {
        return indicator + " (" + voice.word("unit", unit) + ")";
    };
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : all)
        rows.push_back({std::to_string(one.number), one.decided_on, one.author, one.reason,
                        of(one.part, one.part_unit), of(one.whole, one.whole_unit), one.claim, one.vintage});
    fmt::print("{}", table(voice,
                           {{"n", true},
                            {"decided_on"},
                            {"author"},
                            {"reason"},
                            {"override_part"},
                            {"override_whole"},
                            {"claim"},
                            {"vintage"}},
                           rows, is_terminal(STDOUT_FILENO)));
    return 0;
}

}  // namespace

void add_figure_commands(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto* figure = app.add_subcommand("figure", say("help.figure"));
    figure->require_subcommand(1);
    figure->group(say("group.figures"));
    examples(*figure, session.voice,
             "atalaya figure get robo --period 2020-08\natalaya figure show b8kq2x1m --dir datos");
    {
        auto* command = figure->add_subcommand("get", say("help.figure.get"));
        const auto question = take_figure_question(*command, session.voice);
        examples(*command, session.voice,
                 "atalaya figure get robo --territory comuna:1 --period 2020-08 --json\n"
                 "atalaya figure get hurto --period 2020-08 --measure change --against 2019-08\n"
                 "atalaya figure get robo --period 2020 --measure rate --as-of 2020-10-05.1");
        command->callback([&session, question] {
            session.chosen = [&session, question] { return get(session, *question); };
        });
    }
    {
        auto* command = figure->add_subcommand("overrides", say("help.figure.overrides"));
        examples(*command, session.voice, "atalaya figure overrides --dir datos");
        command->callback([&session] { session.chosen = [&session] { return overrides(session); }; });
    }
    for (const auto& [name, what, does] : {std::tuple{"show", say("help.figure.show"), &show},
                                           {"repeat", say("help.figure.repeat"), &repeat}}) {
        auto id = std::make_shared<std::string>();
        auto* command = figure->add_subcommand(name, what);
        command->add_option("ID", *id, say("help.figure.id"))->required();
        examples(*command, session.voice, fmt::format("atalaya figure {} b8kq2x1m --dir datos", name));
        command->callback([&session, id, act = does] {
            session.chosen = [&session, id, act] { return act(session, *id); };
        });
    }
}

}  // namespace atalaya::cli
