#include "intake/page_rows.hpp"

#include <algorithm>

#include "intake/redact.hpp"

namespace atalaya::intake {
namespace {

class Keeping final : public RowConsumer {
  public:
    Keeping(bool by_row, PageRows& to) : by_row_{by_row}, to_{to} {}

    void head(const std::vector<std::string>& columns) override { to_.head = columns; }
    std::unique_ptr<Part> new_part() override { return std::make_unique<Row>(*this); }
    void take(std::unique_ptr<Part>, double) override {}

  private:
    class Row final : public Part {
      public:
        explicit Row(Keeping& to) : to_{to} {}
        void next_line() override {
            ++to_.tables_row_;
            if (!to_.by_row_) to_.line();
        }
        bool row(std::span<const std::string_view> cells, Quotes) override {
            to_.row(cells);
            return true;
        }
        bool doubtful(const std::string&, std::string_view,
                      std::span<const std::string_view> cells) override {
            to_.row(cells);
            return true;
        }

      private:
        Keeping& to_;
    };

    void line() { to_.place.push_back(tables_row_ - 1); }
    void row(std::span<const std::string_view> cells) {
        if (by_row_) line();
        to_.cells.emplace_back(cells.begin(), cells.end());
    }

    bool by_row_;
    PageRows& to_;
    std::size_t tables_row_ = 0;
};

}  // namespace

bool PageRows::reads_as(const PageRows& other, const std::vector<bool>& columns) const {
    if (head != other.head || place != other.place || totals != other.totals || open != other.open ||
        cells.size() != other.cells.size())
        return false;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i] && cells[row][i] != other.cells[row][i] && cells[row][i] != erased_cell)
                return false;
        }
    }
    return true;
}

PageRows page_rows(const Source& source, const std::string& file, const std::vector<Page>& pages) {
    PageRows rows;
    // Facts are counted by row, numbers by the line of the table that they stand in (rows.hpp).
    Keeping keeping{source.kind == Kind::incidents, rows};
    const PagesRead seen = read_pages(source, file, pages, keeping);
    rows.totals = static_cast<std::size_t>(seen.totals);
    rows.open = seen.open.size();
    return rows;
}

std::set<std::size_t> rows_that_hold(const Page& page, std::span<const HeldText> texts) {
    const auto goes_on = [&](const PageRow& row, const PageRow& next) {
        for (std::size_t i = 0; i < std::min(row.cells.size(), next.cells.size()); ++i)
            if (any_in(texts, row.cells[i] + " " + next.cells[i])) return true;
        return false;
    };
    std::set<std::size_t> found;
    for (std::size_t at = 0; at < page.rows.size(); ++at)
        if (any_in(texts, page.rows[at].cells)) found.insert(at);
    for (std::size_t at = 0; at + 1 < page.rows.size(); ++at) {
        if (found.contains(at) || found.contains(at + 1) || !goes_on(page.rows[at], page.rows[at + 1]))
            continue;
        found.insert({at, at + 1});
    }
    return found;
}

std::set<const PageRow*> notes_that_hold(const Page& page, const std::set<const PageRow*>& in_tables,
                                         std::span<const HeldText> texts) {
    std::set<const PageRow*> found;
    const PageRow* before = nullptr;
    for (const auto& row : page.rows) {
        if (in_tables.contains(&row)) {
            before = nullptr;
            continue;
        }
        std::vector<std::string_view> cells(row.cells.begin(), row.cells.end());
        if (any_in(texts, cells)) {
            found.insert(&row);
        } else if (before && !found.contains(before)) {
            cells.insert(cells.end(), before->cells.begin(), before->cells.end());
            if (any_in(texts, cells)) found.insert({before, &row});
        }
        before = &row;
    }
    return found;
}

}  // namespace atalaya::intake
