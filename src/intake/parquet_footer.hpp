// What a Parquet file says of itself at its end, changed: its texts told as plain bytes, so that an engine which refuses a
// text that is none reads it, and whoever asks can look at each cell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atalaya::intake {

// `footer` is FileMetaData of parquet.thrift in Thrift's compact protocol, without the length and the magic after it. The
// columns of bytes lose their converted_type and logicalType; all else stays as it is, byte by byte. Nothing where it is
// not laid so. O(length).
std::optional<std::string> with_texts_as_bytes(std::string_view footer);

}  // namespace atalaya::intake
