// What a city expects of a source and whom it writes to when it does not come: an [[expected]] of city.toml.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "intake/addressee.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {

struct Expected {
    std::string source;
    // "daily" | "weekly" | "weekly:friday", of weeks that close then | "monthly" | "quarterly" | "yearly"; "" that of the
    // source. "weekly" closes on Sunday.
    std::string cadence;
    int due_days{};         // after the last day of the period, 1 .. 366
    bool business = false;  // counted without Saturdays, Sundays and the city's feasts
    // Days after the due day on which letters are due: to the contact, then with copies to the substitute and the
    // superior, then to the superior. Each more than the one before.
    std::array<int, 3> letters{3, 10, 20};
    std::optional<Month> from;  // the first month that is expected; none: the first that came
    // A month, week or day without any row, between others that have some, is one without facts: for a source of rare
    // facts. A file of such a period that did not come is not missed.
    bool empty_months = false;
    Addressees addressees;  // each that is not said is that of the source, once a catalogue is read
    std::string agreement;  // what was agreed, in the city's language, as the letter quotes it; "" nothing
};

// Error{bad_input} at the line of what cannot be meant.
Expected expected_of(TomlTable table);

}  // namespace atalaya::intake
