// By what law of time a number was read: the zone and the versions of tzdata of the readings that it comes from
// (docs/decisions/0012). Hours and days are counted as a source wrote them, under every version; what a version decides is
// which of them the clocks skipped or showed twice.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "service/figure.hpp"
#include "service/world.hpp"
#include "store/clock_records.hpp"

namespace atalaya::service {

struct ReadDelivery;

// Keeps what the readings were asked about with. A clock whose run is not published means nothing: it is kept before.
void keep_clocks(store::Store& store, const intake::City& city, const std::vector<ReadDelivery>& read);

// Of one source: each zone and version once, in the order of readings. Readings that are older than the record have none.
struct SourceClocks {
    std::string source;
    struct Law {
        std::string zone, tzdata;  // "": the machine had no tzdata

        friend bool operator==(const Law&, const Law&) = default;
    };
    std::vector<Law> laws;
};

// O(readings of the city).
std::vector<SourceClocks> clocks_of(store::Store& store, const std::vector<Receipt>& readings);
// Of the sources that a figure names.
std::vector<SourceClocks> clocks_of(store::Store& store, const World& world, const Figure& figure);

// "clocks", as a key of the object that is open: [{"source":…,"zone":…,"tzdata":…}, …], "tzdata" null where there was none.
void put(JsonWriter& json, const std::vector<SourceClocks>& clocks);

// The clock of a run, and that of the newest earlier reading of its source that was under another version.
struct RunClock {
    std::optional<store::ReadingClock> of, before;
};
RunClock clock_of_run(store::Store& store, const store::Run& run);

}  // namespace atalaya::service
