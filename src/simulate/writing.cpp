#include "simulate/writing.hpp"

#include <fmt/format.h>

namespace atalaya::simulate {
namespace {

constexpr std::array<std::string_view, 16> trees = {
    "Jacarandá", "Ceibo", "Tipa",   "Lapacho", "Aguaribay", "Timbó", "Alerce",  "Arrayán",
    "Canelo",    "Mañío", "Chañar", "Tala",    "Espinillo", "Sauce", "Quillay", "Molle"};
constexpr std::array<std::string_view, 16> rocks = {
    "Basalto", "Granito",  "Pizarra", "Toba",  "Caliza",   "Gneis",   "Arenisca", "Cuarzo",
    "Mármol",  "Esquisto", "Riolita", "Gabro", "Dolerita", "Lignito", "Yeso",     "Obsidiana"};

}  // namespace

std::string Numbers::next(Day day) {
    const int year = static_cast<int>(month_of(day).year());
    if (year != year_) {
        year_ = year;
        last_ = 0;
    }
    return fmt::format("{}{}{}-{:05}", prefix_, prefix_.empty() ? "" : "-", year, ++last_);
}

std::string day_month_year(Day day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()),
                       static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
}

std::string clock_text(int minute) {
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

std::string degrees(double value) {
    const auto millionths = static_cast<std::int64_t>(value * 1e6 + (value < 0 ? -0.5 : 0.5));
    const auto size = millionths < 0 ? -millionths : millionths;
    return fmt::format("{}{}.{:06}", millionths < 0 ? "-" : "", size / 1'000'000, size % 1'000'000);
}

std::string pseudonym(stats::Random& random) {
    const auto tree = one_of(trees, random), rock = one_of(rocks, random);
    return fmt::format("{} {}", tree, rock);
}

const std::string& barrio_at(const Town& town, const Spot& spot) {
    return town.barrios[town.barrio_of[spot.block]].name;
}

}  // namespace atalaya::simulate
