// Reading a file that is already open; what both doors of read.hpp have in common.
#pragma once

#include <string>
#include <string_view>

#include "intake/bytes.hpp"
#include "intake/read.hpp"

namespace atalaya::intake {

// Everything of the batch but the delivery's digest. `words` are pdf_words() of a PDF, "" of anything else.
Batch read_file(const Source& source, const City& city, const Gazetteer& gazetteer, const OpenFile& file,
                Progress& progress, const ReadOptions& options, std::string_view words);

// What read_file() needs beside the file.
std::string words_for(const Source& source, const OpenFile& file, Progress& progress);

}  // namespace atalaya::intake
