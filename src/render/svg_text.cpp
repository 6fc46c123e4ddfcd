#include "render/svg_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text.hpp"

namespace atalaya::render {

namespace {

constexpr double units_per_em = 2000;

// Advance widths of Public Sans 2.001 (hmtx table), U+0020-007E then U+00A0-00FF. All
// ten digits have that of the widest, so that a text is never wider than is said here.
using Widths = std::array<std::uint16_t, 191>;

constexpr Widths regular = {
    486,  502,  851,  1206, 1317, 1808, 1417, 496,  605,  618,  788,  1109, 483,  755,  450,  701,
    1295, 1295, 1295, 1295, 1295, 1295, 1295, 1295, 1295, 1295, 451,  480,  1091, 1109, 1091, 1042,
    1662, 1420, 1341, 1377, 1387, 1241, 1188, 1466, 1532, 566,  777,  1364, 1155, 1771, 1508, 1468,
    1273, 1495, 1353, 1340, 1187, 1401, 1345, 1907, 1376, 1214, 1274, 606,  701,  606,  946,  1035,
    437,  1106, 1193, 1087, 1193, 1133, 792,  1245, 1153, 495,  525,  1123, 606,  1730, 1154, 1131,
    1191, 1191, 782,  1012, 778,  1161, 1009, 1560, 1129, 1070, 961,  655,  526,  664,  1136, 486,
    503,  1085, 1226, 1079, 1223, 526,  981,  591,  1634, 818,  909,  1109, 755,  1078, 656,  926,
    1109, 734,  803,  437,  1171, 1118, 459,  462,  479,  812,  957,  1583, 1733, 1837, 1036, 1420,
    1420, 1420, 1420, 1420, 1420, 1949, 1377, 1241, 1241, 1241, 1241, 566,  566,  566,  566,  1414,
    1508, 1468, 1468, 1468, 1468, 1468, 1080, 1501, 1401, 1401, 1401, 1401, 1214, 1301, 1179, 1106,
    1106, 1106, 1106, 1106, 1106, 1828, 1087, 1133, 1133, 1133, 1133, 484,  484,  484,  603,  1131,
    1154, 1131, 1131, 1131, 1131, 1131, 1109, 1172, 1161, 1161, 1161, 1161, 1070, 1179, 1070,
};

constexpr Widths semibold = {
    467,  536,  910,  1220, 1341, 1846, 1499, 510,  639,  648,  874,  1146, 521,  772,  499,  735,
    1321, 1321, 1321, 1321, 1321, 1321, 1321, 1321, 1321, 1321, 499,  522,  1126, 1146, 1126, 1057,
    1658, 1438, 1356, 1409, 1416, 1257, 1209, 1494, 1536, 593,  791,  1402, 1155, 1806, 1539, 1497,
    1290, 1523, 1374, 1364, 1212, 1427, 1379, 1923, 1408, 1280, 1309, 643,  735,  643,  958,  1073,
    486,  1120, 1206, 1091, 1206, 1144, 793,  1252, 1170, 516,  553,  1143, 634,  1763, 1171, 1142,
    1204, 1204, 805,  1035, 808,  1177, 1026, 1569, 1154, 1101, 978,  717,  532,  720,  1184, 467,
    537,  1105, 1264, 1121, 1275, 532,  1005, 685,  1649, 816,  958,  1146, 772,  1093, 727,  938,
    1146, 761,  829,  486,  1191, 1162, 491,  508,  498,  809,  992,  1626, 1771, 1881, 1064, 1438,
    1438, 1438, 1438, 1438, 1438, 2020, 1409, 1257, 1257, 1257, 1257, 593,  593,  593,  593,  1460,
    1539, 1497, 1497, 1497, 1497, 1497, 1120, 1529, 1427, 1427, 1427, 1427, 1280, 1334, 1220, 1120,
    1120, 1120, 1120, 1120, 1120, 1827, 1091, 1144, 1144, 1144, 1144, 509,  509,  509,  693,  1142,
    1171, 1142, 1142, 1142, 1142, 1142, 1146, 1200, 1177, 1177, 1177, 1177, 1101, 1195, 1101,
};

double advance(char32_t c, bool strong) {
    const Widths& widths = strong ? semibold : regular;
    if (c >= 0x20 && c < 0x7F) return widths[c - 0x20];
    if (c >= 0xA0 && c < 0x100) return widths[c - 0xA0 + 95];
    switch (c) {
        case 0x2013:
        case 0x2212: return 1160;  // en dash, minus
        case 0x2026: return 1680;  // ellipsis
        case 0x2018:
        case 0x2019: return 510;  // single quotes
        case 0x201C:
        case 0x201D: return 910;   // double quotes
        case 0x2020: return 1150;  // dagger
        case 0x202F: return 480;   // narrow no-break space
        case 0x2014: return 2270;  // em dash
        default: return 1500;      // from another font: wide enough for any
    }
}

// Walks the characters of valid UTF-8.
template <class Visit>
void for_characters(std::string_view utf8, Visit visit) {
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t c = bytes == 1 ? lead : lead & (0x7Fu >> bytes);
        for (std::size_t k = 1; k < bytes && i + k < utf8.size(); ++k) {
            c = (c << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3Fu);
        }
        if (!visit(c, i)) return;
        i += bytes;
    }
}

}  // namespace

double text_width(std::string_view utf8, double size, bool strong) {
    double width = 0;
    for_characters(utf8, [&](char32_t c, std::size_t) {
        width += advance(c, strong);
        return true;
    });
    return width * size / units_per_em;
}

std::string shortened(std::string_view utf8, double width, double size, bool strong) {
    if (text_width(utf8, size, strong) <= width) return std::string{utf8};
    const double room = width - text_width("…", size, strong);
    double used = 0;
    std::size_t kept = 0;
    for_characters(utf8, [&](char32_t c, std::size_t at) {
        kept = at;
        used += advance(c, strong) * size / units_per_em;
        return used <= room;
    });
    if (kept == 0) return {};
    return std::string{trimmed(utf8.substr(0, kept))} + "…";
}

std::vector<std::string> in_lines(std::string_view utf8, int lines, double size, bool strong) {
    std::vector<std::string> words;
    for (const std::string_view word : split(utf8, ' ')) {
        if (!word.empty()) words.emplace_back(word);
    }
    const auto count = static_cast<std::size_t>(lines);
    if (lines < 1 || words.size() < count) return {};
    if (lines == 1) return {join(words, " ")};

    // The first line takes each number of words in turn; the rest is the same question with a line less.
    std::vector<std::string> best;
    double least = 0;
    for (std::size_t first = 1; first + count - 1 <= words.size(); ++first) {
        const std::vector<std::string> head(words.begin(),
                                            words.begin() + static_cast<std::ptrdiff_t>(first));
        const std::vector<std::string> tail(words.begin() + static_cast<std::ptrdiff_t>(first), words.end());
        std::vector<std::string> here = in_lines(join(tail, " "), lines - 1, size, strong);
        here.insert(here.begin(), join(head, " "));
        const double width = widest(here, size, strong);
        if (best.empty() || width < least) best = std::move(here), least = width;
    }
    return best;
}

double widest(const std::vector<std::string>& texts, double size, bool strong) {
    double width = 0;
    for (const std::string& text : texts) width = std::max(width, text_width(text, size, strong));
    return width;
}

}  // namespace atalaya::render
