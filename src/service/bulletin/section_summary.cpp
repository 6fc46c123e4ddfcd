#include <algorithm>
#include <cmath>

#include "service/bulletin/at_least.hpp"
#include "service/bulletin/bridged.hpp"
#include "service/bulletin/cover.hpp"
#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Section;

bool counts_victims(const Indicator& indicator) {
    return indicator.unit == "victim" || indicator.unit == "person";
}

namespace {

// The same where a source counts files or cases: "Carpetas por homicidio doloso: 76 hechos …".
Paragraph cases_sentence(Desk& desk, const IndicatorRow& row, Paragraph::Kind kind) {
    const auto as_change = [&] {
        Paragraph said = change_sentence(desk, row);
        said.kind = kind;
        return said;
    };
    if (!row.twelve->value || (!row.has_data() && row.month->reason == "withheld")) return as_change();
    render::Arguments said{{"indicator", desk.name(*row.indicator)},
                           {"month", desk.forms().month(desk.month())},
                           {"total", desk.count(*row.twelve)}};
    if (!row.has_data()) return desk.sentence(kind, "cases.missing", said);
    said.emplace("amount", desk.amount(*row.month));
    std::string key = *row.month->value == 0 ? "cases.zero" : "cases.month";
    if (row.rate->value) {
        said.emplace("rate", desk.rate(*row.rate));
        said.emplace("per", desk.per(*row.rate));
        said.emplace("interval", desk.interval(*row.rate));
    } else {
        key += ".count";
    }
    return desk.sentence(kind, key, said);
}

}  // namespace

// "{n} personas fueron víctimas …": lethal violence always has the first sentence, significant or not.
std::optional<Paragraph> life_sentence(Desk& desk, const IndicatorRow* row, const std::string& family,
                                       Paragraph::Kind kind) {
    if (!row || !row->at_level || !has_source(desk, *row->indicator)) return {};
    if (!counts_victims(*row->indicator)) return cases_sentence(desk, *row, kind);
    const std::string month = desk.forms().month(desk.month());
    const auto as_change = [&] {
        Paragraph said = change_sentence(desk, *row);
        said.kind = kind;
        return said;
    };
    if (!row->has_data()) {
        if (row->month->reason == "withheld") return as_change();
        std::string key = family + ".missing";
        render::Arguments said{{"month", month}};
        if (row->twelve->value) {
            key += ".twelve";
            said.emplace("total", desk.count(*row->twelve));
        }
        return desk.sentence(kind, key, said);
    }
    if (!row->twelve->value) return as_change();
    render::Arguments said{
        {"n", counted_first(desk, *row->month)}, {"month", month}, {"total", desk.count(*row->twelve)}};
    std::string key = family + (*row->month->value == 0 ? ".zero" : ".month");
    if (row->rate->value) {
        said.emplace("rate", desk.rate(*row->rate));
        said.emplace("per", desk.per(*row->rate));
        said.emplace("interval", desk.interval(*row->rate));
    } else {
        key += ".count";
    }
    return desk.sentence(kind, key, said);
}

std::string dated(const Desk& desk, const MovedFeast& moved) {
    return desk.say("calendar.moved.feast", {{"feast", desk.in_language(moved.feast->name)},
                                             {"date", desk.forms().day(moved.day)},
                                             {"base_date", desk.forms().day(moved.year_before)}});
}

Paragraph moved_feasts(const Desk& desk, Paragraph::Kind kind) {
    const auto& forms = desk.forms();
    const FairMonths& fair = desk.fair();
    std::vector<std::string> feasts;
    for (const auto& moved : fair.moved) feasts.push_back(dated(desk, moved));
    const Month last = fair.waits_for.value_or(desk.month());
    return desk.sentence(kind, fair.waits_for ? "calendar.waits" : "calendar.moved",
                         {{"feasts", forms.list(feasts)},
                          {"month", forms.month(desk.month())},
                          {"later", forms.month(last)},
                          {"span", forms.period(months_ending(last, fair.together))}});
}

namespace {

// The indicators whose printed changes are carried over a break.
std::vector<const Indicator*> indicators_over(const Desk& desk, const Rows& rows, const intake::Break& broken,
                                              bool year_is_told) {
    std::vector<const Indicator*> found;
    for (const auto& row : rows) {
        const bool month = row.change && bridged_over(desk, *row.change) == &broken;
        const bool year = year_is_told && row.year_change && bridged_over(desk, *row.year_change) == &broken;
        if (row.indicator->listed && (month || year)) found.push_back(row.indicator);
    }
    return found;
}

}  // namespace

std::string absent(const Desk& desk, const intake::Gap& gap) {
    if (!gap.noticed()) return std::string{desk.in_language(gap.what)};
    return desk.say("coverage.no_row",
                    {{"source", desk.in_language(desk.catalogue().source(gap.source).name)}});
}

namespace {

// How many cells without a number each indicator has in the two years that the bulletin tells of.
void say_unsaid(const Desk& desk, const Rows& rows, Section& section) {
    const Period span{year_before(desk.twelve()).first, desk.twelve().past_end};
    std::vector<std::string> items;
    for (const auto& row : rows) {
        if (!row.indicator->listed || !row.at_level) continue;
        const auto gaps = desk.world().gaps(row.indicator->id, desk.territory(), span);
        const auto cells =
            std::count_if(gaps.begin(), gaps.end(), [](const Gap& gap) { return gap.is_cell(); });
        if (cells > 0)
            items.push_back(
                desk.say("unsaid.item", {{"indicator", render::with_small_initial(desk.name(*row.indicator))},
                                         {"n", render::counted(desk.forms(), cells)}}));
    }
    if (!items.empty())
        section.blocks.push_back(
            desk.sentence(Paragraph::Kind::note, "unsaid.cells",
                          {{"span", desk.forms().period(span)}, {"items", desk.forms().list(items)}}));
}

}  // namespace

namespace {

// The month of the year before lay in an event: a rise from there may be no more than its end, so that what changed
// conclusively, and robbery, stand beside the last ordinary year too.
std::optional<Paragraph> against_ordinary_base(Desk& desk, const Rows& rows, const intake::Event& event) {
    const auto& forms = desk.forms();
    const Period base = desk.same_month_last_year();
    if (!event.ordinary_year || base.past_end <= event.first || event.last < base.first) return {};
    const int back = static_cast<int>(desk.month().year()) - *event.ordinary_year;
    if (back < 2) return {};
    const Month month = plus_months(desk.month(), -12 * back);
    std::vector<render::Text> items;
    for (const auto& row : rows) {
        if (!row.indicator->listed || !row.change || !row.has_data()) continue;
        if (row.indicator->id != "robo" && !conclusive(row.month_label)) continue;
        const Figure& change = desk.ask(row.indicator->id, "change", desk.this_month(), whole(month));
        if (!change.value) continue;
        items.push_back(desk.words().fill(
            "event.base.item",
            {{"indicator", render::with_small_initial(desk.name(*row.indicator))},
             {"comparison", render::shown(forms.change(*change.value), figure_id(change.spec))},
             {"interval", desk.interval(change)}}));
    }
    if (items.empty()) return {};
    return desk.sentence(Paragraph::Kind::note, "event.base",
                         {{"event", desk.in_language(event.what)},
                          {"first", forms.day(event.first)},
                          {"last", forms.day(event.last)},
                          {"base_month", forms.month(plus_months(desk.month(), -12))},
                          {"ordinary", forms.month(month)},
                          {"items", forms.list(items)}});
}

}  // namespace

void add_circumstances(Desk& desk, const Rows& rows, Section& section, bool year_is_told) {
    constexpr auto note = Paragraph::Kind::note;
    const auto& forms = desk.forms();
    std::vector<std::string> broken, gaps;
    for (const auto& row : rows) {
        for (const Figure* figure : {row.change, row.year_change}) {
            if (!figure) continue;
            for (const auto& text : figure->notes) {
                if (figure == row.year_change && !year_is_told && text.starts_with("break:")) continue;
                if (text.substr(0, 6) == "break:") broken.push_back(text.substr(6));
                if (text.substr(0, 9) == "coverage:") gaps.push_back(text.substr(9));
            }
        }
    }
    for (const auto* known : desk.world().breaks()) {
        const auto& declared = *known;
        if (std::find(broken.begin(), broken.end(), declared.id) == broken.end()) continue;
        section.blocks.push_back(
            desk.sentence(note, "break.since",
                          {{"date", forms.day(declared.day)}, {"what", desk.in_language(declared.what)}}));
    }
    for (const auto* known : desk.world().breaks()) {
        if (auto said = bridged_sentence(desk, *known, indicators_over(desk, rows, *known, year_is_told)))
            section.blocks.push_back(std::move(*said));
    }
    for (const auto* known : desk.world().coverage()) {
        const auto& declared = *known;
        const std::string id =
            declared.source + (declared.layer.empty() ? "" : ":" + declared.layer + ":" + declared.area);
        if (std::find(gaps.begin(), gaps.end(), id) == gaps.end() || !declared.first || !declared.last)
            continue;
        section.blocks.push_back(desk.sentence(note, "coverage.without",
                                               {{"areas", absent(desk, declared)},
                                                {"first", forms.day(*declared.first)},
                                                {"last", forms.day(*declared.last)}}));
    }
    say_unsaid(desk, rows, section);
    const Period span{year_before(desk.twelve()).first, desk.twelve().past_end};
    const auto* robbery = row_of(rows, "robo");
    for (const auto* event : events_touching(desk.world(), span)) {
        const bool now = event->first < desk.this_month().past_end && desk.this_month().first <= event->last;
        if (now && event->ordinary_year && robbery && robbery->has_data()) {
            // The second comparison, with the last ordinary year, when the ordinary comparison is not that
            // one already.
            const int back = static_cast<int>(desk.month().year()) - *event->ordinary_year;
            const Period ordinary = whole(plus_months(desk.month(), -12 * back));
            if (ordinary != desk.same_month_last_year()) {
                const Figure& change = desk.ask("robo", "change", desk.this_month(), ordinary);
                if (change.value) {
                    section.blocks.push_back(desk.sentence(
                        note, "event.against",
                        {{"event", desk.in_language(event->what)},
                         {"indicator", desk.name(*robbery->indicator)},
                         {"ordinary", forms.month(plus_months(desk.month(), -12 * back))},
                         {"comparison", render::shown(forms.change(*change.value), figure_id(change.spec))},
                         {"interval", desk.interval(change)}}));
                    continue;
                }
            }
        }
        if (auto said = against_ordinary_base(desk, rows, *event)) {
            section.blocks.push_back(std::move(*said));
            continue;
        }
        if (event->last > desk.world().published_on()) {  // it was still going on
            section.blocks.push_back(desk.sentence(
                note, "event.since",
                {{"event", desk.in_language(event->what)}, {"first", forms.day(event->first)}}));
            continue;
        }
        section.blocks.push_back(desk.sentence(note, "event.span",
                                               {{"event", desk.in_language(event->what)},
                                                {"first", forms.day(event->first)},
                                                {"last", forms.day(event->last)}}));
    }
}

namespace {

// "un sábado más": the weekdays that one of two Augusts has more of.
void add_calendar(Desk& desk, Section& section) {
    std::vector<std::string> parts;
    const Period now = desk.compared(), before = desk.compared_before();
    for (int weekday = 0; weekday < 7; ++weekday) {
        const auto times = [&](Period period) {
            int n = 0;
            for (Day day = period.first; day < period.past_end; day += std::chrono::days{1})
                n += weekday_of(day) == weekday;
            return n;
        };
        const int difference = times(now) - times(before);
        if (difference > 0) parts.push_back(desk.say("calendar.more." + std::to_string(weekday)));
        if (difference < 0) parts.push_back(desk.say("calendar.less." + std::to_string(weekday)));
    }
    if (parts.empty()) return;
    section.blocks.push_back(desk.sentence(Paragraph::Kind::note, "calendar.days",
                                           {{"month", desk.forms().period(now)},
                                            {"days", desk.forms().list(parts)},
                                            {"base_month", desk.forms().period(before)}}));
}

}  // namespace

Section summary_section(Desk& desk, const Rows& rows) {
    Section section{.id = "resumen", .title = desk.say("section.summary")};
    Cover cover = cover_of(desk, rows);
    for (auto& finding : cover.findings) section.blocks.push_back(std::move(finding));
    if (cover.others) section.blocks.push_back(std::move(*cover.others));
    add_circumstances(desk, rows, section);
    add_calendar(desk, section);
    // A month that waits says so among the findings.
    if (desk.compared() != desk.this_month())
        section.blocks.push_back(moved_feasts(desk, Paragraph::Kind::note));
    render::Sheet indicators = table_of_indicators(desk, rows);
    indicators.notes.insert(indicators.notes.begin(),
                            desk.words().fill("gloss.conclusive", {{"minimum", desk.forms().percent(5)}}));
    section.blocks.push_back(std::move(indicators));
    if (desk.is_public())
        section.blocks.push_back(desk.sentence(Paragraph::Kind::note, "note.profile.public"));
    return section;
}

}  // namespace atalaya::service
