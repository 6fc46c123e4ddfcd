#include "intake/zip_member.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/text.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

namespace {

bool is_hidden(std::string_view path) {
    if (path.starts_with("__MACOSX/")) return true;
    const auto name = path.substr(path.rfind('/') + 1);
    return name.starts_with('.') || name == "Thumbs.db" || name == "desktop.ini";
}

// By its name, in Spanish, Portuguese and English.
bool is_for_people(std::string_view path) {
    static constexpr std::array<std::string_view, 15> documents{".pdf", ".doc", ".docx", ".odt", ".rtf",
                                                                ".md",  ".htm", ".html", ".url", ".lnk",
                                                                ".png", ".jpg", ".jpeg", ".gif", ".svg"};
    static constexpr std::array<std::string_view, 10> notes{
        "leeme", "leame", "leer", "leia", "readme", "read_me", "licen", "aviso", "terminos", "termos"};
    const std::string name = folded(path.substr(path.rfind('/') + 1));
    const auto ends = [&](std::string_view end) { return name.ends_with(end); };
    const auto begins = [&](std::string_view word) { return name.starts_with(word); };
    if (std::any_of(documents.begin(), documents.end(), ends)) return true;
    const bool text = name.ends_with(".txt") || name.find('.') == std::string::npos;
    return text && std::any_of(notes.begin(), notes.end(), begins);
}

}  // namespace

bool is_meant(std::string_view member, std::string_view path) {
    if (member.find('/') == std::string_view::npos) path = path.substr(path.rfind('/') + 1);
    return matches(member, path);
}

std::vector<std::size_t> tables_among(const std::vector<std::string>& names) {
    std::vector<std::size_t> files, tables;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty() || names[i].ends_with('/')) continue;
        files.push_back(i);
        if (!is_hidden(names[i]) && !is_for_people(names[i])) tables.push_back(i);
    }
    return tables.empty() ? files : tables;
}

}  // namespace atalaya::intake
