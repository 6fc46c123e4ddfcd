#include "service/claimed_files.hpp"

#include <unistd.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/read.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

// "delitos_2019.csv" away from its folder is still delitos/delitos_2019.csv*, when only one
// source has a file of that name; a name that is all star says too little.
const intake::Source* claimed_by_name(const Catalogue& catalogue, const std::string& name) {
    const intake::Source* found = nullptr;
    for (const auto& source : catalogue.sources) {
        for (const auto& glob : source.files) {
            const std::string last = fs::path{glob}.filename().string();
            if (last.starts_with('*') || !intake::matches(last, name)) continue;
            if (found && found != &source) return nullptr;
            found = &source;
        }
    }
    return found;
}

// "a/b/c.csv" is tried as "c.csv", "b/c.csv" and "a/b/c.csv": a file handed over alone
// is still known by the folder it comes from.
const intake::Source* claimed_by(const Catalogue& catalogue, const fs::path& path) {
    fs::path tail;
    const fs::path normal = fs::absolute(path).lexically_normal();
    std::vector<fs::path> parts(normal.begin(), normal.end());
    for (std::size_t n = 0; n < 4 && n < parts.size(); ++n) {
        tail = n == 0 ? parts.back() : parts[parts.size() - 1 - n] / tail;
        if (const auto* source = intake::source_of(catalogue.sources, tail.string())) return source;
    }
    return claimed_by_name(catalogue, normal.filename().string());
}

int rank(intake::Kind kind) {
    switch (kind) {
        case intake::Kind::areas: return 0;
        case intake::Kind::places:
        case intake::Kind::calendar: return 1;
        case intake::Kind::exposures: return 2;
        default: return 3;
    }
}

[[noreturn]] void nobody_claims(const Catalogue& catalogue, const fs::path& path) {
    std::string expected;
    for (const auto& source : catalogue.sources) {
        if (source.files.empty()) continue;
        expected += "\n  " + source.id + ":";
        for (const auto& glob : source.files) expected += " " + glob;
    }
    const std::string name = replaced(path.filename().string(), "\n", "\\n");
    throw Error{Fault::bad_input, message("no source of {} expects a file called {}. They expect:{}",
                                          catalogue.city.name, name, expected)};
}

// A pipe waits for somebody to write, and a device may never end: neither is opened.
fs::file_type type_of_readable(const fs::path& path) {
    std::error_code why;
    const auto type = fs::status(path, why).type();
    if (type == fs::file_type::directory) return type;
    if (type == fs::file_type::none || type == fs::file_type::not_found)
        throw Error{Fault::missing,
                    message("expected a file or folder, found none at {}. Check the name and the folder",
                            path.string())};
    if (type != fs::file_type::regular)
        throw Error{Fault::missing, message("expected a file or folder at {}; found a pipe, a device or a "
                                            "socket. Copy what it gives into a file and hand that over",
                                            path.string())};
    if (::access(path.c_str(), R_OK) != 0)
        throw Error{Fault::missing, message("the file {} may not be read by this user. Change who may read "
                                            "it, or hand over a copy",
                                            path.string())};
    return type;
}

// Each file once more for every source that reads it beside the one that claims it.
void add_second_readers(const Catalogue& catalogue, std::vector<Claimed>& files) {
    std::vector<Claimed> again;
    for (const auto& file : files) {
        for (const auto& source : catalogue.sources) {
            if (source.beside == file.source->id) again.push_back({file.path, &source});
        }
    }
    files.insert(files.end(), again.begin(), again.end());
}

}  // namespace

Found find_sources(const Catalogue& catalogue, const std::vector<fs::path>& paths) {
    Found found;
    for (const auto& path : paths) {
        const auto type = type_of_readable(path);
        if (type == fs::file_type::directory) {
            auto inside = intake::look_through(path, catalogue.sources);
            for (auto& file : inside.files) found.files.push_back({file.path, file.source});
            for (const auto& name : inside.unclaimed) {
                // The folder itself may be a part of what a source names: delitos/ of delitos/*.csv.
                if (const auto* source = claimed_by(catalogue, path / name)) {
                    found.files.push_back({path / name, source});
                } else {
                    found.unclaimed.push_back(name);
                }
            }
            continue;
        }
        const auto* source = claimed_by(catalogue, path);
        if (!source) nobody_claims(catalogue, path);
        found.files.push_back({path, source});
    }
    add_second_readers(catalogue, found.files);
    std::stable_sort(found.files.begin(), found.files.end(), [](const Claimed& a, const Claimed& b) {
        return rank(a.source->kind) < rank(b.source->kind);
    });
    return found;
}

}  // namespace atalaya::service
