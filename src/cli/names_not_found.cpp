#include "cli/names_not_found.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/terminal.hpp"
#include "core/text.hpp"
#include "intake/propose/toml_text.hpp"
#include "store/erasure_records.hpp"

namespace atalaya::cli {

std::string names_text(const Voice& voice, const intake::NamesNotFound& found, std::size_t most) {
    const std::size_t shown = std::min(most, found.names.size());
    std::vector<std::string> said;
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& [name, rows, near] = found.names[i];
        said.push_back(rows > 0 ? fmt::format("{} ({})", harmless(name), rows) : harmless(name));
    }
    const std::string names = join(said, ", ");
    const auto others = static_cast<std::int64_t>(found.names.size() - shown) + found.others;
    return others == 0 ? names : voice.say("names.others", {{"names", names}, {"n", number(others)}});
}

std::string aliases_text(const intake::NamesNotFound& found) {
    std::vector<std::string> pairs;
    for (const auto& [name, rows, near] : found.names) {
        if (!near.empty() && !store::is_blanked(name))
            pairs.push_back(harmless(intake::toml_quoted(name)) + " = " + intake::toml_quoted(near));
    }
    return pairs.empty() ? "" : "aliases = { " + join(pairs, ", ") + " }";
}

bool is_another_column(std::int64_t rows_not_found, std::int64_t rows_read) {
    return rows_not_found > 0 && 5 * rows_not_found >= 4 * rows_read;
}

}  // namespace atalaya::cli
