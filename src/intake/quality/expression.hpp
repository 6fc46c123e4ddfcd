// Sums that a person writes about counts: "[hombres] + [mujeres] - 2 * [ambos]".
//
// Names stand between brackets, as codes hold hyphens and columns hold blanks; between them + - * / with the usual order,
// parentheses and decimal numbers. A division by 0 is not a number, and neither is what is made of it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::intake::quality {

class Expression {
  public:
    // Throws Error{bad_input} that says the letter where it stops making sense. At most 2,000 letters and 50 parentheses
    // within each other.
    static Expression parse(std::string_view text);

    const std::string& text() const { return text_; }
    // Each once, in the order in which they first appear.
    const std::vector<std::string>& names() const { return names_; }
    // One value for each name. O(length of the text).
    double value(std::span<const double> of_names) const;

  private:
    friend class ExpressionParser;
    enum class Step : char { number, name, add, subtract, multiply, divide, negate };
    struct Op {
        Step step{};
        double number{};
        std::size_t name{};
    };
    std::string text_;
    std::vector<std::string> names_;
    std::vector<Op> ops_;  // in reverse Polish order
};

}  // namespace atalaya::intake::quality
