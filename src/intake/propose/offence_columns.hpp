// Which columns say the kind of fact, and which kinds there are.
#pragma once

#include "intake/propose/time_columns.hpp"
#include "intake/propose/wide_run.hpp"

namespace atalaya::intake {

struct OffenceColumns {
    const Facts *first = nullptr, *second = nullptr, *third = nullptr;  // the coarsest one first
};

// How well a column serves: by its name, by words of offences in its cells, less for attributes of persons; 0: not at
// all. From 6 on it needs no other reason to be taken for one.
double offence_score(const Choosing& choosing, const Facts& column, const TimeColumns& when);

// [offence] or [category]: one column or two, of counts a third where rows of one kind are several without it; the heads of a
// wide table, or `always` where there is none.
OffenceColumns take_offence(Choosing& choosing, const TimeColumns& when, const WideRun& wide);

// After choose_missing(): the labels of those columns by how many rows have them, 3,000 at most. A row that says the head
// again, or that is a total, has none.
void list_labels(Choosing& choosing, const OffenceColumns& columns, const TimeColumns& when,
                 const WideRun& wide);

}  // namespace atalaya::intake
