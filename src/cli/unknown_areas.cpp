#include "cli/unknown_areas.hpp"

#include <fmt/format.h>

#include "service/unknown_areas.hpp"

namespace atalaya::cli {

void print_unknown_areas(const Voice& voice, const service::World& world) {
    for (const auto& [table, of, layer, area, near] : service::unknown_areas(world))
        fmt::print(
            stderr, "{}\n",
            voice.say("declared.unknown_area",
                      {{"table", "[[" + table + "]]"},
                       {"of", of},
                       {"area", area},
                       {"layer", layer},
                       {"near", near.empty() ? std::string{}
                                             : voice.say("declared.unknown_area.near", {{"near", near}})}}));
}

}  // namespace atalaya::cli
