// Numbers and texts as a child sends them to its parent, one after the other; and what the parent says of bytes
// that are not what was promised.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.hpp"

namespace atalaya::intake {

[[noreturn]] inline void refuse_handover(const Message& why) {
    throw Error{Fault::bad_input,
                message("what reading the file gave cannot be used: {}. Nothing of it was kept.", why)};
}

class Packer {
  public:
    void number(std::uint64_t n) { bytes_.append(reinterpret_cast<const char*>(&n), sizeof n); }
    void text(std::string_view t) {
        number(t.size());
        bytes_.append(t);
    }
    std::span<const std::byte> bytes() const { return std::as_bytes(std::span{bytes_}); }
    std::string taken() && { return std::move(bytes_); }

  private:
    std::string bytes_;
};

class Unpacker {
  public:
    explicit Unpacker(std::span<const std::byte> bytes)
        : left_{reinterpret_cast<const char*>(bytes.data()), bytes.size()} {}
    std::uint64_t number() {
        std::uint64_t n = 0;
        std::memcpy(&n, taken(sizeof n).data(), sizeof n);
        return n;
    }
    std::string text() { return std::string{text_there()}; }
    // The same where it lies, for as long as the bytes do.
    std::string_view text_there() { return taken(number()); }
    // A count of things that take at least `each` bytes: no more than there can be.
    std::uint64_t count(std::size_t each) {
        const auto n = number();
        if (n > left_.size() / each) refuse_handover(message("a list says it is longer than its bytes"));
        return n;
    }
    bool empty() const { return left_.empty(); }

  private:
    std::string_view taken(std::uint64_t size) {
        if (size > left_.size()) refuse_handover(message("a text says it is longer than its bytes"));
        const auto out = left_.substr(0, size);
        left_.remove_prefix(size);
        return out;
    }
    std::string_view left_;
};

}  // namespace atalaya::intake
