// How a long operation tells how far it is, without knowing who listens. The
// terminal draws a bar, a test counts calls, a pipe hears nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace atalaya {

class Progress {
  public:
    virtual ~Progress() = default;
    // A new stage with `total` steps, 0 when unknown.
    virtual void stage(std::string_view name, std::uint64_t total) = 0;
    virtual void advance(std::uint64_t done) = 0;
    // Throws Error{interrupted} once the user has asked to stop.
    virtual void check_interrupt() {}
};

class NoProgress final : public Progress {
  public:
    void stage(std::string_view, std::uint64_t) override {}
    void advance(std::uint64_t) override {}
};

}  // namespace atalaya
