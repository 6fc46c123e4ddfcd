// The tables of a question as they are read: files of every kind and what the store has, cut down to the rows asked about.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/progress.hpp"
#include "intake/any_table.hpp"
#include "service/method_question.hpp"

namespace atalaya::service {

// A file of a table: several of one head, one after the other, are one table.
struct MethodPart {
    std::string file;
    Digest digest;
    std::int64_t rows{};  // that were asked about
};
struct MethodInput {
    std::string table;
    intake::AnyTable file;  // all rows; its name is that of the first file
    std::vector<MethodPart> parts;
    std::vector<Role> roles;  // those that name another column than their own
    std::vector<Decimal> decimals{};
    std::vector<Dates> dates{};
    std::vector<methods::Excluded> left_out{};  // by the store, before there was a table
    std::vector<methods::Note> notes{};         // of the store
};

// A table after the other, files before those of the store (which has threads; files are read in a child). Error{usage} for a column
// that a file does not have; Error{bad_input} for a value that no row has, and where files of one table have other heads.
std::vector<MethodInput> read_inputs(const MethodQuestion& question, Progress& progress);

// The table as the method is handed it: columns under their own names, but those that play a role under its. Error{bad_input}
// for a cell that is no number in the marks said for its column.
methods::Frame frame_of(const MethodInput& input);

}  // namespace atalaya::service
