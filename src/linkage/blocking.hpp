// Which pairs of records are worth a comparison: those that share a key in at least one of several passes.
//
// A pass gives every record a key (key.hpp; no_key: the record is in no block of it). Two records of one block
// are a pair; of two sources, only one of each. A pair that shares keys in several passes is given once, in the first
// of them. Pairs are never stored: they are made anew whenever they are asked for, in the same order (pass, key,
// records).
//
// A block of more than `most` records is never left out in silence. When its pass has `finer` keys, it is split by
// them and split() says how many pairs that gives up in this pass (other passes may still find them);
// otherwise, or when a piece is still too large, Error{usage} names the pass and the block.
//
// Cost: O(p n) to make, p passes of n records; 8 p bytes a record after that. O(p) a pair.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/message.hpp"
#include "linkage/domain.hpp"

namespace atalaya::linkage {

struct Pass {
    std::string name;
    std::vector<std::uint64_t> keys;     // one a record
    std::vector<std::uint64_t> finer{};  // one a record, or empty
};

// How many records there are of the first source, and of the second after them; 0 within one source.
struct Sizes {
    std::uint32_t first{}, second{};
    std::uint32_t all() const { return first + second; }
    // Pairs that could be compared at all.
    double pairs() const {
        const double n = first, m = second;
        return m > 0 ? n * m : n * (n - 1) / 2;
    }
};

struct SplitBlock {
    std::string pass;
    std::uint32_t record{};  // the first of the block
    std::size_t records{}, pieces{};
    std::uint64_t given_up{};  // pairs that this pass no longer gives
    friend bool operator==(const SplitBlock&, const SplitBlock&) = default;
};
Message told(const SplitBlock& split);

class Blocks {
  public:
    // Error{usage} for a block that is too large, as above.
    Blocks(const Permit& permit, Sizes sizes, std::span<const Pass> passes, std::size_t most = 5'000);

    Sizes sizes() const { return sizes_; }
    const std::vector<SplitBlock>& split() const { return split_; }
    // Pairs of all passes, those of several counted in each.
    std::uint64_t pairs_at_most() const { return pairs_; }

    // A run of blocks, for one thread.
    struct Part {
        std::size_t first{}, past{};
    };
    // At most `n` runs of about equal work that make up all blocks, in order.
    std::vector<Part> parts(std::size_t n) const;

    // visit(a, b), a < b, for each pair of the part.
    template <class Visit>
    void each_pair(Part part, Visit&& visit) const;
    template <class Visit>
    void each_pair(Visit&& visit) const {
        each_pair(Part{0, blocks_.size()}, visit);
    }

  private:
    struct Block {
        std::uint32_t pass, number;  // counted from 1 in its pass
        std::size_t first, past;     // into members_
        std::size_t second;          // its first member of the second source
    };
    struct Member;

    void add_pass(const Pass& pass, std::uint32_t number, std::size_t most, std::vector<Member>& spare);
    void add_block(std::span<const Member> members, std::uint32_t pass);
    void split_block(std::span<Member> members, const Pass& pass, std::uint32_t number, std::size_t most);
    std::uint64_t pairs_of(std::span<const Member> members) const;
    bool met_before(std::uint32_t a, std::uint32_t b, std::uint32_t pass) const;

    Sizes sizes_;
    std::size_t passes_;
    std::vector<Block> blocks_;
    std::vector<std::uint32_t> members_;
    std::vector<std::uint32_t> block_of_;  // record x pass: number of its block, 0 none
    std::vector<SplitBlock> split_;
    std::uint64_t pairs_ = 0;
};

inline bool Blocks::met_before(std::uint32_t a, std::uint32_t b, std::uint32_t pass) const {
    const auto* of_a = block_of_.data() + a * passes_;
    const auto* of_b = block_of_.data() + b * passes_;
    for (std::uint32_t p = 0; p < pass; ++p) {
        if (of_a[p] != 0 && of_a[p] == of_b[p]) return true;
    }
    return false;
}

template <class Visit>
void Blocks::each_pair(Part part, Visit&& visit) const {
    for (auto at = part.first; at < part.past; ++at) {
        const Block& block = blocks_[at];
        const auto past_a = sizes_.second > 0 ? block.second : block.past;
        for (auto i = block.first; i < past_a; ++i) {
            for (auto j = sizes_.second > 0 ? block.second : i + 1; j < block.past; ++j) {
                const auto a = members_[i], b = members_[j];
                if (!met_before(a, b, block.pass)) visit(a, b);
            }
        }
    }
}

}  // namespace atalaya::linkage
