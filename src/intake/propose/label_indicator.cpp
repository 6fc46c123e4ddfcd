#include "intake/propose/label_indicator.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace atalaya::intake {

namespace {

using Stems = std::vector<std::string_view>;

// One stem of each list at least, and none of `never`. The first rule that fits decides.
struct Rule {
    std::string_view indicator;
    Stems first, second, never;
};

const std::array<Rule, 15>& rules() {
    static const std::array<Rule, 15> all{{
        {"", {"tentat", "intent", "frustrad", "attempt", "denuncia de hechos"}, {}, {}},
        {"muerte_vial",
         {"vial", "transit", "siniestro", "traffic"},
         {"muert", "mort", "homicid", "fatal", "fallec"},
         {}},
        {"lesion_vial", {"vial", "transit", "siniestro", "traffic"}, {"lesi", "lesa", "herid", "injur"}, {}},
        {"femicidio", {"femicid", "feminicid"}, {}, {}},
        {"", {"culpos", "negligen", "imprud"}, {}, {}},
        {"homicidio_doloso", {"homicid", "asesinat", "murder"}, {}, {"legal", "interv"}},
        {"vif", {"familiar", "domestic", "intrafamiliar", "pareja"}, {"violen", "lesi", "lesa"}, {}},
        {"lesion_dolosa", {"lesion", "lesao", "lesoes"}, {}, {"lesionad", "seguid", "muert", "mort"}},
        {"amenaza", {"amenaza", "ameaca", "threat"}, {}, {}},
        {"vehiculo",
         {"robo", "roubo", "hurto", "furto", "theft", "sustraccion"},
         {"vehic", "veic", "automotor", "automov", "moto", "carro"},
         {"accesor", "autopart", "interior", "objeto"}},
        {"vivienda",
         {"robo", "roubo", "hurto", "furto"},
         {"vivienda", "residenc", "domicil", "casa", "habitacion"},
         {}},
        {"hurto", {"robo", "roubo"}, {"sin violencia", "s/v"}, {}},  // as Mexican law names it
        {"hurto", {"hurto", "furto"}, {}, {"energia", "ganado"}},
        {"robo", {"robo", "roubo", "robbery"}, {}, {"negocio", "comerc", "banco", "carga", "ganado"}},
        {"convivencia", {"ruido", "barulho", "noise", "convivencia"}, {}, {}},
    }};
    return all;
}

// At the beginning of a word.
bool says(std::string_view text, std::string_view stem) {
    for (auto at = text.find(stem); at != std::string_view::npos; at = text.find(stem, at + 1))
        if (at == 0 || text[at - 1] == ' ' || text[at - 1] == '_' || text[at - 1] == '-' ||
            text[at - 1] == '(')
            return true;
    return false;
}

bool says_any(std::string_view text, const Stems& stems) {
    return std::any_of(stems.begin(), stems.end(), [&](auto stem) { return says(text, stem); });
}

}  // namespace

std::string_view indicator_of_label(std::string_view label) {
    for (const auto& rule : rules()) {
        const bool fits = says_any(label, rule.first) &&
                          (rule.second.empty() || says_any(label, rule.second)) &&
                          !says_any(label, rule.never);
        if (fits) return rule.indicator;
    }
    return {};
}

}  // namespace atalaya::intake
