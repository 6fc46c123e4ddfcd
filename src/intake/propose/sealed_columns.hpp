// Which columns say who somebody is: their cells are quoted nowhere.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// Whether a column holds names, documents, telephones or homes of persons: told by its name and that hardly two cells
// are the same, or by given names in most of its cells.
bool says_who(const Facts& column);

struct Sealed {
    std::vector<std::string> columns;
    bool doubtful = false;  // one of them is told by its cells alone
};

// Those of a table; they serve for nothing else from here on. Long texts that people wrote, which may name somebody, too.
Sealed take_sealed(Choosing& choosing, const TimeColumns& when);

// `sealed` of incidents and tallies.
void add_sealed(Choosing& choosing, const Sealed& sealed);

}  // namespace atalaya::intake
