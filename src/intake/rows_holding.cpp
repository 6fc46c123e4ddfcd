#include "intake/rows_holding.hpp"

#include <algorithm>
#include <cstring>
#include <set>

#include "core/error.hpp"
#include "intake/around_rows.hpp"
#include "intake/blocks.hpp"
#include "intake/kept_pages.hpp"
#include "intake/page_rows.hpp"
#include "intake/read_file.hpp"
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
        if (any_in(texts_, cells)) lines_.push_back(line_);
    }

    std::span<const HeldText> texts_;
    std::int64_t line_ = 0;
    std::vector<std::int64_t> lines_;
};

// The rows of its tables by what they are read to, which a merged cell or one written once may say; the rest by what is
// written.
RowsHolding pages_hold(const Source& source, const OpenFile& file, std::span<const HeldText> texts,
                       Progress& progress) {
    const auto pages = pages_of_file(source, file, words_for(source, file, progress), progress);
    std::set<const PageRow*> held;
    RowsHolding found;
    for (const auto& page : pages) {
        for (const auto at : rows_that_hold(page, texts)) held.insert(&page.rows[at]);
        found.around = found.around || any_in(texts, page.name);
    }
    std::vector<Block> blocks;
    try {
        blocks = blocks_of(source, file.name(), pages);
    } catch (const Error&) {
        return {{}, found.around || !held.empty()};
    }
    const auto rows = page_rows(source, file.name(), pages);
    std::set<std::size_t> places;
    std::set<const PageRow*> in_tables;
    std::size_t place = 0;
    for (const auto& block : blocks) {
        for (const auto& row : block.rows) {
            in_tables.insert(row.row);
            const bool says = held.erase(row.row) > 0 || any_in(texts, row.cells);
            if (!row.total && says) places.insert(place);
            place += row.total ? 0 : 1;
        }
    }
    found.around = found.around || !held.empty() || std::ranges::any_of(pages, [&](const Page& page) {
                       return !notes_that_hold(page, in_tables, texts).empty();
                   });
    for (std::size_t line = 0; line < rows.place.size(); ++line)
        if (places.contains(rows.place[line])) found.lines.push_back(static_cast<std::int64_t>(line) + 1);
    return found;
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
    RowsHolding found;
    if (source.by_pages())
        found = pages_hold(source, file, texts, progress);
    else if (source.format.type == FileType::parquet)
        found.lines = lines_of_parquet(source, file, texts, progress);
    else
        found.lines = lines_of(source, file, texts);
    found.around = found.around || rows_around(source, file, texts) > 0;
    return found;
}

}  // namespace atalaya::intake
