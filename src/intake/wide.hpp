// A wide table (a column for each category, or for each month) as rows: between the reader that finds the head
// and the checks, which see a long table.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "intake/rows.hpp"

namespace atalaya::intake {

// Each of the columns of source.wide becomes a row: the cells of the other columns, then the column's head as
// `name` and its cell as `value`. A blank cell is no row, or a zero, as the rule says; one that says that there is nothing
// to tell ("S/D") is a row of counts, and no row of exposures.
class Unfolded final : public RowConsumer {
  public:
    Unfolded(const Source& source, std::string file, RowConsumer& inner);
    ~Unfolded() override;

    // Throws Error{bad_input} when a column that [wide] names is missing.
    void head(const std::vector<std::string>& columns) override;
    std::unique_ptr<Part> new_part() override;
    void take(std::unique_ptr<Part> part, double share) override;

  private:
    class Unfolding;
    struct Plan;

    const Source& source_;
    std::string file_;
    RowConsumer& inner_;
    std::unique_ptr<Plan> plan_;
};

}  // namespace atalaya::intake
