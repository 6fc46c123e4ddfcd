#include "service/declared_about.hpp"

#include <algorithm>
#include <set>

#include "core/digest.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t letters = 12;  // of its name: 60 bits

bool says_hours(const FigureSpec& spec) {
    return spec.measure == "hours" || spec.measure == "parts_of_day";
}

// Whether the answer depends on months before those that are asked of.
bool looks_back(const FigureSpec& spec) {
    static const std::set<std::string_view> back{"bridge", "bridged",  "change",
                                                 "hits",   "compared", "comparable"};
    return spec.measure.starts_with("expected") || back.contains(spec.measure);
}

// What the figure looks at, from its first day to the day after its last.
Period looked_at(const FigureSpec& spec) {
    Period span = spec.period;
    if (spec.against) {
        span.first = std::min(span.first, spec.against->first);
        span.past_end = std::max(span.past_end, spec.against->past_end);
    }
    if (looks_back(spec)) span.first = Day::min();
    if (spec.measure.starts_with("bridge")) span.past_end = Day::max();
    return span;
}

// The sources that it counts, and those that describe whom it counts; of no indicator, all.
std::set<std::string> sources_asked(const World& world, const FigureSpec& spec) {
    std::set<std::string> sources;
    const bool of_all = spec.indicator.empty();
    if (!of_all)
        for (const auto source : world.sources_of(spec.indicator)) sources.insert(world.sources()[source]);
    for (const auto& source : world.catalogue().sources)
        if (of_all || source.category.describes == spec.indicator) sources.insert(source.id);
    return sources;
}

std::string day_or_open(const std::optional<Day>& day) {
    return day ? iso(*day) : "";
}

// A short name of all of it, "" where nothing is declared.
std::string name_of_declared(const World& world, const FigureSpec& spec) {
    if (spec.measure == "residents") return "";
    const Period span = looked_at(spec);
    const auto sources = sources_asked(world, spec);
    const auto is_asked = [&](const std::string& source) { return sources.contains(source); };
    std::string told;
    for (const auto* declared : world.breaks()) {
        const bool of_it = spec.indicator.empty() || is_of(*declared, spec);
        if (!of_it || declared->day <= span.first || span.past_end <= declared->day ||
            std::ranges::none_of(declared->sources, is_asked))
            continue;
        told += (says_hours(spec) ? "break of hours " : "break ") + declared->id + ' ' + iso(declared->day);
        if (const auto& bridge = declared->bridge)
            told += ' ' + bridge->source + ' ' + iso(bridge->first) + ' ' + iso(bridge->last);
        told += '\n';
    }
    for (const auto* event : world.events()) {
        if (event->first < span.past_end && span.first <= event->last)
            told += "event " + event->id + ' ' + iso(event->first) + ' ' + iso(event->last) + '\n';
    }
    const auto tell_gap = [&](const intake::Gap& gap) {
        if (is_asked(gap.source))
            told += "coverage " + gap.source + ' ' + gap.layer + ' ' + gap.area + ' ' +
                    day_or_open(gap.first) + ' ' + day_or_open(gap.last) + '\n';
    };
    for (const auto* gap : world.coverage()) {
        if ((!gap->first || *gap->first < span.past_end) && (!gap->last || span.first <= *gap->last))
            tell_gap(*gap);
    }
    for (const auto& gap : world.catalogue().city.coverage)
        if (gap.on_no_day()) tell_gap(gap);
    return told.empty() ? "" : short_name(sha256(told)).substr(0, letters);
}

constexpr char before_declared = '+';

}  // namespace

bool is_of(const intake::Break& declared, const FigureSpec& spec) {
    const auto& of = declared.indicators;
    return of.empty() || std::ranges::find(of, spec.indicator) != of.end() ||
           (says_hours(spec) && std::ranges::find(of, "hora") != of.end());
}

FigureSpec as_declared(const World& world, FigureSpec spec) {
    spec.version = indicator_version(spec.version);
    if (const auto declared = name_of_declared(world, spec); !declared.empty())
        spec.version += before_declared + declared;
    return spec;
}

bool is_redeclared(const World& world, const FigureSpec& spec) {
    return as_declared(world, spec).version != spec.version;
}

std::string_view indicator_version(std::string_view version) {
    return version.substr(0, version.find(before_declared));
}

}  // namespace atalaya::service
