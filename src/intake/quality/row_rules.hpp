// The rules of a source about the cells of one row ([[rule]] of = "rows"), judged while rows are read.
#pragma once

#include <cstdint>
#include <vector>

#include "intake/quality/rule.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake::quality {

class RowRules {
  public:
    // The source outlives this.
    RowRules(const Source& source, const Layout& layout);

    struct Broken {
        std::int64_t line;
        double left, right;
    };
    struct OfRule {
        const Rule* rule;
        std::vector<int> left, right;  // columns
        std::vector<Broken> broken;    // every one, in order of the file
    };

    // A cell that is no number or amount ("B/.1,000.01") says nothing.
    void see(Row row, const CellReader& cell, std::int64_t line);
    // `later` counted its lines from 1 after `offset` others.
    void add(const RowRules& later, std::int64_t offset);
    const std::vector<OfRule>& rules() const { return rules_; }

  private:
    char decimal_;
    std::vector<OfRule> rules_;
};

}  // namespace atalaya::intake::quality
