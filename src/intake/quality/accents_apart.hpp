// Columns that write one letter in two ways: "ñ" as a letter, and as "n" with an accent after it (U+0303), as what was
// typed on a Mac or copied out of a PDF has it. The reader joins them (core/composed), so nothing is lost here; whoever
// reads the file with another program sees two names. What fires, of separated values in UTF-8 (or mixed):
//
//     a column of the descriptor in which a cell has an accent apart and another cell has a letter with its accent
//
// Files without an accent apart cost one search for a byte; others are read once more, O(bytes). False positives: none
// that a program would not take for two texts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/incident.hpp"
#include "intake/bytes.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

namespace finding {
// {"column","joined"}: cells with an accent apart, beside so many with the letter; one a column
inline constexpr const char* accents_apart = "accents_apart";
}  // namespace finding

namespace quality {

// A stream that notes whether an accent apart may have passed. `inner` outlives it.
class AccentWatch final : public ByteStream {
  public:
    explicit AccentWatch(ByteStream& inner) : inner_{inner} {}
    std::size_t read(char* to, std::size_t size) override;
    std::uint64_t used() const override { return inner_.used(); }
    bool seen() const { return seen_; }

  private:
    ByteStream& inner_;
    bool seen_ = false;
};

struct AccentsApart {
    std::string column;
    std::int64_t apart = 0, joined = 0;  // cells
};
// Of each column of the source that fires, in its order. Reads all of the stream.
std::vector<AccentsApart> accents_apart(ByteStream& stream, const Source& source);

// Adds the finding of each such column where `watch` saw anything; reads the file once more for it.
void tell_accents(const OpenFile& file, const AccentWatch& watch, const Source& source,
                  std::vector<Finding>& findings);

}  // namespace quality
}  // namespace atalaya::intake
