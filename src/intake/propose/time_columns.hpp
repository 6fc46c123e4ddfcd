// Which columns say when a fact was: a day, or year and month.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

struct TimeColumns {
    const Facts* day = nullptr;  // a column of days or months
    DayFound found;              // how it writes them
    double score = 0;            // how well it serves
    const Facts *year = nullptr, *month = nullptr, *day_of_month = nullptr;

    bool knows_days() const;    // by `day`, unless all are the first of their month, or by parts
    bool knows_months() const;  // by `day`, or by year and month
    bool is_part(const Facts& column) const;
};

// Of the free columns. Where days leave open which number is the month, a column of months settles it.
TimeColumns find_when(const Choosing& choosing);

// [time] day or month. `month_of_head`: the name of the column that heads of months become in a wide table; "" none.
void take_when(Choosing& choosing, const TimeColumns& when, const std::string& month_of_head);

}  // namespace atalaya::intake
