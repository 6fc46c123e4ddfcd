#include "service/no_month.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::service {

bool brings_facts(const World& world) {
    return std::ranges::any_of(world.receipts(), [&](const Receipt& receipt) {
        const auto kind = world.catalogue().source(receipt.source).kind;
        return kind == intake::Kind::incidents || kind == intake::Kind::tallies;
    });
}

Message no_month_yet(const World& world) {
    if (world.receipts().empty()) return message("nothing is published yet. First: atalaya ingest FILES");
    if (!brings_facts(world))
        return message(
            "what came are limits, addresses or residents, and no facts to count. Hand over a file of facts "
            "too: "
            "atalaya ingest FILES");
    return message("no delivery of the vintage {} tells of any month", world.vintage());
}

Month last_month_told(const World& world) {
    const auto last = world.last_month();
    if (!last) throw Error{Fault::missing, no_month_yet(world)};
    return *last;
}

}  // namespace atalaya::service
