// Which declared breaks stand inside what a table or a picture adds up.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// The breaks among the notes ("break:ID") of the figures that were added up.
class SummedBreaks {
  public:
    void see(const Figure& figure);
    bool any() const { return !ids_.empty(); }
    // For each, in the order in which they are declared, a sentence with its day and what it is.
    std::vector<render::Text> notes(const Desk& desk) const;

  private:
    std::set<std::string> ids_;
};

}  // namespace atalaya::service
