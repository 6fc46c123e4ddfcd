// Code lists that institutions publish, in their versions, as taxonomy/published/LIST/ has them: VERSION.csv (code,name) for
// each, and OLD--NEW.csv (before,after,fit) with what became of each code of the old. They are no classes that a source's
// codes are mapped to; they are there to be held against each other.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "intake/words.hpp"
#include "service/share.hpp"

namespace atalaya::service {

// The folder of taxonomy/ that has them.
inline constexpr const char* published_folder = "published";

// Whether a folder of taxonomy/ is a list of classes: not these, nor groupings (service/groupings.hpp).
bool is_list_of_classes(const std::filesystem::path& folder);

struct PublishedList {
    std::string id;
    intake::Words name;
    std::string publisher, source;
    std::vector<std::string> versions;  // oldest first
};
// By id. Error{bad_input} for a list.toml that cannot be used.
std::vector<PublishedList> published_lists(const Share& share);

// A version of one of them, called LIST/VERSION.
struct PublishedVersion {
    PublishedList list;
    std::string version;
    std::filesystem::path file;
};
// Error{missing} naming those that there are.
PublishedVersion published_version(const Share& share, const std::string& called);

struct CodeBecame {
    std::string before;
    std::vector<std::string> after;  // empty: nothing in the new version stands for it
    std::string fit;  // "exact" "inside" "covers" "overlap", as of a crosswalk; "" with nothing
};
// In the order of the old version; empty where the list has no crosswalk between these two. Error{bad_input} for a code that
// its version does not have, or a code of the old version without a line.
std::vector<CodeBecame> published_crosswalk(const PublishedVersion& before, const PublishedVersion& after);

}  // namespace atalaya::service
