// Which indicator the words of a claim mean.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "service/claim_words.hpp"
#include "service/code_search.hpp"
#include "service/world.hpp"

namespace atalaya::service {

// The indicators that count, by the words of their names and by what people say for them; those without data here too, for a
// claim may be about one.
class ClaimIndicators {
  public:
    static constexpr double least_like = 0.05;  // of a name to the claim's words: a claim says much besides

    explicit ClaimIndicators(const World& world);
    ClaimIndicators(const ClaimIndicators&) = delete;  // the search looks into the entries
    ClaimIndicators& operator=(const ClaimIndicators&) = delete;

    // "" where none is like the words; one with data before another that is as like.
    std::string like(std::vector<ClaimWord> telling, double least = least_like) const;

    // What people are robbed of, "celulares": no crime, and no indicator counts them alone.
    bool is_loot(const ClaimWord& word) const;

    // Whether a word is of the name of an indicator or of a crime, as it is or nearly so.
    bool knows(const ClaimWord& word) const;

    // Those of the words that name a crime or an event of the lists and no indicator.
    std::vector<std::string> uncounted(const std::vector<ClaimWord>& words) const;

  private:
    std::string likest(std::vector<ClaimWord> query, double least) const;

    std::vector<EverydayWord> everyday_;
    std::vector<CodeEntry> entries_;
    CodeSearch search_;
    std::map<std::string, std::set<std::string>>
        stems_of_;                 // each indicator's, of its own name and the city's
    std::set<std::string> named_;  // stems of the indicators' names
    std::set<std::string> loot_;
    std::set<std::string> said_;    // stems of the indicators' names and of what people say for them
    std::set<std::string> crimes_;  // with which names of classes begin
};

}  // namespace atalaya::service
