#include "service/bulletin/desk.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::service {

using render::Argument;
using render::Cell;
using render::Text;

namespace {

render::Words bulletin_words(const World& world, const BulletinRequest& request) {
    const auto& data = world.catalogue().share.data;
    // Every bulletin speaks the sentences of the monthly one, and its own.
    auto words = render::Words::load(data / "bulletins" / "mensual", std::string_view{request.language});
    words.add(data / "i18n");
    if (request.bulletin != "mensual") words.add(data / "bulletins" / request.bulletin);
    return words;
}

// "es-AR" for Spanish in Argentina, "pt" for Portuguese there: the region's numbers in its own language only.
std::string region_of(const World& world, const std::string& language) {
    const std::string& region = world.catalogue().city.region;
    return region.substr(0, 2) == language ? region : language == "pt" ? "pt-BR" : language;
}

}  // namespace

Desk::Desk(Worlds& worlds, const BulletinRequest& request)
    : request_{request},
      worlds_{worlds},
      world_{worlds.at(request.vintage)},
      territory_{world_.territory(parse_territory(request.territory))},
      month_{request.month},
      forms_{region_of(world_, request.language)},
      words_{bulletin_words(world_, request)} {
    request_.vintage = world_.vintage();
}

FigureSpec Desk::spec_of(std::string_view indicator, std::string_view measure, Period period,
                         std::optional<Period> against, std::string part,
                         const std::string& territory) const {
    const Indicator* of = indicator.empty() ? nullptr : &catalogue().indicator(indicator);
    return {std::string{indicator},
            of ? of->version : "",
            std::string{measure},
            territory.empty() ? territory_.territory.text() : territory,
            period,
            against,
            std::move(part),
            of ? of->basis : "fact",
            world_.vintage()};
}

const Figure& Desk::ask(std::string_view indicator, std::string_view measure, Period period,
                        std::optional<Period> against, std::string part, const std::string& territory) {
    const FigureSpec spec = spec_of(indicator, measure, period, against, std::move(part), territory);
    const std::string id = figure_id(spec);
    if (const auto known = shown_.find(id); known != shown_.end()) return known->second;
    order_.push_back(id);
    const Figure& computed = figures_.emplace(id, compute(worlds_, spec)).first->second;
    return shown_.emplace(id, is_public() ? disclosed(computed) : computed).first->second;
}

disclose::Context Desk::context_of(const FigureSpec& spec) const {
    const auto& indicator = catalogue().indicator(spec.indicator);
    const auto& territory = world_.territory(parse_territory(spec.territory));
    const auto people = world_.exposure(territory, "residents", twelve());
    const bool whole = spec.part.empty() || spec.measure == "expected_monthly" || spec.measure == "ratio" ||
                       spec.measure == "share" || spec.measure == "still_hot";
    return {.tier = disclose::parse_tier(indicator.tier).value_or(disclose::Tier::A),
            .indicator_exact =
                indicator.exact && whole,  // the profile is of the indicators, not of parts of them
            .residents = people ? static_cast<double>(people->value) : 0,
            .crossed = spec.measure == "hours",
            .simulated = catalogue().city.simulated};
}

bool Desk::exact(const Indicator& indicator, const TerritoryInfo& territory) const {
    if (!is_public()) return true;
    return disclose::is_exact(
        context_of({.indicator = indicator.id, .measure = "count", .territory = territory.territory.text()}),
        disclose::Profile{});
}

// A figure as the public sees it: every count that it shows or rests on passes the door, and
// when one of them may not be known, nor may the figure.
Figure Desk::disclosed(Figure figure) const {
    if (figure.spec.indicator.empty()) return figure;  // about the data themselves
    // Which streets and hexagons is for those who work on them, in any city.
    const bool names_places = figure.spec.measure == "busiest" || figure.spec.measure == "hot";
    const disclose::Door door{disclose::Profile{}};
    const auto context = context_of(figure.spec);
    std::vector<disclose::Count> counts;
    const auto counted = [&](std::optional<double> value) {
        if (value) counts.push_back(std::llabs(std::llround(*value)));
    };
    const std::string& measure = figure.spec.measure;
    const bool of_counts = measure == "change" || measure == "revision" || measure == "resolved";
    if (measure == "count" || measure == "rate" || of_counts) counted(figure.numerator);
    if (of_counts) counted(figure.denominator);
    for (const auto& point : figure.series) counted(point.value);
    if (figure.reason == "no_data") return figure;  // there is nothing to protect
    const bool resting = counts.empty();            // on counts that the figure does not carry
    const bool gone = names_places ? true
                      : resting    ? !disclose::is_exact(context, door.profile())
                                   : !door.disclose(std::optional{0.0}, counts, context)->value;
    if (!gone) return figure;
    Figure withheld{
        .spec = figure.spec, .unit = figure.unit, .reason = "withheld", .sources = figure.sources};
    if (measure == "count")
        withheld.notes.push_back("below:" + std::to_string(disclose::minimum_cell(context.tier)));
    return withheld;
}

Figure Desk::look(std::string_view indicator, std::string_view measure, Period period,
                  std::optional<Period> against, std::string part, const std::string& territory) const {
    return compute(worlds_, spec_of(indicator, measure, period, against, std::move(part), territory));
}

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
    for (const auto& local : catalogue().city.names) {
        if (local.indicator == indicator.id) return std::string{in_language(local.name)};
    }
    return std::string{in_language(indicator.name)};
}

std::string Desk::sources_of(std::string_view indicator) const {
    std::vector<std::string> names;
    for (const auto source : world_.sources_of(indicator)) {
        names.emplace_back(in_language(catalogue().source(world_.sources()[source]).name));
    }
    return forms_.list(names);
}

std::string Desk::territory_name() const {
    return territory_.name;
}

Text Desk::count(const Figure& figure) const {
    if (!figure.value) return {{refusal(figure), figure_id(figure.spec)}};
    return {shows(forms_.count(std::llround(*figure.value)), figure)};
}

Argument Desk::amount(const Figure& figure) const {
    const auto n = std::llround(figure.value.value_or(0));
    return {words_.fill("unit." + figure.unit, {{"n", render::counted(forms_, n, figure_id(figure.spec))}})};
}

Text Desk::percent(const Figure& figure, int decimals) const {
    return {shows(forms_.percent(figure.value.value_or(0), decimals), figure)};
}

Text Desk::change_size(const Figure& figure) const {
    return {shows(forms_.percent(std::abs(figure.value.value_or(0))), figure)};
}

Text Desk::interval(const Figure& figure) const {
    if (!figure.low || !figure.high) return {};
    if (figure.spec.measure == "change")
        return {shows(forms_.change_interval(*figure.low, *figure.high), figure)};
    if (figure.unit == "percent") return {shows(forms_.percent_interval(*figure.low, *figure.high), figure)};
    return {
        shows(forms_.interval(*figure.low, *figure.high, figure.spec.measure == "expected" ? 0 : 1), figure)};
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
        {"no_data", "refuse.no_data"},           {"no_base", "refuse.base_zero"},
        {"small_base", "refuse.base_small"},     {"break", "refuse.break"},
        {"no_exposure", "refuse.no_exposure"},   {"no_earlier_year", "refuse.few_years"},
        {"exposure_old", "refuse.no_exposure"},  {"few_places", "refuse.few_cases"},
        {"no_events", "refuse.few_cases"},       {"too_few_events", "refuse.few_cases"},
        {"first_vintage", "refuse.no_base"},     {"level_without_hours", "refuse.level"},
        {"whole_city", "refuse.contains"},       {"withheld", "refuse.withheld"},
        {"no_positions", "refuse.no_positions"}, {"level_without_hexagons", "refuse.level"},
        {"no_place_named", "refuse.no_place"},   {"level_without_counts", "refuse.level"}};
    const auto key = keys.find(figure.reason);
    expects(key != keys.end(), "every reason of a figure without value has words: " + figure.reason);
    return words_.say(key->second);
}

Cell Desk::text_cell(std::string text) {
    return {.text = {{std::move(text), {}}}};
}

std::string Desk::absent(const Figure& figure) const {
    if (figure.reason != "withheld") return words_.say("state.missing");
    for (const auto& note : figure.notes) {
        if (note.substr(0, 6) == "below:") return "<" + note.substr(6);
    }
    return words_.say("state.withheld");
}

Cell Desk::count_cell(const Figure& figure) const {
    if (!figure.value)
        return {.text = {{absent(figure), figure_id(figure.spec)}}, .mark = Cell::Mark::missing};
    return {.text = count(figure), .value = figure.value};
}

Cell Desk::change_cell(const Figure& figure, const std::optional<stats::Label>& label) const {
    if (!figure.value) {
        const std::string why = figure.reason == "small_base" ? words_.say("mark.small_base")
                                : figure.reason == "no_data" || figure.reason == "withheld" ? absent(figure)
                                : figure.reason == "break" ? words_.say("state.break")
                                                           : refusal(figure);
        return {.text = {{why, figure_id(figure.spec)}}, .mark = Cell::Mark::missing};
    }
    Cell cell{.text = {shows(forms_.change(*figure.value), figure)},
              .value = figure.value,
              .mark = Cell::Mark::inconclusive};
    if (label && label->verdict == stats::Verdict::conclusive) {
        cell.mark = Cell::Mark::conclusive;
        cell.text.front().strong = true;
    }
    return cell;
}

Cell Desk::rate_cell(const Figure& figure) const {
    if (!figure.value)
        return {.text = {{absent(figure), figure_id(figure.spec)}}, .mark = Cell::Mark::missing};
    return {.text = rate(figure), .value = figure.value};
}

Cell Desk::interval_cell(const Figure& figure) const {
    if (!figure.low || !figure.high) return text_cell("");
    return {.text = interval(figure)};
}

bool Desk::provisional(std::string_view indicator, Month month) const {
    for (const auto source : world_.sources_of(indicator)) {
        const int settles = catalogue().source(world_.sources()[source]).settles_months;
        const auto known = world_.known_months_of_source(source);
        if (known && month_index(month) >= month_index(month_of(known->past_end)) - settles) return true;
    }
    return false;
}

std::vector<Figure> Desk::asked() const {
    std::vector<Figure> figures;
    for (const auto& id : order_) figures.push_back(figures_.find(id)->second);
    return figures;
}

namespace {

// "casos", "cambio del acumulado" ...: which words a measure over a period has.
std::string measure_key(const FigureSpec& spec) {
    const int months = months_between(month_of(spec.period.first), month_of(spec.period.past_end));
    const bool twelve = months == 12, several = months > 1;
    static const std::map<std::string, std::string, std::less<>> plain{
        {"rate", "rate"},           {"expected", "expected"},
        {"monthly", "series"},      {"expected_monthly", "expected"},
        {"ratio", "against_rest"},  {"share", "concentration"},
        {"hours", "weekday_hour"},  {"unknown_hours", "hour_unknown"},
        {"located", "located"},     {"on_time", "on_time"},
        {"resolved", "resolved"},   {"revision", "revision"},
        {"residents", "residents"}, {"hits", "hits"},
        {"compared", "compared"},   {"comparable", "coverage"},
        {"busiest", "busiest"},     {"hot", "hot"},
        {"still_hot", "still_hot"}};
    if (spec.measure == "count") return twelve ? "twelve" : several ? "accumulated" : "count";
    if (spec.measure == "change") return twelve ? "twelve_change" : several ? "accumulated_change" : "change";
    if (spec.measure == "rows") {
        for (const char* state : {"read", "accepted", "rejected", "duplicate"}) {
            if (spec.part.find(std::string{"state="} + state) != std::string::npos) return state;
        }
        return "rejected";
    }
    return plain.at(spec.measure);
}

// "ago 2020", "2020", "sep 2019–ago 2020".
std::string brief(const render::Forms& forms, Period period) {
    const Month first = month_of(period.first), last = plus_months(month_of(period.past_end), -1);
    if (first == last) return forms.short_month(first);
    if (first.year() == last.year() && first.month() == std::chrono::January &&
        last.month() == std::chrono::December)
        return iso(first).substr(0, 4);
    return forms.short_month(first) + std::string{render::en_dash} + forms.short_month(last);
}

}  // namespace

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
        } else if (key == "reason") {
            said.push_back(words_.say("reject." + std::string{value}));
        } else if (key == "layer" || key == "without") {
            const auto* layer = catalogue().city.layer(value);
            if (!layer) continue;  // a city that knows no areas
            said.push_back(words_.say("part." + std::string{key},
                                      {{"name", render::with_small_initial(in_language(layer->name))}}));
        } else if (key == "level") {
            said.push_back(forms_.percent(std::atof(std::string{value}.c_str())));
        }
    }
    return forms_.list(said);
}

std::vector<render::Provenance> Desk::provenance() const {
    std::vector<render::Provenance> rows;
    for (const auto& id : order_) {
        const Figure* figure = &shown_.find(id)->second;
        const auto& spec = figure->spec;
        render::Provenance row;
        row.figure = figure_id(spec);
        if (!spec.indicator.empty()) {
            const auto& indicator = catalogue().indicator(spec.indicator);
            row.indicator = words_.say("provenance.version",
                                       {{"indicator", name(indicator)}, {"version", indicator.version}});
        } else {
            row.indicator = words_.say("provenance.of_source");
        }
        row.measure = words_.say("measure." + measure_key(spec));
        if (const std::string part = part_text(spec.part); !part.empty()) row.measure += " (" + part + ")";
        row.territory = world_.territory(parse_territory(spec.territory)).name;
        row.period = forms_.period(spec.period);
        row.brief_period = brief(forms_, spec.period);
        if (spec.against) {
            row.period += " / " + forms_.period(*spec.against);
            row.brief_period += " / " + brief(forms_, *spec.against);
        }
        if (!figure->series.empty()) {
            row.value = words_.say(
                "provenance.points",
                {{"n", render::counted(forms_, static_cast<std::int64_t>(figure->series.size()))}});
        } else if (!figure->value) {
            row.value = refusal(*figure);
        } else if (spec.measure == "change") {
            row.value = forms_.change(*figure->value, 1);
        } else if (figure->unit == "percent") {
            row.value = forms_.percent(*figure->value, 1);
        } else if (spec.measure == "rate" || spec.measure == "ratio" || spec.measure == "expected") {
            row.value = forms_.decimal(*figure->value, 1);
        } else {
            row.value = forms_.count(std::llround(*figure->value));
        }
        if (figure->low && figure->high) row.interval = render::plain(interval(*figure));
        std::vector<std::string> names;
        for (const auto& source : figure->sources)
            names.emplace_back(in_language(catalogue().source(source).name));
        row.source = forms_.list(names);
        if (figure->reason != "withheld")
            row.records = words_.say("provenance.records",
                                     {{"used", forms_.count(figure->records_in)},
                                      {"read", forms_.count(figure->records_in + figure->records_out)},
                                      {"excluded", forms_.count(figure->records_out)}});
        const bool is_records = figure->reason == "withheld" || !figure->computable() ||
                                (figure->value && figure->records_out == 0 &&
                                 *figure->value == static_cast<double>(figure->records_in));
        row.brief_records = is_records ? "" : forms_.count(figure->records_in);
        if (figure->records_out > 0) *row.brief_records += " " + forms_.difference(-figure->records_out);
        std::vector<std::string> hashes;
        for (const auto& receipt : world_.receipts()) {
            if (std::find(figure->sources.begin(), figure->sources.end(), receipt.source) !=
                figure->sources.end()) {
                hashes.push_back(receipt.delivery.hex().substr(0, 8));
            }
        }
        if (hashes.size() > 4) hashes = {hashes.front(), "…", hashes.back()};
        for (const auto& hash : hashes) row.deliveries += (row.deliveries.empty() ? "" : " ") + hash;
        row.vintage = spec.vintage;
        row.command = "atalaya figure repeat " + row.figure;
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace atalaya::service
