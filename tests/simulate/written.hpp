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
#include "source_folder.hpp"

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

// Why a line of policia/AAAA-MM.csv cannot be used; "" when it can. Told from the line, the file's
// name and the labels that the source's codes.csv lists, by the plainest means.
inline std::string why_refused(const std::string& line, const std::string& month_of_file) {
    static const std::set<std::string> labels = [] {
        std::set<std::string> found;
        for (const auto& row : lines_of(source_folder() / "sources/marejada-policia/codes.csv")) {
            const auto cells = cells_of(row, ',');
            found.insert(cells[1] + "/" + cells[2]);
        }
        return found;
    }();
    const auto cells = cells_of(line, ';');
    if (cells.size() != 13) return "row_broken";
    const std::string& day = cells[1];
    if (day.empty()) return "day_missing";
    const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(day.substr(at, size)); };
    const int of_month = number(0, 2), month = number(3, 2), year = number(6, 4);
    if (month < 1 || month > 12 || of_month < 1 || of_month > 31 || (month == 2 && of_month > 29))
        return "day_impossible";
    if (day.substr(6, 4) + "-" + day.substr(3, 2) > month_of_file) return "day_future";
    if (!labels.contains(cells[4] + "/" + cells[5])) return "offence_unknown";
    const bool count = !cells[10].empty() && cells[10].find_first_not_of("0123456789") == std::string::npos;
    if (!count || std::stoi(cells[10]) < 1) return "units_impossible";
    return year < 1990 ? "day_too_early" : "";
}

// A feed replayed the way a reader must: of every month that a delivery has rows of, what
// the delivery holds is all there is. Lines of the police that cannot be used are left out.
struct Replayed {
    std::vector<Cells> rows;
    std::vector<std::string> lines;
    int changed = 0, withdrawn = 0;                             // keys between one delivery and the next
    std::map<std::string, std::int64_t> refused;                // lines of all deliveries, by reason
    std::map<std::string, std::set<std::string>> ever_refused;  // the numbers they bore, by reason
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
            if (folder.filename() == "policia") {
                if (const auto why = why_refused(lines[i], file.stem().string()); !why.empty()) {
                    ++out.refused[why];
                    out.ever_refused[why].insert(cells[0]);
                    continue;
                }
            }
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
