#include "geocode/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "geocode/words.hpp"

namespace atalaya::geocode {

namespace {

constexpr std::size_t longest_word = 48;
constexpr std::size_t most_near = 12;
constexpr float likeness_of_sound = 0.95F, likeness_of_beginning = 0.85F, cost_of_edit = 0.85F;

int edits_allowed(std::size_t sounds) {
    return sounds < 3 ? 0 : sounds <= 6 ? 1 : 2;
}

std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

bool has_digit(std::string_view word) {
    return word.find_first_of("0123456789") != std::string_view::npos;
}

// Calls visit(hash) for the text and for all that is left of it without one or two letters.
template <class Visit>
void each_deletion(std::string_view text, int most, const Visit& visit) {
    visit(hash_of(text));
    if (most == 0) return;
    std::array<char, longest_word> one{}, two{};
    const std::size_t n = text.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::copy_n(text.data(), i, one.data());
        std::copy_n(text.data() + i + 1, n - i - 1, one.data() + i);
        visit(hash_of({one.data(), n - 1}));
        for (std::size_t j = i; most == 2 && j + 1 < n; ++j) {
            std::copy_n(one.data(), j, two.data());
            std::copy_n(one.data() + j + 1, n - j - 2, two.data() + j);
            visit(hash_of({two.data(), n - 2}));
        }
    }
}

// By their edits; 0 where they are more than such words may have.
float likeness_of(std::string_view a, std::string_view b, bool sounds) {
    const std::size_t longer = std::max(a.size(), b.size());
    const int allowed = edits_allowed(longer);
    const int edits = edits_between(a, b, allowed);
    if (edits > allowed) return 0;
    if (edits == 0) return sounds ? likeness_of_sound : 1;
    return 1 - cost_of_edit * static_cast<float>(edits) / static_cast<float>(longer);
}

}  // namespace

int edits_between(std::string_view a, std::string_view b, int most) {
    a = a.substr(0, longest_word), b = b.substr(0, longest_word);
    std::array<std::array<std::uint8_t, longest_word + 1>, 3> rows;
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<std::uint8_t>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& last = rows[(i + 2) % 3];
        const auto& before = rows[(i + 1) % 3];
        row[0] = static_cast<std::uint8_t>(i);
        int least = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            int edits = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                edits = std::min(edits, before[j - 2] + 1);
            }
            row[j] = static_cast<std::uint8_t>(edits);
            least = std::min(least, edits);
        }
        if (least > most) return most + 1;
    }
    return std::min<int>(rows[a.size() % 3][b.size()], most + 1);
}

std::uint32_t Vocabulary::add(std::string_view word) {
    word = word.substr(0, longest_word);
    if (const auto at = numbers_.find(word); at != numbers_.end()) return at->second;
    const auto number = static_cast<std::uint32_t>(words_.size());
    numbers_.emplace(word, number);
    words_.emplace_back(word);
    sounds_.push_back(sound_of(word));
    return number;
}

void Vocabulary::seal() {
    std::vector<Entry> all;
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
        if (has_digit(words_[i])) continue;
        const auto add = [&](std::uint64_t hash) { all.push_back({hash, i}); };
        each_deletion(sounds_[i], edits_allowed(sounds_[i].size()), add);
        if (words_[i] != sounds_[i]) each_deletion(words_[i], edits_allowed(words_[i].size()), add);
    }
    const std::size_t buckets = std::bit_ceil(all.size() + 1);
    begins_.assign(buckets + 1, 0);
    for (const Entry& entry : all) ++begins_[(entry.hash & (buckets - 1)) + 1];
    for (std::size_t i = 1; i <= buckets; ++i) begins_[i] += begins_[i - 1];
    entries_.resize(all.size());
    std::vector<std::uint32_t> next{begins_.begin(), begins_.end() - 1};
    for (const Entry& entry : all) entries_[next[entry.hash & (buckets - 1)]++] = entry;

    alphabetical_.resize(words_.size());
    for (std::uint32_t i = 0; i < words_.size(); ++i) alphabetical_[i] = i;
    std::ranges::sort(alphabetical_, {}, [&](std::uint32_t i) -> const std::string& { return words_[i]; });
}

std::vector<Vocabulary::Near> Vocabulary::near(std::string_view word) const {
    word = word.substr(0, longest_word);
    std::vector<Near> found;
    if (const auto same = numbers_.find(word); same != numbers_.end()) found.push_back({same->second, 1});
    if (has_digit(word) || entries_.empty()) return found;

    const std::string sound = sound_of(word);
    const int allowed = edits_allowed(sound.size());
    const std::size_t mask = begins_.size() - 2;
    std::vector<std::uint32_t> met;
    const auto meet = [&](std::uint64_t hash) {
        const std::size_t bucket = hash & mask;
        for (std::uint32_t k = begins_[bucket]; k < begins_[bucket + 1]; ++k) {
            if (entries_[k].hash == hash) met.push_back(entries_[k].word);
        }
    };
    each_deletion(sound, allowed, meet);
    if (sound != word) each_deletion(word, edits_allowed(word.size()), meet);
    std::ranges::sort(met);
    met.erase(std::unique(met.begin(), met.end()), met.end());
    for (const std::uint32_t other : met) {
        if (words_[other] == word) continue;
        const float likeness =
            std::max(likeness_of(sound, sounds_[other], true), likeness_of(word, words_[other], false));
        if (likeness == 0) continue;
        found.push_back({other, likeness});
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Near::likeness);
    if (found.size() > most_near) found.resize(most_near);
    return found;
}

std::vector<Vocabulary::Near> Vocabulary::beginning(std::string_view word) const {
    std::vector<Near> found;
    auto at = std::ranges::lower_bound(alphabetical_, word, {},
                                       [&](std::uint32_t i) -> std::string_view { return words_[i]; });
    for (; at != alphabetical_.end() && words_[*at].starts_with(word) && found.size() < most_near; ++at) {
        found.push_back({*at, likeness_of_beginning});
    }
    return found;
}

}  // namespace atalaya::geocode
