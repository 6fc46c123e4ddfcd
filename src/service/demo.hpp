// The demonstration: a city's raw files (real, or made up on the spot) become vintages and
// its bulletins, in one go and from nothing each time.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "intake/words.hpp"
#include "service/bulletin/issue.hpp"
#include "service/ingest.hpp"

namespace atalaya::service {

struct DemoRequest {
    Day today;                                  // on which its bulletins are written
    std::optional<std::filesystem::path> data;  // absent: the city is simulated
    std::filesystem::path out = "demo-out";
    std::string city;  // "": the one whose sources claim the files; Villa Marejada when simulated
    std::string language = "es";
    std::optional<Month> month;  // absent: the city's own choice, else its last month
};

struct Stage {
    std::string name;  // "simular", "leer", "publicar", "boletines"
    double seconds{};
};

struct DemoAnswer {
    std::string city, city_name;
    bool simulated = false;
    Month month{};
    std::vector<store::PublishedVintage> vintages;
    // Totals of one source over all its deliveries, in the order of the city.
    struct SourceTotals {
        std::string id;
        intake::Words name;
        std::int64_t files{}, read{}, accepted{}, rejected{}, duplicate{};
    };
    std::vector<SourceTotals> sources;
    // Commonest reasons over all sources, most first.
    struct Reason {
        std::string reason, source;
        std::int64_t rows{};
        std::int64_t line{};  // of the first
        std::string column, found;
    };
    std::vector<Reason> reasons;
    std::vector<std::string> absent;     // files that the city's demonstration names and the folder lacks
    std::vector<std::string> not_read;   // files of its sources that the demonstration leaves aside
    std::vector<std::string> unclaimed;  // files that no source expects
    std::vector<Issued> bulletins;
    std::vector<Stage> stages;
    std::filesystem::path directory;  // the data directory, to go on with
};

// Throws Error{missing} when no city's sources claim the files; what reading, publishing and
// issuing throw.
DemoAnswer demonstrate(const Share& share, const DemoRequest& request, Progress& progress);

// The day a vintage is published on in a demonstration: the 5th of the month after the last
// day that its rows tell of, as an observatory would that closes on day 5, but not before the vintage
// before it. Never the clock's.
Day closing_day(const std::vector<ReadDelivery>& read, Day before);

}  // namespace atalaya::service
