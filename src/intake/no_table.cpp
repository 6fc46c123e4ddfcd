#include "intake/no_table.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t looked_at = 4096;

std::string shown(std::string_view text) {
    std::string shown;
    for (const char c : text.substr(0, 60))
        shown += static_cast<unsigned char>(c) >= 0x20 && c != '\x7F' ? c : '.';
    return is_utf8(shown) ? shown : utf8_from_latin1(shown);
}

// The program that packed it, where it is none of those that are unpacked on reading; "" none.
std::string_view packed_by(std::string_view beginning) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known{
        {{"BZh", "bzip2"},
         {"\xFD"
          "7zXZ",
          "xz"},
         {"\x28\xB5\x2F\xFD", "zstd"},
         {"7z\xBC\xAF\x27\x1C", "7-Zip"},
         {"Rar!\x1A\x07", "RAR"},
         {"\x04\x22\x4D\x18", "lz4"}}};
    const auto found =
        std::ranges::find_if(known, [&](const auto& one) { return beginning.starts_with(one.first); });
    return found == known.end() ? std::string_view{} : found->second;
}

}  // namespace

void refuse_what_is_no_table(std::string_view beginning, const std::string& file) {
    const auto is = [&](std::string_view magic) { return beginning.starts_with(magic); };
    const auto refuse = [](const Message& why) { throw Error{Fault::bad_input, why}; };
    const Message expected = message("{}: expected a table of separated values; ", file);
    if (is("%PDF"))
        refuse(message(
            "{}found a PDF. Where its text can be marked with the mouse, describe it with type = \"pdf\" and "
            "header_at (docs/manual/paper-and-pdf.md); of a picture, ask for the table itself or type it: "
            "atalaya source grid.",
            expected));
    if (is("\xD0\xCF\x11\xE0"))
        refuse(message("{}found an old Excel workbook (.xls). Save it as .xlsx or CSV.", expected));
    const bool heic = beginning.size() > 12 && beginning.substr(4, 4) == "ftyp";
    if (is("\xFF\xD8\xFF") || is("\x89PNG") || is("II*") || is(std::string_view{"MM\0*", 4}) || heic)
        refuse(
            message("{}found a picture, and nothing is read from those. Describe its sheet as a workbook "
                    "with [totals] closes = "
                    "\"required\", type it into the grid of atalaya source grid, and hand both over: atalaya "
                    "ingest GRID.xlsx "
                    "--picture {} (docs/manual/paper-and-pdf.md).",
                    expected, file));
    if (const auto packer = packed_by(beginning); !packer.empty())
        refuse(
            message("{}found a file that was packed ({}). Unpack it and hand over what is in it, as it is or "
                    "as a zip.",
                    expected, packer));
    if (is("PAR1")) refuse(message("{}found Parquet. Say type = \"parquet\" in [format].", expected));
    if (is("<!DOCTYPE") || is("<html") || is("<!doctype"))
        refuse(message("{}found a web page. The address may have changed.", expected));
}

void refuse_binary(std::string_view beginning, const std::string& file) {
    const std::string_view first = beginning.substr(0, looked_at);
    const auto nuls = [](std::string_view text) { return std::count(text.begin(), text.end(), '\0'); };
    if (nuls(first.substr(0, first.find_first_of("\r\n"))) == 0 && nuls(first) < 8) return;
    throw Error{Fault::bad_input,
                message("{}found binary data beginning with \"{}\".",
                        message("{}: expected a table of separated values; ", file), shown(beginning))};
}

void refuse_at_first_sight(const Source& source, const OpenFile& file) {
    if (source.format.type != FileType::csv || source.format.encoding == Encoding::utf16) return;
    if (packing_of(file) != Packing::plain) return;
    std::string bytes(std::min<std::uint64_t>(file.size(), longest_record + 1), '\0');
    const auto got = ::pread(file.descriptor(), bytes.data(), bytes.size(), 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    std::string_view marked = bytes;
    if (marked.starts_with("\xEF\xBB\xBF")) marked.remove_prefix(3);
    if (marked.starts_with("\xFF\xFE") || marked.starts_with("\xFE\xFF"))
        return;  // the reader says what to do
    refuse_what_is_no_table(bytes, file.name());
    refuse_binary(bytes, file.name());
    if (bytes.size() > longest_record && bytes.find_first_of("\r\n") == std::string::npos)
        throw Error{Fault::bad_input,
                    message("{}: the first line does not end within {} KiB. This is no table of facts.",
                            file.name(), longest_record >> 10)};
}

}  // namespace atalaya::intake
