// Which source a file of a folder that was handed over belongs to.
#include <algorithm>

#include "core/error.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

namespace fs = std::filesystem;

bool matches(std::string_view glob, std::string_view path) {
    // The last star seen may take one more character whenever the rest does not fit: O(n m).
    std::size_t g = 0, p = 0, star = std::string_view::npos, taken = 0;
    while (p < path.size()) {
        if (g < glob.size() && (glob[g] == path[p] || (glob[g] == '?' && path[p] != '/'))) {
            ++g;
            ++p;
        } else if (g < glob.size() && glob[g] == '*') {
            star = g++;
            taken = p;
        } else if (star != std::string_view::npos && path[taken] != '/') {
            g = star + 1;
            p = ++taken;
        } else {
            return false;
        }
    }
    while (g < glob.size() && glob[g] == '*') ++g;
    return g == glob.size();
}

std::optional<Month> month_told(std::string_view name) {
    for (std::size_t i = 0; i + 7 <= name.size(); ++i) {
        if (const auto month = parse_month(name.substr(i, 7))) return month;
    }
    return {};
}

const Source* source_of(std::span<const Source> sources, std::string_view path) {
    const Source* found = nullptr;
    for (const auto& source : sources) {
        const auto fits = [&](const std::string& glob) { return matches(glob, path); };
        if (std::none_of(source.files.begin(), source.files.end(), fits)) continue;
        if (found) {
            throw Error{
                Fault::bad_input,
                message("two sources claim the file {}: {} and {}. Make \"files\" of one of them narrower.",
                        path, found->id, source.id)};
        }
        found = &source;
    }
    return found;
}

HandedOver look_through(const fs::path& folder, std::span<const Source> sources) {
    if (!fs::is_directory(folder)) {
        throw Error{Fault::missing, message("expected a folder {}; there is none.", folder.string())};
    }
    HandedOver out;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        std::error_code nowhere;  // a link that leads back to itself
        if (!entry.is_regular_file(nowhere)) continue;
        const std::string relative = fs::relative(entry.path(), folder).generic_string();
        if (const Source* source = source_of(sources, relative)) {
            out.files.push_back({source, entry.path(), relative});
        } else {
            out.unclaimed.push_back(relative);
        }
    }
    const auto turn = [](const HandedOver::File& file) {
        return file.source->kind == Kind::areas ? 0 : file.source->kind == Kind::exposures ? 1 : 2;
    };
    std::sort(out.files.begin(), out.files.end(), [&](const auto& a, const auto& b) {
        return std::pair{turn(a), a.relative} < std::pair{turn(b), b.relative};
    });
    std::sort(out.unclaimed.begin(), out.unclaimed.end());
    return out;
}

}  // namespace atalaya::intake
