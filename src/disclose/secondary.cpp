#include "disclose/secondary.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::disclose {

namespace {

// Is a small count the only one that it can be, the sum of all hidden ones being `rest`? Small ones are
// known to be 1 .. minimum - 1, the `others` hidden with them 0 or more.
bool gives_away(Count rest, Count small, Count others, Count minimum) {
    if (small == 0) return false;
    const Count most = others > 0 ? minimum - 1 : std::min(minimum - 1, rest - (small - 1));
    const Count least = others > 0 ? 1 : std::max<Count>(1, rest - (small - 1) * (minimum - 1));
    return std::min(most, rest - (small - 1)) <= least;
}

}  // namespace

std::vector<bool> hidden_parts(std::span<const Count> counts, std::vector<bool> hidden, Count minimum) {
    expects(counts.size() == hidden.size(), "hidden_parts: hidden or not, one per count");
    const auto small = static_cast<Count>(std::count(hidden.begin(), hidden.end(), true));
    for (Count others = 0;; ++others) {
        Count rest = 0;
        std::size_t next = counts.size();
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (hidden[i]) {
                rest += counts[i];
            } else if (counts[i] > 0 && (next == counts.size() || counts[i] < counts[next])) {
                next = i;
            }
        }
        if (!gives_away(rest, small, others, minimum) || next == counts.size()) return hidden;
        hidden[next] = true;
    }
}

}  // namespace atalaya::disclose
