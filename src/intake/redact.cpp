#include "intake/redact.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "intake/around_rows.hpp"
#include "intake/cell_fate.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/kept_rows.hpp"
#include "intake/redact_pages.hpp"
#include "intake/retention.hpp"
#include "intake/row_key.hpp"
#include "intake/row_reader.hpp"
#include "intake/separated.hpp"

namespace atalaya::intake {
namespace {

using Texts = std::vector<std::string>;

// Where the cells of a source's key are; -1 one that is not there.
struct KeyAt {
    const Source* source;
    CellReader cell;
    std::vector<int> columns;
};

class Redacting final : public RowConsumer {
  public:
    Redacting(char separator, std::span<const Source* const> readers, const ToRedact& what)
        : separator_{separator}, readers_{readers}, what_{what}, quotes_{what} {}

    void head(const Texts& columns) override {
        fates_.emplace(readers_, what_, columns);
        for (const auto* reader : readers_) {
            if (reader->kind == Kind::incidents && !reader->key.empty())
                keys_.push_back(key_at(*reader, columns));
        }
        const std::vector<std::string_view> cells(columns.begin(), columns.end());
        add_separated(text_, cells, separator_);
    }
    std::unique_ptr<Part> new_part() override { return std::make_unique<Row>(*this); }
    void take(std::unique_ptr<Part>, double) override {}

    Redacted finish() {
        out_.unquoted = quotes_.gone();
        out_.twin = std::move(text_);
        return std::move(out_);
    }

  private:
    // One thread reads, so a part may write at once.
    class Row final : public Part {
      public:
        explicit Row(Redacting& to) : to_{to} {}
        bool row(std::span<const std::string_view> cells, Quotes) override {
            to_.row(cells);
            return true;
        }

      private:
        Redacting& to_;
    };

    static KeyAt key_at(const Source& source, const Texts& head) {
        KeyAt at{&source, CellReader{source}, {}};
        for (const auto& column : source.key) {
            const auto found = std::ranges::find(head, folded(column), folded);
            at.columns.push_back(found == head.end() ? -1 : static_cast<int>(found - head.begin()));
        }
        return at;
    }

    bool has_erased_key(std::span<const std::string_view> cells) {
        bool any = false;
        for (const KeyAt& at : keys_) {
            if (what_.keys.empty()) break;
            std::vector<std::string_view> key;
            for (const int column : at.columns) {
                if (column >= 0 && static_cast<std::size_t>(column) < cells.size())
                    key.push_back(at.cell(cells, column));
            }
            if (key.size() < at.columns.size()) continue;
            const auto found = what_.keys.find({at.source->id, key_of(*at.source, key)});
            if (found == what_.keys.end()) continue;
            out_.keys.insert(*found);
            any = true;
        }
        return any;
    }

    void row(std::span<const std::string_view> cells) {
        ++line_;
        const bool by_key = has_erased_key(cells);
        const bool erased = what_.all || what_.lines.contains(line_) || by_key;
        std::vector<std::string_view> left(cells.begin(), cells.end());
        std::int64_t blanked = 0;
        const bool bare = !erased && fates_->is_bare(cells);
        for (std::size_t i = 0; i < left.size(); ++i) {
            const Fate fate = fates_->of(i, left[i], erased);
            out_.telling += fate == Fate::tells ? 1 : 0;
            if (!bare) quotes_.see(left[i], fate, erased);
            if (fate == Fate::stays || fate == Fate::tells || left[i].empty()) continue;
            left[i] = fate == Fate::replaced ? erased_cell : std::string_view{};
            ++blanked;
        }
        if (erased) out_.lines.push_back(line_);
        out_.rows += blanked > 0 ? 1 : 0;
        out_.cells += blanked;
        add_separated(text_, left, separator_);
    }

    char separator_;
    std::span<const Source* const> readers_;
    const ToRedact& what_;
    std::optional<CellFates> fates_;
    std::vector<KeyAt> keys_;
    QuotesSeen quotes_;
    std::int64_t line_ = 0;
    std::string text_;
    Redacted out_;
};

char separator_of(const Source& source) {
    const bool said = source.format.type == FileType::csv && source.format.separator != '\0';
    return said ? source.format.separator : ',';
}

void remove_key(Texts& columns, const Source& source) {
    std::erase_if(columns, [&](const std::string& column) {
        return std::ranges::find(source.key, column) != source.key.end();
    });
}

}  // namespace

bool has_twin(const Source& source) {
    return !tells_of_places(source.kind);
}

Source as_twin(const Source& source) {
    if (source.by_pages()) return source;  // a twin of pages says of itself that it is one
    Source twin = source;
    twin.format.separator = separator_of(source);
    twin.format.type = FileType::csv;
    twin.format.encoding = Encoding::utf8;
    twin.format.header_row = twin.format.header_rows = 1;
    twin.format.sheet.clear();
    return twin;
}

Texts locating(const Source& source) {
    Texts columns{source.place.lon, source.place.lat, source.place.address.crossing,
                  source.place.address.otherwise};
    const auto& address = source.place.address.columns;
    columns.insert(columns.end(), address.begin(), address.end());
    columns.insert(columns.end(), source.sealed.begin(), source.sealed.end());
    for (auto& column : columns)
        if (const std::string within{column_of_point(column)}; !within.empty()) column = within;
    std::erase(columns, "");
    remove_key(columns, source);
    return columns;
}

Texts needed(const Source& source) {
    Source counting = source;
    counting.watched.clear();  // looked at in findings, and nothing is counted by them
    Texts columns = counting.file_columns();
    const auto gone = locating(source);
    std::erase_if(columns,
                  [&](const std::string& column) { return std::ranges::find(gone, column) != gone.end(); });
    return columns;
}

IncidentKey key_of(const Source& source, std::span<const std::string_view> cells) {
    std::string text;
    for (const auto cell : cells) add_to_key(text, cell);
    return incident_key(source.id, text);
}

Redacted redact(const Source& source, std::span<const Source* const> readers, std::string_view bytes,
                const std::string& name, const ToRedact& what) {
    if (!has_twin(source)) return {};
    const OpenFile file{bytes, name};
    const std::int64_t around = rows_around(source, file, what.texts);
    if (source.by_pages()) return redact_pages(source, readers, file, around, what);
    Redacting redacting{separator_of(source), readers, what};
    read_kept_rows(source, bytes, name, redacting);
    auto made = redacting.finish();
    made.cells += around;
    return made;
}

}  // namespace atalaya::intake
