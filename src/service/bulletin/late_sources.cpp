#include "service/bulletin/late_sources.hpp"

#include <algorithm>

#include "render/day_span.hpp"
#include "service/bulletin/sections.hpp"
#include "service/due.hpp"
#include "service/facts.hpp"
#include "service/holes.hpp"

namespace atalaya::service {

namespace {

bool owes(const Desk& desk, const intake::Source& source) {
    return has_facts_of_its_own(source) && desk.world().due(source, desk.this_month());
}

}  // namespace

bool had_term(const Desk& desk, const intake::Source& source) {
    const auto* expected = desk.catalogue().city.expectation(source.id);
    return expected && !(expected->from && desk.month() < *expected->from);
}

bool has_terms(const Desk& desk) {
    return std::ranges::all_of(desk.catalogue().sources, [&](const intake::Source& source) {
        const bool counts = owes(desk, source) ||
                            (has_facts_of_its_own(source) && desk.catalogue().city.expectation(source.id) &&
                             desk.world().known_months_of_source(source.id));
        return !counts || had_term(desk, source);
    });
}

std::vector<LateSource> late_sources(const Desk& desk) {
    const World& world = desk.world();
    const Period month = desk.this_month();
    std::vector<LateSource> late;
    for (const auto& source : desk.catalogue().sources) {
        if (!owes(desk, source)) continue;
        const auto months = world.known_months_of_source(source.id);
        const bool reaches = months && months->past_end >= month.past_end;
        auto in_it = reaches ? holes(world, source.id, month) : std::vector<const intake::Gap*>{};
        if (reaches && in_it.empty()) continue;
        LateSource one{.source = &source,
                       .months = months,
                       .due = world.due_on(source, month),
                       .overdue = world.late(source, month),
                       .holes = std::move(in_it)};
        if (one.due && one.overdue)
            one.days_late = static_cast<int>((world.published_on() - *one.due).count());
        late.push_back(std::move(one));
    }
    return late;
}

std::vector<const intake::Source*> came_after_term(const Desk& desk) {
    const auto late = late_sources(desk);
    const Day last = desk.this_month().past_end - std::chrono::days{1};
    std::vector<const intake::Source*> after;
    for (const auto& source : desk.catalogue().sources) {
        const auto due = owes(desk, source) ? desk.world().due_on(source, desk.this_month()) : std::nullopt;
        if (!due || std::ranges::find(late, &source, &LateSource::source) != late.end()) continue;
        const Day first_letter =
            *due + std::chrono::days{desk.catalogue().city.expectation(source.id)->letters.front()};
        bool within = false, later = false;
        for (const auto& receipt : desk.world().receipts()) {
            if (receipt.source != source.id) continue;
            const Day came = *parse_day(std::string_view{receipt.came}.substr(0, 10));
            within = within || (last <= came && came < first_letter);
            later = later || first_letter <= came;
        }
        if (later && !within) after.push_back(&source);
    }
    return after;
}

namespace {

// Of a source that is expected by the week or the day: "no llegó la semana del 2 al 8 de marzo de 2026", as far as it is
// in the month.
std::string days_text(const Desk& desk, std::string_view cadence, const intake::Gap& hole) {
    const Period month = desk.this_month();
    const Period days{std::max(*hole.first, month.first),
                      std::min(*hole.last + std::chrono::days{1}, month.past_end)};
    const std::string span = render::day_span(desk.forms(), days);
    if (days.days() == 1) return desk.say("quality.hole.day", {{"day", span}});
    const Period first = period_of(cadence, days.first),
                 last = period_of(cadence, days.past_end - std::chrono::days{1});
    const bool weeks = first.days() > 1 && first.first == days.first && last.past_end == days.past_end;
    if (!weeks) return desk.say("quality.hole.days", {{"span", span}});
    return desk.say(first == last ? "quality.hole.week" : "quality.hole.weeks",
                    {{"n", render::counted(desk.forms(), days.days() / first.days())}, {"span", span}});
}

}  // namespace

std::string holes_text(const Desk& desk, const LateSource& late) {
    std::vector<std::string> told;
    const auto* expected = desk.catalogue().city.expectation(late.source->id);
    const std::string cadence = expected ? cadence_of(*late.source, *expected) : "";
    for (const auto* hole : late.holes) {
        if (hole->noticed() && by_days(cadence)) {
            told.push_back(days_text(desk, cadence, *hole));
            continue;
        }
        told.push_back(desk.say("quality.hole", {{"what", absent(desk, *hole)},
                                                 {"first", desk.forms().day(*hole->first)},
                                                 {"last", desk.forms().day(*hole->last)}}));
    }
    return desk.forms().list(told);
}

}  // namespace atalaya::service
