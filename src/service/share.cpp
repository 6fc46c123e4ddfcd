#include "service/share.hpp"

#include <cstdlib>

#include "core/error.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

bool holds_data(const fs::path& folder) {
    return fs::is_directory(folder / "sources") && fs::is_directory(folder / "indicators");
}

fs::path program() {
    std::error_code failed;
    const fs::path self = fs::read_symlink("/proc/self/exe", failed);
    return failed ? fs::current_path() / "atalaya" : self;
}

Share installed(const fs::path& prefix) {
    const fs::path lib = prefix / "lib/atalaya";
    return {prefix / "share/atalaya", lib / "fonts", lib / "typst", prefix / "libexec/atalaya"};
}

Share build_tree(const fs::path& root) {
    const fs::path vendor = root / "build/vendor";
    return {root, vendor / "fonts", vendor / "typst", root / "libexec"};
}

}  // namespace

Share find_share() {
    const fs::path bin = program().parent_path();
    const fs::path prefix = bin.parent_path();
    Share share = build_tree(bin);
    bool found = false;
    if (holds_data(prefix / "share/atalaya")) {
        share = installed(prefix);
        found = true;
    }
    for (fs::path up = bin; !found && up != up.root_path(); up = up.parent_path()) {
        if (holds_data(up)) {
            share = build_tree(up);
            found = true;
        }
    }
    if (const char* told = std::getenv("ATALAYA_SHARE"); told && *told) {
        if (!holds_data(told)) {
            throw Error{
                Fault::missing,
                message("ATALAYA_SHARE: expected a folder with sources/ and indicators/, found none at {}",
                        told)};
        }
        if (fs::is_directory(fs::path{told} / "libexec")) {
            share = build_tree(told);
        } else {
            share.data = told;
        }
        found = true;
    }
    if (!found) {
        throw Error{Fault::missing,
                    message("expected the program's data in {} or in a folder above {}; found none. Set "
                            "ATALAYA_SHARE to the folder that holds sources/ and indicators/.",
                            (prefix / "share/atalaya").string(), bin.string())};
    }
    return share;
}

}  // namespace atalaya::service
