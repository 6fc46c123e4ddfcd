#include "intake/row_keys.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::ElementsAre;

constexpr const char* rows =
    "1,2020-01-05,10,Robo,0.5,0.75,Norte\n"
    "2,2020-02-30,11,Hurto,0.5,0.25,Sur\n"
    ",2020-01-06,11,Hurto,0.5,0.25,Sur\n"
    "3,2020-01-06,11,Hurto,0.5\n"
    "1,2020-01-05,10,Robo,0.5,0.75,Norte\n"
    "4,2020-01-07,11,Hurto,0.5,0.25,Sur\n";

std::string without_key() {
    return edited(small_descriptor, "[key]\ncolumns = [\"id\"]\n", "");
}

std::vector<std::int64_t> lines_of(const std::vector<RowKey>& keys) {
    std::vector<std::int64_t> lines;
    for (const auto& one : keys) lines.push_back(one.line);
    return lines;
}

// Every key that reading gives is that of the same line.
void expect_keys_of(const Batch& batch, const std::vector<RowKey>& keys) {
    ASSERT_GT(batch.incidents.size(), 0U);
    for (std::size_t i = 0; i < batch.incidents.size(); ++i) {
        const auto row = std::ranges::find(keys, batch.incidents.line[i], &RowKey::line);
        ASSERT_NE(row, keys.end()) << batch.incidents.line[i];
        EXPECT_EQ(row->key, batch.incidents.key[i]) << batch.incidents.line[i];
    }
}

TEST(RowKeys, RowsThatAreRefusedHaveTheirKeyToo) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto keys = row_keys(source, small_head + std::string{rows}, "hechos.csv");
    EXPECT_THAT(lines_of(keys), ElementsAre(1, 2, 5, 6)) << "without a key, and broken: no key";
    EXPECT_EQ(keys[0].key, keys[2].key);
    expect_keys_of(read_small(rows), keys);
}

// Equal rows are told apart by their turn; a column of numbers without a name is no part of it.
TEST(RowKeys, OfASourceWithoutKeysARowIsItsCellsAndItsTurn) {
    const Folder folder;
    const Source source = small_source(folder, without_key());
    const auto keys = row_keys(source, small_head + std::string{rows}, "hechos.csv");
    EXPECT_THAT(lines_of(keys), ElementsAre(1, 2, 3, 5, 6));
    EXPECT_NE(keys[0].key, keys[3].key);
    expect_keys_of(read_small(rows, without_key()), keys);
}

TEST(SandboxedRowKeys, OfLinesOfAFileAreThoseOfTheWholeFile) {
    const Folder folder;
    const Source source = small_source(folder);
    const auto path = folder.write("hechos.csv", small_head + std::string{rows});
    NoProgress quiet;
    const auto some = keys_of_lines(source, path, {2, 3, 6}, quiet);
    const auto all = row_keys(source, small_head + std::string{rows}, "hechos.csv");
    ASSERT_THAT(lines_of(some), ElementsAre(2, 6));
    EXPECT_EQ(some[0].key, all[1].key);
    EXPECT_EQ(some[1].key, all[3].key);
    EXPECT_TRUE(keys_of_lines(source, path, {3}, quiet).empty());
}

TEST(RowKeys, TheHeadIsAsItIsWritten) {
    const Folder folder;
    const Source source = small_source(folder);
    EXPECT_THAT(columns_of(source, "id,Fecha,hora,tipo,x,y,barrio,,nombre\n1,2\n", "hechos.csv"),
                ElementsAre("id", "Fecha", "hora", "tipo", "x", "y", "barrio", "", "nombre"));
}

}  // namespace
}  // namespace atalaya::intake
