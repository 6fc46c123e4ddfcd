#include "core/zone_rule.hpp"

namespace atalaya {

namespace chr = std::chrono;

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Takes what it reads from the front of a text.
class Reading {
  public:
    explicit Reading(std::string_view text) : left_{text} {}
    bool done() const { return left_.empty(); }
    bool take(char c) {
        if (left_.empty() || left_.front() != c) return false;
        left_.remove_prefix(1);
        return true;
    }
    // "CLT" or "<-04>".
    bool name() {
        const bool quoted = take('<');
        std::size_t n = 0;
        while (n < left_.size() && (quoted ? left_[n] != '>' : is_letter(left_[n]))) ++n;
        left_.remove_prefix(n);
        return n >= 3 && (!quoted || take('>'));
    }
    std::optional<int> number(int most) {
        int value = 0;
        std::size_t n = 0;
        for (; n < left_.size() && n < 4 && is_digit(left_[n]); ++n) value = value * 10 + (left_[n] - '0');
        left_.remove_prefix(n);
        if (n == 0 || value > most) return {};
        return value;
    }
    // [+-]h[:mm[:ss]]
    std::optional<chr::seconds> time(int most_hours) {
        const bool negative = take('-');
        if (!negative) take('+');
        const auto hours = number(most_hours);
        if (!hours) return {};
        chr::seconds total = chr::hours{*hours};
        for (const int unit : {60, 1}) {
            if (!take(':')) break;
            const auto part = number(59);
            if (!part) return {};
            total += chr::seconds{*part * unit};
        }
        return negative ? -total : total;
    }

  private:
    std::string_view left_;
};

constexpr int most_hours_of_a_week = 167, most_hours_of_an_offset = 24;

std::optional<YearlyChange> yearly(Reading& text) {
    using Kind = YearlyChange::Kind;
    YearlyChange change;
    if (text.take('M')) {
        const auto month = text.number(12);
        const bool dot = text.take('.');
        const auto week = text.number(5);
        const bool second_dot = text.take('.');
        const auto weekday = text.number(6);
        if (!month || !dot || !week || !second_dot || !weekday || *month == 0 || *week == 0) return {};
        change.month = *month, change.week = *week, change.weekday = *weekday;
    } else {
        change.kind = text.take('J') ? Kind::julian : Kind::day;
        const auto number = text.number(365);
        if (!number || (change.kind == Kind::julian && *number == 0)) return {};
        change.number = *number;
    }
    change.time = chr::hours{2};
    if (text.take('/')) {
        const auto time = text.time(most_hours_of_a_week);
        if (!time) return {};
        change.time = *time;
    }
    return change;
}

std::optional<ZoneRule::Summer> summer_of(Reading& text, chr::seconds standard) {
    if (!text.name()) return {};
    ZoneRule::Summer summer{standard + chr::hours{1}, {}, {}};
    if (!text.take(',')) {
        const auto west = text.time(most_hours_of_an_offset);
        if (!west || !text.take(',')) return {};
        summer.offset = -*west;
    }
    const auto begins = yearly(text);
    const bool comma = text.take(',');
    const auto ends = yearly(text);
    if (!begins || !comma || !ends) return {};
    summer.begins = *begins, summer.ends = *ends;
    return summer;
}

}  // namespace

chr::sys_seconds YearlyChange::in(chr::year year) const {
    const auto day = [&]() -> chr::sys_days {
        const chr::sys_days january{year / chr::January / 1};
        if (kind == Kind::day) return january + chr::days{number};
        if (kind == Kind::julian)
            return january + chr::days{number - 1 + (year.is_leap() && number >= 60 ? 1 : 0)};
        const auto which = year / chr::month{static_cast<unsigned>(month)};
        const chr::weekday of{static_cast<unsigned>(weekday)};
        return week == 5 ? chr::sys_days{which / of[chr::last]}
                         : chr::sys_days{which / of[static_cast<unsigned>(week)]};
    };
    return day() + time;
}

std::optional<ZoneRule> parse_zone_rule(std::string_view text) {
    Reading reading{text};
    if (!reading.name()) return {};
    const auto west = reading.time(most_hours_of_an_offset);
    if (!west) return {};
    ZoneRule rule{-*west, {}};
    if (reading.done()) return rule;
    rule.summer = summer_of(reading, rule.standard);
    if (!rule.summer || !reading.done()) return {};
    return rule;
}

}  // namespace atalaya
