// Readings of so few facts that they are none.
#pragma once

#include "service/contrast_reading.hpp"

namespace atalaya::service {

class FewFacts {
  public:
    // All of them outlive this; no `indicator` where the claim is of everything.
    FewFacts(Readings& readings, const World& world, const Indicator* indicator, const ClaimKind& kind)
        : readings_{readings}, world_{world}, indicator_{indicator}, kind_{kind} {}

    // Of a base of which no percentage is made, or of a place or label so small that a public page withholds it.
    bool is_of_too_few(const Way& way, const ClaimReading& reading) const;

    // Beside ours, all but a label, all with one or a total of most of them tells that label; of two together, each is told by the other.
    bool tells_too_few(const Contrast& out, const Way& way, const ClaimReading& reading);

  private:
    bool is_withheld(double count) const;
    bool has_small_label(const Way& way, const Departure& departure);

    Readings& readings_;
    const World& world_;
    const Indicator* indicator_;
    const ClaimKind& kind_;
};

}  // namespace atalaya::service
