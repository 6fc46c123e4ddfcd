#include "service/correspondence/receipt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/names_not_found.hpp"
#include "intake/propose/toml_text.hpp"
#include "service/correspondence/advice.hpp"
#include "service/correspondence/refusals.hpp"
#include "service/expected.hpp"
#include "store/erasure_marks.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Section;
using render::Sheet;

namespace {

store::Run run_named(store::Store& store, const std::string& wanted) {
    std::vector<store::Run> found;
    for (auto& run : store.records().runs(store.city())) {
        if (run.id.starts_with(wanted)) found.push_back(std::move(run));
    }
    if (found.empty())
        throw Error{Fault::missing,
                    message("expected the first letters of a run; none begins \"{}\". `atalaya deliveries` "
                            "lists them",
                            wanted)};
    if (found.size() > 1)
        throw Error{Fault::usage,
                    message("{} runs begin \"{}\"; expected letters enough for one", found.size(), wanted)};
    return std::move(found.front());
}

// Each thing that may be done once, in the order in which the page first has a reason for it.
void add_advice(const Stationery& paper, const std::vector<std::string_view>& codes, Section& section) {
    std::set<std::string_view> told;
    section.blocks.push_back(render::Heading{3, paper.say("receipt.what_next")});
    for (const auto code : codes) {
        const auto advice = advice_on(code);
        if (told.insert(advice).second)
            section.blocks.push_back(paper.sentence("advice." + std::string{advice}));
    }
}

// The zone and tzdata of the reading, and the tzdata of the one before where it was another.
void add_clock(const Stationery& paper, const RunClock& clock, Section& section) {
    if (!clock.of) return;
    const auto& [run, zone, tzdata] = *clock.of;
    section.blocks.push_back(tzdata.empty()
                                 ? paper.sentence("receipt.no_clock", {{"zone", zone}})
                                 : paper.sentence("receipt.clock", {{"zone", zone}, {"tzdata", tzdata}}));
    if (!clock.before) return;
    const auto& before = *clock.before;
    section.blocks.push_back(
        before.tzdata.empty()
            ? paper.sentence("receipt.clock_is_new", {{"zone", before.zone}})
            : paper.sentence("receipt.clock_changed", {{"zone", before.zone}, {"tzdata", before.tzdata}}));
}

Section received_section(const Stationery& paper, const ReceiptFacts& facts) {
    const auto& run = facts.run;
    Section section{.id = "lo-recibido", .title = paper.say("receipt.received")};
    const auto item = [&](const char* key, std::int64_t rows) {
        return render::Kpi{.label = paper.say(key), .value = {{paper.forms().count(rows)}}};
    };
    section.blocks.push_back(
        render::KpiStrip{{item("receipt.read", run.read), item("receipt.accepted", run.accepted),
                          item("receipt.rejected", run.rejected), item("receipt.duplicate", run.duplicate)}});
    section.blocks.push_back(paper.sentence("receipt.sum"));
    section.blocks.push_back(
        paper.sentence("receipt.file", {{"file", run.file_name},
                                        {"bytes", render::counted(paper.forms(), run.bytes)},
                                        {"digest", run.delivery.hex()}}));
    add_clock(paper, facts.clock, section);
    return section;
}

Section rejects_section(const Stationery& paper, const ReceiptFacts& facts) {
    Section section{.id = "filas-no-usadas", .title = paper.say("receipt.rejects")};
    Sheet sheet{.id = "R1", .title = paper.say("receipt.rejects.table"), .subtitle = facts.run.file_name};
    sheet.columns = {{paper.say("receipt.reason")},
                     {paper.say("receipt.column")},
                     {paper.say("receipt.rows"), true},
                     {paper.say("receipt.line"), true}};
    std::vector<std::string_view> codes;
    for (std::size_t i = 0; i < facts.rejects.size(); ++i) {
        const auto& [reason, column, rows] = facts.rejects[i];
        codes.push_back(reason);
        sheet.rows.push_back({Stationery::cell(paper.say("reject." + reason)), Stationery::cell(column),
                              paper.count(rows), paper.count(facts.first[i].line)});
    }
    section.blocks.push_back(std::move(sheet));
    add_advice(paper, codes, section);
    return section;
}

// The most frequent names of areas that the city does not have, and which area may be meant.
void add_names(const Stationery& paper, const KnownFinding& finding, Section& section) {
    constexpr std::size_t most = 10;
    if (finding.check != intake::finding::area_not_found) return;
    const auto found = intake::names_not_found(finding.detail);
    const std::size_t told = std::min(most, found.names.size());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < told; ++i) {
        const auto& [name, rows, near] = found.names[i];
        const auto erased = store::with_marks_said(name, [&](const std::string& day) {
            return paper.say("receipt.erased", {{"day", day}});
        });
        std::string text = erased == name ? "«" + intake::in_one_line(name) + "»" : erased;
        if (rows > 0) text += " " + paper.forms().count(rows);
        names.push_back(near.empty() ? text
                                     : paper.say("receipt.name_near", {{"name", text}, {"near", near}}));
    }
    if (names.empty()) return;
    const auto others = static_cast<std::int64_t>(found.names.size() - told) + found.others;
    section.blocks.push_back(paper.sentence(others == 0 ? "receipt.names" : "receipt.names_and_others",
                                            {{"layer", found.layer},
                                             {"names", join(names, "; ")},
                                             {"n", render::counted(paper.forms(), others)}}));
}

Section findings_section(const Stationery& paper, const ReceiptFacts& facts) {
    Section section{.id = "lo-observado", .title = paper.say("receipt.findings")};
    std::vector<std::string_view> codes;
    for (const auto& finding : facts.findings) codes.push_back(finding.check);
    Sheet sheet = findings_table(paper, facts.findings, "R2", facts.findings.size());
    sheet.title = paper.say("receipt.findings.table");
    sheet.subtitle = facts.run.file_name;
    section.blocks.push_back(std::move(sheet));
    for (const auto& finding : facts.findings) add_names(paper, finding, section);
    add_advice(paper, codes, section);
    section.blocks.push_back(paper.sentence("receipt.answer", {}, Paragraph::Kind::note));
    return section;
}

std::string source_name(const Stationery& paper, const std::string& source) {
    return paper.name(paper.catalogue().source(source));
}

}  // namespace

Sheet findings_table(const Stationery& paper, const std::vector<KnownFinding>& findings, const char* id,
                     std::size_t most) {
    Sheet sheet{.id = id, .compact = true};
    const bool about = std::any_of(findings.begin(), findings.end(),
                                   [](const KnownFinding& one) { return !one.about.empty(); });
    sheet.columns = {{paper.say("receipt.noticed")}};
    if (about) sheet.columns.push_back({paper.say("receipt.about")});
    sheet.columns.push_back({paper.say("receipt.number")});
    for (const auto& one : findings) {
        if (sheet.rows.size() == most) break;
        auto& row = sheet.rows.emplace_back();
        row.push_back(Stationery::cell(
            paper.say("finding." + one.check, {{"n", render::counted(paper.forms(), one.rows)}})));
        if (about) row.push_back(Stationery::cell(one.about));
        row.push_back(Stationery::cell(one.id.substr(0, 10)));
    }
    return sheet;
}

ReceiptFacts receipt_facts(store::Store& store, const std::string& wanted) {
    ReceiptFacts facts{.run = run_named(store, wanted)};
    const auto& run = facts.run;
    for (const auto& vintage : store.records().vintages(store.city())) {
        if (vintage.no == run.vintage_no) facts.vintage = vintage.id, facts.came_on = vintage.published_on;
    }
    const auto arrivals = arrivals_of(store);
    if (const auto told = arrivals.find(run.delivery); told != arrivals.end()) facts.came_on = told->second;
    facts.rejects = store.records().reject_counts(store.city(), run.id);
    const auto all = store.records().rejects(store.city(), run.id, "", run.rejected);
    for (const auto& count : facts.rejects) {
        const auto first = std::find_if(all.begin(), all.end(), [&](const store::KeptReject& kept) {
            return kept.reject.reason == count.reason && kept.reject.column == count.column;
        });
        facts.first.push_back(first == all.end() ? Reject{} : first->reject);
    }
    facts.findings = findings(store, {.source = "", .check = "", .state = "", .run = run.id});
    facts.clock = clock_of_run(store, run);
    return facts;
}

render::Document receipt_page(const Stationery& paper, const ReceiptFacts& facts) {
    const auto& run = facts.run;
    auto document = paper.blank(paper.say("receipt.title", {{"source", source_name(paper, run.source)}}),
                                {paper.say("receipt.came", {{"day", paper.forms().day(facts.came_on)}}),
                                 paper.say("receipt.in_vintage", {{"vintage", facts.vintage}}),
                                 paper.say("receipt.run", {{"run", run.id.substr(0, 10)}})},
                                facts.came_on);
    document.sections.push_back(received_section(paper, facts));
    if (!facts.rejects.empty()) document.sections.push_back(rejects_section(paper, facts));
    if (!facts.findings.empty()) document.sections.push_back(findings_section(paper, facts));
    auto& last = document.sections.back();
    if (facts.rejects.empty() && facts.findings.empty())
        last.blocks.push_back(paper.sentence("receipt.clean"));
    last.blocks.push_back(paper.sentence("receipt.resend"));
    return document;
}

render::Document refusal_page(const Stationery& paper, const store::Refusal& refusal, const Say& said) {
    auto document = paper.blank(paper.say("refusal.title", {{"source", source_name(paper, refusal.source)}}),
                                {paper.say("receipt.came", {{"day", paper.forms().day(refusal.on)}}),
                                 paper.say("refusal.number", {{"number", std::to_string(refusal.number)}})},
                                refusal.on);
    Section why{.id = "por-que", .title = paper.say("refusal.why")};
    why.blocks.push_back(paper.sentence("refusal.nothing_used", {}, Paragraph::Kind::finding));
    // What is wrong, then each place where it is, on a line of its own.
    const std::string reason = said(message_of(refusal.reason));
    auto kind = Paragraph::Kind::gloss;
    for (const auto line : split(reason, '\n')) {
        if (trimmed(line).empty()) continue;
        why.blocks.push_back(
            Paragraph{std::exchange(kind, Paragraph::Kind::body), {{std::string{trimmed(line)}}}});
    }
    render::Arguments file{{"file", refusal.file_name},
                           {"bytes", render::counted(paper.forms(), refusal.bytes)}};
    const bool digested = refusal.delivery != Digest{};
    if (digested) file.emplace("digest", refusal.delivery.hex());
    why.blocks.push_back(paper.sentence(digested ? "receipt.file" : "receipt.file.not_digested", file));
    Section next{.id = "que-puede-hacer", .title = paper.say("receipt.what_next")};
    next.blocks.push_back(paper.sentence("refusal.send_again"));
    next.blocks.push_back(paper.sentence("refusal.ask"));
    document.sections = {std::move(why), std::move(next)};
    return document;
}

std::string receipt_stem(const ReceiptFacts& facts) {
    return fmt::format("acuse_{}_{}", facts.run.id.substr(0, 10), facts.run.source);
}

std::string refusal_stem(const store::Refusal& refusal) {
    return fmt::format("acuse_rechazo_{:04}_{}", refusal.number, refusal.source);
}

}  // namespace atalaya::service
