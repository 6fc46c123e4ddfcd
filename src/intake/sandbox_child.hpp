// What the two ends of a confined child say to each other; private to sandbox*.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "intake/sandbox.hpp"

namespace atalaya::intake::wire {

enum class Word : std::uint8_t { section, stage, advance, error, broken_promise, out_of_memory, done };

struct Note {
    Word word;
    std::uint8_t fault;       // of error
    std::uint64_t number;     // size of a section, total of a stage, done of an advance
    std::uint32_t text_size;  // bytes of text that follow
};
inline constexpr std::size_t longest_text = 16'384;

bool send_note(int socket, const Note& note, std::string_view text, int descriptor = -1);

// Works out what a child may ask of the system, once for all children: before the fork. Throws Error{no_space} where
// that cannot be done.
void prepare(const Limits& limits);

// The child's life: limits, confinement, work, farewell. Does not return. After prepare() of the same limits.
[[noreturn]] void live(int socket, const Limits& limits, const std::vector<int>& keep,
                       const std::function<void(Outbox&)>& work);

}  // namespace atalaya::intake::wire
