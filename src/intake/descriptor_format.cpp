#include "intake/descriptor_format.hpp"

#include <algorithm>
#include <array>

#include "intake/number_between.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;

// In the order of Encoding.
constexpr std::array<std::string_view, 8> encoding_names{"utf-8", "latin-1", "windows-1252", "utf-16",
                                                         "mixed", "cp850",   "utf-8-twice",  "macintosh"};

}  // namespace

Format format_of(TomlTable table) {
    static const Texts types{"csv", "xlsx", "geojson", "parquet", "shapefile", "json", "pdf"},
        decimals{".", ","}, encodings{encoding_names.begin(), encoding_names.end()};
    Format format;
    const std::string type = table.one_of("type", types);
    format.type = static_cast<FileType>(std::find(types.begin(), types.end(), type) - types.begin());
    const std::string encoding = table.one_of("encoding", encodings, "utf-8");
    format.encoding =
        static_cast<Encoding>(std::find(encodings.begin(), encodings.end(), encoding) - encodings.begin());
    format.decimal = table.one_of("decimal", decimals, ".").front();
    const std::string separator = table.text("separator", "auto");
    const bool means_else = separator.find_first_of(std::string_view{"\"\r\n\0", 4}) != std::string::npos;
    if (separator != "auto" && (separator.size() != 1 || means_else)) {
        table.refuse("separator",
                     message("\"separator\" should be \"auto\" or one character; found \"{}\".", separator));
    }
    format.separator = separator == "auto" ? '\0' : separator.front();
    format.header_row = number_between(table, "header_row", 1, 1, 1000);
    format.header_rows = number_between(table, "header_rows", 1, 1, 10);
    format.sheet = table.text("sheet", "");
    const FileType in_zip[] = {FileType::csv, FileType::json, FileType::geojson};
    if (std::find(std::begin(in_zip), std::end(in_zip), format.type) != std::end(in_zip))
        format.member = table.text("member", "");
    else if (table.has("member"))
        table.refuse("member",
                     message("\"member\" is of zips of csv, json or geojson; \"type\" is \"{}\".", type));
    format.missing = table.optional_texts("missing");
    format.ends_at_blank = table.text("ends_at_blank", "");
    format.sheets = table.optional_texts("sheets");
    format.header_at = table.text("header_at", "");
    format.fill = table.optional_texts("fill");
    if (format.type == FileType::pdf && format.header_at.empty()) {
        table.refuse("header_at",
                     message("\"header_at\" should say a cell of the head's first row: a PDF has "
                             "no row numbers to know it by."));
    }
    table.done();
    return format;
}

std::string_view name_of(Encoding encoding) {
    return encoding_names[static_cast<std::size_t>(encoding)];
}

}  // namespace atalaya::intake
