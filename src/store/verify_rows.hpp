// The two parts of verify() that look at rows.
#pragma once

#include "store/verify.hpp"

namespace atalaya::store {

inline constexpr std::size_t most_damages = 100;  // a table

void verify_records(Store& store, Progress& progress, Verified& out);
void verify_analytics(Store& store, Progress& progress, Verified& out);

}  // namespace atalaya::store
