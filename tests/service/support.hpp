// Cities read and published once for all the tests of the services, and readers of their raw
// files that share nothing with the program's.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/error.hpp"
#include "core/progress.hpp"
#include "service/answers.hpp"
#include "service/demo.hpp"
#include "simulate/city.hpp"
#include "source_folder.hpp"
#include "store/data_directory.hpp"
#include "store/questions.hpp"
#include "store/rebuild.hpp"
#include "store/verify.hpp"

namespace atalaya::service {

namespace fs = std::filesystem;

// A folder of its own, gone at the end.
class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "atalaya-service-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() {
        std::error_code failed;
        fs::remove_all(path_, failed);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

// A city with its files, its vintages and an open store.
struct Town {
    Folder folder;
    fs::path files, directory;
    Catalogue catalogue;
    std::vector<std::vector<fs::path>> deliveries;  // what arrived together, oldest first
    std::vector<store::PublishedVintage> vintages;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<Worlds> worlds;

    explicit Town(const std::string& city, const Share& share = find_share())
        : files{folder.path() / "files"},
          directory{folder.path() / "data"},
          catalogue{read_catalogue(share, city)} {}

    // Reads and publishes one vintage for each list of `deliveries`, on the day after its last row's month.
    void publish_all() {
        store::create_directory(directory, catalogue.city.id);
        NoProgress quiet;
        std::vector<Areas> areas;
        std::vector<std::vector<ReadDelivery>> read;
        for (const auto& together : deliveries) {
            read.push_back(
                read_deliveries(catalogue, find_sources(catalogue, together).files, areas, {}, quiet));
            for (const auto& one : read.back()) {
                if (one.batch.areas.size() > 0) areas.push_back(one.batch.areas);
            }
        }
        store = std::make_unique<store::Store>(directory);
        Day on{};
        for (auto& together : read) {
            on = closing_day(together, on);
            vintages.push_back(publish_deliveries(*store, together, on, quiet));
        }
        worlds = std::make_unique<Worlds>(*store, catalogue);
    }

    std::string newest() const { return vintages.back().id; }

    FigureSpec spec(const std::string& indicator, const std::string& measure, const std::string& territory,
                    const std::string& period, const std::string& vintage = "",
                    const std::string& against = "", const std::string& part = "") const {
        const Indicator* of = indicator.empty() ? nullptr : &catalogue.indicator(indicator);
        FigureSpec asked{indicator, of ? of->version : "",   measure,
                         territory, *parse_period(period),   {},
                         part,      of ? of->basis : "fact", vintage.empty() ? newest() : vintage};
        if (!against.empty()) asked.against = parse_period(against);
        return asked;
    }
    template <class... Parts>
    Figure figure(const Parts&... parts) const {
        return compute(*worlds, spec(parts...));
    }
};

// Towns live until the last test is done, and go before the program's own statics do.
inline std::map<std::string, std::unique_ptr<Town>>& towns() {
    class Leaving : public testing::Environment {
      public:
        void TearDown() override { towns().clear(); }
    };
    static std::map<std::string, std::unique_ptr<Town>> known;
    static const auto* leaving = testing::AddGlobalTestEnvironment(new Leaving);
    return leaving ? known : known;
}

// The made-up city of `name`, its 24 monthly deliveries published one by one.
inline Town& simulated(const std::string& name) {
    auto& town = towns()[name];
    if (!town) {
        town = std::make_unique<Town>(name);
        for (const auto& together : simulate::simulate({.city = name}, town->files).deliveries) {
            town->deliveries.emplace_back();
            for (const auto& file : together) town->deliveries.back().push_back(town->files / file);
        }
        town->publish_all();
    }
    return *town;
}
inline Town& marejada() {
    return simulated("villa-marejada");
}

// --- raw files, read by other means than the program's

inline std::string bytes_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline std::string utf8_of_latin1(const std::string& latin1) {
    std::string out;
    for (const char c : latin1) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out += c;
        } else {
            out += static_cast<char>(0xC0 | (byte >> 6));
            out += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return out;
}

// Rows of cells by the name of their column, and under "+" how many there are beyond the head. No line of these files holds a line end within quotes.
using RawRow = std::map<std::string, std::string>;
inline std::vector<RawRow> raw_rows(const std::string& text, char separator) {
    std::vector<RawRow> rows;
    std::vector<std::string> head;
    std::size_t at = 0;
    while (at < text.size()) {
        std::vector<std::string> cells{""};
        bool quoted = false;
        for (; at < text.size() && text[at] != '\n'; ++at) {
            const char c = text[at];
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                cells.emplace_back();
            } else if (c != '\r') {
                cells.back() += c;
            }
        }
        ++at;
        if (head.empty()) {
            head = cells;
            continue;
        }
        RawRow row;
        for (std::size_t i = 0; i < cells.size() && i < head.size(); ++i) row[head[i]] = cells[i];
        if (cells.size() > head.size()) row["+"] = std::to_string(cells.size() - head.size());
        rows.push_back(std::move(row));
    }
    return rows;
}

// Whether a row of Villa Marejada's police can be used: whole, of a day of the calendar that has come, of a
// label that the source's list has, and of a count.
inline bool police_row_is_usable(RawRow& row, const std::string& month_of_file) {
    static const std::set<std::string> labels = [] {
        std::set<std::string> known;
        for (auto& code : raw_rows(bytes_of(source_folder() / "sources/marejada-policia/codes.csv"), ','))
            known.insert(code["label_1"] + "/" + code["label_2"]);
        return known;
    }();
    if (!row.contains("latitud") || row.contains("+")) return false;
    const std::string &day = row["fecha_hecho"], &count = row["cantidad"];
    if (day.size() != 10 || day.starts_with("00") || day.starts_with("31/02")) return false;
    if (day.substr(6, 4) + "-" + day.substr(3, 2) > month_of_file) return false;
    if (!labels.contains(row["tipo"] + "/" + row["subtipo"])) return false;
    return !count.empty() && count.find_first_not_of("0123456789") == std::string::npos && count != "0";
}

}  // namespace atalaya::service
