#include "intake/propose/toml_text.hpp"

#include <fstream>

#include "core/error.hpp"

namespace atalaya::intake {

namespace fs = std::filesystem;

// JSON's escapes are TOML's too, but for the control characters that JSON cuts short. Those of U+0080 to U+009F need
// none, but nobody sees them: they are what Latin-1 read as UTF-8, or UTF-8 written twice, leaves in a name.
std::string toml_quoted(std::string_view text) {
    const auto code = [](unsigned char byte) {
        return std::string{"\\u00"} + "0123456789ABCDEF"[byte >> 4] + "0123456789ABCDEF"[byte & 15];
    };
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const auto byte = static_cast<unsigned char>(c);
        const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
        if (byte == 0xC2 && next >= 0x80 && next < 0xA0)
            out += code(static_cast<unsigned char>(next)), ++at;
        else if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (c == '\t')
            out += "\\t";
        else if (byte < 0x20 || byte == 0x7F)
            out += code(byte);
        else
            out += c;
    }
    return out + "\"";
}

std::string in_one_line(std::string text) {
    for (auto& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == '\x7F') c = ' ';
    return text;
}

void refuse_what_is_there(const fs::path& file) {
    if (fs::exists(file))
        throw Error{Fault::conflict,
                    message("{} is already there. Name a folder that is not, or take it away.", file)};
}

void write_text(const fs::path& path, const std::string& text) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed)
        throw Error{Fault::bad_input,
                    message("{} could not be made: {}.", path.parent_path(), failed.message())};
    std::ofstream file{path, std::ios::binary};
    file << text;
    file.close();
    if (!file) throw Error{Fault::no_space, message("{} could not be written.", path)};
}

}  // namespace atalaya::intake
