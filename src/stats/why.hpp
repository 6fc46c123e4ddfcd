// Why a figure cannot be computed. It stands where the figure would, so that no
// reader ever meets a NaN and every blank in a table has its reason.
#pragma once

#include <expected>
#include <string_view>

namespace atalaya::stats {

enum class Why {
    no_exposure,     // nothing to divide by
    no_base,         // the earlier count is 0: no percentage from nothing
    no_events,       // both counts, or all of them, are 0
    too_few_events,  // below the number that the method's authors ask for
    not_a_count,     // negative, or missing
    too_few_values,  // fewer than the formula needs
    constant,        // all values are equal
    no_neighbours,   // an area that stands alone, or a map where all do
    not_a_number,    // a value is missing or infinite
    singular,        // one column is explained by the others
    no_fit,          // the iterations found no finite estimate
};

// Stable lower-case name: "no_exposure", ...
std::string_view code(Why why);

template <class T>
using Maybe = std::expected<T, Why>;

}  // namespace atalaya::stats
