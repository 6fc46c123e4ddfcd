// What is due, put together: a line for each source, what is kept of it and the hold that keeps it, for what is past its
// time and for what is not. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "service/retention.hpp"

namespace atalaya::service {

struct DueGroup {
    std::string source;
    Kept kept{};
    std::string hold;  // "" none
    bool is_due = false;
    Day first{}, last{};  // days on which the first and the last of it are due
    std::int64_t items{}, count{};
    std::string only;  // what it is, of one
};

// In the order in which the first of each comes. O(n log n).
std::vector<DueGroup> grouped(std::span<const DueItem> items, Day on);

}  // namespace atalaya::service
