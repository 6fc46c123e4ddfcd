// Which lines of a source's crosswalks write a class as its publication prints it elsewhere (Taxonomy::aliases): the code of the
// list is what is kept and counted (read_catalogue), and whoever wrote the line should know.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "intake/descriptor.hpp"
#include "service/taxonomy.hpp"

namespace atalaya::service {

struct ClassAlias {
    std::string file;           // below the source's folder: "codes.csv", "crosswalks/other.csv"
    std::string written, code;  // "01042", and "01049" that it stands for
    std::int64_t lines{};

    friend bool operator==(const ClassAlias&, const ClassAlias&) = default;
};

// By file (codes.csv first), then as written; empty where none is. A line that names an alias twice counts once.
// Error{bad_input} as read_crosswalks. O(lines × lists).
std::vector<ClassAlias> class_aliases(const intake::Source& source, const std::vector<Taxonomy>& lists);

}  // namespace atalaya::service
