// A small table as the parts of a proposal see it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/csv.hpp"
#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

class LookedAt {
  public:
    // The first row is the head.
    explicit LookedAt(std::string_view csv) {
        const auto rows = csv_rows(csv, ',');
        RowKeeper keeper{rows_kept};
        for (std::size_t i = 1; i < rows.size(); ++i)
            keeper.add(std::vector<std::string_view>(rows[i].begin(), rows[i].end()));
        look.sample = std::move(keeper).sample(rows.front());
    }
    Choosing choosing(const std::string& file = "tabla.csv") const { return Choosing{file, look, systems}; }

    Look look;
    std::vector<KnownSystem> systems;
};

inline const Facts& column(const Choosing& choosing, std::string_view name) {
    for (const auto& facts : choosing.columns())
        if (facts.name == name) return facts;
    throw std::out_of_range{std::string{name}};
}

inline std::string name_of(const Facts* column) {
    return column ? column->name : "-";
}

// Rows `row(0)`, `row(1)` ... below a head.
template <class Row>
std::string table_of(std::string head, int rows, const Row& row) {
    for (int i = 0; i < rows; ++i) head += "\n" + row(i);
    return head + "\n";
}

inline std::string two(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace atalaya::intake
