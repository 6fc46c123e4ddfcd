// The distinct words of a set of names, and which of them a misspelt one may be.
//
// Symmetric deletion (Garbe 2012, SymSpell; after Mor & Fraenkel 1982, "A hash code method for
// detecting and correcting spelling errors", CACM 25, 935-938): two words are within d edits only
// if leaving out up to d letters of each gives a common word. Done on words as written and on how
// they sound, then checked with edits_between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace atalaya::geocode {

// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal
// string alignment), of bytes; `most` + 1 as soon as it is more than `most`. Words are taken to
// be at most 48 bytes long. O(|a| |b|), no allocation.
int edits_between(std::string_view a, std::string_view b, int most);

class Vocabulary {
  public:
    // The number of the word, the same when it comes again. Words are folded.
    std::uint32_t add(std::string_view word);
    // After the last add(), before near().
    void seal();

    std::size_t size() const { return words_.size(); }
    const std::string& word(std::uint32_t number) const { return words_[number]; }

    struct Near {
        std::uint32_t word;
        float likeness;  // 1 the word itself, 0.95 sounds the same, 1 - 0.85 edits / letters
    };
    // Words that this one may be, likest first, at most 12. None with a digit but itself. Of the
    // longer of two words, letters or sounds: up to two must be the same, three to six may differ by one
    // edit, more by two.
    std::vector<Near> near(std::string_view word) const;
    // Words that begin so, at most 12, likeness 0.85. For what a writer cut short.
    std::vector<Near> beginning(std::string_view word) const;

  private:
    struct Entry {
        std::uint64_t hash;
        std::uint32_t word;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::vector<std::string> words_, sounds_;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
    std::vector<std::uint32_t> alphabetical_;
    // Entries of hashes with the same low bits lie together: bucket b is [begins_[b], begins_[b + 1]).
    std::vector<std::uint32_t> begins_;
    std::vector<Entry> entries_;
};

}  // namespace atalaya::geocode
