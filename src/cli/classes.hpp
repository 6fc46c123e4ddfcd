// What the terminal says of classifications: under a figure the crosswalks that it was counted by, and beside two
// vintages or two crosswalks what moves from one indicator to another.
#pragma once

#include <string>

#include "cli/voice.hpp"
#include "service/classification.hpp"
#include "service/crosswalk_moves.hpp"
#include "service/list_changes.hpp"

namespace atalaya::cli {

// "«codes», versión 1 · INE · 2024-03-01 (1a2b3c4d5e6f)"
std::string crosswalk_text(const Voice& voice, const intake::Crosswalk& crosswalk);

// All that a coding uses: "«codes», versión 1 (…); «persona», … : hurto"
std::string crosswalks_text(const Voice& voice, const service::Coding& coding);

// Lines "label: what" of a figure, each with the key of its label.
std::vector<std::pair<std::string, std::string>> class_lines(const Voice& voice,
                                                             const service::Classified& classified);

// "chile-cead: versión 2019 de la lista hasta el 2024-01-01, 2024 desde entonces; …": what a figure of two versions says.
std::string list_change_text(const Voice& voice, const service::ListChange& change);

// Facts of each indicator under the first and under the second, what left and what came, and how many overlap.
std::string crosswalk_table(const Voice& voice, const service::CrosswalkMoves& moves, bool bold);

}  // namespace atalaya::cli
