// A case of published figures that lies beside the repository (shared/golden/NAME), for tests that
// compare with it where it is there.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "source_folder.hpp"

namespace atalaya::stats {

class PublishedCase {
  public:
    explicit PublishedCase(const std::string& name) : folder_{source_folder() / "../shared/golden" / name} {
        if (!there()) return;
        std::ifstream file{folder_ / "expected.json"};
        expected = nlohmann::json::parse(file);
    }

    bool there() const { return exists(folder_ / "expected.json"); }

    // Columns by their names, quotes taken off.
    std::map<std::string, std::vector<std::string>> words(const std::string& file) const {
        std::ifstream in{folder_ / file};
        std::string line;
        std::getline(in, line);
        const auto head = cells(line);
        std::map<std::string, std::vector<std::string>> out;
        while (std::getline(in, line)) {
            const auto row = cells(line);
            for (std::size_t k = 0; k < head.size(); ++k)
                out[head[k]].push_back(k < row.size() ? row[k] : "");
        }
        return out;
    }

    // One column as numbers; an empty cell is `blank`.
    std::vector<double> numbers(const std::string& file, const std::string& column, double blank = -1) const {
        std::vector<double> out;
        const auto table = words(file);
        for (const auto& cell : table.at(column)) {
            char* end = nullptr;
            const double value = std::strtod(cell.c_str(), &end);
            out.push_back(end == cell.c_str() ? blank : value);
        }
        return out;
    }

    nlohmann::json expected;

  private:
    static std::vector<std::string> cells(const std::string& line) {
        std::vector<std::string> out{""};
        bool quoted = false;
        for (const char c : line) {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                out.emplace_back();
            else if (c != '\r')
                out.back() += c;
        }
        return out;
    }

    std::filesystem::path folder_;
};

}  // namespace atalaya::stats

// NOLINTNEXTLINE: a test that is skipped has to return from itself
#define SKIP_WITHOUT(published) \
    if (!(published).there()) GTEST_SKIP() << "the published case is not beside the repository"
