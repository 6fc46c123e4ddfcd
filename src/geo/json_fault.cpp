#include "geo/json_fault.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

namespace atalaya::geo {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_{text} {}

    std::size_t fault() {
        bool value_next = true;  // else a comma, a bracket that closes, or the end
        for (;;) {
            skip_blanks();
            if (value_next ? !value() : !after_value()) return at_;
            if (done_) return text_.size();
            value_next = value_next_;
        }
    }

  private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void skip_blanks() {
        while (at_ < text_.size() && (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t'))
            ++at_;
    }

    // A value whole, or the beginning of a list or object and what stands first in it.
    bool value() {
        value_next_ = false;
        switch (here()) {
            case '"': return string();
            case '{':
            case '[': return open();
            case 't': return word("true");
            case 'f': return word("false");
            case 'n': return word("null");
            default: return number();
        }
    }
    bool open() {
        if (inside_.size() + 1 >= deepest_json) return false;
        inside_ += here();
        ++at_;
        skip_blanks();
        if (here() == closing()) return close();
        value_next_ = true;
        return inside_.back() == '[' || name();
    }
    char closing() const { return inside_.back() == '{' ? '}' : ']'; }
    bool close() {
        ++at_;
        inside_.pop_back();
        value_next_ = false;
        return true;
    }
    bool after_value() {
        if (inside_.empty()) {
            done_ = at_ == text_.size();
            return done_;
        }
        if (here() == closing() && at_ < text_.size()) return close();
        if (!take(',')) return false;
        skip_blanks();
        value_next_ = true;
        return inside_.back() == '[' || name();
    }
    bool name() {
        if (here() != '"' || !string()) return false;
        skip_blanks();
        return take(':');
    }
    bool word(std::string_view expected) {
        if (text_.substr(at_, expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }

    bool string() {
        ++at_;
        while (at_ < text_.size()) {
            if (take('"')) return true;
            if (static_cast<unsigned char>(here()) < 0x20) return false;
            if (!take('\\'))
                ++at_;
            else if (!escape())
                return false;
        }
        return false;
    }
    bool escape() {
        if (here() != 'u') {
            if (at_ >= text_.size() || std::string_view{"\"\\/bfnrt"}.find(here()) == std::string_view::npos)
                return false;
            ++at_;
            return true;
        }
        const auto first = unit();
        if (!first) return false;
        const bool leads = *first >= 0xD800 && *first < 0xDC00;
        if (!leads) return *first < 0xDC00 || *first >= 0xE000;
        if (!take('\\') || here() != 'u') return false;
        const auto second = unit();
        return second && *second >= 0xDC00 && *second < 0xE000;
    }
    // "u20ac".
    std::optional<std::uint32_t> unit() {
        std::uint32_t number = 0;
        const std::string_view digits = text_.substr(std::min(at_ + 1, text_.size())).substr(0, 4);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
        if (digits.size() < 4 || read.ptr != digits.data() + 4) return {};
        at_ += 5;
        return number;
    }

    bool number() {
        const std::size_t begin = at_;
        bool whole = true;
        take('-');
        if (!is_digit(here())) return false;
        if (!take('0')) digits();
        if (is_digit(here())) return false;  // "01"
        if (take('.')) {
            whole = false;
            if (!digits()) return false;
        }
        if (take('e') || take('E')) {
            whole = false;
            if (!take('+')) take('-');
            if (!digits()) return false;
        }
        const std::string_view written = text_.substr(begin, at_ - begin);
        const bool fits = whole ? fits_whole(written) : fits_double(written);
        if (!fits) at_ = begin;
        return fits;
    }
    bool digits() {
        const std::size_t begin = at_;
        while (is_digit(here())) ++at_;
        return at_ > begin;
    }
    template <class Number>
    static bool fits(std::string_view written) {
        Number number{};
        return std::from_chars(written.data(), written.data() + written.size(), number).ec == std::errc{};
    }
    static bool fits_whole(std::string_view written) {
        return written.starts_with('-') ? fits<std::int64_t>(written) : fits<std::uint64_t>(written);
    }
    // What is too small for a double is zero, and good.
    static bool fits_double(std::string_view written) {
        return fits<double>(written) || written.find("e-") != std::string_view::npos ||
               written.find("E-") != std::string_view::npos;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string inside_;  // the brackets that are open
    bool value_next_ = false, done_ = false;
};

}  // namespace

std::size_t fault_in_json(std::string_view text) {
    return Scanner{text}.fault();
}

}  // namespace atalaya::geo
