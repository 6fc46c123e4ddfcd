// Of which months a claim is, and against which it compares.
#pragma once

#include <span>

#include "core/day.hpp"
#include "service/claim_words.hpp"

namespace atalaya::service {

struct SaidPeriod {
    Month month{};            // the last of them
    int months = 1;           // that end with it
    bool said = false;        // else the last with data
    int against_months = 12;  // so many before is what it is compared with
};

// Of Spanish, Portuguese and English words: a month ("en agosto de 2020"; without a year the last such month with data), a year
// (of the last one with data what there is of it), quarters, semesters, "a agosto" and "hasta agosto" (since January), "de
// enero a marzo", "desde marzo", "en lo que va del año", "este año", "el año pasado", "los últimos seis meses". Compared with
// the same a year before, unless said: "respecto de agosto", "frente a 2019", "del mes anterior", "entre 2022 y 2024" (of a
// change); of two `levels` ("pasaron de 40 a 55") the second of two times with the first. "Desde principios de año" is what
// there is of the last one. `last` is the last month with data.
SaidPeriod said_period(std::span<const ClaimWord> words, Month last, bool is_change, bool levels = false);

}  // namespace atalaya::service
