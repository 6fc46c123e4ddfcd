// The hours and days of the week by which a claim cuts a count: "de noche", "los fines de semana".
#pragma once

#include <span>
#include <string>
#include <vector>

#include "service/claim_words.hpp"

namespace atalaya::service {

// Hours of the day or days of the week. Hours from `first` up to and without `past` (0 to 24), over midnight where `past` is no greater; days
// from `first` to `past`, both included, Monday 0.
struct TimePart {
    enum class Of { hours, days };
    Of of{};
    int first{}, past{};
    bool unknown = false;  // hours of midnight, with those that nobody knows: many sources write them 0

    bool holds(int weekday, int hour) const;
    std::string text() const;  // "hours:20-6", "days:5-6", with the unknown "hours:0-6+"
    bool operator==(const TimePart&) const = default;
};
// Of what text() gave.
TimePart parse_time_part(std::string_view text);

// Parts that all hold at once: "hours:20-6 days:5-6" is the nights of the weekends. The hours after midnight are of the day on
// which they are.
std::vector<TimePart> parse_time_parts(std::string_view text);

// The same cut with facts of unknown hours as if they were of midnight; "" where none of its parts has midnight.
std::string with_unknown_hours(std::string_view cut);

struct SaidTimes {
    std::string said;  // as it stands in the claim, "" nothing of the kind
    std::vector<std::string>
        cuts;  // that people mean by it, the usual one first, for parse_time_parts; none of what no
               // hour and no day of the week tells ("a fin de mes")
    std::vector<ClaimWord> others;  // the claim without it
};

// Of Spanish, Portuguese and English: noche, madrugada, mañana, tarde, día, "entre las 22 y las 6", "de 20 a 23 hs"; fin de
// semana, entre semana, días hábiles, a weekday by its name; both of them, "de noche los fines de semana", in any order; and
// parts of a week, month or year that are neither: "a mitad de semana", "a fin de mes", "en la segunda quincena". The first of each that stands there. "Mañana" alone is tomorrow: only "a la mañana", "por la mañana";
// "la segunda mitad del año" is of months. O(words).
SaidTimes said_times(std::span<const ClaimWord> words);

}  // namespace atalaya::service
