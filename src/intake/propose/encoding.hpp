// Which encoding bytes are in, told from all of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "intake/descriptor.hpp"
#include "intake/propose/judged.hpp"
#include "intake/propose/letters_seen.hpp"

namespace atalaya::intake {

// Watches the bytes of a file pass, in pieces cut anywhere. > 500 MB/s of plain lines and of UTF-8.
class EncodingWatch {
  public:
    void add(std::string_view bytes);
    void finish();
    std::int64_t lines() const { return ascii_ + utf8_ + other_; }

    // Call after finish(). A mark or the pattern of NUL bytes says UTF-16; lines that are all UTF-8 or plain
    // say UTF-8, or UTF-8 written twice where their letters are; of lines that are not, the words say CP850
    // or else Windows-1252 where they use its letters 0x80 to 0x9F and Latin-1 where they do not; both kinds of
    // lines: mixed. What makes no words in any of these is asked about.
    Judged<Encoding> judged() const;

  private:
    void line(std::string_view text);
    Judged<Encoding> of_utf8() const;
    Judged<Encoding> of_one_byte() const;

    std::string kept_;  // a line without its end
    bool begun_ = false, mark_16_ = false, mark_8_ = false;
    std::int64_t bytes_ = 0, nuls_ = 0, odd_nuls_ = 0;
    std::int64_t ascii_ = 0, utf8_ = 0, twice_ = 0, other_ = 0;  // lines; those written twice are UTF-8 too
    LettersSeen letters_;                                        // of the other lines
    std::int64_t windows_ = 0, not_windows_ = 0;                 // bytes 0x80 to 0x9F of the other lines
};

}  // namespace atalaya::intake
