// A table as an analyst has it: named columns of numbers or texts, all of one length, and perhaps a shape a row.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "geo/area.hpp"

namespace atalaya::methods {

using Numbers = std::vector<double>;     // a cell that is not there is NaN
using Texts = std::vector<std::string>;  // a cell that is not there is ""
using Cells = std::variant<Numbers, Texts>;

std::size_t size(const Cells& cells);

struct Column {
    std::string name;
    Cells cells;
};

class Frame {
  public:
    std::vector<Column> columns;
    std::vector<geo::MultiPolygon> shapes;  // one a row, or none at all

    std::size_t rows() const { return columns.empty() ? shapes.size() : size(columns.front().cells); }
    const Column* find(std::string_view name) const;  // nullptr when there is none
    void add(std::string name, Cells cells) { columns.push_back({std::move(name), std::move(cells)}); }

    // The numbers or texts of a column that is there and is of that kind: a promise.
    const Numbers& numbers(std::string_view name) const;
    const Texts& texts(std::string_view name) const;

    // The rows named, in that order.
    Frame only(const std::vector<std::size_t>& rows) const;
};

}  // namespace atalaya::methods
