#include "service/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "store/erasure_records.hpp"
#include "store/run_spans.hpp"

namespace atalaya::service {
namespace {

// What a finding is of, whatever the delivery: source, check, about.
using Subject = std::tuple<std::string, std::string, std::string>;

Subject subject_of(const KnownFinding& finding) {
    return {finding.source, finding.check, finding.about};
}

// Every reading with what it showed, in order of publication.
struct Reading {
    store::Run run;
    std::string vintage;
    Day on{};
    std::optional<Period> span;
    std::vector<KnownFinding> findings;
};

// Of one check alone unless `only` is "".
std::vector<KnownFinding> of_run(store::Store& store, const store::Run& run, const std::string& vintage,
                                 std::string_view only) {
    std::vector<KnownFinding> found;
    std::map<std::pair<std::string, std::string>, int>
        times;  // that one reading says the same check about the same thing
    for (auto& kept : store.records().findings(store.city(), run.id)) {
        auto& [check, rows, detail] = kept.finding;
        if (!only.empty() && check != only) continue;
        std::string about = about_of(detail);
        if (const int turn = ++times[{check, about}]; turn > 1)
            about += fmt::format("{}{}", about.empty() ? "" : " ", turn);
        found.push_back({.id = finding_id(run.source, check, about),
                         .run = run.id,
                         .vintage = vintage,
                         .source = run.source,
                         .file = run.file_name,
                         .delivery = run.delivery,
                         .check = check,
                         .about = about,
                         .rows = rows,
                         .read = run.read,
                         .detail = std::move(detail),
                         .state = "open",
                         .decisions = {},
                         .last_seen = {}});
    }
    return found;
}

std::vector<Reading> readings_of(store::Store& store, std::optional<std::int64_t> vintage_no,
                                 std::string_view check = {}) {
    std::map<std::int64_t, store::Vintage> vintages;
    for (const auto& vintage : store.records().vintages(store.city())) vintages[vintage.no] = vintage;
    const auto spans = store::run_spans(store.records(), store.city());
    std::vector<Reading> readings;
    for (const auto& run : store.records().runs(store.city())) {
        if (vintage_no && run.vintage_no > *vintage_no) continue;
        const auto& vintage = vintages[run.vintage_no];
        auto& reading = readings.emplace_back(Reading{run, vintage.id, vintage.published_on, {}, {}});
        if (const auto span = spans.find(run.id); span != spans.end()) reading.span = span->second;
        reading.findings = of_run(store, run, vintage.id, check);
    }
    return readings;
}

// Whether what `earlier` told is all told again by `later`.
bool tells_again(const Reading& later, const Reading& earlier) {
    if (later.run.source != earlier.run.source) return false;
    if (later.run.delivery == earlier.run.delivery) return true;
    const bool same_file = later.run.file_name == earlier.run.file_name;
    if (!later.span || !earlier.span) return same_file && !later.span && !earlier.span;
    return (same_file || later.run.covers == Covers::months) && later.span->first <= earlier.span->first &&
           earlier.span->past_end <= later.span->past_end;
}

// The readings that each tells all again, itself among them.
std::vector<std::set<std::size_t>> told_again(const std::vector<Reading>& readings) {
    std::vector<std::set<std::size_t>> again(readings.size());
    for (std::size_t later = 0; later < readings.size(); ++later) {
        for (std::size_t earlier = 0; earlier <= later; ++earlier) {
            if (tells_again(readings[later], readings[earlier])) again[later].insert(earlier);
        }
    }
    return again;
}

// Every text of a detail: what it names.
void add_names(const nlohmann::json& json, std::set<std::string>& names) {
    if (json.is_string() && !store::is_blanked(json.get<std::string>()))
        names.insert(json.get<std::string>());
    if (!json.is_structured()) return;  // a number is its own only part
    for (const auto& part : json) add_names(part, names);
}

std::set<std::string> names_in(const std::string& detail) {
    std::set<std::string> names;
    if (!detail.empty()) add_names(nlohmann::json::parse(detail), names);
    return names;
}

Telling telling_of(const Reading& reading, std::size_t place, const std::set<std::size_t>& again,
                   const KnownFinding* shown) {
    Telling told{.on = reading.on, .reading = place, .shows = shown != nullptr, .again = again};
    told.days = reading.span;
    told.delivery = reading.run.delivery;
    if (!shown) return told;
    told.rows = shown->rows;
    told.read = shown->read;
    told.names = names_in(shown->detail);
    told.is_exact = shown->check == intake::finding::ends_in_zero;
    told.erased = store::blanked_quotes(shown->detail);
    return told;
}

FindingTold told_by(const Reading& reading, const KnownFinding* shown) {
    FindingTold told{.run = reading.run.id,
                     .vintage = reading.vintage,
                     .file = reading.run.file_name,
                     .delivery = reading.run.delivery,
                     .on = reading.on,
                     .shows = shown != nullptr};
    if (!shown) return told;
    told.rows = shown->rows;
    told.read = shown->read;
    told.detail = shown->detail;
    return told;
}

// By reading, what it shows of one finding.
using ShownBy = std::map<std::size_t, const KnownFinding*>;

// What a finding's readings told of it: those that show it, and those that tell one of them again.
LivingFinding followed(const std::vector<Reading>& readings, const std::vector<std::size_t>& of_source,
                       const std::vector<std::set<std::size_t>>& again, const ShownBy& shown) {
    LivingFinding living{*shown.rbegin()->second, {}};
    std::set<Digest> deliveries;
    for (const auto place : of_source) {
        const auto shows = shown.find(place);
        const bool is_shown = shows != shown.end();
        if (!is_shown &&
            std::ranges::none_of(shown, [&](const auto& one) { return again[place].contains(one.first); }))
            continue;
        const auto* one = is_shown ? shows->second : nullptr;
        living.life.tellings.push_back(telling_of(readings[place], place, again[place], one));
        living.finding.tellings.push_back(told_by(readings[place], one));
        if (is_shown) deliveries.insert(readings[place].run.delivery);
    }
    living.finding.times = std::ssize(deliveries);
    return living;
}

// Each finding once, of the last reading that shows it, with what tells of it since the first that did.
std::vector<LivingFinding> living(const std::vector<Reading>& readings) {
    std::map<Subject, ShownBy> shown;
    std::map<std::string, std::vector<std::size_t>> of_source;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        of_source[readings[i].run.source].push_back(i);
        for (const auto& one : readings[i].findings) shown[subject_of(one)].emplace(i, &one);
    }
    const auto again = told_again(readings);
    std::vector<LivingFinding> all;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        for (const auto& one : readings[i].findings) {
            const auto& by = shown.at(subject_of(one));
            if (by.rbegin()->second != &one) continue;
            all.push_back(followed(readings, of_source.at(one.source), again, by));
        }
    }
    return all;
}

void tell_last_seen(const std::vector<Reading>& readings, std::vector<LivingFinding>& all) {
    std::map<std::string, std::string> newest;  // source -> run
    for (const auto& reading : readings) newest[reading.run.source] = reading.run.id;
    for (auto& [one, life] : all) {
        if (one.run != newest.at(one.source)) one.last_seen = one.vintage;
    }
}

FindingTurn turn_by(const Reading& by, const char* why = "") {
    return {by.run.id, by.vintage, by.run.file_name, by.run.delivery, why};
}

void tell_state(const std::vector<Reading>& readings, LivingFinding& living) {
    const auto now = state_of(living.life);
    auto& finding = living.finding;
    finding.state = now.state;
    if (now.mended_by) finding.mended = turn_by(readings[*now.mended_by]);
    if (now.reopened) finding.reopened = turn_by(readings[now.reopened->by], now.reopened->why);
}

// Of which delivery alone it was taken: of one that it names, and not the finding whatever the delivery.
std::optional<Digest> delivery_of(const store::FindingDecision& decision) {
    if (decision.finding == finding_id(decision.source, decision.check, decision.about)) return {};
    return parse_digest(decision.delivery);
}

void tell_decisions(store::Store& store, const std::vector<Reading>& readings,
                    std::vector<LivingFinding>& all) {
    std::map<Subject, std::vector<store::FindingDecision>> of;
    for (auto& decision : store.records().finding_decisions(store.city()))
        of[{decision.source, decision.check, decision.about}].push_back(std::move(decision));
    for (auto& one : all) {
        if (const auto decided = of.find(subject_of(one.finding)); decided != of.end())
            one.finding.decisions = decided->second;
        for (const auto& decision : one.finding.decisions)
            one.life.decisions.push_back(
                {parse_day(decision.decided_on).value(), decision.state, delivery_of(decision)});
        tell_state(readings, one);
    }
}

std::vector<LivingFinding> living_among(store::Store& store, const std::vector<Reading>& readings) {
    auto all = living(readings);
    tell_last_seen(readings, all);
    tell_decisions(store, readings, all);
    return all;
}

std::vector<KnownFinding> findings_of(const std::vector<LivingFinding>& all) {
    std::vector<KnownFinding> found;
    for (const auto& one : all) found.push_back(one.finding);
    return found;
}

// As the readings of which the id begins so showed them, in the state that each has.
std::vector<KnownFinding> of_runs(const std::vector<Reading>& readings, const std::vector<LivingFinding>& all,
                                  const std::string& wanted) {
    std::map<std::string, const KnownFinding*> now;
    for (const auto& one : all) now[one.finding.id] = &one.finding;
    std::vector<KnownFinding> found;
    for (const auto& reading : readings) {
        if (!reading.run.id.starts_with(wanted)) continue;
        for (auto one : reading.findings) {
            const auto& known = *now.at(one.id);
            one.state = known.state;
            one.decisions = known.decisions;
            one.last_seen = known.last_seen;
            one.mended = known.mended;
            one.reopened = known.reopened;
            one.tellings = known.tellings;
            one.times = known.times;
            found.push_back(std::move(one));
        }
    }
    return found;
}

bool is_asked(const FindingsAsked& asked, const KnownFinding& one) {
    const auto fits = [](const std::string& wanted, const std::string& found) {
        return wanted.empty() || wanted == found;
    };
    return fits(asked.source, one.source) && fits(asked.check, one.check) && fits(asked.state, one.state);
}

bool is_called(const KnownFinding& one, const std::string& id) {
    return one.id.starts_with(id) || std::ranges::any_of(one.tellings, [&](const FindingTold& told) {
               return told.shows &&
                      former_finding_id(one.source, told.delivery, one.check, one.about).starts_with(id);
           });
}

void require_state(const std::string& state) {
    if (std::find(std::begin(finding_states), std::end(finding_states), state) != std::end(finding_states))
        return;
    throw Error{
        Fault::usage,
        message("expected a state of a finding: open, explained, fixed or waived; found \"{}\"", state)};
}

void require_run(store::Store& store, const std::string& wanted) {
    if (wanted.empty()) return;
    for (const auto& run : store.records().runs(store.city())) {
        if (run.id.starts_with(wanted)) return;
    }
    throw Error{
        Fault::missing,
        message("--run: expected the first letters of a run; none begins \"{}\". `atalaya deliveries` "
                "lists them",
                wanted)};
}

void require_said(const FindingDecided& decided) {
    require_state(decided.state);
    if (trimmed(decided.author).empty() || trimmed(decided.reason).empty())
        throw Error{Fault::usage, message("expected who decides and why; found one of them blank")};
}

void keep_decision(store::Store& store, const KnownFinding& of, const FindingDecided& decided) {
    store.records().keep_finding_decision(
        store.city(), {of.id, 0, decided.state, decided.author, decided.reason, iso(decided.on), of.source,
                       of.delivery.hex(), of.check, of.about});
}

}  // namespace

std::string about_of(const std::string& detail) {
    if (detail.empty()) return {};
    const auto json = nlohmann::json::parse(detail);
    if (!json.is_object()) return {};
    std::vector<std::string> parts;
    for (const char* name : {"layer", "column", "category", "month", "rule"}) {
        const auto found = json.find(name);
        if (found != json.end() && found->is_string()) parts.push_back(found->get<std::string>());
    }
    return join(parts, "/");
}

std::string finding_id(std::string_view source, std::string_view check, std::string_view about) {
    return short_name(sha256(fmt::format("{}\x1F{}\x1F{}", source, check, about)));
}

std::string former_finding_id(std::string_view source, const Digest& delivery, std::string_view check,
                              std::string_view about) {
    return short_name(sha256(fmt::format("{}\x1F{}\x1F{}\x1F{}", source, delivery.hex(), check, about)));
}

std::vector<LivingFinding> living_findings(store::Store& store, std::optional<std::int64_t> vintage_no,
                                           std::string_view check) {
    return living_among(store, readings_of(store, vintage_no, check));
}

std::vector<KnownFinding> findings(store::Store& store, const FindingsAsked& asked) {
    if (!asked.state.empty()) require_state(asked.state);
    require_run(store, asked.run);
    const auto readings = readings_of(store, {});
    const auto living = living_among(store, readings);
    auto all = asked.run.empty() ? findings_of(living) : of_runs(readings, living, asked.run);
    std::erase_if(all, [&](const KnownFinding& one) { return !is_asked(asked, one); });
    return all;
}

std::vector<KnownFinding> findings_at(store::Store& store, std::int64_t vintage_no,
                                      const FindingsAsked& asked) {
    auto all = findings_of(living_findings(store, vintage_no));
    std::erase_if(all, [&](const KnownFinding& one) {
        return !is_asked(asked, one) || one.mended || !one.last_seen.empty();
    });
    return all;
}

KnownFinding finding(store::Store& store, const std::string& id) {
    std::vector<KnownFinding> found;
    for (auto& [one, life] : living_findings(store)) {
        if (is_called(one, id)) found.push_back(std::move(one));
    }
    if (found.empty())
        throw Error{Fault::missing,
                    message("expected the first letters of a finding; none begins \"{}\". `atalaya "
                            "findings` lists them",
                            id)};
    if (found.size() > 1)
        throw Error{Fault::usage,
                    message("{} findings begin \"{}\"; expected letters enough for one", found.size(), id)};
    return std::move(found.front());
}

KnownFinding decide_finding(store::Store& store, const FindingDecided& decided) {
    require_said(decided);
    const auto of = finding(store, decided.id);
    keep_decision(store, of, decided);
    return finding(store, of.id);
}

std::int64_t decide_findings(store::Store& store, const std::string& source, const std::string& check,
                             const FindingDecided& decided) {
    require_said(decided);
    if (source.empty() || check.empty())
        throw Error{Fault::usage,
                    message("expected the first letters of a finding, or --check and --source together")};
    auto all = findings(store, {.source = source, .check = check, .state = "", .run = ""});
    std::erase_if(all, [&](const KnownFinding& one) { return one.state == decided.state || one.mended; });
    if (all.empty())
        throw Error{Fault::missing, message("no finding of the check {} of {} is in another state. `atalaya "
                                            "findings` lists them",
                                            check, source)};
    for (const auto& one : all) keep_decision(store, one, decided);
    return std::ssize(all);
}

}  // namespace atalaya::service
