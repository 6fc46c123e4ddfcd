// Which areas there are, as far as the descriptors say it: what a source's [area.LAYER] aliases and its parents' mean
// must be one of them. An alias that means no area leaves its rows without one, in silence.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "intake/city.hpp"
#include "intake/descriptor.hpp"
#include "intake/gazetteer.hpp"
#include "service/share.hpp"

namespace atalaya::service {

// Code and name of each area of a layer.
using ListedAreas = std::vector<std::pair<std::string, std::string>>;

class KnownAreas {
  public:
    // Of the layers of each city that a source lists whole: in areas.csv, or in a file to hand over that lies in its
    // folder. Of the others, and of a city with a descriptor that cannot be read, nothing is known here.
    // O(bytes of those files), once.
    KnownAreas(const Share& share, const std::vector<intake::City>& cities);
    // Of the layers that have areas.
    KnownAreas(const intake::City& city, const intake::Gazetteer& areas);

    // Throws Error{bad_input} naming source, layer and alias when the area it means is in no list of a city that names
    // the source, nor in its [[area_changes]]; with the area that may have been meant.
    void check(const intake::Source& source) const;

  private:
    struct OfCity {
        const intake::City* city;
        std::map<std::string, ListedAreas> layers;
    };
    void check(const intake::Source& source, const std::string& table, const std::string& layer,
               const std::vector<std::pair<std::string, std::string>>& aliases) const;

    std::vector<OfCity> cities_;
};

}  // namespace atalaya::service
