#include "render/typst_fit.hpp"

#include <algorithm>
#include <numeric>

#include "core/text.hpp"

namespace atalaya::render {

namespace {

constexpr double text_width_pt = (210 - 2 * 17) / 25.4 * 72;  // between the margins of typst_style
constexpr double padding_pt = 7;                              // left and right of a cell, and a little air
constexpr double normal_pt = 8.3, compact_pt = 7.6, smaller_pt = 0.9, smallest_pt = 6.4;

// In em; figures are tabular.
double width_of_byte(unsigned char c) {
    if (c >= '0' && c <= '9') return 0.64;
    if (c == ' ') return 0.28;
    if (c >= 'A' && c <= 'Z') return 0.68;
    if (c >= 0x80 && c < 0xC0) return 0;  // the rest of a letter of several bytes
    switch (c) {
        case '%': return 0.92;
        case 'm':
        case 'w': return 0.86;
        case 'i':
        case 'j':
        case 'l':
        case '.':
        case ',':
        case ':':
        case ';':
        case '\'': return 0.38;
        default: return 0.58;
    }
}

double width_em(std::string_view text) {
    return std::accumulate(text.begin(), text.end(), 0.0,
                           [](double sum, char c) { return sum + width_of_byte(static_cast<unsigned char>(c)); });
}

double widest_word(std::string_view text) {
    double widest = 0;
    for (const std::string_view word : split(text, ' ')) widest = std::max(widest, width_em(word));
    return widest;
}

// What a column must have, and what it would like.
struct Room {
    double least = 1.5, full = 1.5;
};

Room room_of(const Sheet& sheet, std::size_t column) {
    constexpr double bold = 1.06, text_breaks_after = 15;
    const bool numeric = sheet.columns[column].numeric;
    Room room;
    room.least = std::max(room.least, bold * widest_word(sheet.columns[column].heading));
    for (const auto& row : sheet.rows) {
        const double strong = row[column].mark == Cell::Mark::conclusive ? bold : 1;
        const std::string text = text_of(numeric ? unbroken(row[column].text) : row[column].text);
        const double whole = strong * width_em(text);
        room.least = std::max(room.least, strong * widest_word(text));
        room.full = std::max(room.full, numeric ? whole : std::min(whole, text_breaks_after));
    }
    room.full = std::max(room.full, room.least);
    return room;
}

double sum(const std::vector<Room>& rooms, double Room::* what) {
    return std::accumulate(rooms.begin(), rooms.end(), 0.0, [what](double sum, const Room& room) { return sum + room.*what; });
}

}  // namespace

TypstFit typst_fit(const Sheet& sheet) {
    std::vector<Room> rooms;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) rooms.push_back(room_of(sheet, c));
    const double usual = sheet.compact ? compact_pt : normal_pt;
    const double width = text_width_pt - padding_pt * static_cast<double>(rooms.size());

    TypstFit fit;
    double granted = 1;  // of what the columns of text would like beyond what they must have
    if (sum(rooms, &Room::full) * (usual - smaller_pt) <= width) {
        fit.size_pt = std::min(usual, width / sum(rooms, &Room::full));
    } else {
        for (std::size_t c = 0; c < rooms.size(); ++c) {
            if (sheet.columns[c].numeric) rooms[c].full = rooms[c].least;
        }
        const double least = sum(rooms, &Room::least), wished = sum(rooms, &Room::full) - least;
        fit.size_pt = std::clamp(width / least, smallest_pt, usual - smaller_pt);
        granted = wished > 0 ? std::clamp((width / fit.size_pt - least) / wished, 0.0, 1.0) : 0;
    }
    for (const Room& room : rooms) {
        fit.shares.push_back((room.least + granted * (room.full - room.least)) * fit.size_pt + padding_pt);
    }
    return fit;
}

}  // namespace atalaya::render
