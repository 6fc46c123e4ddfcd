#include "intake/quality/accents_apart.hpp"

#include <algorithm>

#include "core/composed.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/propose/dialect.hpp"
#include "intake/record_blocks.hpp"
#include "intake/zip_member.hpp"

namespace atalaya::intake::quality {

namespace {

bool has_accent_apart(std::string_view cell) {
    return may_be_decomposed(cell) && composed(cell) != cell;
}

// A letter of Latin-1 or Latin Extended-A.
bool has_letter_with_accent(std::string_view cell) {
    return cell.find_first_of("\xC3\xC4\xC5") != std::string_view::npos;
}

// The columns of the source by their place in the file, as the words of the head come.
class Counting {
  public:
    explicit Counting(const Source& source) : source_{source} {
        for (auto& column : source.file_columns()) columns_.push_back({.column = std::move(column)});
        places_.resize(columns_.size(), npos);
    }
    void row(std::span<const std::string_view> cells) {
        const auto first = static_cast<std::size_t>(source_.format.header_row);
        const auto past = first + static_cast<std::size_t>(source_.format.header_rows);
        if (++number_ < first) return;
        if (number_ < past) return head(cells, number_ + 1 == past);
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (places_[i] >= cells.size()) continue;
            const auto cell = cells[places_[i]];
            if (has_accent_apart(cell))
                ++columns_[i].apart;
            else if (has_letter_with_accent(cell))
                ++columns_[i].joined;
        }
    }
    std::vector<AccentsApart> fired() && {
        std::erase_if(columns_, [](const AccentsApart& of) { return of.apart == 0 || of.joined == 0; });
        return std::move(columns_);
    }

  private:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    void head(std::span<const std::string_view> cells, bool last) {
        if (words_.size() < cells.size()) words_.resize(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto word = trimmed(cells[i]);
            if (!word.empty()) words_[i] += (words_[i].empty() ? "" : " ") + std::string{word};
        }
        if (!last) return;
        for (auto& word : words_) word = folded(composed(word));
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto found = std::find(words_.begin(), words_.end(), folded(columns_[i].column));
            if (found != words_.end()) places_[i] = static_cast<std::size_t>(found - words_.begin());
        }
    }

    const Source& source_;
    std::vector<AccentsApart> columns_;
    std::vector<std::size_t> places_;
    std::vector<std::string> words_;
    std::size_t number_ = 0;
};

}  // namespace

std::size_t AccentWatch::read(char* to, std::size_t size) {
    const auto got = inner_.read(to, size);
    seen_ = seen_ || may_be_decomposed({to, got});
    return got;
}

std::vector<AccentsApart> accents_apart(ByteStream& stream, const Source& source) {
    RecordBlocks blocks{stream, source.format.encoding};
    const std::string_view beginning = std::string_view{blocks.pending()}.substr(0, block_bytes / 64);
    const char separator =
        source.format.separator ? source.format.separator : find_separator(beginning).value;
    Counting counting{source};
    for (std::string block = blocks.next(separator); !block.empty(); block = blocks.next(separator)) {
        CsvRecord record{separator};
        for (std::size_t at = 0; at < block.size();) {
            at = record.read(block, at);
            counting.row(record.cells());
        }
    }
    return std::move(counting).fired();
}

void tell_accents(const OpenFile& file, const AccentWatch& watch, const Source& source,
                  std::vector<Finding>& findings) {
    const bool utf8 = source.format.encoding == Encoding::utf8 || source.format.encoding == Encoding::mixed;
    if (!watch.seen() || !utf8) return;
    const auto stream = unpacked_member(file, source.format.member);
    for (const auto& of : accents_apart(*stream, source)) {
        JsonWriter json;
        json.object().key("column").text(of.column).key("joined").integer(of.joined).end();
        findings.push_back({finding::accents_apart, of.apart, json.str()});
    }
}

}  // namespace atalaya::intake::quality
