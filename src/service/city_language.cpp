#include "service/city_language.hpp"

namespace atalaya::service {

std::string language_of(const intake::City& city) {
    const std::string language = city.region.substr(0, 2);
    return language == "pt" || language == "en" ? language : "es";
}

std::string region_for(const intake::City& city, std::string_view language) {
    return city.region.substr(0, 2) == language ? city.region
           : language == "pt"                   ? "pt-BR"
                                                : std::string{language};
}

const std::string& in_language(const intake::Words& words, std::string_view language) {
    return language == "es" ? words.es : language == "pt" ? words.pt : words.en;
}

}  // namespace atalaya::service
