#include "service/area_words.hpp"

#include "core/text.hpp"

namespace atalaya::service {

intake::Words area_words(const Catalogue& catalogue, const TerritoryInfo& area) {
    const std::string code = area.territory.code.substr(0, area.territory.code.find('@'));
    intake::Words words{area.name, "", ""};
    for (const auto& source : catalogue.sources) {
        const auto& called = source.shape.called;
        if (source.kind != intake::Kind::areas || source.shape.layer != area.territory.layer ||
            called.es.empty())
            continue;
        const std::string spanish = replaced(called.es, "{}", code);
        if (area.name != spanish && !area.name.starts_with(spanish + " (")) continue;
        const std::string map = area.name.substr(spanish.size());
        if (!called.pt.empty()) words.pt = replaced(called.pt, "{}", code) + map;
        if (!called.en.empty()) words.en = replaced(called.en, "{}", code) + map;
    }
    return words;
}

}  // namespace atalaya::service
