#include "linkage/nicknames.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace atalaya::linkage {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 62> listed{{
    {"beth", "elizabete"},  {"beth", "elisabeth"},   {"beto", "alberto"},    {"beto", "gilberto"},
    {"beto", "humberto"},   {"beto", "norberto"},    {"beto", "roberto"},    {"betty", "beatriz"},
    {"bia", "beatriz"},     {"chabela", "isabel"},   {"charly", "carlos"},   {"charlie", "carlos"},
    {"chela", "graciela"},  {"chelo", "consuelo"},   {"chelo", "marcelo"},   {"chica", "francisca"},
    {"chico", "francisco"}, {"chuy", "jesus"},       {"dudu", "eduardo"},    {"gaby", "gabriel"},
    {"gaby", "gabriela"},   {"gabo", "gabriel"},     {"goyo", "gregorio"},   {"guga", "gustavo"},
    {"kike", "enrique"},    {"lalo", "eduardo"},     {"leca", "leticia"},    {"lola", "dolores"},
    {"loli", "dolores"},    {"lucho", "luis"},       {"lupe", "guadalupe"},  {"lupita", "guadalupe"},
    {"mane", "manoel"},     {"manolo", "manuel"},    {"mari", "maria"},      {"meche", "mercedes"},
    {"memo", "guillermo"},  {"moncho", "ramon"},     {"nacho", "ignacio"},   {"nanda", "fernanda"},
    {"nando", "fernando"},  {"pancho", "francisco"}, {"paco", "francisco"},  {"pato", "patricia"},
    {"pato", "patricio"},   {"pepa", "josefa"},      {"pepe", "jose"},       {"pili", "pilar"},
    {"quique", "enrique"},  {"richard", "ricardo"},  {"rosi", "rosa"},       {"susi", "susana"},
    {"tiao", "sebastiao"},  {"tonho", "antonio"},    {"toninho", "antonio"}, {"tonico", "antonio"},
    {"tono", "antonio"},    {"willy", "guillermo"},  {"xico", "francisco"},  {"yoli", "yolanda"},
    {"ze", "jose"},         {"zeca", "jose"},
}};

constexpr std::array<std::string_view, 9> endings{"zinho", "zinha", "inho", "inha", "cito",
                                                  "cita",  "itos",  "ito",  "ita"};

bool is_fond_of(std::string_view word, std::string_view name) {
    return std::ranges::any_of(endings, [&](std::string_view ending) {
        if (!word.ends_with(ending) || word.size() < ending.size() + 3) return false;
        const auto stem = word.substr(0, word.size() - ending.size());
        return name.starts_with(stem) && name.size() <= stem.size() + 2;
    });
}

}  // namespace

bool is_short_for(std::string_view word, std::string_view name) {
    if (std::ranges::find(listed, Pair{word, name}) != listed.end()) return true;
    if (word.size() >= 3 && name.size() >= word.size() + 2 && name.starts_with(word)) return true;
    return is_fond_of(word, name);
}

}  // namespace atalaya::linkage
