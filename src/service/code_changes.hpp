// Two versions of a code list held against each other. A code that lives on under another name is the danger: a series
// by code goes on without a gap and counts something else (CEAD's 20101 was drug trafficking, then robbery).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace atalaya::service {

struct ListedCode {
    std::string code, name;
};

struct CodeChange {
    enum class Kind { reused, renamed, gone, fresh };
    Kind kind{};
    std::string code;
    std::string before, after;  // its names; "" where it is not in that version
    std::vector<std::string>
        moved;  // reused, gone: the codes that bear the former name now; fresh: that bore it
};

// The codes whose names differ, and those of one version alone: reused first, then renamed, gone and fresh, each in
// the order of its list. Names are alike by their stems (core/stem.hpp), without regard to case, accents and number.
// A code in both whose stems differ is
//
//     reused    when another code of the same length bore the new name before, or bears the old one now,
//               or less than half of their stems are shared (2 x shared / stems of both)
//     renamed   otherwise
//
// Codes of one length are of one level: a group and its only member may have the same name. O(codes log codes).
std::vector<CodeChange> compare_lists(const std::vector<ListedCode>& before,
                                      const std::vector<ListedCode>& after);

// A CSV in UTF-8 with a head; "" takes the first column that is called as such columns are (code, codigo, clave;
// name, nombre, nome, es). Throws Error{missing, bad_input} naming file and column, and for a code that comes twice.
std::vector<ListedCode> read_code_list(const std::filesystem::path& file, const std::string& code_column = "",
                                       const std::string& name_column = "");

}  // namespace atalaya::service
