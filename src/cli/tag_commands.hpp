// Below `codes`: tags.
#pragma once

#include <string>

#include "cli/voice.hpp"
#include "service/tags.hpp"

namespace CLI {
class App;
}

namespace atalaya::cli {

struct Session;

void add_tag_commands(CLI::App& codes, Session& session);

// What a point of a figure by tag is called: "We=1" by its name, "We=" that the source does not say it.
std::string tag_point_text(const Voice& voice, const service::Tag& tag, const std::string& label);

}  // namespace atalaya::cli
