#include "linkage/blocking.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/error.hpp"
#include "linkage/key.hpp"

namespace atalaya::linkage {

struct Blocks::Member {
    std::uint64_t key;
    std::uint32_t record;
};

namespace {

// visit(run) for each run of equal keys among members in order of their keys.
template <class Member, class Visit>
void each_run(std::span<Member> members, Visit&& visit) {
    for (std::size_t i = 0, j = 0; i < members.size(); i = j) {
        while (j < members.size() && members[j].key == members[i].key) ++j;
        visit(members.subspan(i, j - i));
    }
}

constexpr auto by_key = [](const auto& x, const auto& y) {
    return std::tie(x.key, x.record) < std::tie(y.key, y.record);
};

// Members in order of their records put in order of their keys: a radix sort, which keeps the order of equals. `spare`
// is room of the caller's.
template <class Member>
void sort_by_key(std::vector<Member>& members, std::vector<Member>& spare) {
    constexpr int bits = 11;
    constexpr std::size_t digits = std::size_t{1} << bits;
    if (members.size() < digits) return std::sort(members.begin(), members.end(), by_key);
    spare.resize(members.size());
    for (int shift = 0; shift < 64; shift += bits) {
        const auto digit = [shift](const Member& member) { return member.key >> shift & (digits - 1); };
        std::array<std::uint32_t, digits + 1> next{};
        for (const Member& member : members) ++next[digit(member) + 1];
        for (std::size_t d = 1; d < digits; ++d) next[d] += next[d - 1];
        for (const Member& member : members) spare[next[digit(member)]++] = member;
        members.swap(spare);
    }
}

}  // namespace

Message told(const SplitBlock& split) {
    return message(
        "Pass \"{}\": the block of record {} has {} records and was split in {}; {} pairs are not compared "
        "by this pass.",
        split.pass, split.record, split.records, split.pieces, split.given_up);
}

Blocks::Blocks(const Permit& permit, Sizes sizes, std::span<const Pass> passes, std::size_t most)
    : sizes_{sizes}, passes_{passes.size()} {
    expects(permit.of_two() || sizes.second == 0, "Blocks: a permit for one source has no second");
    expects(!permit.of_two() || sizes.second > 0 || sizes.first == 0,
            "Blocks: a permit for two sources has records of the second");
    expects(sizes.first < (1u << 31) && sizes.second < (1u << 31), "Blocks: less than 2^31 records");

    block_of_.resize(std::size_t{sizes.all()} * passes_);
    std::vector<Member> spare;
    for (std::uint32_t p = 0; p < passes.size(); ++p) add_pass(passes[p], p, most, spare);
}

void Blocks::add_pass(const Pass& pass, std::uint32_t number, std::size_t most, std::vector<Member>& spare) {
    expects(pass.keys.size() == sizes_.all(), "Blocks: one key per record");
    expects(pass.finer.empty() || pass.finer.size() == sizes_.all(), "Blocks: one finer key per record");

    std::vector<Member> members;
    members.reserve(sizes_.all());
    for (std::uint32_t record = 0; record < sizes_.all(); ++record) {
        if (pass.keys[record] != no_key) members.push_back({pass.keys[record], record});
    }
    sort_by_key(members, spare);
    each_run(std::span{members}, [&](std::span<Member> run) {
        if (run.size() > most && pairs_of(run) > 0) {
            split_block(run, pass, number, most);
        } else {
            add_block(run, number);
        }
    });
}

void Blocks::split_block(std::span<Member> members, const Pass& pass, std::uint32_t number,
                         std::size_t most) {
    SplitBlock split{pass.name, members.front().record, members.size(), 0, pairs_of(members)};
    if (pass.finer.empty())
        throw Error{Fault::usage,
                    message("Pass \"{}\": the block of record {} has {} records, more than {}. Give the "
                            "pass a key that tells more, or a finer one to split large blocks by.",
                            pass.name, split.record, split.records, most)};
    for (Member& member : members) member.key = pass.finer[member.record];
    std::sort(members.begin(), members.end(), by_key);
    each_run(members, [&](std::span<Member> piece) {
        if (piece.front().key == no_key) return;
        if (piece.size() > most && pairs_of(piece) > 0)
            throw Error{Fault::usage,
                        message("Pass \"{}\": the block of record {} has {} records, and {} after it was "
                                "split by the finer key, more than {}. Give the pass keys that tell more.",
                                pass.name, split.record, split.records, piece.size(), most)};
        ++split.pieces;
        split.given_up -= pairs_of(piece);
        add_block(piece, number);
    });
    split_.push_back(std::move(split));
}

std::uint64_t Blocks::pairs_of(std::span<const Member> members) const {
    const std::uint64_t n = members.size();
    if (sizes_.second == 0) return n * (n - 1) / 2;
    const std::uint64_t second = static_cast<std::uint64_t>(
        std::ranges::count_if(members, [&](const Member& member) { return member.record >= sizes_.first; }));
    return (n - second) * second;
}

void Blocks::add_block(std::span<const Member> members, std::uint32_t pass) {
    const auto pairs = pairs_of(members);
    if (pairs == 0) return;
    const bool another = !blocks_.empty() && blocks_.back().pass == pass;
    Block block{pass, another ? blocks_.back().number + 1 : 1, members_.size(), 0, 0};
    for (const Member& member : members) {
        members_.push_back(member.record);
        block_of_[member.record * passes_ + pass] = block.number;
    }
    block.past = members_.size();
    const auto begin = members_.begin() + static_cast<std::ptrdiff_t>(block.first);
    block.second =
        static_cast<std::size_t>(std::lower_bound(begin, members_.end(), sizes_.first) - members_.begin());
    blocks_.push_back(block);
    pairs_ += pairs;
}

std::vector<Blocks::Part> Blocks::parts(std::size_t n) const {
    const auto work = [&](const Block& block) {
        const std::uint64_t size = block.past - block.first, second = block.past - block.second;
        return sizes_.second == 0 ? size * (size - 1) / 2 : (size - second) * second;
    };
    std::vector<Part> runs;
    std::uint64_t done = 0;
    for (std::size_t at = 0; at < blocks_.size(); ++at) {
        // A run begins where its share of the pairs begins.
        if (runs.empty() || done * n >= pairs_ * runs.size()) runs.push_back({at, at});
        done += work(blocks_[at]);
        runs.back().past = at + 1;
    }
    return runs;
}

}  // namespace atalaya::linkage
