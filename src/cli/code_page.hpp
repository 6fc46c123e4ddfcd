// What is known of a code of a list, on a terminal: its names, where it stands, and what an edition says that it covers and
// leaves out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/voice.hpp"
#include "core/json.hpp"
#include "service/class_counts.hpp"
#include "service/code_texts.hpp"

namespace atalaya::cli {

struct CodePage {
    std::string list, version, publisher;
    service::TaxonomyCode code;
    std::string asked;  // the alias or the number without its zero, where that was asked for; else ""
    std::vector<std::string> children;  // codes
    std::vector<std::string> official;
    service::KnownTexts texts;  // empty where nothing was imported
    std::string vintage;        // of the facts; "" where none was published
    service::ClassCount facts{};
    std::vector<service::ClassLimit> limits{};
};

// Nothing where the list has no such code.
std::optional<CodePage> page_of(const service::Taxonomy& list, std::string_view code,
                                const std::vector<service::KnownTexts>& known);

// A name is in the reader's language; where its publisher has none in that, "(nombre no oficial)" follows.
std::string text_of(const Voice& voice, const CodePage& page);
void write(JsonWriter& json, const Voice& voice, const CodePage& page);

// Definition, inclusions and exclusions of a code alone, indented; "" where nothing is known.
std::string covers_text(const Voice& voice, const service::KnownTexts& texts, std::string_view code);
// The same of the code of an entry, in the list that it is of.
std::string covers_text(const Voice& voice, const std::vector<service::KnownTexts>& known,
                        const service::CodeEntry& entry);

}  // namespace atalaya::cli
