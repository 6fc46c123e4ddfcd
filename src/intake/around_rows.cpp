#include "intake/around_rows.hpp"

#include <algorithm>

#include "core/progress.hpp"
#include "intake/kept_pages.hpp"
#include "intake/rows.hpp"
#include "intake/sheet_rows.hpp"

namespace atalaya::intake {
namespace {

// The first lines of a table, the one that is taken for its head among them.
class FirstLines final : public RowConsumer {
  public:
    FirstLines(std::span<const HeldText> texts, int lines) : texts_{texts}, left_{lines} {}

    void head(const std::vector<std::string>& columns) override { see(columns); }
    std::unique_ptr<Part> new_part() override { return std::make_unique<Line>(*this); }
    void take(std::unique_ptr<Part>, double) override {}

    std::int64_t found() const { return found_; }

  private:
    // One thread reads, so a part may count at once.
    class Line final : public Part {
      public:
        explicit Line(FirstLines& to) : to_{to} {}
        bool row(std::span<const std::string_view> cells, Quotes) override { return to_.see(cells); }

      private:
        FirstLines& to_;
    };

    template <class Cells>
    bool see(const Cells& cells) {
        if (left_ <= 0) return false;
        --left_;
        found_ += any_in(texts_, cells) ? 1 : 0;
        return left_ > 0;
    }

    std::span<const HeldText> texts_;
    int left_;
    std::int64_t found_ = 0;
};

std::int64_t above_the_head(const Source& source, const OpenFile& file, std::span<const HeldText> texts) {
    const int above = source.format.header_row - 1;
    if (above < 1) return 0;
    Source first = source;
    first.format.header_row = first.format.header_rows = 1;
    FirstLines lines{texts, above};
    NoProgress quiet;
    read_table(first, file, 1, lines, quiet);
    return lines.found();
}

std::int64_t in_sheets(const Source& source, const OpenFile& file, std::span<const HeldText> texts) {
    std::int64_t found = 0;
    const auto names = sheet_names(file);
    std::vector<std::string> read{source.format.sheet.empty() && !names.empty() ? names.front()
                                                                                : source.format.sheet};
    if (source.by_pages()) {
        NoProgress quiet;
        read.clear();
        for (const auto& page : read_xlsx_pages(source, file, quiet)) read.push_back(page.name);
    }
    for (const auto& name : names) {
        const bool is_read = std::ranges::find(read, name) != read.end();
        if (is_read && source.by_pages()) continue;
        const auto head = static_cast<std::size_t>(source.format.header_row);
        each_sheet_row(file, name, [&](std::size_t number, std::span<const std::string> cells) {
            if (is_read && number >= head) return false;
            found += any_in(texts, cells) ? 1 : 0;
            return true;
        });
    }
    return found;
}

}  // namespace

std::int64_t rows_around(const Source& source, const OpenFile& file, std::span<const HeldText> texts) {
    if (texts.empty()) return 0;
    if (source.format.type == FileType::xlsx) return is_pages_text(file) ? 0 : in_sheets(source, file, texts);
    return source.format.type == FileType::csv ? above_the_head(source, file, texts) : 0;
}

}  // namespace atalaya::intake
