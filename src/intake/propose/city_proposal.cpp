#include "intake/propose/city_proposal.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/propose/hints.hpp"
#include "intake/propose/layer_words.hpp"
#include "intake/propose/toml_text.hpp"

namespace atalaya::intake {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t slots = 4;

struct Country {
    std::string_view code, region, zone;
    bool several_zones;
};
constexpr std::array<Country, 20> countries{{{"AR", "es-AR", "America/Argentina/Buenos_Aires", false},
                                             {"BO", "es-BO", "America/La_Paz", false},
                                             {"BR", "pt-BR", "America/Sao_Paulo", true},
                                             {"CL", "es-CL", "America/Santiago", true},
                                             {"CO", "es-CO", "America/Bogota", false},
                                             {"CR", "es-CR", "America/Costa_Rica", false},
                                             {"CU", "es-CU", "America/Havana", false},
                                             {"DO", "es-DO", "America/Santo_Domingo", false},
                                             {"EC", "es-EC", "America/Guayaquil", true},
                                             {"GT", "es-GT", "America/Guatemala", false},
                                             {"HN", "es-HN", "America/Tegucigalpa", false},
                                             {"MX", "es-MX", "America/Mexico_City", true},
                                             {"NI", "es-NI", "America/Managua", false},
                                             {"PA", "es-PA", "America/Panama", false},
                                             {"PE", "es-PE", "America/Lima", false},
                                             {"PY", "es-PY", "America/Asuncion", false},
                                             {"SV", "es-SV", "America/El_Salvador", false},
                                             {"US", "en-US", "America/New_York", true},
                                             {"UY", "es-UY", "America/Montevideo", false},
                                             {"VE", "es-VE", "America/Caracas", false}}};

struct ProposedLayer {
    std::string id;
    int rank = 0;
    bool has_areas = false;  // some source says which there are
};

// By how fine they are, the finest first.
std::vector<ProposedLayer> layers_of(const std::vector<Source>& sources) {
    std::vector<ProposedLayer> layers;
    const auto note = [&](const std::string& id, bool areas) {
        if (id.empty() || id == to_fill_in) return;
        auto found = std::find_if(layers.begin(), layers.end(), [&](const auto& l) { return l.id == id; });
        if (found == layers.end()) {
            const auto* hint = layer_of({id});
            found = layers.insert(layers.end(), {id, hint ? hint->rank : 0, false});
        }
        found->has_areas = found->has_areas || areas;
    };
    for (const auto& source : sources) {
        if (source.kind == Kind::areas) note(source.shape.layer, true);
        for (const auto& area : source.areas) note(area.layer, false);
        if (source.kind == Kind::exposures) note(source.exposure.layer, false);
    }
    std::stable_sort(layers.begin(), layers.end(),
                     [](const auto& a, const auto& b) { return a.rank > b.rank; });
    return layers;
}

std::string words_toml(std::string_view es, std::string_view pt, std::string_view en) {
    return "{ es = " + toml_quoted(es) + ", pt = " + toml_quoted(pt) + ", en = " + toml_quoted(en) + " }";
}

std::string comment(const std::string& text) {
    return "# " + in_one_line(text) + "\n";
}

std::string layer_toml(const ProposedLayer& layer, std::size_t slot, const Say& say) {
    std::string out = "\n[[layers]]\n";
    if (!layer.has_areas)
        out += comment(say(message(
            "QUESTION: {}", message("No source has the areas of \"{}\". Propose one from their limits "
                                    "(GeoJSON, shapefile) or from a list of their names, or take the layer "
                                    "out here and in the sources.",
                                    layer.id))));
    out += "slot = " + std::to_string(slot) + "\nid = " + toml_quoted(layer.id) + "\n";
    const LayerWords* known = words_of_layer(layer.id);
    if (!known) {
        out += comment(say(message(
            "QUESTION: {}",
            message("How is one \"{}\" called, and how are several, with their accents, in each language?",
                    layer.id))));
        out += "name = " + words_toml(layer.id, layer.id, layer.id) + "\n";
        out += "plural = " + words_toml(layer.id, layer.id, layer.id) + "\n";
    } else {
        out += "name = " + words_toml(known->es, known->pt, known->en) + "\n";
        out += "plural = " + words_toml(known->es_plural, known->pt_plural, known->en_plural) + "\n";
    }
    if (!layer.has_areas) out += "optional = true\n";
    return out;
}

std::string where_toml(const std::string& country, const Say& say) {
    const auto known = std::find_if(countries.begin(), countries.end(),
                                    [&](const auto& one) { return folded(one.code) == folded(country); });
    const bool found = known != countries.end();
    std::string out = "country = " +
                      toml_quoted(found             ? known->code
                                  : country.empty() ? to_fill_in
                                                    : country) +
                      "\n";
    out += "region = " + toml_quoted(found ? known->region : to_fill_in) + "\n";
    if (!found)
        out += comment(
            say(message("QUESTION: {}", message("Which time zone, such as \"America/Lima\", and which "
                                                "form of numbers, such as \"es-PE\"?"))));
    else if (known->several_zones)
        out += comment(say(message("QUESTION: {}",
                                   message("The country has several time zones; is the city in this one?"))));
    return out + "zone = " + toml_quoted(found ? known->zone : to_fill_in) + "\n";
}

}  // namespace

std::string city_toml(const std::string& id, const std::string& name, const std::string& country,
                      const std::vector<Source>& sources, const Say& say) {
    if (sources.empty())
        throw Error{Fault::bad_input,
                    message("expected a source at least. `atalaya source propose` makes one "
                            "from a file.")};
    const auto layers = layers_of(sources);
    if (layers.size() > slots) {
        std::vector<std::string> ids;
        for (const auto& layer : layers) ids.push_back(layer.id);
        throw Error{
            Fault::bad_input,
            message("a city has at most {} layers; the sources name {}. Take the [area.*] that it does "
                    "not need out of their source.toml.",
                    slots, join(ids, ", "))};
    }
    std::string out = "id = " + toml_quoted(id) + "\n";
    const std::string_view shown = name.empty() ? to_fill_in : std::string_view{name};
    out += "name = " + toml_quoted(shown) + "\nshort_name = " + toml_quoted(shown) + "\n";
    out += where_toml(country, say) + "simulated = false\nsources = [\n";
    for (const auto& source : sources) out += "    " + toml_quoted(source.id) + ",\n";
    out += "]\n";
    // The first slot is left to street segments where there is room.
    const std::size_t first = layers.size() < slots ? 2 : 1;
    for (std::size_t i = 0; i < layers.size(); ++i) out += layer_toml(layers[i], first + i, say);
    const bool whole = out.find(toml_quoted(to_fill_in)) == std::string::npos;
    return whole ? out : comment(say(message("Fill in what says {}.", to_fill_in))) + out;
}

void write_city(const fs::path& folder, const std::string& text) {
    refuse_what_is_there(folder / "city.toml");
    write_text(folder / "city.toml", text);
}

}  // namespace atalaya::intake
