// Villa Marejada as written to a folder of its own, and read back by hand: what the
// tests know of it comes from its files, and the planted values from verdad.json.
#pragma once

#include <unistd.h>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/text.hpp"
#include "simulate/city.hpp"
#include "simulate/plan.hpp"
#include "simulate/town.hpp"

namespace atalaya::simulate {

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// A folder that goes when the test ends.
class Folder {
  public:
    explicit Folder(std::string_view name)
        : path_{std::filesystem::temp_directory_path() /
                ("atalaya-simulate-" + std::string{name} + "-" + std::to_string(::getpid()))} {
        std::filesystem::remove_all(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

using Cells = std::vector<std::string>;

inline Cells cells_of(std::string_view line, char separator) {
    Cells cells;
    for (const auto cell : split(line, separator)) cells.emplace_back(cell);
    return cells;
}

inline std::vector<std::string> lines_of(const std::filesystem::path& path) {
    std::vector<std::string> lines;
    std::istringstream text{bytes_of(path)};
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

// "2024-03-09" or "09/03/2024" or "2024-03"
inline Day day_written(const std::string& text) {
    if (text.find('/') != std::string::npos) {
        return parse_day(text.substr(6, 4) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2)).value();
    }
    return text.size() == 7 ? first_day(parse_month(text).value()) : parse_day(text).value();
}

// A feed replayed the way a reader must: of every month that a delivery has rows of, what
// the delivery holds is all there is.
struct Replayed {
    std::vector<Cells> rows;
    std::vector<std::string> lines;
    int changed = 0, withdrawn = 0;  // keys between one delivery and the next
};

inline Replayed replay(const std::filesystem::path& folder, char separator, std::size_t day_column) {
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) files.insert(entry.path());
    std::map<Month, std::map<std::string, std::string>> live;
    Replayed out;
    for (const auto& file : files) {
        std::map<Month, std::map<std::string, std::string>> months;
        const auto lines = lines_of(file);
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const auto cells = cells_of(lines[i], separator);
            const auto key = day_column == 0 ? lines[i].substr(0, lines[i].rfind(separator)) : cells[0];
            months[month_of(day_written(cells[day_column]))][key] = lines[i];
        }
        for (auto& [month, rows] : months) {
            for (const auto& [key, line] : live[month]) {
                const auto now = rows.find(key);
                out.withdrawn += now == rows.end();
                out.changed += now != rows.end() && now->second != line;
            }
            live[month] = std::move(rows);
        }
    }
    for (const auto& [month, rows] : live) {
        for (const auto& [key, line] : rows) {
            out.lines.push_back(line);
            out.rows.push_back(cells_of(line, separator));
        }
    }
    return out;
}

// Columns of policia/AAAA-MM.csv.
namespace police {
enum Column : std::size_t {
    number,
    day,
    hour,
    registered,
    type,
    subtype,
    older,
    barrio,
    section,
    segment,
    units,
    lon,
    lat
};
}

// One Villa Marejada for all tests of this program.
struct Marejada {
    Folder folder{"marejada"};
    Truth truth = simulate({.seed = 2024}, folder.path());
    Plan plan = plan_of("villa-marejada", 2020, 5);
    Town town = villa_marejada();
    Replayed police = replay(folder.path() / "policia", ';', police::day);

    static const Marejada& once() {
        static const Marejada city;
        return city;
    }
};

}  // namespace atalaya::simulate
