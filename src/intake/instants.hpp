// Instants that say of which clock they are ("2024-06-14T02:30:00Z", "14:30:00-05:00"): programs write them so, and mean
// the time that the clocks of the city showed then, which is what a fact keeps (docs/decisions/0012).
#pragma once

#include <utility>

#include "core/zone.hpp"
#include "intake/cells.hpp"
#include "intake/counted.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

namespace finding {
// {"zone","first","then"}: rows whose cells are of another clock than the city's; `first` as written, `then` as counted
inline constexpr const char* instant_moved = "instant_moved";
}  // namespace finding

// By the city's clocks, what a cell says. A cell that says no clock, or none of an offset, is as it was written, and so
// is every cell where the machine has no tzdata, or [time] offsets = "ignored". O(log changes) each.
class CityClock {
  public:
    // `zone` outlives this; nullptr where it is not known.
    CityClock(const Source& source, const Zone* zone);

    When shown(const When& written) const;

  private:
    const Zone* zone_;
};

// Rows of which some cell was of another clock: each once, however many of its cells were.
class MovedInstants {
  public:
    void see(const When& written, const When& shown, std::int64_t line);
    void add(const MovedInstants& later, std::int64_t offset);  // as Seen::add
    void tell(const Zone* zone, std::vector<Finding>& findings) const;

  private:
    Seen rows_;
    std::int64_t last_ = -1;
    std::optional<std::pair<When, When>> first_;  // as written, as shown
};

}  // namespace atalaya::intake
