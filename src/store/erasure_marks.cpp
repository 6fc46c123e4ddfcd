#include "store/erasure_marks.hpp"

#include <string_view>

#include "core/day.hpp"

namespace atalaya::store {

std::string with_marks_said(const std::string& text,
                            const std::function<std::string(const std::string& day)>& say) {
    constexpr std::string_view opens = "⟦e-", closes = "⟧";
    constexpr std::size_t day_length = 10;
    std::string out;
    std::size_t from = 0;
    for (std::size_t at = text.find(opens); at != text.npos; at = text.find(opens, from)) {
        const auto end = text.find(closes, at);
        const auto day = text.substr(at + opens.size(), day_length);
        const bool is_mark = end != text.npos && at + opens.size() + day_length < end && parse_day(day);
        const auto past = is_mark ? end + closes.size() : at + opens.size();
        out += text.substr(from, at - from) + (is_mark ? say(day) : std::string{opens});
        from = past;
    }
    return out + text.substr(from);
}

}  // namespace atalaya::store
