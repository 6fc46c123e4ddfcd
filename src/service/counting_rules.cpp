#include "service/counting_rules.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "intake/toml.hpp"

namespace atalaya::service {

CountingRules counting_rules(const intake::Source& source) {
    static const std::vector<std::string> stages{"input", "output", "not_said"},
        answers{"yes", "no", "not_said"}, several{"each", "once", "not_said"},
        included{"included", "apart", "excluded", "not_said"};
    const auto file = source.folder / "counting.toml";
    CountingRules rules;
    if (!std::filesystem::exists(file)) return rules;
    auto top = intake::read_toml(file);
    rules.stage = top.one_of("stage", stages, rules.stage);
    rules.principal_offence = top.one_of("principal_offence", answers, rules.principal_offence);
    rules.multiple_offences = top.one_of("multiple_offences", several, rules.multiple_offences);
    rules.attempts = top.one_of("attempts", included, rules.attempts);
    rules.threats = top.one_of("threats", included, rules.threats);
    rules.evidence = top.text("evidence");
    top.done();
    return rules;
}

std::vector<NamedRule> named(const CountingRules& rules) {
    return {{"stage", &rules.stage},
            {"principal_offence", &rules.principal_offence},
            {"multiple_offences", &rules.multiple_offences},
            {"attempts", &rules.attempts},
            {"threats", &rules.threats}};
}

std::string json_of(const CountingRules& rules) {
    JsonWriter json;
    json.object();
    for (const auto& [name, said] : named(rules)) json.key(name).text(*said);
    json.key("evidence").text(rules.evidence).end();
    return json.str();
}

CountingRules parse_counting_rules(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const auto word = [&](const char* key) {
        const bool there = json.is_object() && json.contains(key) && json[key].is_string();
        if (!there)
            throw Error{Fault::corrupt,
                        message("counting rules: expected a JSON object with a text under \"{}\", found {}",
                                key, text.substr(0, 60))};
        return json[key].get<std::string>();
    };
    return {word("stage"),    word("principal_offence"), word("multiple_offences"),
            word("attempts"), word("threats"),           word("evidence")};
}

std::vector<SourceCounting> counting_of(const CountingBySource& rules, const Catalogue& catalogue,
                                        const std::string& indicator,
                                        const std::vector<std::string>& sources) {
    const auto* of = catalogue.find_indicator(indicator);
    std::vector<SourceCounting> counting;
    for (const auto& id : sources)
        if (const auto known = rules.find(id); known != rules.end())
            counting.push_back({id, of ? of->unit : "row", catalogue.source(id).basis, known->second});
    return counting;
}

std::vector<SourceCounting> counting_of(const CountingBySource& rules, const Catalogue& catalogue,
                                        const Figure& figure) {
    auto counting = counting_of(rules, catalogue, figure.spec.indicator, figure.sources);
    if (figure.spec.indicator.empty())
        for (auto& of : counting) of.unit = figure.unit;
    return counting;
}

void put(JsonWriter& json, const std::vector<SourceCounting>& counting) {
    json.key("counting").array();
    for (const auto& [source, unit, basis, rules] : counting) {
        json.object().key("source").text(source).key("unit").text(unit).key("basis").text(basis);
        for (const auto& [name, said] : named(rules)) json.key(name).text(*said);
        json.end();
    }
    json.end();
}

}  // namespace atalaya::service
