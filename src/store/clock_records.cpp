#include "store/clock_records.hpp"

#include "store/said_of_runs.hpp"
#include "store/sql.hpp"

namespace atalaya::store {

namespace {

constexpr RunTexts clocks_of_runs{"reading_clock", sql::records::query::reading_clocks, 2};

}  // namespace

std::vector<ReadingClock> reading_clocks(RecordStore& records, std::string_view city) {
    std::vector<ReadingClock> clocks;
    for (const auto& [run, said] : said_of_runs(records, city, clocks_of_runs))
        clocks.push_back({run, said[0], said[1]});
    return clocks;
}

void keep_reading_clocks(RecordStore& records, std::string_view city,
                         const std::vector<ReadingClock>& clocks) {
    std::vector<std::pair<std::string, Said>> wanted;
    for (const auto& [run, zone, tzdata] : clocks) wanted.push_back({run, {zone, tzdata}});
    keep_said_of_runs(records, city, clocks_of_runs, wanted);
}

}  // namespace atalaya::store
