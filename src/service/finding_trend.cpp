#include "service/finding_trend.hpp"

#include <map>

#include "core/error.hpp"

namespace atalaya::service {
namespace {

using Months = std::map<Month, FindingMonth>;

Day last_day(Month month) {
    return whole(month).past_end - std::chrono::days{1};
}

std::map<std::string, Months> months_read(store::Store& store, const std::string& source) {
    std::map<std::int64_t, Month> published;
    for (const auto& vintage : store.records().vintages(store.city()))
        published[vintage.no] = month_of(vintage.published_on);
    std::map<std::string, Months> all;
    for (const auto& run : store.records().runs(store.city())) {
        if (source.empty() || run.source == source)
            ++all[run.source][published.at(run.vintage_no)].deliveries;
    }
    return all;
}

void add_months_decided(const LivingFinding& of, Months& months) {
    for (const auto& decision : of.life.decisions)
        months.try_emplace(month_of(std::max(decision.on, of.life.tellings.front().on)));
}

// What a month did to a finding, and how it was left.
void add(const LivingFinding& of, Months& months) {
    std::string before;  // "" not yet noticed
    for (auto& [month, told] : months) {
        const auto after = state_of(of.life, last_day(month)).state;
        if (after.empty()) continue;
        const bool is_open = after == "open", was_open = before == "open", is_new = before.empty();
        told.noticed += is_new ? 1 : 0;
        told.reopened += is_open && !was_open && !is_new ? 1 : 0;
        told.closed += !is_open && (was_open || is_new) ? 1 : 0;
        told.open += is_open ? 1 : 0;
        before = after;
    }
}

bool has_news(const FindingMonth& month) {
    return month.noticed + month.reopened + month.closed > 0;
}

}  // namespace

std::vector<FindingMonth> finding_trend(store::Store& store, const FindingsAsked& asked) {
    auto sources = months_read(store, asked.source);
    if (sources.empty() && !asked.source.empty())
        throw Error{
            Fault::missing,
            message("source {} sent no delivery. `atalaya deliveries` lists those there are", asked.source)};
    auto all = living_findings(store);
    std::erase_if(all, [&](const LivingFinding& one) {
        return !sources.contains(one.finding.source) ||
               (!asked.check.empty() && one.finding.check != asked.check);
    });
    for (const auto& one : all) add_months_decided(one, sources[one.finding.source]);
    for (const auto& one : all) add(one, sources[one.finding.source]);

    std::vector<FindingMonth> trend;
    for (auto& [source, months] : sources) {
        for (auto& [month, told] : months) {
            if (!asked.check.empty() && !has_news(told)) continue;
            told.source = source;
            told.month = month;
            trend.push_back(std::move(told));
        }
    }
    return trend;
}

}  // namespace atalaya::service
