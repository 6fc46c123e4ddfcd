// Which crosswalk says, for each indicator, what a source's codes mean (intake/crosswalk.hpp), and which labels of the
// source have their code by a decision rather than by codes.csv. A reading keeps its coding: figures of a vintage are told by
// the coding of the newest reading that it knows, whatever the folders say by now.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/city.hpp"
#include "intake/crosswalk.hpp"
#include "intake/descriptor.hpp"
#include "service/indicator.hpp"

namespace atalaya::service {

// A label that codes.csv does not list, and the code somebody gave it.
struct DecidedLabel {
    std::string label, code;  // cells with " / " between them, as the source writes them
    std::string author, on, reason;

    friend bool operator==(const DecidedLabel&, const DecidedLabel&) = default;
};

struct Coding {
    struct Use {
        intake::Crosswalk crosswalk;
        std::vector<std::string> indicators;  // in these; of the first: in all that no other use names

        friend bool operator==(const Use&, const Use&) = default;
    };
    std::string source;
    std::vector<Use> uses;  // at least one
    std::vector<DecidedLabel> decided;

    const intake::Crosswalk& for_indicator(std::string_view indicator) const;
    // What a code means in an indicator; nullptr where it counts in it by no crosswalk.
    const intake::Meaning* counted(std::string_view code, std::string_view indicator) const;
    // Codes.csv alone, of which nobody says who made it: what every reading was before there were others.
    bool plain() const;

    friend bool operator==(const Coding&, const Coding&) = default;
};

// What the city chooses, else the indicator, else codes.csv. Error{bad_input} naming city.toml for a crosswalk that the
// source does not have.
Coding coding_of(const intake::Source& source, const intake::City& city,
                 const std::vector<Indicator>& indicators);

// Gives the labels of the source their classes, fit and indicators; codes that are only in the coding are added, with
// no label. A label counts in the indicators whose crosswalk says so.
void apply(const Coding& coding, intake::Source& source);

// The recipe of a reading with this coding: that of the source where the coding is plain.
Digest with_coding(const Digest& recipe, const Coding& coding);

// Canonical JSON, and back; Error{corrupt} for what is none.
std::string json_of(const Coding& coding);
Coding parse_coding(std::string_view json);

}  // namespace atalaya::service
