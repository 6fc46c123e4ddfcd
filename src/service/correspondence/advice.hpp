// What a sender may do about what was refused or noticed: one of a few things, each said in words by
// bulletins/entregas ("advice.CODE").
#pragma once

#include <string_view>

namespace atalaya::service {

// "cells" "quotes" "key" "day" "code" "number" "area" "shape" "hour" "position" "registered" "repeats" "months"
// "confirm"; the reason of a reject or the check of a finding that is not known is "confirm": say whether it is so.
std::string_view advice_on(std::string_view reason_or_check);

}  // namespace atalaya::service
