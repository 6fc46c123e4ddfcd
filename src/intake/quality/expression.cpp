#include "intake/quality/expression.hpp"

#include <algorithm>
#include <limits>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::intake::quality {

namespace {

constexpr std::size_t longest = 2000;
constexpr int deepest = 50;

}  // namespace

class ExpressionParser {
  public:
    explicit ExpressionParser(std::string_view text) : text_{text} { out_.text_ = text; }

    Expression parsed() && {
        if (text_.size() > longest) {
            throw Error{Fault::bad_input,
                        message("expected at most {} letters; found {}.", longest, text_.size())};
        }
        sum();
        skip_blanks();
        if (at_ < text_.size()) refuse();
        return std::move(out_);
    }

  private:
    using Step = Expression::Step;

    void sum() {
        term();
        while (true) {
            if (take('+'))
                term(), push(Step::add);
            else if (take('-'))
                term(), push(Step::subtract);
            else
                return;
        }
    }
    void term() {
        factor();
        while (true) {
            if (take('*'))
                factor(), push(Step::multiply);
            else if (take('/'))
                factor(), push(Step::divide);
            else
                return;
        }
    }
    void factor() {
        if (++depth_ > deepest) refuse();
        if (take('-')) {
            factor();
            push(Step::negate);
        } else if (take('(')) {
            sum();
            if (!take(')')) refuse();
        } else if (take('[')) {
            name();
        } else {
            number();
        }
        --depth_;
    }
    void name() {
        const auto end = text_.find(']', at_);
        if (end == std::string_view::npos) refuse();
        const std::string said{trimmed(text_.substr(at_, end - at_))};
        if (said.empty()) refuse();
        at_ = end + 1;
        auto& names = out_.names_;
        const auto known = std::find(names.begin(), names.end(), said);
        const auto place = static_cast<std::size_t>(known - names.begin());
        if (known == names.end()) names.push_back(said);
        out_.ops_.push_back({Step::name, 0, place});
    }
    void number() {
        skip_blanks();
        const auto end = std::min(text_.find_first_not_of("0123456789.", at_), text_.size());
        const auto value = decimal_number(text_.substr(at_, end - at_));
        if (!value) refuse();
        at_ = end;
        out_.ops_.push_back({Step::number, *value, 0});
    }

    bool take(char sign) {
        skip_blanks();
        if (at_ == text_.size() || text_[at_] != sign) return false;
        ++at_;
        return true;
    }
    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
    void push(Step step) { out_.ops_.push_back({step, 0, 0}); }
    [[noreturn]] void refuse() const {
        throw Error{Fault::bad_input,
                    message("expected a number, a [name], a sign or a parenthesis at letter {} of \"{}\".",
                            at_ + 1, text_)};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    Expression out_;
};

Expression Expression::parse(std::string_view text) {
    return ExpressionParser{text}.parsed();
}

double Expression::value(std::span<const double> of_names) const {
    std::vector<double> stack;
    const auto pop = [&] {
        const double top = stack.back();
        stack.pop_back();
        return top;
    };
    for (const auto& [step, number, name] : ops_) {
        if (step == Step::number || step == Step::name) {
            stack.push_back(step == Step::number ? number : of_names[name]);
            continue;
        }
        const double right = pop();
        if (step == Step::negate) {
            stack.push_back(-right);
            continue;
        }
        const double left = pop();
        switch (step) {
            case Step::add: stack.push_back(left + right); break;
            case Step::subtract: stack.push_back(left - right); break;
            case Step::multiply: stack.push_back(left * right); break;
            default: stack.push_back(right == 0 ? std::numeric_limits<double>::quiet_NaN() : left / right);
        }
    }
    return stack.back();
}

}  // namespace atalaya::intake::quality
