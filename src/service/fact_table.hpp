// The facts of an indicator one by one, as rows of a table for a method: as known at a vintage, in the order of their
// numbers, which are not told.
//
//     day           where it is known to the day          hour          0 to 23, where known
//     registration  day, where known                      offence       "source:code"
//     units         that the fact stands for              LAYER ...     the code of its area in each layer of the city
//     time          days since 1970-01-01, at the middle of its hour
//     from, past    minutes since 1970-01-01 00:00 of the city's own clock: its interval, or its hour
//     x, y          metres on the city's plane            lon, lat      degrees
//
// What is in the last three lines is given only where the table of the method names it: a method is not handed where a
// fact happened unless it asks. Cells of what is not known are blank.
//
// The plane is geo::LocalPlane about the origin of the city's lattices (geo::lattice_origin of its finest shapes), so that
// two questions give a fact the same x and y; in a city without shapes it is about the box of the facts, to a tenth of a
// degree.
//
// These rows are for inside the observatory, as those of `atalaya export --positions` are.
#pragma once

#include "intake/any_table.hpp"
#include "methods/method.hpp"
#include "service/world.hpp"

namespace atalaya::service {

class Places;

struct FactQuestion {
    const Indicator* indicator{};
    const TerritoryInfo* within{};
    Period period;
    bool places = false, spans = false, times = false;
};

// What of a fact the table of a method names. None for nullptr: a table that the method does not have.
FactQuestion columns_asked(const methods::TableSpec* table);
// Whether a fact can be a row of it: it names a place or a time, and a fact has all that it requires.
bool is_of_facts(const methods::TableSpec& table);

struct FactTable {
    intake::AnyTable rows;
    // Where places are asked for, facts that have none are no rows: no_position, position_erased, and heaped_point (as many
    // facts of any offence on it as intake calls a heap: a station's door, not where things happen).
    std::vector<methods::Excluded> left_out;  // of table ""
    std::vector<methods::Note> notes{};       // coverage_missing: a stretch of which a source sent nothing
};

// O(facts of the days). Throws Error{bad_input} for places of an indicator of tier A, which stay sealed, and of facts that
// came from two privacy domains, which are not compared one by one.
FactTable fact_table(store::Store& store, const World& world, Places& places, const FactQuestion& asked);

// Throws as fact_table() does where places of the indicator are sealed.
void refuse_sealed_places(const Indicator& indicator);

}  // namespace atalaya::service
