#include "store/delivery_box.hpp"
#include "store/delivery_twin.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "core/error.hpp"
#include "store/durable_file.hpp"

namespace atalaya::store {
namespace {

constexpr std::string_view magic = "ATALBOX1", twin_magic = "ATALTWN1";
constexpr std::size_t piece_size = 1 << 16;
constexpr std::size_t sealed_size = piece_size + crypto_secretstream_xchacha20poly1305_ABYTES;

void start_sodium() {
    expects(sodium_init() >= 0, "libsodium starts");
}

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string_view bytes_of(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

// Seals pieces into a file, the last one marked, so that a cut box is noticed. Each is bound to a name, "" none.
class Sealer {
  public:
    Sealer(DurableFile& file, const DeliveryKey& key, std::string_view name) : file_{file}, name_{name} {
        std::string header(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
        crypto_secretstream_xchacha20poly1305_init_push(
            &state_, reinterpret_cast<unsigned char*>(header.data()), key.data());
        file_.write(header);
    }
    void seal(std::string_view piece, bool last) {
        std::string out(piece.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
        crypto_secretstream_xchacha20poly1305_push(&state_, reinterpret_cast<unsigned char*>(out.data()),
                                                   nullptr, raw(piece), piece.size(), raw(name_),
                                                   name_.size(),
                                                   last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                        : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
        file_.write(out);
    }

  private:
    DurableFile& file_;
    std::string_view name_;
    crypto_secretstream_xchacha20poly1305_state state_{};
};

// Takes pieces and seals each once the next is there, for the last one says that it is.
class Sealing {
  public:
    explicit Sealing(Sealer& sealer) : sealer_{sealer} {}
    void add(std::string_view piece) {
        if (!held_.empty()) sealer_.seal(held_, false);
        held_ = piece;
    }
    void end() { sealer_.seal(held_, true); }

  private:
    Sealer& sealer_;
    std::string held_;
};

[[noreturn]] void changed(const Digest& delivery, const Message& what) {
    throw Error{Fault::corrupt,
                message("the delivery {} is not what was kept: {}. Restore its box from a backup, or "
                        "ask the source for the file and ingest it again",
                        delivery.hex(), what)};
}

// Pieces of `file`, `size` bytes each but the last.
class Pieces {
  public:
    Pieces(const std::filesystem::path& path, std::size_t size)
        : file_{path, std::ios::binary}, buffer_(size, '\0') {}
    bool good() const { return file_.is_open(); }
    std::string_view next(std::size_t size) {
        file_.read(buffer_.data(), static_cast<std::streamsize>(size));
        return {buffer_.data(), static_cast<std::size_t>(file_.gcount())};
    }

  private:
    std::ifstream file_;
    std::string buffer_;
};

}  // namespace

void make_delivery_key(const std::filesystem::path& file) {
    start_sodium();
    if (std::filesystem::exists(file)) {
        throw Error{Fault::conflict,
                    message("expected no key at {}, found one; it was left as it is", file.string())};
    }
    DeliveryKey key;
    randombytes_buf(key.data(), key.size());
    write_durably(file, {reinterpret_cast<const char*>(key.data()), key.size()}, 0600);
    sodium_memzero(key.data(), key.size());
}

DeliveryKey read_delivery_key(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in && errno == EACCES) {
        throw Error{Fault::conflict,
                    message("the key of the deliveries {} cannot be read by this user", file.string())};
    }
    if (!in) {
        throw Error{Fault::missing,
                    message("expected the key of the deliveries at {}, found none. Put it back, or "
                            "name its file in ATALAYA_KEY_FILE",
                            file.string())};
    }
    DeliveryKey key;
    in.read(reinterpret_cast<char*>(key.data()), static_cast<std::streamsize>(key.size()));
    if (in.gcount() != static_cast<std::streamsize>(key.size()) ||
        in.peek() != std::ifstream::traits_type::eof()) {
        throw Error{Fault::bad_input, message("expected a key of {} bytes at {}, found another length",
                                              key.size(), file.string())};
    }
    return key;
}

std::filesystem::path delivery_key_file(const std::filesystem::path& directory) {
    const char* named = std::getenv("ATALAYA_KEY_FILE");
    return named ? std::filesystem::path{named} : directory / "keys" / "delivery.key";
}

DeliveryBox::DeliveryBox(std::filesystem::path folder, const DeliveryKey& key)
    : folder_{std::move(folder)}, key_{key} {
    start_sodium();
}

DeliveryBox::~DeliveryBox() {
    sodium_memzero(key_.data(), key_.size());
}

std::filesystem::path DeliveryBox::path_of(const Digest& delivery) const {
    const auto name = delivery.hex();
    return folder_ / name.substr(0, 2) / (name + ".box");
}

bool DeliveryBox::holds(const Digest& delivery) const {
    return std::filesystem::is_regular_file(path_of(delivery));
}

std::function<DeliveryBox::Reader()> DeliveryBox::pieces_of(const std::filesystem::path& file) {
    return [file]() -> Reader {
        auto pieces = std::make_shared<Pieces>(file, piece_size);
        if (!pieces->good())
            throw Error{Fault::missing, message("expected a readable file, found none: {}", file.string())};
        return [pieces] { return pieces->next(piece_size); };
    };
}

Digest DeliveryBox::keep(const std::filesystem::path& file) {
    return keep_from(pieces_of(file));
}

void DeliveryBox::keep(const std::filesystem::path& file, const Digest& known) {
    if (holds(known) || seal_as(known, pieces_of(file)())) return;
    throw Error{
        Fault::conflict,
        message("{} changed while it was being read; nothing was published. Ingest it again", file.string())};
}

Digest DeliveryBox::keep_bytes(std::string_view bytes) {
    return keep_from([&]() -> Reader {
        return [rest = bytes]() mutable {
            const auto piece = rest.substr(0, piece_size);
            rest.remove_prefix(piece.size());
            return piece;
        };
    });
}

// Read twice: once for the name, once to seal. A file that changes meanwhile is refused.
Digest DeliveryBox::keep_from(const std::function<Reader()>& open) {
    Sha256 first;
    {
        const auto next = open();
        for (auto piece = next(); !piece.empty(); piece = next()) first.add(piece);
    }
    const Digest name = first.digest();
    if (holds(name) || seal_as(name, open())) return name;
    throw Error{
        Fault::bad_input,
        message("expected a file that stays as it is while it is read, found that it changed. Try again")};
}

bool DeliveryBox::seal_as(const Digest& name, const Reader& next) {
    DurableFile file{path_of(name), 0600};
    file.write(magic);
    Sealer sealer{file, key_, ""};
    Sealing sealing{sealer};
    Sha256 again;
    for (auto piece = next(); !piece.empty(); piece = next()) {
        again.add(piece);
        sealing.add(piece);
    }
    sealing.end();
    if (again.digest() != name) return false;
    file.finish();
    return true;
}

void DeliveryBox::read(const Digest& delivery, const std::function<void(std::string_view)>& piece) const {
    Pieces sealed{path_of(delivery), sealed_size};
    if (!sealed.good()) {
        throw Error{Fault::missing,
                    message("expected the delivery {} at {}, found none. Restore it from a backup",
                            delivery.hex(), path_of(delivery).string())};
    }
    const std::string begins{sealed.next(magic.size())};
    if (begins != magic && begins != twin_magic) changed(delivery, message("it does not begin as a box"));
    Digest expected = delivery;
    std::string_view name;  // what each piece is bound to
    if (begins == twin_magic) {
        const auto twin = sealed.next(expected.bytes.size());
        if (twin.size() != expected.bytes.size()) changed(delivery, message("its header is not whole"));
        std::copy(twin.begin(), twin.end(), expected.bytes.begin());
        name = bytes_of(delivery);
        if (expected == Digest{})
            throw Error{Fault::missing,
                        message("the delivery {} was erased and nothing of it is kept", delivery.hex())};
    }
    crypto_secretstream_xchacha20poly1305_state state{};
    const auto header = sealed.next(crypto_secretstream_xchacha20poly1305_HEADERBYTES);
    if (header.size() != crypto_secretstream_xchacha20poly1305_HEADERBYTES ||
        crypto_secretstream_xchacha20poly1305_init_pull(&state, raw(header), key_.data()) != 0) {
        changed(delivery, message("its header is not whole"));
    }
    Sha256 hash;
    std::string open(piece_size, '\0');
    unsigned char tag = 0;
    for (auto box = sealed.next(sealed_size); !box.empty(); box = sealed.next(sealed_size)) {
        unsigned long long size = 0;
        const bool whole = tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL &&
                           box.size() >= crypto_secretstream_xchacha20poly1305_ABYTES &&
                           crypto_secretstream_xchacha20poly1305_pull(
                               &state, reinterpret_cast<unsigned char*>(open.data()), &size, &tag, raw(box),
                               box.size(), raw(name), name.size()) == 0;
        if (!whole) changed(delivery, message("a piece cannot be opened (changed bytes, or another key)"));
        const std::string_view bytes{open.data(), static_cast<std::size_t>(size)};
        hash.add(bytes);
        if (!bytes.empty()) piece(bytes);
    }
    if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        changed(delivery, message("its end is missing"));
    if (hash.digest() != expected) changed(delivery, message("its bytes have another digest"));
}

void stage_twin(const DeliveryBox& boxes, const DeliveryKey& key, const Digest& delivery,
                std::optional<std::string_view> twin) {
    DurableFile file{boxes.path_of(delivery).string() + std::string{staged}, 0600};
    const Digest name = twin ? sha256(*twin) : Digest{};
    file.write(twin_magic);
    file.write(bytes_of(name));
    Sealer sealer{file, key, bytes_of(delivery)};
    Sealing sealing{sealer};
    for (std::string_view rest = twin.value_or(""); !rest.empty();) {
        const auto piece = rest.substr(0, piece_size);
        rest.remove_prefix(piece.size());
        sealing.add(piece);
    }
    sealing.end();
    file.finish();
}

std::optional<Digest> twin_in(const std::filesystem::path& box) {
    Pieces pieces{box, magic.size()};
    if (!pieces.good() || pieces.next(magic.size()) != twin_magic) return {};
    Pieces again{box, magic.size() + sizeof(Digest::bytes)};
    const auto header = again.next(magic.size() + sizeof(Digest::bytes));
    Digest twin;
    if (header.size() == magic.size() + twin.bytes.size())
        std::copy(header.begin() + static_cast<std::ptrdiff_t>(magic.size()), header.end(),
                  twin.bytes.begin());
    return twin;
}

std::string DeliveryBox::bytes(const Digest& delivery) const {
    std::string out;
    read(delivery, [&](std::string_view piece) { out += piece; });
    return out;
}

}  // namespace atalaya::store
