#include "service/code_certainty.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/nearest.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t long_enough_to_swap = 4;
constexpr std::size_t long_enough_to_slip = 7;
constexpr std::size_t long_enough_to_cut = 3;

struct Word {
    std::string text;  // folded, in the singular
    bool cut = false;  // written with a point at its end
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool has_digit(std::string_view word) {
    return std::ranges::any_of(word, is_digit);
}

// "lesiones" and "lesion", "lesoes" and "lesao", "robberies" and "robbery" are one word; what it is then need not be one.
std::string in_singular(std::string word) {
    const auto ends = [&](std::string_view ending) { return word.ends_with(ending); };
    const auto put = [&](std::size_t cut, std::string_view instead) {
        word.replace(word.size() - cut, cut, instead);
    };
    if (word.size() < 4 || has_digit(word)) return word;
    if (ends("oes") || ends("aes")) {
        put(3, "ao");
    } else if (ends("ais")) {
        put(2, "l");
    } else if (ends("ies")) {
        put(3, "y");
    } else {
        if (ends("s")) put(1, "");
        if (ends("e") && word.size() > 3) put(1, "");
    }
    return word;
}

// The words of a text: "c/" and "s/" are con and sin, contractions what they contract, articles nothing.
std::vector<Word> words_in(std::string_view text) {
    static const std::map<std::string, std::string, std::less<>> said_as{
        {"del", "de"}, {"do", "de"}, {"da", "de"}, {"dos", "de"}, {"das", "de"}, {"al", "a"}, {"aos", "ao"}};
    static const std::set<std::string, std::less<>> articles{"el",  "la",   "los",  "las", "un",
                                                             "una", "unos", "unas", "the"};
    const std::string plain = folded(text);
    std::vector<Word> words;
    for (std::size_t at = 0; at < plain.size();) {
        std::size_t end = at;
        while (end < plain.size() && is_letter(plain[end])) ++end;
        std::string word = plain.substr(at, end - at);
        const char next = end < plain.size() ? plain[end] : ' ';
        at = std::max(end, at + 1);
        if (word.empty() || articles.contains(word)) continue;
        if (next == '/' && (word == "c" || word == "s")) word = word == "c" ? "con" : "sin";
        if (const auto as = said_as.find(word); as != said_as.end()) word = as->second;
        const bool cut = next == '.' && word.size() >= long_enough_to_cut;
        words.push_back({cut ? word : in_singular(std::move(word)), cut});
    }
    return words;
}

std::vector<std::string> key_of(std::string_view text) {
    std::vector<std::string> key;
    for (auto& word : words_in(text)) key.push_back(word.cut ? in_singular(word.text) : word.text);
    return key;
}

// Two neighbouring letters in the other order, the first letter left where it is.
bool swapped(std::string_view a, std::string_view b) {
    if (a.size() != b.size() || a.size() < long_enough_to_swap) return false;
    const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
    return at > 0 && at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
           a.substr(at + 2) == b.substr(at + 2);
}

bool one_letter_off(std::string_view a, std::string_view b) {
    return std::min(a.size(), b.size()) >= long_enough_to_slip && intake::edits_between(a, b) == 1;
}

std::set<std::string> sorted(const std::vector<std::string>& classes) {
    return {classes.begin(), classes.end()};
}

std::string_view language_of(std::string_view region) {
    return region.substr(0, region.find('-'));
}

// The code that they have, where they have one.
std::optional<std::string> only_code(const std::vector<const CodedLabel*>& labels) {
    std::set<std::string> codes;
    for (const auto* label : labels) codes.insert(label->code);
    return codes.size() == 1 ? std::optional{*codes.begin()} : std::nullopt;
}

}  // namespace

std::vector<CodedLabel> coded_labels(const intake::Source& source) {
    std::vector<CodedLabel> labels;
    if (!source.category.each.empty()) return labels;
    for (const auto& label : source.labels) {
        std::string written = label.label_1;
        for (const auto& more : {label.label_2, label.label_3})
            if (!more.empty()) written += " / " + more;
        labels.push_back({source.id, label.code, std::move(written), label.name, label.iccs, label.fit});
    }
    return labels;
}

std::string region_of(const std::string& source, const std::vector<intake::City>& cities) {
    std::string region;
    for (const auto& city : cities) {
        if (std::ranges::find(city.sources, source) == city.sources.end()) continue;
        if (!region.empty() && region != city.region) return {};
        region = city.region;
    }
    return region;
}

NationalWords national_words(const Share& share) {
    std::ifstream in{share.data / "taxonomy/national-words.csv", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto rows = intake::csv_rows(text, ',');
    NationalWords words;
    for (std::size_t i = 1; i < rows.size(); ++i)
        for (auto& word : key_of(rows[i].front())) words.insert(std::move(word));
    return words;
}

std::string_view id_of(Certainty::Because because) {
    switch (because) {
        case Certainty::Because::own_label: return "own_label";
        case Certainty::Because::own_slip: return "own_slip";
        case Certainty::Because::same_label: return "same_label";
        case Certainty::Because::class_name: return "class_name";
    }
    return {};
}

CertainCodes::CertainCodes(const std::vector<CodeEntry>& classes, std::vector<CodedLabel> labels,
                           NationalWords national)
    : labels_{std::move(labels)}, national_{std::move(national)} {
    const auto known = [&](const Key& key) { known_words_.insert(key.begin(), key.end()); };
    for (std::size_t i = 0; i < labels_.size(); ++i) {
        auto key = key_of(labels_[i].label);
        known(key);
        for (const auto* name : {&labels_[i].name.es, &labels_[i].name.pt, &labels_[i].name.en})
            known(key_of(*name));
        if (!key.empty()) by_key_.emplace(std::move(key), i);
    }
    for (const auto& entry : classes) {
        for (const auto& [language, name] :
             {std::pair{"es", &entry.name.es}, {"pt", &entry.name.pt}, {"en", &entry.name.en}}) {
            auto key = key_of(*name);
            known(key);
            if (entry.list.starts_with("iccs ") && !key.empty())
                names_.emplace(std::move(key), ClassName{entry.list, entry.code, language, *name});
        }
    }
}

std::optional<Certainty> CertainCodes::by_own(const std::vector<CodedLabel>& own, const Key& key) const {
    std::vector<const CodedLabel*> same;
    for (const auto& label : own)
        if (key_of(label.label) == key) same.push_back(&label);
    const auto code = only_code(same);
    if (!code) return {};
    return Certainty{*code, Certainty::Because::own_label, same.front()->label, same.front()->source};
}

std::optional<Certainty> CertainCodes::by_slip(const std::vector<CodedLabel>& own,
                                               std::string_view label) const {
    const auto asked = words_in(label);
    std::set<std::string, std::less<>> of_the_source;
    for (const auto& known : own)
        for (const auto* text : {&known.label, &known.name.es, &known.name.pt, &known.name.en})
            for (auto& word : key_of(*text)) of_the_source.insert(std::move(word));
    const auto is_known = [&](const std::string& word) {
        return known_words_.contains(word) || of_the_source.contains(word);
    };
    std::vector<const CodedLabel*> near;
    for (const auto& known : own) {
        const auto key = key_of(known.label);
        if (key.size() != asked.size()) continue;
        std::size_t slips = 0;
        bool same = true;
        for (std::size_t i = 0; i < key.size() && same; ++i) {
            const auto& [word, cut] = asked[i];
            if (word == key[i] || (cut && in_singular(word) == key[i])) continue;
            const bool shortened = cut && key[i].starts_with(word);
            const bool slipped = !cut && !is_known(word) && !has_digit(word) &&
                                 (swapped(word, key[i]) || one_letter_off(word, key[i]));
            slips += slipped ? 1 : 0;
            same = (shortened || slipped) && slips <= 1;
        }
        if (same) near.push_back(&known);
    }
    const auto code = only_code(near);
    if (!code) return {};
    return Certainty{*code, Certainty::Because::own_slip, near.front()->label, near.front()->source};
}

std::optional<Certainty> CertainCodes::by_others(const std::vector<CodedLabel>& own,
                                                 const std::vector<const CodedLabel*>& same,
                                                 std::string_view region, bool national) const {
    const auto classes = sorted(same.front()->classes);
    if (region.empty() || classes.empty()) return {};
    std::vector<const CodedLabel*> near;
    for (const auto* one : same) {
        if (sorted(one->classes) != classes) return {};
        const bool is_near =
            national ? one->region == region : language_of(one->region) == language_of(region);
        if (is_near) near.push_back(one);
    }
    if (near.empty()) return {};
    const auto& first = *near.front();
    if (std::ranges::any_of(near, [&](const CodedLabel* one) { return one->fit != first.fit; })) return {};

    std::vector<const CodedLabel*> alike, of_that_id;
    for (const auto& mine : own) {
        if (sorted(mine.classes) != classes) continue;
        alike.push_back(&mine);
        if (mine.code == first.code && mine.fit == first.fit) of_that_id.push_back(&mine);
    }
    const bool exact = first.fit == "exact" &&
                       std::ranges::all_of(alike, [](const CodedLabel* one) { return one->fit == "exact"; });
    const auto code = !of_that_id.empty() ? only_code(of_that_id) : exact ? only_code(alike) : std::nullopt;
    if (!code) return {};
    return Certainty{*code, Certainty::Because::same_label, first.label, first.source};
}

std::optional<Certainty> CertainCodes::by_name(const std::vector<CodedLabel>& own, const Key& key,
                                               std::string_view region) const {
    std::optional<ClassName> named;
    const auto [begin, end] = names_.equal_range(key);
    for (auto at = begin; at != end; ++at) {
        if (!region.empty() && at->second.language != language_of(region)) continue;
        if (named && named->code != at->second.code) return {};
        named = at->second;
    }
    if (!named) return {};
    std::vector<const CodedLabel*> exact;
    for (const auto& mine : own)
        if (mine.classes == std::vector{named->code}) exact.push_back(&mine);
    const auto code = only_code(exact);
    if (!code || exact.front()->fit != "exact") return {};
    return Certainty{*code, Certainty::Because::class_name, named->written, named->list};
}

std::optional<Certainty> CertainCodes::code_for(const intake::Source& source, std::string_view region,
                                                std::string_view label) const {
    const auto key = key_of(label);
    if (key.empty()) return {};
    const auto own = coded_labels(source);
    std::vector<const CodedLabel*> same;
    const auto [begin, end] = by_key_.equal_range(key);
    for (auto at = begin; at != end; ++at)
        if (labels_[at->second].source != source.id) same.push_back(&labels_[at->second]);

    const bool of_the_source =
        std::ranges::any_of(own, [&](const auto& one) { return key_of(one.label) == key; });
    if (of_the_source) return by_own(own, key);
    const bool national =
        std::ranges::any_of(key, [&](const auto& word) { return national_.contains(word); });
    if (!same.empty()) return by_others(own, same, region, national);
    if (names_.contains(key)) return national ? std::nullopt : by_name(own, key, region);
    return by_slip(own, label);
}

}  // namespace atalaya::service
