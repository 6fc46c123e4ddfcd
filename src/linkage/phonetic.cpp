#include "linkage/phonetic.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/text.hpp"
#include "linkage/key.hpp"

namespace atalaya::linkage {

namespace {

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_vowel(char c) {
    return std::string_view{"aeiou"}.contains(c);
}
bool is_consonant(char c) {
    return is_letter(c) && !is_vowel(c);
}
bool is_front(char c) {
    return c == 'e' || c == 'i' || c == 'y';
}

// A word being read: letters before and after, '\0' beyond its ends.
struct Reading {
    std::string_view word;
    std::size_t at = 0;

    char operator[](std::size_t ahead) const { return at + ahead < word.size() ? word[at + ahead] : '\0'; }
    char before() const { return at > 0 ? word[at - 1] : '\0'; }
    bool is(std::string_view letters) const { return word.substr(at).starts_with(letters); }
    bool first() const { return at == 0; }
};

struct Sound {
    std::string_view said;
    std::size_t letters;  // that it is written with
};

// What both languages share; no letters when it is for the language to say.
Sound common_sound(const Reading& r) {
    if (r.is("ph")) return {"F", 2};
    if (r.is("th")) return {"T", 2};
    if (r.is("ch") || r.is("sh")) return {"X", 2};
    if (r.is("qu") && is_front(r[2])) return {"K", 2};
    if (r.is("gu") && is_front(r[2])) return {"G", 2};
    if (r.is("sc") && is_front(r[2])) return {"S", 2};
    if (r.is("tz")) return {"S", 2};
    switch (r[0]) {
        case 'h': return {"", 1};
        case 'q':
        case 'k': return {"K", 1};
        case 'g': return {is_front(r[1]) ? "J" : "G", 1};
        case 'j': return {"J", 1};
        case 's':
        case 'z': return {"S", 1};
        default: return {"", 0};
    }
}

// A letter of the alphabet that sounds as it is written.
Sound as_written(char letter) {
    static constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return {capitals.substr(static_cast<std::size_t>(letter - 'a'), 1), 1};
}

Sound spanish_sound(const Reading& r) {
    if (r.first()) {
        if (r[0] == 's' && is_consonant(r[1]) && r[1] != 'y' && !r.is("sh") &&
            !(r.is("sc") && is_front(r[2])))
            return {"ES", 1};
        if (r.is("hi") && r[2] == 'e') return {"Y", 2};
        const std::size_t u = r.is("hu") ? 2 : r.is("w") ? 1 : 0;
        if (u > 0 && is_vowel(r[u])) return {is_front(r[u]) ? "G" : "GU", u};
        if (r[0] == 'x' && is_vowel(r[1])) return {"J", 1};
    }
    if (r.is("ll")) return {"Y", 2};
    if (r.is("cks")) return {"KS", 3};
    if (r.is("cs") || r.is("ks") || (r.is("cc") && is_front(r[2]))) return {"KS", 2};
    if (r.is("ck")) return {"K", 2};
    if (r.is("ts")) return {"S", 2};
    if (const Sound sound = common_sound(r); sound.letters > 0) return sound;
    switch (r[0]) {
        case 'b':
        case 'v':
        case 'w': return {"B", 1};
        case 'c': return {is_front(r[1]) ? "S" : "K", 1};
        case 'x': return {is_vowel(r[1]) || r[1] == 'y' ? "KS" : "S", 1};
        case 'y': return {is_vowel(r[1]) ? "Y" : "I", 1};
        case 'm':
        case 'n': {
            const bool lips = r[1] != '\0' && std::string_view{"bvpf"}.contains(r[1]);
            return {lips || r[0] == 'm' ? "M" : "N", 1};
        }
        default: return as_written(r[0]);
    }
}

Sound portuguese_sound(const Reading& r) {
    const std::size_t left = r.word.size() - r.at;
    if (r.is("cao") && left == 3 && !r.first()) return {"SAU", 3};
    if ((r.is("ao") || r.is("am")) && left == 2 && !r.first()) return {"AU", 2};
    if (r.first() && r[0] == 's' && is_consonant(r[1]) && r[1] != 'y' && !r.is("sh") &&
        !(r.is("sc") && is_front(r[2])))
        return {"IS", 1};
    if (r.is("lh")) return {"L", 2};
    if (r.is("nh")) return {"N", 2};
    if (r.is("ck")) return {"K", 2};
    if (const Sound sound = common_sound(r); sound.letters > 0) return sound;
    const bool open = is_vowel(r[1]) || r[1] == 'y';  // the letter begins a syllable
    switch (r[0]) {
        case 'v':
        case 'w': return {"V", 1};
        case 'c': return {is_front(r[1]) ? "S" : "K", 1};
        case 'x': return {open ? "X" : "S", 1};
        case 'm': return {open ? "M" : "N", 1};
        case 'l': return {open || r[1] == 'l' ? "L" : "U", 1};
        case 'e':
        case 'i':
        case 'y': return {"I", 1};
        case 'o':
        case 'u': return {"U", 1};
        default: return as_written(r[0]);
    }
}

std::string key_of_word(std::string_view word, Tongue tongue) {
    std::string key;
    for (Reading r{word}; r.at < word.size();) {
        const Sound sound = tongue == Tongue::spanish ? spanish_sound(r) : portuguese_sound(r);
        for (const char c : sound.said) {
            if (key.empty() || key.back() != c) key += c;
        }
        r.at += sound.letters;
    }
    return key;
}

// Letters and blanks; a ç is still told from a c here, as what folds would not.
std::string letters_only(std::string_view name) {
    const auto soft = replaced(replaced(std::string{name}, "ç", "s"), "Ç", "s");
    std::string plain = folded(soft);
    for (char& c : plain) {
        if (!is_letter(c)) c = ' ';
    }
    return plain;
}

}  // namespace

bool is_particle(std::string_view word) {
    static constexpr std::array<std::string_view, 12> particles{"da", "das", "de",  "del", "do", "dos",
                                                                "e",  "la",  "las", "los", "y",  "el"};
    return std::ranges::find(particles, word) != particles.end();
}

std::string phonetic_key(std::string_view name, Tongue tongue) {
    const std::string plain = letters_only(name);
    std::vector<std::string> all, telling;
    for (const auto word : split(plain, ' ')) {
        if (word.empty()) continue;
        auto key = key_of_word(word, tongue);
        if (key.empty()) continue;
        if (!is_particle(word)) telling.push_back(key);
        all.push_back(std::move(key));
    }
    return join(telling.empty() ? all : telling, " ");
}

std::vector<std::uint64_t> phonetic_keys(const Column& names, std::span<const std::string> written,
                                         Tongue tongue) {
    std::vector<std::uint64_t> keys{no_key};
    for (std::uint32_t id = 1; id <= names.distinct(); ++id)
        keys.push_back(key_of({phonetic_key(names.value(id), tongue)}));
    // The least of its writings, whichever record came first.
    std::map<std::uint32_t, std::string> with_cedilla;
    for (std::uint32_t record = 0; record < written.size(); ++record) {
        const auto& name = written[record];
        if (!name.contains("ç") && !name.contains("Ç")) continue;
        auto key = phonetic_key(name, tongue);
        const auto [at, first] = with_cedilla.try_emplace(names.id(record), key);
        if (!first) at->second = std::min(at->second, key);
    }
    for (const auto& [id, key] : with_cedilla) keys[id] = key_of({key});
    return keys;
}

}  // namespace atalaya::linkage
