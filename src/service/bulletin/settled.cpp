#include "service/bulletin/settled.hpp"

#include <algorithm>

#include "service/measures.hpp"

namespace atalaya::service {

Period settled_year(const Desk& desk) {
    const Month known = plus_months(month_of(settled_year(desk.world()).past_end), -1);
    return months_ending(std::min(known, desk.month()), 12);
}

}  // namespace atalaya::service
