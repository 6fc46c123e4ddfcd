// Which code a label may have that no list holds: proposals with a score and the text that each rests on, for a
// person to decide. What is alike is found by words (code_search.hpp), by letters in threes, and by the slips that make one text
// the other, in the names of the classes and in the labels that are coded already, here and in other sources.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/descriptor.hpp"
#include "service/code_certainty.hpp"
#include "service/code_search.hpp"

namespace atalaya::service {

struct CodeProposal {
    enum class Because { own_label, other_label, class_name };

    std::string list;  // the source, or the list of classes: "iccs 1.0"
    std::string code;
    intake::Words name;
    double score{};  // 0 to 1
    Because because = Because::class_name;
    std::string like;                    // the text it is like, as it is written
    std::string of;                      // the source or list that has that text
    std::optional<Certainty> certain{};  // why it needs no person to look, where it does not
};

class CodeProposals {
  public:
    // `classes` as taxonomy_codes() gives them, `labels` of every source that is to be learnt from.
    CodeProposals(std::vector<CodeEntry> classes, std::vector<CodedLabel> labels);
    CodeProposals(const CodeProposals&) = delete;  // the search looks at the entries of this one
    CodeProposals& operator=(const CodeProposals&) = delete;

    // How like a text is to each known one:
    //
    //     max( (words + threes) / 2,  1 - edits / letters of the longer )
    //
    // words is CodeSearch's score; threes Dice's coefficient of the letters in threes, each with its rarity
    // log(texts / texts with it); the edits count where they are a quarter of the letters or fewer. A class takes the most of the
    // texts that mean it: its name, labels that have it; what means k classes gives each (1 - 0.02 (k - 1)) of it.
    // Best first, of equals by list and code; none below `least`. O(known texts x letters).
    std::vector<CodeProposal> classes_for(std::string_view label, std::size_t at_most,
                                          double least = 0.2) const;

    // Codes of `source`, which a decision may give: by its own labels, and 0.95 of what the classes have that each means where
    // it is in use. At most `at_most`, best first.
    std::vector<CodeProposal> for_source(const intake::Source& source, std::string_view label,
                                         std::size_t at_most, double least = 0.2) const;

  private:
    struct Text {
        std::size_t entry{};
        std::string folded, written;
        std::vector<std::uint32_t> threes;  // sorted, each once
        std::vector<double> rarities;       // of each of them
        double held{};                      // their sum
    };
    struct Like {
        double score{};
        const Text* text{};
    };
    std::vector<Like> likeness(std::string_view label) const;  // by entry
    std::vector<CodeProposal> class_scores(const std::vector<Like>& like) const;
    double rarity(std::uint32_t three) const;

    std::vector<CodeEntry> entries_;  // classes, then labels
    std::size_t classes_;             // how many of them are classes
    std::vector<CodedLabel> labels_;
    CodeSearch search_;
    std::vector<Text> texts_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> holders_;  // of each three, sorted
};

}  // namespace atalaya::service
