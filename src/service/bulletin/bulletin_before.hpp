// The bulletin that the changes of another are told against: the last that left the house before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "store/record_store.hpp"

namespace atalaya::service {

class World;
class Worlds;

// Which bulletin asks: its name as it is entered ("mensual", "mensual-publico"), what it is of, and the
// vintage of its figures.
struct Issuing {
    std::string bulletin, territory;
    Month month{};
    std::int64_t vintage_no{};
};

// Of the issues on record (oldest first, in any language), the last of the same bulletin and territory that
//   - is of an earlier month, or of the same month at an earlier vintage, and
//   - is not of a later vintage: what readers saw later cannot be what changed.
// Once the bulletin itself is on record only what was entered before its first issue counts, so that
// writing it again gives the same bytes. None when nothing was issued.
std::optional<store::BulletinIssue> issued_before(const std::vector<store::BulletinIssue>& issues,
                                                  const Issuing& asking);

struct BulletinBefore {
    std::string vintage;         // of its figures
    std::optional<Month> month;  // that it is of; none when no bulletin is on record: then the
                                 // vintage before stands for what could have been said
};

// None for the first: no bulletin on record, and no vintage before this one that knows the month before.
std::optional<BulletinBefore> bulletin_before(Worlds& worlds, const World& world, const Issuing& asking);

}  // namespace atalaya::service
