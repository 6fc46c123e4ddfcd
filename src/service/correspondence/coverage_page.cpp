#include "service/correspondence/coverage_page.hpp"

#include <algorithm>

#include "service/city_language.hpp"
#include "service/due.hpp"
#include "service/holes.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

std::string word_of(const Stationery& paper, Coverage coverage) {
    if (coverage == Coverage::not_owed) return {};
    return paper.say(std::string{"coverage."} + std::string{name_of(coverage)});
}

// The page shows the id before the title: a number, and no word of ours.
Sheet year_table(const Stationery& paper, const CoverageMatrix& matrix, int year, std::size_t number) {
    Sheet sheet{.id = std::to_string(number),
                .title = paper.say("coverage.table", {{"year", std::to_string(year)}}),
                .compact = true};
    sheet.columns = {{paper.say("coverage.source")}};
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < matrix.months.size(); ++i) {
        if (static_cast<int>(matrix.months[i].year()) != year) continue;
        places.push_back(i);
        const auto month = static_cast<int>(static_cast<unsigned>(matrix.months[i].month()));
        sheet.columns.push_back({std::string{paper.forms().month_short(month)}});
    }
    for (const auto& row : matrix.rows) {
        std::vector<render::Cell> cells{Stationery::cell(paper.name(*row.source))};
        for (const auto place : places) cells.push_back(Stationery::cell(word_of(paper, row.months[place])));
        sheet.rows.push_back(std::move(cells));
    }
    return sheet;
}

std::vector<Month> months_of(const CoverageMatrix& matrix, const CoverageRow& row, Coverage coverage) {
    std::vector<Month> months;
    for (std::size_t i = 0; i < matrix.months.size(); ++i)
        if (row.months[i] == coverage) months.push_back(matrix.months[i]);
    return months;
}

// The weeks or days of the span that did not come, or came in part; runs of them told together.
std::vector<std::string> spans_of(const Stationery& paper, const SourceState& state, Period span,
                                  bool in_part) {
    std::vector<std::string> told;
    for (const auto& run : state.runs()) {
        const Period days{run.front()->period.first, run.back()->period.past_end};
        const bool apart = days.past_end <= span.first || span.past_end <= days.first;
        if (!apart && run.front()->came_in_part() == in_part) told.push_back(paper.span(state.cadence, days));
    }
    return told;
}

// The days of months that came which nobody declared and which did not come (service/days_not_sent.hpp).
std::vector<std::string> days_missing(const Stationery& paper, const World& world,
                                      const CoverageMatrix& matrix, const CoverageRow& row, Period span) {
    std::vector<std::string> told;
    const auto in_part = months_of(matrix, row, Coverage::in_part);
    for (const auto* hole : holes(world, row.source->id, span)) {
        if (hole->noticed() && !is_of_an_area(*hole) &&
            std::ranges::find(in_part, month_of(*hole->first)) != in_part.end())
            told.push_back(paper.span("daily", {*hole->first, *hole->last + std::chrono::days{1}}));
    }
    return told;
}

// What is late: "«Fuente»: falta octubre de 2021; venció el 4 de noviembre de 2021, hace 12 días."
void add_late(const Stationery& paper, const SourceState& state, const std::vector<std::string>& what,
              Section& section) {
    const auto* since = state.late_since();
    if (what.empty() || !since) return;
    section.blocks.push_back(
        paper.sentence("coverage.late.sentence", {{"source", paper.name(*state.source)},
                                                  {"what", paper.forms().list(what)},
                                                  {"due", paper.forms().day(since->due)},
                                                  {"n", render::counted(paper.forms(), since->days_late)}}));
}

void add_state(const Stationery& paper, const CoverageMatrix& matrix, const CoverageRow& row,
               const SourceState& state, Period span, Section& section) {
    if (!by_days(state.cadence)) {
        const auto late = months_of(matrix, row, Coverage::late);
        if (!late.empty()) add_late(paper, state, {paper.months(late)}, section);
        return;
    }
    add_late(paper, state, spans_of(paper, state, span, false), section);
    const auto in_part = spans_of(paper, state, span, true);
    if (!in_part.empty())
        section.blocks.push_back(
            paper.sentence("coverage.part.sentence",
                           {{"source", paper.name(*state.source)}, {"what", paper.forms().list(in_part)}}));
}

// What the city declares of its holes, and what did not come though no day was agreed.
void add_declared(const Stationery& paper, const CoverageMatrix& matrix, const CoverageRow& row,
                  const World* world, Period span, Section& section) {
    const auto source = paper.name(*row.source);
    if (world) {
        for (const auto* hole : holes(*world, row.source->id, span)) {
            if (hole->noticed()) continue;
            section.blocks.push_back(paper.sentence(
                "coverage.declared", {{"source", source},
                                      {"first", paper.forms().day(*hole->first)},
                                      {"last", paper.forms().day(*hole->last)},
                                      {"what", std::string{in_language(hole->what, paper.language())}}}));
        }
    }
    const auto not_sent = months_of(matrix, row, Coverage::not_sent);
    if (!not_sent.empty())
        section.blocks.push_back(paper.sentence("coverage.not_sent.sentence",
                                                {{"source", source}, {"what", paper.months(not_sent)}}));
}

}  // namespace

render::Document coverage_page(const Stationery& paper, const CoverageMatrix& matrix,
                               const std::vector<SourceState>& states, const World* world, Day day) {
    const Period span{first_day(matrix.months.front()), whole(matrix.months.back()).past_end};
    std::vector<std::string> head{paper.say("coverage.on", {{"day", paper.forms().day(day)}})};
    if (world) head.push_back(paper.say("receipt.in_vintage", {{"vintage", world->vintage()}}));
    auto document = paper.blank(
        paper.say("coverage.title", {{"city", paper.catalogue().city.name}, {"span", paper.period(span)}}),
        std::move(head), day);
    document.badges.back() = paper.say("badge.public");

    Section there{.id = "cobertura", .title = paper.say("coverage.there")};
    there.blocks.push_back(paper.sentence("coverage.not_zero", {}, Paragraph::Kind::finding));
    std::vector<int> years;
    for (const auto month : matrix.months)
        if (const int year = static_cast<int>(month.year()); years.empty() || years.back() != year)
            years.push_back(year);
    for (std::size_t i = 0; i < years.size(); ++i)
        there.blocks.push_back(year_table(paper, matrix, years[i], i + 1));
    there.blocks.push_back(paper.sentence("coverage.key", {}, Paragraph::Kind::note));

    Section missing{.id = "que-falta", .title = paper.say("coverage.missing")};
    for (const auto& row : matrix.rows) {
        const auto state = std::ranges::find(states, row.source, &SourceState::source);
        if (state != states.end()) add_state(paper, matrix, row, *state, span, missing);
        const bool by_month = state == states.end() || !by_days(state->cadence);
        const auto days =
            world && by_month ? days_missing(paper, *world, matrix, row, span) : std::vector<std::string>{};
        if (!days.empty())
            missing.blocks.push_back(
                paper.sentence("coverage.days.sentence",
                               {{"source", paper.name(*row.source)}, {"what", paper.forms().list(days)}}));
        add_declared(paper, matrix, row, world, span, missing);
    }
    if (missing.blocks.empty()) missing.blocks.push_back(paper.sentence("coverage.nothing_missing"));
    document.sections = {std::move(there), std::move(missing)};
    return document;
}

}  // namespace atalaya::service
