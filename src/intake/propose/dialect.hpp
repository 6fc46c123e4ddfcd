// How a table is laid out: what separates cells, where its head is and of how many rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/propose/judged.hpp"

namespace atalaya::intake {

using Records = std::vector<std::vector<std::string>>;

// Of , ; tab | the one that cuts the most records into equally many cells, two at least. `text` is the
// beginning of the file, whole records; no more than 1,000 of them are looked at.
Judged<char> find_separator(std::string_view text);

struct Head {
    int row = 1, rows = 1;  // the first of them from 1, and how many
    friend bool operator==(const Head&, const Head&) = default;
};
// `records`: the first of the table, blank ones too, so that places are rows of the file. The head is above the
// first row whose cells are of the kind (number or day, or text) that their columns have further down;
// lines of a title say less than two cells. Where no column holds numbers or days: the first full row.
Judged<Head> find_head(const Records& records);

// "12", "-3.5", "1.234,5", "2020-03-09", "09/03/2020 10:30", "12 %": what a head's word is not.
bool is_figure(std::string_view cell);

}  // namespace atalaya::intake
