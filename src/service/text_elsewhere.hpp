// Where texts that are asked to be erased stand outside of deliveries, and stay: what people decided and wrote, names of
// files, the ledger's own words, the city's names of places. And which texts a cell is counted by.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "intake/held_text.hpp"
#include "service/catalogue.hpp"
#include "store/data_directory.hpp"
#include "store/quoted_texts.hpp"

namespace atalaya::service {

struct StandsElsewhere {
    // "labels" decided or listed, "findings" (names they are filed under, and what was decided about them), "files" (names,
    // refusals), "figures", "reasons" that people wrote, "ledger" (its words), "maps" (deliveries of areas, places and
    // holidays), "names" and "protected" (places/*.csv)
    std::string where;
    std::int64_t count{};  // rows, words, deliveries or lines
};

// In the order above, those that have any; `gone` is what findings will no longer quote, by reading. What refused rows quote
// is left out. Reads all records, the newest maps and no delivery besides.
std::vector<StandsElsewhere> text_elsewhere(store::Store& store, const Catalogue& catalogue,
                                            std::span<const intake::HeldText> texts,
                                            const std::map<std::string, store::QuotesGone>& gone);

// Labels that are listed or were decided, codes and names of areas with the ways sources spell them, and texts by which rows
// are chosen; folded.
std::set<std::string> known_texts(store::Store& store, const Catalogue& catalogue);

}  // namespace atalaya::service
