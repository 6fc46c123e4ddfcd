#include "service/reading_clocks.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "service/ingest.hpp"

namespace atalaya::service {

namespace {

std::map<std::string, store::ReadingClock> by_run(store::Store& store) {
    std::map<std::string, store::ReadingClock> clocks;
    for (auto& clock : store::reading_clocks(store.records(), store.city()))
        clocks.emplace(clock.run, std::move(clock));
    return clocks;
}

SourceClocks& of_source(std::vector<SourceClocks>& clocks, const std::string& source) {
    const auto known = std::find_if(clocks.begin(), clocks.end(),
                                    [&](const SourceClocks& one) { return one.source == source; });
    return known == clocks.end() ? clocks.emplace_back(SourceClocks{source, {}}) : *known;
}

}  // namespace

void keep_clocks(store::Store& store, const intake::City& city, const std::vector<ReadDelivery>& read) {
    std::vector<store::ReadingClock> kept;
    const std::string tzdata = city.clock ? city.tzdata : "";
    for (const auto& delivery : read) {
        if (delivery.known) continue;
        const Batch& batch = delivery.batch;
        kept.push_back(
            {store::run_id(store.city(), batch.delivery, batch.recipe, batch.reading), city.zone, tzdata});
    }
    store::keep_reading_clocks(store.records(), store.city(), kept);
}

std::vector<SourceClocks> clocks_of(store::Store& store, const std::vector<Receipt>& readings) {
    std::vector<SourceClocks> clocks;
    const auto known = by_run(store);
    for (const auto& reading : readings) {
        const auto clock = known.find(reading.run);
        if (clock == known.end()) continue;
        auto& laws = of_source(clocks, reading.source).laws;
        const SourceClocks::Law law{clock->second.zone, clock->second.tzdata};
        if (std::find(laws.begin(), laws.end(), law) == laws.end()) laws.push_back(law);
    }
    return clocks;
}

std::vector<SourceClocks> clocks_of(store::Store& store, const World& world, const Figure& figure) {
    std::vector<Receipt> readings;
    std::copy_if(world.receipts().begin(), world.receipts().end(), std::back_inserter(readings),
                 [&](const Receipt& one) {
                     return std::find(figure.sources.begin(), figure.sources.end(), one.source) !=
                            figure.sources.end();
                 });
    return clocks_of(store, readings);
}

void put(JsonWriter& json, const std::vector<SourceClocks>& clocks) {
    json.key("clocks").array();
    for (const auto& [source, laws] : clocks) {
        for (const auto& [zone, tzdata] : laws) {
            json.object().key("source").text(source).key("zone").text(zone).key("tzdata");
            if (tzdata.empty())
                json.null();
            else
                json.text(tzdata);
            json.end();
        }
    }
    json.end();
}

RunClock clock_of_run(store::Store& store, const store::Run& run) {
    RunClock clock;
    const auto known = by_run(store);
    for (const auto& other : store.records().runs(store.city())) {
        const auto found = known.find(other.id);
        if (found == known.end()) continue;
        if (other.id == run.id) {
            clock.of = found->second;
            break;
        }
        if (other.source == run.source) clock.before = found->second;
    }
    if (!clock.of ||
        (clock.before && clock.before->zone == clock.of->zone && clock.before->tzdata == clock.of->tzdata))
        clock.before.reset();
    return clock;
}

}  // namespace atalaya::service
