// Words that a filter names. One that nobody knows is told, with the nearest that is known: an empty list would say that
// there is nothing of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/app.hpp"
#include "store/data_directory.hpp"

namespace atalaya::cli {

// A source of the city, or one of which it has deliveries. "" is any. Error{missing} for another, as `option`.
void require_source(const Session& session, store::Store& store, std::string_view option,
                    const std::string& source);

// A check that deliveries are looked at with: every one has its words (finding.CHECK). "" is any. Error{missing}.
void require_check(const Session& session, std::string_view option, const std::string& check);

// Why a row may be rejected. "" is any. Error{missing}.
void require_reason(const Session& session, std::string_view option, const std::string& reason);

// One of the lists of codes; any beginning of a name will do. "" is any. Error{missing}.
void require_list(std::string_view option, const std::string& list, std::vector<std::string> known);

}  // namespace atalaya::cli
