// The redacted twin of a delivery, in its box: the same name, other bytes. Who asks for the delivery gets the twin,
// and the bytes as received are gone and cannot be kept again, for a box of their name is there.
//
//   "ATALTWN1"  32 bytes: SHA-256 of the twin, zeros where nothing is kept  then as a box, each piece bound to the
//   name of the delivery, so that no box can stand for another
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "core/digest.hpp"
#include "store/delivery_box.hpp"

namespace atalaya::store {

// Where the key of a data directory's deliveries is.
std::filesystem::path delivery_key_file(const std::filesystem::path& directory);

// What a file of a box that an erasure has not put in place yet ends with.
inline constexpr std::string_view staged = ".next";

// Writes the box that is to take the place of that of `delivery` beside it, durably. Without a twin it holds nothing.
void stage_twin(const DeliveryBox& boxes, const DeliveryKey& key, const Digest& delivery,
                std::optional<std::string_view> twin);

// What a box says of itself: no value for the bytes as received, Digest{} for nothing kept.
std::optional<Digest> twin_in(const std::filesystem::path& box);

}  // namespace atalaya::store
