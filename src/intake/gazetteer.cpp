#include "intake/gazetteer.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "geo/area.hpp"
#include "intake/layer_index.hpp"

namespace atalaya::intake {

namespace {

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Numbers = std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>>;

struct Area {
    std::string name, parent, geometry;
};

// "comuna 7" -> "7"; "" when the text does not end in a number.
std::string ending_number(std::string_view folded_text) {
    std::size_t digits = 0;
    while (digits < folded_text.size() && folded_text[folded_text.size() - 1 - digits] >= '0' &&
           folded_text[folded_text.size() - 1 - digits] <= '9') {
        ++digits;
    }
    if (digits == 0 || digits > 9) return {};
    return std::to_string(*whole_number(folded_text.substr(folded_text.size() - digits)));
}

bool only_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

struct LayerTable {
    std::string id;
    int parent_slot = -1, child_slot = -1;
    std::vector<std::string> codes, names, folded_names;
    std::vector<std::int32_t> parents;
    Numbers by_code, by_folded, by_spelled, by_number;
    std::shared_ptr<const geo::AreaIndex> index;  // nothing without shapes
    std::vector<std::int32_t> area_of_shape;
    struct Taken {
        Day on{};
        std::int32_t from{};
    };
    std::unordered_map<std::int32_t, Taken> taken;  // areas that one other gave
    bool numbered = false;                          // all codes are numbers: a text that ends in one means it
};

struct Gazetteer::Tables {
    std::array<LayerTable, slots> layers;
};

namespace {

using ByCode = std::map<std::string, Area>;

void collect(const Areas& areas, const LayerTable& layer, ByCode& found) {
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (areas.layer[i] != layer.id) continue;
        found[areas.code[i]] = {areas.name[i], areas.parent[i], areas.geometry[i]};
    }
}

// A name that two areas share names neither.
void remember(Numbers& numbers, const std::string& text, std::int32_t area) {
    if (text.empty()) return;
    const auto [at, fresh] = numbers.emplace(text, area);
    if (!fresh && at->second != area) at->second = Gazetteer::unknown;
}

void fill(LayerTable& layer, const ByCode& areas) {
    std::vector<std::string_view> shapes;
    layer.numbered = !areas.empty() && std::all_of(areas.begin(), areas.end(),
                                                   [](const auto& a) { return only_digits(a.first); });
    for (const auto& [code, area] : areas) {
        const auto number = static_cast<std::int32_t>(layer.codes.size());
        layer.codes.push_back(code);
        layer.names.push_back(area.name);
        layer.by_code.emplace(code, number);
        remember(layer.by_folded, folded(area.name), number);
        remember(layer.by_folded, folded(code), number);
        remember(layer.by_spelled, area_code(area.name), number);
        if (layer.numbered) remember(layer.by_number, ending_number(code), number);
        if (area.geometry.empty()) continue;
        shapes.push_back(area.geometry);
        layer.area_of_shape.push_back(number);
    }
    if (!shapes.empty()) layer.index = layer_index(shapes);
}

std::int32_t found_in(const Numbers& numbers, std::string_view text) {
    const auto at = numbers.find(text);
    return at == numbers.end() ? Gazetteer::unknown : at->second;
}

void remember_taken(const City& city, LayerTable& layer) {
    for (const auto& change : city.area_changes) {
        if (change.layer != layer.id || change.from.size() != 1) continue;
        const auto from = found_in(layer.by_code, change.from.front());
        for (const auto& code : change.to) {
            const auto area = found_in(layer.by_code, code);
            if (area != Gazetteer::unknown && from != Gazetteer::unknown && area != from)
                layer.taken[area] = {change.day, from};
        }
    }
}

}  // namespace

Gazetteer::Gazetteer(const City& city, std::span<const Areas> areas) : tables_{std::make_unique<Tables>()} {
    auto& layers = tables_->layers;
    for (const auto& layer : city.layers) layers[static_cast<std::size_t>(layer.slot - 1)].id = layer.id;
    for (const auto& layer : city.layers) {
        if (layer.parent.empty()) continue;
        const int child = slot_of(layer.id), parent = slot_of(layer.parent);
        layers[static_cast<std::size_t>(child)].parent_slot = parent;
        // Of two layers made into one, the coarser says which part of the parent a point is in.
        layers[static_cast<std::size_t>(parent)].child_slot = child;
    }
    std::array<ByCode, slots> by_code;
    for (std::size_t slot = 0; slot < slots; ++slot) {
        if (layers[slot].id.empty()) continue;
        for (const auto& some : areas) collect(some, layers[slot], by_code[slot]);
        fill(layers[slot], by_code[slot]);
        remember_taken(city, layers[slot]);
    }
    for (std::size_t slot = 0; slot < slots; ++slot) {
        LayerTable& layer = layers[slot];
        for (const auto& [code, area] : by_code[slot]) {
            layer.parents.push_back(layer.parent_slot < 0 ? unknown
                                                          : this->by_code(layer.parent_slot, area.parent));
        }
    }
}

Gazetteer::~Gazetteer() = default;
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;

namespace {

const LayerTable& at(const std::array<LayerTable, slots>& layers, int slot) {
    expects(slot >= 0 && slot < slots, "a slot is 0 to 3");
    return layers[static_cast<std::size_t>(slot)];
}

std::size_t index_in(const LayerTable& layer, std::int32_t area) {
    expects(area >= 0 && static_cast<std::size_t>(area) < layer.codes.size(),
            "an area number is one of its layer");
    return static_cast<std::size_t>(area);
}

}  // namespace

std::string_view Gazetteer::layer(int slot) const {
    return at(tables_->layers, slot).id;
}

int Gazetteer::slot_of(std::string_view id) const {
    for (int slot = 0; slot < slots; ++slot) {
        if (!id.empty() && layer(slot) == id) return slot;
    }
    return -1;
}

std::int32_t Gazetteer::size(int slot) const {
    return static_cast<std::int32_t>(at(tables_->layers, slot).codes.size());
}

const std::string& Gazetteer::code(int slot, std::int32_t area) const {
    const auto& layer = at(tables_->layers, slot);
    return layer.codes[index_in(layer, area)];
}

const std::string& Gazetteer::name(int slot, std::int32_t area) const {
    const auto& layer = at(tables_->layers, slot);
    return layer.names[index_in(layer, area)];
}

int Gazetteer::parent_slot(int slot) const {
    return at(tables_->layers, slot).parent_slot;
}

std::int32_t Gazetteer::parent(int slot, std::int32_t area) const {
    const auto& layer = at(tables_->layers, slot);
    return layer.parents[index_in(layer, area)];
}

bool Gazetteer::has_shapes(int slot) const {
    return at(tables_->layers, slot).index != nullptr;
}

std::int32_t Gazetteer::by_code(int slot, std::string_view code) const {
    return found_in(at(tables_->layers, slot).by_code, code);
}

std::int32_t Gazetteer::by_text(int slot, std::string_view text) const {
    const auto& layer = at(tables_->layers, slot);
    const std::string name = folded(text);
    if (name.empty()) return unknown;
    if (const auto area = found_in(layer.by_folded, name); area != unknown) return area;
    const std::string spelled = area_code(name);
    if (const auto area = found_in(layer.by_code, spelled); area != unknown) return area;
    if (const auto area = found_in(layer.by_spelled, spelled); area != unknown) return area;
    return layer.numbered ? found_in(layer.by_number, ending_number(name)) : unknown;
}

std::array<std::int32_t, slots> Gazetteer::by_point(LonLat point) const {
    std::array<std::int32_t, slots> found;
    found.fill(unknown);
    for (std::size_t slot = 0; slot < slots; ++slot) {  // finer layers come first
        const LayerTable& layer = tables_->layers[slot];
        const int shape = layer.index ? layer.index->locate(point) : geo::AreaIndex::outside;
        if (shape != geo::AreaIndex::outside) {
            found[slot] = layer.area_of_shape[static_cast<std::size_t>(shape)];
        } else if (layer.child_slot >= 0) {
            const auto child = found[static_cast<std::size_t>(layer.child_slot)];
            if (child != unknown) found[slot] = parent(layer.child_slot, child);
        }
    }
    return found;
}

std::int32_t Gazetteer::on_day(int slot, std::int32_t area, Day day) const {
    const auto& taken = at(tables_->layers, slot).taken;
    for (auto change = taken.find(area); change != taken.end() && day < change->second.on;
         change = taken.find(area))
        area = change->second.from;
    return area;
}

std::string area_code(std::string_view name) {
    std::string out;
    bool gap = false;
    for (const char c : folded(name)) {
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (!letter) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += '-';
        gap = false;
        out += c;
    }
    return out;
}

}  // namespace atalaya::intake
