// Random histories against a brute-force replay.
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "store/publish.hpp"
#include "store/questions.hpp"
#include "store/rebuild.hpp"
#include "store/rollup.hpp"
#include "store/verify.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

// The live rows of each source, as somebody would keep them on paper.
using Paper = std::map<std::string, std::map<std::string, Line>>;

using MonthCell = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;
using HourCell = std::tuple<std::string, std::string, std::string, int, int, std::string>;
using QualityCell = std::tuple<std::string, std::string, int, int>;
using DelayCell = std::tuple<std::string, std::string, std::string, int>;

struct Expected {
    std::map<MonthCell, std::pair<std::int64_t, std::int64_t>> months;
    std::map<HourCell, std::int64_t> hours;
    std::map<QualityCell, std::int64_t> quality;
    std::map<MonthCell, std::pair<std::int64_t, std::int64_t>> channels;  // channel in place of area_4
    std::map<DelayCell, std::int64_t> delays;
    std::multiset<std::tuple<std::string, std::string, std::int32_t>> positions;
};

Expected counted(const Paper& paper) {
    Expected out;
    for (const auto& [source, rows] : paper) {
        for (const auto& [key, line] : rows) {
            const auto month = line.day.substr(0, 7);
            auto& cell = out.months[{source, line.offence, month, line.area_2, line.area_3, line.area_4}];
            ++cell.first;
            cell.second += line.units;
            ++out.hours[{source, line.offence, month, weekday_of(day(line.day)), line.hour, line.area_3}];
            ++out.quality[{source, month, static_cast<int>(line.located), line.hour >= 0}];
            if (!line.channel.empty()) {
                auto& by_channel =
                    out.channels[{source, line.offence, month, line.area_2, line.area_3, line.channel}];
                ++by_channel.first;
                by_channel.second += line.units;
            }
            if (line.delay >= 0)
                ++out.delays[{source, line.offence, month, std::min(line.delay, longest_delay)}];
            if (line.lon != no_position) out.positions.insert({source, line.day, line.lon});
        }
    }
    return out;
}

void replay(Paper& paper, const Batch& batch, const std::vector<Line>& lines) {
    auto& rows = paper[batch.source];
    if (batch.covers == Covers::months) {
        std::set<std::string> months;
        for (const auto& line : lines) months.insert(line.day.substr(0, 7));
        std::set<std::string> named;
        for (const auto& line : lines) named.insert(line.key);
        std::erase_if(rows, [&](const auto& row) {
            return months.contains(row.second.day.substr(0, 7)) && !named.contains(row.first);
        });
    }
    for (const auto& line : lines) rows[line.key] = line;
}

class Histories : public OnBothPairs {
  protected:
    std::string month_text(const Days& days, std::size_t i) {
        return iso(month_of(day_at(days.since_epoch[i])));
    }

    Line random_line(int key) {
        const auto pick = [this](int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); };
        Line line{std::to_string(key)};
        line.day = "2020-0" + std::to_string(1 + pick(3)) + "-1" + std::to_string(pick(10));
        line.offence = pick(2) ? "robo" : "hurto";
        line.area_1 = pick(3) ? "t" + std::to_string(pick(3)) : "";
        line.area_2 = "comuna-" + std::to_string(pick(2));
        line.area_3 = pick(4) ? "un barrio de nombre largo" : "";
        line.area_4 = pick(2) ? "c" : "";
        line.hour = pick(4) - 1;
        line.units = 1 + pick(3);
        line.lon = pick(3) ? -583'000'000 - pick(5) : no_position;
        line.channel = pick(3) ? "" : pick(2) ? "Línea 147" : "web";
        line.delay = pick(2) ? -1 : pick(3) ? pick(40) : 390 + pick(20);
        line.located = line.lon == no_position ? Located::text : Located::both;
        return line;
    }
    std::vector<Line> random_lines() {
        std::vector<Line> out;
        for (int key = 0; key < 25; ++key) {
            if (random_() % 3 == 0) out.push_back(random_line(key));
        }
        std::shuffle(out.begin(), out.end(), random_);
        return out;
    }

    void expect_same(AnalyticsStore& store, std::int64_t vintage_no, const Expected& expected) {
        Expected found;
        const At at{"caba", vintage_no};
        const auto months = month_counts(store, at);
        for (std::size_t i = 0; i < months.size(); ++i) {
            found.months[{months.source[i], months.offence[i], month_text(months.month, i), months.area_2[i],
                          months.area_3[i], months.area_4[i]}] = {months.rows[i], months.units[i]};
        }
        const auto hours = hour_counts(store, at);
        for (std::size_t i = 0; i < hours.size(); ++i) {
            found.hours[{hours.source[i], hours.offence[i], month_text(hours.month, i), hours.weekday[i],
                         hours.hour[i], hours.area_3[i]}] += hours.rows[i];
        }
        const auto quality = quality_counts(store, at);
        for (std::size_t i = 0; i < quality.size(); ++i) {
            found.quality[{quality.source[i], month_text(quality.month, i), quality.located[i],
                           quality.hour_known[i]}] = quality.rows[i];
        }
        const auto channels = channel_counts(store, at);
        for (std::size_t i = 0; i < channels.size(); ++i) {
            auto& cell =
                found.channels[{channels.source[i], channels.offence[i], month_text(channels.month, i),
                                channels.area_2[i], channels.area_3[i], channels.channel[i]}];
            cell.first += channels.rows[i];
            cell.second += channels.units[i];
        }
        const auto delays = delay_counts(store, at);
        for (std::size_t i = 0; i < delays.size(); ++i) {
            found
                .delays[{delays.source[i], delays.offence[i], month_text(delays.month, i), delays.delay[i]}] =
                delays.rows[i];
        }
        const auto positions = live_positions(store, at, all_time);
        for (std::size_t i = 0; i < positions.size(); ++i) {
            found.positions.insert(
                {positions.source[i], iso(day_at(positions.day.since_epoch[i])), positions.lon[i]});
        }
        EXPECT_EQ(found.months, expected.months) << "at vintage " << vintage_no;
        EXPECT_EQ(found.hours, expected.hours) << "at vintage " << vintage_no;
        EXPECT_EQ(found.quality, expected.quality) << "at vintage " << vintage_no;
        EXPECT_EQ(found.channels, expected.channels) << "at vintage " << vintage_no;
        EXPECT_EQ(found.delays, expected.delays) << "at vintage " << vintage_no;
        EXPECT_EQ(found.positions, expected.positions) << "at vintage " << vintage_no;
    }

    std::mt19937 random_;
};

TEST_P(Histories, EveryVintageCountsWhatWasKnownThen) {
    const int histories = GetParam() == Pair::embedded ? 6 : 2;
    for (int history = 0; history < histories; ++history) {
        SCOPED_TRACE(history);
        random_.seed(static_cast<unsigned>(history));
        engines_ = GetParam() == Pair::server ? Engines{server_->address(), server_->address()} : Engines{};
        const auto city = "city-" + std::to_string(history);  // a server holds several
        const auto folder = folder_ / city;
        store::create_directory(folder, "caba", engines_);
        Store store{folder};
        NoProgress quiet;
        Paper paper;
        std::vector<Expected> expected;
        for (int v = 0; v < 7; ++v) {
            std::vector<Batch> batches;
            for (unsigned b = 0; b <= random_() % 3; ++b) {
                const auto lines = random_lines();
                const std::string source = random_() % 3 ? "delitos" : "viales";
                batches.push_back(batch_of(lines, std::to_string(v) + "." + std::to_string(b),
                                           random_() % 2 ? Covers::months : Covers::rows, source));
                store.deliveries().keep_bytes(std::to_string(v) + "." + std::to_string(b));
                replay(paper, batches.back(), lines);
            }
            publish(store, batches, day("2020-10-05"), quiet);
            expected.push_back(counted(paper));
        }
        for (std::size_t v = 0; v < expected.size(); ++v) {
            expect_same(store.analytics(), static_cast<std::int64_t>(v) + 1, expected[v]);
        }
        const auto verified = verify(store, quiet);
        for (const auto& damage : verified.damages) ADD_FAILURE() << damage.sentence();
        if (GetParam() == Pair::server) server_ = std::make_unique<TempDatabase>();
    }
}

TEST_P(Histories, ARebuildGivesTheSameRows) {
    const auto folder = make();
    NoProgress quiet;
    std::vector<TableDigest> before;
    {
        Store store{folder};
        for (int v = 0; v < 4; ++v)
            publish(store, {batch_of(random_lines(), std::to_string(v), Covers::months)}, day("2020-10-05"),
                    quiet);
        before = table_digests(store.analytics(), "caba");
    }
    EXPECT_GT(before.front().rows, 0);
    const auto rebuilt = rebuild(folder, quiet);
    EXPECT_EQ(rebuilt.vintages, 4);
    EXPECT_EQ(rebuilt.tables, before);
}

INSTANTIATE_TEST_SUITE_P(, Histories, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
