// Counts that are told again, against a list of deliveries kept on paper.
#include "store/told_counts.hpp"

#include <gmock/gmock.h>

#include <random>
#include <tuple>

#include "core/error.hpp"
#include "store/publish.hpp"
#include "store/questions.hpp"
#include "store/rebuild.hpp"
#include "store/verify.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

struct Row {
    std::string month, area;
    std::int64_t count = 0;
};

Batch counted(std::string_view file, std::string_view recipe, const std::vector<Row>& rows,
              Covers covers = Covers::rows, int reading = 1) {
    auto batch = batch_of({}, file, covers, "cead");
    batch.file_name = file;
    batch.recipe = sha256(recipe);
    batch.reading = reading;
    for (const auto& row : rows) {
        batch.tallies.month.since_epoch.push_back(since_epoch(*parse_day(row.month + "-01")));
        batch.tallies.category.push("robo");
        batch.tallies.channel.push("");
        for (std::size_t slot = 0; slot < 4; ++slot) batch.tallies.area[slot].push(slot == 1 ? row.area : "");
        batch.tallies.count.push_back(row.count);
    }
    return batch;
}

using Cells = std::map<std::pair<std::string, std::string>, std::int64_t>;

class ToldCounts : public OnBothPairs {
  protected:
    Cells known(const Store& store, std::int64_t at) {
        Cells out;
        const auto counts = tallies(const_cast<Store&>(store).analytics(), {"caba", at});
        for (std::size_t i = 0; i < counts.size(); ++i)
            out[{iso(month_of(day_at(counts.month.since_epoch[i]))), counts.area[1][i]}] += counts.count[i];
        std::erase_if(out, [](const auto& cell) { return cell.second == 0; });
        return out;
    }
    PublishedVintage read(Store& store, std::vector<Batch> batches, const std::set<Digest>& anew = {},
                          int most_withdrawn = 100) {
        return store::publish(store, batches, *parse_day("2020-10-05"), quiet_, {}, "", most_withdrawn, {},
                              anew);
    }
    NoProgress quiet_;
};

// The areas of one file came late: it is read again by the very same descriptor, beside a file of the same months.
TEST_P(ToldCounts, AFileReadAgainByTheSameRecipeCountsOnceBesideOneOfItsMonths) {
    Store store{make()};
    read(store,
         {counted("norte", "one", {{"2020-01", "", 5}}), counted("sur", "one", {{"2020-01", "s", 7}})});
    read(store, {counted("norte", "one", {{"2020-01", "n", 5}}, Covers::rows, 2)}, {}, 20);
    EXPECT_EQ(known(store, 2), (Cells{{{"2020-01", "n"}, 5}, {{"2020-01", "s"}, 7}}));
}

TEST_P(ToldCounts, ALaterCorrectionStaysWhenTheFormerFileIsReadAgain) {
    Store store{make()};
    read(store, {counted("first", "one", {{"2020-01", "n", 5}, {"2020-02", "n", 1}}, Covers::months)});
    read(store, {counted("corrected", "one", {{"2020-01", "n", 9}}, Covers::months)});
    read(store, {counted("first", "other", {{"2020-01", "n", 5}, {"2020-02", "m", 1}}, Covers::months)});
    EXPECT_EQ(known(store, 3), (Cells{{{"2020-01", "n"}, 9}, {{"2020-02", "m"}, 1}}));
    const auto back =
        counted("first", "other", {{"2020-01", "n", 5}, {"2020-02", "m", 1}}, Covers::months, 2);
    read(store, {back}, {back.delivery});
    EXPECT_EQ(known(store, 4), (Cells{{{"2020-01", "n"}, 5}, {{"2020-02", "m"}, 1}})) << "as was asked for";
}

// What both told, and one of them tells no more, is what the other says.
TEST_P(ToldCounts, ACellThatTwoFilesToldOutlivesOneOfThem) {
    Store store{make()};
    read(store, {counted("a", "one", {{"2020-01", "n", 5}})});
    read(store, {counted("b", "one", {{"2020-01", "n", 5}, {"2020-01", "s", 2}})});
    read(store, {counted("c", "one", {{"2020-01", "s", 3}})});
    read(store, {counted("a", "other", {{"2020-03", "n", 5}})});
    read(store, {counted("c", "other", {{"2020-04", "s", 3}})});
    EXPECT_EQ(
        known(store, 5),
        (Cells{{{"2020-01", "n"}, 5}, {{"2020-01", "s"}, 2}, {{"2020-03", "n"}, 5}, {{"2020-04", "s"}, 3}}));
}

TEST_P(ToldCounts, AFileThatTellsNothingAnyMoreLeavesNothingIfThatIsAccepted) {
    Store store{make()};
    read(store, {counted("a", "one", {{"2020-01", "n", 50}}), counted("b", "one", {{"2020-02", "n", 2}})});
    EXPECT_THROW(read(store, {counted("a", "no codes", {})}, {}, 20), Error);
    read(store, {counted("a", "no codes", {})});
    EXPECT_EQ(known(store, 2), (Cells{{{"2020-02", "n"}, 2}}));
    read(store, {counted("a", "one", {{"2020-01", "n", 50}}, Covers::rows, 2)}, {}, 20);
    EXPECT_EQ(known(store, 3), (Cells{{{"2020-01", "n"}, 50}, {{"2020-02", "n"}, 2}}));
}

// What a segment of a former version holds: differences, and nothing of who told them.
void forget_who_told(const std::filesystem::path& path) {
    const Segment segment{path};
    auto header = segment.header();
    std::erase_if(header.tables, [](const SegmentTable& table) { return table.name == "told"; });
    SegmentWriter writer{path, header};
    for (const auto& table : header.tables) {
        for (const auto& named : table.columns) {
            const auto& column = segment.column(table.name, named.name);
            std::vector<std::int64_t> values;
            for (std::size_t row = 0; row < column.rows; ++row) values.push_back(column[row]);
            const std::vector<std::string> words(column.words.begin(), column.words.end());
            if (named.type == SegmentColumn::Type::text)
                writer.text(words, values);
            else
                writer.numbers(values);
        }
    }
    writer.finish();
}

TEST_P(ToldCounts, OfAFormerVersionAreTakenAsOneSum) {
    Store store{make()};
    const auto first =
        read(store, {counted("a", "one", {{"2020-01", "n", 5}}), counted("b", "one", {{"2020-01", "s", 7}})});
    forget_who_told(store.segments().segment(first.id));
    read(store, {counted("c", "one", {{"2020-01", "s", 8}})});
    EXPECT_EQ(known(store, 2), (Cells{{{"2020-01", "n"}, 5}, {{"2020-01", "s"}, 8}}));
    try {
        read(store, {counted("a", "other", {{"2020-01", "m", 5}})}, {}, 20);
        ADD_FAILURE() << "5 counts would be two times 5";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_THAT(error.what(), testing::HasSubstr("a was read by a former version of the program"));
    }
    read(store, {counted("c", "other", {{"2020-02", "s", 8}})}, {}, 20);
    EXPECT_EQ(known(store, 3), (Cells{{{"2020-01", "n"}, 5}, {{"2020-01", "s"}, 7}, {{"2020-02", "s"}, 8}}));
}

// One line a delivery, the newest reading of each, read from top to bottom.
struct OnPaper {
    std::string file;
    Covers covers = Covers::rows;
    std::vector<Row> rows;
    int readings = 1;
};

Cells counted(const std::vector<OnPaper>& paper) {
    Cells out;
    for (const auto& delivery : paper) {
        std::set<std::string> months;
        for (const auto& row : delivery.rows) months.insert(row.month);
        if (delivery.covers == Covers::months)
            std::erase_if(out, [&](const auto& cell) { return months.contains(cell.first.first); });
        Cells its;
        for (const auto& row : delivery.rows) its[{row.month, row.area}] += row.count;
        for (const auto& [cell, count] : its) out[cell] = count;
    }
    std::erase_if(out, [](const auto& cell) { return cell.second == 0; });
    return out;
}

class ToldCountsHistories : public ToldCounts {
  protected:
    unsigned pick(unsigned n) { return static_cast<unsigned>(random_()) % n; }
    std::vector<Row> random_rows() {
        std::vector<Row> rows;
        const unsigned first = pick(4), months = 1 + pick(3);
        for (unsigned month = first; month < first + months; ++month)
            for (const char* area : {"n", "s", "e", ""})
                if (pick(3)) rows.push_back({"2020-0" + std::to_string(1 + month), area, pick(4)});
        return rows;
    }
    // One batch of a vintage: a new file, or a known one by the same or another recipe, perhaps to count anew.
    Batch next(std::vector<OnPaper>& paper, std::set<std::string>& taken, std::set<Digest>& anew) {
        std::vector<std::size_t> free;
        for (std::size_t i = 0; i < paper.size(); ++i)
            if (!taken.contains(paper[i].file)) free.push_back(i);
        if (free.empty() || pick(2) == 0) {
            paper.push_back(
                {"file " + std::to_string(++files_), pick(2) ? Covers::months : Covers::rows, random_rows()});
            while (paper.back().rows.empty()) paper.back().rows = random_rows();
            taken.insert(paper.back().file);
            return counted(paper.back().file, "one", paper.back().rows, paper.back().covers);
        }
        const auto at = free[pick(static_cast<unsigned>(free.size()))];
        auto& known = paper[at];
        taken.insert(known.file);
        const unsigned what = pick(4);
        if (what == 0) {  // areas came: the same rows with them
            for (auto& row : known.rows)
                if (row.area.empty()) row.area = "came";
        } else if (what < 3) {  // another descriptor or code list
            known.rows = random_rows();
            if (pick(2)) known.covers = pick(2) ? Covers::months : Covers::rows;
        }
        ++known.readings;
        const auto batch = counted(known.file, "one", known.rows, known.covers, known.readings);
        if (what == 3) {
            anew.insert(batch.delivery);
            auto moved = known;
            paper.erase(paper.begin() + static_cast<std::ptrdiff_t>(at));
            paper.push_back(std::move(moved));
        }
        return batch;
    }

    std::mt19937 random_;
    int files_ = 0;
};

TEST_P(ToldCountsHistories, EveryCellCountsOnceWhateverIsReadAgain) {
    const unsigned histories = GetParam() == Pair::embedded ? 12 : 3;
    for (unsigned history = 0; history < histories; ++history) {
        SCOPED_TRACE(history);
        random_.seed(history);
        engines_ = GetParam() == Pair::server ? Engines{server_->address(), server_->address()} : Engines{};
        const auto folder = folder_ / ("city-" + std::to_string(history));
        store::create_directory(folder, "caba", engines_);
        std::vector<OnPaper> paper;
        std::vector<Cells> expected;
        {
            Store store{folder};
            for (int v = 0; v < 12; ++v) {
                std::vector<Batch> batches;
                std::set<std::string> taken;
                std::set<Digest> anew;
                for (unsigned b = 0; b <= pick(3); ++b) {
                    batches.push_back(next(paper, taken, anew));
                    store.deliveries().keep_bytes(batches.back().file_name);
                }
                read(store, batches, anew);
                expected.push_back(counted(paper));
            }
            for (std::size_t v = 0; v < expected.size(); ++v)
                EXPECT_EQ(known(store, static_cast<std::int64_t>(v) + 1), expected[v])
                    << "at vintage " << v + 1;
            for (const auto& damage : verify(store, quiet_).damages) ADD_FAILURE() << damage.sentence();
        }
        if (GetParam() == Pair::server) {
            server_ = std::make_unique<TempDatabase>();
            continue;
        }
        rebuild(folder, quiet_);
        Store store{folder};
        EXPECT_EQ(known(store, static_cast<std::int64_t>(expected.size())), expected.back());
    }
}

INSTANTIATE_TEST_SUITE_P(, ToldCounts, testing::Values(Pair::embedded, Pair::server), name_of_pair);
INSTANTIATE_TEST_SUITE_P(, ToldCountsHistories, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
