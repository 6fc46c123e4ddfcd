// Which file of a zip is the table. Archives come with what their packers and people add to it: a note that explains it
// (LEEME.txt, a licence), a document or a picture, files that a system hides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "intake/bytes.hpp"

namespace atalaya::intake {

// The places in `names` (paths within an archive, "" of one without a name) of the files that may be a table: all but
// folders, and without what is added to a table where there is anything else. O(letters).
std::vector<std::size_t> tables_among(const std::vector<std::string>& names);

// Whether a glob (matches()) means that path: of all of it, or of its last part where the glob has no '/'. Case and
// accents count.
bool is_meant(std::string_view member, std::string_view path);

struct ZipTable {
    std::string path;         // within the archive
    std::uint64_t bytes = 0;  // unpacked, as the archive says
};
// Those of a zip, in its order; none of anything else. Throws Error{bad_input} where its directory cannot be read.
std::vector<ZipTable> tables_of(const OpenFile& file);

// What unpacked() gives, of the one table of a zip that `member` means (is_meant()), "" the only one. A file that is no zip is taken as it is. Throws
// Error{bad_input} where it means none or several, naming what there is.
std::unique_ptr<ByteStream> unpacked_member(const OpenFile& file, std::string_view member,
                                            const UnpackLimits& limits = {});

}  // namespace atalaya::intake
