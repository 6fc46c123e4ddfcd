#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <variant>

#include "core/error.hpp"
#include "core/json.hpp"
#include "store/durable_file.hpp"
#include "store/segment.hpp"
#include "store/segment_types.hpp"

namespace atalaya::store {
namespace {

static_assert(std::endian::native == std::endian::little, "segments are written little-endian, in place");

void write_table(JsonWriter& json, const SegmentTable& table) {
    json.object().key("name").text(table.name).key("rows").integer(static_cast<std::int64_t>(table.rows));
    json.key("columns").array();
    for (const auto& column : table.columns) {
        json.object()
            .key("name")
            .text(column.name)
            .key("type")
            .text(type_names[static_cast<std::size_t>(column.type)])
            .end();
    }
    json.end().end();
}

std::string header_text(const SegmentHeader& header) {
    JsonWriter json;
    json.object().key("city").text(header.city).key("vintage").text(header.vintage);
    json.key("vintage_no").integer(header.vintage_no).key("program").text(header.program);
    json.key("inputs").array();
    for (const auto& input : header.inputs) {
        json.object().key("source").text(input.source).key("delivery").text(input.delivery.hex());
        json.key("recipe").text(input.recipe.hex()).end();
    }
    json.end().key("tables").array();
    for (const auto& table : header.tables) write_table(json, table);
    json.end().end();
    return json.str();
}

// Bytes that hold every offset up to `span`.
int width_of(std::uint64_t span) {
    for (const int width : {0, 1, 2, 4}) {
        if (span < std::uint64_t{1} << (8 * width)) return width;
    }
    return 8;
}

}  // namespace

struct SegmentWriter::File {
    File(std::filesystem::path path, const SegmentHeader& header) : file{std::move(path)} {
        for (const auto& table : header.tables) {
            for (const auto& column : table.columns) expected.push_back({column.type, table.rows});
        }
    }

    void write(std::string_view bytes) {
        hash.add(bytes);
        file.write(bytes);
    }
    template <class T>
    void number(T value) {
        write({reinterpret_cast<const char*>(&value), sizeof value});
    }
    // Offsets from `base`, `width` bytes each, through a buffer.
    template <class Width>
    void offsets(std::span<const std::int64_t> values, std::int64_t base) {
        std::array<Width, 8192> block;
        for (std::size_t first = 0; first < values.size(); first += block.size()) {
            const std::size_t count = std::min(block.size(), values.size() - first);
            for (std::size_t i = 0; i < count; ++i) {
                block[i] = static_cast<Width>(static_cast<std::uint64_t>(values[first + i]) -
                                              static_cast<std::uint64_t>(base));
            }
            write({reinterpret_cast<const char*>(block.data()), count * sizeof(Width)});
        }
    }
    void next(bool text, std::size_t rows) {
        expects(column < expected.size(), "a segment gets the columns that its header names");
        expects((expected[column].type == SegmentColumn::Type::text) == text && expected[column].rows == rows,
                "a segment's column has the type and rows that its header names");
        ++column;
    }
    void packed(std::span<const std::int64_t> values) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        const std::int64_t base = values.empty() ? 0 : *low;
        const int width =
            values.empty() ? 0
                           : width_of(static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(base));
        number(base);
        number(static_cast<std::uint8_t>(width));
        switch (width) {
            case 1: return offsets<std::uint8_t>(values, base);
            case 2: return offsets<std::uint16_t>(values, base);
            case 4: return offsets<std::uint32_t>(values, base);
            case 8: return offsets<std::uint64_t>(values, base);
            default: return;
        }
    }

    struct Expected {
        SegmentColumn::Type type;
        std::uint64_t rows;
    };
    DurableFile file;
    Sha256 hash;
    std::vector<Expected> expected;
    std::size_t column = 0;
};

SegmentWriter::SegmentWriter(std::filesystem::path path, const SegmentHeader& header)
    : file_{std::make_unique<File>(std::move(path), header)} {
    const auto text = header_text(header);
    file_->write(segment_magic);
    file_->number(segment_format);
    file_->number(static_cast<std::uint32_t>(text.size()));
    file_->write(text);
}

SegmentWriter::~SegmentWriter() = default;

void SegmentWriter::numbers(std::span<const std::int64_t> values) {
    file_->next(false, values.size());
    file_->packed(values);
}

void SegmentWriter::text(std::span<const std::string> words, std::span<const std::int64_t> codes) {
    file_->next(true, codes.size());
    file_->number(static_cast<std::uint32_t>(words.size()));
    for (const auto& word : words) {
        file_->number(static_cast<std::uint32_t>(word.size()));
        file_->write(word);
    }
    file_->packed(codes);
}

void SegmentWriter::column(const Cells& cells) {
    std::visit(
        [this]<class T>(const T& values) {
            if constexpr (std::is_same_v<T, Coded>) {
                const Coded sorted = canonical(values);
                text(sorted.words, std::vector<std::int64_t>(sorted.codes.begin(), sorted.codes.end()));
            } else if constexpr (std::is_same_v<T, Days>) {
                numbers(std::vector<std::int64_t>(values.since_epoch.begin(), values.since_epoch.end()));
            } else {
                numbers(std::vector<std::int64_t>(values.begin(), values.end()));
            }
        },
        cells);
}

Digest SegmentWriter::finish() {
    expects(file_->column == file_->expected.size(), "a segment gets all the columns that its header names");
    file_->file.finish();
    return file_->hash.digest();
}

}  // namespace atalaya::store
