#include "intake/listed_rows.hpp"

#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"

namespace atalaya::intake {

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::vector<std::string>> rows_under(const std::filesystem::path& path,
                                                 const std::vector<std::string>& head) {
    const std::string text = read_text(path);
    if (!is_utf8(text))
        throw Error{Fault::bad_input, message("{}: expected UTF-8; save it again as UTF-8.", path.string())};
    auto rows = csv_rows(text, ',');
    if (rows.empty() || rows.front() != head) {
        throw Error{Fault::bad_input,
                    message("{}:1: expected the head {}; found {}.", path.string(), join(head, ","),
                            rows.empty() ? message("nothing") : verbatim(join(rows.front(), ",")))};
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].size() == head.size()) continue;
        throw Error{
            Fault::bad_input,
            message("{}:{}: expected {} cells; found {}. A comma inside a text needs quotes around it.",
                    path.string(), i + 1, head.size(), rows[i].size())};
    }
    rows.erase(rows.begin());
    return rows;
}

bool has_head(const std::filesystem::path& path, const std::vector<std::string>& head) {
    const std::string text = read_text(path);
    const auto rows = csv_rows(std::string_view{text}.substr(0, text.find_first_of("\r\n")), ',');
    return !rows.empty() && rows.front() == head;
}

std::vector<std::string> parts_of(const std::string& cell) {
    std::vector<std::string> out;
    for (const auto part : split(cell, '|')) {
        if (!trimmed(part).empty()) out.emplace_back(trimmed(part));
    }
    return out;
}

}  // namespace atalaya::intake
