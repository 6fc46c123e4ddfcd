// When a code may be given to a label without a person having looked: the evidence is a text that is written the same, it
// points to one code alone, and nothing that is written the same elsewhere says otherwise. What is merely alike is
// never certain, however high its score (code_proposals.hpp).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "intake/city.hpp"
#include "intake/descriptor.hpp"
#include "service/code_search.hpp"

namespace atalaya::service {

// A label of a source that has its code.
struct CodedLabel {
    std::string source, code;
    std::string label;  // cells with " / " between them
    intake::Words name;
    std::vector<std::string> classes;  // of the code lists
    std::string fit;                   // exact inside covers overlap, "" none
    std::string region{};              // "es-AR", of the cities that have the source; "" none, or of several
};
// Those of codes.csv; none for what only describes persons (their attributes are no offences).
std::vector<CodedLabel> coded_labels(const intake::Source& source);

// The region of a source: that of the cities that have it, "" where they have several or there are none.
std::string region_of(const std::string& source, const std::vector<intake::City>& cities);

// Words that are other crimes in other countries ("robo"), in the singular and folded: taxonomy/national-words.csv.
using NationalWords = std::set<std::string, std::less<>>;
NationalWords national_words(const Share& share);

struct Certainty {
    enum class Because {
        own_label,   // a label of the source, but for number, articles, signs, cells
        own_slip,    // one of the source, with a slip in one word or a word cut short
        same_label,  // every source that writes it means the same
        class_name,  // the whole name of a class
    };
    std::string code;  // of the source
    Because because = Because::own_label;
    std::string text;  // as it is written there
    std::string of;    // the source or list that has it
};

std::string_view id_of(Certainty::Because because);

class CertainCodes {
  public:
    // `classes` as taxonomy_codes() gives them, `labels` of every source that is to be learnt from.
    CertainCodes(const std::vector<CodeEntry>& classes, std::vector<CodedLabel> labels,
                 NationalWords national);

    // The code of `source` that a label certainly has, none when a person should say. Two texts are written the same when
    // their words are, in order, folded, in the singular, without articles. In this order:
    //
    // own_label   labels of the source that are written the same have one code.
    // own_slip    no text known is written so, and of the source's labels those with one code differ from it in one word: one that
    //             no known text has, and that is another by two neighbouring letters swapped (four letters or more) or by one
    //             letter (seven or more); or one cut short with a point ("veh."), three letters or more.
    // same_label  the labels of other sources that are written the same have the same classes, all of them; one at least is of
    //             the same language, of the same country where a word is national, and those have one fit; and one code of
    //             the source has those classes and that fit: with the id that it has there, or, where the fit is exact, alone.
    // class_name  none of them is written the same; it is the name of one class of ICCS in the language of the source (in any
    //             where that is not known), no word of it is national, and one code alone has that class, and exactly.
    //
    // O(labels of the source x words), a look-up for the others.
    std::optional<Certainty> code_for(const intake::Source& source, std::string_view region,
                                      std::string_view label) const;

  private:
    using Key = std::vector<std::string>;
    std::optional<Certainty> by_own(const std::vector<CodedLabel>& own, const Key& key) const;
    std::optional<Certainty> by_slip(const std::vector<CodedLabel>& own, std::string_view label) const;
    std::optional<Certainty> by_others(const std::vector<CodedLabel>& own,
                                       const std::vector<const CodedLabel*>& same, std::string_view region,
                                       bool national) const;
    std::optional<Certainty> by_name(const std::vector<CodedLabel>& own, const Key& key,
                                     std::string_view region) const;

    struct ClassName {
        std::string list, code, language, written;
    };
    std::vector<CodedLabel> labels_;
    NationalWords national_;
    std::multimap<Key, std::size_t> by_key_;  // of labels_
    std::multimap<Key, ClassName> names_;
    std::set<std::string, std::less<>> known_words_;
};

}  // namespace atalaya::service
