#include "methods/method.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "methods/all.hpp"

namespace atalaya::methods {

const std::vector<Method>& catalogue() {
    static const std::vector<Method> all = {aoristic(),      change(),       concentration(),
                                            direct_rate(),   displacement(), hot_spots(),
                                            indirect_rate(), proportion(),   rate()};
    return all;
}

const Method* find(std::string_view name) {
    const auto& all = catalogue();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Method& m) { return m.name == name; });
    return found == all.end() ? nullptr : &*found;
}

namespace {

[[noreturn]] void refuse(const Method& method, const Message& expected) {
    throw Error{Fault::usage, message("method {}: {}", method.name, expected)};
}

// The rows there are, the same in every input.
std::size_t rows_of(const Method& method, const Columns& inputs) {
    for (const auto& [name, column] : inputs) {
        const auto known = [&](const Input& input) { return input.name == name; };
        if (std::none_of(method.inputs.begin(), method.inputs.end(), known)) {
            refuse(method, message("expected no input \"{}\"; remove it", name));
        }
    }
    const auto column = [&](const Input& input) -> const std::vector<double>& {
        const auto found = inputs.find(input.name);
        if (found == inputs.end())
            refuse(method, message("expected an input \"{}\", found none", input.name));
        return found->second;
    };
    const auto& first = method.inputs.front();
    const std::size_t rows = column(first).size();
    for (const auto& input : method.inputs) {
        if (const auto found = column(input).size(); found != rows) {
            refuse(method, message("expected {} rows of \"{}\", as \"{}\" has, found {}", rows, input.name,
                                   first.name, found));
        }
    }
    return rows;
}

Params complete(const Method& method, const Params& given) {
    Params params;
    for (const auto& param : method.params) {
        const auto found = given.find(param.name);
        const double value = found == given.end() ? param.standard : found->second;
        if (!(param.least <= value && value <= param.most)) {
            refuse(method, message("expected \"{}\" from {} to {}, found {}", param.name, param.least,
                                   param.most, value));
        }
        params.emplace(param.name, value);
    }
    for (const auto& [name, value] : given) {
        if (!params.contains(name)) refuse(method, message("expected no parameter \"{}\"; remove it", name));
    }
    return params;
}

}  // namespace

Columns run(const Method& method, const Columns& inputs, const Params& given) {
    const Params params = complete(method, given);
    if (rows_of(method, inputs) > 0) return method.run(inputs, params);
    Columns none;
    for (const auto& output : method.outputs) none[output];
    return none;
}

}  // namespace atalaya::methods
