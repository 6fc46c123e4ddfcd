// How clerks write: running numbers, days, hours, degrees.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "simulate/town.hpp"
#include "stats/random.hpp"

namespace atalaya::simulate {

// Numbers that start again each year: "H-2024-00017"; without a prefix "2024-00017".
class Numbers {
  public:
    explicit Numbers(std::string_view prefix = "") : prefix_{prefix} {}
    std::string next(Day day);

  private:
    std::string prefix_;
    int year_ = 0, last_ = 0;
};

// "09/03/2024"
std::string day_month_year(Day day);
// "20:30" of a minute of the day.
std::string clock_text(int minute);
// "-54.123456": six decimals.
std::string degrees(double value);

// A person: a tree and a rock.
std::string pseudonym(stats::Random& random);

// The name of the barrio that a spot is in.
const std::string& barrio_at(const Town& town, const Spot& spot);

template <std::size_t n>
std::string_view one_of(const std::array<std::string_view, n>& texts, stats::Random& random) {
    return texts[random.below(n)];
}

}  // namespace atalaya::simulate
