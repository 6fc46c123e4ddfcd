#include "service/claim_indicators.hpp"

#include <algorithm>
#include <iterator>

#include "core/stem.hpp"
#include "core/text.hpp"
#include "service/claim_joints.hpp"
#include "service/claim_kinds.hpp"
#include "service/claim_manner.hpp"
#include "service/groupings.hpp"
#include "service/indicator_names.hpp"

namespace atalaya::service {

namespace {

using Words = std::vector<ClaimWord>;

// Of cars people say robbery and theft alike ("robo de autos"), and the indicator of vehicles taken counts both.
Words with_vehicles_taken(Words words) {
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        if (is_any_of(words[i].text,
                      {"robo", "robos", "hurto", "hurtos", "roubo", "roubos", "furto", "furtos"}) &&
            words[i + 1].text == "de" &&
            is_any_of(words[i + 2].text,
                      {"auto", "autos", "automovil*", "automotor*", "carro", "carros", "coche", "coches",
                       "moto", "motos", "motocicleta*", "camioneta*", "camion", "camiones", "caminhao",
                       "caminhoes", "vehiculo*", "veiculo*"}))
            words[i].text = "sustraidos";
    }
    return words;
}

// Words with which names of classes begin and that name no crime by themselves.
bool is_any_act(std::string_view stem) {
    static const std::set<std::string> stems = [] {
        std::set<std::string> all;
        for (const char* word :
             {"actos",        "atos",      "acts",     "acto",     "ato",        "act",
              "otros",        "otras",     "otro",     "otra",     "outros",     "outras",
              "outro",        "outra",     "other",    "delitos",  "crimes",     "uso",
              "utilización",  "posesión",  "posse",    "use",      "possession", "participación",
              "participação", "conflicto", "conflito", "conflict", "persona"})
            all.merge(std::set<std::string>{::atalaya::stem(folded(word))});
        return all;
    }();
    return stems.contains(std::string{stem});
}

bool is_among(const std::vector<std::string>& stems, std::initializer_list<const char*> texts) {
    return std::ranges::any_of(texts, [&](const char* text) { return stems_of(text) == stems; });
}

std::vector<CodeEntry> entries_of(const World& world) {
    std::vector<CodeEntry> entries, without_data;
    for (const auto& one : world.catalogue().indicators)
        if (one.kind == IndicatorKind::count && !is_grouping(one))
            (world.cells(one.id).empty() ? without_data : entries).push_back({"", one.id, one.name, one.id});
    std::ranges::move(without_data, std::back_inserter(entries));
    return entries;
}

}  // namespace

ClaimIndicators::ClaimIndicators(const World& world)
    : everyday_{everyday_words(world.catalogue().share)},
      entries_{entries_of(world)},
      search_{entries_, everyday_} {
    for (const auto& entry : entries_)
        for (const auto& name : {entry.name.es, entry.name.pt, entry.name.en, entry.label})
            for (auto& stem : stems_of(name)) said_.insert(std::move(stem));
    named_ = said_;
    for (const auto& entry : entries_) {
        auto& stems = stems_of_[entry.code];
        const auto& here = name_here(world.catalogue(), entry.code);
        for (const auto& name : {entry.name.es, entry.name.pt, entry.name.en, here.es, here.pt, here.en})
            for (auto& one : stems_of(name)) stems.insert(std::move(one));
    }
    for (const auto& entry : taxonomy_codes(world.catalogue().share))
        for (const auto& name : {entry.name.es, entry.name.pt, entry.name.en})
            if (auto stems = stems_of(name); !stems.empty() && !is_any_act(stems.front()))
                crimes_.insert(std::move(stems.front()));
    for (const auto& [said, means, verbs] : everyday_) {
        const bool of_an_indicator =
            std::ranges::any_of(means, [&](const auto& stem) { return said_.contains(stem); });
        const bool loot = said.size() == 1 && is_among(means, {"bienes personales", "bens pessoais"});
        if (loot) loot_.insert(said.front());
        if (of_an_indicator && !loot) said_.insert(said.begin(), said.end());
        if (!of_an_indicator && said.size() == 1 && !means.empty() && crimes_.contains(means.front()))
            crimes_.insert(said.front());
    }
}

std::string ClaimIndicators::like(Words telling, double least) const {
    telling = without_what_they_rode(telling);
    std::erase_if(telling, [&](const ClaimWord& word) { return is_anything(word) || is_loot(word); });
    // Whoever it happened to ("mataron a 19 personas") tells only where nothing else does.
    if (std::ranges::any_of(telling, [&](const ClaimWord& word) {
            return !is_person(word) && said_.contains(stem(word.text));
        }))
        std::erase_if(telling, is_person);
    // The beginning of a word is enough, but not where all of it names another crime ("violación", "violencia").
    const bool says_one =
        std::ranges::any_of(telling, [&](const ClaimWord& word) { return said_.contains(stem(word.text)); });
    if (!says_one && !uncounted(telling).empty()) return {};
    const auto found = likest(telling, least);
    // "Homicidios con arma de fuego" are homicides: what a thing is done with names no other.
    Words done = telling;
    if (found.empty() || std::erase_if(done, is_instrument) == 0) return found;
    const auto& names = stems_of_.at(found);
    bool names_another = false;
    for (const auto& word : done) {
        const auto its = stem(word.text);
        if (names.contains(its)) return found;
        names_another = names_another || (said_.contains(its) && !is_person(word));
    }
    return names_another ? likest(done, least) : found;
}

bool ClaimIndicators::is_loot(const ClaimWord& word) const {
    const auto its = stem(word.text);
    return loot_.contains(its) && !named_.contains(its);
}

bool ClaimIndicators::knows(const ClaimWord& word) const {
    const auto its = stem(word.text);
    return said_.contains(its) || crimes_.contains(its) || !like({word}).empty();
}

std::vector<std::string> ClaimIndicators::uncounted(const Words& words) const {
    std::vector<std::string> out;
    for (const auto& word : words) {
        const auto its = stem(word.text);
        if (!word.number && !is_between(word) && !is_anything(word) && crimes_.contains(its) &&
            !said_.contains(its))
            out.push_back(word.text);
    }
    return out;
}

std::string ClaimIndicators::likest(Words query, double least) const {
    query = with_vehicles_taken(std::move(query));
    std::erase_if(query, is_article_or_place);
    const auto hits = search_.find(spaced(query), 1, least);
    return hits.empty() ? std::string{} : hits[0].entry->code;
}

}  // namespace atalaya::service
