#include "intake/csv.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

#include "core/composed.hpp"

namespace atalaya::intake {

namespace {

bool ends_record(char c) {
    return c == '\n' || c == '\r';
}

std::size_t after_line_end(std::string_view text, std::size_t at) {
    const bool pair = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    return at + (pair ? 2 : 1);
}

const char* next_quote(std::string_view text, std::size_t at) {
    return static_cast<const char*>(std::memchr(text.data() + at, '"', text.size() - at));
}

// Just after the quote that closes the cell whose text begins at `at`; npos when none does.
std::size_t after_closing_quote(std::string_view text, std::size_t at) {
    for (;;) {
        const char* quote = next_quote(text, at);
        if (!quote) return std::string_view::npos;
        at = static_cast<std::size_t>(quote - text.data()) + 1;
        if (at >= text.size() || text[at] != '"') return at;
        ++at;
    }
}

}  // namespace

std::size_t CsvRecord::read_plain(std::string_view text, std::size_t at) {
    const char* const begin = text.data() + at;
    const char* const end = text.data() + text.size();
    const char* p = begin;
    while (p != end && *p != separator_ && !ends_record(*p)) ++p;
    cells_.emplace_back(begin, static_cast<std::size_t>(p - begin));
    return static_cast<std::size_t>(p - text.data());
}

std::size_t CsvRecord::read_quoted(std::string_view text, std::size_t at) {
    const std::size_t begin = at + 1;
    std::size_t past = after_closing_quote(text, begin);
    if (past == std::string_view::npos) {
        open_quote_ = true;
        cells_.push_back(text.substr(begin));
        return text.size();
    }
    const std::string_view inside = text.substr(begin, past - 1 - begin);
    const bool plain_end = past == text.size() || text[past] == separator_ || ends_record(text[past]);
    if (plain_end && inside.find('"') == std::string_view::npos) {
        cells_.push_back(inside);
        return past;
    }
    if (used_ == unescaped_.size()) unescaped_.emplace_back();
    std::string& cell = unescaped_[used_++];
    cell.clear();
    for (std::size_t i = 0; i < inside.size(); ++i) {
        cell += inside[i];
        if (inside[i] == '"') ++i;  // the second of a pair
    }
    const std::size_t tail = past;
    while (past < text.size() && text[past] != separator_ && !ends_record(text[past])) ++past;
    const auto after = text.substr(tail, past - tail);
    if (quotes_.after < 0 && after.find_first_not_of(" \t") != std::string_view::npos)
        quotes_.after = static_cast<int>(cells_.size());
    cell.append(after);
    cells_.push_back(cell);
    return past;
}

// A cell that points into the record and has a quote did not begin with one: those that did are without
// their quotes, or unescaped elsewhere.
void CsvRecord::find_quotes_within(std::string_view record) {
    if (open_quote_ || record.find('"') == std::string_view::npos) return;
    const std::less_equal<const char*> not_after;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const bool in_record = not_after(record.data(), cells_[i].data()) &&
                               not_after(cells_[i].data(), record.data() + record.size());
        if (!in_record || cells_[i].find('"') == std::string_view::npos) continue;
        quotes_.within = static_cast<int>(i);
        return;
    }
}

std::size_t CsvRecord::read(std::string_view text, std::size_t at) {
    cells_.clear();
    open_quote_ = false;
    quotes_ = {};
    used_ = 0;
    const std::size_t begin = at;
    for (;;) {
        at = at < text.size() && text[at] == '"' ? read_quoted(text, at) : read_plain(text, at);
        if (at >= text.size() || text[at] != separator_) break;
        ++at;
    }
    find_quotes_within(text.substr(begin, at - begin));
    return at >= text.size() ? text.size() : after_line_end(text, at);
}

std::size_t end_of_whole_records(std::string_view text, char separator, bool last) {
    // A record is no longer than longest_record, so its end is looked for in the tail only.
    const std::size_t tail = text.size() > 2 * longest_record ? text.size() - 2 * longest_record : 0;
    std::size_t end = std::string_view::npos;
    const auto remember = [&](std::size_t from, std::size_t to) {  // the last line end in [from, to)
        if (to <= tail) return;
        for (std::size_t i = to; i > std::max(from, tail); --i) {
            if (!ends_record(text[i - 1])) continue;
            // A CR at the very end may be half of a CRLF.
            if (text[i - 1] == '\r' && i == text.size() && !last) continue;
            end = i;
            return;
        }
    };
    std::size_t outside = 0;  // where the current stretch outside quotes began
    std::size_t at = 0;
    while (const char* quote = next_quote(text, at)) {
        const auto q = static_cast<std::size_t>(quote - text.data());
        const bool opens = q == 0 || text[q - 1] == separator || ends_record(text[q - 1]);
        if (!opens) {
            at = q + 1;
            continue;
        }
        remember(outside, q);
        const std::size_t past = after_closing_quote(text, q + 1);
        // A pair of quotes cut in two looks closed: the next block would tell.
        if (past == std::string_view::npos || (past == text.size() && !last)) return last ? text.size() : end;
        outside = at = past;
    }
    remember(outside, text.size());
    return last ? text.size() : end;
}

std::vector<std::vector<std::string>> csv_rows(std::string_view text, char separator) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<std::vector<std::string>> rows;
    CsvRecord record{separator};
    for (std::size_t at = 0; at < text.size();) {
        at = record.read(text, at);
        if (record.blank()) continue;
        rows.emplace_back(record.cells().begin(), record.cells().end());
        for (auto& cell : rows.back())
            if (may_be_decomposed(cell)) cell = composed(cell);
    }
    return rows;
}

std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

}  // namespace atalaya::intake
