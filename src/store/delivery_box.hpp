// Deliveries as they came, kept for ever: deliveries/<first two hex>/<sha256>.box,
// encrypted with XChaCha20-Poly1305 (libsodium's secretstream, 64 KiB a piece)
// under a 32-byte key that is not in the same folder. A box is named by the digest
// of what is in it; keeping the same bytes again changes nothing.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/digest.hpp"

namespace atalaya::store {

using DeliveryKey = std::array<std::uint8_t, 32>;

// Makes a random key in `file` (mode 0600). Error{conflict} when the file is there.
void make_delivery_key(const std::filesystem::path& file);
// Error{missing} when there is none, Error{conflict} when it may not be read, Error{bad_input} when it is
// not 32 bytes.
DeliveryKey read_delivery_key(const std::filesystem::path& file);

class DeliveryBox {
  public:
    DeliveryBox(std::filesystem::path folder, const DeliveryKey& key);
    ~DeliveryBox();  // wipes the key
    DeliveryBox(const DeliveryBox&) = delete;
    DeliveryBox& operator=(const DeliveryBox&) = delete;

    // Durable when it returns: written beside, fsynced, renamed, folder fsynced.
    // Error{missing} when the file cannot be read, Error{no_space} when the disk is full.
    Digest keep(const std::filesystem::path& file);
    // The same of a file whose digest was worked out before; read once. Error{conflict}
    // when it has other bytes by now.
    void keep(const std::filesystem::path& file, const Digest& known);
    Digest keep_bytes(std::string_view bytes);

    bool holds(const Digest& delivery) const;

    // The bytes as received, piece by piece, then their digest is checked.
    // Error{missing} when there is no such box, Error{corrupt} when it was changed, cut
    // or is under another key.
    void read(const Digest& delivery, const std::function<void(std::string_view)>& piece) const;
    std::string bytes(const Digest& delivery) const;

    std::filesystem::path path_of(const Digest& delivery) const;

  private:
    using Reader = std::function<std::string_view()>;  // "" at the end
    static std::function<Reader()> pieces_of(const std::filesystem::path& file);
    Digest keep_from(const std::function<Reader()>& open);
    // false when the bytes are others than `name` says; then nothing is kept.
    bool seal_as(const Digest& name, const Reader& next);

    std::filesystem::path folder_;
    DeliveryKey key_;
};

}  // namespace atalaya::store
