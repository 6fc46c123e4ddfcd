// Money as it is written: a currency and whole hundredths of it. Never a floating number, so that a limit of 250.00 is
// met by 250.00 and not by 250.01.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace atalaya {

struct Amount {
    std::string currency;  // ISO 4217: "PAB"
    std::int64_t cents{};

    friend bool operator==(const Amount&, const Amount&) = default;
};

// "1000", "1000.5", "1,000.00", "1 000.00": digits, in groups of three where there is a comma or a blank between them, and a
// point before one or two decimals. Nothing for anything else, a sign, and more than 10^15 cents. The currency is the
// reader's: a text that names one is none.
std::optional<Amount> parse_amount(std::string_view text, std::string_view currency);

// "PAB 1000.00"
std::string text_of(const Amount& amount);

// Whether an amount is no more than a limit; nothing where they are of two currencies.
std::optional<bool> at_most(const Amount& amount, const Amount& limit);

}  // namespace atalaya
