#include "cli/classes.hpp"

#include <fmt/format.h>

#include "cli/app.hpp"
#include "cli/terminal.hpp"
#include "core/text.hpp"

namespace atalaya::cli {

std::string crosswalk_text(const Voice& voice, const intake::Crosswalk& crosswalk) {
    const std::string by =
        crosswalk.author.empty() ? "" : fmt::format(" · {} · {}", crosswalk.author, crosswalk.date);
    return voice.say("codes.crosswalk", {{"name", crosswalk.name},
                                         {"version", crosswalk.version},
                                         {"by", by},
                                         {"digest", short_hash(crosswalk.digest())}});
}

std::string crosswalks_text(const Voice& voice, const service::Coding& coding) {
    std::vector<std::string> told;
    for (const auto& [crosswalk, indicators] : coding.uses)
        told.push_back(crosswalk_text(voice, crosswalk) +
                       (indicators.empty() ? "" : ": " + join(indicators, ", ")));
    return join(told, "; ");
}

std::vector<std::pair<std::string, std::string>> class_lines(const Voice& voice,
                                                             const service::Classified& classified) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (const auto& [source, crosswalk] : classified.used)
        lines.emplace_back("figure.crosswalk", source + ": " + crosswalk_text(voice, *crosswalk));
    for (const auto& [source, list, version, digest, wider] : classified.grouped) {
        lines.emplace_back("figure.list", voice.say("figure.list.of", {{"source", source},
                                                                       {"list", voice.say(list)},
                                                                       {"version", version},
                                                                       {"digest", short_hash(digest)}}));
        for (const auto* label : wider)
            lines.emplace_back("figure.warning", voice.say("figure.wider", {{"label", voice.say(label->name)},
                                                                            {"source", source}}));
    }
    for (const auto& [source, label, meaning] : classified.overlaps)
        lines.emplace_back("figure.warning",
                           voice.say("figure.overlap", {{"label", voice.say(label->name)},
                                                        {"source", source},
                                                        {"classes", join(meaning->iccs, ", ")}}));
    for (const auto& [source, label] : classified.decided)
        lines.emplace_back("figure.decided",
                           voice.say("figure.decided.label", {{"label", harmless(label->label)},
                                                              {"source", source},
                                                              {"code", label->code},
                                                              {"author", harmless(label->author)},
                                                              {"day", label->on}}));
    return lines;
}

std::string list_change_text(const Voice& voice, const service::ListChange& change) {
    return voice.say(change.comparable ? "figure.list_change.same" : "figure.list_change.other",
                     {{"source", change.source},
                      {"before", change.before.id},
                      {"after", change.after.id},
                      {"day", iso(change.after.first)},
                      {"what", voice.say(change.after.what)}});
}

std::string crosswalk_table(const Voice& voice, const service::CrosswalkMoves& moves, bool bold) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& of : moves.indicators) {
        if (of.before == 0 && of.after == 0) continue;
        rows.push_back({of.indicator, std::to_string(of.before), std::to_string(of.after),
                        fmt::format("{:+}", of.after - of.before), std::to_string(of.left),
                        std::to_string(of.came), std::to_string(of.overlap_after)});
    }
    return table(voice,
                 {{"indicator"},
                  {"by_first", true},
                  {"by_second", true},
                  {"change", true},
                  {"left", true},
                  {"came", true},
                  {"overlap", true}},
                 rows, bold);
}

}  // namespace atalaya::cli
