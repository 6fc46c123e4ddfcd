// What [[links]] declares of two lists, as fields and passes of src/linkage.
#pragma once

#include <vector>

#include "linkage/blocking.hpp"
#include "linkage/comparison.hpp"
#include "service/link_texts.hpp"

namespace atalaya::service {

// The records of both lists, the second's after the first's, with the texts that their link compares. It holds names:
// let go of it as soon as pairs are decided.
struct LinkRows {
    std::vector<const LinkSide*> all;
    LinkTexts texts;  // by text field, then by record of `all`
};

// A position is two fields, "east" and "north".
std::vector<linkage::Field> link_fields(const intake::Link& link, const intake::City& city,
                                        const LinkRows& rows);

// One pass a block; of a block with a name's sound two, by how its first and its last word sound. A record that lacks
// a part of a block is in no block of that pass.
std::vector<linkage::Pass> link_passes(const intake::Link& link, const intake::City& city,
                                       const LinkRows& rows);

}  // namespace atalaya::service
