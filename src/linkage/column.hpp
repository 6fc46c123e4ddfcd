// One field of all records, each distinct value kept once.
//
// Values are folded (core/text), so that accents, capitals and blanks make no difference; what folds to nothing is
// missing. Values are numbered from 1 in the order in which they first appear; 0 is missing. O(bytes)
// to make; 4 bytes a record, each value once and 16 bytes beside it after that.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya::linkage {

// What tells at a glance that two values are not alike: letters are bytes, told apart by their last five bits.
struct Sketch {
    std::uint32_t letters{};      // a bit for each that occurs
    std::uint8_t length{};        // bytes, 127 at most; and 128 where one of them is not ASCII
    std::array<char, 3> start{};  // the first bytes, 0 beyond the end

    bool ascii() const { return length < 128; }
    std::size_t bytes() const { return length & 127u; }
};
inline constexpr std::size_t longest_sketched =
    126;  // bytes; of longer values a sketch does not know the length
Sketch sketch_of(std::string_view text);

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
    const Sketch& sketch(std::uint32_t id) const { return sketches_[id]; }

    // How many of the records [first, past) hold each value, at its id.
    std::vector<std::uint32_t> held(std::uint32_t first, std::uint32_t past) const;

  private:
    std::vector<std::uint32_t> ids_;
    std::string bytes_;
    std::vector<std::size_t> ends_{0};
    std::vector<Sketch> sketches_{{}};
};

}  // namespace atalaya::linkage
