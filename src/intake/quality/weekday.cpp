#include "intake/quality/weekday.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/text.hpp"

namespace atalaya::intake::quality {
namespace {

// As folded() writes them. Of three letters none stands for two days.
constexpr std::array<std::pair<std::string_view, int>, 19> names{{
    {"lunes", 0},        {"martes", 1},      {"miercoles", 2},     {"jueves", 3},      {"viernes", 4},
    {"sabado", 5},       {"domingo", 6},     {"segunda-feira", 0}, {"terca-feira", 1}, {"quarta-feira", 2},
    {"quinta-feira", 3}, {"sexta-feira", 4}, {"monday", 0},        {"tuesday", 1},     {"wednesday", 2},
    {"thursday", 3},     {"friday", 4},      {"saturday", 5},      {"sunday", 6},
}};

bool stands_for(std::string_view written, std::string_view name) {
    const auto word = name.substr(0, name.find('-'));
    return written == word || written == name.substr(0, 3);
}

}  // namespace

std::optional<int> parse_weekday(std::string_view text) {
    std::string written = folded(text);
    written.resize(std::min(written.find_first_of(".- "), written.size()));
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const auto& name) { return stands_for(written, name.first); });
    if (found == names.end()) return {};
    return found->second;
}

int weekday_of(std::int32_t since_epoch) {
    const int from_thursday = since_epoch % 7;  // 1970-01-01 was a Thursday
    return (from_thursday + 3 + 7) % 7;
}

}  // namespace atalaya::intake::quality
