// A number that knows its unit. Only like units add up or compare, so a function
// that takes Metres cannot be handed kilometres, degrees or a bare double.
#pragma once

#include <compare>

namespace atalaya {

template <class Unit>
struct Quantity {
    double value{};

    friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
    friend constexpr Quantity operator*(Quantity a, double k) { return {a.value * k}; }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
    friend constexpr auto operator<=>(Quantity, Quantity) = default;
};

using Metres = Quantity<struct metre>;
using SquareMetres = Quantity<struct square_metre>;
// Residents times years; a 12-month rate over a constant population P has P of them.
using PersonYears = Quantity<struct person_year>;
using Per100k = Quantity<struct per_100k>;

}  // namespace atalaya
