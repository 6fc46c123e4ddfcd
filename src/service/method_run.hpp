// A method of the catalogue run on files: tables read, columns given their roles, the answer, and a record of what it was
// made from, so that the same call can be made again and held against this one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/progress.hpp"
#include "methods/method.hpp"
#include "service/method_input.hpp"

namespace atalaya::service {

struct MethodRun {
    const methods::Method* method = nullptr;
    std::vector<MethodInput> inputs;  // in the order in which the method names its tables
    methods::Result result;
    std::string record;  // canonical JSON: method, versions, settings, seed, inputs with their digests
    std::string id;      // the record's short name

    // nullptr when the table was not given.
    const MethodInput* input(std::string_view table) const;
};

// All that was answered, as canonical JSON: {"refused":"","n":…,"excluded":[…],"notes":[…],"tables":{NAME:{COLUMN:[…]}}}
std::string result_json(const methods::Result& result);

// The method of that name. Error{missing} that names the nearest one.
const methods::Method& find_method(const std::string& name);

// Throws as methods::run() and intake::read_any_table() do; Error{usage} for a role of a table
// that is not given or a column that its file does not have; Error{bad_input} where files of one table have other heads.
MethodRun run_method(const MethodQuestion& question, Progress& progress);

}  // namespace atalaya::service
