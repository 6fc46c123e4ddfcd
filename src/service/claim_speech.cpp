#include "service/claim_speech.hpp"

#include <algorithm>

#include "intake/cells.hpp"
#include "service/claim_hedges.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t most_after = 8;

bool is_saying(const ClaimWord& word) {
    return is_any_of(
        word.text,
        {"dice",      "dicen",    "dijo",      "dijeron",   "diz",     "dizem",    "disse",   "disseram",
         "afirma",    "afirman",  "afirmo",    "afirmaron", "afirmam", "afirmou",  "asegura", "aseguran",
         "aseguro",   "sostiene", "sostienen", "sostuvo",   "informa", "informan", "informo", "informou",
         "declara",   "declaro",  "declarou",  "senala",    "senalo",  "publicou", "presume", "presumen",
         "presumio",  "denuncia", "denuncian", "denuncio",  "reporta", "reporto",  "explico", "explica",
         "reconocio", "reconoce", "advirtio",  "anuncio",   "anuncia", "anunciou", "alerto",  "alerta",
         "advierte",  "hablo",    "alega",     "alegou",    "says",    "said",     "claims",  "claimed",
         "announced", "told"});
}

bool is_according(std::span<const ClaimWord> words, std::size_t at) {
    if (is_any_of(words[at].text, {"segun", "according"})) return true;
    return words[at].text == "segundo" && at + 1 < words.size() &&
           !is_any_of(words[at + 1].text, {"trimestre*", "semestre*", "bimestre*", "mes", "ano"});
}

std::size_t past_beginning(std::span<const ClaimWord> words) {
    for (std::size_t i = 0; i + 1 < words.size() && !words[i].number; ++i)
        if (is_saying(words[i]) && is_any_of(words[i + 1].text, {"que", "that"})) return i + 2;
    return 0;
}

}  // namespace

bool is_record(const ClaimWord& word) {
    return is_any_of(
        word.text,
        {"denuncia", "denuncias",  "carpeta", "carpetas",       "expediente*",  "averiguacion*", "inquerito*",
         "boletim",  "boletins",   "reporte", "reportes",       "registro",     "registros",     "report",
         "reports",  "complaint*", "files",   "investigacion*", "investigacao", "investigations"});
}

bool is_of_a_speaker(const ClaimWord& word) {
    return is_saying(word) ||
           is_any_of(word.text,
                     {"ministeri*",  "ministr*",    "gobierno",   "governo",    "government", "gobernador*",
                      "governador*", "comisari*",   "comissari*", "intendent*", "prefeit*",   "alcald*",
                      "jefe",        "jefa",        "jefatura",   "chief",      "police",     "oposicion",
                      "oposicao",    "concejal*",   "vereador*",  "gestion",    "gestao",     "secretari*",
                      "periodista*", "jornalista*", "according",  "denunci*",   "abrieron",   "iniciaron",
                      "abriram",     "anterior",    "anteriores", "previo",     "previa",     "previous"});
}

std::vector<ClaimWord> without_speaker(std::span<const ClaimWord> words,
                                       const std::function<bool(const ClaimWord&)>& is_told) {
    words = words.subspan(past_beginning(words));
    const auto tells = [&](const ClaimWord& word) {
        return word.number || moves(word) || intake::parse_month_number(word.text) || is_told(word);
    };
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (!is_saying(words[i]) && !is_according(words, i)) continue;
        const auto after = words.subspan(i + 1);
        if (after.size() <= most_after && std::ranges::none_of(after, tells)) {
            words = words.first(i);
            break;
        }
    }
    return {words.begin(), words.end()};
}

}  // namespace atalaya::service
