// Months that one delivery of a source of rows leaves out and another has told: a file of what is new and of a few corrections
// skips months that are known, and none of them is missing.
#pragma once

#include <vector>

namespace atalaya::store {
class Store;
}

namespace atalaya::service {

struct ReadDelivery;

// Takes them out of the findings months_missing and months_silent of new deliveries of facts with covers = "rows", and the finding
// with its last month: those known at the newest vintage, and those of the deliveries beside it. Before they are published. Of
// covers = "months" a file says all there is, and its holes stay. Reads the ledger where there is such a finding.
void forget_months_told(store::Store& store, std::vector<ReadDelivery>& deliveries);

}  // namespace atalaya::service
