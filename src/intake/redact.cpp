#include "intake/redact.hpp"

#include <algorithm>
#include <regex>

#include "core/text.hpp"
#include "intake/cells.hpp"
#include "intake/csv.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/propose/columns.hpp"
#include "intake/quality/weekday.hpp"
#include "intake/retention.hpp"
#include "intake/row_key.hpp"
#include "intake/row_reader.hpp"
#include "intake/rows.hpp"
#include "store/quoted_texts.hpp"

namespace atalaya::intake {
namespace {

using Texts = std::vector<std::string>;

bool names(const Texts& columns, const std::string& folded_word, std::size_t place) {
    return std::ranges::any_of(columns, [&](const std::string& column) {
        return folded(column) == folded_word ||
               (folded_word.empty() && column == "#" + std::to_string(place + 1));
    });
}

Texts columns_of_time(const Source& source) {
    Texts columns{source.day_column,       source.weekday_column, source.day_parts.year,
                  source.day_parts.month,  source.day_parts.day,  source.span.year,
                  source.hour.column,      source.interval.from,  source.interval.until,
                  source.registered.column};
    std::erase(columns, "");
    return columns;
}

// Where the cells of a source's key are; -1 one that is not there.
struct KeyAt {
    const Source* source;
    CellReader cell;
    std::vector<int> columns;
};

class Redacting final : public RowConsumer {
  public:
    Redacting(char separator, std::span<const Source* const> readers, const ToRedact& what)
        : separator_{separator}, readers_{readers}, what_{what} {}

    void head(const Texts& columns) override {
        for (const auto& column : columns) folded_.push_back(folded(column));
        stays_.resize(columns.size());
        everywhere_.resize(columns.size());
        said_.resize(columns.size());
        for (std::size_t i = 0; i < columns.size(); ++i) {
            stays_[i] = stays(folded_[i], i);
            everywhere_[i] = names(what_.columns, folded_[i], i);
            said_[i] = said_in(folded_[i], i);
        }
        for (const auto* reader : readers_) {
            if (reader->kind == Kind::incidents && !reader->key.empty()) keys_.push_back(key_at(*reader));
        }
        write({columns.begin(), columns.end()});
    }
    std::unique_ptr<Part> new_part() override { return std::make_unique<Row>(*this); }
    void take(std::unique_ptr<Part>, double) override {}

    Redacted finish() {
        for (const auto& text : left_) {
            if (!elsewhere_.contains(text)) out_.unquoted.insert(text);
        }
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

    bool stays(const std::string& word, std::size_t place) const {
        const auto any = [&](auto of) {
            return std::ranges::any_of(readers_, [&](const Source* reader) {
                return (of == &needed && reader->wide.any()) || names(of(*reader), word, place);
            });
        };
        return any(&needed) && !any(&locating);
    }

    KeyAt key_at(const Source& source) const {
        KeyAt at{&source, CellReader{source}, {}};
        for (const auto& column : source.key) {
            const auto found = std::ranges::find(folded_, folded(column));
            at.columns.push_back(found == folded_.end() ? -1 : static_cast<int>(found - folded_.begin()));
        }
        return at;
    }

    // What a column that stays is for, as far as it says whether a text in it may be taken out.
    struct Said {
        bool stays = false;                // of the key, or by which rows are chosen
        bool time = false;                 // a day, an hour or a part of either
        bool words = false;                // labels, areas, channels: never a day or number
        std::vector<std::regex> patterns;  // that make an area of a cell
    };

    Said said_in(const std::string& word, std::size_t place) const {
        Said said;
        for (const Source* reader : readers_) {
            Texts chosen = reader->key;
            chosen.push_back(reader->only.column);
            std::erase(chosen, "");
            said.stays = said.stays || names(chosen, word, place);
            said.time = said.time || names(columns_of_time(*reader), word, place);
            Texts words = reader->category.columns;
            words.push_back(reader->channel_column);
            for (const auto& [attribute, column] : reader->category.each) words.push_back(column);
            for (const auto& area : reader->areas) {
                words.push_back(area.column);
                words.push_back(area.within);
                if (!area.pattern.empty() && names({area.column}, word, place))
                    said.patterns.emplace_back(area.pattern);
            }
            std::erase(words, "");
            said.words = said.words || names(words, word, place);
        }
        return said;
    }

    // Whether a cell that stays says what it must not.
    bool tells(std::string_view cell) const {
        return std::ranges::any_of(what_.texts, [&](const HeldText& text) { return text.told_in(cell); });
    }

    bool may_be_replaced(std::string_view cell, const Said& said) const {
        if (said.stays || what_.known.contains(folded(cell))) return false;
        const std::string text{cell};
        if (std::ranges::any_of(said.patterns,
                                [&](const std::regex& pattern) { return std::regex_search(text, pattern); }))
            return false;
        if (said.time) return says_no_time(cell);
        return said.words || std::ranges::any_of(folded(cell), [](char c) { return c >= 'a' && c <= 'z'; });
    }

    // A text where a day or an hour should be: it is refused, or told as impossible, whatever it says.
    bool says_no_time(std::string_view cell) const {
        const std::string text = folded(cell);
        const auto says_unknown = [&](const Source* reader) {
            const auto marks = split(reader->span.part, '|');  // of months that nobody knows
            const auto is_text = [&](std::string_view mark) { return folded(mark) == text; };
            return std::ranges::any_of(reader->hour.unknown, is_text) ||
                   std::ranges::any_of(reader->format.missing, is_text) ||
                   std::ranges::any_of(marks, is_text);
        };
        return std::ranges::none_of(text, [](char c) { return c >= '0' && c <= '9'; }) &&
               !is_missing_mark(text) && !parse_month_number(cell) && !quality::parse_weekday(cell) &&
               !parse_hour(cell) && std::ranges::none_of(readers_, says_unknown);
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
        const bool bare = !erased && is_bare(cells);
        for (std::size_t i = 0; i < left.size(); ++i) {
            // Cells beyond the head belong to no column.
            const bool goes = i < stays_.size() ? everywhere_[i] || (erased && !stays_[i]) : erased;
            const bool told = erased && !goes && tells(left[i]);
            const bool replaced = told && may_be_replaced(left[i], said_[i]);
            out_.telling += told && !replaced ? 1 : 0;
            if (!bare)
                look_for_quote(left[i], goes || replaced ? out_.unquoted : erased ? left_ : elsewhere_);
            if ((!goes && !replaced) || left[i].empty()) continue;
            left[i] = replaced ? erased_cell : std::string_view{};
            ++blanked;
        }
        if (erased) out_.lines.push_back(line_);
        out_.rows += blanked > 0 ? 1 : 0;
        out_.cells += blanked;
        write(left);
    }

    // Whether all that an erasure takes is blank, as in a row that was erased before: it says nothing for itself.
    bool is_bare(std::span<const std::string_view> cells) const {
        bool any = false;
        for (std::size_t i = 0; i < std::min(cells.size(), stays_.size()); ++i) {
            if (stays_[i]) continue;
            if (!cells[i].empty()) return false;
            any = true;
        }
        return any;
    }

    void look_for_quote(std::string_view cell, std::set<std::string>& to) const {
        if (what_.quoted.empty() || cell.empty()) return;
        auto text = store::quote_compared(quotable(cell));
        if (what_.quoted.contains(text)) to.insert(std::move(text));
    }

    void write(const std::vector<std::string_view>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) text_ += separator_;
            text_ += quoted(cells[i]);
        }
        // A line that is blank would be no row.
        if (cells.size() == 1 && cells[0].empty()) text_ += "\"\"";
        text_ += '\n';
    }

    std::string quoted(std::string_view cell) const {
        if (cell.find(separator_) == std::string_view::npos) return csv_cell(cell);
        std::string out = "\"";
        for (const char c : cell) out += c == '"' ? std::string{"\"\""} : std::string{c};
        return out + '"';
    }

    char separator_;
    std::span<const Source* const> readers_;
    const ToRedact& what_;
    Texts folded_;
    std::vector<bool> stays_, everywhere_;
    std::vector<Said> said_;
    std::vector<KeyAt> keys_;
    std::int64_t line_ = 0;
    std::set<std::string> left_, elsewhere_;  // quoted: in cells that stay of erased rows, in other rows
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
    return !source.by_pages() && source.format.type != FileType::parquet && !tells_of_places(source.kind);
}

Source as_twin(const Source& source) {
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
    NoProgress quiet;
    Redacting redacting{separator_of(source), readers, what};
    const OpenFile file{bytes, name};
    read_table(source, file, 1, redacting, quiet);
    return redacting.finish();
}

}  // namespace atalaya::intake
