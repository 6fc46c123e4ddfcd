#include "simulate/roll.hpp"

#include <fmt/format.h>

#include "core/text.hpp"
#include "simulate/writing.hpp"

namespace atalaya::simulate {
namespace {

using stats::Random;

constexpr double otherwise = 0.35, nobody = 0.05, cites = 0.40;

// As it sounds: the first letters that are written in two ways, from a random one on.
std::string by_ear(std::string name, Random& random) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> sounds{{{"Ce", "Se"},
                                                                                          {"Ba", "Va"},
                                                                                          {"z", "s"},
                                                                                          {"ll", "y"},
                                                                                          {"b", "v"},
                                                                                          {"ci", "si"},
                                                                                          {"y", "ll"},
                                                                                          {"Qui", "Ki"}}};
    const auto first = random.below(sounds.size());
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        const auto& [from, to] = sounds[(first + i) % sounds.size()];
        if (const auto at = name.find(from); at != std::string::npos)
            return name.replace(at, from.size(), to);
    }
    return name;
}

std::string surname_first(const std::string& name) {
    const auto blank = name.find(' ');
    return "\"" + name.substr(blank + 1) + ", " + name.substr(0, blank) + "\"";
}

std::string misspelt(const std::string& name, Random& random) {
    switch (random.below(4)) {
        case 0: return by_ear(name, random);
        case 1: return surname_first(name);
        case 2: return folded(name);
        default: {
            std::string plain = folded(name);
            const auto at = 1 + random.below(plain.size() - 1);
            return plain.erase(plain[at] == ' ' ? at - 1 : at, 1);
        }
    }
}

}  // namespace

Roll roll_of_killed(const Town& town, const std::vector<Fact>& facts, const std::vector<Killing>& killings,
                    const std::map<std::size_t, std::string>& numbers, std::uint64_t seed) {
    Random random{seed, stats::stream_of("roll-of-killed")};
    Roll roll{.text = "nro_denuncia,fecha_hecho,tipo,victima,legajo_fiscalia,barrio\n", .pairs = {}};
    for (const auto& killing : killings) {
        if (!killing.in_police) continue;
        const Fact& fact = facts[killing.fact];
        const std::string& number = numbers.at(killing.fact);
        const bool nameless = random.chance(nobody), wrong = random.chance(otherwise);
        const bool citing = random.chance(cites) && killing.in_prosecutor;
        std::string name = killing.in_prosecutor ? killing.person : pseudonym(random);
        if (wrong) name = misspelt(name, random);
        if (nameless) name = "N.N.";
        if (killing.in_prosecutor) {
            roll.pairs.emplace_back(number, killing.file);
            roll.nameless += nameless;
            roll.misspelt += wrong && !nameless;
            roll.citing += citing;
        }
        roll.text += fmt::format("{},{},{},{},{},{}\n", number, iso(fact.day),
                                 killing.woman ? "Femicidio" : "Homicidio doloso", name,
                                 citing ? killing.file : "", barrio_at(town, fact.spot));
    }
    return roll;
}

}  // namespace atalaya::simulate
