// Labels under which facts are put that nobody placed: those that say that it is not known ("Sin dato de sexo"), and the
// residual ones ("Otros hechos"). Of a list of persons they are asked for each attribute: sex and age that are missing.
//
// What fires: of label_unsaid, one count or more under a code whose Spanish name says so; of label_residual, at least 50, and a
// tenth or more of all that the source counts (of that attribute), under a code whose Spanish name begins with "otro", "otra" or
// their plurals. The tenth is ours: above it the residual one is likely to be among the largest classes. False positives: what
// is truly of many small kinds ("Otros robos" of a list of robberies) fires, and is to be explained. O(codes + counts).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "intake/descriptor.hpp"

namespace atalaya::intake {

namespace finding {
inline constexpr const char* label_unsaid = "label_unsaid";      // one a category, {"category","share"}
inline constexpr const char* label_residual = "label_residual";  // likewise
}  // namespace finding

namespace quality {

struct VagueLabel {
    std::string category;  // "source:code"
    bool residual = false;
    std::int64_t count{};
    double share{};  // of all that is counted, of its attribute in a list of persons
};

// `counts` by "source:code". In the order of the codes.
std::vector<VagueLabel> vague_labels(const Source& source, const std::map<std::string, std::int64_t>& counts);
void tell_vague(const Source& source, const std::map<std::string, std::int64_t>& counts,
                std::vector<Finding>& findings);

}  // namespace quality
}  // namespace atalaya::intake
