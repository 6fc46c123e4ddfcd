#include "intake/instants.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace atalaya::intake {

namespace chr = std::chrono;

namespace {

// "2024-06-14T02:30Z", "2024-06-14T02:30-05:00"; without an offset as the city's clocks showed it.
std::string iso_of(const When& when, std::optional<std::int16_t> ahead) {
    std::string text = fmt::format("{}T{:02}:{:02}", iso(when.day), when.hour, when.minute);
    if (!ahead) return text;
    if (*ahead == 0) return text + "Z";
    const int minutes = std::abs(*ahead);
    return text + fmt::format("{}{:02}:{:02}", *ahead < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace

CityClock::CityClock(const Source& source, const Zone* zone)
    : zone_{source.offsets == Offsets::moved ? zone : nullptr} {}

When CityClock::shown(const When& written) const {
    if (!written.ahead || !zone_ || written.hour < 0) return written;
    const chr::minutes clock{written.hour * 60 + written.minute};
    const Instant at{written.day.time_since_epoch() + clock - chr::minutes{*written.ahead}};
    const WallTime wall = zone_->wall(at);
    const auto day = chr::floor<chr::days>(wall);
    const auto minutes = (wall - day).count();
    return {day, static_cast<std::int8_t>(minutes / 60), written.known,
            static_cast<std::int8_t>(minutes % 60), written.ahead};
}

void MovedInstants::see(const When& written, const When& shown, std::int64_t line) {
    if (written == shown || line == last_) return;
    last_ = line;
    rows_.at(line);
    if (!first_) first_.emplace(written, shown);
}

void MovedInstants::add(const MovedInstants& later, std::int64_t offset) {
    rows_.add(later.rows_, offset);
    if (!first_) first_ = later.first_;
}

void MovedInstants::tell(const Zone* zone, std::vector<Finding>& findings) const {
    report(findings, finding::instant_moved, rows_, [&](JsonWriter& json) {
        json.key("zone").text(zone ? zone->name() : "");
        json.key("first").text(iso_of(first_->first, first_->first.ahead));
        json.key("then").text(iso_of(first_->second, {}));
    });
}

}  // namespace atalaya::intake
