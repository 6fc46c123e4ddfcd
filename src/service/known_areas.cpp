#include "service/known_areas.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/text.hpp"
#include "intake/names_not_found.hpp"
#include "intake/read.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

// What the source of areas lists by itself, whole or not at all.
ListedAreas listed_by(const intake::Source& source, const intake::City& city) {
    if (!source.area_names.empty()) return source.area_names;
    ListedAreas listed;
    for (const auto& name : source.files) {
        const fs::path own = source.folder / name;
        if (!fs::is_regular_file(own)) continue;
        NoProgress quiet;
        const Areas areas = intake::read_here(source, city, {city, {}}, own, quiet).areas;
        for (std::size_t i = 0; i < areas.size(); ++i) listed.emplace_back(areas.code[i], areas.name[i]);
    }
    return listed;
}

bool has_code(const ListedAreas& areas, std::string_view code) {
    return std::any_of(areas.begin(), areas.end(), [&](const auto& area) { return area.first == code; });
}

bool once_had(const intake::City& city, const std::string& layer, std::string_view code) {
    return std::any_of(city.area_changes.begin(), city.area_changes.end(), [&](const auto& change) {
        return change.layer == layer && (change.takes(code) || change.gives(code));
    });
}

// The code of the area of that name, else of the one that is near (names_not_found.hpp); "" when none is.
std::string meant(const ListedAreas& areas, const std::string& wrong) {
    for (const auto& [code, name] : areas) {
        if (folded(name) == folded(wrong) || code == intake::area_code(wrong)) return code;
    }
    return intake::area_near(areas, wrong);
}

}  // namespace

KnownAreas::KnownAreas(const Share& share, const std::vector<intake::City>& cities) {
    for (const auto& city : cities) {
        OfCity of{&city, {}};
        for (const auto& id : city.sources) {
            const fs::path folder = share.data / "sources" / id;
            if (!fs::exists(folder / "source.toml")) continue;
            try {
                const intake::Source source = intake::read_source(folder);
                if (source.kind != intake::Kind::areas) continue;
                for (auto& area : listed_by(source, city))
                    of.layers[source.shape.layer].push_back(std::move(area));
            } catch (const Error& error) {
                if (error.fault() != Fault::bad_input) throw;
                of.layers.clear();  // whoever checks that descriptor tells what is wrong with it
                break;
            }
        }
        cities_.push_back(std::move(of));
    }
}

KnownAreas::KnownAreas(const intake::City& city, const intake::Gazetteer& areas) {
    OfCity of{&city, {}};
    for (int slot = 0; slot < intake::slots; ++slot) {
        for (std::int32_t area = 0; area < areas.size(slot); ++area)
            of.layers[std::string{areas.layer(slot)}].emplace_back(areas.code(slot, area),
                                                                   areas.name(slot, area));
    }
    cities_.push_back(std::move(of));
}

void KnownAreas::check(const intake::Source& source) const {
    const bool divides = source.kind == intake::Kind::exposures;
    for (const auto& rule : source.areas)
        check(source, divides ? "[exposure]" : "[area." + rule.layer + "]", rule.layer, rule.aliases);
    check(source, "[shape.parent]", source.shape.parent_layer, source.shape.parent_aliases);
}

void KnownAreas::check(const intake::Source& source, const std::string& table, const std::string& layer,
                       const std::vector<std::pair<std::string, std::string>>& aliases) const {
    ListedAreas all;
    for (const auto& of : cities_) {
        const auto& named = of.city->sources;
        if (std::find(named.begin(), named.end(), source.id) == named.end()) continue;
        const auto listed = of.layers.find(layer);
        if (listed == of.layers.end()) return;  // a city that does not list them may have any
        all.insert(all.end(), listed->second.begin(), listed->second.end());
        for (const auto& [text, code] : aliases) {
            if (once_had(*of.city, layer, code)) all.emplace_back(code, code);
        }
    }
    if (all.empty()) return;
    for (const auto& [text, code] : aliases) {
        if (has_code(all, code)) continue;
        const std::string near = meant(all, code);
        throw Error{Fault::bad_input,
                    message("{}: the alias \"{}\" of {} means \"{}\", which is no area of that layer.{}",
                            (source.folder / "source.toml").string(), text, table, code,
                            near.empty() ? verbatim("") : message(" Did you mean \"{}\"?", near))};
    }
}

}  // namespace atalaya::service
