#include "render/typst_fit.hpp"

#include <algorithm>
#include <numeric>

#include "core/text.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double text_width_pt = (210 - 2 * 17) / 25.4 * 72;  // between the margins of typst_style
constexpr double padding_pt = 6.5;                            // left and right of a cell, and a little air
constexpr double normal_pt = 8.3, compact_pt = 7.6, smaller_pt = 0.6, smallest_pt = 6.4;

// In em. Figures are tabular: all digits 0.7, the marks between them 0.3.
double width_em(std::string_view text, bool strong) {
    constexpr double digit = 0.7, mark = 0.3;
    double width = text_width(text, 1, strong);
    for (const char& c : text) {
        const bool is_digit = c >= '0' && c <= '9';
        if (is_digit || c == '.' || c == ',')
            width += (is_digit ? digit : mark) - text_width({&c, 1}, 1, strong);
    }
    return width;
}

double widest_word(std::string_view text, bool strong) {
    double widest = 0;
    for (const std::string_view word : split(text, ' ')) widest = std::max(widest, width_em(word, strong));
    return widest;
}

constexpr double heading_parts_after = 5.2;

// One column: the width of its widest word, which it must have, and of each of its cells on one line.
struct Room {
    double least = 1.5, full = 1.5;
    std::vector<double> cells;
};

Room room_of(const Sheet& sheet, std::size_t column) {
    const bool numeric = sheet.columns[column].numeric;
    Room room;
    const std::string heading = typst_heading(sheet.columns[column].heading);
    const bool short_heading =
        numeric && width_em(heading, true) <= heading_parts_after;  // "ago 2020" stays on one line
    room.least = std::max(room.least, short_heading ? width_em(heading, true) : widest_word(heading, true));
    for (const auto& row : sheet.rows) {
        const bool strong = row[column].mark == Cell::Mark::conclusive;
        const std::string text = text_of(numeric ? unbroken(row[column].text) : row[column].text);
        room.cells.push_back(width_em(text, strong));
        room.least = std::max(room.least, widest_word(text, strong));
        room.full = std::max(room.full, room.cells.back());
    }
    room.full = std::max(room.full, room.least);
    return room;
}

// About how many lines the table takes: each row as many as its fullest cell.
double lines(const std::vector<Room>& rooms, const std::vector<double>& widths) {
    double sum = 0;
    for (std::size_t row = 0; row < rooms.front().cells.size(); ++row) {
        double most = 1;
        for (std::size_t c = 0; c < rooms.size(); ++c) most = std::max(most, rooms[c].cells[row] / widths[c]);
        sum += most;
    }
    return sum;
}

// Hands out what is left, an em at a time, to the column whose growth saves the most lines;
// where none saves any, to the one furthest from holding its cells on one line.
std::vector<double> shared_out(const std::vector<Room>& rooms, double left) {
    std::vector<double> widths;
    for (const Room& room : rooms) widths.push_back(room.least);
    constexpr double same = 1e-9;
    for (; left > 0; left -= 1) {
        const double now = lines(rooms, widths);
        std::size_t best = rooms.size();
        double saved = 0, lack = 0;
        for (std::size_t c = 0; c < rooms.size(); ++c) {
            const double lacks = rooms[c].full - widths[c];
            if (lacks <= 0) continue;
            widths[c] += 1;
            const double saves = now - lines(rooms, widths);
            widths[c] -= 1;
            if (saves > saved + same || (saves > saved - same && lacks > lack)) {
                best = c;
                saved = saves;
                lack = lacks;
            }
        }
        if (best == rooms.size()) break;
        widths[best] += std::min({1.0, left, rooms[best].full - widths[best]});
    }
    return widths;
}

double sum(const std::vector<Room>& rooms, double Room::*what) {
    return std::accumulate(rooms.begin(), rooms.end(), 0.0,
                           [what](double sum, const Room& room) { return sum + room.*what; });
}

}  // namespace

std::string typst_heading(std::string_view heading) {
    std::string kept;
    int depth = 0;
    for (const char c : heading) {
        depth += (c == '(') - (c == ')');
        kept += c == ' ' && depth > 0 ? std::string{"\u00A0"} : std::string{c};
    }
    return kept;
}

TypstFit typst_fit(const Sheet& sheet) {
    std::vector<Room> rooms;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) rooms.push_back(room_of(sheet, c));
    const double usual = sheet.compact ? compact_pt : normal_pt;
    const double width = text_width_pt - padding_pt * static_cast<double>(rooms.size());

    TypstFit fit;
    const double full = sum(rooms, &Room::full), least = sum(rooms, &Room::least);
    fit.size_pt = full * (usual - smaller_pt) <= width
                      ? std::min(usual, width / full)
                      : std::clamp(width / least, smallest_pt, usual - smaller_pt);
    const std::vector<double> widths = shared_out(rooms, width / fit.size_pt - least);
    for (const double em : widths) fit.shares.push_back(em * fit.size_pt + padding_pt);
    // A table that needs less than half of the page stays narrow: its numbers beside their words.
    const double used = std::accumulate(fit.shares.begin(), fit.shares.end(), 0.0);
    constexpr double narrow = 0.5, air = 1.25;
    fit.width_pt = used * air < narrow * text_width_pt ? used * air : text_width_pt;
    return fit;
}

}  // namespace atalaya::render
