#include "service/claim_kinds.hpp"

#include "service/claim_joints.hpp"
#include "service/claim_speech.hpp"

namespace atalaya::service {

bool is_anything(const ClaimWord& word) {
    return is_any_of(word.text,
                     {"hecho",    "hechos",    "fato",         "fatos",         "delito",       "delitos",
                      "crimen",   "crimenes",  "crime",        "crimes",        "caso",         "casos",
                      "cases",    "incidente", "incidentes",   "incidents",     "ocorrencia",   "ocorrencias",
                      "episodio", "episodios", "delincuencia", "criminalidade", "criminalidad", "inseguridad",
                      "offences", "facts",     "incidencia",   "delictiv*",     "delictual*"}) ||
           is_record(word);
}

bool is_person(const ClaimWord& word) {
    return is_any_of(word.text, {"persona", "personas", "pessoa", "pessoas", "person", "persons", "people",
                                 "gente", "victima*", "vitima*", "victims", "vecino*", "vizinho*",
                                 "ciudadano*", "cidadao", "cidadaos", "citizens"});
}

bool is_instrument(const ClaimWord& word) {
    return is_any_of(word.text, {"arma", "armas", "fuego", "fogo", "blanca", "branca", "blancas", "brancas",
                                 "bala", "balas", "firearm*", "gun", "guns", "knife"});
}

bool is_article_or_place(const ClaimWord& word) {
    return is_of(word) || is_definite(word) ||
           is_any_of(word.text, {"en", "em", "no", "na", "nos", "nas", "in", "on", "at", "y", "e", "and"});
}

bool is_between(const ClaimWord& word) {
    return word.text.size() < 4 || is_of_a_speaker(word) ||
           is_any_of(word.text,
                     {"segun",     "segundo",    "that",         "policia",    "fiscalia",    "diario",
                      "jornal",    "prensa",     "noticia",      "ocurr*",     "ocorre*",     "happen*",
                      "hubo",      "houve",      "hay",          "para",       "como",        "entre",
                      "desde",     "hasta",      "sobre",        "cada",       "esta",        "este",
                      "estos",     "estas",      "fueron",       "foram",      "were",        "there",
                      "registr*",  "total*",     "cantidad",     "cifra*",     "numero*",     "veces",
                      "vezes",     "times",      "mientras",     "respecto",   "comparado*",  "comparad*",
                      "contra",    "frente",     "from",         "with",       "than",        "todo*",
                      "toda*",     "ciudad",     "cidade",       "city",       "mes",         "meses",
                      "months",    "month",      "ano*",         "year*",      "ultimo*",     "ultima*",
                      "pasado",    "pasada",     "passado",      "last",       "igual",       "mismo",
                      "misma",     "mesmo",      "same",         "periodo",    "trimestre",   "semestre",
                      "unos",      "unas",       "cerca",        "casi",       "quase",       "about",
                      "nearly",    "mas",        "menos",        "mais",       "more",        "less",
                      "aumento",   "reduccion",  "reducao",      "delegacion", "barrio",      "comuna",
                      "sector",    "bairro",     "fueran",       "tuvo",       "tuvieron",    "tiene",
                      "tienen",    "teve",       "tiveram",      "tambien",    "tambem",      "ciento",
                      "cento",     "percent",    "porcentaje",   "puntos",     "pontos",      "durante",
                      "tasa*",     "taxa*",      "rate*",        "habitante*", "inhabitants", "residente*",
                      "residents", "interanual", "interanuales", "relacion",   "relacao"});
}

}  // namespace atalaya::service
