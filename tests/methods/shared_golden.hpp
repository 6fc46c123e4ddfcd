// The published numbers that lie beside the repository, whoever wrote them down; each
// test says how many it held and how many it had to leave out.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "source_folder.hpp"

namespace atalaya {

using nlohmann::json;

class SharedGolden : public testing::Test {
  protected:
    void open(const std::string& name) {
        folder_ = source_folder() / "../shared/golden" / name;
        if (!exists(folder_)) GTEST_SKIP() << "no shared/golden/" << name << " beside the repository";
        std::ifstream file{folder_ / "expected.json"};
        golden = json::parse(file);
    }

    void TearDown() override {
        if (run_ + skipped_ > 0) fmt::print("golden numbers: {} run, {} skipped\n", run_, skipped_);
    }

    void near(double found, const json& expected, double relative, const std::string& where) {
        if (expected.is_null()) return skip();
        ++run_;
        EXPECT_NEAR(found, expected.get<double>(), relative * std::abs(expected.get<double>())) << where;
    }
    void close(double found, const json& expected, double absolute, const std::string& where) {
        ++run_;
        EXPECT_NEAR(found, expected.get<double>(), absolute) << where;
    }
    void skip(int n = 1) { skipped_ += n; }
    void held(bool holds, const std::string& where) {
        ++run_;
        EXPECT_TRUE(holds) << where;
    }

    // A column of a CSV file, "" as NaN, of the rows whose first cell is `key` (all when empty).
    std::vector<double> column(const std::string& file, std::size_t at, const std::string& key = "") const {
        std::ifstream in{folder_ / file};
        std::vector<double> out;
        std::string line;
        std::getline(in, line);
        while (std::getline(in, line)) {
            const auto cells = split(trimmed(line), ',');
            if (!key.empty() && cells[0] != key) continue;
            out.push_back(decimal_number(cells[at]).value_or(std::nan("")));
        }
        return out;
    }

    // The cells of a CSV file, without its head.
    std::vector<std::vector<std::string>> rows(const std::string& file) const {
        std::ifstream in{folder_ / file};
        std::vector<std::vector<std::string>> out;
        std::string line;
        std::getline(in, line);
        while (std::getline(in, line)) {
            const auto cells = split(trimmed(line), ',');
            out.emplace_back(cells.begin(), cells.end());
        }
        return out;
    }

    json golden;

  private:
    std::filesystem::path folder_;
    int run_ = 0, skipped_ = 0;
};

}  // namespace atalaya
