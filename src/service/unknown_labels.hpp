// The queue of labels that no list of codes holds: what rows were refused for them, which code each may have, and what
// was decided. A decision is on record with who took it and why, holds from the next reading of the file on, and can be
// taken back; nothing takes a code by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/progress.hpp"
#include "service/catalogue.hpp"
#include "service/code_proposals.hpp"
#include "store/code_records.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct UnknownLabel {
    std::string source;
    std::string label;    // as most rows write it; cells with " / " between them
    std::int64_t rows{};  // refused for it in the newest reading of each file
    std::vector<std::string> files;
    std::vector<Month> months;                    // in which those rows lie
    std::vector<CodeProposal> proposals;          // one that is certain, then best first; five at most
    std::optional<store::LabelDecision> decided;  // the newest; none, or "open": it waits

    bool waits() const { return !decided || decided->verdict == "open"; }
};

// Those of one source, or of all when `source` is ""; most rows first. Labels of sealed columns are not quoted by rejects, and
// so are none of these. The months are read again from the kept deliveries that have such labels. Error{missing} for a
// source that the city does not have.
std::vector<UnknownLabel> unknown_labels(store::Store& store, const Catalogue& catalogue,
                                         const std::string& source, Progress& progress);

struct LabelDecided {
    std::string source, label;  // however it is written
    std::string code;  // of the source; "none": it is nothing that is counted; "open": undecided again
    std::string author, reason;
    Day on{};
};
// Error{usage} when author or reason is blank, Error{missing} for a label that no row was refused for and that was never
// decided, or a code that the source does not have, with what may have been meant.
store::LabelDecision decide_label(store::Store& store, const Catalogue& catalogue,
                                  const LabelDecided& decided);

// Gives each waiting label its certain code (code_certainty.hpp) where the score reaches what city.toml says ([codes]
// automatic), recorded as decided by Atalaya with the evidence and that score; all others wait, also a number that may have
// lost its zeros. Error{conflict} where the city says nothing: then nothing is coded without a person.
std::vector<store::LabelDecision> decide_by_score(store::Store& store, const Catalogue& catalogue,
                                                  const std::string& source, Day on, Progress& progress);

// The lines that codes.csv of a source would have for its decided labels, without the head; to be put there by hand.
std::string decided_lines(store::Store& store, const Catalogue& catalogue, const std::string& source);

}  // namespace atalaya::service
