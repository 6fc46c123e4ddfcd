// What an institution sends month by month: lines that come late, are corrected and are
// taken back. A delivery carries all that is known of its last months at its cut.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "simulate/city.hpp"

namespace atalaya::simulate {

// A line as it stands from `known` on; an empty one has been taken back.
struct Version {
    Day known{};
    std::string line;
    std::string_view mistake = {};  // why a reader must refuse it, "day_future"; "" a good line
};

// One row through time. Its month never changes.
struct Row {
    Month month{};
    std::vector<Version> versions;  // oldest first

    // The last version known on `day`; nullptr when there is none.
    const Version* version_on(Day day) const;
    // Its line; "" when there is none.
    const std::string& line_on(Day day) const;
};

struct Feed {
    std::string source;  // "marejada-policia"
    std::string folder;  // "policia"
    std::string header;
    std::vector<Row> rows;  // in the order of the file
    int months_resent = 3;
    bool latin1 = false;
};

struct Delivery {
    Month month{};
    Day cut{};           // what was known at the end of this day
    bool first = false;  // carries all the history
};

// One delivery for each of the last `count` months, `days_to_cut` after each.
std::vector<Delivery> schedule(Period history, int count, int days_to_cut);

// Writes folder/AAAA-MM.csv for every delivery and replays them: of each month that a
// delivery has rows that can be read of, what it holds is all there is.
Final deliver(const Feed& feed, const std::vector<Delivery>& deliveries, const std::filesystem::path& folder);

// Writes bytes as they are, with the folders above. Throws Error{no_space}.
void write_file(const std::filesystem::path& path, const std::string& bytes);

}  // namespace atalaya::simulate
