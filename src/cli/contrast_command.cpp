#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/help.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "service/area_words.hpp"
#include "service/contrast.hpp"
#include "service/indicator_names.hpp"
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
        case service::ClaimKind::rate:
            return voice.say("contrast.rate",
                             {{"value", fmt::format("{:.1f}", value)},
                              {"per", number(static_cast<std::int64_t>(found.claim.number.per))}});
        case service::ClaimKind::share: return fmt::format("{:.1f} % {}", value, voice.say("contrast.whole"));
        case service::ClaimKind::change: break;
    }
    const std::string plain = fmt::format("{:+.1f} %", value);
    return found.claim.number.signless && value > 0 ? plain.substr(1) : plain;
}

std::string in_table(const Voice& voice, const service::Contrast& found, double value) {
    return kind_of(found) == service::ClaimKind::rate ? fmt::format("{:.1f}", value)
                                                      : amount(voice, found, value);
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

std::string territory_called(const Spoken& spoken, const service::Territory& territory) {
    return called(spoken.voice.say(service::area_words(spoken.catalogue, spoken.world.territory(territory))),
                  territory.text());
}

std::string indicator_called(const Spoken& spoken, const std::string& id) {
    return called(spoken.voice.say(service::name_here(spoken.catalogue, id)), id);
}

std::string source_called(const Spoken& spoken, const std::string& id) {
    return called(spoken.voice.say(spoken.catalogue.source(id).name), id);
}

std::string label_called(const Spoken& spoken, const std::string& offence) {
    return called(spoken.voice.say(service::label_named(spoken.catalogue, offence)), offence);
}

std::string break_called(const Spoken& spoken, const std::string& id) {
    for (const auto& broken : spoken.catalogue.city.breaks)
        if (broken.id == id) return spoken.voice.say(broken.what);
    return id;
}

// What is written with blanks between, each by its name.
std::string all_called(const Spoken& spoken, const std::string& codes,
                       std::string (*name)(const Spoken&, const std::string&),
                       const std::string& first = "") {
    std::vector<std::string> names;
    if (!first.empty()) names.push_back(name(spoken, first));
    for (const auto& code : split(codes, ' ')) names.push_back(name(spoken, std::string{code}));
    const std::string last = names.back();
    names.pop_back();
    return names.empty() ? last : join(names, ", ") + " " + spoken.voice.say("contrast.and") + " " + last;
}

std::string named(const Spoken& spoken, const service::Departure& departure) {
    const auto& [what, which] = departure;
    if (what == "offence") return label_called(spoken, which);
    if (what == "offences" || what == "with") return all_called(spoken, which, label_called);
    if (what == "without") return label_called(spoken, which);
    if (what == "unbridged") return break_called(spoken, which);
    if (what == "indicator" || what == "except") return indicator_called(spoken, which);
    if (what == "source" || what == "everything" || what.starts_with("list"))
        return source_called(spoken, which);
    if (what == "territory") return territory_called(spoken, service::parse_territory(which));
    return which;
}

// "divide por residentes de 2010 (…): 2890151, 7.4 % menos": beside ours where there is one.
std::string exposure_said(const Spoken& spoken, const service::Contrast& found,
                          const service::ClaimReading& reading) {
    const bool beside = found.ours_computable && found.ours.exposure == reading.exposure;
    const double more = beside ? 100 * (reading.before / found.ours.before - 1) : 0;
    return spoken.voice.say(beside ? "contrast.exposure.beside" : "contrast.exposure",
                            {{"kind", spoken.voice.word("exposure", reading.exposure)},
                             {"year", fmt::format("{}", reading.exposure_year)},
                             {"more", fmt::format("{:+.1f} %", more)}});
}

std::string said(const Spoken& spoken, const service::Contrast& found, const service::ClaimReading& reading,
                 const service::Departure& departure) {
    const auto& [what, which] = departure;
    const Voice& voice = spoken.voice;
    const bool of_its_own = what == "span" || what == "against" || what == "unit";
    if (what == "exposure") return exposure_said(spoken, found, reading);
    if (what == "everything" && which.empty()) return voice.say("contrast.everything");
    if (what == "together" || what == "added")
        return voice.say(what == "together" ? "contrast.together" : "contrast.added",
                         {{"names", all_called(spoken, which, indicator_called, reading.indicator)}});
    if (of_its_own) return voice.word("departure", what + "." + which);
    return voice.word("departure", what) + (which.empty() ? "" : " " + named(spoken, departure));
}

std::string told(const Spoken& spoken, const service::Contrast& found, const service::ClaimReading& reading) {
    if (reading.departures.empty()) return spoken.voice.say("contrast.ours");
    std::string out;
    for (const auto& departure : reading.departures)
        out += (out.empty() ? "" : "; ") + said(spoken, found, reading, departure);
    return out;
}

std::string counts_of(const Voice& voice, const service::Contrast& found,
                      const service::ClaimReading& reading) {
    const std::string now = iso(reading.period);
    switch (kind_of(found)) {
        case service::ClaimKind::count: return now;
        case service::ClaimKind::rate:
            return fmt::format("{:.0f} ({}) / {:.0f} ({}, {}, {})", reading.now, now, reading.before,
                               voice.word("exposure", reading.exposure), reading.exposure_year,
                               reading.exposure_source);
        case service::ClaimKind::share:
            return fmt::format("{:.0f} / {:.0f} ({})", reading.now, reading.before, now);
        case service::ClaimKind::change: break;
    }
    return fmt::format("{:.0f} ({}), {:.0f} ({})", reading.now, now, reading.before, iso(reading.against));
}

void print_readings(const Spoken& spoken, const service::Contrast& found,
                    const std::vector<service::ClaimReading>& readings) {
    std::vector<std::vector<std::string>> rows;
    const bool searched = found.claim.indicator.empty() && !found.claim.of_everything;
    for (const auto& reading : readings) {
        rows.push_back({in_table(spoken.voice, found, reading.value), told(spoken, found, reading),
                        counts_of(spoken.voice, found, reading)});
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
    json.key("expected_by_chance").number(reading.expected_by_chance);
    if (!reading.exposure.empty())
        json.key("exposure")
            .text(reading.exposure)
            .key("exposure_year")
            .integer(reading.exposure_year)
            .key("exposure_source")
            .text(reading.exposure_source);
    json.key("against")
        .text(reading.against.first < reading.against.past_end ? iso(reading.against) : "")
        .end();
}

std::string_view kind_in_json(service::ClaimKind kind) {
    if (kind == service::ClaimKind::count) return "count";
    if (kind == service::ClaimKind::rate) return "rate";
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
        return voice.say(claim.of_everything       ? "contrast.all_facts"
                         : claim.uncounted.empty() ? "contrast.any_indicator"
                                                   : "contrast.no_indicator");
    const std::string whole = indicator_called(spoken, claim.indicator);
    if (claim.part_indicator.empty() && claim.part_label.empty()) return whole;
    const std::string part = claim.part_indicator.empty() ? named(spoken, {"offence", claim.part_label})
                                                          : indicator_called(spoken, claim.part_indicator);
    return voice.say("contrast.part_of", {{"part", part}, {"whole", whole}});
}

std::string_view by_in_json(service::ClaimCut::By by) {
    switch (by) {
        case service::ClaimCut::By::label: return "label";
        case service::ClaimCut::By::hour: return "hour";
        case service::ClaimCut::By::column: break;
    }
    return "column";
}

std::string_view cut_key(service::ClaimCut::By by) {
    switch (by) {
        case service::ClaimCut::By::label: return "contrast.cut.label";
        case service::ClaimCut::By::hour: return "contrast.cut.hour";
        case service::ClaimCut::By::column: break;
    }
    return "contrast.cut.column";
}

void write_cut(JsonWriter& json, const service::ClaimCut& cut) {
    json.object().key("word").text(cut.word).key("by").text(by_in_json(cut.by));
    json.key("source").text(cut.source).key("which").array();
    for (const auto& which : cut.which) json.text(which);
    json.end().end();
}

std::string runs_told(const Voice& voice, const std::vector<Period>& runs) {
    std::vector<std::string> all;
    for (const auto& run : runs) {
        const std::string first = iso(month_of(run.first));
        const std::string end = iso(month_of(run.past_end - std::chrono::days{1}));
        all.push_back(first == end ? first : first + "–" + end);
    }
    const std::string last = all.back();
    all.pop_back();
    return all.empty() ? last : join(all, ", ") + " " + voice.say("contrast.and") + " " + last;
}

// Our own figure, or why there is none and of what there is one.
void print_ours(const Spoken& spoken, const service::Contrast& found) {
    const Voice& voice = spoken.voice;
    const auto line = [&](std::string_view key, const render::Arguments& words) {
        fmt::print("{}\n", voice.say(key, words));
    };
    if (found.ours_computable) {
        line(found.cuts.empty() || found.cuts[0].can_be_tried() ? "contrast.our_figure"
                                                                : "contrast.our_figure.uncut",
             {{"value", amount(voice, found, found.ours.value)},
              {"counts", counts_of(voice, found, found.ours)}});
        if (!found.bridged.empty()) line("contrast.bridged", {{"what", break_called(spoken, found.bridged)}});
        if (found.same_vintages > 0) line("contrast.same_vintages", {{"n", number(found.same_vintages)}});
    } else if (!found.known.empty()) {
        line("contrast.gap",
             {{"known", runs_told(voice, found.known)}, {"missing", runs_told(voice, found.missing)}});
    } else if (!found.claim.indicator.empty()) {
        line("contrast.no_figure", {});
    }
    if (!found.ours_refused.empty())
        line("contrast.refused", {{"why", voice.word("reason", found.ours_refused)}});
}

void print_cuts(const Spoken& spoken, const service::Contrast& found) {
    for (const auto& cut : found.cuts) {
        const bool of_label = cut.can_be_tried();
        const std::string which =
            of_label ? all_called(spoken, join(cut.which, " "), label_called) : join(cut.which, ", ");
        fmt::print("{}\n",
                   spoken.voice.say(cut_key(cut.by), {{"word", cut.word},
                                                      {"which", which},
                                                      {"source", source_called(spoken, cut.source)}}));
    }
}

// What explains the number, then what may be a coincidence: none of that where words of the claim were not read.
void print_agreeing(const Spoken& spoken, const service::Contrast& found) {
    constexpr std::size_t most_coincidences = 3;
    const auto line = [&](std::string_view key, const render::Arguments& words) {
        fmt::print("{}\n", spoken.voice.say(key, words));
    };
    if (found.ours_computable && found.claim.number.fits(found.ours.value)) {
        line(found.agreeing == 1 ? "contrast.agree.ours.alone" : "contrast.agree.ours",
             {{"n", number(found.agreeing - 1)}, {"k", number(found.tried)}});
        return;
    }
    std::vector<service::ClaimReading> explain, chance;
    for (const auto& reading : found.agree) (reading.may_be_chance() ? chance : explain).push_back(reading);
    const render::Arguments numbers{{"n", number(found.agreeing)}, {"k", number(found.tried)}};
    line(explain.empty() ? "contrast.agree.chance" : "contrast.agree", numbers);
    if (!explain.empty()) print_readings(spoken, found, explain);
    if (chance.empty() || !found.claim.unread.empty()) return;
    if (!explain.empty()) line("contrast.chance", {});
    chance.resize(std::min(chance.size(), most_coincidences));
    print_readings(spoken, found, chance);
}

void print_json(const service::Contrast& found) {
    const auto& claim = found.claim;
    JsonWriter json;
    const auto& number = claim.number;
    json.object().key("claim").object().key("kind").text(kind_in_json(number.kind));
    json.key("value").number(number.value).key("tolerance").number(number.tolerance);
    json.key("bound").text(bound_in_json(number.bound)).key("signless").boolean(number.signless);
    if (number.per > 0) json.key("per").number(number.per);
    json.key("indicator").text(claim.indicator).key("of_everything").boolean(claim.of_everything);
    json.key("part_indicator").text(claim.part_indicator).key("part_label").text(claim.part_label);
    json.key("territory").text(claim.territory.text()).key("month").text(iso(claim.month));
    json.key("months").integer(claim.months).key("against_months").integer(claim.against_months);
    json.key("unread").array();
    for (const auto& word : claim.unread) json.text(word);
    json.end().key("uncounted").array();
    for (const auto& word : claim.uncounted) json.text(word);
    json.end().end().key("without_data").text(found.without_data);
    if (found.ours_computable) write_reading(json.key("ours"), found.ours);
    json.key("ours_refused").text(found.ours_refused).key("bridged").text(found.bridged);
    for (const auto& [key, runs] : {std::pair{"known", &found.known}, {"missing", &found.missing}}) {
        json.key(key).array();
        for (const auto& run : *runs) json.text(iso(run));
        json.end();
    }
    json.key("cuts").array();
    for (const auto& cut : found.cuts) write_cut(json, cut);
    json.end().key("same_vintages").integer(found.same_vintages).key("agree").array();
    for (const auto& reading : found.agree) write_reading(json, reading);
    json.end().key("nearest").array();
    for (const auto& reading : found.nearest) write_reading(json, reading);
    json.end().key("agreeing").integer(found.agreeing).key("tried").integer(found.tried).end();
    fmt::print("{}\n", json.str());
}

// Words of which nothing is said but that they told nothing.
std::vector<std::string> without_cuts(const service::Contrast& found) {
    auto words = found.claim.unread;
    std::erase_if(words, [&](const std::string& word) {
        return std::ranges::find(found.cuts, word, &service::ClaimCut::word) != found.cuts.end();
    });
    return words;
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
                                 {"territory", territory_called(spoken, claim.territory)},
                                 {"month", months_told(voice, claim)},
                                 {"value", said_amount(voice, found)}});
    if (claim.of_everything && claim.number.kind == service::ClaimKind::share) {
        line("contrast.share_of_everything", {});
        return 0;
    }
    if (!claim.uncounted.empty()) {
        line("contrast.uncounted", {{"words", join(claim.uncounted, ", ")}});
        return 0;
    }
    if (!found.without_data.empty()) {
        line("contrast.without_data", {{"indicator", indicator_called(spoken, found.without_data)}});
        return 0;
    }
    const auto unread = without_cuts(found);
    if (!unread.empty()) line("contrast.unread", {{"words", join(unread, ", ")}});
    print_cuts(spoken, found);
    if (claim.of_everything) line("contrast.of_everything", {});
    print_ours(spoken, found);
    if (std::ranges::any_of(found.cuts, [](const auto& cut) { return !cut.can_be_tried(); })) return 0;
    fmt::print("\n");
    if (found.tried == 0) {
        line("contrast.untried", {});
    } else if (found.agree.empty() && found.tried == 1 && found.ours_computable) {
        line("contrast.none.alone", {});
    } else if (found.agree.empty()) {
        line("contrast.none", {{"k", number(found.tried)}});
        print_readings(spoken, found, found.nearest);
    } else {
        print_agreeing(spoken, found);
    }
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
