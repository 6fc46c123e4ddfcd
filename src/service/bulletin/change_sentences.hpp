// How an indicator changed, in a sentence: over the month, the year to date, twelve months or a quarter, whichever is
// fair to tell, and why there is no percentage where there is none.
#pragma once

#include <optional>

#include "service/bulletin/comparisons.hpp"

namespace atalaya::service {

// "Robo: 273 hechos en agosto, bajó 33 % …": the sentence of 3.4 that fits the row. Life
// offences compare twelve months, the others the month; when month and year disagree the
// sentence gives both. Months that feasts put together are given beside the month.
render::Paragraph change_sentence(Desk& desk, const IndicatorRow& row);

// Which of a row's comparisons a finding tells of.
enum class Over { month, year, twelve };

// The sentence of the row that tells of this comparison, which it has: change_sentence where that does.
render::Paragraph sentence_over(Desk& desk, const IndicatorRow& row, Over over);

// To a sentence that has just said the twelve months of the row, how they compare with those before; nothing
// where it does not compare them.
void add_twelve_before(Desk& desk, const IndicatorRow& row, render::Paragraph& said);

// The last whole quarter by the bulletin's month against the same of the year before, for what the public is
// told by quarters. None without its data, or below the city.
std::optional<render::Paragraph> quarter_sentence(Desk& desk, const Indicator& indicator);
Period last_quarter(const Desk& desk);

}  // namespace atalaya::service
