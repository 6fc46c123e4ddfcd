#include "intake/propose/label_indicator.hpp"

#include <algorithm>
#include <array>

namespace atalaya::intake {

namespace {

using Stems = std::vector<std::string_view>;

// One stem of each list at least, and none of `never`. The first rule that fits decides.
struct Rule {
    std::vector<std::string> indicators;
    Stems first, second, never;
};

// All but thefts, of which violence and the thing taken are told apart below.
const std::array<Rule, 11>& rules() {
    static const std::array<Rule, 11> all{{
        {{},
         {"tentat", "intent", "frustrad", "attempt", "denuncia de hechos", "secuestr", "sequestr"},
         {},
         {}},
        {{"muerte_vial"},
         {"vial", "transit", "siniestro", "traffic"},
         {"muert", "mort", "homicid", "fatal", "fallec"},
         {}},
        {{"lesion_vial"},
         {"vial", "transit", "siniestro", "traffic"},
         {"lesi", "lesa", "herid", "injur"},
         {}},
        {{"homicidio_doloso", "femicidio"}, {"femicid", "feminicid"}, {}, {}},
        {{}, {"culpos", "negligen", "imprud"}, {}, {}},
        {{"homicidio_doloso"}, {"homicid", "asesinat", "murder"}, {}, {"legal", "interv"}},
        {{"vif"}, {"violencia de genero", "violencia domestica", "violencia familiar"}, {}, {}},
        {{"vif"}, {"familiar", "domestic", "intrafamiliar", "pareja"}, {"violen", "lesi", "lesa"}, {}},
        {{"lesion_dolosa"}, {"lesion", "lesao", "lesoes"}, {}, {"lesionad", "seguid", "muert", "mort"}},
        {{"amenaza"}, {"amenaza", "ameaca", "threat"}, {}, {}},
        {{"convivencia"}, {"ruido", "barulho", "noise", "convivencia"}, {}, {}},
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

// What is taken, and whether with violence: a theft may be of several indicators.
std::vector<std::string> of_theft(std::string_view label) {
    static const Stems by_force{"robo", "roubo", "robbery"}, by_stealth{"hurto", "furto", "theft"};
    static const Stems violent{"con violencia", "com violencia", "c/v",      "violent",
                               "mano armada",   "con arma",      "com arma", "intimidac"};
    static const Stems without{"sin violencia", "sem violencia", "s/v"};
    static const Stems vehicles{"vehic", "veic", "automotor", "automov", "moto", "carro"};
    // Riders and passengers are persons; parts, papers and pedals are no motor vehicle.
    static const Stems no_vehicle{"accesor", "acessor",   "autopart", "interior", "objeto",   "placa",
                                  "pedal",   "motopatin", "document", "pasajero", "conductor"};
    static const Stems dwellings{"vivienda", "residenc", "domicil", "casa", "habitacion"};
    static const Stems no_dwelling{"casa de cambio", "casa de emp"};
    // Whether these are robberies, a law or a list says, not their name.
    static const Stems unsettled{"negocio",  "comerc", "banco",   "carga",    "ganado",
                                 "gado",     "objeto", "accesor", "acessor",  "autopart",
                                 "interior", "placa",  "pedal",   "document", "energia"};

    const bool force = says_any(label, by_force), stealth = says_any(label, by_stealth);
    const bool taken = force || stealth || says(label, "sustraccion");
    if (!taken) return {};
    std::vector<std::string> out;
    const bool vehicle = says_any(label, vehicles) && (!says_any(label, no_vehicle) ||
                                                       says(label, "y vehiculo") || says(label, "e veiculo"));
    const bool dwelling = says_any(label, dwellings) && !says_any(label, no_dwelling);
    if (vehicle) out.emplace_back("vehiculo");
    if (dwelling) out.emplace_back("vivienda");
    if (says_any(label, without)) {
        out.emplace_back("hurto");
    } else if (says_any(label, violent)) {
        out.emplace_back("robo");
    } else if (out.empty() && !says_any(label, unsettled)) {
        if (force) out.emplace_back("robo");
        if (!force && stealth) out.emplace_back("hurto");
    }
    return out;
}

}  // namespace

std::vector<std::string> indicators_of_label(std::string_view label) {
    for (const auto& rule : rules()) {
        const bool fits = says_any(label, rule.first) &&
                          (rule.second.empty() || says_any(label, rule.second)) &&
                          !says_any(label, rule.never);
        if (fits) return rule.indicators;
    }
    return of_theft(label);
}

}  // namespace atalaya::intake
