#include "cli/encoding_told.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "cli/terminal.hpp"
#include "core/text.hpp"

namespace atalaya::cli {

std::string encoding_told(const Voice& voice, std::string_view detail) {
    const auto json = nlohmann::json::parse(detail, nullptr, false);
    if (!json.is_object() || !json.contains("declared") || !json.contains("utf8")) return {};
    const auto declared = json.value("declared", std::string{});
    const bool mixed = declared == "mixed", utf8 = declared == "utf-8";
    const std::string key = mixed ? "encoding.mixed" : utf8 ? "encoding.garbled" : "encoding.utf8";
    std::string told = voice.say(key, {{"declared", declared},
                                       {"utf8", number(json.value("utf8", std::int64_t{0}))},
                                       {"other", number(json.value("other", std::int64_t{0}))}});
    std::vector<std::string> lines;
    if (json.contains("lines") && json["lines"].is_array())
        for (const auto& line : json["lines"])
            if (line.is_number_integer()) lines.push_back(std::to_string(line.get<std::int64_t>()));
    if (!lines.empty()) return told + " " + voice.say("encoding.lines", {{"lines", join(lines, ", ")}});
    // Of findings of before lines were counted.
    const auto first = json.value("first_byte", std::int64_t{-1});
    if (first >= 0) told += " " + voice.say("encoding.first", {{"byte", number(first + 1)}});
    return told;
}

}  // namespace atalaya::cli
