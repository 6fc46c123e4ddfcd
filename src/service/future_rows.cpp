#include "service/future_rows.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/check.hpp"

namespace atalaya::service {

namespace {

// The day of a refused text, as the reader quotes it: a cell, or cells of a year, a month and a day with blanks between.
std::optional<Day> day_said(const intake::Source& source, std::string_view text) {
    if (!source.day_column.empty()) {
        const auto when = intake::parse_when(text, source.day_format);
        return when ? std::optional{when->day} : std::nullopt;
    }
    const auto parts = split(text, ' ');
    const auto when =
        intake::day_of(parts[0], parts.size() > 1 ? parts[1] : "1",
                       parts.size() > 2 ? std::optional{parts[2]} : std::optional<std::string_view>{});
    return when ? std::optional{when->day} : std::nullopt;
}

}  // namespace

std::int64_t future_rows_come(store::Store& store, const intake::Source& source,
                              const std::vector<store::Run>& runs, const Digest& delivery, Day on) {
    const auto last = std::find_if(runs.rbegin(), runs.rend(), [&](const store::Run& run) {
        return run.source == source.id && run.delivery == delivery;
    });
    if (last == runs.rend() || last->rejected == 0) return 0;
    const auto refused = store.records().rejects(store.city(), last->id, intake::reason::day_future,
                                                 std::numeric_limits<std::int64_t>::max());
    return std::count_if(refused.begin(), refused.end(), [&](const store::KeptReject& kept) {
        const auto day = day_said(source, kept.reject.found);
        return day && *day <= on;
    });
}

}  // namespace atalaya::service
