// What tests of findings share: a city whose police sends one incident at a time, and what was noticed of it.
#pragma once

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "service/findings.hpp"
#include "store/publish.hpp"
#include "support.hpp"

namespace atalaya::service {

// A delivery of one incident and what was noticed of it.
inline Batch delivery(const std::string& name, std::vector<Finding> noticed,
                      const std::string& recipe = "recipe") {
    Batch batch;
    batch.source = "policia";
    batch.source_version = "1";
    batch.recipe = sha256(recipe);
    batch.file_name = name;
    batch.delivery = sha256(name);
    batch.delivery_bytes = 10;
    batch.basis = "fact";
    auto& rows = batch.incidents;
    rows.key.push_back(incident_key("policia", name));
    rows.line.push_back(1);
    rows.day.since_epoch.push_back(since_epoch(*parse_day("2020-08-14")));
    rows.hour.push_back(12);
    rows.known.push_back(1);
    rows.offence.push("robo");
    for (auto& area : rows.area) area.push("");
    rows.units.push_back(1);
    rows.lon.push_back(no_position);
    rows.lat.push_back(no_position);
    rows.located.push_back(0);
    rows.content.push_back(1);
    batch.read = batch.accepted = 1;
    batch.findings = std::move(noticed);
    return batch;
}

class FindingTown : public testing::Test {
  protected:
    FindingTown() {
        store::create_directory(folder_.path() / "data", "caba");
        store_ = std::make_unique<store::Store>(folder_.path() / "data");
    }
    void publish(const Batch& batch, const char* on) {
        NoProgress quiet;
        store::publish(*store_, {batch}, *parse_day(on), quiet);
    }
    std::vector<KnownFinding> all(const FindingsAsked& asked = {}) { return findings(*store_, asked); }

    Folder folder_;
    std::unique_ptr<store::Store> store_;
};

inline Finding heaped() {
    return {"hour_zero_heaped", 12, R"({"share":0.3})"};
}
inline Finding disagrees(const char* layer) {
    return {"area_disagrees", 3, std::string{R"({"layer":")"} + layer + R"(","lines":[1]})"};
}

}  // namespace atalaya::service
