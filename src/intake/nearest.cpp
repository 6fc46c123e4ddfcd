#include "intake/nearest.hpp"

#include <algorithm>
#include <vector>

#include "core/text.hpp"

namespace atalaya::intake {

int edits_between(std::string_view left, std::string_view right) {
    const std::string a = folded(left), b = folded(right);
    const std::size_t wide = b.size() + 1;
    std::vector<int> before(wide), last(wide), row(wide);
    for (std::size_t j = 0; j < wide; ++j) last[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j < wide; ++j) {
            const bool same = a[i - 1] == b[j - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

std::string nearest(std::string_view word, std::span<const std::string> known) {
    std::string best;
    int fewest = 0;
    for (const auto& candidate : known) {
        const int edits = edits_between(word, candidate);
        const auto longer = static_cast<int>(std::max(word.size(), candidate.size()));
        if (5 * edits > 2 * longer || (!best.empty() && edits >= fewest)) continue;
        best = candidate;
        fewest = edits;
    }
    return best;
}

Message did_you_mean(std::string_view word, std::span<const std::string> known) {
    const std::string near = nearest(word, known);
    return near.empty() ? verbatim("") : message(" Did you mean \"{}\"?", near);
}

Message near_or_all(std::string_view word, std::span<const std::string> known) {
    const Message near = did_you_mean(word, known);
    return near.empty() ? message(" There are: {}", join(std::vector(known.begin(), known.end()), ", "))
                        : near;
}

}  // namespace atalaya::intake
