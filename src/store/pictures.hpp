// The picture that the numbers of a delivery were typed from: kept like a delivery, and told by a finding of it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/digest.hpp"
#include "core/incident.hpp"

namespace atalaya::store {

class RecordStore;

inline constexpr const char* typed_from_picture = "typed_from_picture";

// {"picture":digest,"file":name,"bytes":n}, of all rows that were accepted.
Finding picture_finding(const Digest& picture, std::string_view file_name, std::int64_t bytes,
                        std::int64_t rows);
// Of a finding's detail; nothing when it names none.
std::optional<Digest> picture_in(const std::string& detail);
// Those of every reading of a city.
std::set<Digest> pictures(RecordStore& records, std::string_view city);

}  // namespace atalaya::store
