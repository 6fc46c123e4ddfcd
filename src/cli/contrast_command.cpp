#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <CLI/CLI.hpp>

#include "cli/app.hpp"
#include "cli/classes.hpp"
#include "cli/contrast_json.hpp"
#include "cli/contrast_words.hpp"
#include "cli/help.hpp"
#include "cli/number_forms.hpp"
#include "cli/terminal.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::cli {

namespace {

struct ContrastOptions {
    std::vector<std::string> words;
    service::ClaimParts parts;
    std::string vintage;
    bool unlike_units = false;
    std::string author, reason;
};

// Who wants unlike units divided; nobody unless it was said.
std::optional<service::UnlikeUnits> unlike_units(const ContrastOptions& options) {
    if (options.unlike_units) return service::UnlikeUnits{options.author, options.reason, today()};
    if (options.author.empty() && options.reason.empty()) return {};
    throw Error{Fault::usage,
                message("--by and --why are of who wants unlike units divided: say --unlike-units "
                        "too")};
}

service::ClaimKind kind_of(const service::Contrast& found) {
    return found.claim.number.kind;
}

void print_readings(const Spoken& spoken, const service::Contrast& found,
                    const std::vector<service::ClaimReading>& readings) {
    std::vector<std::vector<std::string>> rows;
    const bool searched = found.claim.indicator.empty() && !found.claim.of_everything;
    for (const auto& reading : readings) {
        rows.push_back({in_table(spoken, found, reading), told(spoken, found, reading),
                        counts_of(spoken, found, reading)});
        if (searched)
            rows.back().insert(rows.back().begin() + 1, indicator_called(spoken, reading.indicator));
    }
    std::vector<Column> columns{
        {"value", true}, {"reading"}, {kind_of(found) == service::ClaimKind::count ? "period" : "counts"}};
    if (searched) columns.insert(columns.begin() + 1, {"indicator"});
    fmt::print("{}", table(spoken.voice, columns, rows, is_terminal(STDOUT_FILENO)));
}

std::string_view cut_key(const service::ClaimCut& cut) {
    switch (cut.by) {
        case service::ClaimCut::By::label: return "contrast.cut.label";
        case service::ClaimCut::By::time: return "contrast.cut.time";
        case service::ClaimCut::By::attribute: return "contrast.cut.attribute";
        case service::ClaimCut::By::column: break;
    }
    return "contrast.cut.column";
}

bool is_counted(const service::ClaimCut& cut) {
    return !cut.cuts.empty();
}

// Whether a part was said that is no label, and what is counted of it.
const service::ClaimCut* counted_part(const service::Contrast& found) {
    const auto part = std::ranges::find_if(found.cuts, is_counted);
    return part == found.cuts.end() ? nullptr : &*part;
}

// Our own figure, or why there is none and of what there is one.
void print_ours(const Spoken& spoken, const service::Contrast& found) {
    const Voice& voice = spoken.voice;
    const auto line = [&](std::string_view key, const render::Arguments& words) {
        fmt::print("{}\n", voice.say(key, words));
    };
    if (found.ours_computable && !found.ours_refused.empty()) {
        const std::string& across = found.ours.across;
        line("contrast.our_figure.refused",
             {{"why", voice.word("reason", found.ours_refused) +
                          (across.empty() ? "" : ": " + break_called(spoken, across))},
              {"counts", counts_of(spoken, found, found.ours)}});
        return;
    }
    if (found.ours_computable) {
        const bool whole = std::ranges::all_of(
            found.cuts, [](const auto& cut) { return cut.by == service::ClaimCut::By::label; });
        line(whole ? "contrast.our_figure" : "contrast.our_figure.uncut",
             {{"value", amount(spoken, found, found.ours.value)},
              {"counts", counts_of(spoken, found, found.ours)}});
        if (!found.bridged.empty()) line("contrast.bridged", {{"what", break_called(spoken, found.bridged)}});
        if (found.same_vintages > 0) line("contrast.same_vintages", {{"n", number(found.same_vintages)}});
    } else if (found.missing.empty() && !found.ours_refused.empty()) {
        const std::string& across = found.ours.across;
        return line("contrast.our_figure.none",
                    {{"why", voice.word("reason", found.ours_refused) +
                                 (across.empty() ? "" : ": " + break_called(spoken, across))}});
    } else if (!found.known.empty()) {
        line("contrast.gap",
             {{"known", runs_told(voice, found.known)}, {"missing", runs_told(voice, found.missing)}});
    } else if (!found.claim.indicator.empty() && !counted_part(found)) {
        line("contrast.no_figure", {});
    }
    if (!found.ours_refused.empty())
        line("contrast.refused", {{"why", voice.word("reason", found.ours_refused)}});
}

// The part that was said, and what our records give of it.
void print_counted_part(const Spoken& spoken, const service::Contrast& found, const service::ClaimCut& part) {
    const std::string cut = cut_called(spoken, part.cuts.front());
    const auto& reading = found.with_cut;
    if (!reading) {
        fmt::print("{}\n", spoken.voice.say("contrast.with_cut.none", {{"word", part.word}, {"cut", cut}}));
        return;
    }
    fmt::print("{}\n",
               spoken.voice.say("contrast.with_cut", {{"word", part.word},
                                                      {"cut", cut},
                                                      {"value", in_table(spoken, found, *reading)},
                                                      {"counts", counts_of(spoken, found, *reading)}}));
}

void print_cuts(const Spoken& spoken, const service::Contrast& found) {
    const auto* counted = counted_part(found);
    if (counted) print_counted_part(spoken, found, *counted);
    for (const auto& cut : found.cuts) {
        if (is_counted(cut)) continue;
        const bool of_codes =
            cut.by != service::ClaimCut::By::column && cut.by != service::ClaimCut::By::time;
        const std::string which =
            of_codes ? all_called(spoken, join(cut.which, " "), label_called) : join(cut.which, ", ");
        const std::string source = cut.source.empty() ? cut.source : source_called(spoken, cut.source);
        fmt::print("{}\n", spoken.voice.say(cut_key(cut),
                                            {{"word", cut.word}, {"which", which}, {"source", source}}));
    }
}

// What explains the number, then what may be a coincidence: none of that where words of the claim were not read.
void print_agreeing(const Spoken& spoken, const service::Contrast& found) {
    constexpr std::size_t most_coincidences = 3;
    const auto line = [&](std::string_view key, const render::Arguments& words) {
        fmt::print("{}\n", spoken.voice.say(key, words));
    };
    if (!counted_part(found) && found.ours_computable && found.claim.number.fits(found.ours.value)) {
        if (!found.ours_refused.empty()) return line("contrast.agree.refused", {});
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

void print_silent_sources(const Spoken& spoken, const service::Contrast& found) {
    if (found.silent_sources.empty()) return;
    fmt::print("{}\n", spoken.voice.say(
                           "contrast.silent_sources",
                           {{"names", all_called(spoken, join(found.silent_sources, " "), source_called)}}));
}

// Of what no indicator counts: the labels of the sources that say it, with what they come to.
void print_labels(const Spoken& spoken, const service::Contrast& found) {
    const std::string words = join(found.claim.uncounted, ", ");
    fmt::print("{}\n", spoken.voice.say(found.labels.empty() ? "contrast.uncounted" : "contrast.by_label",
                                        {{"words", words}}));
    for (const auto& reading : found.labels) {
        const std::string& labels = reading.departures.front().which;
        const std::string source = labels.substr(0, labels.find(':'));
        fmt::print("{}\n", spoken.voice.say(found.claim.number.fits(reading.value) ? "contrast.label.fits"
                                                                                   : "contrast.label.differs",
                                            {{"labels", all_called(spoken, labels, label_called)},
                                             {"source", source_called(spoken, source)},
                                             {"value", in_table(spoken, found, reading)},
                                             {"counts", counts_of(spoken, found, reading)}}));
    }
}

// By which classification all that was counted, and what of it does not compare with another country's.
void print_classes(const Spoken& spoken, const service::Contrast& found) {
    const auto lines = class_lines(spoken.voice, classes_of(spoken.world, found));
    if (!lines.empty()) fmt::print("\n");
    for (const auto& [key, text] : lines) fmt::print("{}: {}\n", spoken.voice.say(key), text);
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
    const auto unlike = unlike_units(options);
    store::Store store = session.open(unlike ? store::Access::write : store::Access::read);
    const auto catalogue = session.catalogue(store);
    service::Worlds worlds{store, catalogue};
    auto parts = options.parts;
    parts.text = join(options.words, " ");
    const auto found = service::contrast(store, worlds, options.vintage, parts, unlike);
    if (session.json) {
        fmt::print("{}\n", contrast_json(found, classes_of(worlds.at(options.vintage), found)));
        return 0;
    }
    const auto& voice = session.voice;
    const Spoken spoken{voice, catalogue, worlds.at(options.vintage),
                        forms_for(voice, catalogue.city.region)};
    const auto& claim = found.claim;
    const auto line = [&](std::string_view key, const render::Arguments& words) {
        fmt::print("{}\n", voice.say(key, words));
    };
    line("contrast.understood", {{"indicator", what_is_claimed(spoken, claim)},
                                 {"territory", territory_called(spoken, claim.territory)},
                                 {"month", months_told(voice, claim)},
                                 {"value", said_amount(spoken, found)}});
    if (claim.of_everything && claim.number.kind == service::ClaimKind::share) {
        line("contrast.share_of_everything", {});
        return 0;
    }
    if (!claim.uncounted.empty()) {
        print_labels(spoken, found);
        return 0;
    }
    if (!found.without_data.empty()) {
        line("contrast.without_data", {{"indicator", indicator_called(spoken, found.without_data)}});
        return 0;
    }
    if (const auto& taken = found.unit_override)
        line("contrast.unlike_units", {{"part", indicator_called(spoken, taken->part)},
                                       {"part_unit", voice.word("unit", taken->part_unit)},
                                       {"whole", indicator_called(spoken, taken->whole)},
                                       {"whole_unit", voice.word("unit", taken->whole_unit)},
                                       {"author", taken->author},
                                       {"day", taken->decided_on},
                                       {"reason", taken->reason},
                                       {"n", number(taken->number)}});
    const auto unread = without_cuts(found);
    if (!unread.empty()) line("contrast.unread", {{"words", join(unread, ", ")}});
    print_cuts(spoken, found);
    if (claim.of_everything) line("contrast.of_everything", {});
    print_ours(spoken, found);
    if (std::ranges::any_of(found.cuts, [](const auto& cut) { return !cut.can_be_tried(); })) {
        print_classes(spoken, found);
        return 0;
    }
    fmt::print("\n");
    if (found.tried == 0) {
        line("contrast.untried", {});
    } else if (found.agree.empty() && found.tried == 1 && found.ours_computable) {
        line("contrast.none.alone", {});
    } else if (found.agree.empty() && found.nearest.empty()) {
        line("contrast.none.far", {{"k", number(found.tried)}});
    } else if (found.agree.empty()) {
        line("contrast.none", {{"k", number(found.tried)}});
        print_readings(spoken, found, found.nearest);
    } else {
        print_agreeing(spoken, found);
    }
    print_silent_sources(spoken, found);
    print_classes(spoken, found);
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
    command->add_flag("--unlike-units", options->unlike_units, say("help.contrast.unlike_units"));
    command->add_option("--by", options->author, say("help.findings.author"))->type_name(say("type.person"));
    command->add_option("--why", options->reason, say("help.findings.reason"))->type_name(say("type.words"));
    examples(*command, session.voice,
             "atalaya contrast \"los robos bajaron 40 % en agosto de 2020 en la comuna 1\"\n"
             "atalaya contrast \"14 homicidios\" --month 2024-12");
    command->callback(
        [&session, options] { session.chosen = [&session, options] { return run(session, *options); }; });
}

}  // namespace atalaya::cli
