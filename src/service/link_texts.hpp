// What the two lists of a link say of their records in columns that no store keeps: names, documents, numbers of files.
// Read from the encrypted kept deliveries for as long as the caller holds what comes back, and written nowhere:
// not in a store, a figure, a log or an Error. While it is held the process leaves no core file.
#pragma once

#include <string>
#include <vector>

#include "core/progress.hpp"
#include "service/links.hpp"

namespace atalaya::service {

// As they are written, "" where nothing is.
using LinkTexts = std::vector<std::vector<std::string>>;

// By text field of the link, in its order, and then by record of `list`, which is of the first source unless
// `second`. Of a record tells the newest delivery, up to the vintage, that has it. Nothing is read for a link without
// such fields. Error{bad_input} when a column is in no delivery that was read; throws what reading them throws.
LinkTexts link_texts(store::Store& store, const Catalogue& catalogue, const store::At& at,
                     const intake::Link& link, bool second, const std::vector<LinkSide>& list,
                     Progress& progress);

// Who asked to see the names behind pairs, and why.
struct NamesAsked {
    std::string author, reason;
    std::string at;  // "2024-10-06T11:20:05Z"
};
struct PairNames {
    std::string field;  // its id
    std::string a, b;   // as the two sources write it
};
// The texts of pairs of one link side by side, one list a pair. That they were asked for is on record, with the pairs,
// before they are read. Error{usage} when author or reason is blank; the store must be open to write.
std::vector<std::vector<PairNames>> names_of(store::Store& store, const Catalogue& catalogue,
                                             const store::At& at, const LinkedLists& lists,
                                             const std::vector<LinkedPair>& pairs, const NamesAsked& asked,
                                             Progress& progress);

}  // namespace atalaya::service
