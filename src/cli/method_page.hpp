// A method as --help would show a command: its page, and what its tables, settings and answers are.
#pragma once

#include <string>

#include "cli/voice.hpp"
#include "methods/method.hpp"

namespace atalaya::cli {

std::string method_list_text(const Voice& voice);
std::string method_list_json(const Voice& voice);
std::string method_page_text(const Voice& voice, const methods::Method& method);
std::string method_page_json(const Voice& voice, const methods::Method& method);

}  // namespace atalaya::cli
