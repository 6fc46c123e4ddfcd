#include "service/claim_head.hpp"

#include "service/claim_hedges.hpp"
#include "service/claim_joints.hpp"
#include "service/claim_speech.hpp"

namespace atalaya::service {

namespace {

using Words = std::span<const ClaimWord>;
using Knows = std::function<bool(const ClaimWord&)>;

bool begins_a_noun(const ClaimWord& word) {
    return is_article(word) || is_contraction(word);
}

// Between a noun and what it has to do with.
bool joins(const ClaimWord& word) {
    return is_of(word) || is_any_of(word.text, {"con", "por", "sin", "com", "sem", "with", "without", "for"});
}

// "una ola de robos" are robberies.
bool is_amount(const ClaimWord& word) {
    return is_any_of(
        word.text,
        {"ola",      "olas",       "onda",      "suba*",     "subida*",   "baja",       "bajas",
         "caida*",   "queda*",     "alza*",     "alta",      "altas",     "aument*",    "increment*",
         "descens*", "disminuci*", "reducci*",  "reduca*",   "merma*",    "nivel*",     "niveis",
         "indice*",  "indicador*", "promedio*", "media",     "medias",    "record*",    "recorde*",
         "racha*",   "serie*",     "tema*",     "problema*", "parte*",    "porcent*",   "estadistic*",
         "dato*",    "dado*",      "variaci*",  "evoluci*",  "tipo*",     "modalidad*", "mayor*",
         "maior*",   "minor*",     "victima*",  "vitima*",   "denuncia*", "ano*",       "resto",
         "conjunto", "suma*",      "soma*",     "monton",    "avalancha", "tercio*",    "cuarto*",
         "quinto*",  "doble",      "dobro",     "triple",    "triplo",    "tendenci*",  "wave",
         "rise",     "drop",       "fall",      "number*",   "level*",    "share*",     "most"});
}

bool is_participle(const ClaimWord& word) {
    for (const std::string_view end : {"ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"})
        if (word.text.ends_with(end)) return true;
    return false;
}

bool is_adverb(const ClaimWord& word) {
    return word.text.ends_with("mente") || word.text.ends_with("ly");
}

bool is_noun(const ClaimWord& word) {
    return !word.number && word.text.size() >= 4 && !is_adverb(word);
}

// Whether an unknown word says something of the known noun after it: "nuevos robos", but not "celulares robados".
bool is_adjective_at(Words words, std::size_t at, const Knows& knows) {
    return at + 1 < words.size() && is_noun(words[at + 1]) && knows(words[at + 1]) &&
           !is_participle(words[at + 1]);
}

std::optional<std::string> of_the_number(Words words, const SaidNumber& number, const Knows& knows) {
    std::size_t at = number.past;
    bool of_record = false;  // "30 carpetas por"
    while (at < words.size() &&
           (begins_a_noun(words[at]) || is_of(words[at]) || is_record(words[at]) ||
            (of_record && joins(words[at])) ||
            is_any_of(words[at].text, {"mas", "mais", "menos", "more", "fewer", "less", "caso", "casos",
                                       "cases", "hecho", "hechos", "fatos", "episodios"})))
        of_record = is_record(words[at++]) || of_record;
    if (at >= words.size() || !is_noun(words[at]) || knows(words[at]) || is_adjective_at(words, at, knows))
        return {};
    return words[at].text;
}

std::optional<std::string> with_a_known_one(Words words, const SaidNumber& number, const Knows& knows) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const bool of_the_number = i >= number.first && i < number.past;
        const bool begins = i == 0 || begins_a_noun(words[i - 1]) || words[i - 1].number;
        if (of_the_number || !begins || !is_noun(words[i]) || knows(words[i]) || is_amount(words[i]) ||
            is_record(words[i]) || !joins(words[i + 1]))
            continue;
        std::size_t at = i + 2;
        while (at < words.size() && begins_a_noun(words[at])) ++at;
        if (at < words.size() && is_noun(words[at]) && knows(words[at])) return words[i].text;
    }
    return {};
}

std::optional<std::string> that_moved(Words words, const Knows& knows) {
    for (std::size_t i = 1; i + 1 < words.size(); ++i)
        if (begins_a_noun(words[i - 1]) && is_noun(words[i]) && !knows(words[i]) && !is_amount(words[i]) &&
            moves(words[i + 1]))
            return words[i].text;
    return {};
}

}  // namespace

std::optional<std::string> unknown_head(std::span<const ClaimWord> words, const SaidNumber& number,
                                        bool names_one, const Knows& knows) {
    if (auto head = of_the_number(words, number, knows)) return head;
    if (auto head = with_a_known_one(words, number, knows)) return head;
    return names_one ? std::nullopt : that_moved(words, knows);
}

}  // namespace atalaya::service
