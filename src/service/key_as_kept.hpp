// How a kept delivery is keyed where its head lacks a column of today's key: it came under another descriptor, which is
// not kept, but its rows are of facts that are.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/digest.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::service {

// `source` as the bytes are read (as_kept() of erasure.hpp), with the column that is missing from its key replaced by the one
// of the head by which most rows, and more than half of them, are of `known` facts; as it is where none is missing, where no
// column does so, or where several are missing. O(bytes times columns that the source does not name).
intake::Source key_as_kept(const intake::Source& source, std::string_view bytes, const std::string& name,
                           const std::set<IncidentKey>& known);

// Whether a column of its key is not in the head.
bool lacks_key(const intake::Source& source, std::string_view bytes, const std::string& name);

}  // namespace atalaya::service
