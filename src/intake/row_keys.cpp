#include "intake/row_keys.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include "intake/kept_rows.hpp"
#include "intake/read_file.hpp"
#include "intake/redact.hpp"
#include "intake/row_key.hpp"
#include "intake/row_reader.hpp"
#include "intake/rows.hpp"
#include "intake/sandbox.hpp"

namespace atalaya::intake {
namespace {

// The words of the head, and no row.
class HeadOnly : public RowConsumer {
  public:
    void head(const std::vector<std::string>& columns) override { columns_ = columns; }
    std::unique_ptr<Part> new_part() override { return std::make_unique<NoRow>(); }
    void take(std::unique_ptr<Part>, double) override {}

    std::vector<std::string> columns_;

  private:
    class NoRow final : public Part {
        bool row(std::span<const std::string_view>, Quotes) override { return false; }
    };
};

class Keying final : public RowConsumer {
  public:
    explicit Keying(const Source& source) : source_{source}, cell_{source} {}

    void head(const std::vector<std::string>& columns) override {
        is_key_.resize(columns.size());
        for (const auto& column : source_.key) {
            const auto found = std::ranges::find(columns, folded(column), folded);
            key_.push_back(found == columns.end() ? -1 : static_cast<int>(found - columns.begin()));
        }
        // The first column has no name: the numbers of whoever wrote the table.
        if (source_.key.empty() && !columns.empty() && trimmed(columns.front()).empty())
            is_key_.front() = true;
    }
    std::unique_ptr<Part> new_part() override { return std::make_unique<Rows>(*this); }
    void take(std::unique_ptr<Part>, double) override {}

    std::vector<RowKey> finish() { return std::move(rows_); }

  private:
    // One thread reads, so a part may write at once.
    class Rows final : public Part {
      public:
        explicit Rows(Keying& to) : to_{to} {}
        bool row(std::span<const std::string_view> cells, Quotes quotes) override {
            to_.row(cells, quotes.after < 0);
            return true;
        }
        bool doubtful(const std::string&, std::string_view, std::span<const std::string_view>) override {
            ++to_.line_;
            return true;
        }

      private:
        Keying& to_;
    };

    void row(std::span<const std::string_view> cells, bool whole) {
        ++line_;
        if (!whole || !fits(cells, is_key_.size())) return;
        if (source_.key.empty()) {
            const auto rest = row_rest(cells, is_key_);
            rows_.push_back({line_, key_of_rest(source_.id, rest, ++turns_[rest])});
            return;
        }
        std::vector<std::string_view> key;
        for (const int column : key_) {
            key.push_back(cell_(cells, column));
            if (key.back().empty()) return;
        }
        rows_.push_back({line_, key_of(source_, key)});
    }

    const Source& source_;
    CellReader cell_;
    std::vector<int> key_;
    std::vector<bool> is_key_;
    std::map<std::uint64_t, std::size_t> turns_;
    std::int64_t line_ = 0;
    std::vector<RowKey> rows_;
};

}  // namespace

std::vector<RowKey> row_keys(const Source& source, std::string_view bytes, const std::string& name) {
    Keying keying{source};
    read_kept_rows(source, bytes, name, keying);
    return keying.finish();
}

std::vector<RowKey> keys_of_lines(const Source& source, const std::filesystem::path& path,
                                  const std::vector<std::int64_t>& lines, Progress& progress) {
    const OpenFile file{path};
    Limits limits = limits_for(file.size());
    limits.for_engine = source.format.type == FileType::parquet;
    const std::string words = words_for(source, file, progress);
    Confined child{limits, {file.descriptor()}, file.name(), [&](Outbox& out) {
                       Keying keying{source};
                       read_any_rows(source, file, words, keying);
                       auto keys = keying.finish();
                       std::erase_if(keys, [&](const RowKey& row) {
                           return !std::ranges::binary_search(lines, row.line);
                       });
                       out.send(std::as_bytes(std::span{keys}));
                   }};
    const Section section = child.next(progress);
    std::vector<RowKey> keys(section.bytes().size() / sizeof(RowKey));
    if (!keys.empty()) std::memcpy(keys.data(), section.bytes().data(), keys.size() * sizeof(RowKey));
    child.finish(progress);
    return keys;
}

std::vector<std::string> columns_of(const Source& source, std::string_view bytes, const std::string& name) {
    HeadOnly head;
    read_kept_rows(source, bytes, name, head);
    return head.columns_;
}

}  // namespace atalaya::intake
