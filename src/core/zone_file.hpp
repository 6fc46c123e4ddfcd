// A time zone's file: TZif, RFC 8536.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya {

struct ZoneFile {
    struct Change {
        std::chrono::sys_time<std::chrono::minutes> at;
        std::chrono::minutes offset;  // from then on
    };
    std::chrono::minutes first_offset{};  // of 1970-01-01
    std::vector<Change> changes;          // from then to the end of 2100, in order; some change no offset
};

// Of version 2 or later. Throws Error{bad_input} that names the zone.
ZoneFile read_zone_file(const std::string& zone, std::string_view bytes);

}  // namespace atalaya
