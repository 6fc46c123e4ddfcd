// The receipt of a file that had come before, byte for byte: nothing changes, and whose data it holds.
#pragma once

#include <string>

#include "service/correspondence/paper.hpp"
#include "service/same_bytes.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

// `file_name`: as it came this time, on `came`.
render::Document repeated_page(const Stationery& paper, store::Store& store, const SameBytes& same,
                               const std::string& file_name, Day came);

// "acuse_repetido_2021-08_2c5k3m9qxa_marejada-policia": of the name it came under and the first run of its bytes.
std::string repeated_stem(const SameBytes& same, const std::string& file_name);

}  // namespace atalaya::service
