// Spellings of one name side by side in a column, which count as several names wherever nobody joins them.
//
// What makes two different texts alike, folded (lower case, no accents) and with one blank for every run of other signs:
//
//     form       the same letters and digits: "REMISES/TAXI", "Remises / Taxi"
//     meaning    the source read both as the same thing, an area or a month: an alias, "Setiembre" and "Septiembre"
//     encoding   the same once each run of letters beyond ASCII is one sign, and one of the two has what no name has: a
//                control, U+FFFD, the halves of a letter read as two
//     cut        one begins the other, and has the length at which three or more of the column end within a word of another,
//                or one less for a blank: names are cut by a program, all at one length. 12 signs or more, and no number,
//                Roman or not, where it ends. A text that begins names which do not begin each other was cut from one of
//                them, and nobody knows which: it is left alone
//     letters    the same words but one of 7 letters or more without digits, one letter of which is more, less, swapped or
//                replaced, neither its first nor its last; and at most one row in twenty is of the rarer
//
// Two texts that the source read as different things are not alike, nor by way of others. False positives: a rare name one
// letter from a common one ("Coltongo", "Caltongo"). docs/campaigns.md has how often the names of official lists are. O(n log n) in the texts; for letters,
// O(letters).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "intake/hash.hpp"

namespace atalaya::intake::quality {

enum class Alike { form, meaning, encoding, cut, letters };

inline constexpr std::int32_t no_meaning = -1;

struct Spelling {
    std::string text;
    std::int64_t rows{};
    std::int32_t meaning = no_meaning;  // what the source read it as: a number of an area or month
};

struct AlikeGroup {
    std::vector<Spelling> spellings;  // two or more, those of most rows first
    std::set<Alike> by;
};

// Groups of the texts of one column, each text once; those with most rows beside the commonest spelling first.
std::vector<AlikeGroup> spellings_alike(std::vector<Spelling> texts);

// The texts of one column while rows are read. More than 20,000 different ones are free text, and judged no further.
class Spellings {
  public:
    Spellings() = default;
    Spellings(Spellings&&) = default;
    Spellings& operator=(Spellings&&) = default;

    // `meaning()` is asked once of each text. Blank texts, and those without a letter, are none.
    template <class Meaning>
    void see(std::string_view text, const Meaning& meaning) {
        if (last_ && last_->first == text) {
            ++last_->second.rows;
            return;
        }
        if (free_text_ || text.empty()) return;
        auto found = texts_.find(text);
        if (found == texts_.end()) {
            if (!has_letter(text)) return;
            if (texts_.size() == most) return forget();
            found = texts_.emplace(std::string{text}, Seen{0, meaning()}).first;
        }
        last_ = &*found;
        ++last_->second.rows;
    }
    void add(const Spellings& later);
    std::vector<Spelling> texts() const;  // in their order

  private:
    static constexpr std::size_t most = 20'000;
    struct Seen {
        std::int64_t rows = 0;
        std::int32_t meaning = no_meaning;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return hash_of(text); }
    };
    using Map = std::unordered_map<std::string, Seen, Hash, std::equal_to<>>;

    static bool has_letter(std::string_view text);
    void forget();

    Map texts_;
    Map::value_type* last_ = nullptr;
    bool free_text_ = false;
};

}  // namespace atalaya::intake::quality
