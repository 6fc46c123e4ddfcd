// A proposal for a workbook that was laid by hand (pages.hpp): months across, a sheet or a block for each year, labels
// said once, totals between the rows.
#pragma once

#include <optional>

#include "intake/propose/proposal.hpp"

namespace atalaya::intake {

class OpenFile;

// Nothing where the file is no workbook, has more than 4 MiB, or no sheet of it has a head of six months or more with signs of a hand: several
// such heads, merged labels, rows that are totals or have a text alone between rows of numbers, a year that only the sheet's name or a title says. O(cells).
std::optional<Proposal> propose_laid(const OpenFile& file, Progress& progress);

}  // namespace atalaya::intake
