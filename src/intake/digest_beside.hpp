// The digest of a file, worked out on a thread of its own while a child reads the file: neither waits for the other, and who
// refuses the file waits for no digest of it.
#pragma once

#include <atomic>
#include <future>

#include "core/digest.hpp"
#include "intake/bytes.hpp"

namespace atalaya::intake {

class DigestBeside {
  public:
    // Begins. `file` stays open until this is gone.
    explicit DigestBeside(const OpenFile& file);
    ~DigestBeside();  // gives up what nobody waited for
    DigestBeside(const DigestBeside&) = delete;
    DigestBeside& operator=(const DigestBeside&) = delete;

    // Waits for it; once. Throws what reading threw.
    Digest get() { return digest_.get(); }

  private:
    std::atomic<bool> given_up_ = false;
    std::future<Digest> digest_;
};

}  // namespace atalaya::intake
