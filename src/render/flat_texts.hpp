// Reads one flat JSON object of texts, as the files of words are, into a map in one go: a tree of it in between was a third of
// what a start of the program cost.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace atalaya::render {

using FlatTexts = std::map<std::string, std::optional<std::string>>;  // nothing where a value is no text

// Keys with their texts, by bytes. Error{bad_input}, which begins with `name`, when the bytes are no JSON, no object, or a key is
// there twice. O(bytes).
FlatTexts flat_texts(std::string_view json, const std::string& name);

}  // namespace atalaya::render
