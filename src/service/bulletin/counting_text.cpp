#include "service/bulletin/counting_text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/bulletin/comparability.hpp"

namespace atalaya::service {

namespace {

// Those that a page shows of all that were asked for it.
std::vector<Figure> figures_on(const Bulletin& bulletin) {
    const auto shown = render::figures_shown(bulletin.document);
    std::vector<Figure> figures;
    std::ranges::copy_if(bulletin.figures, std::back_inserter(figures), [&](const Figure& figure) {
        return std::ranges::find(shown, figure_id(figure.spec)) != shown.end();
    });
    return figures;
}

// In the order of first asking, as the appendix has them.
std::vector<std::string> sources_of(const std::vector<Figure>& figures) {
    std::vector<std::string> sources;
    for (const auto& figure : figures)
        for (const auto& source : figure.sources)
            if (std::ranges::find(sources, source) == sources.end()) sources.push_back(source);
    return sources;
}

std::vector<std::string> units_of(const Desk& desk, const std::vector<Figure>& figures,
                                  const std::string& source) {
    std::vector<std::string> units;
    for (const auto& figure : figures) {
        if (figure.spec.indicator.empty() ||
            std::ranges::find(figure.sources, source) == figure.sources.end())
            continue;
        const auto& indicator = desk.catalogue().indicator(figure.spec.indicator);
        if (indicator.kind != IndicatorKind::count) continue;
        auto unit = desk.say("units." + indicator.unit);
        if (std::ranges::find(units, unit) == units.end()) units.push_back(std::move(unit));
    }
    return units;
}

bool says_none(const CountingRules& rules) {
    return std::ranges::all_of(named(rules), [](const NamedRule& rule) { return *rule.said == "not_said"; });
}

// Of each rule, in the order of named(), the words of what it may say.
constexpr std::array<std::string_view, 5> said_under{
    "rule.stage.", "rule.principal_offence.", "rule.multiple_offences.", "rule.attempts.", "rule.threats."};

// "cuenta hechos, al registrarse, amenazas aparte; no dice si hay tentativas"
std::string said_of(const Desk& desk, const CountingRules& rules, const std::vector<std::string>& units) {
    std::vector<std::string> said, unsaid;
    if (!units.empty()) said.push_back(desk.say("rules.units", {{"units", desk.forms().list(units)}}));
    const auto all = named(rules);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [name, rule] = all[i];
        if (*rule == "not_said") {
            unsaid.push_back(desk.say("unsaid_rule." + std::string{name}));
        } else {
            said.push_back(desk.say(std::string{said_under.at(i)} + *rule));
        }
    }
    std::string text = join(said, ", ");
    if (unsaid.empty()) return text;
    if (!text.empty()) text += "; ";
    if (says_none(rules)) return text + desk.say("rules.none");
    if (unsaid.size() + 1 == all.size()) return text + desk.say("rules.unsaid.others");
    return text + desk.say("rules.unsaid", {{"rules", desk.forms().list(unsaid)}});
}

// The sheet of the meeting has no appendix: beside its code stand by which crosswalk each source that it shows is counted,
// and how the source of its largest count counts.
void say_on_sheet(const Desk& desk, const CountingBySource& rules, Bulletin& bulletin) {
    auto* paragraph = std::get_if<render::Paragraph>(&bulletin.document.sections.back().blocks.back());
    if (!paragraph) return;
    const auto shown = figures_on(bulletin);
    const auto counted = std::ranges::find_if(bulletin.figures, [](const Figure& figure) {
        return figure.spec.indicator == "robo" && figure.spec.measure == "count" && !figure.sources.empty();
    });
    auto sources = sources_of(shown);
    const bool is_any = counted != bulletin.figures.end();
    if (is_any && std::ranges::find(sources, counted->sources.front()) == sources.end())
        sources.push_back(counted->sources.front());
    for (const auto& source : sources) {
        std::vector<std::string> said;
        if (auto crosswalks = crosswalks_text(desk, shown, source); !crosswalks.empty())
            said.push_back(std::move(crosswalks));
        const auto known = rules.find(source);
        if (known != rules.end() && is_any && counted->sources.front() == source)
            said.push_back(said_of(desk, known->second, {}));
        if (said.empty()) continue;
        paragraph->text.push_back({" · " +
                                   std::string{desk.in_language(desk.catalogue().source(source).name)} +
                                   ": " + join(said, ", ")});
    }
}

}  // namespace

void tell_counting(Bulletin& bulletin, const CountingBySource& rules, Worlds& worlds,
                   const BulletinRequest& request) {
    const Desk desk{worlds, request};
    auto& document = bulletin.document;
    const auto sources = sources_of(bulletin.figures);
    expects(sources.size() == document.sources.size(), "the appendix has each source of the figures once");
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto known = rules.find(sources[i]);
        if (known == rules.end()) continue;
        auto& summary = document.sources[i].summary;
        if (!summary.empty()) summary += "; ";
        summary += said_of(desk, known->second, units_of(desk, bulletin.figures, sources[i]));
    }
    if (document.provenance_on_paper == render::OnPaper::none) say_on_sheet(desk, rules, bulletin);
}

}  // namespace atalaya::service
