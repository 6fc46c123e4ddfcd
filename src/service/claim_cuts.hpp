// What a claim cuts a count by that is no indicator, territory or month: "con arma", "en moto", "de noche".
#pragma once

#include <string>
#include <vector>

#include "service/claim.hpp"
#include "service/contrast_cuts.hpp"

namespace atalaya::service {

struct ClaimCut {
    enum class By {
        label,      // labels of the indicator's sources say it: `which` are their codes
        column,     // a column of the source says it, which no reading keeps: `which` is its head
        attribute,  // what is known of its persons does: `which` are the codes
        time,       // hours or days of the week: `which` is the source's column, if it has one
    };
    std::string word;
    // What the labels, categories or heads say in its place (like_words.hpp); empty: the word itself.
    std::vector<std::string> like{};
    By by{};
    std::string source;
    std::vector<std::string> which;
    bool is_all = false;  // every label of the indicator says it: it cuts nothing
    // Of the ways in which people mean it, the usual one first (contrast_cuts.hpp): how it is counted. None of a label, nor of what cannot be counted.
    std::vector<std::string> cuts{};

    bool can_be_tried() const { return by == By::label || !cuts.empty(); }
};

// Of each word that told nothing (Claim::unread), or of words that are alike where nothing says it, what of the indicator's sources would: the names of their labels, what is known of
// the persons, then the heads of the sample beside their source.toml (CSV alone), by whole words between '_', ' ' and '-', number aside; a word
// that begins with such a head of four letters or more is of it ("armados", uso_arma). Words that nothing would tell have no
// cut; one that says one value of the column ("con arma" of uso_arma, where it says SI) is counted by it. Hours and days of the week
// are counted where every source tells them; of a time that neither tells ("a fin de mes") there is a cut that cannot be counted. Of several that are not labels the first alone can be counted. Reads a sample a source, and for a column its deliveries.
std::vector<ClaimCut> claim_cuts(ColumnsTold& columns, const World& world, const Claim& claim);

// Whether the name of a label says a word, in one of the languages.
bool says_word(const World& world, const std::string& label, const std::string& word);
// The word of a cut, or one of those in its place.
bool says_word(const World& world, const std::string& label, const ClaimCut& cut);

}  // namespace atalaya::service
