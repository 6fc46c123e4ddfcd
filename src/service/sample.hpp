// A source's own sample, read as a delivery would be: a descriptor that names a column which its sample does
// not have is found before the first delivery comes.
#pragma once

#include <vector>

#include "intake/city.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::service {

// Reads sample.* of the source's folder, where there is one, for the first of the cities that names the source,
// with the areas of the samples beside it; nothing where no city names it. Throws Error{bad_input} when the
// sample cannot be used.
void try_sample(const intake::Source& source, const std::vector<intake::City>& cities);

}  // namespace atalaya::service
