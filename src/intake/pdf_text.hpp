// The words of a PDF with where they stand, by pdftotext of poppler-utils: a program of its own, which is started for
// one file and may only read it (docs/decisions/0007).
#pragma once

#include <string>

#include "core/progress.hpp"
#include "intake/bytes.hpp"

namespace atalaya::intake {

// What `pdftotext -tsv` says: a line for each word, with page, position and size in points. The program gets the open
// file as its input, no environment, 1 GiB of memory, 60 s of processor time and 64 MiB of output; it opens no socket,
// writes no file and starts no program (seccomp), and reads no file outside the system's own folders where the kernel
// can hold it to that (Landlock, Linux 5.13). Call it before this process starts threads.
//
// Throws Error{missing} when the program is not installed, Error{bad_input} when the file is no PDF, asks for a
// password, is damaged, or passes a limit.
std::string pdf_words(const OpenFile& file, Progress& progress);

}  // namespace atalaya::intake
