// The cells of a part of what an indicator counts: of some hours or days of the week, of what a column of its source says, of
// what is known of its persons.
//
// A cut is a text: TimePart::text(), or two of them ("hours:20-6 days:5-6"), "attribute:" and codes of World::attributes() ("attribute:mecanismo-fuego"),
// "column:" source ":" head "=" values with "|" between them ("column:caba-delitos:uso_arma=SI").
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/claim_times.hpp"
#include "service/world.hpp"

namespace atalaya::store {
class Store;
}

namespace atalaya::service {

// Whether every source of the indicator tells the hour, or the day, of each of its facts.
bool tells_times(const World& world, std::string_view indicator, TimePart::Of of);

// Rows by month, label and areas of the slots 2 and 3, within all of the parts; a unit is a row. Facts of unknown hours are of
// none but those that say so. O(hour cells).
std::vector<MonthCell> cells_of_times(const World& world, std::string_view indicator,
                                      std::span<const TimePart> parts);

// Persons by month, of the whole city alone. `codes` with a blank between them. O(attribute cells).
std::vector<MonthCell> cells_of_attributes(const World& world, std::string_view indicator,
                                           std::string_view codes);

// What a column that no reading keeps says of the facts of an indicator, read from the kept deliveries of its source.
struct ColumnTold {
    std::vector<std::string> values;      // that it says, each once
    std::vector<std::uint16_t> value_of;  // of each cell, index into `values`
    std::vector<MonthCell> cells;         // one a fact
};
// None where the source may not be read for that (sealed, or not of the class public), or no delivery has the column, or it says more than
// twenty values, which are no classes. One scan of the ledger and of the deliveries.
std::optional<ColumnTold> column_told(store::Store& store, const World& world, std::string_view indicator,
                                      const std::string& source, const std::string& head);

// Each column once, however often it is asked for.
class ColumnsTold {
  public:
    // Both outlive this.
    ColumnsTold(store::Store& store, const World& world) : store_{store}, world_{world} {}

    const std::optional<ColumnTold>& of(const std::string& indicator, const std::string& source,
                                        const std::string& head);

  private:
    store::Store& store_;
    const World& world_;
    std::map<std::array<std::string, 3>, std::optional<ColumnTold>> told_;
};

std::vector<MonthCell> cells_of_values(const ColumnTold& told, std::string_view values);

}  // namespace atalaya::service
