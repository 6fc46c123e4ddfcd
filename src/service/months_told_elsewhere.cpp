#include "service/months_told_elsewhere.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "intake/check.hpp"
#include "service/ingest.hpp"
#include "store/data_directory.hpp"
#include "store/days_told.hpp"

namespace atalaya::service {

namespace {

using Months = std::set<std::string>;  // "2024-02", as a finding names them

bool is_of_months(const Finding& finding) {
    return finding.check == intake::finding::months_missing ||
           finding.check == intake::finding::months_silent;
}

bool is_asked(const ReadDelivery& delivery) {
    return !delivery.known && delivery.batch.covers == Covers::rows && delivery.batch.incidents.size() > 0;
}

Months months_told(store::Store& store, const std::string& source,
                   const std::vector<ReadDelivery>& deliveries) {
    Months told;
    for (const auto& delivery : deliveries) {
        if (delivery.known || delivery.batch.source != source) continue;
        std::set<Month> of_file;
        for (const auto day : delivery.batch.incidents.day.since_epoch) of_file.insert(month_of(day_at(day)));
        for (const auto month : of_file) told.insert(iso(month));
    }
    if (const auto newest = store.newest())
        for (const auto& [day, n] : store::days_told(store.analytics(), {store.city(), newest->no}, source))
            told.insert(iso(month_of(day)));
    return told;
}

void take_out(const Months& told, Finding& finding) {
    auto detail = nlohmann::ordered_json::parse(finding.detail);
    auto left = nlohmann::ordered_json::array();
    for (const auto& month : detail.at("months"))
        if (!told.contains(month.get<std::string>())) left.push_back(month);
    finding.rows = static_cast<std::int64_t>(left.size());
    detail["months"] = std::move(left);
    finding.detail = detail.dump();
}

}  // namespace

void forget_months_told(store::Store& store, std::vector<ReadDelivery>& deliveries) {
    std::map<std::string, Months> told;  // by source
    for (auto& delivery : deliveries) {
        auto& findings = delivery.batch.findings;
        if (!is_asked(delivery) || std::ranges::none_of(findings, is_of_months)) continue;
        const auto& source = delivery.batch.source;
        if (!told.contains(source)) told[source] = months_told(store, source, deliveries);
        for (auto& finding : findings)
            if (is_of_months(finding)) take_out(told[source], finding);
        std::erase_if(findings,
                      [](const Finding& finding) { return is_of_months(finding) && finding.rows == 0; });
    }
}

}  // namespace atalaya::service
