// How the file is written: type, encoding, separator, head, decimal sign, what says nothing.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

// [format] type, and encoding where the file does not say it itself.
void choose_file_format(Choosing& choosing);
// All of [format] of a table but `missing`.
void choose_dialect(Choosing& choosing);

// What the columns are for in which words may say nothing: what stands in one of labels is a kind of fact of which the
// source does not say more, and its rows would be rejected if it were missing; of counts it has to be.
struct Uses {
    std::vector<const Facts*> labels;  // the coarser one first
    std::vector<const Facts*> counts;
};
// [format] missing: the cells that say nothing. A word of a label column is not among them, nor a sign where no other
// column says more, and that is asked. O(columns).
void choose_missing(Choosing& choosing, const Uses& uses);

// All of [format] of a table without labels.
void choose_format(Choosing& choosing);

}  // namespace atalaya::intake
