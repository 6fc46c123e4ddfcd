#include "intake/propose/look.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <set>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "geo/area.hpp"
#include "intake/csv.hpp"
#include "intake/encoding.hpp"
#include "intake/propose/encoding.hpp"
#include "intake/rows.hpp"
#include "intake/sheet_rows.hpp"
#include "intake/workbook.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t block_bytes = 4 << 20;
constexpr std::uint64_t most_geojson = 512ull << 20;
using Texts = std::vector<std::string>;

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

std::string block_of(ByteStream& stream) {
    std::string bytes(block_bytes, '\0');
    std::size_t got = 0;
    while (got < bytes.size()) {
        const auto n = stream.read(bytes.data() + got, bytes.size() - got);
        if (n == 0) break;
        got += n;
    }
    bytes.resize(got);
    return bytes;
}

void refuse_what_nobody_reads(std::string_view text, const std::string& file) {
    const auto is = [&](std::string_view magic) { return text.starts_with(magic); };
    const Message expected = message("{}: expected a table of separated values; ", file);
    if (is("%PDF")) refuse(message("{}found a PDF. Ask for the table itself.", expected));
    if (is("\xD0\xCF\x11\xE0"))
        refuse(message("{}found an old Excel workbook (.xls). Save it as .xlsx or CSV.", expected));
    if (is("PAR1")) refuse(message("{}found Parquet. Say type = \"parquet\" in [format].", expected));
    if (is("<!DOCTYPE") || is("<html") || is("<!doctype"))
        refuse(message("{}found a web page. The address may have changed.", expected));
}

// --- separated values -------------------------------------------------------------------

// The text of a file from its beginning, a block at a time, that ends where a record does.
class RecordBlocks {
  public:
    RecordBlocks(const OpenFile& file, Encoding encoding) : stream_{unpacked(file)}, decoder_{encoding} {
        fill();
        if (pending_.starts_with("\xEF\xBB\xBF")) pending_.erase(0, 3);
    }
    std::string& pending() { return pending_; }
    std::string next(char separator) {
        while (pending_.size() < block_bytes && !ended_) fill();
        if (pending_.empty()) return {};
        const std::size_t end = end_of_whole_records(pending_, separator, ended_);
        if (end == std::string::npos || end == pending_.size()) return std::exchange(pending_, {});
        std::string rest = pending_.substr(end);
        pending_.resize(end);
        return std::exchange(pending_, std::move(rest));
    }

  private:
    void fill() {
        std::string bytes = block_of(*stream_);
        ended_ = bytes.size() < block_bytes;
        pending_ += decoder_(std::move(bytes), ended_);
    }

    std::unique_ptr<ByteStream> stream_;
    Decoder decoder_;
    std::string pending_;
    bool ended_ = false;
};

Records first_records(std::string_view text, char separator, std::size_t most) {
    Records records;
    CsvRecord record{separator};
    for (std::size_t at = 0; at < text.size() && records.size() < most;) {
        at = record.read(text, at);
        records.emplace_back(record.cells().begin(), record.cells().end());
    }
    return records;
}

// The head's words as the reader joins them.
Texts joined_head(const Records& records, const Head& head) {
    Texts words;
    for (int row = head.row; row < head.row + head.rows && row <= static_cast<int>(records.size()); ++row) {
        const auto& cells = records[static_cast<std::size_t>(row) - 1];
        if (cells.size() > words.size()) words.resize(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto word = trimmed(cells[i]);
            if (!word.empty()) words[i] += (words[i].empty() ? "" : " ") + std::string{word};
        }
    }
    return words;
}

void refuse_no_table(const Texts& head, const std::string& file) {
    if (head.size() > most_columns)
        refuse(message("{}: expected at most {} columns; found {}. This is no table of facts.", file,
                       most_columns, head.size()));
}

Look look_at_values(const OpenFile& file, Judged<Encoding> encoding, Progress& progress) {
    Look look{.encoding = std::move(encoding)};
    RecordBlocks text{file, look.encoding.value};
    const std::string_view beginning = std::string_view{text.pending()}.substr(0, 2 << 20);
    look.separator = find_separator(beginning);
    const char separator = look.separator.value;
    const Records records = first_records(beginning, separator, 1000);
    look.head = find_head(records);
    const Texts head = joined_head(records, look.head.value);
    refuse_no_table(head, file.name());

    RowKeeper keeper{std::min(rows_kept, cells_kept / std::max<std::size_t>(head.size(), 1))};
    std::int64_t torn = 0, number = 0;
    const std::int64_t past_head = look.head.value.row + look.head.value.rows - 1;
    CsvRecord record{separator};
    for (std::string block = text.next(separator); !block.empty(); block = text.next(separator)) {
        progress.check_interrupt();
        for (std::size_t at = 0; at < block.size();) {
            at = record.read(block, at);
            if (++number <= past_head || record.blank()) continue;
            auto cells = record.cells();
            while (cells.size() > head.size() && trimmed(cells.back()).empty())
                cells = cells.first(cells.size() - 1);
            if (cells.size() != head.size())
                ++torn;
            else
                keeper.add(cells);
        }
    }
    look.sample = std::move(keeper).sample(head);
    look.sample.torn = torn;
    return look;
}

// --- workbooks --------------------------------------------------------------------------

// Takes the head as the reader gives it, and stops.
class HeadOnly final : public RowConsumer {
  public:
    Texts words;
    void head(const Texts& columns) override { words = columns; }
    std::unique_ptr<Part> new_part() override {
        struct Nothing final : Part {
            bool row(std::span<const std::string_view>, Quotes) override { return false; }
        };
        return std::make_unique<Nothing>();
    }
    void take(std::unique_ptr<Part>, double) override {}
};

// The first rows of a sheet at their places, rows that are not there blank.
Records first_rows(const OpenFile& file, const std::string& sheet, std::size_t most) {
    Records rows;
    each_sheet_row(file, sheet, [&](std::size_t number, std::span<const std::string> cells) {
        if (number > most) return false;
        if (number > rows.size()) rows.resize(number);
        if (number > 0) rows[number - 1].assign(cells.begin(), cells.end());
        return true;
    });
    return rows;
}

Judged<std::string> choose_sheet(const OpenFile& file) {
    const Texts names = sheet_names(file);
    std::string best;
    std::size_t most = 0;
    for (const auto& name : names) {
        std::size_t cells = 0;
        each_sheet_row(file, name, [&](std::size_t, std::span<const std::string> row) {
            cells += static_cast<std::size_t>(
                std::count_if(row.begin(), row.end(), [](const auto& cell) { return !cell.empty(); }));
            return true;
        });
        if (cells > most || best.empty()) {
            most = cells;
            best = name;
        }
    }
    if (names.size() == 1) return {best, 99, message("the workbook has one sheet")};
    return {best, 75, message("of {} sheets it holds the most cells", names.size()),
            message("Is the table on the sheet \"{}\"? The workbook has {}.", best, join(names, ", "))};
}

// The leftmost column that says something in every row but the last few, which are notes.
std::string column_before_notes(const Sample& sample) {
    constexpr std::size_t most_notes = 40;
    const auto says = [&](std::size_t row, std::size_t column) {
        return !trimmed(sample.at(row, column)).empty();
    };
    const auto said = [&](std::size_t row) {
        std::size_t n = 0;
        for (std::size_t column = 0; column < sample.width(); ++column) n += says(row, column);
        return n;
    };
    std::size_t end = sample.rows();
    while (end > 0 && sample.rows() - end < most_notes &&
           said(end - 1) <= std::max<std::size_t>(1, sample.width() / 3))
        --end;
    if (end == sample.rows() || end == 0 || sample.width() < 3) return {};
    for (std::size_t column = 0; column < sample.width(); ++column) {
        bool whole = !trimmed(sample.head[column]).empty() && !says(end, column);
        for (std::size_t row = 0; whole && row < end; ++row) whole = says(row, column);
        if (whole) return sample.head[column];
    }
    return {};
}

Look look_at_workbook(const OpenFile& file, Progress& progress) {
    Look look{.type = FileType::xlsx};
    look.sheet = choose_sheet(file);
    const std::string& sheet = look.sheet.value;
    look.head = find_head(first_rows(file, sheet, 200));
    Source source;
    source.format.type = FileType::xlsx;
    source.format.sheet = sheet;
    source.format.header_row = look.head.value.row;
    source.format.header_rows = look.head.value.rows;
    HeadOnly head;
    read_xlsx_table(source, file, head, progress);
    refuse_no_table(head.words, file.name());

    RowKeeper keeper{std::min(rows_kept, cells_kept / std::max<std::size_t>(head.words.size(), 1))};
    const auto past_head = static_cast<std::size_t>(look.head.value.row + look.head.value.rows - 1);
    std::vector<std::string_view> views;
    each_sheet_row(file, sheet, [&](std::size_t number, std::span<const std::string> cells) {
        const auto says = [](const std::string& cell) { return !trimmed(cell).empty(); };
        if (number <= past_head || std::none_of(cells.begin(), cells.end(), says)) return true;
        views.assign(cells.begin(), cells.end());
        views.resize(head.words.size());
        keeper.add(views);
        return true;
    });
    look.sample = std::move(keeper).sample(head.words);
    look.ends_at_blank.value = column_before_notes(look.sample);
    if (!look.ends_at_blank.value.empty()) {
        look.ends_at_blank.confidence = 85;
        look.ends_at_blank.why = message("the last rows say something in few cells: notes below the table");
        look.ends_at_blank.question =
            message("Does the table end at the first row without \"{}\"? Look at what stands below.",
                    look.ends_at_blank.value);
    }
    return look;
}

// --- areas ------------------------------------------------------------------------------

// The first position of each of the first features, by what follows "coordinates".
std::vector<LonLat> first_positions(std::string_view text) {
    std::vector<LonLat> found;
    constexpr std::string_view key = "\"coordinates\"";
    for (std::size_t at = text.find(key); at != std::string_view::npos && found.size() < 2000;
         at = text.find(key, at)) {
        at = text.find_first_of("-0123456789", at + key.size());
        if (at == std::string_view::npos) break;
        const std::string numbers{text.substr(at, 80)};
        char* end = nullptr;
        const double x = std::strtod(numbers.c_str(), &end);
        if (*end != ',') continue;
        found.push_back({x, std::strtod(end + 1, nullptr)});
    }
    return found;
}

// "EPSG:3116" where the collection names one other than degrees.
std::string named_system(std::string_view text) {
    const std::string_view head = text.substr(0, 4096);
    const auto at = head.find("EPSG:");
    if (at == std::string_view::npos) return {};
    const auto digits = head.find_first_of("0123456789", at);
    if (digits == std::string_view::npos) return {};
    const auto end = head.find_first_not_of("0123456789", digits);
    return "EPSG:" + std::string{head.substr(digits, end - digits)};
}

Judged<std::string> system_of(std::string_view text, const std::vector<KnownSystem>& systems) {
    auto positions = first_positions(text);
    if (positions.empty()) return {"", 50, message("no feature has a position")};
    std::vector<double> xs, ys;
    for (const auto& p : positions) xs.push_back(p.lon), ys.push_back(p.lat);
    const auto middle = [](std::vector<double>& all) {
        std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2), all.end());
        return all[all.size() / 2];
    };
    const double x = middle(xs), y = middle(ys);
    if (std::abs(x) <= 180 && std::abs(y) <= 90) return {"", 98, message("positions are in degrees")};
    const std::string named = named_system(text);
    const bool known =
        std::any_of(systems.begin(), systems.end(), [&](const auto& s) { return s.crs == named; });
    if (known) return {named, 98, message("the file names {}", named)};
    return find_system(x, y, systems);
}

Look look_at_areas(std::string text, const std::vector<KnownSystem>& systems, const std::string& file) {
    Look look{.type = FileType::geojson};
    EncodingWatch watch;
    watch.add(text);
    watch.finish();
    look.encoding = watch.judged();
    if (look.encoding.value != Encoding::utf8) text = decoded(std::move(text), look.encoding.value);
    if (text.find("\"FeatureCollection\"") == std::string::npos)
        refuse(message(
            "{}: found JSON that is no FeatureCollection. Export it as CSV, or its areas as GeoJSON.", file));
    look.system = system_of(text, systems);
    const auto from = std::find_if(systems.begin(), systems.end(),
                                   [&](const auto& s) { return s.crs == look.system.value; });
    const auto features = geo::read_geojson(text, from == systems.end() ? nullptr : &from->projection);
    const bool shapes =
        std::any_of(features.begin(), features.end(), [](const auto& f) { return !f.shape.empty(); });
    if (!shapes)
        refuse(
            message("{}: found GeoJSON without areas. Points and lines are read from CSV: export it with a "
                    "column for each coordinate.",
                    file));
    Texts head;
    for (const auto& [name, value] : features.front().properties) head.push_back(name);
    RowKeeper keeper{rows_kept};
    for (const auto& feature : features) {
        std::vector<std::string_view> cells;
        for (const auto& name : head) {
            const std::string* value = feature.property(name);
            cells.push_back(value ? std::string_view{*value} : std::string_view{});
        }
        keeper.add(cells);
    }
    look.sample = std::move(keeper).sample(std::move(head));
    return look;
}

}  // namespace

void RowKeeper::add(std::span<const std::string_view> cells) {
    if (seen_++ % every_ != 0) return;
    Kept row;
    for (const auto cell : cells) {
        row.text += cell;
        row.ends.push_back(static_cast<std::uint32_t>(row.text.size()));
    }
    rows_.push_back(std::move(row));
    if (rows_.size() <= most_) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows_.size(); i += 2) {
        if (kept != i) rows_[kept] = std::move(rows_[i]);
        ++kept;
    }
    rows_.resize(kept);
    every_ *= 2;
}

Sample RowKeeper::sample(std::vector<std::string> head) && {
    Sample sample;
    sample.rows_in_file = seen_;
    sample.head = std::move(head);
    for (auto& row : rows_) {
        const std::string& text = sample.texts.emplace_back(std::move(row.text));
        std::size_t at = 0;
        for (std::size_t column = 0; column < sample.width(); ++column) {
            const std::size_t end = column < row.ends.size() ? row.ends[column] : at;
            sample.cells.push_back(std::string_view{text}.substr(at, end - at));
            at = end;
        }
    }
    return sample;
}

bool is_workbook(const OpenFile& file) {
    if (packing_of(file) != Packing::zip) return false;
    try {
        return Workbook{file}.has("[Content_Types].xml");
    } catch (const Error&) {
        return false;
    }
}

Look look_at(const OpenFile& file, const std::vector<KnownSystem>& systems, Progress& progress) {
    if (file.size() == 0) refuse(message("{}: the file is empty. Fetch it again.", file.name()));
    progress.stage("read " + file.name(), file.size());
    if (is_workbook(file)) return look_at_workbook(file, progress);
    const auto stream = unpacked(file);
    EncodingWatch watch;
    bool json = false;
    for (std::string block = block_of(*stream); !block.empty(); block = block_of(*stream)) {
        if (watch.lines() == 0 && !json) {
            refuse_what_nobody_reads(block, file.name());
            std::string_view begins = block;
            if (begins.starts_with("\xEF\xBB\xBF")) begins.remove_prefix(3);
            begins = trimmed(begins.substr(0, 4096));
            json = begins.starts_with('{') || begins.starts_with('[');
            if (json) break;
        }
        watch.add(block);
        progress.check_interrupt();
        progress.advance(stream->used());
    }
    if (json) return look_at_areas(read_all(*unpacked(file), most_geojson), systems, file.name());
    watch.finish();
    return look_at_values(file, watch.judged(), progress);
}

}  // namespace atalaya::intake
