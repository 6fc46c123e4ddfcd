#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/error.hpp"
#include "store/durable_file.hpp"
#include "store/segment.hpp"
#include "store/segment_types.hpp"

namespace atalaya::store {
namespace {

// A whole file in memory, read only.
struct FileView {
    explicit FileView(const std::filesystem::path& path) {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        struct stat about {};
        if (file < 0 || ::fstat(file, &about) != 0) {
            if (file >= 0) ::close(file);
            throw Error{
                Fault::missing,
                message("expected a segment at {}, found none. Restore it from a backup", path.string())};
        }
        size = static_cast<std::size_t>(about.st_size);
        if (size > 0) data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
        ::close(file);
        if (data == MAP_FAILED) throw Error{Fault::no_space, message("could not map {}", path.string())};
    }
    ~FileView() {
        if (data) ::munmap(data, size);
    }
    FileView(const FileView&) = delete;
    FileView& operator=(const FileView&) = delete;
    std::string_view bytes() const { return {static_cast<const char*>(data), size}; }

    void* data = nullptr;
    std::size_t size = 0;
};

// Takes pieces off the front; a file that ends early is corrupt.
class Cursor {
  public:
    Cursor(std::string_view rest, std::string name) : rest_{rest}, name_{std::move(name)} {}

    std::string_view take(std::uint64_t size) {
        if (size > rest_.size()) fail(message("the file ends early"));
        const auto piece = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return piece;
    }
    template <class T>
    T number() {
        T value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    bool at_end() const { return rest_.empty(); }
    [[noreturn]] void fail(const Message& what) const {
        throw Error{
            Fault::corrupt,
            message("expected a whole segment in {}, found that {}. Restore it from a backup", name_, what)};
    }

  private:
    std::string_view rest_;
    std::string name_;
};

Digest digest_in(const nlohmann::json& json) {
    const auto digest = parse_digest(json.get<std::string>());
    if (!digest)
        throw Error{Fault::corrupt, message("expected a digest of 64 hex digits in a segment's header")};
    return *digest;
}

SegmentTable table_in(const nlohmann::json& json) {
    SegmentTable table{json.at("name"), json.at("rows"), {}};
    for (const auto& column : json.at("columns")) {
        const auto type =
            std::find(type_names.begin(), type_names.end(), column.at("type").get<std::string>());
        if (type == type_names.end())
            throw Error{Fault::corrupt, message("a segment's header names a type that is not one")};
        table.columns.push_back(
            {column.at("name"), static_cast<SegmentColumn::Type>(type - type_names.begin())});
    }
    return table;
}

SegmentHeader header_in(std::string_view text) {
    const auto json = nlohmann::json::parse(text);
    SegmentHeader header{
        json.at("city"), json.at("vintage"), json.at("vintage_no"), json.at("program"), {}, {}};
    for (const auto& input : json.at("inputs")) {
        header.inputs.push_back(
            {input.at("source"), digest_in(input.at("delivery")), digest_in(input.at("recipe"))});
    }
    for (const auto& table : json.at("tables")) header.tables.push_back(table_in(table));
    return header;
}

StoredColumn column_in(Cursor& cursor, SegmentColumn::Type type, std::uint64_t rows) {
    StoredColumn column;
    column.type = type;
    column.rows = rows;
    if (type == SegmentColumn::Type::text) {
        const auto count = cursor.number<std::uint32_t>();
        for (std::uint32_t i = 0; i < count; ++i)
            column.words.push_back(cursor.take(cursor.number<std::uint32_t>()));
    }
    column.base = cursor.number<std::int64_t>();
    column.width = cursor.number<std::uint8_t>();
    const bool possible = std::has_single_bit(static_cast<unsigned>(column.width)) || column.width == 0;
    if (!possible || column.width > 8 || rows > std::uint64_t{1} << 40)
        cursor.fail(message("a column's width or length is impossible"));
    column.bytes = reinterpret_cast<const unsigned char*>(
        cursor.take(rows * static_cast<std::uint64_t>(column.width)).data());
    return column;
}

}  // namespace

std::string_view StoredColumn::word(std::size_t row) const {
    const auto code = static_cast<std::size_t>((*this)[row]);
    if (code >= words.size())
        throw Error{Fault::corrupt, message("a segment names a word that it does not have. Run verify")};
    return words[code];
}

struct Segment::Mapped {
    explicit Mapped(const std::filesystem::path& path) : file{path} {
        Cursor cursor{file.bytes(), path.string()};
        if (cursor.take(segment_magic.size()) != segment_magic)
            cursor.fail(message("it does not begin as one"));
        if (const auto format = cursor.number<std::uint32_t>(); format > segment_format) {
            throw Error{Fault::newer_version,
                        message("{} has format {}, this program knows up to {}. Use a newer "
                                "Atalaya",
                                path.string(), format, segment_format)};
        }
        try {
            header = header_in(cursor.take(cursor.number<std::uint32_t>()));
        } catch (const nlohmann::json::exception&) {
            cursor.fail(message("its header cannot be read"));
        }
        for (const auto& table : header.tables) {
            auto& columns = tables.emplace_back();
            for (const auto& column : table.columns)
                columns.push_back(column_in(cursor, column.type, table.rows));
        }
        if (!cursor.at_end()) cursor.fail(message("it goes on after its end"));
    }

    // The table's place among the tables, or their number.
    std::size_t place_of(std::string_view table) const {
        const auto found = std::find_if(header.tables.begin(), header.tables.end(),
                                        [&](const auto& t) { return t.name == table; });
        return static_cast<std::size_t>(found - header.tables.begin());
    }

    FileView file;
    SegmentHeader header;
    std::vector<std::vector<StoredColumn>> tables;
};

Segment::Segment(const std::filesystem::path& path) : mapped_{std::make_unique<Mapped>(path)} {}
Segment::~Segment() = default;
Segment::Segment(Segment&&) noexcept = default;
Segment& Segment::operator=(Segment&&) noexcept = default;

const SegmentHeader& Segment::header() const {
    return mapped_->header;
}

std::uint64_t Segment::rows(std::string_view table) const {
    const auto t = mapped_->place_of(table);
    return t < mapped_->tables.size() ? mapped_->header.tables[t].rows : 0;
}

const StoredColumn& Segment::column(std::string_view table, std::string_view name) const {
    const auto t = mapped_->place_of(table);
    if (t < mapped_->tables.size()) {
        const auto& columns = mapped_->header.tables[t].columns;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (columns[c].name == name) return mapped_->tables[t][c];
        }
    }
    throw Error{Fault::corrupt, message("expected {}.{} in the segment of {}, found no such column", table,
                                        name, mapped_->header.vintage)};
}

SegmentFolder::SegmentFolder(std::filesystem::path folder, std::string city)
    : folder_{std::move(folder) / city} {}

std::filesystem::path SegmentFolder::segment(std::string_view vintage) const {
    return folder_ / fmt::format("{}.seg", vintage);
}

std::filesystem::path SegmentFolder::place(std::string_view vintage) const {
    return folder_ / fmt::format("{}.place", vintage);
}

std::vector<std::string> SegmentFolder::vintages() const {
    std::vector<std::string> out;
    if (!std::filesystem::is_directory(folder_)) return out;
    for (const auto& file : std::filesystem::directory_iterator{folder_}) {
        const auto extension = file.path().extension();
        if (extension == ".seg" || extension == ".place") out.push_back(file.path().stem().string());
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<std::string> SegmentFolder::other_cities() const {
    std::vector<std::string> out;
    if (!std::filesystem::is_directory(folder_.parent_path())) return out;
    for (const auto& city : std::filesystem::directory_iterator{folder_.parent_path()}) {
        const auto name = city.path().filename().string();
        if (!city.is_directory() || city.path().filename() == folder_.filename()) continue;
        if (!SegmentFolder{folder_.parent_path(), name}.vintages().empty()) out.push_back(name);
    }
    std::sort(out.begin(), out.end());
    return out;
}

void SegmentFolder::remove(std::string_view vintage) const {
    std::filesystem::remove(segment(vintage));
    std::filesystem::remove(place(vintage));
    fsync_folder(folder_);
}

void SegmentFolder::remove_half_written() const {
    if (!std::filesystem::is_directory(folder_)) return;
    std::vector<std::filesystem::path> halves;
    for (const auto& file : std::filesystem::directory_iterator{folder_}) {
        if (file.path().extension() == half_written) halves.push_back(file.path());
    }
    for (const auto& half : halves) std::filesystem::remove(half);
}

}  // namespace atalaya::store
