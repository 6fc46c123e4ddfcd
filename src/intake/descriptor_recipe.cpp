#include "intake/descriptor_recipe.hpp"

#include <algorithm>
#include <string>

#include "intake/listed_rows.hpp"
#include "intake/version.hpp"

namespace atalaya::intake {

namespace fs = std::filesystem;

namespace {

bool is_about_persons(std::string_view line) {
    static constexpr std::string_view keys[] = {"domain ", "contact ", "substitute ", "superior "};
    return std::any_of(std::begin(keys), std::end(keys), [&](auto key) { return line.starts_with(key); });
}

// Who may see rows together, whom to write to and how long rows are kept say nothing of how they are read.
std::string how_it_is_read(const std::string& descriptor) {
    std::string out;
    bool retention = false;
    for (std::size_t at = 0; at < descriptor.size();) {
        const auto end = std::min(descriptor.find('\n', at), descriptor.size() - 1) + 1;
        const std::string_view line = std::string_view{descriptor}.substr(at, end - at);
        if (line.starts_with('[')) retention = line.starts_with("[retention]");
        if (!is_about_persons(line) && !retention) out += line;
        at = end;
    }
    return out;
}

}  // namespace

Digest recipe_of(const fs::path& folder) {
    Sha256 hash;
    hash.add("intake ");
    hash.add(intake_version);
    for (const char* name : {"source.toml", "codes.csv", "areas.csv"}) {
        const std::string text = how_it_is_read(fs::exists(folder / name) ? read_text(folder / name) : "");
        hash.add("\n" + std::string{name} + " " + std::to_string(text.size()) + "\n");
        hash.add(text);
    }
    return hash.digest();
}

}  // namespace atalaya::intake
