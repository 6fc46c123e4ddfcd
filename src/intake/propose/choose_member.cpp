#include "intake/propose/choose_member.hpp"

#include <algorithm>
#include <vector>

#include "core/text.hpp"
#include "intake/propose/file_glob.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t most_named = 6;

std::string last_part(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

// Signs of a glob, line ends and bytes that are no UTF-8 as "?".
std::string in_a_descriptor(std::string path) {
    const bool text = is_utf8(path);
    for (auto& c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '*' || byte < 0x20 || byte == 0x7F || (!text && byte >= 0x80)) c = '?';
    }
    return path;
}

// Next month's zip has other names in it; then the whole path, which no other has.
std::string glob_of(const ZipTable& table, std::span<const ZipTable> tables) {
    const std::string path = in_a_descriptor(table.path);
    std::string series = glob_of_series(last_part(path));
    if (series.ends_with('*')) series.pop_back();  // of a packing, which members have not
    for (const auto& glob : {series, last_part(path)}) {
        const auto meant = std::count_if(tables.begin(), tables.end(),
                                         [&](const ZipTable& other) { return is_meant(glob, other.path); });
        if (meant == 1 && is_meant(glob, table.path)) return glob;
    }
    return path;
}

}  // namespace

Judged<std::string> choose_member(std::span<const ZipTable> tables) {
    if (tables.size() < 2) return {};
    const auto largest = std::max_element(
        tables.begin(), tables.end(), [](const ZipTable& a, const ZipTable& b) { return a.bytes < b.bytes; });
    std::vector<std::string> others;
    for (const auto& table : tables)
        if (&table != &*largest && others.size() < most_named) others.push_back(in_a_descriptor(table.path));
    if (tables.size() - 1 > most_named) others.emplace_back("…");
    return {glob_of(*largest, tables), 60, message("the largest of {} tables in the zip", tables.size()),
            message("Is \"{}\" the table? The zip holds others: {}. A source that reads one of them says "
                    "beside = \"ID\" of this one in place of files, and its own member.",
                    in_a_descriptor(largest->path), join(others, ", "))};
}

}  // namespace atalaya::intake
