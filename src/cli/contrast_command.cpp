#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/contrast.hpp"
#include "service/ledger_names.hpp"

namespace atalaya::cli {

namespace {

struct ContrastOptions {
    std::vector<std::string> words;
    service::ClaimParts parts;
    std::string vintage;
};

service::ClaimKind kind_of(const service::Contrast& found) {
    return found.claim.number.kind;
}

std::string amount(const Voice& voice, const service::Contrast& found, double value) {
    switch (kind_of(found)) {
        case service::ClaimKind::count: return fmt::format("{:.0f}", value);
        case service::ClaimKind::share: return fmt::format("{:.1f} % {}", value, voice.say("contrast.whole"));
        case service::ClaimKind::change: break;
    }
    const std::string plain = fmt::format("{:+.1f} %", value);
    return found.claim.number.signless && value > 0 ? plain.substr(1) : plain;
}

// What was said, with its bound: "100 o más".
std::string said_amount(const Voice& voice, const service::Contrast& found) {
    const std::string plain = amount(voice, found, found.claim.number.value);
    switch (found.claim.number.bound) {
        case service::Bound::at_least: return voice.say("contrast.at_least", {{"value", plain}});
        case service::Bound::at_most: return voice.say("contrast.at_most", {{"value", plain}});
        case service::Bound::none: break;
    }
    return plain;
}

// What names what departures are of.
struct Spoken {
    const Voice& voice;
    const service::Catalogue& catalogue;
    const service::World& world;
};

// "Retiro (barrio:retiro)": what it is called, and what to type.
std::string called(const std::string& name, const std::string& code) {
    return name.empty() || name == code ? code : fmt::format("{} ({})", name, code);
}

std::string territory_called(const service::World& world, const service::Territory& territory) {
    return called(world.territory(territory).name, territory.text());
}

std::string indicator_called(const Spoken& spoken, const std::string& id) {
    const auto* indicator = spoken.catalogue.find_indicator(id);
    return indicator ? called(spoken.voice.say(indicator->name), id) : id;
}

std::string named(const Spoken& spoken, const service::Departure& departure) {
    const auto& [what, which] = departure;
    const auto& [voice, catalogue, world] = spoken;
    if (what == "offence") return called(voice.say(service::label_named(catalogue, which)), which);
    if (what == "indicator") return indicator_called(spoken, which);
    if (what == "source") return called(voice.say(catalogue.source(which).name), which);
    if (what == "territory") return territory_called(world, service::parse_territory(which));
    return which;
}

std::string said(const Spoken& spoken, const service::Departure& departure) {
    const auto& [what, which] = departure;
    const Voice& voice = spoken.voice;
    const bool of_its_own = what == "span" || what == "against" || what == "unit";
    if (of_its_own) return voice.word("departure", what + "." + which);
    return voice.word("departure", what) + (which.empty() ? "" : " " + named(spoken, departure));
}

std::string told(const Spoken& spoken, const service::ClaimReading& reading) {
    if (reading.departures.empty()) return spoken.voice.say("contrast.ours");
    std::string out;
    for (const auto& departure : reading.departures)
        out += (out.empty() ? "" : "; ") + said(spoken, departure);
    return out;
}

std::string counts_of(const service::Contrast& found, const service::ClaimReading& reading) {
    const std::string now = iso(reading.period);
    switch (kind_of(found)) {
        case service::ClaimKind::count: return now;
        case service::ClaimKind::share:
            return fmt::format("{:.0f} / {:.0f} ({})", reading.now, reading.before, now);
        case service::ClaimKind::change: break;
    }
    return fmt::format("{:.0f} ({}), {:.0f} ({})", reading.now, now, reading.before, iso(reading.against));
}

void print_readings(const Spoken& spoken, const service::Contrast& found,
                    const std::vector<service::ClaimReading>& readings) {
    std::vector<std::vector<std::string>> rows;
    const bool searched = found.claim.indicator.empty();
    for (const auto& reading : readings) {
        rows.push_back(
            {amount(spoken.voice, found, reading.value), told(spoken, reading), counts_of(found, reading)});
        if (searched)
            rows.back().insert(rows.back().begin() + 1, indicator_called(spoken, reading.indicator));
    }
    std::vector<Column> columns{
        {"value", true}, {"reading"}, {kind_of(found) == service::ClaimKind::count ? "period" : "counts"}};
    if (searched) columns.insert(columns.begin() + 1, {"indicator"});
    fmt::print("{}", table(spoken.voice, columns, rows, is_terminal(STDOUT_FILENO)));
}

void write_reading(JsonWriter& json, const service::ClaimReading& reading) {
    json.object().key("indicator").text(reading.indicator).key("departures").array();
    for (const auto& departure : reading.departures)
        json.object().key("what").text(departure.what).key("which").text(departure.which).end();
    json.end().key("value").number(reading.value).key("now").number(reading.now);
    json.key("before").number(reading.before).key("period").text(iso(reading.period));
    json.key("against")
        .text(reading.against.first < reading.against.past_end ? iso(reading.against) : "")
        .end();
}

std::string_view kind_in_json(service::ClaimKind kind) {
    if (kind == service::ClaimKind::count) return "count";
    return kind == service::ClaimKind::share ? "share" : "change";
}

std::string_view bound_in_json(service::Bound bound) {
    if (bound == service::Bound::none) return "";
    return bound == service::Bound::at_least ? "at_least" : "at_most";
}

// The months that the claim is of, and those that it compares with where it says others than a year before.
std::string months_told(const Voice& voice, const service::Claim& claim) {
    if (!claim.month_said && claim.indicator.empty()) return voice.say("contrast.last_month");
    const Period period = claim.period();
    if (claim.number.kind != service::ClaimKind::change || claim.against_months == 12) return iso(period);
    const Period against = months_ending(plus_months(claim.month, -claim.against_months), claim.months);
    return iso(period) + ", " + voice.say("contrast.compared", {{"period", iso(against)}});
}

// "Femicidio (...) sobre Homicidio doloso (...)"; the indicator alone of what is no part of it.
std::string what_is_claimed(const Spoken& spoken, const service::Claim& claim) {
    const Voice& voice = spoken.voice;
    if (claim.indicator.empty())
        return voice.say(claim.of_everything && claim.number.kind == service::ClaimKind::share
                             ? "contrast.everything"
                             : "contrast.any_indicator");
    const std::string whole = indicator_called(spoken, claim.indicator);
    if (claim.part_indicator.empty() && claim.part_label.empty()) return whole;
    const std::string part = claim.part_indicator.empty() ? named(spoken, {"offence", claim.part_label})
                                                          : indicator_called(spoken, claim.part_indicator);
    return voice.say("contrast.part_of", {{"part", part}, {"whole", whole}});
}

void print_json(const service::Contrast& found) {
    const auto& claim = found.claim;
    JsonWriter json;
    const auto& number = claim.number;
    json.object().key("claim").object().key("kind").text(kind_in_json(number.kind));
    json.key("value").number(number.value).key("tolerance").number(number.tolerance);
    json.key("bound").text(bound_in_json(number.bound)).key("signless").boolean(number.signless);
    json.key("indicator").text(claim.indicator).key("of_everything").boolean(claim.of_everything);
    json.key("part_indicator").text(claim.part_indicator).key("part_label").text(claim.part_label);
    json.key("territory").text(claim.territory.text()).key("month").text(iso(claim.month));
    json.key("months").integer(claim.months).key("against_months").integer(claim.against_months);
    json.key("unread").array();
    for (const auto& word : claim.unread) json.text(word);
    json.end().end();
    if (found.ours_computable) write_reading(json.key("ours"), found.ours);
    json.key("ours_refused").text(found.ours_refused).key("agree").array();
    for (const auto& reading : found.agree) write_reading(json, reading);
    json.end().key("nearest").array();
    for (const auto& reading : found.nearest) write_reading(json, reading);
    json.end().key("agreeing").integer(found.agreeing).key("tried").integer(found.tried).end();
    fmt::print("{}\n", json.str());
}

int run(const Session& session, const ContrastOptions& options) {
    store::Store store = session.open(store::Access::read);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    auto parts = options.parts;
    parts.text = join(options.words, " ");
    const auto found = service::contrast(store, worlds, options.vintage, parts);
    if (session.json) {
        print_json(found);
        return 0;
    }
    const auto& voice = session.voice;
    const Spoken spoken{voice, catalogue, worlds.at(options.vintage)};
    const auto& claim = found.claim;
    const auto line = [&](std::string_view key, const render::Arguments& words) {
        fmt::print("{}\n", voice.say(key, words));
    };
    line("contrast.understood", {{"indicator", what_is_claimed(spoken, claim)},
                                 {"territory", territory_called(spoken.world, claim.territory)},
                                 {"month", months_told(voice, claim)},
                                 {"value", said_amount(voice, found)}});
    if (!claim.unread.empty()) line("contrast.unread", {{"words", join(claim.unread, ", ")}});
    if (claim.of_everything) line("contrast.of_everything", {});
    if (found.ours_computable) {
        line("contrast.our_figure",
             {{"value", amount(voice, found, found.ours.value)}, {"counts", counts_of(found, found.ours)}});
    } else if (!claim.indicator.empty()) {
        line("contrast.no_figure", {});
    }
    if (!found.ours_refused.empty())
        line("contrast.refused", {{"why", voice.word("reason", found.ours_refused)}});
    if (found.tried == 0) return 0;
    fmt::print("\n");
    const render::Arguments numbers{{"n", number(found.agreeing)}, {"k", number(found.tried)}};
    line(found.agree.empty() ? "contrast.none" : "contrast.agree", numbers);
    print_readings(spoken, found, found.agree.empty() ? found.nearest : found.agree);
    return 0;
}

}  // namespace

void add_contrast_command(CLI::App& app, Session& session) {
    const auto say = [&](std::string_view key) { return session.voice.say(key); };
    auto options = std::make_shared<ContrastOptions>();
    auto* command = app.add_subcommand("contrast", say("help.contrast"));
    command->group(say("group.figures"));
    command->add_option("CLAIM", options->words, say("help.contrast.claim"))->required();
    command->add_option("--indicator", options->parts.indicator, say("help.contrast.indicator"))
        ->type_name("ID");
    command->add_option("--territory", options->parts.territory, say("help.contrast.territory"))
        ->type_name(say("type.territory"));
    command->add_option("--month", options->parts.month, say("help.contrast.month"))
        ->type_name(say("type.month"));
    command->add_option("--as-of", options->vintage, say("option.as_of"))->type_name(say("type.vintage"));
    examples(*command, session.voice,
             "atalaya contrast \"los robos bajaron 40 % en agosto de 2020 en la comuna 1\"\n"
             "atalaya contrast \"14 homicidios\" --month 2024-12");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return run(session, *options); }; });
}

}  // namespace atalaya::cli
