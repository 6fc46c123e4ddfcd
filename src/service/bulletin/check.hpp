// What a printed check code is of, and whether the same bulletin written today has it again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/message.hpp"
#include "service/bulletin/desk.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct CheckedBulletin {
    BulletinRequest request;  // with the vintage that it was written of
    Day issued_on{};          // first
    std::string code_now;     // "" when it cannot be written today
    Message why_not;          // then
    std::string erasure;      // the newest that took a position from one of its figures; "" when none did
};

struct CheckedCode {
    std::string code;  // as printed
    std::vector<CheckedBulletin> bulletins;

    // Whether every bulletin that printed it prints it again.
    bool same() const;
    // Whether each that does not lost a position to an erasure: nothing is damaged.
    bool erased() const;
};

// "7k2m 9qxa", "7K2M9QXA" -> "7K2M-9QXA"; read as Crockford's base32 is meant to be: o is 0, i and l are 1.
// Error{usage} for what cannot be a code.
std::string code_as_printed(std::string_view text);

// Error{missing} when no bulletin of this directory printed it. Costs writing each of its bulletins anew.
CheckedCode check_code(store::Store& store, const Catalogue& catalogue, std::string_view code);

}  // namespace atalaya::service
