// The bytes of a delivery, unpacked: gzip and a zip with one member are known by their
// first bytes, never by their name, and are read as a stream with limits counted on what
// really comes out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/digest.hpp"

namespace atalaya::intake {

struct UnpackLimits {
    std::uint64_t expanded = 2ull << 30;  // bytes in all
    std::uint64_t free = 10ull << 20;     // bytes that may come out whatever the ratio
    std::uint64_t ratio = 100;            // bytes out per byte in, beyond `free`
};

// A file held open, so that a process that may open nothing can read it.
class OpenFile {
  public:
    // Throws Error{missing} when it is not there, Error{bad_input} when it is no regular file.
    explicit OpenFile(const std::filesystem::path& path);
    // Bytes in memory as such a file. Throws Error{no_space} when there is no room for them.
    OpenFile(std::string_view bytes, std::string name);
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    int descriptor() const { return descriptor_; }
    int duplicate() const;  // for those who close what they are given
    std::uint64_t size() const { return size_; }
    const std::string& name() const { return name_; }  // without folders

  private:
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    std::string name_;
};

// What a file begins like.
enum class Packing { plain, gzip, zip };
Packing packing_of(const OpenFile& file);

// The unpacked bytes of a file, in order. Reading throws Error{bad_input} when the file is
// truncated or damaged, holds an archive within an archive, or passes a limit.
class ByteStream {
  public:
    virtual ~ByteStream() = default;
    // Up to `size` bytes into `to`; 0 at the end.
    virtual std::size_t read(char* to, std::size_t size) = 0;
    // Bytes of the packed file used so far.
    virtual std::uint64_t used() const = 0;
};
std::unique_ptr<ByteStream> unpacked(const OpenFile& file, const UnpackLimits& limits = {});

// Counts what comes out of a packed file against its limits.
class Allowance {
  public:
    Allowance(const UnpackLimits& limits, std::string what) : limits_{limits}, what_{std::move(what)} {}
    // Throws Error{bad_input} when `out` bytes from `in` are too many.
    void check(std::uint64_t in, std::uint64_t out) const;

  private:
    UnpackLimits limits_;
    std::string what_;
};

// Of the bytes as received.
Digest digest_of(const OpenFile& file);

// All of it at once, for formats that cannot be read as a stream.
std::string read_all(ByteStream& stream, std::uint64_t most);

}  // namespace atalaya::intake
