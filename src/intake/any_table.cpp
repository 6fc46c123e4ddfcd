#include "intake/any_table.hpp"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/nearest.hpp"
#include "intake/no_table.hpp"
#include "intake/packing.hpp"
#include "intake/propose/encoding.hpp"
#include "intake/propose/look.hpp"
#include "intake/propose/look_workbook.hpp"
#include "intake/record_blocks.hpp"
#include "intake/rows.hpp"
#include "intake/sandbox.hpp"
#include "intake/shapefile.hpp"
#include "intake/sheet_rows.hpp"
#include "stats/spatial/weights.hpp"

namespace atalaya::intake {

namespace {

struct TextsPart final : Part {
    std::vector<std::vector<std::string>> columns;
    bool separated = false;  // a cell is known by its place alone
    std::size_t rows = 0;    // torn ones too
    std::vector<TornRow> torn;

    bool row(std::span<const std::string_view> cells, Quotes) override {
        ++rows;
        const auto says = [](std::string_view cell) { return !trimmed(cell).empty(); };
        const auto beyond =
            cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells.size(), columns.size()));
        if (separated && std::any_of(beyond, cells.end(), says)) {
            torn.push_back({rows, cells.size()});
            return true;
        }
        for (std::size_t i = 0; i < columns.size(); ++i)
            columns[i].emplace_back(i < cells.size() ? trimmed(cells[i]) : std::string_view{});
        return true;
    }
};

class TextsTaker final : public RowConsumer {
  public:
    TextsTaker(AnyTable& table, bool separated) : table_{table}, separated_{separated} {}
    void head(const std::vector<std::string>& columns) override {
        for (const auto& word : columns) table_.head.emplace_back(trimmed(word));
        table_.columns.resize(columns.size());
    }
    std::unique_ptr<Part> new_part() override {
        auto part = std::make_unique<TextsPart>();
        part->columns.resize(table_.head.size());
        part->separated = separated_;
        return part;
    }
    void take(std::unique_ptr<Part> part, double) override {
        auto& taken = static_cast<TextsPart&>(*part);
        for (auto [row, cells] : taken.torn) table_.torn.push_back({rows_ + row, cells});
        rows_ += taken.rows;
        for (std::size_t i = 0; i < taken.columns.size(); ++i)
            std::move(taken.columns[i].begin(), taken.columns[i].end(),
                      std::back_inserter(table_.columns[i]));
    }

  private:
    AnyTable& table_;
    bool separated_;
    std::size_t rows_ = 0;
};

// In a table of one column a line with nothing on it is a row whose cell is missing; those below the last cell end the
// file. To the reader of deliveries it is no row.
void take_blank_lines(const OpenFile& file, const Format& format, AnyTable& table) {
    constexpr char none = ',';  // no separator is in the head
    const auto stream = unpacked(file);
    RecordBlocks blocks{*stream, format.encoding};
    CsvRecord record{none};
    std::vector<std::string> cells;
    auto& taken = table.columns.front();
    std::size_t blanks = 0, next = 0;
    int lines_of_head = format.header_row;
    for (std::string block = blocks.next(none); !block.empty(); block = blocks.next(none)) {
        for (std::size_t at = 0; at < block.size();) {
            const bool quoted = block[at] == '"';
            at = record.read(block, at);
            if (lines_of_head > 0) {
                --lines_of_head;
                continue;
            }
            if (record.blank() && !quoted) {
                ++blanks;
                continue;
            }
            cells.resize(cells.size() + std::exchange(blanks, 0));
            cells.push_back(record.blank() ? std::string{} : std::move(taken.at(next++)));
        }
    }
    taken = std::move(cells);
}

std::string_view without_mark(std::string_view block) {
    if (block.starts_with("\xEF\xBB\xBF")) block.remove_prefix(3);
    return trimmed(block.substr(0, 4096));
}

FileType type_of(const OpenFile& file) {
    if (is_parquet(file)) return FileType::parquet;
    if (has_shapefile(file)) return FileType::shapefile;
    if (is_workbook(file)) return FileType::xlsx;
    const auto stream = unpacked(file);
    const std::string block = block_of(*stream);
    refuse_what_is_no_table(block, file.name());
    const auto beginning = without_mark(block);
    if (beginning.starts_with('[')) return FileType::json;
    return beginning.starts_with('{') ? FileType::geojson : FileType::csv;
}

Encoding encoding_of(const OpenFile& file, Progress& progress) {
    EncodingWatch watch;
    const auto stream = unpacked(file);
    for (std::string block = block_of(*stream); !block.empty(); block = block_of(*stream)) {
        watch.add(block);
        progress.check_interrupt();
    }
    watch.finish();
    return watch.judged().value;
}

void take_shapes(std::vector<geo::Feature> features, AnyTable& table) {
    const bool drawn = std::any_of(features.begin(), features.end(),
                                   [](const geo::Feature& feature) { return !feature.shape.empty(); });
    if (!drawn) return;
    for (auto& feature : features) table.shapes.push_back(std::move(feature.shape));
}

void drop_blank_positions(AnyTable& table) {
    for (const std::string_view name : {"@lat", "@lon"}) {
        if (table.head.empty() || table.head.back() != name) return;
        const auto& cells = table.columns.back();
        if (std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return !cell.empty(); })) return;
        table.head.pop_back();
        table.columns.pop_back();
    }
}

// The sheet that was asked for, as the workbook writes it.
std::string sheet_of(const OpenFile& file, FileType type, const std::string& sheet) {
    if (sheet.empty()) return sheet;
    if (type != FileType::xlsx)
        throw Error{Fault::usage,
                    message("{}#{}: expected a sheet only of an XLSX workbook; this file has none. Leave out "
                            "\"#{}\"",
                            file.name(), sheet, sheet)};
    const auto names = sheet_names(file);
    for (const auto& name : names)
        if (folded(name) == folded(sheet)) return name;
    throw Error{Fault::bad_input, message("{}#{}: expected a sheet of the workbook, which has {}.{}",
                                          file.name(), sheet, join(names, ", "), did_you_mean(sheet, names))};
}

void check_sheet(const AnyTable& table, const OpenFile& file, const std::string& sheet) {
    if (!table.head.empty()) return;
    const auto names = sheet_names(file);
    throw Error{Fault::bad_input,
                message("{}: expected a head in the first row of the sheet {} and rows below it; there is "
                        "none. Say the sheet that has the table after the file: {}#SHEET; it has {}",
                        file.name(), sheet.empty() && !names.empty() ? names.front() : sheet, file.name(),
                        join(names, ", "))};
}

// An outline that somebody drew has a shape and no property: its features are numbered.
void check_features(AnyTable& table) {
    if (!table.head.empty()) return;
    if (!table.shapes.empty()) {
        table.head = {"feature"};
        table.columns.resize(1);
        for (std::size_t i = 1; i <= table.shapes.size(); ++i) table.columns[0].push_back(std::to_string(i));
        return;
    }
    throw Error{Fault::bad_input, message("{}: expected a GeoJSON with elements in \"features\"; there are "
                                          "none. Export it again, or look at the filter it was made with",
                                          table.file)};
}

void check(const AnyTable& table) {
    if (table.head.empty())
        throw Error{Fault::bad_input,
                    message("{}: expected a head and rows below it; the file is empty", table.file)};
    std::set<std::string> seen;
    for (const auto& word : table.head) {
        if (!seen.insert(word).second)
            throw Error{Fault::bad_input,
                        message("{}: expected a different name for each column; found \"{}\" "
                                "twice in the first row",
                                table.file, word)};
    }
}

// Lines with nothing on them before the head.
int blank_lines_first(const OpenFile& file, Encoding encoding, const AnyTable& table) {
    const auto stream = unpacked(file);
    RecordBlocks blocks{*stream, encoding};
    std::string_view text = blocks.pending();
    if (trimmed(text).empty()) check(table);
    int lines = 0;
    for (auto end = text.find_first_of("\r\n");
         end != std::string_view::npos && trimmed(text.substr(0, end)).empty();
         end = text.find_first_of("\r\n")) {
        text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
        ++lines;
    }
    return lines;
}

// Links of areas as GeoDa and PySAL write them.
void read_gal(const OpenFile& file, AnyTable& table) {
    constexpr std::uint64_t most = 512ull << 20;
    const auto gal = stats::parse_gal(read_all(*unpacked(file), most));
    if (!gal && gal.error().area == 0)
        throw Error{Fault::bad_input,
                    message("{}: expected {} in the first line of a GAL file, \"n\" or \"0 n layer key\"",
                            table.file, gal.error().expected)};
    if (!gal)
        throw Error{Fault::bad_input,
                    message("{}: expected {} in area {} of a GAL file, which has of each its id, how many "
                            "neighbours and their ids",
                            table.file, gal.error().expected, gal.error().area)};
    table.head = {"from", "to"};
    table.columns.resize(2);
    const auto add = [&](std::size_t from, std::size_t to) {
        table.columns[0].push_back(gal->ids[from]);
        table.columns[1].push_back(gal->ids[to]);
    };
    const auto& [first, of] = gal->neighbours;
    for (std::size_t i = 0; i + 1 < first.size(); ++i)
        for (std::uint32_t k = first[i]; k < first[i + 1]; ++k) add(i, of[k]);
    for (const auto area : gal->own) add(area, area);  // a row as another: who reads the table tells of it
}

using System = std::optional<geo::Projection>;

System system_of(const TableReading& how) {
    return how.crs.empty() ? System{} : System{how.crs};
}

AnyTable read(const OpenFile& file, const TableReading& how, const System& from, Progress& progress) {
    AnyTable table;
    table.file = file.name();
    if (file.size() == 0) check(table);
    progress.stage("read " + file.name(), file.size());
    if (folded(file.name()).ends_with(".gal")) {
        sheet_of(file, FileType::csv, how.sheet);
        read_gal(file, table);
        return table;
    }
    Source source;
    source.format.type = type_of(file);
    source.format.sheet = sheet_of(file, source.format.type, how.sheet);
    const bool text = source.format.type == FileType::csv || source.format.type == FileType::geojson ||
                      source.format.type == FileType::json;
    if (text) source.format.encoding = encoding_of(file, progress);
    if (source.format.type == FileType::shapefile) source.format.encoding = Encoding::windows1252;
    source.shape.from = from;
    const bool separated = source.format.type == FileType::csv;
    if (separated) source.format.header_row += blank_lines_first(file, source.format.encoding, table);
    TextsTaker taker{table, separated};
    read_table(source, file, 1, taker, progress);
    if (separated && table.head.size() == 1) {
        if (!table.torn.empty()) refuse_torn(table);
        take_blank_lines(file, source.format, table);
    }
    if (source.format.type == FileType::geojson) {
        take_shapes(geo::read_geojson(read_geojson_text(source, file), from ? &*from : nullptr), table);
        drop_blank_positions(table);
        check_features(table);
    }
    if (source.format.type == FileType::shapefile && look_into_shapefile(file).polygons) {
        auto [features, prj] = read_shapefile_areas(source, file);
        if (from)
            project(features, *from, file.name());
        else
            require_degrees(features, prj, file.name());
        take_shapes(std::move(features), table);
    }
    if (source.format.type == FileType::xlsx) check_sheet(table, file, source.format.sheet);
    check(table);
    for (auto& column : table.columns) {
        for (auto& cell : column)
            if (std::find(how.missing.begin(), how.missing.end(), cell) != how.missing.end()) cell.clear();
    }
    return table;
}

// --- from the child to its parent

void pack(const geo::MultiPolygon& shape, Packer& out) {
    out.number(shape.size());
    for (const auto& polygon : shape) {
        out.number(polygon.size());
        for (const auto& ring : polygon) {
            out.number(ring.size());
            for (const auto& [lon, lat] : ring) {
                out.number(std::bit_cast<std::uint64_t>(lon));
                out.number(std::bit_cast<std::uint64_t>(lat));
            }
        }
    }
}

geo::MultiPolygon unpacked_shape(Unpacker& in) {
    geo::MultiPolygon shape(in.count(8));
    for (auto& polygon : shape) {
        polygon.resize(in.count(8));
        for (auto& ring : polygon) {
            ring.resize(in.count(16));
            for (auto& [lon, lat] : ring) {
                lon = std::bit_cast<double>(in.number());
                lat = std::bit_cast<double>(in.number());
            }
        }
    }
    return shape;
}

void pack(const AnyTable& table, Packer& out) {
    out.number(table.head.size());
    for (const auto& word : table.head) out.text(word);
    for (const auto& column : table.columns) {
        out.number(column.size());
        for (const auto& cell : column) out.text(cell);
    }
    out.number(table.shapes.size());
    for (const auto& shape : table.shapes) pack(shape, out);
    out.number(table.torn.size());
    for (const auto& [row, cells] : table.torn) {
        out.number(row);
        out.number(cells);
    }
}

AnyTable unpacked_table(Unpacker in) {
    AnyTable table;
    table.head.resize(in.count(8));
    for (auto& word : table.head) word = in.text();
    table.columns.resize(table.head.size());
    for (auto& column : table.columns) {
        column.resize(in.count(8));
        for (auto& cell : column) cell = in.text();
        if (column.size() != table.columns.front().size())
            refuse_handover(message("its columns are not of one length"));
    }
    table.shapes.resize(in.count(8));
    for (auto& shape : table.shapes) shape = unpacked_shape(in);
    table.torn.resize(in.count(16));
    for (auto& [row, cells] : table.torn) {
        row = in.number();
        cells = in.number();
    }
    return table;
}

// Every cell is held as a text, and told to the parent once more: some 30 bytes for each of the file, up to half of what
// the machine has. So ten million rows of two columns are read; what a delivery deserves is never less.
Limits table_limits(std::uint64_t file_bytes) {
    Limits limits = limits_for(file_bytes);
    const auto machine = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES))) *
                         static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PAGE_SIZE)));
    limits.memory =
        std::max(limits.memory, std::min((std::uint64_t{1} << 30) + 32 * file_bytes, machine / 2));
    return limits;
}

}  // namespace

void refuse_torn(const AnyTable& table) {
    const auto& [row, cells] = table.torn.front();
    throw Error{
        Fault::bad_input,
        message("{}, data row {}: expected at most as many cells as the head has, {}; found {}. A cell "
                "with the separator within it, such as 12,5, must be between quotes: export it again so, "
                "or with another separator",
                table.file, row, table.head.size(), cells)};
}

AnyTable read_any_table(const std::filesystem::path& path, const TableReading& how, Progress& progress) {
    const OpenFile file{path};
    const System from = system_of(how);
    Limits limits = table_limits(file.size());
    limits.for_engine = is_parquet(file);
    Confined child{limits, {file.descriptor()}, file.name(), [&](Outbox& out) {
                       Packer packer;
                       pack(read(file, how, from, out.progress()), packer);
                       out.send(packer.bytes());
                   }};
    const Digest digest = digest_of(file);
    AnyTable table = unpacked_table(Unpacker{child.next(progress).bytes()});
    child.finish(progress);
    table.file = file.name();
    table.digest = digest;
    return table;
}

AnyTable read_any_table_here(const std::filesystem::path& path, const TableReading& how, Progress& progress) {
    const OpenFile file{path};
    AnyTable table = read(file, how, system_of(how), progress);
    table.digest = digest_of(file);
    return table;
}

}  // namespace atalaya::intake
