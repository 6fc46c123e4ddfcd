// One field of all records, each distinct value kept once.
//
// Values are folded (core/text), so that accents, capitals and blanks make no difference; what folds to nothing is
// missing. Values are numbered from 1 in the order in which they first appear; 0 is missing. O(bytes)
// to make; 4 bytes a record and each value once after that.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::linkage {

class Column {
  public:
    static constexpr std::uint32_t missing = 0;

    explicit Column(std::span<const std::string> values);

    std::size_t size() const { return ids_.size(); }
    // Number of distinct values; their ids are 1 .. distinct().
    std::uint32_t distinct() const { return static_cast<std::uint32_t>(ends_.size() - 1); }
    std::uint32_t id(std::uint32_t record) const { return ids_[record]; }
    std::string_view value(std::uint32_t id) const {
        return id == missing ? std::string_view{}
                             : std::string_view{bytes_}.substr(ends_[id - 1], ends_[id] - ends_[id - 1]);
    }
    std::string_view of(std::uint32_t record) const { return value(ids_[record]); }

    // How many of the records [first, past) hold each value, at its id.
    std::vector<std::uint32_t> held(std::uint32_t first, std::uint32_t past) const;

  private:
    std::vector<std::uint32_t> ids_;
    std::string bytes_;
    std::vector<std::size_t> ends_{0};
};

}  // namespace atalaya::linkage
