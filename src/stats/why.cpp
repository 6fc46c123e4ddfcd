#include "stats/why.hpp"

namespace atalaya::stats {

std::string_view code(Why why) {
    switch (why) {
        case Why::no_exposure: return "no_exposure";
        case Why::no_base: return "no_base";
        case Why::no_events: return "no_events";
        case Why::too_few_events: return "too_few_events";
        case Why::not_a_count: return "not_a_count";
        case Why::too_few_values: return "too_few_values";
        case Why::constant: return "constant";
        case Why::no_neighbours: return "no_neighbours";
        case Why::not_a_number: return "not_a_number";
        case Why::singular: return "singular";
        case Why::no_fit: return "no_fit";
    }
    return "";
}

}  // namespace atalaya::stats
