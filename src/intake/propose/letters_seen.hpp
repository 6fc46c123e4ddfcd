// Whether bytes beyond ASCII make words in one encoding of a byte a letter or in another.
//
// A byte speaks for an encoding where it would be, there, a letter that Spanish or Portuguese has, and in the case of the letters
// of its word ("Ñ" in "NUÑEZ", not "ñ"); or a sign that they write ("°", "–", "¿"), and not between two letters. What would be a box, a
// Nordic letter or a sign within a word speaks against it.
#pragma once

#include <cstdint>
#include <string_view>

namespace atalaya::intake {

class LettersSeen {
  public:
    // A line with bytes beyond ASCII that is not UTF-8. O(n).
    void line(std::string_view text);

    std::int64_t bytes() const { return bytes_; }  // beyond ASCII, of the lines
    std::int64_t windows() const {
        return windows_;
    }                                          // of them, those that speak for Windows-1252 or Latin-1
    std::int64_t dos() const { return dos_; }  // for CP850
    std::int64_t macintosh() const { return macintosh_; }  // for Mac OS Roman

  private:
    std::int64_t bytes_ = 0, windows_ = 0, dos_ = 0, macintosh_ = 0;
};

}  // namespace atalaya::intake
