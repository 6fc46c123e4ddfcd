// A text by which rows about a person or a case are looked for: "Zulema Quizpe", "causa 123/2020".
//
// Row and text are compared folded (core/text.hpp), word by word: words end at blanks, and marks around them do not
// count. A row holds the text when each of its words stands in some cell, with no letter or digit right before or
// after, so that "QUIZPE, ZULEMA" and a name in two columns are found, and "Ana" is not found in "mañana".
//
// A number of five digits or more is found however it is grouped (number_written.hpp): 27318456 in "27.318.456".
//
// Pure; O(bytes of the cells).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::intake {

class HeldText {
  public:
    explicit HeldText(std::string_view text);

    // Whether it says enough to be looked for: three letters and digits, or five where no letter is among them.
    bool says_enough() const;

    bool in(std::span<const std::string_view> cells) const;
    bool in(std::string_view cell) const { return in(std::span{&cell, 1}); }
    // Whether a cell of a row that holds the text tells it, or part of it: all words, or one of four letters or more.
    bool told_in(std::string_view cell) const;

  private:
    std::vector<std::string> words_;
    std::string number_;  // the digits of a text that has no letter, "" where it has one or too few of them
};

bool any_in(std::span<const HeldText> texts, std::string_view cell);
bool any_in(std::span<const HeldText> texts, std::span<const std::string_view> cells);
bool any_in(std::span<const HeldText> texts, std::span<const std::string> cells);
// Whether one of them is told in the cell, or a part of it.
bool any_told_in(std::span<const HeldText> texts, std::string_view cell);

}  // namespace atalaya::intake
