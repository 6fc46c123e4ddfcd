#include "intake/rows_holding.hpp"

#include <algorithm>
#include <cstring>

#include "intake/pages.hpp"
#include "intake/pdf_table.hpp"
#include "intake/pdf_text.hpp"
#include "intake/rows.hpp"
#include "intake/sandbox.hpp"

namespace atalaya::intake {
namespace {

class Looking final : public RowConsumer {
  public:
    explicit Looking(std::span<const HeldText> texts) : texts_{texts} {}

    void head(const std::vector<std::string>&) override {}
    std::unique_ptr<Part> new_part() override { return std::make_unique<Row>(*this); }
    void take(std::unique_ptr<Part>, double) override {}

    std::vector<std::int64_t> finish() { return std::move(lines_); }

  private:
    // One thread reads, so a part may write at once.
    class Row final : public Part {
      public:
        explicit Row(Looking& to) : to_{to} {}
        bool row(std::span<const std::string_view> cells, Quotes) override {
            to_.row(cells);
            return true;
        }

      private:
        Looking& to_;
    };

    void row(std::span<const std::string_view> cells) {
        ++line_;
        if (std::ranges::any_of(texts_, [&](const HeldText& text) { return text.in(cells); }))
            lines_.push_back(line_);
    }

    std::span<const HeldText> texts_;
    std::int64_t line_ = 0;
    std::vector<std::int64_t> lines_;
};

bool holds(std::span<const HeldText> texts, const std::vector<std::string>& cells) {
    const std::vector<std::string_view> seen(cells.begin(), cells.end());
    return std::ranges::any_of(texts, [&](const HeldText& text) { return text.in(seen); });
}

// Words that stand on one page.
bool pdf_holds(const OpenFile& file, std::span<const HeldText> texts, Progress& progress) {
    for (const auto& page : words_of_tsv(pdf_words(file, progress))) {
        std::vector<std::string> words;
        for (const auto& word : page) words.push_back(word.text);
        if (holds(texts, words)) return true;
    }
    return false;
}

bool sheets_hold(const Source& source, const OpenFile& file, std::span<const HeldText> texts,
                 Progress& progress) {
    for (const auto& page : read_xlsx_pages(source, file, progress)) {
        for (const auto& row : page.rows)
            if (holds(texts, row.cells)) return true;
    }
    return false;
}

std::vector<std::int64_t> lines_of(const Source& source, const OpenFile& file,
                                   std::span<const HeldText> texts) {
    NoProgress quiet;
    Looking looking{texts};
    read_table(source, file, 1, looking, quiet);
    return looking.finish();
}

std::vector<std::int64_t> lines_of_parquet(const Source& source, const OpenFile& file,
                                           std::span<const HeldText> texts, Progress& progress) {
    Limits limits = limits_for(file.size());
    limits.for_engine = true;
    Confined child{limits, {file.descriptor()}, file.name(), [&](Outbox& out) {
                       const auto lines = lines_of(source, file, texts);
                       out.send(std::as_bytes(std::span{lines}));
                   }};
    const Section section = child.next(progress);
    std::vector<std::int64_t> lines(section.bytes().size() / sizeof(std::int64_t));
    if (!lines.empty())
        std::memcpy(lines.data(), section.bytes().data(), lines.size() * sizeof(lines.front()));
    child.finish(progress);
    return lines;
}

}  // namespace

RowsHolding rows_holding(const Source& source, std::string_view bytes, const std::string& name,
                         std::span<const HeldText> texts, Progress& progress) {
    const OpenFile file{bytes, name};
    if (source.format.type == FileType::pdf) return {{}, pdf_holds(file, texts, progress)};
    if (source.by_pages()) return {{}, sheets_hold(source, file, texts, progress)};
    if (source.format.type == FileType::parquet)
        return {lines_of_parquet(source, file, texts, progress), false};
    return {lines_of(source, file, texts), false};
}

}  // namespace atalaya::intake
