#include "service/claim_manner.hpp"

namespace atalaya::service {

namespace {

bool is_vehicle(const ClaimWord& word) {
    return is_any_of(
        word.text, {"moto",       "motos",    "motocicleta*", "motorcycle*", "motorbike*", "bici",  "bicis",
                    "bicicleta*", "bicycle*", "auto",         "autos",       "automovil*", "carro", "carros",
                    "coche",      "coches",   "camioneta*",   "vehiculo*",   "veiculo*",   "car",   "cars"});
}

}  // namespace

std::vector<ClaimWord> without_what_they_rode(std::span<const ClaimWord> words) {
    std::vector<ClaimWord> out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::size_t noun = i + 1;
        const bool aboard = i + 2 < words.size() && words[i].text == "a" && words[i + 1].text == "bordo";
        if (aboard) noun = i + 3;
        const bool on = aboard || is_any_of(words[i].text, {"en", "em", "on", "desde"});
        while (on && noun < words.size() && is_any_of(words[noun].text, {"un", "una", "um", "uma", "a"}))
            ++noun;
        if (on && noun < words.size() && is_vehicle(words[noun])) {
            i = noun;
        } else {
            out.push_back(words[i]);
        }
    }
    return out;
}

}  // namespace atalaya::service
