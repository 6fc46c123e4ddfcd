// Facts that come in several deliveries, of which earlier ones are read again.
#include "store/told_facts.hpp"

#include <map>
#include <random>
#include <set>

#include "store/publish.hpp"
#include "store/questions.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using Rows = std::map<std::string, Line>;  // by key

// A delivery as somebody would keep it on paper: its last reading, and in which order it came.
struct Sheet {
    std::string name;
    Covers covers = Covers::rows;
    Rows rows;
    int readings = 0;
};

// What is known: every delivery by its last reading, one after the other in the order in which they came.
Rows replayed(const std::vector<Sheet>& sheets) {
    Rows known;
    for (const auto& sheet : sheets) {
        if (sheet.covers == Covers::months) {
            std::set<std::string> months;
            for (const auto& [key, line] : sheet.rows) months.insert(line.day.substr(0, 7));
            std::erase_if(known, [&](const auto& row) {
                return months.contains(row.second.day.substr(0, 7)) && !sheet.rows.contains(row.first);
            });
        }
        for (const auto& [key, line] : sheet.rows) known[key] = line;
    }
    return known;
}

class ToldFacts : public OnBothPairs {
  protected:
    // Reads a sheet, as another recipe than before, and publishes it.
    void read(Store& store, Sheet& sheet, const std::set<Digest>& anew = {}) {
        std::vector<Line> lines;
        for (const auto& [key, line] : sheet.rows) lines.push_back(line);
        auto batch = batch_of(lines, sheet.name, sheet.covers);
        batch.recipe = sha256("recipe " + std::to_string(++sheet.readings));
        if (sheet.readings == 1) store.deliveries().keep_bytes(sheet.name);
        NoProgress quiet;
        std::vector<Batch> batches{std::move(batch)};
        publish(store, batches, *parse_day("2020-10-05"), quiet, {}, "", 100, {}, anew);
    }

    static std::multiset<std::string> counted(Store& store) {
        std::multiset<std::string> found;
        const auto months = month_counts(store.analytics(), At{"caba", store.newest()->no});
        for (std::size_t i = 0; i < months.size(); ++i) {
            for (std::int64_t n = 0; n < months.rows[i]; ++n)
                found.insert(iso(month_of(day_at(months.month.since_epoch[i]))) + " " +
                             std::string{months.offence[i]} + " " + std::string{months.area_3[i]});
        }
        return found;
    }
    static std::multiset<std::string> counted(const Rows& rows) {
        std::multiset<std::string> found;
        for (const auto& [key, line] : rows)
            found.insert(line.day.substr(0, 7) + " " + line.offence + " " + line.area_3);
        return found;
    }

    static Line line(const std::string& key, const std::string& offence, const std::string& area = "") {
        Line one{key};
        one.offence = offence;
        one.area_3 = area;
        return one;
    }
};

// The areas came after both files: reading the first again gives its own facts their area, and leaves the correction.
TEST_P(ToldFacts, AFileReadAgainUndoesNoCorrectionOfALaterOne) {
    Store store{make()};
    Sheet first{"first", Covers::rows, {{"1", line("1", "robo")}, {"2", line("2", "robo")}}};
    Sheet second{"second", Covers::rows, {{"2", line("2", "hurto")}}};
    read(store, first);
    read(store, second);
    for (auto& [key, one] : first.rows) one.area_3 = "retiro";
    read(store, first);
    EXPECT_EQ(counted(store), (std::multiset<std::string>{"2020-08 robo retiro", "2020-08 hurto "}));
    read(store, second);
    EXPECT_EQ(counted(store), (std::multiset<std::string>{"2020-08 robo retiro", "2020-08 hurto "}));
}

// What came again unchanged was told by the later file too.
TEST_P(ToldFacts, AFileReadAgainTakesNothingAwayThatALaterOneTellsAsItWas) {
    Store store{make()};
    Sheet first{"first", Covers::months, {{"1", line("1", "robo")}, {"2", line("2", "robo")}}};
    Sheet second = first;
    second.name = "second";
    read(store, first);
    read(store, second);
    first.rows.erase("2");
    read(store, first);
    EXPECT_EQ(counted(store).size(), 2U);
}

TEST_P(ToldFacts, WhatALaterFileOfTheWholeMonthWithdrewStaysWithdrawn) {
    Store store{make()};
    Sheet first{"first", Covers::months, {{"1", line("1", "robo")}, {"2", line("2", "robo")}}};
    Sheet second{"second", Covers::months, {{"1", line("1", "robo")}}};
    read(store, first);
    read(store, second);
    first.rows["3"] = line("3", "robo");  // refused until now
    for (auto& [key, one] : first.rows) one.area_3 = "retiro";
    read(store, first);
    EXPECT_EQ(counted(store), (std::multiset<std::string>{"2020-08 robo "}));
}

TEST_P(ToldFacts, AFileThatIsToCountAnewIsTheNewest) {
    Store store{make()};
    Sheet first{"first", Covers::rows, {{"1", line("1", "robo")}}};
    Sheet second{"second", Covers::rows, {{"1", line("1", "hurto")}}};
    read(store, first);
    read(store, second);
    read(store, first, {sha256(first.name)});
    EXPECT_EQ(counted(store), (std::multiset<std::string>{"2020-08 robo "}));
    read(store, second);
    EXPECT_EQ(counted(store), (std::multiset<std::string>{"2020-08 robo "})) << "its place is before it now";
}

// Days stay what they were: what a descriptor makes of them may take a fact out of the months of a later file.
TEST_P(ToldFacts, EveryHistoryIsTheLastReadingsOneAfterTheOther) {
    const int histories = GetParam() == Pair::embedded ? 12 : 1;
    for (int history = 0; history < histories; ++history) {
        SCOPED_TRACE(history);
        std::mt19937 random{static_cast<unsigned>(history)};
        const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        engines_ = GetParam() == Pair::server ? Engines{server_->address(), server_->address()} : Engines{};
        Store store{make("history-" + std::to_string(history))};
        const auto random_line = [&](int key) {
            Line one = line(std::to_string(key), pick(2) ? "robo" : "hurto", pick(2) ? "retiro" : "");
            one.day = "2020-0" + std::to_string(1 + key % 3) + "-11";
            return one;
        };
        std::vector<Sheet> sheets;
        for (int step = 0; step < 12; ++step) {
            if (sheets.empty() || pick(3) == 0) {
                Sheet sheet{"d" + std::to_string(step), pick(2) ? Covers::months : Covers::rows, {}};
                for (int key = 0; key < 12; ++key) {
                    if (pick(2)) sheet.rows[std::to_string(key)] = random_line(key);
                }
                if (sheet.rows.empty()) sheet.rows["0"] = random_line(0);
                sheets.push_back(std::move(sheet));
                read(store, sheets.back());
            } else {
                auto& sheet = sheets[static_cast<std::size_t>(pick(static_cast<int>(sheets.size())))];
                std::set<std::string> months;
                for (const auto& [key, one] : sheet.rows) months.insert(one.day.substr(0, 7));
                for (int key = 0; key < 12; ++key) {
                    const Line one = random_line(key);
                    const bool has = sheet.rows.contains(one.key);
                    // Codes and areas that came since: other cells, and rows of its months that were refused before.
                    if (has ? pick(2) : months.contains(one.day.substr(0, 7)) && !pick(4))
                        sheet.rows[one.key] = one;
                }
                if (sheet.covers == Covers::months) {  // or a row that is refused now
                    const auto last = sheet.rows.rbegin()->first;
                    const auto month = sheet.rows.at(last).day.substr(0, 7);
                    const auto of_month = std::ranges::count_if(
                        sheet.rows, [&](const auto& row) { return row.second.day.substr(0, 7) == month; });
                    if (of_month > 1) sheet.rows.erase(last);
                }
                read(store, sheet);
            }
            ASSERT_EQ(counted(store), counted(replayed(sheets))) << "after step " << step;
        }
        if (GetParam() == Pair::server) server_ = std::make_unique<TempDatabase>();
    }
}

INSTANTIATE_TEST_SUITE_P(, ToldFacts, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
