// How a region writes numbers, days, months and lists. Own tables, no process locale: the same value is the
// same bytes on every machine.
//
//     Forms forms{"es-AR"};
//     forms.count(1234)              "1.234"            es-MX, en: "1,234"
//     forms.rate(12.345)             "12,3"             one decimal
//     forms.percent(12.4)            "12 %"             no decimals, no-break space (SI Brochure, 5.4.7)
//     forms.change(-8.2)             "−8 %"             sign always, U+2212
//     forms.day(d)                   "31 de agosto de 2020"
//
// Numbers are rounded half away from zero as they are written in decimal (2.675 with two decimals is 2.68),
// and what rounds to zero has no sign. The ends of an interval take the decimals of their number. Numbers
// must be finite and have at most 14 digits: what is missing has words, not a number. Separators: Unicode
// CLDR 44.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "render/document.hpp"

namespace atalaya::render {

inline constexpr std::string_view no_break_space = "\u00a0";
inline constexpr std::string_view minus_sign = "\u2212";
inline constexpr std::string_view en_dash = "\u2013";

enum class Language { es, pt, en };

// "es", "pt" or "en", alone or before "-". Throws Error{bad_input} for any other.
Language language_of(std::string_view region);
std::string_view code(Language language);

class Forms {
  public:
    // "es-AR", "es-MX", "pt-BR", "en" ...: a language we speak and, where it is known, how its country writes
    // numbers; an unknown country writes as its language's neighbours do (comma in es and pt, point in en).
    // Throws Error{bad_input} for another language.
    explicit Forms(std::string_view region);

    Language language() const { return language_; }

    // --- numbers
    std::string count(std::int64_t n) const;                // "1.234"
    std::string decimal(double value, int decimals) const;  // 0 <= decimals <= 6
    std::string rate(double value) const { return decimal(value, 1); }
    std::string percent(double value, int decimals = 0) const;   // "12 %" (12 means 12 in 100)
    std::string change(double percent, int decimals = 0) const;  // "+12 %", "−8 %", "0 %"
    std::string difference(std::int64_t n) const;                // "+12", "−8", "0"
    std::string ordinal(int n) const;                            // "12.º", "12º", "12th"

    // --- intervals, low <= high
    std::string interval(double low, double high, int decimals = 1) const;  // "3,1–4,2"; "−1,0 a 4,2"
    std::string percent_interval(double low, double high, int decimals = 0) const;  // "40–55 %"
    // "−20 a +3 %"; an upper end beyond 999 says no more than that it is: "−100 a > +999 %".
    std::string change_interval(double low, double high, int decimals = 0) const;

    // --- days and months
    std::string day(Day day) const;              // "31 de agosto de 2020"; en "31 August 2020"
    std::string short_day(Day day) const;        // "31-08-2020"; pt "31/08/2020"; en "31 Aug 2020"
    std::string month(Month month) const;        // "agosto de 2020"; en "August 2020"
    std::string month_title(Month month) const;  // "agosto 2020", for heads
    std::string short_month(Month month) const;  // "ago 2020"
    // 1 January .. 12 December.
    std::string_view month_name(int month) const;   // "agosto"
    std::string_view month_short(int month) const;  // "ago"
    // 0 Monday .. 6 Sunday, as weekday_of().
    std::string_view weekday(int weekday) const;        // "lunes"
    std::string_view weekday_short(int weekday) const;  // "lun"
    // "2020", "agosto de 2020", "enero a agosto de 2020", "septiembre de 2019 a agosto de 2020", and for
    // other spans "20 de marzo de 2020 a 8 de noviembre de 2020" (last day included).
    std::string period(Period period) const;
    std::string short_period(Period months) const;  // "mar–abr 2024", for heads; of whole months

    // --- lists: "", "a", "a y b", "a, b y c"; es "e" before the sound i ("mediación e inspección"), pt "e",
    // en "and".
    std::string list(const std::vector<std::string>& items) const;
    Text list(const std::vector<Text>& items) const;  // the same, keeping which number shows which figure

  private:
    Language language_;
    std::string_view decimal_mark_, thousands_mark_;
};

// "Víctimas fatales" -> "víctimas fatales" and back; the first letter only, Latin letters with accents
// included. What is written in capitals, "UPZ" or "RECLAMO", stays so.
std::string with_small_initial(std::string_view utf8);
std::string with_capital_initial(std::string_view utf8);

}  // namespace atalaya::render
