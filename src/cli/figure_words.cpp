#include "cli/figure_words.hpp"

#include <string_view>

namespace atalaya::cli {

std::string unit_said(const Voice& voice, const std::string& unit) {
    constexpr std::string_view per = "per_";
    if (!unit.starts_with(per)) return voice.word("unit", unit);
    return voice.say("unit.per", {{"n", unit.substr(per.size())}});
}

std::string range_called(const Voice& voice, const service::FigureSpec& spec) {
    if (spec.measure == "ratio") return voice.say("figure.limits");
    if (spec.measure == "delay") return voice.say("figure.quartiles");
    if (spec.measure.starts_with("expected")) return voice.say("figure.range");
    return voice.say("figure.interval");
}

std::string base_said(const Voice& voice, const std::string& note) {
    constexpr std::string_view hexagons = " hexagons of ";
    const auto at = note.find(hexagons);
    if (at == std::string::npos) return voice.word("base", note);
    return voice.say("base.hexagons",
                     {{"n", note.substr(0, at)}, {"width", note.substr(at + hexagons.size())}});
}

std::string note_said(const Voice& voice, const std::string& note) {
    const auto colon = note.find(':');
    if (colon == std::string::npos) return voice.word("note", note);
    const std::string code = note.substr(0, colon), what = note.substr(colon + 1);
    if (code == "position") return voice.word("position", what);
    const std::string said = voice.word("note", code, {{"what", what}});
    return said == code ? note : said;
}

std::string rule_change_said(const Voice& voice, const service::RuleChange& change) {
    return voice.say("figure.rule_change", {{"source", change.source},
                                            {"rule", voice.word("counting.rule", change.rule)},
                                            {"before", voice.word("counting", change.before)},
                                            {"after", voice.word("counting", change.after)}});
}

}  // namespace atalaya::cli
