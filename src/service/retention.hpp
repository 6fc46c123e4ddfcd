// How long things are kept, and letting them go when their time is over: what [retention] of each source.toml says
// (intake/retention.hpp), but for what is held. The class of a source's data and its months are data, so each country's
// rule is a line of text.
//
//   deliveries  the day a delivery came + months: its redacted twin stays, and positions; what its refused cells say goes
//   positions   the day of a fact + months: the position of the incident goes, its counts stay
//   texts       the day a delivery came + months: the refused cells of its readings and what their findings quote are blanked
//
// Something is due on the day that is so many months after (the last of the month where that has no such day). Letters
// and refusals name posts and files, no persons, and are kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "intake/retention.hpp"
#include "service/erasure.hpp"

namespace atalaya::service {

enum class Kept { deliveries, positions, texts };
std::string_view name_of(Kept kept);

// What becomes due, by source and kind, and for positions by month of the facts.
struct DueItem {
    std::string source;
    Kept kept{};
    std::string what;  // file name of a delivery; "2019-03" of positions
    Day due{};
    std::int64_t count{};  // deliveries 1, positions or refused cells
    std::string hold;      // the hold that keeps it, "" none
    // What it is, for the run.
    std::vector<Digest> deliveries{};
    std::vector<std::int64_t> incidents{};
    std::vector<std::string> runs{};
};

// Everything that some source limits and that is still there, by day. Positions held one by one are items of their own.
std::vector<DueItem> due_items(store::Store& store, const Catalogue& catalogue);

// The day that the newest record is of: vintages, erasures, decisions, letters and runs. Day{} before the first.
Day newest_record(store::Store& store);
// Why a day cannot be today's: it is before the newest record, or more than 366 days after it. Nothing when it can.
std::optional<Message> clock_doubt(Day today, Day newest);

struct RetentionDone {
    store::Erasure erasure;  // id "" when nothing was due
    std::vector<DueItem> gone, held;
    std::vector<store::Figure> figures;  // that can no longer be repeated
    std::string report;                  // as it was kept
    std::int64_t run{};
};
// Erases what is due by `on` and keeps the report, also of a run that found nothing. Error{conflict} for a clock that
// cannot be right, unless it is accepted.
RetentionDone run_retention(const std::filesystem::path& directory, const Catalogue& catalogue, Day on,
                            const std::string& author, bool accept_clock, Progress& progress);

}  // namespace atalaya::service
