#include "service/published_lists.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/listed_rows.hpp"
#include "intake/nearest.hpp"
#include "intake/toml.hpp"
#include "service/code_changes.hpp"
#include "service/groupings.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

fs::path folder_of(const Share& share) {
    return share.data / "taxonomy" / published_folder;
}

bool lists(const std::vector<ListedCode>& codes, std::string_view code) {
    return std::ranges::find(codes, code, &ListedCode::code) != codes.end();
}

}  // namespace

bool is_list_of_classes(const fs::path& folder) {
    return folder.filename() != published_folder && folder.filename() != groupings_folder;
}

std::vector<PublishedList> published_lists(const Share& share) {
    std::vector<PublishedList> found;
    if (!fs::exists(folder_of(share))) return found;
    for (const auto& entry : fs::directory_iterator{folder_of(share)}) {
        auto top = intake::read_toml(entry.path() / "list.toml");
        found.push_back({top.text("id"), top.words("name"), top.text("publisher"), top.text("source"),
                         top.texts("versions")});
        top.done();
    }
    std::ranges::sort(found, {}, &PublishedList::id);
    return found;
}

PublishedVersion published_version(const Share& share, const std::string& called) {
    std::vector<std::string> known;
    for (const auto& list : published_lists(share)) {
        for (const auto& version : list.versions) {
            known.push_back(list.id + "/" + version);
            if (known.back() == called)
                return {list, version, folder_of(share) / list.id / (version + ".csv")};
        }
    }
    throw Error{Fault::missing,
                message("{}: there is no such file, and no published list is called so.{} There are: {}",
                        called, intake::did_you_mean(called, known), join(known, ", "))};
}

std::vector<CodeBecame> published_crosswalk(const PublishedVersion& before, const PublishedVersion& after) {
    static constexpr std::array<std::string_view, 5> fits{"", "exact", "inside", "covers", "overlap"};
    std::vector<CodeBecame> rows;
    const auto file = before.file.parent_path() / (before.version + "--" + after.version + ".csv");
    if (before.list.id != after.list.id || !fs::exists(file)) return rows;
    const auto old = read_code_list(before.file), now = read_code_list(after.file);
    for (const auto& row : intake::rows_under(file, {"before", "after", "fit"})) {
        CodeBecame became{row[0], intake::parts_of(row[1]), row[2]};
        const bool known =
            std::ranges::all_of(became.after, [&](const auto& code) { return lists(now, code); });
        if (!known || std::ranges::find(fits, became.fit) == fits.end() ||
            became.fit.empty() != became.after.empty())
            throw Error{Fault::bad_input, message("{}: \"{}\": expected codes of {} with a fit, or neither",
                                                  file.string(), became.before, after.version)};
        rows.push_back(std::move(became));
    }
    if (!std::ranges::equal(rows, old, {}, &CodeBecame::before, &ListedCode::code))
        throw Error{Fault::bad_input, message("{}: expected a line for each code of {}, in its order",
                                              file.string(), before.version)};
    return rows;
}

}  // namespace atalaya::service
