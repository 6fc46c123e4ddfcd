// What the record store keeps of codes: what they meant in each reading, and what was decided about labels that no
// list holds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "store/record_store.hpp"

namespace atalaya::store {

// What the codes of a source meant in readings of a recipe.
struct KeptCoding {
    Digest recipe;
    std::string source;
    std::string said;  // as service/coding writes it
};

// In the order they were kept.
std::vector<KeptCoding> codings(RecordStore& records, std::string_view city);
// A recipe that is known is left as it was kept.
void keep_codings(RecordStore& records, std::string_view city, const std::vector<KeptCoding>& codings);

// What was decided about a label: the newest of a source and label holds.
struct LabelDecision {
    std::string source, label;  // folded
    std::int64_t number{};      // 1, 2, ... of the label; given when it is kept
    std::string verdict;        // "code" | "none" | "open"
    std::string code;           // of "code"
    std::string written;        // as the source has it
    std::string author, reason;
    std::string decided_on;  // "2024-10-06"
};

// Oldest first.
std::vector<LabelDecision> label_decisions(RecordStore& records, std::string_view city);
// Adds them, chained, each with the number after those of its label: all or none.
void keep_label_decisions(RecordStore& records, std::string_view city,
                          const std::vector<LabelDecision>& decisions);

// Texts of the codes of a list, as an analyst imported them from its publisher's edition.
struct KeptCodeTexts {
    std::int64_t number{};   // 1, 2, ... of the city; given when it is kept
    std::string list, kind;  // "iccs"; "term" | "definition" | "inclusions" | "exclusions"
    std::string file_name;
    Digest digest;       // of the file
    std::string source;  // the edition, as it asks to be named
    std::string author;
    std::string imported_on;  // "2024-10-06"
    std::string said;         // as service/code_texts writes it
};

// Oldest first.
std::vector<KeptCodeTexts> code_texts(RecordStore& records, std::string_view city);
// Adds them, chained: all or none.
void keep_code_texts(RecordStore& records, std::string_view city, const std::vector<KeptCodeTexts>& texts);

}  // namespace atalaya::store
