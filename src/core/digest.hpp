// SHA-256 and the short names made from it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace atalaya {

struct Digest {
    std::array<std::uint8_t, 32> bytes{};

    std::string hex() const;
    friend auto operator<=>(const Digest&, const Digest&) = default;
};

std::optional<Digest> parse_digest(std::string_view hex);

// Bytes in, digest out: `Sha256 h; h.add(a); h.add(b); h.digest()`.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    // Ends the computation: call it once.
    Digest digest();

  private:
    void* context_;
};

Digest sha256(std::string_view bytes);
// Throws Error{missing} when the file cannot be read.
Digest sha256_of_file(const std::filesystem::path& path);

// The first 26 characters (130 bits) of a digest in lower-case base32 without
// the letters i, l, o, u (Crockford): what a figure or a run is called by.
std::string short_name(const Digest& digest);

// First 128 bits of SHA-256(source, unit separator, row key): what an incident is known by.
struct IncidentKey {
    std::uint64_t high{};
    std::uint64_t low{};
    friend auto operator<=>(const IncidentKey&, const IncidentKey&) = default;
};
IncidentKey incident_key(std::string_view source, std::string_view row_key);

}  // namespace atalaya
