// Which findings reach the cover, the same from the same data.
#pragma once

#include <optional>
#include <vector>

#include "service/bulletin/change_sentences.hpp"

namespace atalaya::service {

// A change that may be called conclusive, and over which span it is told: the month where that is conclusive, else
// twelve months, else the year to date.
struct ConclusiveChange {
    const IndicatorRow* row{};
    Over over{};
    const Figure& figure() const;
};

// Those of all indicators that are listed: life first, then what the month shows before what only a longer span shows,
// then by how many facts more or fewer, then in the order of T1.
std::vector<ConclusiveChange> conclusive_changes(const std::vector<IndicatorRow>& rows);

struct Cover {
    // At most four sentences: life; at most two conclusive rises and one fall, in their order; that the month alone has
    // none, where it has none; coverage below 95 % takes the place of the last.
    std::vector<render::Paragraph> findings;
    // The conclusive changes that no finding tells of, each with its percentage; none when all are told.
    std::optional<render::Paragraph> others;
};
Cover cover_of(Desk& desk, const std::vector<IndicatorRow>& rows);

}  // namespace atalaya::service
