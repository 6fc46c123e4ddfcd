// What a figure says beside its value, in the reader's words: its unit, what its range is, what it is divided by, its
// notes and the names of its parts. A code that has no word is told as it is.
#pragma once

#include <string>

#include "cli/voice.hpp"
#include "service/figure.hpp"
#include "service/kept_counting.hpp"

namespace atalaya::cli {

// "per_100000" -> "cada 100000".
std::string unit_said(const Voice& voice, const std::string& unit);

// Not every low and high are an interval of confidence: of a comparison with the rest they are the limits of what is usual, of
// what was expected the range, of delays the quartiles.
std::string range_called(const Voice& voice, const service::FigureSpec& spec);

// "phi_estimated" -> "con φ estimado de su serie".
std::string base_said(const Voice& voice, const std::string& note);

// "position:above" -> "por encima de los límites"; "break:ID" -> "corte de serie: ID".
std::string note_said(const Voice& voice, const std::string& note);

// "caba-delitos: tentativas: aparte, antes la fuente no lo dice".
std::string rule_change_said(const Voice& voice, const service::RuleChange& change);

}  // namespace atalaya::cli
