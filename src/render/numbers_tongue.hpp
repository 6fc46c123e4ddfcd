// What Spanish, Portuguese and English say of days, months, lists and order (Unicode CLDR 44). Only for
// numbers.cpp.
#pragma once

#include <array>
#include <stdexcept>
#include <string_view>

#include "render/numbers.hpp"

namespace atalaya::render {

using Names = std::array<std::string_view, 12>;
using WeekNames = std::array<std::string_view, 7>;

// What a language says of time, of lists and of order.
struct Tongue {
    Names months, short_months;
    WeekNames weekdays, short_weekdays;
    std::string_view of;  // between day, month and year; " " in English
    std::string_view and_word, to_word;
    std::string_view ordinal;
};

inline constexpr Tongue spanish{
    .months = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
               "octubre", "noviembre", "diciembre"},
    .short_months = {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
    .weekdays = {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
    .short_weekdays = {"lun", "mar", "mié", "jue", "vie", "sáb", "dom"},
    .of = " de ",
    .and_word = "y",
    .to_word = "a",
    .ordinal = ".º",
};

inline constexpr Tongue portuguese{
    .months = {"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
               "outubro", "novembro", "dezembro"},
    .short_months = {"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"},
    .weekdays = {"segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado",
                 "domingo"},
    .short_weekdays = {"seg", "ter", "qua", "qui", "sex", "sáb", "dom"},
    .of = " de ",
    .and_word = "e",
    .to_word = "a",
    .ordinal = "º",
};

inline constexpr Tongue english{
    .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
               "October", "November", "December"},
    .short_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
    .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    .short_weekdays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
    .of = " ",
    .and_word = "and",
    .to_word = "to",
    .ordinal = "th",
};

inline const Tongue& tongue(Language language) {
    switch (language) {
        case Language::es: return spanish;
        case Language::pt: return portuguese;
        case Language::en: return english;
    }
    throw std::logic_error{"a language without words"};
}

}  // namespace atalaya::render
