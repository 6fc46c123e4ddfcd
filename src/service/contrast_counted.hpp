// What else may have been counted under the name of an indicator: one of its labels, all but one, other indicators, labels
// that none counts, another list.
#pragma once

#include "service/contrast_moves.hpp"

namespace atalaya::service {

// Each of its labels alone, two of them, and each of its sources and of the lists that it is reconciled with.
void add_labels_and_lists(const AddMove& add, const World& world, const Indicator& indicator);
// Lists of the same facts that it does not count; other indicators, alone or beside it; all but a label; labels beside it.
void add_other_counts(const AddMove& add, const World& world, const Indicator& indicator);

}  // namespace atalaya::service
