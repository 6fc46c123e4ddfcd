#include "service/correspondence/letters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "render/day_span.hpp"
#include "service/city_language.hpp"
#include "service/due.hpp"
#include "service/holes.hpp"
#include "service/measures.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Section;

namespace {

constexpr int last_step = 3;

int step_of(const store::Letter& letter) {
    std::int64_t step = 0;
    for (const auto& about : letter.about) step = std::max(step, about.step);
    return static_cast<int>(step);
}

struct Envelope {
    const intake::Addressee* to{};
    std::vector<const intake::Addressee*> copies;
};

Envelope envelope_of(const intake::Expected& expected, int step) {
    const auto& [contact, substitute, superior] = expected.addressees;
    if (step >= last_step) return {&superior, {&contact, &substitute}};
    if (step == 2) return {&contact, {&substitute, &superior}};
    return {&contact, {}};
}

Section addressee_section(const Stationery& paper, const Envelope& envelope) {
    Section section{.id = "destinatario", .title = paper.say("letter.to")};
    const auto& [post, institution, address] = *envelope.to;
    render::Text text{{.text = post.empty() ? institution : post, .strong = true}};
    if (!post.empty()) text.push_back({", " + institution});
    if (!address.empty()) text.push_back({". " + address});
    section.blocks.push_back(Paragraph{Paragraph::Kind::body, std::move(text)});
    std::vector<std::string> copies;
    for (const auto* one : envelope.copies) copies.push_back(line_of(*one));
    if (!copies.empty())
        section.blocks.push_back(
            paper.sentence("letter.copies", {{"copies", join(copies, "; ")}}, Paragraph::Kind::note));
    return section;
}

// What a letter is about in a few words: "la semana del 2 al 8 de marzo de 2026", a run of them told as one.
std::string what_is_missing(const Stationery& paper, const SourceState& state) {
    if (!by_days(state.cadence)) {
        std::vector<Month> months;
        for (const auto& missing : state.missing)
            months.insert(months.end(), missing.months.begin(), missing.months.end());
        return paper.months(months);
    }
    return paper.forms().list(missing_spans(paper, state));
}

// What is missing of months that came, or that are declared not to have come; each hole once, though it goes through
// several months.
void add_holes(const Stationery& paper, const SourceState& state, Section& section) {
    for (const auto* hole : state.missing_in_part()) {
        if (hole->noticed()) {
            const Period days{*hole->first, *hole->last + std::chrono::days{1}};
            section.blocks.push_back(
                paper.sentence("letter.missing_days", {{"span", render::day_span(paper.forms(), days)}}));
            continue;
        }
        section.blocks.push_back(
            paper.sentence(is_of_an_area(*hole) ? "letter.in_part" : "letter.declared",
                           {{"what", std::string{in_language(hole->what, paper.language())}},
                            {"first", paper.forms().day(*hole->first)},
                            {"last", paper.forms().day(*hole->last)}}));
    }
    for (const auto& missing : state.missing) {
        if (missing.days && missing.days->missing_end)
            section.blocks.push_back(
                paper.sentence("letter.missing_end",
                               {{"span", render::day_span(paper.forms(), *missing.days->missing_end)}}));
    }
}

// How late a period is, or that it came in part, in its cell of the table.
render::Cell lateness(const Stationery& paper, const MissingPeriod& missing) {
    if (!missing.came_in_part())
        return Stationery::cell(paper.say("letter.table.late.days",
                                          {{"days", render::counted(paper.forms(), missing.days_late)}}));
    return Stationery::cell(
        paper.say(missing.declared_absent() ? "letter.table.absent" : "letter.table.in_part"));
}

// The furthest step that a letter takes about what did not come, 0 where it asks for none of it now.
int step_about_late(const SourceState& state, const store::Letter& letter) {
    std::int64_t step = 0;
    for (const auto& about : letter.about) {
        if (std::ranges::any_of(state.missing, [&](const MissingPeriod& missing) {
                return !missing.came_in_part() && iso(missing.period) == about.period;
            }))
            step = std::max(step, about.step);
    }
    return static_cast<int>(step);
}

// What did not come is late; of what came in part the rest is asked for. The letter opens with what it goes furthest up
// for, with the worse of the two where it goes as far for both.
void add_opening(const Stationery& paper, const SourceState& state, const store::Letter& letter,
                 Section& section) {
    const auto& forms = paper.forms();
    const auto in_part = std::count_if(state.missing.begin(), state.missing.end(),
                                       [](const auto& one) { return one.came_in_part(); });
    const auto late = static_cast<std::int64_t>(state.missing.size()) - in_part;
    const int step = step_of(letter);
    const bool late_first = late > 0 && (in_part == 0 || step_about_late(state, letter) == step);
    const std::string at = std::to_string(step);
    const auto say = [&](const std::string& key, std::int64_t n, int days, Paragraph::Kind kind) {
        section.blocks.push_back(paper.sentence(key,
                                                {{"source", paper.name(*state.source)},
                                                 {"n", render::counted(forms, n)},
                                                 {"days", render::counted(forms, days)}},
                                                kind));
    };
    const int days = late > 0 ? state.late_since()->days_late : 0;
    if (late_first) {
        say("letter.opening." + at, late, days, Paragraph::Kind::finding);
        if (in_part > 0) say("letter.also_in_part", in_part, days, Paragraph::Kind::body);
    } else {
        say("letter.opening.in_part." + at, in_part, days, Paragraph::Kind::finding);
        if (late > 0) say("letter.also_late", late, days, Paragraph::Kind::body);
    }
}

// What becomes of the bulletin meanwhile: what did not come is no data, what came in part is the least there was.
void add_meanwhile(const Stationery& paper, const SourceState& state, Section& section) {
    const bool partly = std::ranges::any_of(state.missing, [](const MissingPeriod& missing) {
        return missing.came_in_part() && !missing.declared_absent();
    });
    const bool wholly = std::ranges::any_of(state.missing, [](const MissingPeriod& missing) {
        return !missing.came_in_part() || missing.declared_absent();
    });
    if (wholly) section.blocks.push_back(paper.sentence("letter.not_zero"));
    if (partly) section.blocks.push_back(paper.sentence(wholly ? "letter.also_partly" : "letter.partly"));
}

// On how many days of a run of weeks or days there is a fact.
std::string days_covered(const Stationery& paper, const std::vector<const MissingPeriod*>& run) {
    DaysCovered all;
    for (const auto* missing : run) {
        all.with_facts += missing->days->with_facts;
        all.of += missing->days->of;
        all.usual += missing->days->usual;
    }
    const auto& forms = paper.forms();
    return paper.say(all.usual == 0 ? "letter.table.days.cell" : "letter.table.days.usual",
                     {{"k", render::counted(forms, all.with_facts)},
                      {"m", render::counted(forms, all.of)},
                      {"usual", render::counted(forms, all.usual)}});
}

render::Paragraph last_sentence(const Stationery& paper, const SourceState& state) {
    const auto& forms = paper.forms();
    if (!state.last_told || !state.last_delivery) return paper.sentence("letter.never");
    const std::string day = forms.day(*state.last_delivery), until = forms.period(*state.last_told);
    return by_days(state.cadence) ? paper.sentence("letter.last.day", {{"day", day}, {"until", until}})
                                  : paper.sentence("letter.last", {{"day", day}, {"month", until}});
}

Section missing_section(const Stationery& paper, const SourceState& state, const store::Letter& letter) {
    const auto& forms = paper.forms();
    Section section{.id = "que-falta", .title = paper.say("letter.missing")};
    add_opening(paper, state, letter, section);
    render::Sheet sheet{
        .id = "A1", .title = paper.say("letter.table"), .subtitle = paper.name(*state.source)};
    const bool days = by_days(state.cadence);
    sheet.columns = {{paper.say("letter.table.period")},
                     {paper.say(days ? "letter.table.days" : "letter.table.months")},
                     {paper.say("letter.table.due")},
                     {paper.say("letter.table.late")}};
    for (const auto& run : state.runs()) {
        if (days) {
            const Period span{run.front()->period.first, run.back()->period.past_end};
            sheet.rows.push_back({Stationery::cell(paper.span(state.cadence, span)),
                                  Stationery::cell(days_covered(paper, run)),
                                  Stationery::cell(forms.day(run.front()->due)),
                                  lateness(paper, *run.front())});
            continue;
        }
        for (const auto* missing : run)
            sheet.rows.push_back({Stationery::cell(paper.period(missing->period)),
                                  Stationery::cell(paper.months(missing->months)),
                                  Stationery::cell(forms.day(missing->due)), lateness(paper, *missing)});
    }
    section.blocks.push_back(std::move(sheet));
    add_holes(paper, state, section);
    section.blocks.push_back(last_sentence(paper, state));
    return section;
}

// Days between a letter and the one after it.
std::chrono::days pause_after(const intake::Expected& expected, std::int64_t step) {
    const auto at = static_cast<std::size_t>(step);
    return std::chrono::days{expected.letters[at] - expected.letters[at - 1]};
}

// The day on which the next letter is due about the period that this one goes furthest up for.
Day next_letter(const intake::Expected& expected, const store::Letter& letter) {
    const auto furthest = std::max_element(letter.about.begin(), letter.about.end(),
                                           [](const auto& a, const auto& b) { return a.step < b.step; });
    const Day due =
        furthest->due + std::chrono::days{expected.letters[static_cast<std::size_t>(furthest->step)]};
    return std::max(due, letter.written_on + pause_after(expected, furthest->step));
}

Section asked_section(const Stationery& paper, const SourceState& state, const store::Letter& letter) {
    Section section{.id = "que-se-pide", .title = paper.say("letter.asked")};
    section.blocks.push_back(paper.sentence("letter.ask.send"));
    section.blocks.push_back(paper.sentence("letter.ask.answer"));
    add_meanwhile(paper, state, section);
    if (step_of(letter) < last_step)
        section.blocks.push_back(paper.sentence(
            "letter.next", {{"day", paper.forms().day(next_letter(*state.expected, letter))}}));
    return section;
}

// Of a week: the name of its last day.
std::string closing_weekday(const Stationery& paper, const SourceState& state) {
    const Period period = period_of(state.cadence, Day{});
    return std::string{paper.forms().weekday(weekday_of(period.past_end - std::chrono::days{1}))};
}

Section agreed_section(const Stationery& paper, const SourceState& state) {
    const auto& expected = *state.expected;
    Section section{.id = "lo-acordado",
                    .title = paper.say(expected.agreement.empty() ? "letter.expected" : "letter.agreed")};
    section.blocks.push_back(
        paper.sentence(expected.business ? "letter.rule.business" : "letter.rule.calendar",
                       {{"cadence", paper.say("cadence." + name_of_cadence(state.cadence),
                                              {{"closes", closing_weekday(paper, state)}})},
                        {"days", render::counted(paper.forms(), expected.due_days)}}));
    if (!expected.agreement.empty())
        section.blocks.push_back(Paragraph{Paragraph::Kind::gloss, {{"«" + expected.agreement + "»"}}});
    return section;
}

Section signature_section(const Stationery& paper) {
    return {.id = "firmas",
            .title = paper.say("letter.signatures"),
            .blocks = {paper.sentence("letter.signature")}};
}

// How far up the letters about a period of a source went, and when the last was written.
struct Reached {
    std::int64_t step = 0;
    Day on{};
};
Reached reached(const std::vector<store::Letter>& written, const std::string& source,
                const std::string& period) {
    Reached so_far;
    for (const auto& letter : written) {
        if (letter.source != source) continue;
        for (const auto& about : letter.about) {
            if (about.period == period && about.step > so_far.step) so_far = {about.step, letter.written_on};
        }
    }
    return so_far;
}

// The step of the letter that is due about a period, 0 none. The first letter is the first notice, however late.
std::int64_t step_due(const intake::Expected& expected, const Reached& so_far, Day due, Day day) {
    if (so_far.step >= letters_due(expected, due, day)) return 0;
    if (so_far.step > 0 && day < so_far.on + pause_after(expected, so_far.step)) return 0;
    return so_far.step + 1;
}

const SourceState& state_of(const std::vector<SourceState>& states, const std::string& source) {
    const auto found = std::find_if(states.begin(), states.end(),
                                    [&](const SourceState& state) { return state.source->id == source; });
    if (found == states.end())
        throw Error{
            Fault::missing,
            message("the city has no [[expected]] of the source {}; `atalaya deliveries expected` lists "
                    "those there are",
                    source)};
    return *found;
}

bool is_still_missing(const SourceState& state, const store::Letter& letter) {
    return std::any_of(letter.about.begin(), letter.about.end(), [&](const store::LetterAbout& about) {
        return std::any_of(state.missing.begin(), state.missing.end(),
                           [&](const MissingPeriod& missing) { return iso(missing.period) == about.period; });
    });
}

// What is known on a day, as expected_deliveries needs it.
class Known {
  public:
    Known(store::Store& store, const Catalogue& catalogue)
        : store_{store}, worlds_{store, catalogue}, catalogue_{catalogue}, arrivals_{arrivals_of(store)} {}

    std::vector<SourceState> on(Day day, const std::string& vintage) {
        const World* world = vintage.empty() ? nullptr : &worlds_.at(vintage);
        return expected_deliveries(catalogue_, world, day, arrivals_, days_told(store_, catalogue_, world));
    }

  private:
    store::Store& store_;
    Worlds worlds_;
    const Catalogue& catalogue_;
    std::map<Digest, Day> arrivals_;
};

}  // namespace

std::vector<std::string> missing_spans(const Stationery& paper, const SourceState& state) {
    std::vector<std::string> spans;
    for (const auto& run : state.runs())
        spans.push_back(paper.span(state.cadence, {run.front()->period.first, run.back()->period.past_end}));
    return spans;
}

std::vector<store::Letter> letters_due_on(const std::vector<SourceState>& states,
                                          const std::vector<store::Letter>& written, Day day) {
    // Each period; of a silence of weeks or days the first, for what follows it is the same silence.
    const auto asked_about = [](const SourceState& state) {
        std::vector<const MissingPeriod*> periods;
        for (const auto& run : state.runs()) {
            if (by_days(state.cadence))
                periods.push_back(run.front());
            else
                periods.insert(periods.end(), run.begin(), run.end());
        }
        return periods;
    };
    std::vector<store::Letter> due;
    for (const auto& state : states) {
        store::Letter letter{.source = state.source->id, .written_on = day};
        for (const auto* missing : asked_about(state)) {
            const std::string period = iso(missing->period);
            const auto step =
                step_due(*state.expected, reached(written, letter.source, period), missing->due, day);
            if (step > 0) letter.about.push_back({period, step, missing->due});
        }
        if (!letter.about.empty()) due.push_back(std::move(letter));
    }
    return due;
}

render::Document letter_page(const Stationery& paper, const SourceState& state, const store::Letter& letter) {
    const auto& forms = paper.forms();
    const int step = step_of(letter);
    const std::string what = what_is_missing(paper, state), number = std::to_string(letter.number);
    auto document = paper.blank(by_days(state.cadence)
                                    ? paper.say("letter.title.days", {{"number", number}, {"periods", what}})
                                    : paper.say("letter.title", {{"number", number}, {"months", what}}),
                                {forms.day(letter.written_on),
                                 paper.say("letter.step." + std::to_string(step)), paper.name(*state.source)},
                                letter.written_on);
    document.period = what;
    const auto envelope = envelope_of(*state.expected, step);
    document.sections = {addressee_section(paper, envelope), missing_section(paper, state, letter),
                         asked_section(paper, state, letter), agreed_section(paper, state),
                         signature_section(paper)};
    return document;
}

WrittenLetters write_letters(store::Store& store, const Catalogue& catalogue, const LettersAsked& asked,
                             Progress& progress) {
    const Stationery paper{catalogue, asked.language};
    Known known{store, catalogue};
    const std::string vintage = vintage_on(store, asked.on);
    const auto states = known.on(asked.on, vintage);
    if (!asked.source.empty()) state_of(states, asked.source);

    const auto earlier = store.records().letters(store.city());
    auto due = letters_due_on(states, earlier, asked.on);
    std::erase_if(due, [&](const store::Letter& letter) {
        return !asked.source.empty() && letter.source != asked.source;
    });
    for (auto& letter : due) letter.vintage = vintage, letter.language = paper.language();
    store.records().keep_letters(store.city(), due);

    WrittenLetters answer;
    std::vector<Paper> papers;
    const auto add = [&](const store::Letter& letter, const SourceState& state, bool again) {
        const int step = step_of(letter);
        papers.push_back(
            {fmt::format("carta_{:04}_{}_{}", letter.number, letter.source, iso(letter.written_on)),
             letter_page(Stationery{catalogue, letter.language}, state, letter)});
        answer.letters.push_back({letter, step, line_of(*envelope_of(*state.expected, step).to), again, {}});
    };
    for (const auto& letter : earlier) {
        if (!asked.again || letter.written_on > asked.on) continue;
        if (!asked.source.empty() && letter.source != asked.source) continue;
        if (!catalogue.city.expectation(letter.source) ||
            !is_still_missing(state_of(states, letter.source), letter))
            continue;
        const auto then = known.on(letter.written_on, letter.vintage);
        if (const auto& state = state_of(then, letter.source); !state.missing.empty())
            add(letter, state, true);
    }
    for (const auto& letter : due) add(letter, state_of(states, letter.source), false);

    auto written = write_papers(catalogue.share, papers, asked.forms, asked.folder, progress);
    for (std::size_t i = 0; i < answer.letters.size(); ++i)
        answer.letters[i].files = std::move(written.files[i]);
    answer.no_pdf = std::move(written.no_pdf);
    return answer;
}

}  // namespace atalaya::service
