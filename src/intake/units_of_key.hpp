// "[units] column = "@rows"": the rows of one key are the units (victims, vehicles) of one fact.
#pragma once

#include <string_view>

namespace atalaya::intake {

inline constexpr std::string_view rows_of_key = "@rows";

}  // namespace atalaya::intake
