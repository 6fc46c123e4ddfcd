// A table for a method out of the store: counts of an indicator by territory, by month, or by both; its facts one by one.
//
//     store:robo?by=barrio&from=2019-01&until=2019-12            a row an area: id, name, events, exposure, and its polygon
//     store:robo?by=month&territory=comuna:1                     a row a month: month, day, events
//     store:robo?by=barrio,month&from=2019-01&until=2019-12      a row for both: area, month, day, events
//     store:robo?by=fact&from=2019-01&until=2019-12              a row a fact: fact_table.hpp
//     store:robo?by=hexagon&from=2019-01&until=2019-12           a row a hexagon of places.hpp: q, r, events
//
// Without `by` a table gets what it is of: facts where it names places or times and nothing that a fact does not have, hexagons
// where it names q and r, else months. Months are whole, `until` (or `to`) included; those that are not said are the first and the last known. `territory` keeps what lies
// in it; `as-of` is a vintage, the newest unless said. `exposure` is person-years of the indicator's denominator, blank where
// nothing is known. `territory` of facts is the area that they were written with, of hexagons where their middle is. A count is blank where coverage was missing, declared by the city. A period that a declared break cuts is
// refused unless `breaks=cross`: one of the sources, or of the land of `territory` or of an area told by month.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "service/fact_table.hpp"

namespace atalaya::service {

class Worlds;

enum class StoreForm { months, areas, area_months, facts, hexagons };

struct StoreTable {
    std::string indicator;
    std::optional<StoreForm> form;  // none: as the table is of
    std::string layer;              // of areas and area_months
    std::string territory = "ciudad", vintage;
    std::optional<Month> from, until;
    bool cross_breaks = false;
    std::string text;  // as it was asked for
};

bool is_store_table(std::string_view text);
// Error{usage} that says which forms there are.
StoreTable parse_store_table(const std::string& text);

// Its `file` is the question with the vintage that was read; its digest is of its cells. `table` is that of the method, nullptr
// for one that it does not have. Error{missing} for an indicator, layer, territory or vintage that there is none of and for months
// before the first or after the last that are known, Error{usage} for months the wrong way round, Error{bad_input} for a break and for places that are sealed.
FactTable read_store_table(store::Store& store, Worlds& worlds, const StoreTable& asked,
                           const methods::TableSpec* table);

}  // namespace atalaya::service
