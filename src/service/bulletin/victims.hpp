// What the bulletin says of the killed beyond their number: how far two lists of them agree, and
// who they were by sex, age, mechanism and kind of place.
#pragma once

#include <optional>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// Of each other list that the city reconciles with the indicator's, twelve months: "{A} n, {B} m, conciliadas k",
// and how many are on one alone. With no other list a note says that there is one source.
void add_lists(Desk& desk, const Indicator& indicator, render::Section& section);

// T2: twelve months by attribute, one block of rows an attribute. None where no source tells of any. In
// the public profile an attribute with a small or an empty cell is withheld whole, for the total is known.
std::optional<render::Sheet> victims_table(Desk& desk, const Indicator& indicator);

}  // namespace atalaya::service
