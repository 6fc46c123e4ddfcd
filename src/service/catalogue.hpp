// What a city is measured with: its own declarations, its sources, the indicators.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/city.hpp"
#include "intake/descriptor.hpp"
#include "service/coding.hpp"
#include "service/indicator.hpp"
#include "service/share.hpp"

namespace atalaya::service {

struct Catalogue {
    Share share;
    intake::City city;
    std::vector<intake::Source> sources;  // that the city names, in its order
    std::vector<Indicator> indicators;    // by order
    std::vector<Coding> codings;          // what the codes of each source with a codes.csv mean

    const Indicator* find_indicator(std::string_view id) const;
    // Throws Error{missing} with the nearest right name.
    const Indicator& indicator(std::string_view id) const;
    const intake::Source& source(std::string_view id) const;
    // nullptr for a source without codes.csv.
    const Coding* coding(std::string_view source) const;
    // Whether "source:code" counts in an indicator; what no source of the city has counts in none.
    bool counts_in(std::string_view offence, std::string_view indicator) const;
};

Catalogue read_catalogue(const Share& share, std::string_view city);

}  // namespace atalaya::service
