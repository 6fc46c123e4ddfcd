#include "geocode/deny_list.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "geocode/abbreviations.hpp"
#include "geocode/address.hpp"
#include "geocode/vocabulary.hpp"
#include "geocode/words.hpp"

namespace atalaya::geocode {

namespace {

bool is_number(std::string_view word) {
    return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

using Edits = int (*)(std::size_t letters);

int few_edits(std::size_t letters) {
    return letters < 4 ? 0 : letters <= 6 ? 1 : 2;
}
int many_edits(std::size_t letters) {
    return letters < 3 ? 0 : std::max(2, static_cast<int>(letters + 1) / 2);
}

bool alike(std::string_view a, std::string_view b, Edits allowed) {
    if (a == b) return true;
    if (is_number(a) || is_number(b)) return false;
    const auto near = [&](std::string_view x, std::string_view y) {
        const int most = allowed(std::max(x.size(), y.size()));
        return edits_between(x, y, most) <= most;
    };
    return near(a, b) || near(sound_of(a), sound_of(b));
}

// As they were written and as what they abbreviate.
std::vector<std::string> all_words(std::string_view text) {
    std::vector<std::string> words;
    for (const Word& word : words_of(text)) words.push_back(word.text);
    const std::string plain = folded(repaired(text));
    for (std::size_t i = 0; i < plain.size();) {
        std::size_t end = i;
        while (end < plain.size() && (plain[end] >= 'a' && plain[end] <= 'z')) ++end;
        const std::string word = plain.substr(i, end - i);
        if (end - i >= 3 && std::ranges::find(words, word) == words.end()) words.push_back(word);
        i = end + (end == i ? 1 : 0);
    }
    return words;
}

// Every number in the text, however its thousands are written and whatever is glued to it.
std::vector<std::int64_t> numbers_in(std::string_view text) {
    std::vector<std::int64_t> found;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] < '0' || text[i] > '9') {
            ++i;
            continue;
        }
        std::string digits, joined;
        const auto take = [&](std::string& to) {
            while (i < text.size() && text[i] >= '0' && text[i] <= '9' && to.size() < 15) to += text[i++];
            while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
        };
        take(digits);
        found.push_back(*whole_number(digits));
        joined = digits;
        while (i + 1 < text.size() && (text[i] == '.' || text[i] == ',' || text[i] == ' ') &&
               text[i + 1] >= '0' && text[i + 1] <= '9' && joined.size() <= 6) {
            ++i;
            digits.clear();
            take(digits);
            found.push_back(*whole_number(digits));
            if (digits.size() != 3) break;
            joined += digits;
            if (const auto value = whole_number(joined)) found.push_back(*value);
        }
    }
    return found;
}

// The words that tell a name from others: its plain ones, or what it has. As they are written
// where `as_written`, abbreviations written out otherwise.
std::vector<std::string> telling(std::string_view name, bool as_written) {
    const std::vector<Word> all = words_of(name);
    std::vector<std::string> words;
    for (const Kind kind : {Kind::plain, Kind::title, Kind::way, Kind::link}) {
        for (const Word& word : all) {
            if (word.kind == kind) words.push_back(word.text);
        }
        if (!words.empty()) break;
    }
    if (!as_written) return words;
    std::vector<std::string> written;
    const std::string plain = folded(repaired(name));
    for (const auto part : split(plain, ' ')) {
        std::string word;
        for (const char c : part) {
            if (c != '.' && c != ',') word += c;
        }
        const Abbreviation* known = abbreviation(word);
        if (!word.empty() && (!known || known->kind == Kind::plain)) written.push_back(word);
    }
    return written;
}

std::string lot_of(const Address& address) {
    return address.block.empty() ? "" : address.block + "/" + address.lot;
}

}  // namespace

DenyList::DenyList(std::span<const Protected> list) {
    for (const Protected& one : list) {
        const bool turned = one.address.find(',') < one.address.find_first_of("0123456789");
        const auto read_as = readings(one.address);
        for (std::size_t i = 0; i < read_as.size(); ++i) {
            const Address& reading = read_as[i];
            if (!reading.block.empty()) {
                lots_.insert(lot_of(reading));
                continue;
            }
            // A name cut at a comma would be too short a name to refuse by.
            if (i > 0 && !reading.number && !reading.tails.empty()) continue;
            std::string name = reading.street;
            if (!reading.number) {
                for (const auto& crossing : reading.crossings) name += " " + crossing;
            }
            const auto words = telling(name, false), written = telling(name, true);
            add(words, reading.number, turned);
            if (written != words) add(written, reading.number, turned);
        }
    }
}

void DenyList::add(std::vector<std::string> words, std::optional<std::int32_t> number, bool turned) {
    if (words.empty()) return;
    Entry entry{.words = std::move(words), .whole = !number};
    std::size_t longest = 0;
    for (const auto& word : entry.words) {
        entry.letters += word.size();
        longest = std::max(longest, word.size());
    }
    for (std::size_t i = 0; i < entry.words.size(); ++i) {
        entry.tells_alone.push_back(i + 1 == entry.words.size() || (turned && i == 0) ||
                                    entry.words[i].size() == longest);
    }
    auto& holders = number ? by_number_[*number] : without_number_;
    holders.push_back(static_cast<std::uint32_t>(entries_.size()));
    entries_.push_back(std::move(entry));
}

bool DenyList::says(const std::vector<std::string>& words, const Entry& entry, Match match) const {
    const Edits allowed = match == Match::near ? few_edits : many_edits;
    std::size_t letters = 0;
    bool all = true;
    for (std::size_t i = 0; i < entry.words.size(); ++i) {
        const bool met = std::ranges::any_of(
            words, [&](const auto& word) { return alike(word, entry.words[i], allowed); });
        if (!met) {
            all = false;
            continue;
        }
        if (!entry.whole && entry.tells_alone[i]) return true;
        letters += entry.words[i].size();
    }
    return all || (!entry.whole && 2 * letters >= entry.letters);
}

bool DenyList::refuses(std::string_view text, Match match) const {
    if (!lots_.empty() &&
        std::ranges::any_of(readings(text), [&](const Address& a) { return lots_.contains(lot_of(a)); }))
        return true;
    if (entries_.empty()) return false;
    std::vector<std::string> words;
    const auto says_it = [&](std::uint32_t entry) {
        if (words.empty()) words = all_words(text);
        return says(words, entries_[entry], match);
    };
    if (!by_number_.empty()) {
        for (const std::int64_t number : numbers_in(text)) {
            const auto at = by_number_.find(number);
            if (at != by_number_.end() && std::ranges::any_of(at->second, says_it)) return true;
        }
    }
    return std::ranges::any_of(without_number_, says_it);
}

}  // namespace atalaya::geocode
