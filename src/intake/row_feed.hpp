// Rows of a reader that has them one after another, to a consumer's parts on several threads. Parts are taken
// in order, so the threads change nothing but time.
//
//     RowFeed feed{consumer, progress, threads, file.name()};
//     feed.head({"fecha", "tipo"});
//     do {
//         feed.cell("2020-03-09");
//         feed.cell("Robo");
//     } while (feed.end_row(share_read) && more());
//     feed.finish();
#pragma once

#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "intake/rows.hpp"

namespace atalaya::intake {

class RowFeed {
  public:
    // `what` is what messages call the file.
    RowFeed(RowConsumer& consumer, Progress& progress, int threads, std::string what);
    ~RowFeed();
    RowFeed(const RowFeed&) = delete;
    RowFeed& operator=(const RowFeed&) = delete;

    // Throws Error{bad_input} when there are more columns than a table has, or the consumer misses some.
    void head(const std::vector<std::string>& columns);
    // Throws Error{bad_input} when the row holds more text than a row of a table does.
    void cell(std::string_view text);
    // `share` of the file read so far, 0 to 1; `used` bytes of it. false: the table has ended before this row.
    // Throws Error{bad_input} when all rows hold more than 2 GiB, a byte counted for each cell beside its text.
    bool end_row(double share, std::uint64_t used);
    // Takes what is under way. Not called when something was thrown.
    void finish();

  private:
    struct Block;
    struct Done;
    static Done read(Block block, std::unique_ptr<Part> part);
    void hand_over();
    void take_first();

    RowConsumer& consumer_;
    Progress& progress_;
    int threads_;
    std::string what_;
    std::unique_ptr<Block> block_;
    std::deque<std::future<Done>> running_;
    std::size_t width_ = 0, row_begins_ = 0;
    std::int64_t rows_ = 0;
    std::uint64_t text_ = 0, used_ = 0;
    double share_ = 0;
    bool ended_ = false;
};

// The fewest digits that give the number back, whole ones without a point: "15", "0.1", "1e-07". "" when it is
// no number.
std::string number_text(double number);

}  // namespace atalaya::intake
