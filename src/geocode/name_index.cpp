#include "geocode/name_index.hpp"

#include <algorithm>
#include <cmath>

#include "geocode/abbreviations.hpp"

namespace atalaya::geocode {

namespace {

constexpr float share_unsaid = 0.35F;
constexpr float share_of_given_name = 0.4F, share_of_title = 0.4F, share_of_strange_title = 0.15F,
                weight_of_link = 0.1F;
constexpr float other_way = 0.06F, way_unsaid = 0.01F, way_not_its_own = 0.05F, other_numbered_way = 0.4F;
constexpr float share_of_initial = 0.4F, likeness_of_initial = 0.85F, surely_like = 0.8F, sounds_like = 0.95F;
constexpr std::size_t least_run_together = 6;  // letters
constexpr float share_to_look_at = 0.5F;       // of what the best has gathered
constexpr std::size_t most_looked_at = 64, most_found = 48, most_remembered = 1 << 16;

// The way of a name is its first word, or a usual one wherever it stands ("CORRIENTES AV.");
// others belong to the name ("Cerro Largo").
std::string way_taken_from(std::vector<Word>& words) {
    const auto usual = [](const Word& word) {
        return word.kind == Kind::way && (word.text == "avenida" || word.text == "bulevar" ||
                                          word.text == "pasaje" || word.text == "calle");
    };
    if (words.size() < 2) return {};
    const auto at = words[0].kind == Kind::way ? words.begin() : std::ranges::find_if(words, usual);
    if (at == words.end()) return {};
    std::string way = at->text;
    words.erase(at);
    return way;
}

// "calle" says no more than that it is a street, but for those that have a number: "calle 45" is no carrera.
bool says_a_way(std::string_view way) {
    return !way.empty() && way != "calle" && way != "rua";
}

bool is_a_number(const std::vector<Word>& words) {
    return words.size() == 1 &&
           std::ranges::all_of(words[0].text, [](char c) { return c >= '0' && c <= '9'; });
}

// "PERON, JUAN DOMINGO": given names follow the comma, and are left out when people speak.
std::size_t words_before_comma(std::string_view name) {
    const auto comma = name.find(',');
    return comma == std::string_view::npos ? name.size() : words_of(name.substr(0, comma)).size();
}

// "calle" says no more than that a street follows, and often stands before its way: "calle Camino Carrasco".
bool has_a_way_too_many(const std::vector<Word>& words) {
    return words.size() > 2 && words[0].kind == Kind::way &&
           (words[0].text == "calle" || words[0].text == "rua") && words[1].kind == Kind::way;
}

// What a misspelt abbreviation of four letters or more stands for: "Garl.", "avdaa".
const Abbreviation* misspelt_abbreviation(std::string_view word) {
    if (word.size() < 4) return nullptr;
    for (const Abbreviation& known : abbreviations()) {
        const bool of_a_kind = known.kind == Kind::title || known.kind == Kind::way;
        if (of_a_kind && known.written.size() >= 4 && edits_between(word, known.written, 1) <= 1)
            return &known;
    }
    return nullptr;
}

}  // namespace

struct NameIndex::Asked {
    const std::vector<Vocabulary::Near>* near;
    float weight;
    char initial;
    bool lone;
    bool link;
};

struct NameIndex::Question {
    std::vector<Asked> words;
    std::string way;
};

NameIndex::NameIndex(std::span<const Name> names) {
    std::vector<std::vector<Word>> words;
    std::vector<std::vector<std::uint32_t>> numbers;
    std::vector<std::string> ways;
    std::vector<std::size_t> surnames;
    for (const Name& name : names) {
        words.push_back(words_of(name.text));
        surnames.push_back(words_before_comma(name.text));
        ways.push_back(way_taken_from(words.back()));
        remember_run_together(words.back());
        std::vector<std::uint32_t> of_name;
        for (const Word& word : words.back()) of_name.push_back(vocabulary_.add(word.text));
        numbers.push_back(std::move(of_name));
    }
    vocabulary_.seal();

    begins_.assign(vocabulary_.size() + 1, 0);
    for (auto of_name : numbers) {
        std::ranges::sort(of_name);
        of_name.erase(std::unique(of_name.begin(), of_name.end()), of_name.end());
        for (const auto word : of_name) ++begins_[word + 1];
    }
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    holders_.resize(begins_.back());
    std::vector<std::uint32_t> next{begins_.begin(), begins_.end() - 1};
    for (std::uint32_t name = 0; name < numbers.size(); ++name) {
        auto of_name = numbers[name];
        std::ranges::sort(of_name);
        of_name.erase(std::unique(of_name.begin(), of_name.end()), of_name.end());
        for (const auto word : of_name) holders_[next[word]++] = name;
    }
    names_.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        names_[i].of = names[i].of;
        names_[i].way = std::move(ways[i]);
        names_[i].numbered = is_a_number(words[i]);
        for (std::size_t k = 0; k < words[i].size(); ++k) {
            const Word& word = words[i][k];
            const bool given = k >= surnames[i] && word.kind == Kind::plain;
            names_[i].parts.push_back({numbers[i][k],
                                       (given ? share_of_given_name : 1) * weight(numbers[i][k], word.kind),
                                       word.text[0], word.text.size() == 1});
        }
    }
}

// Two or three words of a name without their blanks.
void NameIndex::remember_run_together(const std::vector<Word>& words) {
    for (std::size_t first = 0; first < words.size(); ++first) {
        std::string whole = words[first].text;
        for (std::size_t past = first + 1; past < words.size() && past < first + 3; ++past) {
            whole += words[past].text;
            const auto begin = words.begin() + static_cast<std::ptrdiff_t>(first);
            const auto end = words.begin() + static_cast<std::ptrdiff_t>(past) + 1;
            if (whole.size() >= least_run_together) run_together_.try_emplace(sound_of(whole), begin, end);
        }
    }
}

float NameIndex::weight(std::uint32_t word, Kind kind) const {
    if (kind == Kind::link) return weight_of_link;
    const auto with = static_cast<float>(begins_[word + 1] - begins_[word]);
    const float full = std::log1p(static_cast<float>(names_.size()) / with);
    return kind == Kind::title ? share_of_title * full : full;
}

const NameIndex::Room::Meant& NameIndex::meant(const Word& word, Room& room) const {
    std::string key = word.text;
    key += static_cast<char>('0' + static_cast<int>(word.kind));
    if (word.cut) key += '.';
    const auto at = room.words_.find(key);
    if (at != room.words_.end()) return at->second;
    Room::Meant found{vocabulary_.near(word.text), word.kind, {}};
    if (found.near.empty() && (word.cut || word.text.size() >= 4))
        found.near = vocabulary_.beginning(word.text);
    const bool doubtful = found.near.empty() || found.near.front().likeness < surely_like;
    if (const auto* known =
            doubtful && word.kind == Kind::plain ? misspelt_abbreviation(word.text) : nullptr) {
        found = {vocabulary_.near(known->stands_for), known->kind, {}};
        if (known->kind == Kind::way) found.way = known->stands_for;
    }
    return room.words_.emplace(std::move(key), std::move(found)).first->second;
}

Named NameIndex::scored(const Question& asked, const Entry& name) const {
    float all = 0, missed = 0;
    bool as_written = true;
    std::uint64_t said = 0;
    const auto& parts = name.parts;
    for (const Asked& word : asked.words) {
        float best = 0;
        std::size_t best_part = parts.size();
        for (std::size_t p = 0; p < parts.size(); ++p) {
            if (said >> p & 1) continue;
            float likeness =
                (word.lone || parts[p].lone) && word.initial == parts[p].initial ? likeness_of_initial : 0;
            for (const auto& near : *word.near) {
                if (near.word == parts[p].word) likeness = std::max(likeness, near.likeness);
            }
            if (likeness > best) best = likeness, best_part = p;
        }
        as_written = as_written && (word.link || word.lone || best >= sounds_like);
        if (best_part == parts.size()) {
            all += word.weight;
            missed += word.weight;
            continue;
        }
        said |= std::uint64_t{1} << best_part;
        const float counts = (word.lone ? share_of_initial : 1) * parts[best_part].weight;
        all += counts;
        missed += counts * (1 - best);
    }
    float unsaid = 0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        if (!(said >> p & 1)) unsaid += parts[p].weight;
    }
    if (said == 0) return {name.of, 0, false};
    const float likeness = 1 - (missed + share_unsaid * unsaid) / (all + share_unsaid * unsaid);
    return {name.of, likeness - unlike_ways(asked.way, name), as_written};
}

float NameIndex::unlike_ways(const std::string& asked, const Entry& name) {
    if (asked == name.way) return 0;
    const bool asks = says_a_way(asked), says = says_a_way(name.way);
    if (name.numbered && !asked.empty() && !name.way.empty()) return other_numbered_way;
    if (asks && says) return other_way;
    if (asks) return way_not_its_own;
    return says ? way_unsaid : 0;
}

bool NameIndex::doubtful(const Word& word, Room& room) const {
    const auto& near = meant(word, room).near;
    return word.kind == Kind::plain && (near.empty() || near.front().likeness < surely_like);
}

// "Mac Eachen" for a listed "Maceachen", and "delossantos" for "de los Santos".
void NameIndex::set_blanks_right(std::vector<Word>& words, Room& room) const {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool strange = doubtful(words[i], room);
        const bool two =
            i + 1 < words.size() && words[i].kind == Kind::plain && words[i + 1].kind == Kind::plain;
        if (two && (strange || doubtful(words[i + 1], room))) {
            const Word whole{words[i].text + words[i + 1].text};
            const auto& near = meant(whole, room).near;
            if (!near.empty() && near.front().likeness >= sounds_like) {
                words[i] = whole;
                words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
                continue;
            }
        }
        const auto parts = strange ? run_together_.find(sound_of(words[i].text)) : run_together_.end();
        if (parts == run_together_.end()) continue;
        const auto at = words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
        words.insert(at, parts->second.begin(), parts->second.end());
        i += parts->second.size() - 1;
    }
}

NameIndex::Question NameIndex::question(std::vector<Word> words, Room& room) const {
    if (room.words_.size() > most_remembered) room.words_.clear();
    Question out{.way = way_taken_from(words)};
    set_blanks_right(words, room);
    const float unknown = std::log1p(static_cast<float>(names_.size()));
    for (const Word& word : words) {
        const Room::Meant& meaning = meant(word, room);
        if (!meaning.way.empty() && out.way.empty() && words.size() > 1) {
            out.way = meaning.way;
            continue;
        }
        const float full = meaning.kind == Kind::link    ? weight_of_link
                           : meaning.kind == Kind::title ? share_of_strange_title * unknown
                                                         : unknown;
        out.words.push_back(
            {&meaning.near, full, word.text[0], word.text.size() == 1, meaning.kind == Kind::link});
    }
    return out;
}

// What each name has of the words; links alone name nothing.
void NameIndex::gather(const Question& asked, Room& room) const {
    room.gathered_.resize(names_.size(), 0);
    room.touched_.clear();
    const bool only_links = std::ranges::all_of(asked.words, &Asked::link);
    for (const Asked& word : asked.words) {
        if (word.link && !only_links) continue;
        for (const auto& near : *word.near) {
            const float gain = weight(near.word, Kind::plain) * near.likeness;
            for (std::uint32_t k = begins_[near.word]; k < begins_[near.word + 1]; ++k) {
                float& gathered = room.gathered_[holders_[k]];
                if (gathered == 0) room.touched_.push_back(holders_[k]);
                gathered += gain;
            }
        }
    }
}

void NameIndex::add_named(const Question& asked, float least, Room& room, std::vector<Named>& found) const {
    if (asked.words.empty()) return;
    gather(asked, room);

    auto& touched = room.touched_;
    float most = 0;
    for (const auto name : touched) most = std::max(most, room.gathered_[name]);
    auto& ahead = room.ahead_;
    ahead.clear();
    for (const auto name : touched) {
        if (!(room.gathered_[name] < share_to_look_at * most)) ahead.push_back(name);
    }
    const auto more = [&](std::uint32_t a, std::uint32_t b) {
        const float x = room.gathered_[a], y = room.gathered_[b];
        return x != y ? x > y : a < b;
    };
    const auto looked_at = static_cast<std::ptrdiff_t>(std::min(ahead.size(), most_looked_at));
    std::partial_sort(ahead.begin(), ahead.begin() + looked_at, ahead.end(), more);
    for (const auto place : std::span{ahead}.first(static_cast<std::size_t>(looked_at))) {
        const Entry& name = names_[place];
        const Named named = scored(asked, name);
        if (named.score < least) continue;
        const auto same = std::ranges::find(found, name.of, &Named::of);
        if (same == found.end()) {
            found.push_back(named);
        } else if (named.score > same->score) {
            *same = named;
        }
    }
    for (const auto name : touched) room.gathered_[name] = 0;
}

std::vector<Named> NameIndex::find(std::string_view text, float least, Room& room) const {
    if (names_.empty()) return {};
    std::vector<Word> words = words_of(text);
    std::vector<Named> found;
    add_named(question(words, room), least, room, found);
    if (has_a_way_too_many(words)) {
        words.erase(words.begin());
        add_named(question(std::move(words), room), least, room, found);
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Named::score);
    if (found.size() > most_found) found.resize(most_found);
    return found;
}

}  // namespace atalaya::geocode
