#include "intake/digest_beside.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

#include "core/error.hpp"

namespace atalaya::intake {

DigestBeside::DigestBeside(const OpenFile& file)
    : digest_{std::async(std::launch::async, [this, &file] {
          Sha256 hash;
          std::string block(std::clamp<std::uint64_t>(file.size(), 1, 1 << 20), '\0');
          off_t at = 0;
          while (!given_up_) {
              const auto got = ::pread(file.descriptor(), block.data(), block.size(), at);
              if (got < 0 && errno == EINTR) continue;
              if (got < 0)
                  throw Error{Fault::bad_input,
                              message("{} could not be read: {}.", file.name(), std::strerror(errno))};
              if (got == 0) break;
              hash.add({block.data(), static_cast<std::size_t>(got)});
              at += got;
          }
          return hash.digest();
      })} {}

DigestBeside::~DigestBeside() {
    given_up_ = true;
    if (digest_.valid()) digest_.wait();
}

}  // namespace atalaya::intake
