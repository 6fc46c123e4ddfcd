#include "service/correspondence/feedback.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "render/day_span.hpp"
#include "service/bulletin/comparability.hpp"
#include "service/bulletin/cover.hpp"
#include "service/bulletin/issue.hpp"
#include "service/bulletin/resolution.hpp"
#include "service/bulletin/sections.hpp"
#include "service/bulletin/victims.hpp"
#include "service/correspondence/letters.hpp"
#include "service/correspondence/receipt.hpp"
#include "service/due.hpp"
#include "service/expected.hpp"
#include "service/findings.hpp"

namespace atalaya::service {

using render::Cell;
using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

constexpr std::size_t most_findings = 6, most_revisions = 6;

bool delivered(const World& world, const std::string& source) {
    return std::any_of(world.receipts().begin(), world.receipts().end(),
                       [&](const Receipt& receipt) { return receipt.source == source; });
}

bool counts_something(const intake::Source& source) {
    return source.beside.empty() &&
           (source.kind == intake::Kind::incidents || source.kind == intake::Kind::tallies);
}

// Whether the source, or the second reading of its files, fills the indicator.
bool fills(const Desk& desk, const std::string& source, const Indicator& indicator) {
    const auto sources = desk.world().sources_of(indicator.id);
    return std::any_of(sources.begin(), sources.end(), [&](std::uint16_t number) {
        const auto& one = desk.catalogue().source(desk.world().sources()[number]);
        return one.id == source || one.beside == source;
    });
}

// Whether it counts the cases of which a share is told that ended in term.
bool fills_resolution(const Desk& desk, const std::string& source) {
    return std::ranges::any_of(desk.catalogue().indicators, [&](const Indicator& indicator) {
        return indicator.kind == IndicatorKind::resolution && fills(desk, source, indicator);
    });
}

// The rows of the indicators that it fills, with data.
Rows rows_of(const Desk& desk, const Rows& all, const std::string& source) {
    Rows found;
    for (const auto& row : all) {
        if (row.at_level && row.indicator->kind == IndicatorKind::count && row.has_data() &&
            fills(desk, source, *row.indicator))
            found.push_back(row);
    }
    return found;
}

class Page {
  public:
    Page(const Stationery& paper, Desk& desk, const intake::Source& source, const Rows& all)
        : paper_{paper}, desk_{desk}, source_{source}, rows_{rows_of(desk, all, source.id)} {}

    render::Document document(store::Store& store, const SourceState* state) {
        const World& world = desk_.world();
        const std::string month = desk_.forms().month(desk_.month());
        auto document = paper_.blank(
            paper_.say("feedback.title", {{"source", paper_.name(source_)}, {"month", month}}),
            {addressed_to(state), desk_.say("head.cut", {{"date", desk_.forms().day(world.published_on())}}) +
                                      " (" + world.vintage() + ")"},
            world.published_on());
        document.period = month;
        document.sections.push_back(published());
        if (auto changed = changes()) document.sections.push_back(std::move(*changed));
        document.sections.push_back(open_findings(store));
        document.sections.push_back(what_follows(state));
        tell_overlaps(desk_, document);
        document.provenance = desk_.provenance();
        document.sources = desk_.sources();
        return document;
    }

  private:
    std::string addressed_to(const SourceState* state) const {
        return state ? paper_.say("feedback.to",
                                  {{"addressee", intake::line_of(state->expected->addressees.contact)}})
                     : source_.publisher;
    }

    const Figure& rows(const char* state) {
        return desk_.ask("", "rows", desk_.this_month(), {},
                         std::string{"state="} + state + ";source=" + source_.id + ";deliveries=new",
                         "ciudad");
    }

    bool is_counted() const {
        return std::ranges::any_of(desk_.catalogue().indicators, [&](const Indicator& indicator) {
            return indicator.kind == IndicatorKind::count && fills(desk_, source_.id, indicator);
        });
    }

    Section published() {
        Section section{.id = "lo-publicado", .title = paper_.say("feedback.published")};
        const auto resolved =
            fills_resolution(desk_, source_.id) ? resolved_sentence(desk_) : std::optional<Paragraph>{};
        const auto lists = list_blocks();
        const std::size_t indicators = rows_.size() + (resolved ? 1 : 0);
        section.blocks.push_back(
            paper_.sentence(indicators > 0   ? "feedback.figures"
                            : !lists.empty() ? "feedback.beside"
                            : is_counted()   ? "feedback.no_figures"
                                             : "feedback.uncounted",
                            {{"month", desk_.forms().month(desk_.month())},
                             {"n", render::counted(desk_.forms(), static_cast<std::int64_t>(indicators))}},
                            Paragraph::Kind::finding));
        if (rows("read").value) {
            render::KpiStrip strip;
            for (const char* state : {"read", "accepted", "rejected", "duplicate"}) {
                const Figure& figure = rows(state);
                strip.items.push_back(
                    {.label = paper_.say(std::string{"receipt."} + state),
                     .value = {{desk_.forms().count(std::llround(*figure.value)), figure_id(figure.spec)}}});
            }
            section.blocks.push_back(
                paper_.sentence("feedback.rows", {{"day", desk_.forms().day(desk_.world().published_on())}}));
            section.blocks.push_back(std::move(strip));
        } else {
            section.blocks.push_back(paper_.sentence("feedback.nothing_new"));
        }
        if (!rows_.empty()) section.blocks.push_back(table());
        if (auto longer = conclusive_over_longer()) section.blocks.push_back(std::move(*longer));
        if (resolved) section.blocks.push_back(*resolved);
        section.blocks.insert(section.blocks.end(), lists.begin(), lists.end());
        return section;
    }

    // What the bulletin tells of its list beside another one, in numbers of this list alone; and who were on it.
    std::vector<render::Block> list_blocks() {
        std::vector<render::Block> blocks;
        for (const auto& declared : desk_.catalogue().city.reconciliations) {
            const bool first = declared.primary == source_.id;
            if (!first && declared.other != source_.id) continue;
            const Figure& lists =
                desk_.ask(declared.indicator, "reconciled", desk_.twelve(), {}, "source=" + declared.other);
            if (!lists.value) continue;
            const auto said = [&](std::string_view label) {
                const auto point = std::ranges::find(lists.series, label, &SeriesPoint::label);
                return render::counted(desk_.forms(), std::llround(point->value.value_or(0)),
                                       figure_id(lists.spec));
            };
            const Indicator& indicator = desk_.catalogue().indicator(declared.indicator);
            blocks.push_back(paper_.sentence("feedback.lists", {{"indicator", desk_.name(indicator)},
                                                                {"n", said(first ? "primary" : "other")},
                                                                {"k", said("matched")}}));
        }
        for (const auto& one : desk_.catalogue().sources) {
            if (one.category.describes.empty() || (one.id != source_.id && one.beside != source_.id))
                continue;
            if (auto table = victims_table(desk_, desk_.catalogue().indicator(one.category.describes)))
                blocks.push_back(std::move(*table));
        }
        return blocks;
    }

    // The bulletin may say of a year what the table does not of a month.
    std::optional<Paragraph> conclusive_over_longer() {
        std::vector<render::Text> items;
        for (const auto& change : conclusive_changes(rows_)) {
            if (change.over == Over::month) continue;
            const auto& spec = change.figure().spec;
            const Figure& figure =
                desk_.ask(spec.indicator, spec.measure, spec.period, spec.against, spec.part);
            items.push_back(paper_.words().fill(
                change.over == Over::year ? "cover.other.year" : "cover.other.twelve",
                {{"indicator", render::with_small_initial(desk_.name(*change.row->indicator))},
                 {"x", render::shown(desk_.forms().change(*figure.value), figure_id(figure.spec))}}));
        }
        if (items.empty()) return {};
        return paper_.sentence("feedback.longer", {{"items", paper_.forms().list(items)}});
    }

    // Whether the change is conclusive, by the rule of the bulletin; "" where there is none to judge.
    std::string result(const Figure& change, const IndicatorRow& row) const {
        if (!change.value || !row.month_label) return {};
        const bool sure = row.month_label->verdict == stats::Verdict::conclusive;
        return paper_.say(sure ? "feedback.conclusive" : "feedback.inconclusive");
    }

    Sheet table() {
        const auto& forms = desk_.forms();
        Sheet sheet{.id = "D1",
                    .title = paper_.say("feedback.table"),
                    .subtitle = forms.period(desk_.compared()),
                    .compact = true};
        sheet.columns = {{desk_.say("T11.indicator")},
                         {forms.short_period(desk_.compared()), true},
                         {forms.short_period(desk_.compared_before()), true},
                         {paper_.say("feedback.change"), true},
                         {paper_.say("feedback.result")},
                         {paper_.say("feedback.twelve"), true}};
        for (const auto& row : rows_) {
            const std::string& id = row.indicator->id;
            const Figure& change = desk_.ask(id, "change", desk_.compared(), desk_.compared_before());
            const auto count = [&](Period period) {
                return desk_.count_cell(desk_.ask(id, "count", period));
            };
            sheet.rows.push_back({Desk::text_cell(desk_.name(*row.indicator)), count(desk_.compared()),
                                  count(desk_.compared_before()),
                                  change_and_interval(desk_, change, row.month_label),
                                  Desk::text_cell(result(change, row)), count(desk_.twelve())});
        }
        desk_.explain_partial(sheet);
        sheet.notes.push_back(
            paper_.words().fill("feedback.table.note.change", {{"minimum", desk_.forms().percent(5)}}));
        sheet.notes.push_back(paper_.words().fill("feedback.table.note"));
        return sheet;
    }

    std::optional<Section> changes() {
        auto table = revisions_table(desk_, rows_, most_revisions, source_.id);
        if (!table) return {};
        Section section{.id = "lo-que-cambio", .title = paper_.say("feedback.changed")};
        section.blocks.push_back(std::move(*table));
        return section;
    }

    Section open_findings(store::Store& store) const {
        Section section{.id = "observaciones-abiertas", .title = paper_.say("feedback.findings")};
        auto open = findings_at(store, desk_.world().vintage_no(),
                                {.source = source_.id, .check = "", .state = "open", .run = ""});
        if (open.empty()) {
            section.blocks.push_back(paper_.sentence("feedback.no_findings"));
            return section;
        }
        std::reverse(open.begin(), open.end());  // the newest delivery first
        Sheet sheet = findings_table(paper_, open, "D2", most_findings);
        sheet.title = paper_.say("feedback.findings.table");
        for (std::size_t i = 0; i < sheet.rows.size(); ++i)
            sheet.rows[i].insert(sheet.rows[i].begin() + 1, Desk::text_cell(open[i].file));
        sheet.columns.insert(sheet.columns.begin() + 1, {paper_.say("feedback.file")});
        if (open.size() > sheet.rows.size())
            sheet.notes.push_back(paper_.words().fill(
                "feedback.findings.more",
                {{"n", render::counted(paper_.forms(),
                                       static_cast<std::int64_t>(open.size() - sheet.rows.size()))}}));
        section.blocks.push_back(std::move(sheet));
        section.blocks.push_back(paper_.sentence("receipt.answer", {}, Paragraph::Kind::note));
        return section;
    }

    // Those that did not come, and those of which the bulletin has a part.
    static std::pair<std::vector<Month>, std::vector<Month>> missing_months(const SourceState& state) {
        std::pair<std::vector<Month>, std::vector<Month>> months;
        for (const auto& missing : state.missing) {
            for (const auto month : missing.months) {
                const bool in_part = !missing.declared_absent() &&
                                     std::ranges::find(missing.in_part, month) != missing.in_part.end();
                (in_part ? months.second : months.first).push_back(month);
            }
        }
        return months;
    }

    // Of weeks and days: those that did not come, and of those that came in part which days.
    void add_missing_days(const SourceState& state, Section& section) const {
        std::vector<std::string> whole, in_part;
        for (const auto& run : state.runs()) {
            const Period span{run.front()->period.first, run.back()->period.past_end};
            if (!run.front()->came_in_part())
                whole.push_back(paper_.span(state.cadence, span));
            else if (const auto& days = run.front()->days; days && days->missing_end)
                in_part.push_back(render::day_span(paper_.forms(), *days->missing_end));
            else
                in_part.push_back(paper_.span(state.cadence, span));
        }
        if (!whole.empty())
            section.blocks.push_back(
                paper_.sentence("feedback.missing.days", {{"periods", paper_.forms().list(whole)}}));
        if (!in_part.empty())
            section.blocks.push_back(paper_.sentence("feedback.missing.days.in_part",
                                                     {{"periods", paper_.forms().list(in_part)}}));
    }

    // The delivery that is due next: the one awaited, or where an older one is late the first that is not due yet.
    std::optional<Awaited> next_due(const SourceState& state) const {
        if (!state.awaited || !state.late()) return state.awaited;
        const auto& city = paper_.catalogue().city;
        const Day today = desk_.world().published_on();
        for (Period period = state.awaited->period;; period = period_of(state.cadence, period.past_end)) {
            const Day due = due_day(city, *state.expected, period);
            if (due >= today && period.past_end > told_until(state)) return Awaited{period, due};
        }
    }

    // The day after the last that it tells of.
    static Day told_until(const SourceState& state) {
        return state.last_told ? state.last_told->past_end : Day{};
    }

    Section what_follows(const SourceState* state) const {
        Section section{.id = "que-sigue", .title = paper_.say("feedback.next")};
        const bool days = state && by_days(state->cadence);
        if (days && !state->missing.empty()) {
            add_missing_days(*state, section);
        } else if (state && !state->missing.empty()) {
            const auto [whole, in_part] = missing_months(*state);
            if (!whole.empty())
                section.blocks.push_back(
                    paper_.sentence("feedback.missing", {{"months", paper_.months(whole)}}));
            if (!in_part.empty())
                section.blocks.push_back(
                    paper_.sentence("feedback.missing.in_part", {{"months", paper_.months(in_part)}}));
        }
        if (const auto next = state ? next_due(*state) : std::nullopt)
            section.blocks.push_back(paper_.sentence(days ? "feedback.due.days" : "feedback.due",
                                                     {{"period", paper_.span(state->cadence, next->period)},
                                                      {"day", paper_.forms().day(next->due)}}));
        section.blocks.push_back(paper_.sentence("feedback.thanks"));
        return section;
    }

    const Stationery& paper_;
    Desk& desk_;
    const intake::Source& source_;
    Rows rows_;
};

}  // namespace

WrittenFeedback write_feedback(store::Store& store, const Catalogue& catalogue, const FeedbackAsked& asked,
                               Progress& progress) {
    const Stationery paper{catalogue, asked.language};
    Worlds worlds{store, catalogue};
    const World& world = worlds.at(asked.vintage);
    if (!asked.source.empty() && !delivered(world, catalogue.source(asked.source).id))
        throw Error{
            Fault::missing,
            message("source {} sent no delivery. `atalaya deliveries` lists those there are", asked.source)};
    const BulletinRequest request{.bulletin = "entregas",
                                  .territory = "ciudad",
                                  .month = asked.month,
                                  .vintage = world.vintage(),
                                  .language = paper.language()};
    Desk all{worlds, request};  // which changes are conclusive is of the whole table
    const Rows rows = compare_indicators(all);
    const auto states = expected_deliveries(catalogue, &world, world.published_on(), arrivals_of(store),
                                            days_told(store, catalogue, &world));

    WrittenFeedback answer;
    std::vector<Paper> papers;
    for (const auto& source : catalogue.sources) {
        if (!counts_something(source) || !delivered(world, source.id)) continue;
        if (!asked.source.empty() && source.id != asked.source) continue;
        const auto state = std::find_if(states.begin(), states.end(),
                                        [&](const SourceState& one) { return one.source == &source; });
        Desk desk{worlds, request};
        papers.push_back(
            {"devolucion_" + source.id + "_" + iso(asked.month) + "_" + paper.language(),
             Page{paper, desk, source, rows}.document(store, state == states.end() ? nullptr : &*state)});
        const auto shown = desk.asked();
        keep_figures(store, shown,
                     "devolucion/" + source.id + "/" + iso(asked.month) + "/" + paper.language(),
                     world.vintage_no());
        answer.sources.push_back({source.id, shown.size(), {}});
    }
    auto written = write_papers(catalogue.share, papers, asked.forms, asked.folder, progress);
    for (std::size_t i = 0; i < answer.sources.size(); ++i)
        answer.sources[i].files = std::move(written.files[i]);
    answer.no_pdf = std::move(written.no_pdf);
    return answer;
}

}  // namespace atalaya::service
