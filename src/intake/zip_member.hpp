// Which file of a zip is the table. Archives come with what their packers and people add to it: a note that explains it
// (LEEME.txt, a licence), a document or a picture, files that a system hides.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace atalaya::intake {

// The places in `names` (paths within an archive, "" of one without a name) of the files that may be a table: all but
// folders, and without what is added to a table where there is anything else. O(letters).
std::vector<std::size_t> tables_among(const std::vector<std::string>& names);

}  // namespace atalaya::intake
