// Zip files put together by a test: workbooks of a few members.
#pragma once

#include <zip.h>

#include <string>
#include <utility>
#include <vector>

#include "support.hpp"

namespace atalaya::intake {

using Members = std::vector<std::pair<std::string, std::string>>;

// A zip file of these members.
inline fs::path zipped(const Folder& folder, const std::string& name, const Members& members) {
    const fs::path path = folder.path() / name;
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& [member, text] : members) {
        zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
        zip_file_add(archive, member.c_str(), source, ZIP_FL_OVERWRITE);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return path;
}

}  // namespace atalaya::intake
