// Facts of an indicator by a tag of ICCS. For service/measures only.
#pragma once

#include "service/measures/asked.hpp"

namespace atalaya::service {

// The part is "tag=We" or "tag=victim.Cit". One point for each value that has facts, "We=1"; one for each of "does not apply"
// and "is not known" that the tag has, facts or none, for they are two things; and "We=" for facts of which the source says
// nothing of the kind. All add up to the records counted.
//
// Of the offences, where codes of a source of the indicator say the tag; else of the persons that a source describes, in the
// whole city alone. no_data where nobody says it. O(labels x cells of the indicator).
Figure measure_by_tag(const Asked& asked);

}  // namespace atalaya::service
