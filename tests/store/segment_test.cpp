#include "store/segment.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <limits>

#include "core/error.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using Type = SegmentColumn::Type;

SegmentHeader header_of(std::uint64_t rows) {
    return {"caba",
            "2020-10-05.1",
            1,
            "0.1.0",
            {{"delitos", sha256("a"), sha256("r")}},
            {{"t", rows, {{"number", Type::i64}, {"on_day", Type::day}, {"word", Type::text}}},
             {"empty", 0, {{"x", Type::i8}}}}};
}

class Segments : public testing::Test {
  protected:
    Digest write(const std::vector<std::int64_t>& numbers) {
        SegmentWriter writer{path_, header_of(numbers.size())};
        Days days;
        Coded words;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            days.since_epoch.push_back(i % 2 ? 18'000 : nothing<std::int32_t>);
            words.push(i % 3 == 0 ? "Núñez" : i % 3 == 1 ? "" : "Boedo");
        }
        writer.numbers(numbers);
        writer.column(days);
        writer.column(words);
        writer.column(std::vector<std::int8_t>{});
        return writer.finish();
    }
    std::string bytes() const {
        std::ifstream in{path_, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    void replace(const std::string& with) { std::ofstream{path_, std::ios::binary} << with; }
    Fault fault_of_opening() {
        try {
            const Segment opened{path_};
        } catch (const Error& error) {
            return error.fault();
        }
        ADD_FAILURE() << "the segment was opened";
        return Fault::usage;
    }

    TempFolder folder_;
    std::filesystem::path path_ = folder_ / "caba" / "2020-10-05.1.seg";
};

TEST_F(Segments, NumbersOfEveryWidthComeBack) {
    using Limits = std::numeric_limits<std::int64_t>;
    const std::vector<std::vector<std::int64_t>> columns{{},
                                                         {7, 7, 7},
                                                         {-1, 254},
                                                         {-1, 255},
                                                         {0, 65'535, 3},
                                                         {5, 65'541},
                                                         {0, 4'294'967'295},
                                                         {0, 4'294'967'296},
                                                         {Limits::min(), 0, Limits::max()}};
    for (const auto& numbers : columns) {
        write(numbers);
        const Segment segment{path_};
        const auto& column = segment.column("t", "number");
        std::vector<std::int64_t> found;
        for (std::size_t i = 0; i < column.rows; ++i) found.push_back(column[i]);
        EXPECT_EQ(found, numbers);
    }
}

TEST_F(Segments, ConstantColumnsTakeNoRoomPerRow) {
    write(std::vector<std::int64_t>(1000, 42));
    const Segment segment{path_};
    EXPECT_EQ(segment.column("t", "number").width, 0);
    EXPECT_EQ(segment.column("t", "word").width, 1);
}

TEST_F(Segments, TheHeaderTextsAndDaysComeBack) {
    const auto digest = write({1, 2, 3});
    EXPECT_EQ(digest, sha256_of_file(path_));
    const Segment segment{path_};
    EXPECT_EQ(segment.header().city, "caba");
    EXPECT_EQ(segment.header().inputs.at(0).delivery, sha256("a"));
    EXPECT_EQ(segment.rows("t"), 3U);
    EXPECT_EQ(segment.rows("empty"), 0U);
    EXPECT_EQ(segment.rows("nowhere"), 0U);
    EXPECT_EQ(segment.column("t", "word").word(0), "Núñez");
    EXPECT_EQ(segment.column("t", "word").word(1), "");
    EXPECT_EQ(segment.column("t", "on_day")[1], 18'000);
    EXPECT_EQ(segment.column("t", "on_day")[0], nothing<std::int32_t>);
    EXPECT_THROW(segment.column("t", "nothing"), Error);
}

TEST_F(Segments, AFileCutAnywhereIsRefused) {
    write({1, 2, 300});
    const auto whole = bytes();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        replace(whole.substr(0, size));
        EXPECT_EQ(fault_of_opening(), Fault::corrupt) << size;
    }
    replace(whole + "x");
    EXPECT_EQ(fault_of_opening(), Fault::corrupt);
}

TEST_F(Segments, ANewerFormatIsRefused) {
    write({1});
    auto newer = bytes();
    newer[8] = 2;
    replace(newer);
    EXPECT_EQ(fault_of_opening(), Fault::newer_version);
}

TEST_F(Segments, NoFlippedByteMakesAReaderCrash) {
    write({1, 2, 300});
    const auto whole = bytes();
    int refused = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto bent = whole;
        bent[i] = static_cast<char>(bent[i] ^ 0xFF);
        replace(bent);
        try {
            const Segment segment{path_};
            for (std::size_t row = 0; row < segment.rows("t"); ++row) segment.column("t", "word").word(row);
        } catch (const Error&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 0);
}

TEST_F(Segments, NothingIsThereBeforeItIsFinished) {
    {
        SegmentWriter writer{path_, header_of(1)};
        writer.numbers(std::vector<std::int64_t>{1});
        EXPECT_FALSE(std::filesystem::exists(path_));
        EXPECT_THROW(writer.numbers(std::vector<std::int64_t>{1, 2}), std::logic_error);
    }
    EXPECT_FALSE(std::filesystem::exists(path_));
    EXPECT_TRUE(std::filesystem::is_empty(path_.parent_path()));
}

TEST_F(Segments, AMissingFileIsMissing) {
    EXPECT_EQ(fault_of_opening(), Fault::missing);
}

}  // namespace
}  // namespace atalaya::store
