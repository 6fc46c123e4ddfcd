#include <algorithm>
#include <cmath>

#include "service/bulletin/area_life.hpp"
#include "service/bulletin/comparability.hpp"
#include "service/bulletin/concentration.hpp"
#include "service/bulletin/cover.hpp"
#include "service/bulletin/denominators.hpp"
#include "service/bulletin/late_sources.hpp"
#include "service/bulletin/listed.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/bulletin/pictures.hpp"
#include "service/bulletin/sections.hpp"
#include "service/places.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Section;

namespace {

constexpr auto body = Paragraph::Kind::body;

// "próxima reunión lunes 6 de enero de 2025, 08:00 h": the first such weekday after the cut.
std::string next_meeting(const Desk& desk) {
    const auto& meeting = desk.catalogue().city.meeting;
    if (!meeting) return desk.say("ficha.meeting.blank");
    Day day = desk.world().published_on() + std::chrono::days{1};
    while (weekday_of(day) != meeting->weekday) day += std::chrono::days{1};
    const render::Arguments said{{"weekday", desk.forms().weekday(meeting->weekday)},
                                 {"date", desk.forms().day(day)},
                                 {"hour", meeting->hour}};
    return desk.say(meeting->hour.empty() ? "ficha.meeting" : "ficha.meeting.hour", said);
}

render::Document frame(const Desk& desk) {
    const auto& forms = desk.forms();
    const auto& city = desk.catalogue().city;
    render::Document document{
        .bulletin = "ficha", .language = desk.request().language, .region = city.region};
    document.title =
        desk.say("ficha.title", {{"territory", desk.territory_name()}, {"date", forms.month(desk.month())}});
    document.city = city.name;
    document.territory = desk.territory_name();
    document.period = forms.month(desk.month());
    document.head = {desk.say("head.cut", {{"date", forms.day(desk.world().published_on())}}),
                     next_meeting(desk)};
    document.badges = {desk.say(desk.is_public() ? "badge.public" : "badge.internal")};
    if (city.simulated) document.badges.insert(document.badges.begin(), desk.say("badge.simulated"));
    document.footer = desk.say(
        "footer",
        {{"city", city.name}, {"period", forms.month(desk.month())}, {"vintage", desk.world().vintage()}});
    document.dated = iso(desk.world().published_on());
    document.words = desk.words().under("frame.");
    document.provenance_on_paper = render::OnPaper::none;
    return document;
}

// How the month, or those that feasts put together, compares.
render::Text compared_text(const Desk& desk, const IndicatorRow& row) {
    if (row.change && row.change->value) {
        const bool sure = row.month_label && row.month_label->verdict == stats::Verdict::conclusive;
        const char* outcome = !sure ? "ficha.none" : *row.change->value > 0 ? "ficha.rise" : "ficha.fall";
        return desk.words().fill(
            outcome, {{"x", desk.change_size(*row.change)}, {"interval", desk.interval(*row.change)}});
    }
    if (!row.change || !row.before || !row.before->value) return {};
    const auto& reason = row.change->reason;
    const char* said = reason == "feasts"                              ? "ficha.feasts"
                       : reason == "break" || reason == "no_bridge"    ? "ficha.break"
                       : reason == "small_base" || reason == "no_base" ? "ficha.small"
                                                                       : nullptr;
    if (!said)
        return desk.words().fill("ficha.refused",
                                 {{"base", desk.count(*row.before)}, {"why", desk.refusal(*row.change)}});
    return desk.words().fill(said, {{"base", desk.count(*row.before)}});
}

// What stands under a number: the rate of deaths, else how the month compares.
render::Text under_number(const Desk& desk, const IndicatorRow& row) {
    if (row.indicator->group == "life") {
        if (!row.rate->value) return {};
        return desk.words().fill("ficha.rate", {{"rate", desk.rate(*row.rate)},
                                                {"per", desk.per(*row.rate)},
                                                {"interval", desk.interval(*row.rate)},
                                                {"divided", denominator_text(desk, *row.rate)}});
    }
    render::Text said = compared_text(desk, row);
    if (!said.empty() && desk.compared() != desk.this_month())
        said = desk.words().fill("ficha.together", {{"span", desk.forms().short_period(desk.compared())},
                                                    {"count", desk.count(*row.compared)},
                                                    {"result", std::move(said)}});
    return said;
}

// For the public, of what it is told by quarters.
std::optional<render::Kpi> of_quarter(Desk& desk, const Indicator& indicator) {
    const Period quarter = last_quarter(desk);
    const Figure& count = desk.ask(indicator.id, "count", quarter);
    if (desk.territory().slot != 0 || count.reason == "no_data") return {};
    return render::Kpi{.label = desk.say("ficha.kpi.month", {{"indicator", desk.name(indicator)},
                                                             {"month", desk.forms().period(quarter)}}),
                       .value = desk.count_cell(count).text};
}

constexpr const char* the_five[] = {"homicidio_doloso", "robo", "vehiculo", "vif", "convivencia"};

// Those of the five that no source of the city counts, once and in words.
std::optional<Paragraph> uncounted(const Desk& desk, const Rows& rows) {
    std::vector<std::string> names;
    for (const char* id : the_five) {
        const IndicatorRow* row = row_of(rows, id);
        if (row && row->at_level && !has_source(desk, *row->indicator))
            names.push_back(render::with_small_initial(desk.name(*row->indicator)));
    }
    if (names.empty()) return {};
    return desk.sentence(Paragraph::Kind::note, "ficha.no_source", {{"items", desk.forms().list(names)}});
}

// Why one of the five that has a source says "no data" of the month.
std::optional<Paragraph> told_together(const Desk& desk, const Rows& rows) {
    const bool together = std::ranges::any_of(the_five, [&](const char* id) {
        const IndicatorRow* row = row_of(rows, id);
        return row && row->month && row->month->reason == "counted_together";
    });
    if (!together) return {};
    return desk.sentence(Paragraph::Kind::note, "ficha.no_month", {});
}

render::KpiStrip five_numbers(Desk& desk, const Rows& rows) {
    render::KpiStrip strip;
    for (const char* id : the_five) {
        const IndicatorRow* row = row_of(rows, id);
        if (!row || !row->at_level || !has_source(desk, *row->indicator)) continue;
        const bool life = row->indicator->group == "life";
        if (desk.by_quarters(*row->indicator)) {
            if (auto kpi = of_quarter(desk, *row->indicator)) strip.items.push_back(std::move(*kpi));
            continue;
        }
        const Figure& figure = life ? *row->twelve : *row->month;
        render::Kpi kpi{.label = desk.say(life ? "ficha.kpi.twelve" : "ficha.kpi.month",
                                          {{"indicator", desk.name(*row->indicator)},
                                           {"month", desk.forms().short_month(desk.month())}})};
        kpi.value = desk.count_cell(figure).text;
        if (figure.value) kpi.below = under_number(desk, *row);
        strip.items.push_back(std::move(kpi));
    }
    return strip;
}

// What the * of a number means.
std::optional<Paragraph> partial_note(const Desk& desk, const render::KpiStrip& strip) {
    const bool marked = std::ranges::any_of(strip.items, [](const render::Kpi& kpi) {
        return !kpi.value.empty() && kpi.value.back().text == "*";
    });
    if (!marked) return {};
    return desk.sentence(Paragraph::Kind::note, "ficha.partial");
}

// Where it piles up, for those who may know, else the rates of its parts; and beside it the weeks, or the
// months where there are no weeks to tell.
void add_pictures(Desk& desk, const Indicator& robbery, Section& page) {
    constexpr double page_width = 170, half = 83, height = 42;
    render::PictureRow pair;
    if (desk.territory().slot == 0) {
        const Indicator* places = desk.catalogue().find_indicator("concentracion");
        auto map = places ? hot_spots_picture(desk, "M3", *places, half, height) : std::nullopt;
        if (map) map->notes.clear();  // the bulletin says them
        if (!map) map = map_picture(desk, "M1", robbery, half, height);
        if (map) pair.pictures.push_back(std::move(*map));
    }
    const double width = pair.pictures.empty() ? page_width : half;
    auto line = weekly_picture(desk, "C2", robbery, width, height);
    if (!line) {
        const std::string title =
            desk.say("chart.C2", {{"indicator", desk.name(robbery)}, {"territory", desk.territory_name()}});
        line = monthly_picture(desk, "C2", robbery, title, 36, width, height);
    }
    if (line) pair.pictures.push_back(std::move(*line));
    for (auto& picture : pair.pictures) picture.data.reset();
    if (pair.pictures.size() == 1) {
        page.blocks.push_back(std::move(pair.pictures.front()));
    } else if (!pair.pictures.empty()) {
        page.blocks.push_back(std::move(pair));
    }
}

// "Calandria 800 (Casco Caliza)".
std::string place_name(const Desk& desk, const TerritoryInfo& place) {
    if (place.slot != 1) return desk.name(place);
    const auto middle = Places::middle(place);
    const auto* area = middle ? desk.places().around(*middle) : nullptr;
    return area ? desk.say("ficha.place.street", {{"street", place.name}, {"area", desk.name(*area)}})
                : place.name;
}

// The places with most robberies of twelve months, whether they were among the first six months ago, and a
// line to write on what was done. Never for the public; nowhere a table of more than three.
void add_places(Desk& desk, Section& page) {
    constexpr std::size_t most = 3;
    constexpr double least_rows = 3;
    const auto* layer = desk.catalogue().find_indicator("concentracion") && !desk.is_public()
                            ? layer_of_concentration(desk)
                            : nullptr;
    if (!layer) return;
    const std::string part = layer->slot == 1 ? "" : "layer=" + layer->id;
    const auto said = [&](Period period) { return desk.look("concentracion", "busiest", period, {}, part); };
    if (said(desk.twelve()).reason == "no_data" || desk.territory().territory.layer == layer->id) return;
    const Figure& now = desk.ask("concentracion", "busiest", desk.twelve(), {}, part);
    const Figure& before =
        desk.ask("concentracion", "busiest", months_ending(plus_months(desk.month(), -6), 12), {}, part);
    // Of streets there are many, and the first three change by chance.
    const std::size_t first = std::min<std::size_t>(layer->slot == 1 ? 10 : most, before.series.size());
    render::Sheet sheet{.id = "F1", .title = desk.say("ficha.places"), .compact = true};
    sheet.columns = {{desk.say("ficha.places.place")},
                     {desk.say("ficha.places.twelve"), true},
                     {desk.say("ficha.places.before")},
                     {desk.say("ficha.places.done")}};
    for (std::size_t i = 0; i < now.series.size() && i < most; ++i) {
        const auto& [code, rows, low, high] = now.series[i];
        if (rows.value_or(0) < least_rows) break;
        const auto end = before.series.begin() + static_cast<std::ptrdiff_t>(first);
        const bool still = std::any_of(before.series.begin(), end,
                                       [&](const SeriesPoint& point) { return point.label == code; });
        sheet.rows.push_back(
            {Desk::text_cell(place_name(desk, desk.world().territory({layer->id, code}))),
             render::Cell{.text = {{desk.forms().count(std::llround(*rows)), figure_id(now.spec)}},
                          .value = rows},
             Desk::text_cell(desk.say(before.series.empty() ? "state.missing"
                                      : still               ? "ficha.place.still"
                                                            : "ficha.place.new")),
             Desk::text_cell("______________________________")});
    }
    if (sheet.rows.empty()) {
        page.blocks.push_back(render::Heading{3, desk.say("ficha.places")});
        page.blocks.push_back(desk.sentence(body, "ficha.places.none"));
    } else {
        page.blocks.push_back(std::move(sheet));
    }
}

using Questions = std::vector<Paragraph>;
constexpr std::size_t most_questions = 4;

void ask_the_late(const Desk& desk, Questions& questions) {
    for (const auto& late : late_sources(desk)) {
        if (!late.overdue) continue;
        const std::string name{desk.in_language(late.source->name)};
        if (!late.holes.empty()) {
            questions.push_back(desk.sentence(body, "ficha.question.in_part",
                                              {{"source", name}, {"holes", holes_text(desk, late)}}));
            continue;
        }
        questions.push_back(
            late.months
                ? desk.sentence(body, "ficha.question.late",
                                {{"source", name},
                                 {"date", desk.forms().day(late.months->past_end - std::chrono::days{1})}})
                : desk.sentence(body, "ficha.question.never", {{"source", name}}));
    }
}

// Of the source with the most records whose hour nobody knows, where they are many of all.
void ask_about_hours(Desk& desk, Questions& questions) {
    constexpr double least_percent = 5;
    const auto of = [](const std::string& source) { return "source=" + source; };
    const auto all = desk.look("", "unknown_hours", desk.twelve(), {}, "", "ciudad");
    if (!all.value || *all.value < least_percent) return;
    const std::string* most = nullptr;
    double unknown = 0;
    for (const auto& source : all.sources) {
        const auto own = desk.look("", "unknown_hours", desk.twelve(), {}, of(source), "ciudad");
        if (!own.value || *own.numerator <= unknown) continue;
        most = &source;
        unknown = *own.numerator;
    }
    if (!most) return;
    const Figure& hours = desk.ask("", "unknown_hours", desk.twelve(), {}, of(*most), "ciudad");
    if (!hours.value) return;
    const std::string name{desk.in_language(desk.catalogue().source(*most).name)};
    questions.push_back(
        desk.sentence(body, "ficha.question.hours", {{"x", desk.percent(hours)}, {"source", name}}));
}

// Months that changed by 2 % and five facts or more since the bulletin before, the latest first: one or two that came
// late are no question for the table.
void ask_about_revisions(Desk& desk, const Rows& rows, Questions& questions) {
    constexpr double least_facts = 5, least_percent = 2;
    if (!desk.before()) return;
    for (int back = 1; back <= 12; ++back) {
        for (const auto& row : rows) {
            if (questions.size() >= most_questions) return;
            if (!row.has_data() || !row.indicator->listed) continue;
            const Period month = whole(plus_months(desk.month(), -back));
            const Figure probe = desk.look(row.indicator->id, "revision", month, {}, desk.since_before());
            if (!probe.value || *probe.denominator < 20 || std::abs(*probe.value) < least_facts ||
                100 * std::abs(*probe.value) < least_percent * *probe.denominator)
                continue;
            const Figure& revised = desk.ask(row.indicator->id, "revision", month, {}, desk.since_before());
            if (!revised.value) continue;
            const auto side = [&](std::optional<double> value) {
                return render::shown(desk.forms().count(std::llround(*value)), figure_id(revised.spec));
            };
            questions.push_back(desk.sentence(body, "ficha.question.revision",
                                              {{"indicator", desk.name(*row.indicator)},
                                               {"period", desk.forms().month(month_of(month.first))},
                                               {"before", side(revised.denominator)},
                                               {"after", side(revised.numerator)}}));
        }
    }
}

void add_questions(Desk& desk, const Rows& rows, Section& page) {
    page.blocks.push_back(render::Heading{3, desk.say("ficha.questions")});
    Questions questions;
    ask_the_late(desk, questions);
    ask_about_hours(desk, questions);
    ask_about_revisions(desk, rows, questions);
    if (questions.empty()) questions.push_back(desk.sentence(body, "ficha.questions.none"));
    if (questions.size() > most_questions) questions.resize(most_questions);
    for (auto& question : questions) page.blocks.push_back(std::move(question));
}

}  // namespace

// One A4: three cover sentences, five numbers, the map beside the weeks, three places, the questions
// that the data themselves raise, and room for two signatures.
Bulletin ficha(Worlds& worlds, const BulletinRequest& request) {
    Desk desk{worlds, request};
    const Rows rows = compare_indicators(desk);
    render::Document document = frame(desk);

    Section page{.id = "ficha", .title = desk.say("section.summary")};
    auto findings = cover_of(desk, rows).findings;
    if (findings.size() > 3) findings.resize(3);
    for (auto& finding : findings) page.blocks.push_back(std::move(finding));
    add_circumstances(desk, rows, page, false);  // a fall is not read aloud without the lockdown beside it
    for (auto& said : area_life(desk))
        page.blocks.push_back(Paragraph{Paragraph::Kind::note, {{std::move(said), ""}}});
    if (auto strip = five_numbers(desk, rows); !strip.items.empty()) {
        auto note = partial_note(desk, strip);
        page.blocks.push_back(std::move(strip));
        if (note) page.blocks.push_back(std::move(*note));
    }
    if (auto said = told_together(desk, rows)) page.blocks.push_back(std::move(*said));
    if (auto said = uncounted(desk, rows)) page.blocks.push_back(std::move(*said));
    add_pictures(desk, desk.catalogue().indicator("robo"), page);
    add_places(desk, page);
    page.blocks.push_back(render::Heading{3, desk.say("ficha.commitments")});
    page.blocks.push_back(desk.sentence(body, "ficha.commitments.no_register"));
    add_questions(desk, rows, page);
    page.blocks.push_back(desk.sentence(body, "signatures"));
    page.blocks.push_back(desk.sentence(Paragraph::Kind::note, "check_code",
                                        {{"code", desk.check_code()}, {"vintage", desk.world().vintage()}}));
    document.sections.push_back(std::move(page));

    tell_overlaps(desk, document, true);
    document.provenance = desk.provenance();
    document.sources = desk.sources();
    Bulletin bulletin{std::move(document), {}};
    bulletin.figures = desk.asked();
    bulletin.code = desk.check_code();
    return bulletin;
}

}  // namespace atalaya::service
