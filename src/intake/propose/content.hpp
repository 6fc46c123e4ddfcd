// What a column seems to be for by its cells alone, where its name says nothing: names of areas, kinds of facts.
#pragma once

#include "intake/propose/position.hpp"
#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// Whether a folded text has a word that names of places have and kinds of facts have not: "san telmo", "la boca".
bool says_place(std::string_view folded_text);

// Texts of few kinds that are none of a person's attributes (sexes, ages, yes and no), of a day's (weekdays, shifts),
// days or numbers.
bool holds_texts(const Facts& column);

// How much of the spread of the positions lies between the column's values and not within them, 0 to 1, above what as
// many groups would by chance: areas come near 1, kinds of facts near 0. 0 without positions. O(rows).
double gathers(const Choosing& choosing, const Facts& column, const Position& position, char decimal);

// Marks the columns that no name tells: areas, whose facts lie together or whose texts say places; and texts that may
// be kinds of facts.
void mark_by_content(Choosing& choosing, const TimeColumns& when, const Position& position, char decimal);

// The id of a layer of which nobody knows the word: the column's own.
std::string layer_id_of(const Facts& column);

}  // namespace atalaya::intake
