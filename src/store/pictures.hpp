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

struct KeptPicture {
    std::string file;      // its name
    Digest kept;           // of the bytes that are kept
    std::int64_t bytes{};  // of them
    Digest came;           // of the file that was handed over
    bool bare{};           // without what the telephone wrote into it; else it is kept as it came
};

// {"picture":digest,"file":name,"bytes":n}, of all rows that were accepted; "came", the digest of the file that was handed
// over, where that had more in it, and "as_came" where what the telephone wrote could not be left out.
Finding picture_finding(const KeptPicture& picture, std::int64_t rows);
// Of such a detail; nothing when it names no picture.
std::optional<KeptPicture> kept_picture_in(const std::string& detail);
// Of a finding's detail; nothing when it names none.
std::optional<Digest> picture_in(const std::string& detail);
// Those of every reading of a city.
std::set<Digest> pictures(RecordStore& records, std::string_view city);

}  // namespace atalaya::store
