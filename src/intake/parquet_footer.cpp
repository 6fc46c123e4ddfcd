#include "intake/parquet_footer.hpp"

#include <cstdint>
#include <vector>

namespace atalaya::intake {
namespace {

// Types of the compact protocol.
constexpr int truth = 1, untruth = 2, byte = 3, i16 = 4, i64 = 6, number = 7, binary = 8, list = 9, set = 10,
              map = 11, structure = 12;
// Fields of SchemaElement, and the physical type of texts.
constexpr int type_of_element = 1, converted_type = 6, logical_type = 10;
constexpr std::string_view byte_array = "\x0C";  // 6, in zigzag

// Reads on; once something is not as it should be, `broken` stays true and every answer is 0.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_{bytes} {}

    std::size_t at() const { return at_; }
    bool broken() const { return broken_; }
    std::string_view between(std::size_t from, std::size_t past) const {
        return bytes_.substr(from, past - from);
    }

    std::uint8_t one() {
        if (at_ >= bytes_.size()) {
            broken_ = true;
            return 0;
        }
        return static_cast<std::uint8_t>(bytes_[at_++]);
    }
    std::uint64_t varint() {
        std::uint64_t out = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            const auto next = one();
            out |= static_cast<std::uint64_t>(next & 0x7F) << shift;
            if (next < 0x80) return out;
        }
        broken_ = true;
        return 0;
    }
    struct Field {
        int id = 0, type = 0;  // type 0: the end of the structure
    };
    Field field(int last) {
        const auto head = one();
        const int delta = head >> 4, type = head & 0x0F;
        if (type == 0 || delta != 0) return {last + delta, type};
        const auto zigzag = varint();
        return {static_cast<int>(zigzag >> 1) ^ -static_cast<int>(zigzag & 1), type};
    }
    struct List {
        std::uint64_t size = 0;
        int type = 0;
    };
    List list_head() {
        const auto head = one();
        const std::uint64_t size = head >> 4;
        return {size == 15 ? varint() : size, head & 0x0F};
    }
    void skip(int type, int depth = 0) {
        constexpr int deepest = 16;
        if (depth > deepest) broken_ = true;
        if (broken_) return;
        switch (type) {
            case truth:
            case untruth: return;
            case byte: one(); return;
            case number: pass(8); return;
            case binary: pass(varint()); return;
            case list:
            case set: return skip_list(depth);
            case structure: return skip_structure(depth);
            case map: broken_ = true; return;  // Parquet has none
            default:
                if (type < i16 || type > i64) broken_ = true;
                varint();
        }
    }

  private:
    void pass(std::uint64_t bytes) {
        if (bytes > bytes_.size() - at_)
            broken_ = true;
        else
            at_ += bytes;
    }
    void skip_list(int depth) {
        const auto of = list_head();
        for (std::uint64_t i = 0; i < of.size && !broken_; ++i) {
            if (of.type == truth || of.type == untruth)
                one();  // in a list each takes a byte
            else
                skip(of.type, depth + 1);
        }
    }
    void skip_structure(int depth) {
        Field last;
        while (!broken_) {
            last = field(last.id);
            if (last.type == 0) return;
            skip(last.type, depth + 1);
        }
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool broken_ = false;
};

// A SchemaElement, from where the reader stands, without what makes a text of bytes.
std::string element(Reader& from) {
    struct Kept {
        Reader::Field field;
        std::string_view value;
    };
    std::vector<Kept> fields;
    Reader::Field last;
    while (!from.broken()) {
        last = from.field(last.id);
        if (last.type == 0) break;
        const std::size_t begin = from.at();
        from.skip(last.type);
        if (!from.broken()) fields.push_back({last, from.between(begin, from.at())});
    }
    bool is_bytes = false;
    for (const auto& kept : fields)
        is_bytes = is_bytes || (kept.field.id == type_of_element && kept.value == byte_array);
    std::string out;
    int before = 0;
    for (const auto& [field, value] : fields) {
        if (is_bytes && (field.id == converted_type || field.id == logical_type)) continue;
        out += static_cast<char>((field.id - before) << 4 | field.type);  // SchemaElement has some ten fields
        out += value;
        before = field.id;
    }
    return out += '\0';
}

}  // namespace

std::optional<std::string> with_texts_as_bytes(std::string_view footer) {
    constexpr int schema = 2;
    Reader from{footer};
    const auto version = from.field(0);
    from.skip(version.type);
    const auto second = from.field(version.id);
    if (from.broken() || second.id != schema || second.type != list) return {};
    const std::size_t begin = from.at();
    const auto elements = from.list_head();
    if (from.broken() || elements.type != structure || elements.size > footer.size()) return {};
    std::string out{from.between(0, begin)};
    out += from.between(begin, from.at());
    for (std::uint64_t i = 0; i < elements.size && !from.broken(); ++i) out += element(from);
    if (from.broken()) return {};
    return out += footer.substr(from.at());
}

}  // namespace atalaya::intake
