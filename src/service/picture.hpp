// The picture of the sheet that a delivery was typed from.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "service/ingest.hpp"

namespace atalaya::service {

// Error{missing} when it is not there, Error{bad_input} when its first bytes are of no picture, Error{usage} when there
// is not exactly one file that was typed from it.
void require_picture(const std::filesystem::path& picture, std::size_t files);

// What is kept of it: without what the telephone wrote into it (intake/bare_picture.hpp); nothing where that cannot be
// left out, of HEIC, TIFF, PDF and pictures over 256 MiB, which are kept as they came.
std::optional<std::string> bare_bytes_of(const std::filesystem::path& picture);

// Adds the finding that names it to the one delivery. Error{conflict} when that was received before.
void tell_picture(const std::filesystem::path& picture, const std::optional<std::string>& bare,
                  std::vector<ReadDelivery>& deliveries);

}  // namespace atalaya::service
