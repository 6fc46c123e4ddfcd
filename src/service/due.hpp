// When a delivery is due: the period that a source owes, and the last day on which it is on time.
//
// A due day is so many days after the last day of the period: days of the calendar, or business days, which are Monday
// to Friday without the city's feasts (intake::Feast). What the city does not list as a feast is a business day.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "intake/city.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::service {

// "daily", "weekly" (of weeks that close on Sunday), "weekly:friday", "monthly", "quarterly" or "yearly": what the city
// says, else what the source says. Of a source of counts, which know no days, a week or a day is watched by the month.
// "" for one that was published once and of which the city says nothing else.
std::string cadence_of(const intake::Source& source, const intake::Expected& expected);

// Whether its periods are days or weeks, which are told by the days of facts; the others are told by months.
bool by_days(std::string_view cadence);

// "weekly" of "weekly:friday": the name of the cadence.
std::string name_of_cadence(std::string_view cadence);

// The period of the cadence that holds the day: the day, its week, month, quarter (from January) or year.
Period period_of(std::string_view cadence, Day day);

// Whether a delivery of the cadence is owed when the month ends: March is the last of a quarter, December of a year. Every
// month ends weeks and days.
bool closes(std::string_view cadence, Month month);

bool is_business_day(const intake::City& city, Day day);

// O(days).
Day due_day(const intake::City& city, const intake::Expected& expected, Period period);

// How many letters are due by `day` about what was due on `due`: 0 to 3.
int letters_due(const intake::Expected& expected, Day due, Day day);

}  // namespace atalaya::service
