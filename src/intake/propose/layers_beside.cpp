#include "intake/propose/layers_beside.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "intake/propose/layer_words.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::intake {

namespace {

constexpr std::string_view area_table = "area.";

// Where a choice says a layer: by its value, or in the key of [area.LAYER].
bool says_by_value(const Choice& choice) {
    return choice.key == "shape.layer" || choice.key == "exposure.layer";
}

std::string layer_in_key(const std::string& key) {
    if (!key.starts_with(area_table) || !key.ends_with(".column")) return {};
    return key.substr(area_table.size(), key.rfind('.') - area_table.size());
}

std::string ids_of(const std::vector<LayerBeside>& layers) {
    std::vector<std::string> ids;
    for (const auto& layer : layers) ids.push_back(layer.id);
    return join(ids, ", ");
}

bool has(const std::vector<LayerBeside>& layers, std::string_view id) {
    return std::any_of(layers.begin(), layers.end(),
                       [&](const LayerBeside& layer) { return layer.id == id; });
}

// What a layer is called beside it, if it goes by another word there.
std::string same_beside(std::string_view id, const std::vector<LayerBeside>& beside) {
    for (const auto& layer : beside)
        if (are_one_layer(layer.id, id)) return layer.id;
    constexpr std::size_t shortest = 3;  // "com" of "comuna", where no other begins so
    std::string only;
    for (const auto& layer : beside) {
        if (id.size() < shortest || !layer.id.starts_with(id)) continue;
        if (!only.empty()) return {};
        only = layer.id;
    }
    return only;
}

// Of areas that are drawn and that nothing names: the one that facts are in and nobody drew yet.
std::string only_one_left(const std::vector<LayerBeside>& beside, bool drawn) {
    std::string only;
    for (const auto& layer : beside) {
        if (layer.drawn != drawn) continue;
        if (!only.empty()) return {};
        only = layer.id;
    }
    return only;
}

void ask(Choice& choice, int confidence, Message why, Message question) {
    choice.confidence = std::min(choice.confidence, confidence);
    if (!why.empty()) choice.why = std::move(why);
    choice.question = std::move(question);
}

Message so_called_beside(const std::string& id) {
    return message("the city's other sources call such areas \"{}\"", id);
}

Message asked_if_one(const std::string& was, const std::string& is) {
    return message(
        "Are the areas that this file calls \"{}\" those of the layer \"{}\"? In all sources of a city a "
        "layer has one id.",
        was, is);
}

Message asked_which(const std::string& id, const std::vector<LayerBeside>& beside) {
    return message("The city has the layers {}. Is \"{}\" one of them under another word, or one more?",
                   ids_of(beside), id);
}

void settle_value(Choice& choice, const std::vector<LayerBeside>& beside) {
    const std::string was = choice.values.front();
    if (has(beside, was)) return;
    if (was == to_fill_in) {
        const std::string only = only_one_left(beside, choice.key != "shape.layer");
        if (!only.empty()) {
            choice.values = {only};
            choice.confidence = 60;
            ask(choice, 60, message("the city has no other layer that it could be"),
                message("Are these areas those of the layer \"{}\"?", only));
        } else {
            ask(choice, choice.confidence, {},
                message("Which layer of the city are these areas? It has {}.", ids_of(beside)));
        }
        return;
    }
    if (const std::string same = same_beside(was, beside); !same.empty()) {
        choice.values = {same};
        return ask(choice, 80, so_called_beside(same), asked_if_one(was, same));
    }
    ask(choice, 80, {}, asked_which(was, beside));
}

void settle_table(Proposal& proposal, const std::string& was, const std::vector<LayerBeside>& beside) {
    if (has(beside, was)) return;
    const std::string same = same_beside(was, beside);
    const bool taken = !same.empty() && proposal.find("area." + same + ".column");
    for (auto& choice : proposal.choices) {
        const std::string table = std::string{area_table} + was + ".";
        if (!choice.key.starts_with(table)) continue;
        const bool column = choice.key == table + "column";
        if (!same.empty() && !taken) {
            choice.key = std::string{area_table} + same + "." + choice.key.substr(table.size());
            if (column) ask(choice, 80, so_called_beside(same), asked_if_one(was, same));
        } else if (column) {
            ask(choice, 80, {}, asked_which(was, beside));
        }
    }
}

}  // namespace

std::vector<LayerBeside> layers_beside(const std::vector<Source>& sources) {
    std::vector<LayerBeside> layers;
    const auto note = [&](const std::string& id, bool drawn) {
        if (id.empty() || id == to_fill_in) return;
        auto found =
            std::find_if(layers.begin(), layers.end(), [&](const auto& one) { return one.id == id; });
        if (found == layers.end()) found = layers.insert(layers.end(), {id, false});
        found->drawn = found->drawn || drawn;
    };
    for (const auto& source : sources) {
        if (source.kind == Kind::areas) note(source.shape.layer, true);
        if (source.kind == Kind::exposures) note(source.exposure.layer, false);
        for (const auto& area : source.areas) note(area.layer, false);
    }
    return layers;
}

std::vector<LayerBeside> layers_beside(const City& city) {
    std::vector<LayerBeside> layers;
    for (const auto& layer : city.layers) layers.push_back({layer.id, !layer.optional});
    return layers;
}

void settle_layers(Proposal& proposal, const std::vector<LayerBeside>& beside) {
    if (beside.empty()) return;
    std::vector<std::string> tables;
    for (auto& choice : proposal.choices) {
        if (says_by_value(choice) && !choice.values.empty()) settle_value(choice, beside);
        if (const auto layer = layer_in_key(choice.key); !layer.empty()) tables.push_back(layer);
    }
    for (const auto& layer : tables) settle_table(proposal, layer, beside);
}

}  // namespace atalaya::intake
