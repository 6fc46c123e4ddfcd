#include "cli/to_fill_in.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "cli/terminal.hpp"
#include "core/text.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::cli {

namespace {

// A post that nobody knows, and labels that no indicator counts, are no holes in what is published.
bool is_published(const std::string& key) {
    return !key.ends_with(".post") && key != "codes.csv (indicators)";
}

// The names of codes in another language than the one that is written.
bool is_of_another(const std::string& key, std::string_view language) {
    return !language.empty() && key.starts_with("codes.csv (") &&
           key != fmt::format("codes.csv ({})", language);
}

}  // namespace

void tell_to_fill_in(const Session& session, const std::vector<std::string>& sources,
                     std::string_view language) {
    for (const auto& source : intake::read_sources(session.share().data / "sources", sources)) {
        auto keys = intake::still_to_fill_in(source);
        std::erase_if(
            keys, [&](const std::string& key) { return !is_published(key) || is_of_another(key, language); });
        if (keys.empty()) continue;
        const std::string listed = join(keys, ", "), folder = "sources/" + source.id;
        const bool nameless = std::find(keys.begin(), keys.end(), "name") != keys.end();
        fmt::print(
            stderr, "{}\n",
            nameless
                ? session.voice.say("ingest.to_fill_in",
                                    {{"file", folder + "/source.toml"}, {"keys", listed}, {"id", source.id}})
                : session.voice.say("ingest.to_fill_in.named", {{"keys", listed}, {"id", source.id}}));
    }
}

}  // namespace atalaya::cli
