#include "intake/row_feed.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/composed.hpp"
#include "core/error.hpp"
#include "intake/csv.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t block_bytes = 4 << 20;
constexpr std::uint64_t most_text = 2ull << 30;

}  // namespace

struct RowFeed::Block {
    std::string text;
    std::vector<std::size_t> ends;  // of each cell, in the text
    std::size_t width = 0;
};

struct RowFeed::Done {
    std::unique_ptr<Part> part;
    bool ended = false;
};

RowFeed::RowFeed(RowConsumer& consumer, Progress& progress, int threads, std::string what)
    : consumer_{consumer},
      progress_{progress},
      threads_{std::max(threads, 1)},
      what_{std::move(what)},
      block_{std::make_unique<Block>()} {}

RowFeed::~RowFeed() = default;

void RowFeed::head(const std::vector<std::string>& columns) {
    width_ = columns.size();
    block_->width = width_;
    std::vector<std::string> names = columns;
    for (auto& name : names) name = composed(name);
    consumer_.head(names);
    expects(width_ > 0, "a head has columns");
}

void RowFeed::cell(std::string_view text) {
    if (may_be_decomposed(text))
        block_->text += composed(text);
    else
        block_->text += text;
    block_->ends.push_back(block_->text.size());
    if (block_->text.size() - row_begins_ > longest_record) {
        throw Error{Fault::bad_input, message("{}, data row {}: expected at most {} KiB in a row; found "
                                              "more. This is no table of facts: take out the columns of long "
                                              "texts.",
                                              what_, rows_ + 1, longest_record >> 10)};
    }
}

bool RowFeed::end_row(double share, std::uint64_t used) {
    expects(block_->ends.size() % width_ == 0, "a row has the cells of its head");
    ++rows_;
    text_ += block_->text.size() - row_begins_ + width_;
    row_begins_ = block_->text.size();
    share_ = std::clamp(share, 0.0, 1.0);
    used_ = used;
    if (text_ > most_text) {
        throw Error{Fault::bad_input, message("{}: unpacks to more than {} MiB. Hand it over in parts.",
                                              what_, most_text >> 20)};
    }
    if (block_->text.size() + block_->ends.size() * sizeof(std::size_t) >= block_bytes) hand_over();
    return !ended_;
}

RowFeed::Done RowFeed::read(Block block, std::unique_ptr<Part> part) {
    Done done{.part = std::move(part)};
    std::vector<std::string_view> cells(block.width);
    std::size_t begin = 0;
    for (std::size_t at = 0; at < block.ends.size() && !done.ended; at += block.width) {
        for (std::size_t c = 0; c < block.width; ++c) {
            const std::size_t end = block.ends[at + c];
            cells[c] = {block.text.data() + begin, end - begin};
            begin = end;
        }
        done.ended = !done.part->row(cells, Quotes{});
    }
    return done;
}

void RowFeed::hand_over() {
    auto block = std::exchange(block_, std::make_unique<Block>());
    block_->width = width_;
    row_begins_ = 0;
    const auto policy = threads_ > 1 ? std::launch::async : std::launch::deferred;
    running_.push_back(std::async(policy, [block = std::move(*block), part = consumer_.new_part()]() mutable {
        return read(std::move(block), std::move(part));
    }));
    if (running_.size() >= static_cast<std::size_t>(threads_)) take_first();
}

void RowFeed::take_first() {
    Done done = running_.front().get();
    running_.pop_front();
    progress_.check_interrupt();
    if (!ended_) consumer_.take(std::move(done.part), share_);
    ended_ = ended_ || done.ended;
    progress_.advance(used_);
}

void RowFeed::finish() {
    if (!ended_ && !block_->ends.empty()) hand_over();
    while (!running_.empty()) take_first();
}

std::string number_text(double number) {
    return std::isfinite(number) ? fmt::format("{}", number == 0 ? 0.0 : number) : std::string{};
}

}  // namespace atalaya::intake
