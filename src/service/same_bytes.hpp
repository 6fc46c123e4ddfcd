// A file that is, byte for byte, one that came before: sent twice, or a clerk's January sent again as February.
#pragma once

#include <optional>
#include <string>

#include "service/ingest.hpp"

namespace atalaya::service {

struct SameBytes {
    std::string source,
        file;  // `file`: the name under which they came first, or under which they came too, if it is this one
    std::string run;                        // their first reading
    std::optional<Month> month{}, asked{};  // that the names tell: of the first, and of this one
    bool told = false;  // something is known of `asked` all the same, from another delivery

    bool says_another_month() const { return month && asked && *month != *asked; }
};

// Of a delivery that was known; none of the others, nor of a second reading of a delivery. O(runs), and a world where names
// tell two months.
std::optional<SameBytes> same_bytes(store::Store& store, const Catalogue& catalogue,
                                    const ReadDelivery& delivery);

// The month that the name of a delivery tells, where its descriptor says that it does and none of its rows is of that month;
// none where the city says that the source's months may be empty. O(rows).
std::optional<Month> month_without_rows(const Catalogue& catalogue, const ReadDelivery& delivery);

}  // namespace atalaya::service
