// Sums over months that a source did not send, or over cells without a number, are the least there was: prose says so, as
// tables do by their *.
#pragma once

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// "al menos 273" where the figure is partial, else the text as it is.
render::Text at_least(const Desk& desk, const Figure& figure, render::Text text);

// The count with which a sentence begins, and by which it chooses its plurals: "273", "Al menos 273".
render::Argument counted_first(const Desk& desk, const Figure& figure);

}  // namespace atalaya::service
