// The tags by which ICCS says more of an offence than its code does (Table II): of the event, its victims, its perpetrators and
// of what the data include; and the three that only homicides have (Tables III to V). taxonomy/iccs/1.0/tags.csv: the codes
// are those of the publication, the names this project's own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/words.hpp"
#include "service/share.hpp"

namespace atalaya::service {

inline constexpr std::string_view homicide_scope = "homicide";

struct TagValue {
    enum class Missing { no, not_applicable, not_known };
    std::string code;
    Missing missing = Missing::no;  // does not apply to the fact; is not known of it
    intake::Words name;
};

struct Tag {
    std::string scope, id;  // "event" "We"
    intake::Words name;
    std::vector<TagValue> values;  // none of one whose value is a column of its own: date and time

    std::string called() const { return scope + "." + id; }
    const TagValue* value(std::string_view code) const;
};

struct Tags {
    std::vector<Tag> all;

    // "victim.Cit", or "We" where one scope alone has it. Error{missing} with what may have been meant.
    const Tag& tag(std::string_view called) const;
};

// Error{bad_input} for a value before its tag, a scope that is none, or what comes twice.
Tags read_tags(const Share& share);

}  // namespace atalaya::service
