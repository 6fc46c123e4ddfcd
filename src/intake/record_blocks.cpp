#include "intake/record_blocks.hpp"

#include <utility>

#include "intake/csv.hpp"

namespace atalaya::intake {

std::string block_of(ByteStream& stream, std::string_view head) {
    // Most files are small, and room is cleared before it is read into: that of a whole block was most of their time.
    std::string bytes{head};
    std::size_t got = head.size();
    for (std::size_t room = block_bytes / 64; room <= block_bytes; room *= 4) {
        bytes.resize(head.size() + room);
        while (got < bytes.size()) {
            const auto n = stream.read(bytes.data() + got, bytes.size() - got);
            if (n == 0) {
                bytes.resize(got);
                return bytes;
            }
            got += n;
        }
    }
    return bytes;
}

RecordBlocks::RecordBlocks(ByteStream& stream, Encoding encoding)
    : stream_{stream}, decoder_{encoding}, watch_{encoding} {
    fill();
    if (pending_.starts_with("\xEF\xBB\xBF")) pending_.erase(0, 3);
}

std::string RecordBlocks::next(char separator) {
    while (pending_.size() < block_bytes && !ended_) fill();
    if (pending_.empty()) return {};
    const std::size_t end = end_of_whole_records(pending_, separator, ended_);
    // No end in a whole block: who reads it refuses its record as too long.
    if (end == std::string::npos || end == pending_.size()) return std::exchange(pending_, {});
    std::string rest = pending_.substr(end);
    pending_.resize(end);
    return std::exchange(pending_, std::move(rest));
}

void RecordBlocks::fill() {
    // What is UTF-8 already is read after what is left of the last block, which is short: no block is moved to make room.
    const std::size_t left = decoder_.changes() ? 0 : pending_.size();
    std::string bytes = block_of(stream_, std::string_view{pending_}.substr(0, left));
    ended_ = bytes.size() - left < block_bytes;
    watch_.read(std::string_view{bytes}.substr(left));
    if (left > 0) {
        pending_ = std::move(bytes);
        return;
    }
    bytes = decoder_(std::move(bytes), ended_);
    if (pending_.empty())
        pending_ = std::move(bytes);
    else
        pending_ += bytes;
}

}  // namespace atalaya::intake
