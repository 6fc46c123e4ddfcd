#include "core/digest.hpp"

#include <openssl/evp.h>

#include <fstream>

#include "core/error.hpp"

namespace atalaya {

namespace {

// Looking an algorithm up by name takes locks; this runs once a row, so it is done once.
const EVP_MD* algorithm() {
    static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found;
}

}  // namespace

std::string Digest::hex() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(64);
    for (const auto byte : bytes) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::optional<Digest> parse_digest(std::string_view hex) {
    if (hex.size() != 64) return {};
    const auto value = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        return -1;
    };
    Digest digest;
    for (std::size_t i = 0; i < 32; ++i) {
        const int high = value(hex[2 * i]), low = value(hex[2 * i + 1]);
        if (high < 0 || low < 0) return {};
        digest.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return digest;
}

Sha256::Sha256() : context_{EVP_MD_CTX_new()} {
    expects(context_ && EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), algorithm(), nullptr) == 1,
            "SHA-256 is available");
}

Sha256::~Sha256() {
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_));
}

void Sha256::add(std::string_view bytes) {
    EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), bytes.data(), bytes.size());
}

Digest Sha256::digest() {
    Digest digest;
    EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), digest.bytes.data(), nullptr);
    return digest;
}

Digest sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.digest();
}

Digest sha256_of_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file)
        throw Error{Fault::missing, message("expected a readable file, found none: {}", path.string())};
    Sha256 hash;
    std::string buffer(1 << 18, '\0');
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0) {
        hash.add({buffer.data(), static_cast<std::size_t>(file.gcount())});
    }
    return hash.digest();
}

std::string short_name(const Digest& digest) {
    static constexpr char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
    std::string out;
    unsigned buffer = 0;
    int bits = 0;
    for (const auto byte : digest.bytes) {
        buffer = buffer << 8 | byte;
        bits += 8;
        while (bits >= 5 && out.size() < 26) {
            bits -= 5;
            out += letters[buffer >> bits & 31];
        }
        if (out.size() == 26) break;
    }
    return out;
}

IncidentKey incident_key(std::string_view source, std::string_view row_key) {
    // One shot over a small buffer: this runs once a row.
    std::array<unsigned char, 512> buffer;
    std::array<unsigned char, 32> digest;
    const std::size_t size = source.size() + 1 + row_key.size();
    if (size <= buffer.size()) {
        std::copy(source.begin(), source.end(), buffer.begin());
        buffer[source.size()] = 0x1F;
        std::copy(row_key.begin(), row_key.end(),
                  buffer.begin() + static_cast<std::ptrdiff_t>(source.size()) + 1);
        EVP_Digest(buffer.data(), size, digest.data(), nullptr, algorithm(), nullptr);
    } else {
        std::string joined{source};
        joined += '\x1F';
        joined += row_key;
        digest = sha256(joined).bytes;
    }
    IncidentKey key;
    for (int i = 0; i < 8; ++i) {
        key.high = key.high << 8 | digest[static_cast<std::size_t>(i)];
        key.low = key.low << 8 | digest[static_cast<std::size_t>(i) + 8];
    }
    return key;
}

}  // namespace atalaya
