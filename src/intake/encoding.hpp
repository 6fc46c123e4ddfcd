// Bytes of a delivery as UTF-8, block by block.
#pragma once

#include <string>
#include <string_view>

#include "intake/descriptor.hpp"

namespace atalaya::intake {

bool is_ascii_text(std::string_view text);  // > 5 GB/s

// Decodes what comes in pieces; letters and, for `mixed` and `utf8_twice`, lines may be cut between them. Bytes that cannot be in
// the encoding stay as a byte that is not UTF-8, so that whoever reads the text finds it; those of a line of a `mixed` file that is
// not UTF-8 become U+FFFD, for its other lines are sound.
class Decoder {
  public:
    explicit Decoder(Encoding encoding) : encoding_{encoding} {}
    // Whether it may give other bytes than it takes.
    bool changes() const { return encoding_ != Encoding::utf8; }
    // `last`: nothing follows.
    std::string operator()(std::string bytes, bool last);

  private:
    std::string utf16(std::string_view bytes, bool last);
    std::string lines(std::string bytes, bool last);

    Encoding encoding_;
    std::string kept_;  // of the last piece: half a letter, or a line without its end
    bool begun_ = false, big_endian_ = false;
};

// All of a text at once.
std::string decoded(std::string bytes, Encoding encoding);

}  // namespace atalaya::intake
