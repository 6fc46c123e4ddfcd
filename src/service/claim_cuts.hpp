// What a claim cuts a count by that is no indicator, territory or month: "con arma", "en moto", "de noche".
#pragma once

#include <string>
#include <vector>

#include "service/claim.hpp"

namespace atalaya::service {

struct ClaimCut {
    enum class By {
        label,   // labels of the indicator's sources say it: `which` are their codes
        column,  // a column of the source says it, which is not read: `which` is its head
        hour,    // the source's column of the hour does, by which claims are not contrasted
    };
    std::string word;
    By by{};
    std::string source;
    std::vector<std::string> which;
    bool is_all = false;  // every label of the indicator says it: it cuts nothing

    bool can_be_tried() const { return by == By::label; }
};

// Of each word that told nothing (Claim::unread), what of the indicator's sources would: the names of their labels, then
// the heads of the sample beside their source.toml (CSV alone), by whole words between '_', ' ' and '-', number aside; a word
// that begins with such a head of four letters or more is of it ("armados", uso_arma). Words that nothing would tell have no
// cut. Reads a sample a source.
std::vector<ClaimCut> claim_cuts(const World& world, const Claim& claim);

}  // namespace atalaya::service
