#include "service/counting_rules.hpp"

#include <algorithm>
#include <filesystem>

#include "intake/toml.hpp"

namespace atalaya::service {

namespace {

bool is_of_facts(const intake::Source& source) {
    return source.kind == intake::Kind::incidents || source.kind == intake::Kind::tallies;
}

}  // namespace

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

std::vector<SourceCounting> counting_of(const Catalogue& catalogue, const std::string& indicator,
                                        const std::vector<std::string>& sources) {
    const auto* of = catalogue.find_indicator(indicator);
    std::vector<SourceCounting> counting;
    for (const auto& id : sources) {
        const auto source = std::ranges::find(catalogue.sources, id, &intake::Source::id);
        if (source != catalogue.sources.end() && is_of_facts(*source))
            counting.push_back({id, of ? of->unit : "row", counting_rules(*source)});
    }
    return counting;
}

std::vector<SourceCounting> counting_of(const World& world, const Figure& figure) {
    auto counting = counting_of(world.catalogue(), figure.spec.indicator, figure.sources);
    if (figure.spec.indicator.empty())
        for (auto& of : counting) of.unit = figure.unit;
    return counting;
}

void put(JsonWriter& json, const std::vector<SourceCounting>& counting) {
    json.key("counting").array();
    for (const auto& [source, unit, rules] : counting) {
        json.object().key("source").text(source).key("unit").text(unit).key("stage").text(rules.stage);
        json.key("principal_offence").text(rules.principal_offence);
        json.key("multiple_offences").text(rules.multiple_offences);
        json.key("attempts").text(rules.attempts).key("threats").text(rules.threats).end();
    }
    json.end();
}

}  // namespace atalaya::service
