// What the city declares of the months that a figure is computed from: breaks, events and gaps of coverage. It is a part of the
// question, for an answer given before one of them was declared and the answer given since are two: FigureSpec::version is that of
// the indicator and, after a "+", a short name of what is declared ("1+k3f0q8zt1m2c"); of no indicator the name alone.
#pragma once

#include <string>
#include <string_view>

#include "service/figure.hpp"
#include "service/world.hpp"

namespace atalaya::service {

// The question with the version that it has in this world, whatever it had. All that is declared of its sources in its periods
// counts, and in every month before their end where the measure looks back (ranges of what is expected, dispersions, bridges).
// What is declared of one area is told of every area of its source. O(declared).
FigureSpec as_declared(const World& world, FigureSpec spec);

// Whether what is declared of its months is not what it was when it was asked.
bool is_redeclared(const World& world, const FigureSpec& spec);

// Whether a declared break is of what the figure counts: of its indicator, of all that its sources say, or of how they write
// hours where the figure says hours.
bool is_of(const intake::Break& declared, const FigureSpec& spec);

// The indicator's version alone: "1" of "1+k3f0q8zt1m2c".
std::string_view indicator_version(std::string_view version);

}  // namespace atalaya::service
