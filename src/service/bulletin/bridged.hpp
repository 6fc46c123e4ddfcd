// What is said of numbers that are carried over a declared break, by months that bear both codes.
#pragma once

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// The break that a figure is carried over; nullptr for one that is of one coding.
const intake::Break* bridged_over(const Desk& desk, const Figure& figure);

// How much more or less the new coding counts, from how many facts of which months; asks for the figure that says
// it. Empty where it cannot be told to this bulletin's readers.
render::Arguments bridge_arguments(Desk& desk, const Indicator& indicator, const intake::Break& broken);

// When the coding changed, and by which facts each of these indicators is carried over it; none for none.
std::optional<render::Paragraph> bridged_sentence(Desk& desk, const intake::Break& broken,
                                                  const std::vector<const Indicator*>& indicators);

// Adds to a sentence with a percentage over a break that it is carried; leaves every other as it is.
void say_bridged(const Desk& desk, const Figure& change, render::Paragraph& paragraph);

// The note under a table of which some change is marked with ‡; none without a mark.
std::optional<render::Text> bridged_note(const Desk& desk, const std::vector<const Figure*>& changes);

}  // namespace atalaya::service
