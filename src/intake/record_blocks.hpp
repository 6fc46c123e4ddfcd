// The text of separated values from its beginning, in blocks that end where a record does.
//
//     RecordBlocks blocks{*stream, Encoding::latin1};
//     // look at blocks.pending(), take the head from it
//     for (std::string block = blocks.next(';'); !block.empty(); block = blocks.next(';')) ...
#pragma once

#include <string>
#include <string_view>

#include "intake/bytes.hpp"
#include "intake/encoding.hpp"
#include "intake/quality/encoding_mixed.hpp"

namespace atalaya::intake {

inline constexpr std::size_t block_bytes = 4 << 20;

// Up to block_bytes of the stream after `head`; fewer only at its end.
std::string block_of(ByteStream& stream, std::string_view head = {});

class RecordBlocks {
  public:
    // `stream` outlives this. The first block is read at once, without a mark of UTF-8 before it. Memory: two blocks.
    RecordBlocks(ByteStream& stream, Encoding encoding);

    // What was read and not yet given, as UTF-8; who takes a head from it erases that.
    std::string& pending() { return pending_; }
    // The next block, cut to whole records; "" when there is none. A record longer than a block comes as it is.
    std::string next(char separator);
    // Of all that was read: how its lines were encoded.
    const quality::EncodingSeen& encoding() { return watch_.done(); }

  private:
    void fill();

    ByteStream& stream_;
    Decoder decoder_;
    quality::EncodingWatch watch_;
    std::string pending_;
    bool ended_ = false;
};

}  // namespace atalaya::intake
