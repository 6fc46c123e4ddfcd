#include "methods/deals.hpp"

#include "methods/long_work.hpp"

namespace atalaya::methods {

double seconds_of_deals(const Asked& asked) {
    const double areas = rows_of(asked, "areas");
    const auto& how = asked.choice("neighbours");
    const double listed = asked.has("neighbours", "from") ? rows_of(asked, "neighbours") : 0;
    const double links = how == "listed" ? listed : areas * (how == "nearest" ? asked.number("k") : 6);
    const double a_value = areas < 3e5 ? 1.7e-8 : 6e-8, a_link = areas < 3e5 ? 3e-9 : 8e-9;
    return asked.number("permutations") * (areas * a_value + links * a_link);
}

}  // namespace atalaya::methods
