// Rows of separated values that say more cells than their head, in a table for a method.
#pragma once

#include "service/method_input.hpp"

namespace atalaya::service {

// A row whose cells are not the head's is left out as one of a delivery is rejected (intake/check.hpp, row_broken): counted as "torn",
// with a note "torn_at" that says the file, how many there are, the first row, its cells and the columns of the head.
// Throws as intake::refuse_torn() does where rows follow one another, so that none may be left out, and where they are more than a tenth
// of the file: there the separator stands within what is written, such as a decimal comma, and what were left is a choice of it.
// `table` is that of the method, nullptr for one that it does not have.
void leave_out_torn(const intake::AnyTable& file, const methods::TableSpec* table, MethodInput& input);

}  // namespace atalaya::service
