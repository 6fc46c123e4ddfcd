#include "cli/to_fill_in.hpp"

#include <fmt/format.h>

#include "cli/terminal.hpp"
#include "core/text.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::cli {

namespace {

// A post that nobody knows, and labels that no indicator counts, are no holes in what is published.
bool is_published(const std::string& key) {
    return !key.ends_with(".post") && key != "codes.csv (indicators)";
}

}  // namespace

void tell_to_fill_in(const Session& session, const std::vector<std::string>& sources) {
    for (const auto& source : intake::read_sources(session.share().data / "sources", sources)) {
        auto keys = intake::still_to_fill_in(source);
        std::erase_if(keys, [](const std::string& key) { return !is_published(key); });
        if (keys.empty()) continue;
        fmt::print(stderr, "{}\n",
                   session.voice.say("ingest.to_fill_in", {{"file", "sources/" + source.id + "/source.toml"},
                                                           {"keys", join(keys, ", ")},
                                                           {"id", source.id}}));
    }
}

}  // namespace atalaya::cli
