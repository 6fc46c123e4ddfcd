#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/nearest.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

namespace {

using Texts = std::vector<std::string>;

// By its name, or "#1" the first: of a column without a name no other word is left.
int place_of(const Texts& folded_head, std::string_view column) {
    const auto found = std::find(folded_head.begin(), folded_head.end(), folded(column));
    if (found != folded_head.end()) return static_cast<int>(found - folded_head.begin());
    if (!column.starts_with('#')) return -1;
    const auto place = whole_number(column.substr(1));
    const bool there = place && *place >= 1 && *place <= std::ssize(folded_head);
    return there && folded_head[static_cast<std::size_t>(*place) - 1].empty() ? static_cast<int>(*place) - 1
                                                                              : -1;
}

Texts folded_all(const Texts& head) {
    Texts out;
    for (const auto& word : head) out.push_back(folded(word));
    return out;
}

// The head as a person may recognise it, not longer than a line.
std::string shown(const Texts& head) {
    std::string text = join(head, " | ");
    for (auto& c : text) {
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    }
    if (text.size() <= 160) return text;
    std::size_t end = 160;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "...";
}

Message advice(const Source& source, const Texts& missing, const Texts& head) {
    const bool none = missing.size() == source.columns().size();
    if (none) {
        return message(
            " Is this the file, and does it have a head? If so, mend \"header_row\", \"separator\" or the "
            "column names in source.toml of {}.",
            source.id);
    }
    std::vector<Message> hints;
    for (const auto& column : missing) {
        const std::string near = nearest(column, head);
        if (!near.empty()) hints.push_back(message(" Perhaps \"{}\" is \"{}\".", near, column));
    }
    hints.push_back(message(" Mend the names in source.toml of {}, or ask for the column.", source.id));
    return joined(std::move(hints), "");
}

}  // namespace

int columns_found(const Source& source, const Texts& head) {
    const Texts known = folded_all(head);
    int found = 0;
    for (const auto& column : source.file_columns()) found += place_of(known, column) >= 0;
    return found;
}

Layout::Layout(const Source& source, const Texts& head, const std::string& file) : width_{head.size()} {
    if (head.size() > most_columns) {
        throw Error{Fault::bad_input,
                    message("{}: expected at most {} columns; found {}. This is no table of facts.", file,
                            most_columns, head.size())};
    }
    const Texts known = folded_all(head);
    Texts missing;
    for (const auto& column : source.columns()) {
        places_.emplace_back(column, place_of(known, column));
        if (places_.back().second < 0) missing.push_back(column);
    }
    for (const auto& [column, place] : places_) {
        const auto times = std::count(known.begin(), known.end(), folded(column));
        if (times > 1)
            throw Error{Fault::bad_input,
                        message("{}: expected one column {}; found {} of that name. Take out or rename those "
                                "that are not meant.",
                                file, column, times)};
    }
    if (missing.empty()) return;
    throw Error{Fault::bad_input,
                message("{}: expected the columns {}; not found: {}. Line {} says: {}.{}", file,
                        join(source.columns(), ", "), join(missing, ", "), source.format.header_row,
                        shown(head), advice(source, missing, head))};
}

std::string Layout::name(int column) const {
    const auto found = std::find_if(places_.begin(), places_.end(),
                                    [&](const auto& p) { return column >= 0 && p.second == column; });
    return found == places_.end() ? "" : found->first;
}

int Layout::at(std::string_view column) const {
    if (column.empty()) return -1;
    const auto found =
        std::find_if(places_.begin(), places_.end(), [&](const auto& p) { return p.first == column; });
    expects(found != places_.end(), "a layout is asked for columns of its source");
    return found->second;
}

}  // namespace atalaya::intake
