// Text of the files that a proposal writes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace atalaya::intake {

// A basic string of TOML.
std::string toml_quoted(std::string_view text);

// Without line ends or other control characters, whatever cells are quoted in it: for a comment.
std::string in_one_line(std::string text);

// Throws Error{conflict} when the file is there.
void refuse_what_is_there(const std::filesystem::path& file);

// Its folder is made. Throws Error{bad_input} when it cannot be, Error{no_space} when the text cannot be written.
void write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace atalaya::intake
