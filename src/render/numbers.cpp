#include "render/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "render/numbers_tongue.hpp"

namespace atalaya::render {

namespace {

// The Spanish-speaking countries that write 1,234.5.
bool writes_point(std::string_view region) {
    constexpr std::array<std::string_view, 10> countries{"MX", "GT", "SV", "HN", "NI",
                                                         "PA", "DO", "PR", "US", "419"};
    return std::ranges::any_of(countries, [&](auto country) { return region.ends_with(country); });
}

double scale(int decimals) {
    double power = 1;
    for (int i = 0; i < decimals; ++i) power *= 10;
    return power;
}

// value * 10^decimals as a whole number, half away from zero. Four units in the last place make a value that
// is a tie as it is written (2.675) one although its nearest double lies just below.
std::int64_t scaled(double value, int decimals) {
    expects(decimals >= 0 && decimals <= 6, "a number has 0 to 6 decimals");
    const double wanted = value * scale(decimals);
    expects(std::isfinite(wanted) && std::abs(wanted) < 1e14, "a number to write has at most 14 digits");
    return std::llround(wanted * (1 + 4 * std::numeric_limits<double>::epsilon()));
}

std::string digits_of(std::int64_t n) {
    const auto size = static_cast<std::uint64_t>(n);
    return std::to_string(n < 0 ? 0 - size : size);
}

std::string signed_text(bool negative, const std::string& digits) {
    return negative ? std::string{minus_sign} + digits : digits;
}

// "+12" where the number is above zero; the others have their sign already.
std::string with_plus(std::string written, bool positive) {
    return positive ? "+" + written : written;
}

std::string grouped(std::string digits, std::string_view separator) {
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), separator);
    }
    return digits;
}

// The second byte of a letter from U+00C0 to U+00FF (the first is C3), else 0: capitals are 80..9E, small
// letters the same plus 20; the signs for times (97) and divided (B7) are no letters.
int second_byte(std::string_view utf8) {
    return utf8.size() >= 2 && utf8[0] == '\xC3' ? static_cast<unsigned char>(utf8[1]) : 0;
}

bool begins_with_capital(std::string_view utf8) {
    const int second = second_byte(utf8);
    return (!utf8.empty() && utf8[0] >= 'A' && utf8[0] <= 'Z') ||
           (second >= 0x80 && second <= 0x9E && second != 0x97);
}

std::string small_first(std::string_view utf8) {
    std::string out{utf8};
    if (!begins_with_capital(utf8)) return out;
    auto& letter = out[second_byte(utf8) != 0 ? 1 : 0];
    letter = static_cast<char>(static_cast<unsigned char>(letter) + 0x20);
    return out;
}

// "inspección", "hijos" and "ítem", but neither "hielo" nor "iones", whose i is half a consonant.
bool sounds_like_i(std::string_view word) {
    const std::string small = small_first(word);
    std::string_view sound = small;
    if (sound.starts_with('h')) sound.remove_prefix(1);
    if (sound.starts_with("í")) return true;
    return sound.starts_with('i') &&
           (sound.size() == 1 || std::string_view{"aeo"}.find(sound[1]) == std::string_view::npos);
}

std::string_view joint(Language language, std::string_view next) {
    if (language == Language::es && sounds_like_i(next)) return "e";
    return tongue(language).and_word;
}

int number(std::chrono::month month) {
    return static_cast<int>(static_cast<unsigned>(month));
}

std::string english_ordinal(int n) {
    const int tens = n % 100;
    if (tens >= 11 && tens <= 13) return std::to_string(n) + "th";
    constexpr std::array<std::string_view, 4> endings{"th", "st", "nd", "rd"};
    const int last = n % 10;
    return std::to_string(n) + std::string{last <= 3 ? endings[static_cast<std::size_t>(last)] : "th"};
}

}  // namespace

Language language_of(std::string_view region) {
    const auto name = region.substr(0, region.find('-'));
    if (name == "es") return Language::es;
    if (name == "pt") return Language::pt;
    if (name == "en") return Language::en;
    throw Error{
        Fault::bad_input,
        message("region \"{}\": expected es, pt or en, alone or with a country such as es-AR", region)};
}

std::string_view code(Language language) {
    switch (language) {
        case Language::es: return "es";
        case Language::pt: return "pt";
        case Language::en: return "en";
    }
    throw std::logic_error{"a language without code"};
}

Forms::Forms(std::string_view region) : language_{language_of(region)} {
    const bool point = language_ == Language::en || (language_ == Language::es && writes_point(region));
    decimal_mark_ = point ? "." : ",";
    thousands_mark_ = point ? "," : (region == "pt-PT" ? no_break_space : ".");
}

std::string Forms::count(std::int64_t n) const {
    return signed_text(n < 0, grouped(digits_of(n), thousands_mark_));
}

std::string Forms::decimal(double value, int decimals) const {
    const std::int64_t whole = scaled(value, decimals);
    std::string digits = digits_of(whole);
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');

    std::string out = grouped(digits.substr(0, digits.size() - places), thousands_mark_);
    if (decimals > 0) out.append(decimal_mark_).append(digits.substr(digits.size() - places));
    return signed_text(whole < 0, out);
}

std::string Forms::percent(double value, int decimals) const {
    return decimal(value, decimals).append(no_break_space) + "%";
}

std::string Forms::change(double percent_value, int decimals) const {
    return with_plus(percent(percent_value, decimals), scaled(percent_value, decimals) > 0);
}

std::string Forms::difference(std::int64_t n) const {
    return with_plus(count(n), n > 0);
}

std::string Forms::ordinal(int n) const {
    if (language_ == Language::en) return english_ordinal(n);
    return std::to_string(n).append(tongue(language_).ordinal);
}

std::string Forms::interval(double low, double high, int decimals) const {
    expects(low <= high, "an interval runs upwards");
    const std::string from = decimal(low, decimals), to = decimal(high, decimals);
    if (low >= 0) return from + std::string{en_dash} + to;
    return fmt::format("{} {} {}", from, tongue(language_).to_word, to);
}

std::string Forms::percent_interval(double low, double high, int decimals) const {
    return interval(low, high, decimals).append(no_break_space) + "%";
}

std::string Forms::change_interval(double low, double high, int decimals) const {
    expects(low <= high, "an interval runs upwards");
    const std::string from = with_plus(decimal(low, decimals), scaled(low, decimals) > 0);
    constexpr double most = 999;  // beyond it an end says only that nothing is known
    const std::string to = high > most ? "> " + change(most, 0) : change(high, decimals);
    return fmt::format("{} {} {}", from, tongue(language_).to_word, to);
}

std::string Forms::day(Day day) const {
    const std::chrono::year_month_day date{day};
    const auto d = static_cast<unsigned>(date.day());
    const bool first_in_portuguese = language_ == Language::pt && d == 1;
    return std::to_string(d) + (first_in_portuguese ? "º" : "") + std::string{tongue(language_).of} +
           month(date.year() / date.month());
}

std::string Forms::short_day(Day day) const {
    const std::chrono::year_month_day date{day};
    const auto d = static_cast<unsigned>(date.day()), m = static_cast<unsigned>(date.month());
    const int y = static_cast<int>(date.year());
    switch (language_) {
        case Language::es: return fmt::format("{:02}-{:02}-{}", d, m, y);
        case Language::pt: return fmt::format("{:02}/{:02}/{}", d, m, y);
        case Language::en: return fmt::format("{} {} {}", d, month_short(static_cast<int>(m)), y);
    }
    throw std::logic_error{"a language without dates"};
}

std::string Forms::month(Month month) const {
    return fmt::format("{}{}{}", month_name(number(month.month())), tongue(language_).of,
                       static_cast<int>(month.year()));
}

std::string Forms::month_title(Month month) const {
    return fmt::format("{} {}", month_name(number(month.month())), static_cast<int>(month.year()));
}

std::string Forms::short_month(Month month) const {
    return fmt::format("{} {}", month_short(number(month.month())), static_cast<int>(month.year()));
}

std::string_view Forms::month_name(int month) const {
    expects(month >= 1 && month <= 12, "months run from 1 to 12");
    return tongue(language_).months[static_cast<std::size_t>(month - 1)];
}

std::string_view Forms::month_short(int month) const {
    expects(month >= 1 && month <= 12, "months run from 1 to 12");
    return tongue(language_).short_months[static_cast<std::size_t>(month - 1)];
}

std::string_view Forms::weekday(int weekday) const {
    expects(weekday >= 0 && weekday <= 6, "weekdays run from 0, Monday, to 6");
    return tongue(language_).weekdays[static_cast<std::size_t>(weekday)];
}

std::string_view Forms::weekday_short(int weekday) const {
    expects(weekday >= 0 && weekday <= 6, "weekdays run from 0, Monday, to 6");
    return tongue(language_).short_weekdays[static_cast<std::size_t>(weekday)];
}

std::string Forms::period(Period span) const {
    const Day last_day = span.past_end - std::chrono::days{1};
    const Month first = month_of(span.first), last = month_of(last_day);
    const auto to = [&](const std::string& a, const std::string& b) {
        return fmt::format("{} {} {}", a, tongue(language_).to_word, b);
    };

    const bool whole_months =
        span.first == first_day(first) && span.past_end == first_day(plus_months(last, 1));
    if (!whole_months) return span.days() == 1 ? day(span.first) : to(day(span.first), day(last_day));
    if (first == last) return month(first);
    if (first.year() != last.year()) return to(month(first), month(last));
    if (months_between(first, last) == 11) return std::to_string(static_cast<int>(first.year()));
    return to(std::string{month_name(number(first.month()))}, month(last));
}

std::string Forms::short_period(Period months) const {
    const Month first = month_of(months.first), last = plus_months(month_of(months.past_end), -1);
    if (first == last) return short_month(last);
    const std::string begin =
        first.year() == last.year() ? std::string{month_short(number(first.month()))} : short_month(first);
    return begin + "–" + short_month(last);
}

std::string Forms::list(const std::vector<std::string>& items) const {
    std::vector<Text> texts;
    for (const auto& item : items) texts.push_back({{.text = item}});
    std::string out;
    for (const auto& run : list(texts)) out += run.text;
    return out;
}

Text Forms::list(const std::vector<Text>& items) const {
    Text out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool last = i + 1 == items.size();
        const std::string_view next = items[i].empty() ? std::string_view{} : items[i].front().text;
        if (i > 0 && last) out.push_back({.text = fmt::format(" {} ", joint(language_, next))});
        if (i > 0 && !last) out.push_back({.text = ", "});
        out.insert(out.end(), items[i].begin(), items[i].end());
    }
    return out;
}

std::string with_small_initial(std::string_view utf8) {
    const std::size_t first = second_byte(utf8) != 0 ? 2 : 1;
    const bool in_capitals = utf8.size() > first && begins_with_capital(utf8.substr(first));
    return in_capitals ? std::string{utf8} : small_first(utf8);
}

std::string with_capital_initial(std::string_view utf8) {
    std::string out{utf8};
    const int second = second_byte(utf8);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 0x20);
    if (second >= 0xA0 && second <= 0xBE && second != 0xB7) out[1] = static_cast<char>(second - 0x20);
    return out;
}

}  // namespace atalaya::render
