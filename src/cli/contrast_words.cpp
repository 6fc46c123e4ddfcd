#include "cli/contrast_words.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>

#include <cmath>

#include "cli/terminal.hpp"
#include "core/text.hpp"
#include "service/area_words.hpp"
#include "service/claim_words.hpp"
#include "service/indicator_names.hpp"
#include "service/ledger_names.hpp"

namespace atalaya::cli {

namespace {

constexpr std::size_t most_named = 6;  // of labels told by their names; the rest is counted

service::ClaimKind kind_of(const service::Contrast& found) {
    return found.claim.number.kind;
}

std::string called(const std::string& name, const std::string& code) {
    return name.empty() || name == code ? code : fmt::format("{} ({})", name, code);
}

// The indicators that a reading counts: that of which it departs, and those that its departures name.
std::set<std::string> counted_in(const service::Catalogue& catalogue, const service::Claim& claim,
                                 const service::ClaimReading& reading) {
    std::set<std::string> counted{reading.indicator, claim.part_indicator};
    for (const auto& departure : reading.departures)
        for (const auto word : split(departure.which, ' ')) counted.emplace(word);
    std::erase_if(counted, [&](const auto& id) { return !catalogue.find_indicator(id); });
    return counted;
}

// Adds what is not there yet.
template <class Items, class Same>
void add_new(Items& to, const Items& items, Same same) {
    for (const auto& item : items)
        if (std::ranges::none_of(to, [&](const auto& there) { return same(there, item); }))
            to.push_back(item);
}

void add_classes(service::Classified& all, const service::Classified& more) {
    add_new(all.used, more.used,
            [](const auto& a, const auto& b) { return a.source == b.source && a.crosswalk == b.crosswalk; });
    add_new(all.grouped, more.grouped,
            [](const auto& a, const auto& b) { return a.source == b.source && a.digest == b.digest; });
    const auto same_label = [](const auto& a, const auto& b) {
        return a.source == b.source && a.label == b.label;
    };
    add_new(all.overlaps, more.overlaps, same_label);
    add_new(all.decided, more.decided, same_label);
}

}  // namespace

std::string amount(const Spoken& spoken, const service::Contrast& found, double value) {
    const auto& [voice, catalogue, world, forms] = spoken;
    switch (kind_of(found)) {
        case service::ClaimKind::count: return forms.count(std::llround(value));
        case service::ClaimKind::rate:
            return voice.say("contrast.rate",
                             {{"value", forms.rate(value)},
                              {"per", forms.count(static_cast<std::int64_t>(found.claim.number.per))}});
        case service::ClaimKind::share: return forms.percent(value, 1) + " " + voice.say("contrast.whole");
        case service::ClaimKind::change: break;
    }
    return found.claim.number.signless && value > 0 ? forms.percent(value, 1) : forms.change(value, 1);
}

std::string in_table(const Spoken& spoken, const service::Contrast& found,
                     const service::ClaimReading& reading) {
    if (!reading.across.empty()) return spoken.voice.say("contrast.broken");
    return kind_of(found) == service::ClaimKind::rate ? spoken.forms.rate(reading.value)
                                                      : amount(spoken, found, reading.value);
}

std::string said_amount(const Spoken& spoken, const service::Contrast& found) {
    const Voice& voice = spoken.voice;
    const std::string plain = amount(spoken, found, found.claim.number.value);
    switch (found.claim.number.bound) {
        case service::Bound::at_least: return voice.say("contrast.at_least", {{"value", plain}});
        case service::Bound::at_most: return voice.say("contrast.at_most", {{"value", plain}});
        case service::Bound::none: break;
    }
    return plain;
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

std::string all_called(const Spoken& spoken, const std::string& codes,
                       std::string (*name)(const Spoken&, const std::string&), const std::string& first) {
    std::vector<std::string> names;
    if (!first.empty()) names.push_back(name(spoken, first));
    for (const auto& code : split(codes, ' ')) names.push_back(name(spoken, std::string{code}));
    if (names.size() > most_named) {
        const auto more = names.size() - most_named + 1;
        names.resize(most_named - 1);
        names.push_back(
            spoken.voice.say("contrast.and_more", {{"n", number(static_cast<std::int64_t>(more))}}));
    }
    const std::string last = names.back();
    names.pop_back();
    return names.empty() ? last : join(names, ", ") + " " + spoken.voice.say("contrast.and") + " " + last;
}

namespace {

std::string time_called(const Spoken& spoken, const service::TimePart& part) {
    const Voice& voice = spoken.voice;
    if (part.of == service::TimePart::Of::hours)
        return voice.say(part.unknown ? "contrast.cut.hours.unknown" : "contrast.cut.hours",
                         {{"first", number(part.first)}, {"past", number(part.past)}});
    const auto day = [&](int weekday) { return std::string{spoken.forms.weekday(weekday)}; };
    if (part.first == part.past) return day(part.first);
    return voice.say("contrast.cut.days", {{"first", day(part.first)}, {"last", day(part.past)}});
}

}  // namespace

std::string cut_called(const Spoken& spoken, std::string_view cut) {
    const Voice& voice = spoken.voice;
    const auto rest = cut.substr(cut.find(':') + 1);
    if (cut.starts_with("attribute:")) return all_called(spoken, std::string{rest}, label_called);
    if (cut.starts_with("column:")) {
        const auto head = rest.find(':') + 1, values = rest.find('=');
        return voice.say("contrast.cut.values",
                         {{"column", std::string{rest.substr(head, values - head)}},
                          {"values", replaced(std::string{rest.substr(values + 1)}, "|", ", ")}});
    }
    std::vector<std::string> parts;
    for (const auto& part : service::parse_time_parts(cut)) parts.push_back(time_called(spoken, part));
    return join(parts, ", ");
}

namespace {

std::string named(const Spoken& spoken, const service::Departure& departure) {
    const auto& [what, which] = departure;
    if (what == "offence") return label_called(spoken, which);
    if (service::is_any_of(what, {"offences", "with", "without"}))
        return all_called(spoken, which, label_called);
    if (what == "unbridged") return break_called(spoken, which);
    if (what == "indicator" || what == "except") return indicator_called(spoken, which);
    if (what == "source" || what == "everything" || what.ends_with("crimes") || what.starts_with("list"))
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
                             {"more", spoken.forms.change(more, 1)}});
}

std::string said(const Spoken& spoken, const service::Contrast& found, const service::ClaimReading& reading,
                 const service::Departure& departure) {
    const auto& [what, which] = departure;
    const Voice& voice = spoken.voice;
    const bool of_its_own = what == "span" || what == "against" || what == "unit";
    constexpr std::string_view years = "years_";
    if (what == "cut") return voice.say("contrast.cut.only", {{"what", cut_called(spoken, which)}});
    if (of_its_own && which.starts_with(years))
        return voice.say(what == "span" ? "contrast.years.span" : "contrast.years.against",
                         {{"n", which.substr(years.size())}});
    if (what == "exposure") return exposure_said(spoken, found, reading);
    if (what == "everything" && which.empty()) return voice.say("contrast.everything");
    if (what == "together" || what == "added")
        return voice.say(what == "together" ? "contrast.together" : "contrast.added",
                         {{"names", all_called(spoken, which, indicator_called, reading.indicator)}});
    if (of_its_own) return voice.word("departure", what + "." + which);
    return voice.word("departure", what) + (which.empty() ? "" : " " + named(spoken, departure));
}

}  // namespace

std::string told(const Spoken& spoken, const service::Contrast& found, const service::ClaimReading& reading) {
    if (reading.departures.empty()) return spoken.voice.say("contrast.ours");
    std::string out;
    for (const auto& departure : reading.departures)
        out += (out.empty() ? "" : "; ") + said(spoken, found, reading, departure);
    const bool is_said = reading.departures.back().what == "unbridged";
    if (reading.across.empty() || is_said) return out;
    return out + "; " + spoken.voice.say("contrast.across", {{"what", break_called(spoken, reading.across)}});
}

std::string counts_of(const Spoken& spoken, const service::Contrast& found,
                      const service::ClaimReading& reading) {
    const auto& [voice, catalogue, world, forms] = spoken;
    const std::string period = iso(reading.period);
    const std::string now = forms.count(std::llround(reading.now));
    const std::string before = forms.count(std::llround(reading.before));
    switch (kind_of(found)) {
        case service::ClaimKind::count: return period;
        case service::ClaimKind::rate:
            return fmt::format(
                "{} ({}) / {} ({}, {}, {}); {}", now, period, before,
                voice.word("exposure", reading.exposure), reading.exposure_year, reading.exposure_source,
                voice.say("contrast.interval",
                          {{"low", forms.rate(reading.low)}, {"high", forms.rate(reading.high)}}));
        case service::ClaimKind::share: return fmt::format("{} / {} ({})", now, before, period);
        case service::ClaimKind::change: break;
    }
    return fmt::format("{} ({}), {} ({})", now, period, before, iso(reading.against));
}

service::Classified classes_of(const service::World& world, const service::Contrast& found) {
    service::Classified all;
    const auto add = [&](const service::ClaimReading& reading) {
        const auto elsewhere = std::ranges::find(reading.departures, "territory", &service::Departure::what);
        const std::string territory =
            elsewhere == reading.departures.end() ? found.claim.territory.text() : elsewhere->which;
        for (const auto& id : counted_in(world.catalogue(), found.claim, reading)) {
            const bool compares = reading.against.first < reading.against.past_end;
            add_classes(
                all, classified(world, {.indicator = id,
                                        .version = {},
                                        .measure = {},
                                        .territory = territory,
                                        .period = reading.period,
                                        .against = compares ? std::optional{reading.against} : std::nullopt,
                                        .part = {},
                                        .basis = {},
                                        .vintage = {}}));
        }
    };
    if (found.ours_computable) add(found.ours);
    for (const auto& reading : found.agree.empty() ? found.nearest : found.agree) add(reading);
    return all;
}

std::string months_told(const Voice& voice, const service::Claim& claim) {
    if (!claim.month_said && claim.indicator.empty()) return voice.say("contrast.last_month");
    const Period period = claim.period();
    if (claim.number.kind != service::ClaimKind::change || claim.against_months == 12) return iso(period);
    const Period against = months_ending(plus_months(claim.month, -claim.against_months), claim.months);
    return iso(period) + ", " + voice.say("contrast.compared", {{"period", iso(against)}});
}

std::string what_is_claimed(const Spoken& spoken, const service::Claim& claim) {
    const Voice& voice = spoken.voice;
    if (claim.indicator.empty())
        return voice.say(claim.of_everything       ? "contrast.all_facts"
                         : claim.uncounted.empty() ? "contrast.any_indicator"
                                                   : "contrast.no_indicator");
    const std::string whole =
        claim.besides.empty()
            ? indicator_called(spoken, claim.indicator)
            : voice.say("contrast.both", {{"names", all_called(spoken, join(claim.besides, " "),
                                                               indicator_called, claim.indicator)}});
    if (claim.part_indicator.empty() && claim.part_label.empty()) return whole;
    const std::string part = claim.part_indicator.empty() ? named(spoken, {"offence", claim.part_label})
                                                          : indicator_called(spoken, claim.part_indicator);
    return voice.say("contrast.part_of", {{"part", part}, {"whole", whole}});
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

}  // namespace atalaya::cli
