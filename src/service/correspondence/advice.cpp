#include "service/correspondence/advice.hpp"

#include <algorithm>
#include <utility>

namespace atalaya::service {

std::string_view advice_on(std::string_view reason_or_check) {
    static constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"row_broken", "cells"},
        {"quote_broken", "quotes"},
        {"quote_within", "quotes"},
        {"key_missing", "key"},
        {"key_repeated", "key"},
        {"day_missing", "day"},
        {"day_impossible", "day"},
        {"day_too_early", "day"},
        {"day_future", "day"},
        {"offence_missing", "code"},
        {"offence_unknown", "code"},
        {"label_unlisted_now", "code"},
        {"zero_lost", "zero"},
        {"category_replaced", "code"},
        {"units_impossible", "number"},
        {"count_impossible", "number"},
        {"year_impossible", "number"},
        {"thousands_lost", "number"},
        {"area_unknown", "area"},
        {"area_not_found", "area"},
        {"area_missing", "area"},
        {"area_disagrees", "area"},
        {"rows_elsewhere", "area"},
        {"shape_missing", "shape"},
        {"hour_zero_heaped", "hour"},
        {"hour_unknown", "hour"},
        {"hour_impossible", "hour"},
        {"hours_heaped", "hour"},
        {"hour_skipped", "hour"},
        {"hour_repeated", "hour"},
        {"registered_missing", "registered"},
        {"registered_impossible", "registered"},
        {"registered_before", "registered"},
        {"position_missing", "position"},
        {"position_impossible", "position"},
        {"position_zero", "position"},
        {"position_outside", "position"},
        {"position_nowhere", "position"},
        {"coordinates_swapped", "position"},
        {"point_heaped", "position"},
        {"same_but_key", "repeats"},
        {"told_twice", "key"},
        {"cell_added", "repeats"},
        {"months_missing", "months"},
        {"months_silent", "months"},
        {"ends_in_zero", "months"},
        {"days_heaped", "day"},
        {"month_impossible", "day"},
        {"weekday_contradicts", "day"},
        {"value_rounded", "number"},
        {"no_data", "months"},
        {"series_gap", "months"},
        {"addresses_placed", "area"},
        {"addresses_unasked", "area"},
        {"coordinates_rounded", "position"},
        {"near_duplicate", "repeats"},
        {"code_reused", "code"},
        {"spellings_alike", "names"},
        {"blanks_around", "names"},
        {"address_repeated", "repeats"},
        {"system_contradicted", "position"},
    };
    const auto* found = std::find_if(std::begin(known), std::end(known),
                                     [&](const auto& one) { return one.first == reason_or_check; });
    return found == std::end(known) ? "confirm" : found->second;
}

}  // namespace atalaya::service
