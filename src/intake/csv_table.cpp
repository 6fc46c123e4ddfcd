// Separated values in blocks: one thread reads and cuts at ends of records, others turn
// blocks into parts, and parts are taken in order, so the threads change nothing but time.
#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <future>
#include <map>
#include <utility>

#include "core/composed.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "core/text_place.hpp"
#include "intake/csv.hpp"
#include "intake/no_table.hpp"
#include "intake/record_blocks.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

bool has_nul(std::string_view text) {
    return std::memchr(text.data(), '\0', text.size()) != nullptr;
}

// --- what a block becomes ---------------------------------------------------------------

enum class Trouble { none, nul, encoding, too_long, open_quote, cut };

struct Outcome {
    std::unique_ptr<Part> part;
    std::int64_t rows = 0;
    bool ended = false;
    Trouble trouble = Trouble::none;  // in the row after `rows`
    std::size_t cell = 0;             // and the cell of it where it is
};

// Only the end of a file lacks the end of a line: a row short of cells there was cut off.
bool is_cut(std::string_view text, std::size_t cells, std::size_t width) {
    return !text.ends_with('\n') && !text.ends_with('\r') && cells < width;
}

// The cell of a row with a byte that is no text, or a quote without end: those before it are good.
std::size_t cell_in_trouble(Trouble trouble, std::span<const std::string_view> cells) {
    const auto bad = [&](std::string_view cell) {
        return trouble == Trouble::nul ? has_nul(cell) : trouble == Trouble::encoding && !is_utf8(cell);
    };
    const auto found = std::find_if(cells.begin(), cells.end(), bad);
    return static_cast<std::size_t>(std::min(found, cells.end() - 1) - cells.begin());
}

Outcome read_block(const std::string& block, char separator, std::size_t width, std::unique_ptr<Part> part) {
    Outcome out{.part = std::move(part)};
    const bool clean = !has_nul(block) && (is_ascii_text(block) || is_utf8(block));
    CsvRecord record{separator};
    for (std::size_t at = 0; at < block.size();) {
        const std::size_t next = record.read(block, at);
        const std::string_view text{block.data() + at, next - at};
        at = next;
        if (record.open_quote())
            out.trouble = Trouble::open_quote;
        else if (text.size() > longest_record)
            out.trouble = Trouble::too_long;
        else if (!clean && has_nul(text))
            out.trouble = Trouble::nul;
        else if (!clean && !is_utf8(text))
            out.trouble = Trouble::encoding;
        if (out.trouble != Trouble::none) {
            out.cell = cell_in_trouble(out.trouble, record.cells());
            return out;
        }
        if (record.blank()) continue;
        if (is_cut(text, record.cells().size(), width)) {
            out.trouble = Trouble::cut;
            out.cell = record.cells().empty() ? 0 : record.cells().size() - 1;
            return out;
        }
        if (!out.part->row(record.cells(), record.quotes())) {
            out.ended = true;
            return out;
        }
        ++out.rows;
    }
    return out;
}

// As people write its name; what is mixed is taken for UTF-8 where it can be.
std::string_view written(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8:
        case Encoding::utf8_twice:
        case Encoding::mixed: return "UTF-8";
        case Encoding::latin1: return "Latin-1";
        case Encoding::windows1252: return "Windows-1252";
        case Encoding::cp850: return "CP850";
        case Encoding::macintosh: return "Mac OS Roman";
        case Encoding::utf16: return "UTF-16";
    }
    return "";
}

Message place_of(const std::string& file, std::int64_t row, std::size_t cell, const Texts& head) {
    if (cell < head.size()) return message("{}, data row {}, column \"{}\": ", file, row, head[cell]);
    return message("{}, data row {}, cell {}: ", file, row, cell + 1);
}

[[noreturn]] void refuse_trouble(Trouble trouble, const Message& where, Encoding encoding) {
    switch (trouble) {
        case Trouble::nul:
            refuse(
                message("{}expected text; found a NUL byte. The file is damaged or is no text: export it "
                        "again as CSV.",
                        where));
        case Trouble::encoding:
            refuse(
                message("{}expected {}; found bytes that are not. Say encoding = \"latin-1\" in [format], "
                        "\"mixed\" when other lines are UTF-8, or save the file as UTF-8.",
                        where, written(encoding)));
        case Trouble::too_long:
            refuse(
                message("{}expected at most {} KiB in a row; found more. This is no table of facts, or its "
                        "lines do not end as they should: fetch it again.",
                        where, longest_record >> 10));
        case Trouble::open_quote:
            refuse(message(
                "{}a quote that begins a cell here is never closed. Close it in the file, or fetch it again.",
                where));
        case Trouble::cut:
            refuse(
                message("{}expected a whole row; the file ends in the middle of it. It was cut off: fetch it "
                        "again. If it is a note below the table, take it out.",
                        where));
        case Trouble::none: break;
    }
    throw std::logic_error{"refuse_trouble: there is none"};
}

// --- the head ---------------------------------------------------------------------------

constexpr std::array<char, 4> separators{',', ';', '\t', '|'};

std::string beginning(std::string_view text) {
    std::string shown;
    for (const char c : text.substr(0, 60))
        shown += static_cast<unsigned char>(c) >= 0x20 && c != '\x7F' ? c : '.';
    return is_utf8(shown) ? shown : utf8_from_latin1(shown);
}

void refuse_other_formats(std::string_view text, const std::string& file) {
    const auto is = [&](std::string_view magic) { return text.starts_with(magic); };
    if (is(std::string_view{"\xFF\xFE\0\0", 4}))
        refuse(message("{}: expected UTF-8; found UTF-32. Save it as \"CSV UTF-8\".", file));
    if (is("\xFF\xFE") || is("\xFE\xFF"))
        refuse(
            message("{}: expected UTF-8; found UTF-16. Say encoding = \"utf-16\" in [format], or save it as "
                    "\"CSV UTF-8\".",
                    file));
    refuse_what_is_no_table(text, file);
    refuse_binary(text, file);
}

void refuse_head_of_other_bytes(std::string_view head, const std::string& file) {
    if (is_utf8(head)) return;
    const TextPlace place = place_in(head, utf8_until(head));
    refuse(
        message("{}, line {}, column {}: expected UTF-8; the head has bytes that are not. Say encoding = "
                "\"latin-1\" in [format], or save the file as UTF-8.",
                file, place.line, place.column));
}

struct Head {
    Texts words;              // of most_columns and one more at most
    std::size_t columns = 0;  // as many as there are
    std::size_t past = 0;     // where the rows begin
};

[[noreturn]] void refuse_long_head() {
    refuse(message("the head is longer than {} KiB. This is no table of facts.", longest_record >> 10));
}

std::size_t end_of_line(std::string_view text, std::size_t at) {
    return std::min({text.find('\n', at), text.find('\r', at), text.size()});
}

// How many cells a line without quotes has from `at` on; 0 of one with quotes. A million views take much room.
std::size_t cells_of_plain_line(std::string_view text, std::size_t at, char separator) {
    const auto end = end_of_line(text, at);
    const auto line = text.substr(at, end - at);
    if (line.find('"') != std::string_view::npos) return 0;
    return static_cast<std::size_t>(std::count(line.begin(), line.end(), separator)) + 1;
}

// The head as this separator splits it: header_rows records joined word by word.
Head head_with(std::string_view text, const Format& format, char separator) {
    CsvRecord record{separator};
    Head head;
    int seen = 0;
    while (head.past < text.size() && seen < format.header_row + format.header_rows - 1) {
        const std::size_t told = cells_of_plain_line(text, head.past, separator);
        if (told > 4 * most_columns && seen + 1 >= format.header_row) {
            head.columns = told;
            if (end_of_line(text, head.past) - head.past > longest_record) refuse_long_head();
            head.words.resize(most_columns + 1);
            break;
        }
        const std::size_t next = record.read(text, head.past);
        if (next - head.past > longest_record) {
            refuse_long_head();
        }
        head.past = next;
        if (++seen < format.header_row) continue;
        const auto cells = record.cells();
        // A million words take much room, and are refused.
        head.columns = std::max(head.columns, cells.size());
        const std::size_t width = std::min(cells.size(), most_columns + 1);
        if (width > head.words.size()) head.words.resize(width);
        for (std::size_t i = 0; i < width; ++i) {
            const auto word = trimmed(cells[i]);
            if (!word.empty()) head.words[i] += (head.words[i].empty() ? "" : " ") + std::string{word};
        }
        if (head.words.size() > most_columns) break;
    }
    return head;
}

// How many blank cells the first rows, nearly all of them, have after the head's: some programs end each row
// with a separator, but not the head. A row alone has them where a separator stands within a cell.
std::size_t cells_after_every_row(std::string_view text, const Head& head, char separator) {
    constexpr int fewest = 3, enough = 100;
    CsvRecord record{separator};
    std::map<std::size_t, int> rows;  // by how many more cells than the head they have, all blank
    int seen = 0;
    for (std::size_t at = head.past; at < text.size() && seen < enough;) {
        at = record.read(text, at);
        if (at == text.size() && !text.ends_with('\n')) break;  // perhaps not whole
        if (record.blank()) continue;
        ++seen;
        const auto cells = record.cells();
        const std::size_t width = std::min(cells.size(), head.words.size());
        const auto says = [](std::string_view cell) { return !trimmed(cell).empty(); };
        if (std::none_of(cells.begin() + static_cast<std::ptrdiff_t>(width), cells.end(), says))
            ++rows[cells.size() - width];
    }
    for (const auto& [more, of] : rows) {
        if (seen >= fewest && of * 10 >= seen * 9) return more;
    }
    return 0;
}

char best_separator(std::string_view text, const Source& source) {
    char best = separators.front();
    std::pair<int, std::size_t> most{-1, 0};
    for (const char candidate : separators) {
        const Head head = head_with(text, source.format, candidate);
        const std::pair<int, std::size_t> score{columns_found(source, head.words), head.words.size()};
        if (score <= most) continue;
        most = score;
        best = candidate;
    }
    return best;
}

Message name_of(char separator) {
    return separator == '\t' ? message("tab") : message("\"{}\"", separator);
}

// A separator that was said and is not the one the file has.
void refuse_wrong_separator(std::string_view text, const Source& source, const Head& head,
                            const std::string& file) {
    if (source.format.separator == '\0' || columns_found(source, head.words) > 0) return;
    const char better = best_separator(text, source);
    if (columns_found(source, head_with(text, source.format, better).words) == 0) return;
    refuse(
        message("{}: expected cells separated by {}; found the columns separated by {} (the first line "
                "begins \"{}\"). Say separator = \"auto\" in [format] of {}.",
                file, name_of(source.format.separator), name_of(better), beginning(text), source.id));
}

// --- parts in order --------------------------------------------------------------------

class Taking {
  public:
    Taking(RowConsumer& consumer, const ByteStream& stream, const Source& source, const OpenFile& file,
           const Texts& head, Progress& progress)
        : consumer_{consumer},
          stream_{stream},
          source_{source},
          file_{file},
          head_{head},
          progress_{progress} {}

    // false: the table has ended.
    bool take(Outcome outcome) {
        progress_.check_interrupt();
        if (outcome.trouble != Trouble::none) {
            const std::int64_t row = rows_ + outcome.rows + 1;
            const bool whole_row = outcome.trouble == Trouble::too_long;
            refuse_trouble(outcome.trouble,
                           whole_row ? message("{}, data row {}: ", file_.name(), row)
                                     : place_of(file_.name(), row, outcome.cell, head_),
                           source_.format.encoding);
        }
        rows_ += outcome.rows;
        const double whole = static_cast<double>(std::max<std::uint64_t>(file_.size(), 1));
        consumer_.take(std::move(outcome.part), std::min(1.0, static_cast<double>(stream_.used()) / whole));
        progress_.advance(stream_.used());
        return !outcome.ended;
    }

  private:
    RowConsumer& consumer_;
    const ByteStream& stream_;
    const Source& source_;
    const OpenFile& file_;
    const Texts& head_;
    Progress& progress_;
    std::int64_t rows_ = 0;
};

}  // namespace

quality::EncodingSeen read_csv_table(ByteStream& stream, const Source& source, const OpenFile& file,
                                     int threads, RowConsumer& consumer, Progress& progress) {
    RecordBlocks blocks{stream, source.format.encoding};
    std::string& text = blocks.pending();
    if (trimmed(text).empty()) {
        refuse(message("{}: expected the columns {}; the file is empty.", file.name(),
                       join(source.columns(), ", ")));
    }
    refuse_other_formats(text, file.name());

    const char separator = source.format.separator ? source.format.separator : best_separator(text, source);
    Head head = head_with(text, source.format, separator);
    refuse_head_of_other_bytes({text.data(), head.past}, file.name());
    refuse_wrong_separator(text, source, head, file.name());
    if (head.columns > most_columns)
        refuse(message("{}: expected at most {} columns; found {}. This is no table of facts.", file.name(),
                       most_columns, head.columns));
    head.words.resize(head.words.size() + cells_after_every_row(text, head, separator));
    for (auto& word : head.words) word = composed(word);
    consumer.head(head.words);
    text.erase(0, head.past);

    Taking taking{consumer, stream, source, file, head.words, progress};
    std::deque<std::future<Outcome>> running;
    bool more = true;
    const auto take_first = [&] {
        more = taking.take(running.front().get()) && more;
        running.pop_front();
    };
    const auto policy = threads > 1 ? std::launch::async : std::launch::deferred;
    while (more) {
        std::string block = blocks.next(separator);
        if (block.empty()) break;
        if (may_be_decomposed(block)) block = composed(block);
        running.push_back(std::async(policy, [block = std::move(block), separator, width = head.words.size(),
                                              part = consumer.new_part()]() mutable {
            return read_block(block, separator, width, std::move(part));
        }));
        if (running.size() >= static_cast<std::size_t>(std::max(threads, 1))) take_first();
    }
    while (more && !running.empty()) take_first();
    return blocks.encoding();
}

}  // namespace atalaya::intake
