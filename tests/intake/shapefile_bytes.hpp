// The bytes of a small shapefile, and a zip of them.
#pragma once

#include <gtest/gtest.h>
#include <zip.h>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "support.hpp"

namespace atalaya::intake {

inline std::string little(std::uint64_t number, std::size_t bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(number >> (8 * i));
    return out;
}
inline std::string big(std::uint32_t number) {
    const std::string turned = little(number, 4);
    return {turned.rbegin(), turned.rend()};
}
inline std::string little_number(double number) {
    std::string out(8, '\0');
    std::memcpy(out.data(), &number, 8);
    return out;
}

// .shp of the contents of its records, which begin with their type.
inline std::string shp_of(std::uint32_t type, const std::vector<std::string>& contents) {
    std::string records;
    for (std::size_t i = 0; i < contents.size(); ++i) {
        records += big(static_cast<std::uint32_t>(i + 1)) +
                   big(static_cast<std::uint32_t>(contents[i].size() / 2)) + contents[i];
    }
    return big(9994) + std::string(20, '\0') + big(static_cast<std::uint32_t>((100 + records.size()) / 2)) +
           little(1000, 4) + little(type, 4) + std::string(64, '\0') + records;
}
// .shx that gives where records of a .shp begin.
inline std::string shx_of(std::uint32_t type,
                          const std::vector<std::pair<std::size_t, std::size_t>>& at_and_size) {
    std::string records;
    for (const auto& [at, size] : at_and_size)
        records += big(static_cast<std::uint32_t>(at / 2)) + big(static_cast<std::uint32_t>(size / 2));
    std::string head = shp_of(type, {}).substr(0, 100);
    head.replace(24, 4, big(static_cast<std::uint32_t>((100 + records.size()) / 2)));
    return head + records;
}

inline std::string null_record() {
    return little(0, 4);
}
inline std::string point_record(double x, double y, std::uint32_t type = 1) {
    const std::string more = type == 11   ? little_number(120) + little_number(-1e39)
                             : type == 21 ? little_number(3)
                                          : "";
    return little(type, 4) + little_number(x) + little_number(y) + more;
}
using Corners = std::vector<std::pair<double, double>>;
inline std::string polygon_record(const std::vector<Corners>& rings, std::uint32_t type = 5) {
    std::string parts, points;
    std::size_t count = 0;
    for (const auto& ring : rings) {
        parts += little(count, 4);
        count += ring.size();
        for (const auto& [x, y] : ring) points += little_number(x) + little_number(y);
    }
    const std::string more = type == 15 ? std::string(16 + 8 * count, '\x01') : "";
    return little(type, 4) + std::string(32, '\0') + little(rings.size(), 4) + little(count, 4) + parts +
           points + more;
}
// Clockwise, as outer rings turn; `hole` the other way.
inline Corners ring(double west, double south, double east, double north, bool hole = false) {
    Corners corners{{west, south}, {west, north}, {east, north}, {east, south}, {west, south}};
    if (hole) corners = {corners.rbegin(), corners.rend()};
    return corners;
}

struct DbfField {
    std::string name;
    char type;
    std::size_t length;
};
// A row's first cell "*" marks it deleted.
inline std::string dbf_of(const std::vector<DbfField>& fields,
                          const std::vector<std::vector<std::string>>& rows) {
    std::string head, body;
    std::size_t length = 1;
    for (const auto& field : fields) {
        std::string one(32, '\0');
        one.replace(0, field.name.size(), field.name);
        one[11] = field.type;
        one[16] = static_cast<char>(field.length);
        head += one;
        length += field.length;
    }
    for (const auto& row : rows) {
        const bool deleted = row.size() > fields.size();
        body += deleted ? '*' : ' ';
        for (std::size_t i = 0; i < fields.size(); ++i) {
            std::string cell = row[i + (deleted ? 1 : 0)];
            cell.resize(fields[i].length, ' ');
            body += cell;
        }
    }
    return "\x03" + std::string("\x14\x01\x01", 3) + little(rows.size(), 4) +
           little(32 + head.size() + 1, 2) + little(length, 2) + std::string(20, '\0') + head + "\r" + body +
           "\x1A";
}

inline const std::string degrees_prj =
    R"(GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";

using Members = std::vector<std::pair<std::string, std::string>>;

inline std::string zip_of(const Members& members) {
    const Folder folder;
    const auto path = folder.path() / "x.zip";
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, &error);
    for (const auto& [name, text] : members) {
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return text_of(path);
}

}  // namespace atalaya::intake
