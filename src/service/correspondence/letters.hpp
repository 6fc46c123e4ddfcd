// Letters about deliveries that did not come, and the record that they were written.
//
// A period that is missing asks for up to three letters, from the days on that the city says ([[expected]] letters): the
// first to the contact; the second to the contact with copies to the substitute and the superior; the third to the
// superior, with copies to the other two. Letters are counted as they are written: the first is the first notice however
// late it is, and between two of them are at least as many days as between the days that the city says. One letter of a
// source tells all that is missing of it by then, and goes as far up as the period that is latest asks for. Weeks or days in
// a row of which none came are one silence: its letters are about the first of them, and tell of all. It is written
// once: the record store keeps which period was written about, and how far up.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "service/correspondence/paper.hpp"
#include "service/expected.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct LettersAsked {
    Day on{};
    std::string source;    // "" any
    std::string language;  // "" the city's
    bool again = false;    // also those that were written before and whose periods are still missing
    std::set<PaperForm> forms{PaperForm::html, PaperForm::pdf, PaperForm::text};
    std::filesystem::path folder = "cartas";
};

struct WrittenLetter {
    store::Letter letter;
    int step{};          // 1 to 3
    std::string to;      // the post it is addressed to
    bool again = false;  // as it was written before, with its number and day
    std::vector<std::filesystem::path> files;
};

struct WrittenLetters {
    std::vector<WrittenLetter> letters;
    Message no_pdf;
};

// The letters due on a day, not recorded yet, unnumbered. O(sources).
std::vector<store::Letter> letters_due_on(const std::vector<SourceState>& states,
                                          const std::vector<store::Letter>& written, Day day);

// "la semana del 2 al 8 de marzo de 2026" of each run of weeks or days that is missing.
std::vector<std::string> missing_spans(const Stationery& paper, const SourceState& state);

// The page of a letter; `state` is that of its source on the day it was written.
render::Document letter_page(const Stationery& stationery, const SourceState& state,
                             const store::Letter& letter);

// Records the letters, then writes them. Error{missing} for a source of which the city expects nothing.
WrittenLetters write_letters(store::Store& store, const Catalogue& catalogue, const LettersAsked& asked,
                             Progress& progress);

}  // namespace atalaya::service
