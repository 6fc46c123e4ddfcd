// What the tests of the stores share: a folder that goes away, engines to run on, and
// batches written as rows.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/incident.hpp"
#include "core/text.hpp"
#include "store/data_directory.hpp"
#include "store/postgres_database.hpp"

namespace atalaya::store {

// A server that is there for the tests (tools/private-postgres), or "".
inline std::string test_server() {
    const char* address = std::getenv("ATALAYA_TEST_PG");
    return address ? address : "";
}

class TempFolder {
  public:
    TempFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "atalaya-store-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

// A PostgreSQL database of its own, dropped at the end.
class TempDatabase {
  public:
    TempDatabase() : name_{"t" + std::to_string(::getpid()) + "_" + std::to_string(++made_)} {
        open_postgres({test_server(), "public"})->script("CREATE DATABASE " + name_);
    }
    ~TempDatabase() {
        try {
            open_postgres({test_server(), "public"})->script("DROP DATABASE " + name_ + " WITH (FORCE)");
        } catch (const std::exception&) {
            // The server goes away after the tests anyway.
        }
    }
    TempDatabase(const TempDatabase&) = delete;
    TempDatabase& operator=(const TempDatabase&) = delete;
    std::string address() const { return replaced(test_server(), "/postgres?", "/" + name_ + "?"); }

  private:
    static inline int made_ = 0;
    std::string name_;
};

// Each store's tests run on both of its engines; without a server the half is skipped, and says so.
enum class Pair { embedded, server };

inline std::string name_of_pair(const testing::TestParamInfo<Pair>& info) {
    return info.param == Pair::embedded ? "SqliteAndDuckdb" : "Postgresql";
}

class OnBothPairs : public testing::TestWithParam<Pair> {
  protected:
    void SetUp() override {
        if (GetParam() == Pair::server && test_server().empty()) {
            GTEST_SKIP() << "ATALAYA_TEST_PG is not set: not run on PostgreSQL";
        }
        if (GetParam() == Pair::server) {
            server_ = std::make_unique<TempDatabase>();
            engines_ = {server_->address(), server_->address()};
        }
    }
    std::filesystem::path make(std::string_view name = "data", std::string_view city = "caba") {
        store::create_directory(folder_ / name, city, engines_);
        return folder_ / name;
    }

    TempFolder folder_;
    std::unique_ptr<TempDatabase> server_;
    Engines engines_;
};

// An incident as a line of a test.
struct Line {
    std::string key;
    std::string day = "2020-08-14";
    std::string offence = "robo";
    std::string area_2 = "comuna-1";
    std::string area_3 = "retiro";
    int hour = 12;
    int units = 1;
    std::int32_t lon = -583'700'000;
    Located located = Located::both;
    std::string area_1, area_4;
    std::string channel{};
    int delay = -1;

    friend bool operator==(const Line&, const Line&) = default;
};

inline std::uint64_t content_of(const Line& line) {
    std::uint64_t hash = 14695981039346656037U;
    const std::string all = line.day + "|" + line.offence + "|" + line.area_1 + "|" + line.area_2 + "|" +
                            line.area_3 + "|" + line.area_4 + "|" + std::to_string(line.hour) + "|" +
                            std::to_string(line.units) + "|" + std::to_string(line.lon) + "|" +
                            std::to_string(static_cast<int>(line.located)) + "|" + line.channel + "|" +
                            std::to_string(line.delay);
    for (const char c : all) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash;
}

inline void add(Incidents& to, const std::string& source, const Line& line) {
    to.key.push_back(incident_key(source, line.key));
    to.line.push_back(static_cast<std::int32_t>(to.line.size() + 1));
    to.day.since_epoch.push_back(since_epoch(parse_day(line.day).value()));
    to.hour.push_back(static_cast<std::int8_t>(line.hour));
    to.known.push_back(static_cast<std::int8_t>(line.hour < 0 ? TimeKnown::day : TimeKnown::hour));
    to.offence.push(line.offence);
    to.area[0].push(line.area_1);
    to.area[1].push(line.area_2);
    to.area[2].push(line.area_3);
    to.area[3].push(line.area_4);
    to.units.push_back(line.units);
    to.lon.push_back(line.lon);
    to.lat.push_back(line.lon == no_position ? no_position : -346'000'000);
    to.located.push_back(static_cast<std::int8_t>(line.located));
    to.channel.push(line.channel);
    to.delay.push_back(line.delay);
    to.content.push_back(content_of(line));
}

inline Batch batch_of(const std::vector<Line>& lines, std::string_view bytes, Covers covers = Covers::rows,
                      std::string source = "delitos") {
    Batch batch;
    batch.source = source;
    batch.source_version = "1";
    batch.recipe = sha256("recipe of " + source);
    batch.file_name = std::string{bytes} + ".csv";
    batch.delivery = sha256(bytes);
    batch.delivery_bytes = static_cast<std::int64_t>(bytes.size());
    batch.basis = "fact";
    batch.covers = covers;
    for (const auto& line : lines) add(batch.incidents, source, line);
    // As intake hands it over: what no row says has no rows.
    const auto silent = [&](auto says) { return std::none_of(lines.begin(), lines.end(), says); };
    if (silent([](const Line& l) { return !l.channel.empty(); })) batch.incidents.channel = {};
    if (silent([](const Line& l) { return l.delay >= 0; })) batch.incidents.delay.clear();
    batch.read = batch.accepted = static_cast<std::int64_t>(lines.size());
    return batch;
}

inline Day day(std::string_view text) {
    return parse_day(text).value();
}

}  // namespace atalaya::store
