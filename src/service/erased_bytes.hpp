// Files that come again after they were erased: their bytes are known by their digest and do not come back.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "intake/read.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct ErasedBytes {
    struct One {
        std::string erasure;
        Day on{};
        std::optional<std::string> twin;  // none: nothing of it is kept
    };
    std::map<Digest, One> deliveries;
};
// Those among some files.
ErasedBytes erased_among(store::Store& store, const std::vector<std::filesystem::path>& files);

// The twin of a file read as the delivery that it stands for. Error{conflict} that says when it was erased where there is
// none.
Batch read_twin(const intake::Source& source, const intake::City& city, const intake::Gazetteer& gazetteer,
                const std::filesystem::path& file, const ErasedBytes::One& erased,
                const intake::ReadOptions& asked);

}  // namespace atalaya::service
