// A column whose cells change their form along the file: "2023-01-31" in most rows, "2023-01-31 00:00:00" in others.
//
// A form is what is left of a cell when every number of one or two digits is written 9, a longer one as many 9 as it has
// digits, and every word a: "1/3/2020" and "31/12/2019" are both 9/9/9999. What fires: two forms or more of which each
// has 5 rows or more. False positives: "1º de enero" beside "2 de enero". A column of more than 32 forms has none and
// is not told. Blank cells have no form. O(bytes of the column).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::intake::quality {

class Forms {
  public:
    struct Form {
        std::string form;
        std::uint64_t mark{};                  // hash of it
        std::int64_t rows{}, first{}, last{};  // lines
    };

    void see(std::string_view cell, std::int64_t line);
    // `later` counted its lines from 1 after `offset` others.
    void add(const Forms& later, std::int64_t offset);
    // Forms of enough rows, the commonest first; none when there is but one.
    std::vector<Form> drift() const;

  private:
    Form* find(std::uint64_t mark);

    std::vector<Form> forms_;
    std::size_t last_ = 0;
    bool formless_ = false;
};

}  // namespace atalaya::intake::quality
