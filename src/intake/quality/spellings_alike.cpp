#include "intake/quality/spellings_alike.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "core/text.hpp"
#include "intake/nearest.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t shortest_cut = 12, shortest_word = 7, fewest_cuts = 3, most_of_a_key = 64;
constexpr std::int64_t rarer = 20;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_ascii_letter(char c) {
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'z';
}
bool beyond_ascii(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

// The code point at `at`, which moves behind it; 0xFFFD where there is none.
char32_t next_code(std::string_view text, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(text[at++]);
    if (byte < 0x80) return byte;
    const int more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 0;
    if (more == 0) return 0xFFFD;
    char32_t code = byte & (0x3Fu >> more);
    for (int i = 0; i < more; ++i) {
        if (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) return 0xFFFD;
        code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
    }
    return code;
}

// Signs of U+0080 to U+00BF and of general punctuation, as "°" and "’".
bool is_sign(char32_t code) {
    return (code >= 0x80 && code < 0xC0) || (code >= 0x2000 && code < 0x2070);
}

// Folded, with one blank for every run of what is neither letter nor digit.
std::string plain(std::string_view text) {
    const std::string low = folded(text);
    std::string out;
    for (std::size_t at = 0; at < low.size();) {
        const std::size_t start = at;
        const char32_t code = next_code(low, at);
        const bool part = code < 0x80 ? is_ascii_letter(low[start]) || is_digit(low[start]) : !is_sign(code);
        if (part)
            out.append(low, start, at - start);
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

bool is_number(std::string_view word) {
    return std::all_of(word.begin(), word.end(), is_digit) ||
           word.find_first_not_of("ivxlc") == std::string_view::npos;
}

// Without blanks, but between two numbers, Roman or not.
std::string form_of(const std::string& plain) {
    std::string form;
    std::string_view before;
    for (const auto word : split(plain, ' ')) {
        const bool digits = !form.empty() && is_digit(form.back()) && !word.empty() && is_digit(word.front());
        if (digits || (!before.empty() && is_number(before) && is_number(word))) form += ' ';
        form += word;
        before = word;
    }
    return form;
}

// One sign for every run beyond ASCII; "" where there is none.
std::string skeleton_of(std::string_view text) {
    std::string out;
    bool any = false;
    for (const char c : text) {
        if (beyond_ascii(c)) {
            any = true;
            if (out.empty() || out.back() != '*') out += '*';
        } else if (is_ascii_letter(c) || is_digit(c)) {
            out += static_cast<char>(is_digit(c) ? c : c | 0x20);
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    return any ? out : std::string{};
}

bool has_what_no_name_has(std::string_view text) {
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code = next_code(text, at);
        const bool half = (before == 0xC2 || before == 0xC3) && is_sign(code);
        if (half || code == 0xFFFD || (code >= 0x80 && code < 0xA0)) return true;
        before = code;
    }
    return false;
}

// Sets of texts found alike; none holds two meanings.
class Sets {
  public:
    explicit Sets(const std::vector<Spelling>& texts) : above_(texts.size()), by_(texts.size()) {
        std::iota(above_.begin(), above_.end(), 0u);
        for (const auto& text : texts) meaning_.push_back(text.meaning);
    }
    std::size_t root(std::size_t i) {
        while (above_[i] != i) i = above_[i] = above_[above_[i]];
        return i;
    }
    void unite(std::size_t a, std::size_t b, Alike by) {
        a = root(a), b = root(b);
        if (a == b) return;
        const bool differ =
            meaning_[a] != no_meaning && meaning_[b] != no_meaning && meaning_[a] != meaning_[b];
        if (differ) return;
        above_[b] = a;
        if (meaning_[a] == no_meaning) meaning_[a] = meaning_[b];
        by_[a].merge(by_[b]);
        by_[a].insert(by);
    }
    const std::set<Alike>& by(std::size_t root) const { return by_[root]; }

  private:
    std::vector<std::size_t> above_;
    std::vector<std::int32_t> meaning_;
    std::vector<std::set<Alike>> by_;
};

struct Column {
    const std::vector<Spelling>& texts;
    std::vector<std::string> plain;
    Sets sets;
};

// Unites the texts of one key; those without a key with none.
template <class Key>
void unite_same(Column& column, Alike by, const Key& key) {
    std::map<typename decltype(key(std::size_t{}))::value_type, std::size_t> first;
    for (std::size_t i = 0; i < column.texts.size(); ++i) {
        const auto of = key(i);
        if (!of) continue;
        const auto [at, fresh] = first.emplace(*of, i);
        if (!fresh) column.sets.unite(at->second, i, by);
    }
}

void unite_encodings(Column& column) {
    std::map<std::string, std::vector<std::size_t>> alike;
    for (std::size_t i = 0; i < column.texts.size(); ++i) {
        if (auto skeleton = skeleton_of(column.texts[i].text); !skeleton.empty())
            alike[std::move(skeleton)].push_back(i);
    }
    for (const auto& [skeleton, members] : alike) {
        for (const auto broken : members) {
            if (!has_what_no_name_has(column.texts[broken].text)) continue;
            for (const auto other : members) column.sets.unite(other, broken, Alike::encoding);
        }
    }
}

// A text and the next longer one that it begins, where all that it begins begin each other.
struct Beginning {
    std::size_t text, longer;
    bool within_word;
};

// Whether the word of `longer` in or before which `shorter` ends is a number: "SECCION I" is no "SECCION II" cut short.
bool ends_at_a_number(const std::string& shorter, const std::string& longer) {
    const bool within = longer[shorter.size()] != ' ';
    const auto start = within ? longer.rfind(' ', shorter.size()) + 1 : shorter.size() + 1;
    const auto word = longer.substr(start, longer.find(' ', start) - start);
    return is_number(word);
}

std::vector<Beginning> beginnings(const Column& column) {
    std::vector<std::size_t> order(column.texts.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto& plain = column.plain;
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return plain[a] < plain[b]; });
    std::vector<Beginning> found;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::string& shorter = plain[order[i]];
        if (shorter.size() < shortest_cut) continue;
        bool chain = true;
        std::size_t longer = order[i], last = order[i];
        for (std::size_t j = i + 1; j < order.size() && chain && plain[order[j]].starts_with(shorter); ++j) {
            chain = plain[order[j]].starts_with(plain[last]);
            last = order[j];
            if (longer == order[i] && plain[last].size() > shorter.size()) longer = last;
        }
        if (chain && longer != order[i] && !ends_at_a_number(shorter, plain[longer]))
            found.push_back({order[i], longer, plain[longer][shorter.size()] != ' '});
    }
    return found;
}

void unite_cuts(Column& column) {
    const auto found = beginnings(column);
    std::map<std::size_t, std::size_t> cut_at;  // length as written -> texts
    const auto length = [&](const Beginning& of) { return length_utf8(column.texts[of.text].text); };
    for (const auto& of : found) cut_at[length(of)] += of.within_word ? 1 : 0;
    const auto many = [&](std::size_t at) {
        const auto counted = cut_at.find(at);
        return counted != cut_at.end() && counted->second >= fewest_cuts;
    };
    for (const auto& of : found) {
        if (many(length(of)) || many(length(of) + 1)) column.sets.unite(of.longer, of.text, Alike::cut);
    }
}

bool is_long_word(std::string_view word) {
    return word.size() >= shortest_word && std::none_of(word.begin(), word.end(), is_digit);
}

// Neither the first nor the last: "Fernando" and "Fernanda" are two.
bool one_letter_apart(std::string_view a, std::string_view b) {
    return is_long_word(a) && is_long_word(b) && a.front() == b.front() && a.back() == b.back() &&
           edits_between(a, b) == 1;
}

// Whether all words are the same but one, of which one letter differs.
bool differ_by_a_letter(const std::string& a, const std::string& b) {
    const auto of_a = split(a, ' '), of_b = split(b, ' ');
    if (of_a.size() != of_b.size()) return false;
    std::size_t apart = of_a.size();
    for (std::size_t i = 0; i < of_a.size(); ++i) {
        if (of_a[i] == of_b[i]) continue;
        if (apart != of_a.size()) return false;
        apart = i;
    }
    return apart != of_a.size() && one_letter_apart(of_a[apart], of_b[apart]);
}

// What is left of a text without one letter of a long word, and the text: those a letter apart meet under one key.
std::vector<std::pair<std::uint64_t, std::size_t>> keys_without_a_letter(const Column& column) {
    std::vector<std::pair<std::uint64_t, std::size_t>> keys;
    for (std::size_t i = 0; i < column.texts.size(); ++i) {
        const std::string& plain = column.plain[i];
        for (const auto word : split(plain, ' ')) {
            if (!is_long_word(word)) continue;
            const auto start = static_cast<std::size_t>(word.data() - plain.data());
            keys.emplace_back(hash_of(plain), i);
            for (std::size_t at = start + 1; at < start + word.size(); ++at)
                keys.emplace_back(hash_of(std::string{plain}.erase(at, 1)), i);
        }
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

void unite_letters(Column& column) {
    const auto keys = keys_without_a_letter(column);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (std::size_t j = i + 1; j < std::min(keys.size(), i + most_of_a_key); ++j) {
            if (keys[j].first != keys[i].first) break;
            const auto a = keys[i].second, b = keys[j].second;
            const auto [few, many] = std::minmax(column.texts[a].rows, column.texts[b].rows);
            if (rarer * few <= few + many && differ_by_a_letter(column.plain[a], column.plain[b]))
                column.sets.unite(a, b, Alike::letters);
        }
    }
}

std::int64_t rows_beside_the_commonest(const AlikeGroup& group) {
    std::int64_t rows = 0;
    for (std::size_t i = 1; i < group.spellings.size(); ++i) rows += group.spellings[i].rows;
    return rows;
}

}  // namespace

std::vector<AlikeGroup> spellings_alike(std::vector<Spelling> texts) {
    std::sort(texts.begin(), texts.end(), [](const auto& a, const auto& b) { return a.text < b.text; });
    Column column{texts, {}, Sets{texts}};
    for (const auto& text : texts) column.plain.push_back(plain(text.text));
    unite_same(column, Alike::form, [&](std::size_t i) {
        const auto form = form_of(column.plain[i]);
        return form.empty() ? std::nullopt : std::optional{form};
    });
    unite_same(column, Alike::meaning, [&](std::size_t i) {
        return texts[i].meaning == no_meaning ? std::nullopt : std::optional{texts[i].meaning};
    });
    unite_encodings(column);
    unite_cuts(column);
    unite_letters(column);

    std::map<std::size_t, AlikeGroup> groups;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto& group = groups[column.sets.root(i)];
        group.spellings.push_back(texts[i]);
        group.by = column.sets.by(column.sets.root(i));
    }
    std::vector<AlikeGroup> told;
    for (auto& [root, group] : groups) {
        if (group.spellings.size() < 2) continue;
        std::stable_sort(group.spellings.begin(), group.spellings.end(),
                         [](const auto& a, const auto& b) { return a.rows > b.rows; });
        told.push_back(std::move(group));
    }
    std::stable_sort(told.begin(), told.end(), [](const auto& a, const auto& b) {
        return rows_beside_the_commonest(a) > rows_beside_the_commonest(b);
    });
    return told;
}

bool Spellings::has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return is_ascii_letter(c) || beyond_ascii(c); });
}

void Spellings::forget() {
    free_text_ = true;
    last_ = nullptr;
    texts_.clear();
}

void Spellings::add(const Spellings& later) {
    if (later.free_text_) forget();
    if (free_text_) return;
    for (const auto& [text, seen] : later.texts_) {
        auto& here = texts_.emplace(text, Seen{0, seen.meaning}).first->second;
        here.rows += seen.rows;
    }
    if (texts_.size() > most) forget();
}

std::vector<Spelling> Spellings::texts() const {
    std::vector<Spelling> all;
    for (const auto& [text, seen] : texts_) all.push_back({text, seen.rows, seen.meaning});
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.text < b.text; });
    return all;
}

}  // namespace atalaya::intake::quality
