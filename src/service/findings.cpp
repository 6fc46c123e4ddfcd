#include "service/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/error.hpp"
#include "core/text.hpp"
#include "store/run_spans.hpp"

namespace atalaya::service {
namespace {

using Subject = std::tuple<std::string, std::string, std::string>;  // source, check, about

// Every reading with what it showed, in order of publication.
struct Reading {
    store::Run run;
    std::string vintage;
    Day on{};
    std::optional<Period> span;
    std::vector<KnownFinding> findings;
    std::set<std::string> shows;  // matter() of each
};

// What it is whatever the delivery.
std::string matter(const KnownFinding& finding) {
    return finding.check + '\x1F' + finding.about;
}

std::vector<KnownFinding> of_run(store::Store& store, const store::Run& run, const std::string& vintage) {
    std::vector<KnownFinding> found;
    for (auto& kept : store.records().findings(store.city(), run.id)) {
        auto& [check, rows, detail] = kept.finding;
        const std::string about = about_of(detail);
        found.push_back({.id = finding_id(run.source, run.delivery, check, about),
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

std::vector<Reading> readings_of(store::Store& store, std::optional<std::int64_t> vintage_no) {
    std::map<std::int64_t, store::Vintage> vintages;
    for (const auto& vintage : store.records().vintages(store.city())) vintages[vintage.no] = vintage;
    const auto spans = store::run_spans(store.records(), store.city());
    std::vector<Reading> readings;
    for (const auto& run : store.records().runs(store.city())) {
        if (vintage_no && run.vintage_no > *vintage_no) continue;
        const auto& vintage = vintages[run.vintage_no];
        auto& reading = readings.emplace_back(Reading{run, vintage.id, vintage.published_on, {}, {}, {}});
        if (const auto span = spans.find(run.id); span != spans.end()) reading.span = span->second;
        reading.findings = of_run(store, run, vintage.id);
        for (const auto& one : reading.findings) reading.shows.insert(matter(one));
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

// Which readings tell again what each told, itself the first.
std::vector<std::vector<std::size_t>> told_again(const std::vector<Reading>& readings) {
    std::vector<std::vector<std::size_t>> again(readings.size());
    for (std::size_t earlier = 0; earlier < readings.size(); ++earlier) {
        for (std::size_t later = earlier; later < readings.size(); ++later) {
            if (tells_again(readings[later], readings[earlier])) again[earlier].push_back(later);
        }
    }
    return again;
}

// Each finding once, of the last reading of its delivery that shows it, with what tells of it since the first that did.
std::vector<LivingFinding> living(const std::vector<Reading>& readings) {
    std::map<std::string, std::size_t> first, last;  // by id, the readings
    for (std::size_t i = 0; i < readings.size(); ++i) {
        for (const auto& one : readings[i].findings) {
            first.emplace(one.id, i);
            last[one.id] = i;
        }
    }
    const auto again = told_again(readings);
    std::vector<LivingFinding> all;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        for (const auto& one : readings[i].findings) {
            if (last.at(one.id) != i) continue;
            auto& added = all.emplace_back(LivingFinding{one, {}});
            for (const auto by : again[first.at(one.id)])
                added.life.tellings.push_back(
                    {readings[by].on, by, readings[by].shows.contains(matter(one))});
        }
    }
    return all;
}

void tell_last_seen(const std::vector<Reading>& readings, std::vector<LivingFinding>& all) {
    std::map<std::string, std::string> newest;  // source -> run
    std::map<Subject, const Reading*> last;
    for (const auto& reading : readings) {
        newest[reading.run.source] = reading.run.id;
        for (const auto& one : reading.findings) last[{one.source, one.check, one.about}] = &reading;
    }
    for (auto& [one, life] : all) {
        const auto& seen = *last.at({one.source, one.check, one.about});
        if (seen.run.id != newest.at(one.source)) one.last_seen = seen.vintage;
    }
}

void tell_state(const std::vector<Reading>& readings, LivingFinding& living) {
    const auto now = state_of(living.life);
    auto& finding = living.finding;
    finding.state = now.state;
    if (!now.mended_by) return;
    const auto& by = readings[*now.mended_by];
    finding.mended = KnownFinding::Mended{by.run.id, by.vintage, by.run.file_name, by.run.delivery};
}

void tell_decisions(store::Store& store, const std::vector<Reading>& readings,
                    std::vector<LivingFinding>& all) {
    std::map<std::string, std::vector<store::FindingDecision>> of;
    for (auto& decision : store.records().finding_decisions(store.city()))
        of[decision.finding].push_back(std::move(decision));
    for (auto& one : all) {
        if (const auto decided = of.find(one.finding.id); decided != of.end())
            one.finding.decisions = decided->second;
        for (const auto& decision : one.finding.decisions)
            one.life.decisions.push_back({parse_day(decision.decided_on).value(), decision.state});
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

std::string finding_id(std::string_view source, const Digest& delivery, std::string_view check,
                       std::string_view about) {
    return short_name(sha256(fmt::format("{}\x1F{}\x1F{}\x1F{}", source, delivery.hex(), check, about)));
}

std::vector<LivingFinding> living_findings(store::Store& store, std::optional<std::int64_t> vintage_no) {
    return living_among(store, readings_of(store, vintage_no));
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
        if (one.id.starts_with(id)) found.push_back(std::move(one));
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
