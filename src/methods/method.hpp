// A method of the catalogue: a kernel of stats/ whose inputs and outputs have names, so
// that the command line, the manual and the tests can all ask for it.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::methods {

// Named columns of numbers. A missing cell is NaN on the way in, and a figure that
// cannot be computed is NaN on the way out; writers print both as null.
using Columns = std::map<std::string, std::vector<double>, std::less<>>;
using Params = std::map<std::string, double, std::less<>>;

struct Input {
    std::string name;
    std::string unit;  // "1", "person-year", ...
};

struct Param {
    std::string name;
    double standard{};  // when not given
    double least{};
    double most{};
};

// What happens to the rows of the answer.
enum class Shape {
    rows,     // one row out per row in; shuffled in, shuffled out
    summary,  // one row out for all (none for none)
    curve,    // as many rows as there is need
};

struct Method {
    std::string name;  // also its folder
    std::string version;
    std::vector<Input> inputs;  // all of one length
    std::vector<Param> params;
    std::vector<std::string> outputs;
    Shape shape = Shape::rows;
    // With checked inputs and every parameter given.
    std::function<Columns(const Columns&, const Params&)> run;
};

// The catalogue, by name.
const std::vector<Method>& catalogue();
// nullptr when there is none of that name.
const Method* find(std::string_view name);

// Runs a method after checking that every input is there, that lengths are equal, and
// that parameters are known and in range; throws Error{usage} that says what was
// expected. No rows in, no rows out.
Columns run(const Method& method, const Columns& inputs, const Params& params = {});

}  // namespace atalaya::methods
