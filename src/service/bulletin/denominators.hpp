// What the rates of a bulletin were divided by: without the number and its year nobody can work a rate out again, nor see that
// its population is of another time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "render/document.hpp"
#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// "188.034 habitantes (2024)" of a rate that has a value, its number leading to that rate; nothing of every other figure.
render::Text denominator_text(const Desk& desk, const Figure& rate);

// "Las tasas se dividen por 188.034 habitantes (2024) y 51.959 vehículos registrados (2024).", each denominator once, in the order of
// the rates; nothing where none of them has a value. O(rates^2).
std::optional<render::Text> denominators_note(const Desk& desk, const std::vector<const Figure*>& rates);

// "1.029 / 188.034 (2024)" of a rate that has a value; "" of every other figure.
std::string quotient_text(const Desk& desk, const Figure& figure);

// The same in parts, each with its name: numerator, denominator and the year of the latter.
std::vector<render::Part> quotient_parts(const Desk& desk, const Figure& figure);

}  // namespace atalaya::service
