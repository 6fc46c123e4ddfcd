#include "service/placed_addresses.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "intake/check.hpp"

namespace atalaya::service {

namespace {

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

Counts counts_of(const nlohmann::json& json) {
    Counts out;
    for (const auto& [name, rows] : json.items()) out.emplace_back(name, rows);
    return out;
}

std::optional<PlacedAddresses> read(const Finding& finding) {
    if (finding.check != intake::finding::addresses_placed) return {};
    const auto json = nlohmann::json::parse(finding.detail);
    PlacedAddresses placed;
    placed.asked = finding.rows;
    placed.hits = json.at("hits");
    placed.rate = json.at("rate"), placed.low = json.at("low"), placed.high = json.at("high");
    placed.verdict = json.at("verdict");
    placed.by_precision = counts_of(json.at("by_precision"));
    placed.by_reason = counts_of(json.at("by_reason"));
    return placed;
}

}  // namespace

std::optional<PlacedAddresses> placed_addresses(const Batch& batch) {
    for (const auto& finding : batch.findings) {
        auto placed = read(finding);
        if (!placed) continue;
        placed->source = batch.source;
        placed->file = batch.file_name;
        return placed;
    }
    return {};
}

std::vector<PlacedAddresses> placed_addresses(store::Store& store) {
    std::map<std::int64_t, std::string> vintages;
    for (const auto& vintage : store.records().vintages(store.city())) vintages[vintage.no] = vintage.id;
    std::vector<PlacedAddresses> out;
    for (const auto& run : store.records().runs(store.city())) {
        for (const auto& kept : store.records().findings(store.city(), run.id)) {
            auto placed = read(kept.finding);
            if (!placed) continue;
            placed->run = run.id;
            placed->vintage = vintages[run.vintage_no];
            placed->source = run.source;
            placed->file = run.file_name;
            out.push_back(std::move(*placed));
        }
    }
    return out;
}

}  // namespace atalaya::service
