// What the edition of a code list says beside its codes and names: index terms, definitions, inclusions and exclusions. The
// program does not bring them, for they are others' words; an analyst imports once the file that the publisher's edition
// was made into, and from then on searches find codes by them and shows them before a label is decided.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "service/code_search.hpp"
#include "service/taxonomy.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct CodeText {
    std::string code, language, text;

    friend bool operator==(const CodeText&, const CodeText&) = default;
};

// By kind: "term", "definition", "inclusions", "exclusions".
using TextsByKind = std::map<std::string, std::vector<CodeText>, std::less<>>;

struct ReadTexts {
    TextsByKind texts;
    std::int64_t renamed = 0;  // lines whose code is an alias, or lost its first zero: stored as the code
    std::vector<std::string>
        unknown;  // codes that the list does not have, each once; their lines are left out
};

// A CSV in UTF-8 with a head of one of these forms; other columns are passed over.
//
//     code,lang,term               index terms
//     code,lang,kind,text          kind is one of the four
//     code,definition_es,definition_en
//
// Error{missing} for no such file, Error{bad_input} for another head, a kind or a language that is none, or no text at all.
ReadTexts read_code_texts(const std::filesystem::path& file, const Taxonomy& list);

struct TextsImport {
    std::filesystem::path file;
    std::string list;    // "iccs"
    std::string source;  // the edition, as it asks to be named
    std::string author;
    Day on;
};
// Keeps them; those of an earlier import of the same list and kind stay on record and are used no more. Error{usage} without
// source or author, Error{missing} for a list that there is not.
ReadTexts import_code_texts(store::Store& store, const Share& share, const TextsImport& asked);

struct KnownTexts {
    std::string list, source;
    TextsByKind texts;

    // Of a code and kind, in a language; where it has none in that, in the first that it has, "(en) " before it.
    std::vector<std::string> of(std::string_view code, std::string_view kind,
                                std::string_view language) const;
};
// What the newest import of each list and kind said. Error{corrupt} for what cannot be read.
std::vector<KnownTexts> known_texts(store::Store& store);

// Gives the entries of those lists what is said of them, for CodeSearch.
void add_texts(std::vector<CodeEntry>& entries, const std::vector<KnownTexts>& known);

}  // namespace atalaya::service
