// Words for the same thing, of which a claim says one and the labels of a source another ("teléfonos", CELULAR):
// taxonomy/like-words.csv. Each line has a word and the head of its group; words of a group are alike, so a thing and a kind
// of it (`pistola`, `arma`) are not written there.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "service/share.hpp"

namespace atalaya::service {

class LikeWords {
  public:
    explicit LikeWords(const Share& share);

    // The others of the word's group, folded; none of a word that no line has. A plural is its singular.
    std::vector<std::string> of(std::string_view word) const;

  private:
    std::map<std::string, std::string> head_;                  // by word, heads too
    std::map<std::string, std::vector<std::string>> by_head_;  // with the head
};

}  // namespace atalaya::service
