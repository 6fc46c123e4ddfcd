#include "render/day_span.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace atalaya::render {

namespace {

// Without what the last day says after it.
std::string first_of(const Forms& forms, Day first, Day last) {
    const std::string whole = forms.day(first);
    const Month of_first = month_of(first), of_last = month_of(last);
    if (of_first.year() != of_last.year()) return whole;
    const std::string number = whole.substr(0, whole.find(' '));
    if (of_first == of_last) return number;
    const auto year = std::to_string(static_cast<int>(of_first.year()));
    const std::string_view of = forms.language() == Language::en ? " " : " de ";
    return whole.substr(0, whole.size() - year.size() - of.size());
}

}  // namespace

std::string day_span(const Forms& forms, Period days) {
    expects(days.first < days.past_end, "day_span: a day at least");
    const Day last = days.past_end - std::chrono::days{1};
    if (days.first == last) return forms.day(last);
    const std::string from = first_of(forms, days.first, last), to = forms.day(last);
    switch (forms.language()) {
        case Language::es: return fmt::format("del {} al {}", from, to);
        case Language::pt: return fmt::format("de {} a {}", from, to);
        case Language::en: return fmt::format("{} to {}", from, to);
    }
    throw std::logic_error{"a language without spans of days"};
}

}  // namespace atalaya::render
