// Records of persons whose privacy domain nobody says, in a table for a method that asks of which domain they are.
#pragma once

#include "service/method_input.hpp"

namespace atalaya::service {

// Several files are several lists until they say otherwise, so they must say the domain; one file may be of one domain, but no column of
// it ("dominio", "privacy_domain") that tells several apart is left unread. Error{usage}, with what to write, for either; nothing for a
// table that has no such column in its method (`table` is nullptr where the method has no such table), and where it is given.
void refuse_unsaid_domain(const methods::TableSpec* table, const MethodInput& input,
                          const methods::Frame& frame);

}  // namespace atalaya::service
