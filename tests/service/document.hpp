// What tests of bulletins look for in a document: its blocks of one kind, one by its id, what a section says.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "render/document.hpp"

namespace atalaya::service {

template <class Block>
std::vector<const Block*> blocks_of(const render::Document& document) {
    std::vector<const Block*> found;
    for (const auto& section : document.sections) {
        for (const auto& block : section.blocks) {
            if (const auto* one = std::get_if<Block>(&block)) found.push_back(one);
        }
    }
    return found;
}

// The sheet or picture of that id; none where the document has none.
template <class Block>
const Block* block_of(const render::Document& document, std::string_view id) {
    for (const auto* block : blocks_of<Block>(document))
        if (block->id == id) return block;
    return nullptr;
}

// The paragraphs of a section, a line each; of all sections when `section` is "".
inline std::string text_of(const render::Document& document, std::string_view section = {}) {
    std::string text;
    for (const auto& one : document.sections) {
        if (!section.empty() && one.id != section) continue;
        for (const auto& block : one.blocks) {
            if (const auto* paragraph = std::get_if<render::Paragraph>(&block))
                text += render::plain(paragraph->text) + "\n";
        }
    }
    return text;
}

}  // namespace atalaya::service
