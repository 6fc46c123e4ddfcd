// Lines of one file in different encodings, and letters that were decoded twice.
//
// A line with bytes beyond ASCII is UTF-8 when it is valid as such, else of one byte a letter. What fires, by the encoding that
// the source declares:
//
//     latin-1, cp850 ...      a line that is UTF-8: its letters are read as two ("NÃ‘" for "Ñ")
//     mixed                   lines of both kinds; the rarer are counted
//     utf-8                   a line with a letter that was decoded as Latin-1 once before ("Ã±"), or with U+FFFD, which stands
//                             for a letter that somebody lost; bytes that are no UTF-8 refuse the file
//
// False positives: a line of Latin-1 that really says "Ã±". UTF-16 and UTF-8 written twice are not judged. O(bytes), of files that are all ASCII at
// the speed of memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "intake/descriptor.hpp"

namespace atalaya::intake::quality {

// What was seen in the bytes as they came, unpacked.
struct EncodingSeen {
    std::int64_t utf8 = 0, other = 0, garbled = 0;                       // lines; garbled ones are UTF-8 too
    std::int64_t first_utf8 = -1, first_other = -1, first_garbled = -1;  // the byte where the first begins
};

// Lines that fire, and the byte where the first of them begins.
struct EncodingMixed {
    std::int64_t lines = 0, first = -1;
};
EncodingMixed encoding_mixed(const EncodingSeen& seen, Encoding declared);

// Reads bytes in pieces, cut anywhere.
class EncodingWatch {
  public:
    explicit EncodingWatch(Encoding declared) : declared_{declared} {}
    void read(std::string_view bytes);
    // After the last piece.
    const EncodingSeen& done();

  private:
    void line(std::string_view text, std::int64_t at);

    Encoding declared_;
    EncodingSeen seen_;
    std::string begun_;  // of a line whose end has not come
    std::int64_t at_ = 0;
};

}  // namespace atalaya::intake::quality
