// A table for a method out of the store: counts of an indicator by territory, by month, or by both.
//
//     store:robo?by=barrio&from=2019-01&until=2019-12            a row an area: id, name, events, exposure, and its polygon
//     store:robo?by=month&territory=comuna:1                     a row a month: month, day, events
//     store:robo?by=barrio,month&from=2019-01&until=2019-12      a row for both: area, month, day, events
//
// Months are whole, `until` included; those that are not said are the first and the last known. `territory` keeps what lies
// in it; `as-of` is a vintage, the newest unless said. `exposure` is person-years of the indicator's denominator, blank where
// nothing is known. A count is blank where coverage was missing, declared by the city. A period that a declared break cuts is
// refused unless `breaks=cross`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "intake/any_table.hpp"

namespace atalaya::service {

class Worlds;

struct StoreTable {
    std::string indicator;
    std::string layer;  // "" by months alone
    bool by_month = true;
    std::string territory = "ciudad", vintage;
    std::optional<Month> from, until;
    bool cross_breaks = false;
    std::string text;  // as it was asked for
};

bool is_store_table(std::string_view text);
// Error{usage} that says which forms there are.
StoreTable parse_store_table(const std::string& text);

// Its `file` is the question with the vintage that was read; its digest is of its cells. Error{missing} for an indicator, layer, territory or vintage
// that there is none of, Error{usage} for months the wrong way round, Error{bad_input} for a break.
intake::AnyTable read_store_table(Worlds& worlds, const StoreTable& asked);

}  // namespace atalaya::service
