// The privacy domain of a source that reads the files of another one a second time (`beside`): it is the other one's, for
// the records are the same. A second descriptor is no way to look at records that were given for something else.
#pragma once

#include <vector>

#include "intake/descriptor.hpp"

namespace atalaya::service {

// Gives each source that is beside another the domain of that one. Throws Error{bad_input} where it says another
// one itself, or says one where the other says none. Those beside a source that is not among them stay as they are.
void share_file_domains(std::vector<intake::Source>& sources);

}  // namespace atalaya::service
