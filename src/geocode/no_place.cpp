#include "geocode/no_place.hpp"

#include <string>

#include "core/text.hpp"

namespace atalaya::geocode {

namespace {

// Letters and digits, one blank where anything else stands: "S/D." is "s d".
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : folded(text)) {
        const bool kept =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (kept)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

// "en la vía pública" is "vía pública".
std::string_view without_preposition(std::string_view text) {
    for (const std::string_view word :
         {"en ", "em ", "na ", "no ", "la ", "el ", "su ", "un ", "una ", "a "}) {
        if (text.starts_with(word)) text.remove_prefix(word.size());
    }
    return text;
}

constexpr std::string_view unknown =
    "|s d|sd|s n|sn|s i|n d|nd|n a|na|n c|n i|ni|null|sin dato|sin datos|sin direccion|sin domicilio|"
    "sin especificar|sin informacion|no consta|no informa|no informado|no indica|no aporta|no aplica|"
    "no refiere|no recuerda|no registra|no especifica|no especificado|no especificada|desconocido|"
    "desconocida|se desconoce|se ignora|ignorado|ignorada|a determinar|por determinar|a establecer|"
    "por establecer|nao informado|nao informada|nao consta|nao sabe|sem endereco|sem dado|sem dados|"
    "sem informacao|desconhecido|unknown|not available|";

constexpr std::string_view everywhere =
    "|via publica|v publica|vias publicas|lugar publico|espacio publico|espaco publico|calle|calle publica|"
    "rua|rua publica|domicilio|domicilio particular|domicilio de la victima|domicilio del "
    "denunciante|domicilio de la denunciante|"
    "domicilio da vitima|residencia da vitima|residencia|residencia particular|vivienda|"
    "vivienda particular|casa|casa particular|street|transporte publico|internet|redes sociales|"
    "via telefonica|telefono|";

}  // namespace

bool says_no_place(std::string_view text) {
    const std::string said = plain(text);
    const auto is_one = [](std::string_view list, std::string_view words) {
        return !words.empty() && list.find("|" + std::string{words} + "|") != std::string_view::npos;
    };
    return is_one(unknown, said) || is_one(everywhere, said) || is_one(everywhere, without_preposition(said));
}

}  // namespace atalaya::geocode
