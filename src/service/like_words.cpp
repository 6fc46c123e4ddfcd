#include "service/like_words.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/text.hpp"
#include "intake/csv.hpp"

namespace atalaya::service {

LikeWords::LikeWords(const Share& share) {
    std::ifstream file{share.data / "taxonomy" / "like-words.csv", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const auto rows = intake::csv_rows(text, ',');
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].size() != 2) continue;
        const auto word = folded(rows[i][0]), head = folded(rows[i][1]);
        auto& group = by_head_[head];
        if (head_.emplace(head, head).second) group.push_back(head);
        if (head_.emplace(word, head).second) group.push_back(word);
    }
}

std::vector<std::string> LikeWords::of(std::string_view word) const {
    constexpr std::size_t least_plural = 5;
    std::string one = folded(word);
    auto found = head_.find(one);
    for (const std::string_view plural : {"s", "es"}) {
        if (found != head_.end() || one.size() < least_plural || !one.ends_with(plural)) continue;
        found = head_.find(one.substr(0, one.size() - plural.size()));
    }
    if (found == head_.end()) return {};
    auto others = by_head_.at(found->second);
    std::erase(others, found->first);
    return others;
}

}  // namespace atalaya::service
