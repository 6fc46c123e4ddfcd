// Which code is meant: classes of the code lists, labels of a city's sources and indicators, found by words in Spanish or
// Portuguese (or English) without regard to case, accents, number, gender or a slip of the pen.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intake/words.hpp"
#include "service/catalogue.hpp"

namespace atalaya::service {

// What an edition of a list says of a code beside its name (service/code_texts.hpp).
struct Said {
    std::string language, text;
    double worth{};  // of a likeness to it, beside 1 of one to the name
};

struct CodeEntry {
    std::string list;  // "iccs 1.0", "caba-delitos", "indicadores"
    std::string code;
    intake::Words name;
    std::string label;  // as a source writes it, "" elsewhere
    std::vector<Said> said{};
};

// The classes of taxonomy/, by list and version.
std::vector<CodeEntry> taxonomy_codes(const Share& share);

// What people say for what the lists call otherwise: "celular" is among personal goods.
struct EverydayWord {
    std::vector<std::string> said, means;  // stems
    std::vector<std::string>
        verbs;  // roots of those of `said` that are infinitives, "" of others; none at all: no verbs
};
// Lines of taxonomy/everyday-words.csv; what is said in several ways or means several things has a line for each.
std::vector<EverydayWord> everyday_words(const Share& share);
// Words that are one in a phrase: "plata" and "guita" are "dinero". Stems, and roots of infinitives ("" of others).
struct SameWord {
    std::string stem, verb, head, head_verb;
};
// How a fact is told at a desk, for searches alone: a claim is no tale of a fact.
struct SpokenWords {
    std::vector<EverydayWord> everyday;
    std::vector<SameWord> same;
};
// Lines of taxonomy/everyday-words.csv, of spoken-words.csv, in which a verb stands in its infinitive ("pegar") and is met by its
// forms ("le pegaron"), and of same-words.csv.
SpokenWords spoken_words(const Share& share);

// Every code of taxonomy/, of the catalogue's sources and of its indicators, in that order.
std::vector<CodeEntry> searchable_codes(const Catalogue& catalogue);

struct CodeHit {
    const CodeEntry* entry{};
    double score{};  // 0 to 1
};

class CodeSearch {
  public:
    // The entries must outlive the search.
    explicit CodeSearch(const std::vector<CodeEntry>& entries, std::vector<EverydayWord> everyday = {});
    CodeSearch(const std::vector<CodeEntry>& entries, SpokenWords spoken);

    // Best first, the order of the entries among equals; none below `least`.
    //
    //     score = sum over the query's stems of rarity x likeness  /  sum of their rarity
    //             x (1 - 0.2 x share of the name's stems that the query does not say)
    //
    // rarity is log(1 + entries / entries with the stem, or with the one most like it), half the mean of the others' for a
    // stem that none is like, for as many of these as there are others: a tale is of many words that no list has; likeness
    // 1 for the same stem, 0.8 where one begins with the other (four letters or more), 0.7 for one letter more, less, other
    // or swapped (both of five letters or more, and only of a stem that no list has: what is written right is no slip), 0
    // else. English names are met by English stems alone ("mano" is no "man"). The best of
    // the entry's names counts, its label and the words of its code among them, and what an edition says of it at its worth; a code written
    // out is 1, one that lost its first zero in a spreadsheet 0.9. Words that only join a sentence ("le", "se", "que") are
    // not asked, nor is "no" of a text in Portuguese ("em o"). Asked once more with the everyday words in it replaced by what
    // they mean, at 0.95 of the score, what is beside a phrase at half its weight; the better counts, and what they mean weighs
    // together as many words as were said and is no everyday word itself. A phrase is met in any order, and by other words
    // of the groups of its own (SameWord); a word of six letters or more may have a slip.
    // O(distinct stems x distinct stems asked + entries), for each of at most 64 ways to say it.
    std::vector<CodeHit> find(std::string_view words, std::size_t at_most, double least = 0.3) const;

  private:
    struct Name {
        std::size_t entry{};
        double worth{};
        std::vector<std::size_t> stems;
    };
    // A word of what is asked, folded ("" of what an everyday word means), its stem, as English has it, and the heads of its
    // groups.
    struct Asked {
        std::string word, stem, english;
        std::vector<std::string> heads;
        double weight{};

        friend bool operator==(const Asked&, const Asked&) = default;
    };
    struct Likeness {
        std::vector<double> of;  // every known stem
        double rarity{};         // 0 when none is like it
    };
    void add_name(std::size_t entry, double worth, const std::vector<std::string>& stems,
                  std::vector<std::size_t>& held);
    std::vector<std::string> heads_of(const std::string& folded_word, const std::string& its_stem) const;
    std::vector<std::size_t> places_of(const EverydayWord& everyday, const std::vector<Asked>& asked) const;
    std::vector<std::vector<Asked>> ways_to_say(std::string_view words) const;
    Likeness likeness_of(const Asked& asked) const;
    using Likenesses =
        std::map<std::pair<std::string, std::string>, Likeness>;  // by stem, and as English has it
    void score(const std::vector<Asked>& asked, double worth, Likenesses& known_likeness,
               std::vector<double>& best) const;

    const std::vector<CodeEntry>& entries_;
    std::vector<std::string> stems_;
    std::vector<std::size_t> holders_;                         // entries that have each stem
    std::map<std::string, std::size_t, std::less<>> numbers_;  // of stems_
    std::vector<Name> names_;
    std::vector<EverydayWord> everyday_;  // what is said in most words first
    std::set<std::string, std::less<>> everyday_stems_;
    std::vector<SameWord> same_;
};

}  // namespace atalaya::service
