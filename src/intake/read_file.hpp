// Reading a file that is already open; what both doors of read.hpp have in common.
#pragma once

#include "intake/bytes.hpp"
#include "intake/read.hpp"

namespace atalaya::intake {

// Everything of the batch but the delivery's digest.
Batch read_file(const Source& source, const City& city, const Gazetteer& gazetteer, const OpenFile& file,
                Progress& progress, const ReadOptions& options);

}  // namespace atalaya::intake
