#include "simulate/mistakes.hpp"

#include <fmt/format.h>
#include <array>

#include "core/text.hpp"
#include "simulate/writing.hpp"

namespace atalaya::simulate {
namespace {

using stats::Random;
using std::chrono::days;

constexpr double mended = 0.5;

// Columns of police_header.
constexpr std::size_t day = 1, type = 4, subtype = 5, barrio = 7, units = 10;

using Cells = std::vector<std::string>;

void impossible_day(Cells& cells, Random& random) {
    cells[day] = random.chance(0.6) ? "31/02/" + cells[day].substr(6) : "00/00/0000";
}

// A slip of the finger: 2024 becomes 2034.
void day_to_come(Cells& cells, Random&) {
    cells[day] = cells[day].substr(0, 6) + std::to_string(std::stoi(cells[day].substr(6)) + 10);
}

void no_day(Cells& cells, Random&) {
    cells[day].clear();
}

void unknown_label(Cells& cells, Random& random) {
    constexpr std::array<std::string_view, 4> labels = {"Asalto", "A designar", "Ley vieja", "Roob"};
    cells[type] = one_of(labels, random);
    cells[subtype].clear();
}

// Of a row without a point the cells that move would be blank, and nobody could tell: it is cut instead.
void separator_in_a_cell(Cells& cells, Random&) {
    if (cells.back().empty()) {
        cells.resize(barrio + 1);
    } else {
        cells[barrio] += "; frente a la plaza";
    }
}

void line_cut(Cells& cells, Random& random) {
    cells.resize(5 + static_cast<std::size_t>(random.below(5)));
}

void no_count(Cells& cells, Random& random) {
    constexpr std::array<std::string_view, 3> counts = {"S/D", "0", "una"};
    cells[units] = one_of(counts, random);
}

struct Mistake {
    std::string_view reason;  // as a reader calls it
    double share;             // of all mistakes
    void (*make)(Cells&, Random&);
};
constexpr std::array<Mistake, 7> mistakes = {{
    {"day_impossible", 0.28, impossible_day},
    {"offence_unknown", 0.24, unknown_label},
    {"row_broken", 0.10, separator_in_a_cell},
    {"row_broken", 0.08, line_cut},
    {"day_missing", 0.12, no_day},
    {"day_future", 0.10, day_to_come},
    {"units_impossible", 0.08, no_count},
}};

std::string spoilt(const std::string& line, const Mistake& mistake, Random& random) {
    Cells cells;
    for (const auto cell : split(line, ';')) cells.emplace_back(cell);
    mistake.make(cells, random);
    return join(cells, ";");
}

}  // namespace

void plant_mistakes(const Plan& plan, Feed& police, std::uint64_t seed,
                    std::map<std::string_view, std::int64_t>& rows) {
    std::array<double, mistakes.size()> shares{};
    for (std::size_t i = 0; i < mistakes.size(); ++i) shares[i] = mistakes[i].share;
    Random random{seed, stats::stream_of("police-mistakes")};
    for (auto& row : police.rows) {
        if (!random.chance(plan.mistaken) || row.versions.size() != 1) continue;
        const Version good = row.versions.front();
        if (good.line.find(";Homicidio;") != std::string::npos) continue;
        const Mistake& mistake = mistakes[static_cast<std::size_t>(random.choice(shares))];
        row.versions = {{good.known, spoilt(good.line, mistake, random), mistake.reason}};
        if (random.chance(mended))
            row.versions.push_back({good.known + days{20 + random.below(41)}, good.line});
        ++rows[mistake.reason];
    }
}

}  // namespace atalaya::simulate
