// What every method of the catalogue is held to: the question of its first golden case, and ways to spoil it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/json.hpp"
#include "methods/method.hpp"
#include "source_folder.hpp"

namespace atalaya::methods::held {

using nlohmann::json;
using testing::HasSubstr;

inline std::filesystem::path folder_of(const Method& method) {
    return source_folder() / "src/methods" / method.name;
}

inline std::string text_of(const std::filesystem::path& path) {
    std::ifstream file{path};
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

inline bool of_texts(const json& column) {
    return std::any_of(column.begin(), column.end(), [](const json& cell) { return cell.is_string(); });
}

inline Cells cells(const json& column) {
    if (of_texts(column)) return column.get<Texts>();
    Numbers out;
    for (const auto& cell : column) out.push_back(cell.is_null() ? std::nan("") : cell.get<double>());
    return out;
}

inline Frame frame(const json& object) {
    Frame out;
    for (const auto& [name, column] : object.items()) {
        if (name == "shapes") {
            for (const auto& shape : column) out.shapes.push_back(geo::parse_geojson_geometry(shape.dump()));
        } else {
            out.add(name, cells(column));
        }
    }
    return out;
}

inline Question question(const json& golden) {
    Question out;
    for (const auto& [name, table] : golden.at("tables").items()) out.tables.emplace(name, frame(table));
    for (const auto& [name, value] : golden.at("set").items()) out.given[name] = value.get<std::string>();
    return out;
}

inline void expect_near(const Cells& found, const Cells& expected, double relative,
                        const std::string& where) {
    ASSERT_EQ(found.index(), expected.index()) << where;
    ASSERT_EQ(size(found), size(expected)) << where;
    if (const auto* texts = std::get_if<Texts>(&found)) {
        EXPECT_EQ(*texts, std::get<Texts>(expected)) << where;
        return;
    }
    const auto &is = std::get<Numbers>(found), &should = std::get<Numbers>(expected);
    for (std::size_t i = 0; i < is.size(); ++i) {
        if (std::isnan(should[i])) {
            EXPECT_TRUE(std::isnan(is[i])) << where << " row " << i << ": " << is[i];
        } else {
            EXPECT_NEAR(is[i], should[i], relative * std::abs(should[i])) << where << " row " << i;
        }
    }
}

// What a question is answered in bytes, to compare them.
inline std::string bytes_of(const Result& result) {
    std::string out = result.refused + " " + std::to_string(result.n) + "\n";
    for (const auto& [name, table] : result.tables) {
        for (const auto& column : table.columns) {
            out += name + "." + column.name;
            for (std::size_t i = 0; i < table.rows(); ++i) {
                const auto* texts = std::get_if<Texts>(&column.cells);
                const double value = texts ? 0 : std::get<Numbers>(column.cells)[i];
                out += " " + (texts ? (*texts)[i] : std::isnan(value) ? "-" : canonical_number(value));
            }
            out += "\n";
        }
    }
    return out;
}

class Catalogue : public testing::TestWithParam<std::string> {
  protected:
    const Method& method() const { return *find(GetParam()); }
    json golden() const { return json::parse(text_of(folder_of(method()) / "golden.json")); }
    // The first golden case: tables that the method is known to answer.
    Question known() const { return question(golden().at("cases").at(0)); }

    // What a question is refused with; "" when it is answered.
    std::string refused(const Question& asked) const {
        try {
            run(method(), asked);
        } catch (const Error& error) {
            EXPECT_TRUE(error.fault() == Fault::usage || error.fault() == Fault::bad_input) << error.what();
            return error.what();
        }
        return {};
    }
    // Each column that the known question has, with its table.
    template <class Do>
    void each_column(Do what) const {
        for (const auto& spec : method().tables) {
            for (const auto& column : spec.columns) {
                const auto asked = known();
                const auto table = asked.tables.find(spec.name);
                if (table != asked.tables.end() && table->second.find(column.name)) what(spec, column);
            }
        }
    }
    Question with(const TableSpec& spec, const ColumnSpec& column, std::size_t row,
                  const std::string& text) const {
        auto asked = known();
        for (auto& c : asked.tables.find(spec.name)->second.columns) {
            if (c.name != column.name) continue;
            Texts texts;
            for (std::size_t i = 0; i < size(c.cells); ++i) {
                const auto* already = std::get_if<Texts>(&c.cells);
                const double value = already ? 0 : std::get<Numbers>(c.cells)[i];
                texts.push_back(already ? (*already)[i] : std::isnan(value) ? "" : canonical_number(value));
            }
            texts[row] = text;
            c.cells = texts;
        }
        return asked;
    }
};

}  // namespace atalaya::methods::held
