#include "service/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::service {
namespace {

using Subject = std::tuple<std::string, std::string, std::string>;  // source, check, about

// The readings that count, in order of publication: of each delivery of a source the last.
std::vector<store::Run> last_readings(const std::vector<store::Run>& runs) {
    std::set<std::pair<std::string, Digest>> later;
    std::vector<store::Run> kept;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        if (later.insert({run->source, run->delivery}).second) kept.push_back(*run);
    }
    std::reverse(kept.begin(), kept.end());
    return kept;
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

void tell_last_seen(const std::vector<store::Run>& readings, std::vector<KnownFinding>& all) {
    std::map<std::string, std::string> newest;  // source -> run
    for (const auto& run : readings) newest[run.source] = run.id;
    std::map<Subject, const KnownFinding*> last;
    for (const auto& one : all) last[{one.source, one.check, one.about}] = &one;
    for (auto& one : all) {
        const auto& seen = *last.at({one.source, one.check, one.about});
        if (seen.run != newest.at(one.source)) one.last_seen = seen.vintage;
    }
}

void tell_decisions(store::Store& store, std::vector<KnownFinding>& all) {
    std::map<std::string, std::vector<store::FindingDecision>> of;
    for (auto& decision : store.records().finding_decisions(store.city()))
        of[decision.finding].push_back(std::move(decision));
    for (auto& one : all) {
        const auto decided = of.find(one.id);
        if (decided == of.end()) continue;
        one.decisions = decided->second;
        one.state = one.decisions.back().state;
    }
}

struct All {
    std::vector<store::Run> readings;
    std::vector<KnownFinding> findings;
};

All all_of(store::Store& store, const std::string& wanted_run) {
    std::map<std::int64_t, std::string> vintages;
    for (const auto& vintage : store.records().vintages(store.city())) vintages[vintage.no] = vintage.id;
    const auto runs = store.records().runs(store.city());
    All all{last_readings(runs), {}};
    const auto add = [&](const store::Run& run, std::vector<KnownFinding>& to) {
        for (auto& one : of_run(store, run, vintages[run.vintage_no])) to.push_back(std::move(one));
    };
    for (const auto& run : all.readings) add(run, all.findings);
    tell_last_seen(all.readings, all.findings);
    if (!wanted_run.empty()) {
        std::map<Subject, std::string> last_seen;
        for (const auto& one : all.findings) last_seen[{one.source, one.check, one.about}] = one.last_seen;
        all.findings.clear();
        for (const auto& run : runs) {
            if (run.id.starts_with(wanted_run)) add(run, all.findings);
        }
        for (auto& one : all.findings) {
            const auto seen = last_seen.find({one.source, one.check, one.about});
            one.last_seen = seen == last_seen.end() ? one.vintage : seen->second;
        }
    }
    tell_decisions(store, all.findings);
    return all;
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

std::vector<KnownFinding> findings(store::Store& store, const FindingsAsked& asked) {
    if (!asked.state.empty()) require_state(asked.state);
    require_run(store, asked.run);
    auto all = all_of(store, asked.run).findings;
    const auto other = [](const std::string& wanted, const std::string& found) {
        return !wanted.empty() && wanted != found;
    };
    std::erase_if(all, [&](const KnownFinding& one) {
        return other(asked.source, one.source) || other(asked.check, one.check) ||
               other(asked.state, one.state);
    });
    return all;
}

std::vector<KnownFinding> findings_at(store::Store& store, std::int64_t vintage_no,
                                      const FindingsAsked& asked) {
    std::map<std::string, std::int64_t> number;
    for (const auto& vintage : store.records().vintages(store.city())) number[vintage.id] = vintage.no;
    auto all = findings(store, asked);
    std::erase_if(all, [&](const KnownFinding& one) {
        return number[one.vintage] > vintage_no ||
               (!one.last_seen.empty() && number[one.last_seen] < vintage_no);
    });
    return all;
}

KnownFinding finding(store::Store& store, const std::string& id) {
    std::vector<KnownFinding> found;
    for (auto& one : all_of(store, "").findings) {
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
    std::erase_if(all, [&](const KnownFinding& one) { return one.state == decided.state; });
    if (all.empty())
        throw Error{Fault::missing, message("no finding of the check {} of {} is in another state. `atalaya "
                                            "findings` lists them",
                                            check, source)};
    for (const auto& one : all) keep_decision(store, one, decided);
    return std::ssize(all);
}

std::vector<DeliveryFindings> finding_trend(store::Store& store, const std::string& source) {
    const auto all = all_of(store, "");
    std::map<std::int64_t, std::string> vintages;
    for (const auto& vintage : store.records().vintages(store.city())) vintages[vintage.no] = vintage.id;
    std::vector<DeliveryFindings> trend;
    for (const auto& run : all.readings) {
        if (!source.empty() && run.source != source) continue;
        DeliveryFindings delivery{run.source,    run.id,   vintages[run.vintage_no],
                                  run.file_name, run.read, run.accepted,
                                  run.rejected,  {}};
        std::map<std::string, DeliveryFindings::Noticed> by_check;
        for (const auto& one : all.findings) {
            if (one.run != run.id) continue;
            auto& noticed = by_check[one.check];
            noticed.check = one.check;
            ++noticed.findings;
            noticed.rows += one.rows;
            noticed.open += one.state == "open" ? 1 : 0;
        }
        for (auto& [check, noticed] : by_check) delivery.noticed.push_back(std::move(noticed));
        trend.push_back(std::move(delivery));
    }
    if (trend.empty() && !source.empty())
        throw Error{
            Fault::missing,
            message("source {} sent no delivery. `atalaya deliveries` lists those there are", source)};
    return trend;
}

}  // namespace atalaya::service
