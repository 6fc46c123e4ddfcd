#include "service/unknown_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/error.hpp"
#include "core/name_order.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/cities.hpp"
#include "intake/lost_zeros.hpp"
#include "intake/nearest.hpp"
#include "intake/read.hpp"
#include "service/erasure.hpp"
#include "store/erasure_records.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t most_proposals = 5;
constexpr double least_like = 0.2;
constexpr std::string_view probe = "unknown-";  // codes of unknown labels when they are read again

using SourceAndLabel = std::pair<std::string, std::string>;  // folded

struct Refused {
    std::map<std::string, std::int64_t> spellings;
    std::int64_t rows = 0;
    std::set<std::string> files;
    std::set<Month> months;
};

// The text of a label that a row was refused for; "" when the reject is of something else, or says nothing.
std::string label_of(const intake::Source& source, const Reject& reject) {
    if (reject.found.empty() || store::is_blanked(reject.found)) return {};
    const auto in = [&](const std::string& column) {  // a column, with its place where the file has no lines
        return reject.column == column || reject.column.starts_with(column + " (");
    };
    const auto& category = source.category;
    for (const auto& [attribute, column] : category.each)
        if (in(column)) return attribute + " / " + reject.found;
    if (category.columns.empty() || !in(category.columns.front())) return {};
    return category.each.empty() ? reject.found : "";
}

std::vector<store::Run> newest_readings(store::Store& store) {
    std::map<std::pair<std::string, std::string>, store::Run> newest;
    for (const auto& run : store.records().runs(store.city())) newest[{run.source, run.file_name}] = run;
    std::vector<store::Run> runs;
    for (auto& [of, run] : newest) runs.push_back(std::move(run));
    return runs;
}

// Reads a kept delivery again for the rows of those labels alone, to know their months.
void find_months(store::Store& store, const Catalogue& catalogue, const intake::Gazetteer& gazetteer,
                 const intake::Source& source, const store::Run& run, const std::vector<std::string>& labels,
                 std::map<SourceAndLabel, Refused>& refused) {
    intake::Source only = source;
    only.category.unlisted = intake::Unlisted::reject;
    only.rules.clear();
    only.near_duplicates = {};
    if (only.category.each.empty()) only.labels.clear();
    for (std::size_t i = 0; i < labels.size(); ++i)
        only.labels.push_back({.code = std::string{probe} + std::to_string(i), .label_1 = labels[i]});
    NoProgress quiet;
    const auto kept = as_kept(store, only, run.delivery);
    if (!kept) return;  // erased: nothing of it is there to be read
    const Batch batch = intake::read_kept(*kept, catalogue.city, gazetteer,
                                          store.deliveries().bytes(run.delivery), run.file_name, quiet);
    const std::string begins = source.id + ":" + std::string{probe};
    const auto see = [&](const std::string& code, std::int32_t day) {
        if (!code.starts_with(begins)) return;
        const auto number = whole_number(std::string_view{code}.substr(begins.size()));
        refused.at({source.id, folded(labels.at(static_cast<std::size_t>(number.value())))})
            .months.insert(month_of(day_at(day)));
    };
    const auto& rows = batch.incidents;
    for (std::size_t i = 0; i < rows.size(); ++i) see(rows.offence[i], rows.day.since_epoch[i]);
    const auto& tallies = batch.tallies;
    for (std::size_t i = 0; i < tallies.size(); ++i) see(tallies.category[i], tallies.month.since_epoch[i]);
}

std::map<SourceAndLabel, Refused> refused_labels(store::Store& store, const Catalogue& catalogue,
                                                 const std::string& wanted, Progress& progress) {
    std::map<SourceAndLabel, Refused> refused;
    std::optional<intake::Gazetteer> gazetteer;
    const auto runs = newest_readings(store);
    progress.stage("read", runs.size());
    for (std::size_t at = 0; at < runs.size(); ++at) {
        const auto& run = runs[at];
        progress.check_interrupt();
        progress.advance(at + 1);
        const auto source = std::ranges::find(catalogue.sources, run.source, &intake::Source::id);
        if (source == catalogue.sources.end() || (!wanted.empty() && source->id != wanted)) continue;
        std::map<std::string, std::string> here;  // folded, as written
        for (const auto& [id, reject] :
             store.records().rejects(store.city(), run.id, intake::reason::offence_unknown,
                                     std::numeric_limits<std::int64_t>::max())) {
            const std::string label = label_of(*source, reject);
            if (label.empty()) continue;
            here.emplace(folded(label), label);
            auto& of = refused[{source->id, folded(label)}];
            ++of.spellings[label];
            ++of.rows;
            of.files.insert(run.file_name);
        }
        if (here.empty()) continue;
        if (!gazetteer)
            gazetteer.emplace(
                catalogue.city,
                std::vector{store::areas(store.analytics(), {store.city(), store.newest().value().no})});
        std::vector<std::string> labels;
        for (const auto& [plain, label] : here) labels.push_back(label);
        find_months(store, catalogue, *gazetteer, *source, run, labels, refused);
    }
    return refused;
}

std::map<SourceAndLabel, store::LabelDecision> newest_decisions(store::Store& store) {
    std::map<SourceAndLabel, store::LabelDecision> newest;
    for (const auto& one : store::label_decisions(store.records(), store.city()))
        newest[{one.source, one.label}] = one;
    return newest;
}

// Those that can be read; another that cannot is none of this city's business.
std::vector<intake::City> cities_of(const Share& share) {
    return intake::usable_cities(share.data / "cities", [](const Error&) {});
}

// Every source that there is to learn from, this city's own as it is used here.
std::vector<CodedLabel> all_labels(const Catalogue& catalogue, const std::vector<intake::City>& cities) {
    std::vector<CodedLabel> labels;
    const auto add = [&](const intake::Source& source) {
        const auto region = region_of(source.id, cities);
        for (auto& label : coded_labels(source)) {
            label.region = region;
            labels.push_back(std::move(label));
        }
    };
    for (const auto& source : catalogue.sources) add(source);
    for (const auto& source : intake::read_sources(catalogue.share.data / "sources")) {
        if (std::ranges::find(catalogue.sources, source.id, &intake::Source::id) == catalogue.sources.end())
            add(source);
    }
    return labels;
}

void require_said(const LabelDecided& decided) {
    if (trimmed(decided.author).empty() || trimmed(decided.reason).empty())
        throw Error{Fault::usage,
                    message("expected who decides (--by) and why (--why); found one of them blank")};
}

void require_code(const intake::Source& source, const std::string& code) {
    std::vector<std::string> codes;
    for (const auto& label : source.labels) codes.push_back(label.code);
    if (std::ranges::find(codes, code) == codes.end())
        throw Error{Fault::missing,
                    message("{}: codes.csv has no code \"{}\".{} A class of another list needs a line in "
                            "codes.csv first; \"none\" says that the label is nothing that is counted",
                            source.id, code, intake::did_you_mean(code, codes))};
}

// As rows write it: what was refused, or what was decided before.
std::string written_in_rows(store::Store& store, const intake::Source& source, const std::string& label) {
    std::vector<std::string> known;
    for (const auto& run : newest_readings(store)) {
        if (run.source != source.id) continue;
        for (const auto& [id, reject] :
             store.records().rejects(store.city(), run.id, intake::reason::offence_unknown,
                                     std::numeric_limits<std::int64_t>::max())) {
            auto text = label_of(source, reject);
            if (folded(text) == folded(label)) return text;
            if (!text.empty()) known.push_back(std::move(text));
        }
    }
    for (const auto& [of, decision] : newest_decisions(store)) {
        if (of == SourceAndLabel{source.id, folded(label)}) return decision.written;
    }
    throw Error{Fault::missing,
                message("{}: no row was refused for the label \"{}\".{} `atalaya codes unknown` lists those "
                        "that wait",
                        source.id, label, intake::did_you_mean(label, known))};
}

// Best first, but for the one that is certain, which stands before all.
std::vector<CodeProposal> proposals_for(const CodeProposals& proposals, const CertainCodes& certain,
                                        const intake::Source& source, const std::string& region,
                                        const std::string& label) {
    auto out = proposals.for_source(source, label, source.labels.size(), 0);
    const auto sure = certain.code_for(source, region, label);
    const auto its = sure ? std::ranges::find(out, sure->code, &CodeProposal::code) : out.end();
    if (its != out.end()) {
        its->certain = sure;
        std::rotate(out.begin(), its, its + 1);
    }
    std::erase_if(out, [](const auto& one) { return !one.certain && one.score < least_like; });
    if (out.size() > most_proposals) out.resize(most_proposals);
    return out;
}

// A cell of a CSV, quoted where it must be.
std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    return '"' + replaced(text, "\"", "\"\"") + '"';
}

// What a label, its cells with " / " between them, was before its numbers lost their zeros.
std::optional<intake::ListedLabel> before_zeros(const intake::Source& source, std::string_view label) {
    constexpr std::string_view between = " / ";
    std::array<std::string_view, 3> cells{};
    for (auto& cell : cells) {
        const auto past = std::min(label.find(between), label.size());
        cell = label.substr(0, past);
        label.remove_prefix(std::min(past + between.size(), label.size()));
    }
    return intake::ZeroLosses{source}.before(cells[0], cells[1], cells[2]);
}

// Another reading of the same digits comes before whatever is merely like them.
void put_first(const intake::Source& source, const intake::ListedLabel& listed,
               std::vector<CodeProposal>& proposals) {
    const auto label = std::ranges::find(source.labels, listed.code, &intake::Label::code);
    std::erase_if(proposals, [&](const auto& one) { return one.code == listed.code; });
    proposals.insert(proposals.begin(), {.list = source.id,
                                         .code = listed.code,
                                         .name = label->name,
                                         .score = 1,
                                         .because = CodeProposal::Because::own_label,
                                         .like = listed.label,
                                         .of = source.id});
    if (proposals.size() > most_proposals) proposals.resize(most_proposals);
}

}  // namespace

std::vector<UnknownLabel> unknown_labels(store::Store& store, const Catalogue& catalogue,
                                         const std::string& source, Progress& progress) {
    if (!source.empty()) catalogue.source(source);
    std::vector<UnknownLabel> labels;
    const auto refused = refused_labels(store, catalogue, source, progress);
    if (refused.empty()) return labels;
    const auto decisions = newest_decisions(store);
    const auto cities = cities_of(catalogue.share);
    const auto known_labels = all_labels(catalogue, cities);
    const auto classes = taxonomy_codes(catalogue.share);
    const CodeProposals proposals{classes, known_labels};
    const CertainCodes certain{classes, known_labels, national_words(catalogue.share)};
    for (const auto& [of, rows] : refused) {
        const auto most = std::ranges::max_element(rows.spellings, {},
                                                   [](const auto& spelling) { return spelling.second; });
        UnknownLabel label{.source = of.first,
                           .label = most->first,
                           .rows = rows.rows,
                           .files = {rows.files.begin(), rows.files.end()},
                           .months = {rows.months.begin(), rows.months.end()},
                           .proposals = {},
                           .decided = {}};
        const auto& its = catalogue.source(of.first);
        label.proposals = proposals_for(proposals, certain, its, region_of(its.id, cities), label.label);
        if (const auto listed = before_zeros(its, label.label)) put_first(its, *listed, label.proposals);
        if (const auto known = decisions.find(of); known != decisions.end()) label.decided = known->second;
        labels.push_back(std::move(label));
    }
    std::ranges::stable_sort(labels, [](const UnknownLabel& a, const UnknownLabel& b) {
        return a.rows != b.rows ? a.rows > b.rows : name_less(a.label, b.label);
    });
    return labels;
}

store::LabelDecision decide_label(store::Store& store, const Catalogue& catalogue,
                                  const LabelDecided& decided) {
    require_said(decided);
    const auto& source = catalogue.source(decided.source);
    const bool none = decided.code == "none", open = decided.code == "open";
    if (!none && !open) require_code(source, decided.code);
    const store::LabelDecision decision{.source = source.id,
                                        .label = folded(decided.label),
                                        .verdict = none   ? "none"
                                                   : open ? "open"
                                                          : "code",
                                        .code = none || open ? "" : decided.code,
                                        .written = written_in_rows(store, source, decided.label),
                                        .author = decided.author,
                                        .reason = decided.reason,
                                        .decided_on = iso(decided.on)};
    store::keep_label_decisions(store.records(), store.city(), {decision});
    return decision;
}

std::vector<store::LabelDecision> decide_by_score(store::Store& store, const Catalogue& catalogue,
                                                  const std::string& source, Day on, Progress& progress) {
    const auto& least = catalogue.city.codes_automatic;
    if (!least)
        throw Error{
            Fault::conflict,
            message("{}: [codes] does not say \"automatic\", so that no label takes a code by what it "
                    "is like. Decide each: atalaya codes decide",
                    (catalogue.city.folder / "city.toml").string())};
    std::vector<store::LabelDecision> decisions;
    for (const auto& label : unknown_labels(store, catalogue, source, progress)) {
        if (!label.waits() || label.proposals.empty()) continue;
        if (before_zeros(catalogue.source(label.source), label.label)) continue;
        const auto& best = label.proposals.front();
        const double percent = 100 * best.score;
        if (!best.certain || percent < *least) continue;
        decisions.push_back({.source = label.source,
                             .label = folded(label.label),
                             .verdict = "code",
                             .code = best.code,
                             .written = label.label,
                             .author = "atalaya",
                             .reason = fmt::format("{} = {} ({}, {}): {:.2f} >= {:.2f}", label.label,
                                                   best.certain->text, best.certain->of,
                                                   id_of(best.certain->because), best.score, *least / 100.0),
                             .decided_on = iso(on)});
    }
    store::keep_label_decisions(store.records(), store.city(), decisions);
    return decisions;
}

std::string decided_lines(store::Store& store, const Catalogue& catalogue, const std::string& id) {
    const auto& source = catalogue.source(id);
    const std::size_t columns = source.category.each.empty() ? source.category.columns.size() : 2;
    // What codes.csv itself says of a code, whichever crosswalk is in use here.
    const auto crosswalks = intake::read_crosswalks(intake::read_source(source.folder));
    std::string lines;
    for (const auto& [of, decision] : newest_decisions(store)) {
        const auto like = std::ranges::find(source.labels, decision.code, &intake::Label::code);
        if (of.first != id || decision.verdict != "code" || like == source.labels.end()) continue;
        // Cells apart where they can be told apart, else all in the first.
        std::vector<std::string> cells;
        for (std::size_t from = 0; from <= decision.written.size();) {
            const auto to = std::min(decision.written.find(" / ", from), decision.written.size());
            cells.push_back(decision.written.substr(from, to - from));
            from = to + 3;
        }
        if (cells.size() > columns) cells = {decision.written};
        cells.resize(std::max<std::size_t>(columns, 2));
        cells.insert(cells.begin(), decision.code);
        const auto* meaning = crosswalks.front().of(decision.code);
        for (const auto& text :
             {like->name.es, like->name.pt, like->name.en, join(meaning->iccs, "|"), meaning->fit,
              join(meaning->indicators, "|"),
              fmt::format("{}, {}: {}", decision.author, decision.decided_on, decision.reason)})
            cells.push_back(text);
        for (auto& text : cells) text = cell(text);
        lines += join(cells, ",") + "\n";
    }
    return lines;
}

}  // namespace atalaya::service
