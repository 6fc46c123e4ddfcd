// A grid for what came on paper: the rows and columns of a source's table, empty, with a row and a column of totals to
// type as they are printed. Filled in, it is a delivery of that source.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "intake/descriptor.hpp"
#include "render/grid_sheet.hpp"
#include "render/numbers.hpp"

namespace atalaya::service {

struct GridAsked {
    std::vector<std::string> areas;  // as the sheet calls them; those of the source's areas.csv when none
    std::optional<int> year;         // of the months; the sheet's name
    render::Language language{};     // of the months' names
};

// Rows are the labels of codes.csv, those of the areas below each where the source has both; columns the months
// ([wide] months) or [wide] columns. Throws Error{usage} for a source that is no wide table of counts in a workbook laid
// by hand, or where areas, labels or a year are needed and not there.
render::GridSheet typing_grid(const intake::Source& source, const GridAsked& asked);

}  // namespace atalaya::service
