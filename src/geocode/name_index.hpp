// Which of a city's names is meant: its streets, its places, its areas. The words may come in
// any order, misspelt, abbreviated, run together, with titles, first names and articles left out.
//
//     score = 1 - (missed + 0.35 unsaid) / (asked + 0.35 unsaid) - way
//
// asked is the weight of the words written, missed that of those the name does not have (and of
// a misspelt one the part it is unlike), unsaid that of the name's words that were not written.
// A word weighs ln(1 + names / names with it), a title 0.4 of that (0.15 where
// the name does not have it), a given name ("PERON, JUAN": after the comma) 0.4, an initial written for a word 0.4 of the word,
// a link 0.1 in all. way is 0.06 where both say another way ("avenida", "pasaje"), 0.05 where the text alone says one, 0.01
// where the name alone does; 0.4 where the name is a number and both say another: calle 8 is no ruta 8.
// "calle Camino Carrasco" and "rua Avenida Brasil" say two ways: they are asked with the first word and without it, and
// a name has the better score of both. A score is of the name only: two names may score alike, and then the caller asks.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geocode/vocabulary.hpp"
#include "geocode/words.hpp"

namespace atalaya::geocode {

// A name and what it names; one thing may have several.
struct Name {
    std::string text;
    std::uint32_t of{};
};

struct Named {
    std::uint32_t of{};
    float score{};           // (0, 1]; 1: the name, word by word
    bool as_written = true;  // no word of it is another than was written, or sounds so
};

class NameIndex {
  public:
    NameIndex() : NameIndex{std::span<const Name>{}} {}
    explicit NameIndex(std::span<const Name> names);

    // Room for one thread's questions to one index; it also remembers what words may be.
    class Room {
      private:
        friend class NameIndex;
        struct Hash {
            using is_transparent = void;
            std::size_t operator()(std::string_view text) const {
                return std::hash<std::string_view>{}(text);
            }
        };
        struct Meant {
            std::vector<Vocabulary::Near> near;
            Kind kind;
            std::string way;  // of a misspelt "avda."
        };
        std::unordered_map<std::string, Meant, Hash, std::equal_to<>> words_;
        std::vector<float> gathered_;
        std::vector<std::uint32_t> touched_, ahead_;
    };

    // What the text may name, best first, each thing once, of at least this score; at most 48.
    // 5 to 20 us for a city of 4,000 streets; twice that for a text of two ways.
    std::vector<Named> find(std::string_view text, float least, Room& room) const;

    std::size_t size() const { return names_.size(); }

  private:
    struct Part {
        std::uint32_t word;
        float weight;
        char initial;
        bool lone;  // one letter
    };
    struct Entry {
        std::vector<Part> parts;
        std::string way;
        std::uint32_t of;
        bool numbered = false;  // "45" is all of its name
    };
    struct Asked;
    struct Question;

    const Room::Meant& meant(const Word& word, Room& room) const;
    float weight(std::uint32_t word, Kind kind) const;
    bool doubtful(const Word& word, Room& room) const;
    void remember_run_together(const std::vector<Word>& words);
    void set_blanks_right(std::vector<Word>& words, Room& room) const;
    Question question(std::vector<Word> words, Room& room) const;
    void add_named(const Question& asked, float least, Room& room, std::vector<Named>& found) const;
    void gather(const Question& asked, Room& room) const;
    Named scored(const Question& asked, const Entry& name) const;
    static float unlike_ways(const std::string& asked, const Entry& name);

    Vocabulary vocabulary_;
    std::vector<Entry> names_;
    std::unordered_map<std::string, std::vector<Word>> run_together_;  // by sound
    std::vector<std::uint32_t> begins_, holders_;  // names with word w: [begins_[w], begins_[w + 1])
};

}  // namespace atalaya::geocode
