#include "methods/long_work.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace atalaya::methods {

namespace {

constexpr double minute = 60, hour = 3'600;
constexpr double gibibyte = 1024.0 * 1024 * 1024, most_gibibytes = 16;

// "190" of 188.2: an estimate has no more digits than it knows.
std::string roughly(double value) {
    const double step = std::pow(10, std::max(0.0, std::floor(std::log10(value)) - 1));
    return std::to_string(static_cast<std::int64_t>(std::round(value / step) * step));
}

Result refused(const char* why, const char* note, const char* of, double value) {
    Result result = refusal(why);
    result.notes.push_back({note, {{of, roughly(value)}}});
    return result;
}

}  // namespace

double seconds_foreseen(const Method& method, const Asked& asked) {
    const auto found = every_foresight().find(method.name);
    return found == every_foresight().end() ? 0 : found->second(asked);
}

double rows_of(const Asked& asked, std::string_view table) {
    return static_cast<double>(asked.table(table).rows());
}

std::optional<Result> refused_as_too_long(double seconds, double patience) {
    if (seconds <= patience) return {};
    if (seconds < 2 * hour)
        return refused("too_much_work", "work_minutes", "minutes", std::max(1.0, seconds / minute));
    return refused("too_much_work", "work_hours", "hours", seconds / hour);
}

std::optional<Result> refused_as_too_wide(std::size_t places, double most) {
    const auto n = static_cast<double>(places);
    const double wide = n * n * most * 4 / gibibyte;
    if (wide <= most_gibibytes) return {};
    return refused("too_many_circles", "circles", "gibibytes", wide);
}

}  // namespace atalaya::methods
