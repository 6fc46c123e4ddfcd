#include "intake/propose/label_indicator.hpp"

#include <algorithm>
#include <array>

namespace atalaya::intake {

namespace {

using Stems = std::vector<std::string_view>;
using Indicators = std::vector<std::string>;

bool ends_word(char c) {
    return !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && static_cast<unsigned char>(c) < 0x80;
}

// At the beginning of a word; a stem that ends with '.' is a whole word.
std::size_t place_of(std::string_view text, std::string_view stem) {
    const bool whole = stem.ends_with('.');
    if (whole) stem.remove_suffix(1);
    for (auto at = text.find(stem); at != std::string_view::npos; at = text.find(stem, at + 1)) {
        const auto past = at + stem.size();
        const bool begins = at == 0 || ends_word(text[at - 1]);
        if (begins && (!whole || past == text.size() || ends_word(text[past]))) return at;
    }
    return std::string_view::npos;
}

bool says(std::string_view text, std::string_view stem) {
    return place_of(text, stem) != std::string_view::npos;
}

bool says_any(std::string_view text, const Stems& stems) {
    return std::any_of(stems.begin(), stems.end(), [&](auto stem) { return says(text, stem); });
}

// One stem of each list at least, and none of `never`. The first rule that fits decides.
struct Rule {
    Indicators indicators;
    Stems first, second, never;

    bool fits(std::string_view label) const {
        return says_any(label, first) && (second.empty() || says_any(label, second)) &&
               !says_any(label, never);
    }
};

const Rule* rule_for(std::string_view label, const std::vector<Rule>& rules) {
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.fits(label); });
    return found == rules.end() ? nullptr : &*found;
}

const Stems traffic{"vial",     "transit",  "siniestro", "traffic", "atropell", "atropel",
                    "conducir", "conducci", "conduca",   "choque",  "colision", "colisao"};
const Stems killed{"muert", "mort", "homicid", "fatal", "fallec", "falec", "obito"};
const Stems hurt{"lesi", "lesa", "leso", "herid", "ferid", "injur"};

// What comes before thefts: a robbery in which somebody was killed counts the killed.
const std::vector<Rule>& before_thefts() {
    static const std::vector<Rule> all{
        // Attempts and what is no fact of its own; holding somebody; a death that nobody else caused.
        {{},
         {"tentat", "tentad", "intento", "intentad", "frustrad", "attempt", "conspir", "cuasidelit",
          "denuncia de hechos", "secuestr", "sequestr", "suicid", "encubr", "recepta", "portar", "extors"},
         {},
         {}},
        {{}, {"vial", "transit", "siniestro", "traffic", "conducci"}, {"con o sin", "com ou sem"}, {}},
        {{}, {"accidente", "acidente", "siniestro"}, {"muertes o lesi", "muerte o lesi", "morte ou les"}, {}},
        {{}, traffic, {"o muert", "o la muert", "ou mort"}, {}},
        {{"muerte_vial"}, traffic, killed, {"no ocasionad", "fuera del"}},
        {{"lesion_vial"}, traffic, hurt, {"amenaz", "fuera del"}},
        {{"muerte_vial"},
         {"peaton", "pedestre", "ciclista", "motociclist", "automovilist"},
         {"muert", "mort", "fallec", "falec", "obito"},
         {"arma"}},
        {{"muerte_vial"}, {"homicidio culpos"}, {"direcao de veic", "conduccion"}, {}},
        {{"lesion_vial"},
         {"peaton", "pedestre", "ciclista", "motociclist", "automovilist"},
         {"lesionad", "herid", "ferid"},
         {"arma"}},
        {{"lesion_vial"},
         {"lesiones culpos", "lesion culpos", "lesao culpos", "lesao corporal culpos"},
         {"vehicul", "veicul"},
         {}},
        {{}, {"culpos", "negligen", "imprud", "no intencional", "nao intencional", "preterintenc"}, {}, {}},
        // Both in one label: the killed, of whom some are women killed for being women.
        {{"homicidio_doloso"}, {"femicid", "feminicid"}, {"homicid"}, {"tipificad"}},
        {{"homicidio_doloso", "femicidio"}, {"femicid", "feminicid"}, {}, {}},
        {{"homicidio_doloso"},
         {"homicid", "asesinat", "assassinat", "murder", "hom_dolos", "parricid", "infanticid", "latrocin",
          "sicari"},
         {},
         {"legal", "interv", "no ocasionad"}},
        {{"homicidio_doloso"}, {"lesi", "lesa", "leso"}, {"seguid", "corp_mort"}, {"hurto", "roubo"}},
        {{"herido_arma"},
         {"herid", "ferid", "balead"},
         {"arma de fuego", "arma de fogo", "bala.", "disparo", "balead"},
         {"muert", "mort"}},
        {{"vif"},
         {"violencia de genero", "violencia domestica", "violencia familiar", "violencia contra la mujer",
          "violencia contra a mulher", "maria da penha", "maltrato habitual"},
         {},
         {}},
        {{"vif"},
         {"familiar", "domestic", "intrafamiliar", "pareja"},
         {"violen", "lesi", "lesa", "leso", "maltrat", "agresi", "agressa", "amenaz", "ameac"},
         {}},
    };
    return all;
}

const std::vector<Rule>& after_thefts() {
    static const std::vector<Rule> all{
        // Of which of the two, nobody knows.
        {{}, {"amenaz", "ameac"}, {"lesi", "lesa", "leso", "agresi", "agressa", "atentados y"}, {}},
        {{}, {"lesi", "lesa", "leso"}, {"con o sin", "com ou sem", "a la propiedad"}, {}},
        {{"lesion_dolosa"},
         {"lesion", "lesao", "lesoes"},
         {},
         {"lesionad", "seguid", "muert", "mort", "accident", "acident", "caida", "queda.", "autoinf",
          "laboral"}},
        {{"amenaza"},
         {"amenaza", "ameaca", "threat"},
         {},
         {"amenazad", "ameacad", "rina", "bomba", "contra la propiedad"}},
        {{"convivencia"},
         {"ruido",
          "barulho",
          "sossego",
          "noise",
          "convivencia",
          "conflictos vecin",
          "conflicto vecin",
          "con vecin",
          "entre vecin",
          "entre vizin",
          "com vizin",
          "musica alta",
          "som alto",
          "rina",
          "rixa",
          "pelea",
          "briga.",
          "brigas",
          "disturbio",
          "desorden",
          "desordem",
          "venta ambulante",
          "comercio ambulante"},
         {},
         {"violencia", "de animales", "de animais"}},
        {{"convivencia"},
         {"consumo", "ebried", "embriag"},
         {"via publica", "calle", "rua.", "espacio publico", "espaco publico"},
         {}},
    };
    return all;
}

const Stems robberies{"robo.",  "robos",     "roubo",      "robbery",  "atraco", "asalto",    "assalto",
                      "fleteo", "entradera", "motochorro", "salidera", "rapina", "copamiento"};
const Stems stealings{"hurto", "furto", "theft", "raponazo", "cosquilleo", "abigeat"};

// Whether something is taken, of which thing, and how: a theft may be of several indicators.
class Theft {
  public:
    explicit Theft(std::string_view label)
        : label_{label},
          robbery_{says_any(label, robberies)},
          stealing_{says_any(label, stealings)},
          roubo_{says(label, "roubo")} {}

    bool any() const { return (robbery_ || stealing_ || says(label_, "sustraccion")) && !of_a_person(); }

    Indicators indicators() const {
        Indicators out;
        if (of_vehicle()) out.emplace_back("vehiculo");
        if (of_dwelling()) out.emplace_back("vivienda");
        if (const auto how = by_manner(!out.empty()); !how.empty()) out.push_back(how);
        return out;
    }

  private:
    // Taking a child is no theft, and neither is a rape that a newspaper calls an assault.
    bool of_a_person() const {
        return says_any(label_, {"infante", "de menor", "de nino", "de nina", "de bebe", "asalto sexual",
                                 "de identidad", "de identidade"});
    }

    // Riders and passengers are persons; what is in it or on it is none, and neither are pedals.
    bool of_vehicle() const {
        static const Stems vehicles{"vehic",   "veic",       "automotor", "automov", "motociclet",
                                    "motoveh", "ciclomotor", "moto.",     "motos.",  "carro.",
                                    "carros.", "auto.",      "autos.",    "camion",  "caminhao"};
        static const Stems none{
            "accesor",  "acessor",   "autopart", "interior",  "objeto",      "placa",   "pedal",
            "document", "motopatin", "pasajero", "conductor", "motociclist", "pieza",   "peca",
            "repuest",  "llanta",    "de rueda", "bateria",   "desde v",     "a bordo", "bienes personales"};
        if (!says_any(label_, vehicles)) return false;
        return !says_any(label_, none) || says_any(label_, {"y vehiculo", "e veiculo"});
    }

    bool of_dwelling() const {
        static const Stems dwellings{"viviend",    "residenc", "domicil",       "casa",
                                     "habitacion", "moradia",  "lugar habitad", "lugares habitad",
                                     "entradera",  "escruche", "hogar",         "destinado a la h",
                                     "copamiento"};
        static const Stems none{"casa de cambio",  "casa de emp",          "casa comercial",
                                "casas comercial", "no destinad",          "y no habit",
                                "repartidor",      "servicio a domicilio", "entrega a domicilio"};
        return says_any(label_, dwellings) && !says_any(label_, none);
    }

    // "robo" with violence against somebody, "hurto" without; "" where the label does not say, and in Spanish a
    // robo of a thing does not: to some laws and lists it is what was taken without being seen.
    std::string by_manner(bool has_thing) const {
        static const Stems without{
            "sin violencia",       "sem violencia", "s/v",         "no violent",    "con fuerza en",
            "con fuerza de",       "no habitad",    "no destinad", "lugar habitad", "lugares habitad",
            "fuerza en las cosas", "escalamiento",  "destreza",    "descuido"};
        static const Stems violent{
            "con violencia", "com violencia", "c/v",        "violent", "mano armada", "con arma", "com arma",
            "intimidac",     "con amenaza",   "com ameaca", "rapina",  "copamiento",  "entradera"};
        static const Stems either{"con o sin",     "com ou sem",    "robo o hurto",   "robo y hurto",
                                  "hurto o robo",  "hurto y robo",  "hurto/robo",     "robo/hurto",
                                  "roubo e furto", "furto e roubo", "roubo ou furto", "furto ou roubo"};
        // Of these a law or a list says whether they are robberies, not their name.
        static const Stems unsettled{"negocio",
                                     "comerc",
                                     "banco",
                                     "carga",
                                     "ganado",
                                     "animal",
                                     "abigeat",
                                     "semovient",
                                     "objeto",
                                     "accesor",
                                     "autopart",
                                     "interior",
                                     "placa",
                                     "pedal",
                                     "document",
                                     "energia",
                                     "electric",
                                     "fluido",
                                     "mercanc",
                                     "dinero",
                                     "alhaja",
                                     "joya",
                                     "robo de arma",
                                     "local",
                                     "combustible",
                                     "hidrocarbur",
                                     "bicicleta",
                                     "maquinaria",
                                     "herramienta",
                                     "cable",
                                     "cobre",
                                     "material",
                                     "motopatin",
                                     "entrada ilicita",
                                     "medidor",
                                     "institucion",
                                     "establecim",
                                     "pieza",
                                     "bienes nacionales"};
        static const Stems by_either_way{"pirateria", "entidades financ", "servicio", "energia", "fluido"};
        if (says_any(label_, either)) return {};
        if (says_any(label_, without)) return "hurto";
        if (says_any(label_, violent) || roubo_) return "robo";
        if (robbery_) return has_thing || says_any(label_, unsettled) ? std::string{} : std::string{"robo"};
        if (stealing_ && !has_thing && !says_any(label_, by_either_way)) return "hurto";
        return {};
    }

    std::string_view label_;
    bool robbery_, stealing_, roubo_;
};

// "Muertes en el tránsito (exceto homicídio doloso)": what a label leaves out, and the law that it cites, are not of it.
std::string without_asides(std::string_view label) {
    std::string out{label};
    for (const std::string_view past :
         {"exceto ", "excepto ", "excluye ", "exclui ", "distinta a ", "diferente de "})
        if (const auto at = place_of(out, past); at != std::string::npos) out.resize(at);
    for (const std::string_view law :
         {"ley de transito", "ley del transito", "ley transito", "codigo de transito"})
        for (auto at = out.find(law); at != std::string::npos; at = out.find(law)) out.erase(at, law.size());
    return out;
}

}  // namespace

std::vector<std::string> indicators_of_label(std::string_view folded_label) {
    const std::string label = without_asides(folded_label);
    if (const Rule* rule = rule_for(label, before_thefts())) return rule->indicators;
    if (const Theft theft{label}; theft.any()) return theft.indicators();
    const Rule* rule = rule_for(label, after_thefts());
    return rule ? rule->indicators : Indicators{};
}

}  // namespace atalaya::intake
