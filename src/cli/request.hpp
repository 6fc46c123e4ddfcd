// A command as JSON, so that programs can ask without quoting for a shell:
//
//   {"command":"figure get","indicador":"robo","territory":"comuna:1","period":"2020-08"}
//
// Keys are the long names of the command's options, and the names of what it takes
// without one (in any case); a list repeats an option.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace atalaya::cli {

// The words of the command line that the request stands for. Error{usage} that names the
// key that is not one, Error{bad_input} when the file is not JSON. "-" is standard input.
std::vector<std::string> words_of_request(const CLI::App& app, const std::string& file);

}  // namespace atalaya::cli
