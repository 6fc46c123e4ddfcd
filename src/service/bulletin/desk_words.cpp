// How the desk speaks: names in the bulletin's language, figures as text that knows its figure,
// and the reason in words where there is none.
#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/area_words.hpp"
#include "service/bulletin/at_least.hpp"
#include "service/bulletin/desk.hpp"
#include "service/indicator_names.hpp"

namespace atalaya::service {

using render::Argument;
using render::Text;

render::Paragraph Desk::sentence(render::Paragraph::Kind kind, std::string_view key,
                                 const render::Arguments& arguments) const {
    return {kind, words_.fill(key, arguments)};
}

std::string_view Desk::in_language(const intake::Words& words) const {
    switch (words_.language()) {
        case render::Language::pt: return words.pt.empty() ? words.es : words.pt;
        case render::Language::en: return words.en.empty() ? words.es : words.en;
        case render::Language::es: break;
    }
    return words.es;
}

std::string Desk::name(const Indicator& indicator) const {
    return std::string{in_language(name_here(catalogue(), indicator.id))};
}

std::string Desk::sources_of(std::string_view indicator) const {
    std::vector<std::string> names;
    for (const auto source : world_.sources_of(indicator)) {
        names.emplace_back(in_language(catalogue().source(world_.sources()[source]).name));
    }
    return forms_.list(names);
}

std::string Desk::name(const TerritoryInfo& area) const {
    return std::string{in_language(area_words(catalogue(), area))};
}

std::string Desk::territory_name() const {
    const std::string name = this->name(territory_);
    const auto* layer = catalogue().city.layer(territory_.territory.layer);
    const bool is_number = !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
    if (!layer || !is_number) return name;
    return std::string{in_language(layer->name)} + " " + name;  // "Sector 3"
}

Text Desk::count(const Figure& figure) const {
    if (!figure.value) return {{refusal(figure), figure_id(figure.spec)}};
    return at_least(*this, figure, {shows(forms_.count(std::llround(*figure.value)), figure)});
}

Argument Desk::amount(const Figure& figure) const {
    const auto n = std::llround(figure.value.value_or(0));
    Text amount =
        words_.fill("unit." + figure.unit, {{"n", render::counted(forms_, n, figure_id(figure.spec))}});
    return {at_least(*this, figure, std::move(amount))};
}

Text Desk::percent(const Figure& figure, int decimals) const {
    const int needed = std::max(decimals, decimals_of_share(figure));
    return {shows(forms_.percent(figure.value.value_or(0), needed), figure)};
}

Text Desk::change_size(const Figure& figure) const {
    return {shows(forms_.percent(std::abs(figure.value.value_or(0))), figure)};
}

namespace {

// Of the ends of an interval: none of counts, two of a ratio that is near 1.
int decimals_of(const Figure& figure) {
    const std::string& measure = figure.spec.measure;
    return measure == "expected" || measure == "bridged" ? 0 : measure == "bridge" ? 2 : 1;
}

}  // namespace

int Desk::decimals_of_share(const Figure& figure) {
    if (figure.unit != "percent" || figure.spec.measure == "change" || !figure.value) return 0;
    const double share = *figure.value;
    const auto says_all_or_none = [&](int decimals) {
        const double unit = std::pow(10, -decimals);
        return (share < 100 && share >= 100 - unit / 2) || (share > 0 && share < unit / 2);
    };
    int decimals = 0;
    while (decimals < 2 && says_all_or_none(decimals)) ++decimals;
    return decimals;
}

Text Desk::interval(const Figure& figure, int decimals) const {
    if (!figure.low || !figure.high) return {};
    if (figure.spec.measure == "change")
        return {shows(forms_.change_interval(*figure.low, *figure.high, decimals), figure)};
    if (figure.unit == "percent") {
        const int needed = std::max(decimals, decimals_of_share(figure));
        return {shows(forms_.percent_interval(*figure.low, *figure.high, needed), figure)};
    }
    return {shows(forms_.interval(*figure.low, *figure.high, decimals_of(figure)), figure)};
}

std::vector<render::Part> Desk::ends(const Figure& figure, int decimals) const {
    if (!figure.low || !figure.high) return {};
    const int needed = std::max(decimals, decimals_of_share(figure));
    const auto end = [&](std::string_view name, double value) -> render::Part {
        return {words_.say(name), value,
                figure.spec.measure == "change" ? forms_.change(value, decimals)
                : figure.unit == "percent"      ? forms_.percent(value, needed)
                                                : forms_.decimal(value, decimals_of(figure))};
    };
    return {end("frame.low", *figure.low), end("frame.high", *figure.high)};
}

Text Desk::rate(const Figure& figure) const {
    std::string text = forms_.rate(figure.value.value_or(0));
    const auto& notes = figure.notes;
    if (std::find(notes.begin(), notes.end(), "exposure_old") != notes.end()) text += "†";
    return {shows(std::move(text), figure)};
}

std::string Desk::per(const Figure& figure) const {
    const auto& indicator = catalogue().indicator(figure.spec.indicator);
    const bool residents =
        std::find(figure.notes.begin(), figure.notes.end(), "exposure_residents") != figure.notes.end();
    const int per = residents ? 100'000 : indicator.per;
    return words_.say("per." + (residents ? "residents" : indicator.exposure), {{"n", forms_.count(per)}});
}

std::string Desk::refusal(const Figure& figure) const {
    static const std::map<std::string, std::string, std::less<>> keys{
        {"no_data", "refuse.no_data"},
        {"no_place", "refuse.no_place"},
        {"no_such_area", "refuse.no_such_area"},
        {"other_map", "refuse.other_map"},
        {"counted_together", "refuse.counted_together"},
        {"no_base", "refuse.base_zero"},
        {"small_base", "refuse.base_small"},
        {"break", "refuse.break"},
        {"no_bridge", "refuse.break"},
        {"no_break", "refuse.no_break"},
        {"overlap_small", "refuse.overlap_small"},
        {"feasts", "refuse.feasts"},
        {"no_exposure", "refuse.no_exposure"},
        {"no_earlier_year", "refuse.few_years"},
        {"exposure_old", "refuse.no_exposure"},
        {"few_places", "refuse.few_cases"},
        {"no_events", "refuse.few_cases"},
        {"too_few_events", "refuse.few_cases"},
        {"no_channel", "refuse.no_channel"},
        {"no_registration", "refuse.no_registration"},
        {"too_recent", "refuse.too_recent"},
        {"level_without_delay", "refuse.level"},
        {"first_vintage", "refuse.no_base"},
        {"level_without_hours", "refuse.level"},
        {"whole_city", "refuse.contains"},
        {"withheld", "refuse.withheld"},
        {"not_twelve_months", "refuse.not_twelve"},
        {"not_one_month", "refuse.not_one_month"},
        {"no_positions", "refuse.no_positions"},
        {"none_placed", "refuse.none_placed"},
        {"no_shapes", "refuse.no_shapes"},
        {"positions_erased", "refuse.positions_erased"},
        {"level_without_hexagons", "refuse.level"},
        {"no_place_named", "refuse.unplaced"},
        {"level_without_counts", "refuse.level"}};
    const auto key = keys.find(figure.reason);
    expects(key != keys.end(), "every reason of a figure without value has words: " + figure.reason);
    return words_.say(key->second);
}

std::string Desk::absent(const Figure& figure) const {
    if (figure.reason != "withheld") return words_.say("state.missing");
    for (const auto& note : figure.notes) {
        if (note.substr(0, 6) == "below:") return "<" + note.substr(6);
    }
    return words_.say("state.withheld");
}

std::string Desk::part_text(std::string_view part) const {
    std::vector<std::string> said;
    for (const auto piece : split(part, ';')) {
        const auto equals = piece.find('=');
        const std::string_view key = piece.substr(0, equals), value = piece.substr(equals + 1);
        if (key == "offence") {
            const auto colon = value.find(':');
            for (const auto& label : catalogue().source(value.substr(0, colon)).labels) {
                if (label.code == value.substr(colon + 1)) said.emplace_back(in_language(label.name));
            }
        } else if (key == "source") {
            said.emplace_back(in_language(catalogue().source(value).name));
        } else if (key == "attribute") {
            said.push_back(words_.say("T2." + std::string{value}));
        } else if (key == "reason") {
            said.push_back(words_.say("reject." + std::string{value}));
        } else if (key == "channel") {
            said.emplace_back(value);
        } else if (piece == "without=channel") {
            said.push_back(words_.say("part.without_channel"));
        } else if (key == "told") {
            said.push_back(words_.say("part.told"));
        } else if (key == "since") {
            said.push_back(words_.say("part.since", {{"vintage", value}}));
        } else if (key == "within") {
            said.push_back(words_.say("part.within", {{"n", value}}));
        } else if (key == "layer" || key == "without") {
            const auto* layer = catalogue().city.layer(value);
            if (!layer) continue;  // a city that knows no areas
            said.push_back(words_.say("part." + std::string{key},
                                      {{"name", render::with_small_initial(in_language(layer->name))}}));
        } else if (key == "level") {
            said.push_back(forms_.percent(decimal_number(value).value_or(0)));
        }
    }
    return forms_.list(said);
}

}  // namespace atalaya::service
