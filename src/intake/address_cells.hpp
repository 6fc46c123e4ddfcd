// The address that a row writes, looked up: used where the row has no usable point.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geocode/geocoder.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

// What became of the addresses of some rows.
struct AddressNotes {
    std::array<std::array<std::int64_t, geocode::reasons>, geocode::precisions> rows{};
    std::int64_t unasked = 0;  // there was an address, and nothing to look it up in
    std::map<std::pair<std::string, std::string>, std::int64_t> unplaced;  // text, area

    void add(const AddressNotes& later);
    // The findings that tell of them.
    void tell(std::vector<Finding>& findings) const;
};

class AddressCells {
  public:
    AddressCells(const CheckAgainst& against, const Layout& layout);

    // What the row's address was found to be; none where it writes no address, or nothing is there to look it
    // up in. Protected addresses are found nowhere.
    std::optional<geocode::Answer> find(Row row, const CellReader& cell, AddressNotes& notes);

  private:
    std::string written(Row row, const CellReader& cell) const;

    std::vector<int> columns_;
    int crossing_, otherwise_, area_;
    bool tell_unplaced_;
    std::optional<geocode::Geocoder::Desk> desk_;
};

// How a row is located whose address was found so well. Precision::none is no answer of this.
Located located_by(geocode::Precision precision);

}  // namespace atalaya::intake
