// A fixed stream of numbers (xorshift64), to spoil good files with.
#pragma once

#include <cstdint>
#include <string>

namespace atalaya::intake {

class Chance {
  public:
    std::uint64_t next() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        return state_ ^= state_ << 17;
    }
    // One to four bytes changed, and one time in four the end cut off.
    std::string spoilt(std::string bytes) {
        for (std::uint64_t k = 1 + next() % 4; k > 0; --k)
            bytes[next() % bytes.size()] = static_cast<char>(next());
        if (next() % 4 == 0) bytes.resize(next() % bytes.size());
        return bytes;
    }

  private:
    std::uint64_t state_ = 88172645463325252u;
};

}  // namespace atalaya::intake
