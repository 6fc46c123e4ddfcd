// Totals that institutions publish over the codes of their own lists (taxonomy/groupings/): Chile's DMCS, the legal goods of
// Mexico, Brazil's CVLI. A grouping is asked for like an indicator, and a city has those that its sources can fill; what of a
// source counts in it follows from the list that its labels are of (grouped_labels.hpp), not from codes.csv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "service/indicator.hpp"
#include "service/share.hpp"

namespace atalaya::service {

// The folder of taxonomy/ that has them.
inline constexpr const char* groupings_folder = "groupings";

inline constexpr std::string_view grouping_group = "grouping";
inline bool is_grouping(const Indicator& indicator) {
    return indicator.group == grouping_group;
}

struct Grouping {
    Indicator indicator;  // of kind count and group `grouping_group`
    std::string source;   // who adds it up so
};

struct NationalCode {
    std::string code;
    std::string within;                  // the code that contains it; "" none of the list
    std::vector<std::string> labels;     // as its publisher writes it: at least one
    std::vector<std::string> groupings;  // of it and of all within it
};

// The codes of a national list that belong to a grouping, and those that hold or divide them.
struct NationalList {
    std::string id, version;
    intake::Words name;
    std::string publisher, source;
    std::vector<std::string> of;      // sources whose labels are of this version
    std::vector<NationalCode> codes;  // what holds a code comes before it

    std::string called() const { return id + "/" + version; }
    const NationalCode* find(std::string_view code) const;
    // Whether `outer` is what holds `inner`, or holds what does. No code holds itself.
    bool holds(const NationalCode& outer, const NationalCode& inner) const;
    // Whether the grouping is said of the code itself; of it or of what holds it; of any.
    static bool has_itself(const NationalCode& code, std::string_view grouping);
    bool counts(const NationalCode& code, std::string_view grouping) const;
    bool counts(std::string_view grouping) const;
    Digest digest() const;
};

struct Groupings {
    std::vector<Grouping> all;        // by id
    std::vector<NationalList> lists;  // by id, oldest version first

    const Grouping* find(std::string_view id) const;
    // That a source's labels are of; nullptr where no list says so.
    const NationalList* list_of(std::string_view source) const;
};

// Empty where the folder is not there. Error{bad_input} for a file that cannot be used, a code that comes twice or whose
// holder does not come before it, a grouping that is none or has no code, and a source that is of two versions.
Groupings read_groupings(const Share& share);

}  // namespace atalaya::service
