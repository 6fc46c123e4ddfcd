// A sheet of paper as a telephone sees it: grey, a little askew, without a text layer. For made-up files only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::simulate {

class SheetPicture {
  public:
    SheetPicture(int wide, int high);

    // Capitals without accents, digits, blanks, '/', '.' and '-', each three points by five of `size`; others are left
    // blank. The upper left corner at (x, y).
    void text(int x, int y, std::string_view what, int size);
    void line(int x, int y, int past_x);

    // As PNG: each column sinks a point every `slope` columns, and each point's grey moves a little, by a stream of its
    // own for each seed. The same calls give the same bytes.
    std::string png(int slope, std::uint64_t seed) const;

    // How wide `text` would be.
    static int wide(std::string_view what, int size) { return static_cast<int>(what.size()) * 4 * size; }

  private:
    void dot(int x, int y);

    int wide_, high_;
    std::vector<std::uint8_t> ink_;  // 1 where there is some
};

}  // namespace atalaya::simulate
