#include "intake/propose/open_fields.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/propose/write.hpp"
#include "intake/toml_places.hpp"

namespace atalaya::intake {

namespace fs = std::filesystem;

namespace {

std::string text_in(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

Message language_of(std::string_view ending) {
    return ending == "es" ? message("Spanish") : ending == "pt" ? message("Portuguese") : message("English");
}

Message expected_in_codes(std::string_view column) {
    if (column == "es" || column == "pt" || column == "en")
        return message("what this kind of fact is called in {}", language_of(column));
    return message("a value; sources/README.md says which there are");
}

Message expected_at(const std::string& key) {
    const auto dot = key.rfind('.');
    const std::string last = dot == std::string::npos ? key : key.substr(dot + 1);
    if (key.starts_with("name.")) return message("the name of the source in {}", language_of(last));
    if (key == "publisher") return message("the institution that publishes it");
    if (key == "url") return message("the address where it is fetched, or who hands it over");
    if (key == "licence") return message("its terms of use, as the publisher writes them");
    if (last == "institution")
        return message("the institution to write to when no file comes, and its post where it is known");
    if (key == "shape.layer") return message("the id of a layer of the city");
    if (last == "column" || last == "columns" || key.starts_with("shape.") || key.starts_with("places."))
        return message("the name of a column of the file");
    return message("a value; sources/README.md says which there are");
}

// The line of each record: cells may hold line ends.
void add_of_codes(const fs::path& file, std::vector<OpenField>& out) {
    const std::string text = text_in(file);
    std::vector<std::string> head;
    CsvRecord record{','};
    std::int64_t line = 1;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = record.read(text, at);
        const auto cells = record.cells();
        if (head.empty())
            head.assign(cells.begin(), cells.end());
        else
            for (std::size_t i = 0; i < std::min(cells.size(), head.size()); ++i)
                if (cells[i] == to_fill_in)
                    out.push_back({file.filename().string(), line, head[i], expected_in_codes(head[i])});
        line += std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                           text.begin() + static_cast<std::ptrdiff_t>(next), '\n');
        at = next;
    }
}

}  // namespace

std::vector<OpenField> open_fields(const fs::path& folder) {
    std::vector<OpenField> out;
    if (const auto file = folder / "source.toml"; fs::exists(file))
        for (auto& [key, line] : toml_places(file, to_fill_in)) {
            auto expected = expected_at(key);
            out.push_back({"source.toml", line, std::move(key), std::move(expected)});
        }
    add_of_codes(folder / "codes.csv", out);
    return out;
}

std::vector<OpenQuestion> open_questions(const fs::path& folder) {
    static constexpr std::array<std::string_view, 3> asked{"PREGUNTA: ", "PERGUNTA: ", "QUESTION: "};
    std::vector<OpenQuestion> out;
    for (const char* name : {"source.toml", "codes.csv"}) {
        std::ifstream in{folder / name};
        std::int64_t number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            const bool comment = name != std::string_view{"source.toml"} || trimmed(line).starts_with('#');
            if (comment && std::any_of(asked.begin(), asked.end(), [&](std::string_view word) {
                    return line.find(word) != std::string::npos;
                }))
                out.push_back({name, number});
        }
    }
    return out;
}

}  // namespace atalaya::intake
