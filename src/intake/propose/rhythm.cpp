#include "intake/propose/rhythm.hpp"

#include <algorithm>
#include <optional>

#include "core/text.hpp"
#include "intake/typed_day.hpp"

namespace atalaya::intake {

namespace {

std::optional<Period> days_of(const Choosing& choosing, const TimeColumns& when) {
    std::optional<Period> days;
    std::size_t read = 0;
    const std::size_t rows = choosing.look().sample.rows();
    for (std::size_t row = 0; row < rows; ++row) {
        const auto text = [&](const Facts* column) { return trimmed(choosing.cell(row, *column)); };
        const auto at = when.day ? parse_typed_day(text(when.day), when.found.format)
                                 : day_of(text(when.year), text(when.month), text(when.day_of_month));
        if (!at) continue;
        ++read;
        if (!days) days = Period{at->day, at->day};
        days->first = std::min(days->first, at->day);
        days->past_end = std::max(days->past_end, at->day + std::chrono::days{1});
    }
    return 20 * read >= 19 * rows ? days : std::nullopt;
}

}  // namespace

void take_rhythm(Choosing& choosing, const TimeColumns& when) {
    if (choosing.kind() != Kind::incidents || !when.knows_days()) return;
    const auto days = days_of(choosing, when);
    constexpr int a_week = 7;
    if (!days || days->days() > a_week) return;
    const auto last = iso(days->past_end - std::chrono::days{1});
    choosing.add(
        "cadence", {days->days() == 1 ? "daily" : "weekly"}, 60,
        message("its rows are of {} to {}, and no day more", iso(days->first), last),
        message("Does a file of so many days come every time? If they are of a longer period, \"monthly\", "
                "\"quarterly\" or \"yearly\"."));
}

}  // namespace atalaya::intake
