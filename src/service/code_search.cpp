#include "service/code_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/stem.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/nearest.hpp"
#include "service/published_lists.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t long_enough_to_begin = 4;
constexpr std::size_t long_enough_to_slip = 5;
constexpr std::size_t long_enough_to_be_mistaken = 6;
constexpr double unsaid_words = 0.2;
constexpr double unknown_words = 0.5;
constexpr double everyday_worth = 0.95;
constexpr double beside_a_phrase = 0.5;
constexpr double without_its_zero = 0.9;

std::string text_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<fs::path> folders_of(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator{folder})
        if (entry.is_directory()) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

// The codes of taxonomy/LIST/VERSION/codes.csv, whose columns go by their heads.
void add_list(const fs::path& version, std::vector<CodeEntry>& entries) {
    const std::string list = version.parent_path().filename().string() + " " + version.filename().string();
    const auto rows = intake::csv_rows(text_of(version / "codes.csv"), ',');
    if (rows.empty()) return;
    const auto column = [&](std::string_view head) {
        return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), head) - rows[0].begin());
    };
    const auto code = column("code"), es = column("es"), pt = column("pt"), en = column("en");
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto cell = [&](std::size_t at) { return at < rows[i].size() ? rows[i][at] : std::string{}; };
        entries.push_back({list, cell(code), {cell(es), cell(pt), cell(en)}, ""});
    }
}

// English words are kept apart: they are not inflected as those of the other two languages are.
constexpr char in_english = '\x01';

std::string english_stem(std::string_view word) {
    const auto cut = [&](std::string_view ending, std::size_t left) {
        if (word.ends_with(ending) && word.size() >= ending.size() + left) word.remove_suffix(ending.size());
    };
    cut("s", 3);
    for (const auto* ending : {"ing", "ie", "y", "e"}) cut(ending, 4);
    return std::string{word};
}

std::vector<std::string> english_stems(std::string_view text) {
    std::vector<std::string> stems;
    for (const auto& word : words_of(text)) {
        auto stem = in_english + english_stem(word);
        if (std::ranges::find(stems, stem) == stems.end()) stems.push_back(std::move(stem));
    }
    return stems;
}

double likeness(std::string_view a, std::string_view b, bool slips) {
    if (a == b) return 1;
    const auto shorter = std::min(a.size(), b.size());
    if (shorter >= long_enough_to_begin && (a.starts_with(b) || b.starts_with(a))) return 0.8;
    if (slips && shorter >= long_enough_to_slip && intake::edits_between(a, b) == 1) return 0.7;
    return 0;
}

// Words of a sentence that tell nothing of the fact; "no" and "sin" do.
constexpr auto fillers = std::to_array<std::string_view>(
    {"ante",    "como",  "cual",  "cuando", "desde",  "durante",   "ela",    "ele",   "entre",     "era",
     "es",      "esa",   "ese",   "esta",   "estaba", "este",      "eu",     "foi",   "fue",       "fueron",
     "ha",      "habia", "hacia", "han",    "hasta",  "hay",       "hombre", "homem", "individuo", "joven",
     "jovenes", "le",    "les",   "lhe",    "lo",     "masculino", "me",     "meu",   "mi",        "mientras",
     "minha",   "mis",   "num",   "numa",   "pela",   "pelas",     "pelo",   "pelos", "porque",    "pra",
     "quando",  "que",   "se",    "senor",  "seu",    "si",        "sobre",  "su",    "sua",       "sujeto",
     "sujetos", "sus",   "te",    "tem",    "tiene",  "tienen",    "tras",   "uma",   "umas",      "um",
     "unas",    "unos",  "va",    "ya"});

// Words of Portuguese that Spanish does not have, beside one of which "no" is "em o" and denies nothing.
constexpr auto portuguese =
    std::to_array<std::string_view>({"ao",  "com",   "do", "ela", "ele", "em",  "eu",  "foi", "lhe", "meu",
                                     "mim", "minha", "na", "nao", "nas", "pra", "seu", "sua", "um",  "uma"});

bool is_portuguese(std::string_view text) {
    const auto plain = " " + folded(text) + " ";
    const auto has = [](std::string_view in, std::string_view part) { return in.find(part) != in.npos; };
    return has(text, "ã") || has(text, "õ") || has(text, "ç") ||
           std::ranges::any_of(portuguese,
                               [&](auto word) { return has(plain, " " + std::string{word} + " "); });
}

// The words of what is asked or said, without fillers; of fillers alone, those.
std::vector<std::string> told_words(std::string_view text) {
    const auto words = words_of(text);
    const bool in_portuguese = is_portuguese(text);
    auto telling = words;
    std::erase_if(telling, [&](const auto& word) {
        return std::ranges::find(fillers, word) != fillers.end() || (in_portuguese && word == "no");
    });
    return telling.empty() ? words : telling;
}

constexpr std::size_t shortest_root = 3;

// What is left of an infinitive without its ending, "" of what is none: "pegar" -> "peg", "fugarse" -> "fug".
std::string verb_root(std::string_view folded_word) {
    if (folded_word.ends_with("rse")) folded_word.remove_suffix(2);
    const bool infinitive = std::ranges::any_of(
        std::array{"ar", "er", "ir"}, [&](const char* ending) { return folded_word.ends_with(ending); });
    if (!infinitive || folded_word.size() < shortest_root + 2) return {};
    return std::string{folded_word.substr(0, folded_word.size() - 2)};
}

// Whether a word is a form of the verb with that root, in Spanish or Portuguese, "le pegaron" and "pegándole" too. Of
// a root of three letters "e" is no ending: "mate" is drunk.
bool is_form_of(std::string_view folded_word, std::string_view root) {
    constexpr std::array<std::string_view, 52> endings{
        "a",    "aba", "aban", "ada",  "adas", "ado",   "ados",  "am",   "amos", "an",   "ando",
        "ar",   "ara", "aram", "aran", "aron", "as",    "ase",   "aste", "ava",  "avam", "e",
        "ei",   "em",  "en",   "endo", "er",   "eram",  "es",    "eu",   "i",    "ia",   "iam",
        "ian",  "ida", "idas", "ido",  "idos", "iendo", "ieron", "indo", "io",   "ir",   "iram",
        "iste", "iu",  "o",    "ou",   "ue",   "ui",    "uei",   "uen"};
    if (root.empty() || !folded_word.starts_with(root)) return false;
    auto rest = folded_word.substr(root.size());
    for (const auto* clitic :
         {"melo", "mela", "selo", "sela", "les", "los", "las", "nos", "le", "lo", "la", "me", "se", "te"}) {
        const auto before =
            rest.substr(0, rest.size() - std::min(rest.size(), std::string_view{clitic}.size()));
        if (!rest.ends_with(clitic) || !(before.ends_with("r") || before.ends_with("ndo"))) continue;
        rest = before;
        break;
    }
    if (root.size() == shortest_root && rest == "e") return false;
    return std::ranges::find(endings, rest) != endings.end();
}

std::vector<std::pair<std::string, std::string>> said_and_meant(const fs::path& file) {
    std::vector<std::pair<std::string, std::string>> lines;
    const auto rows = intake::csv_rows(text_of(file), ',');
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].size() == 2) lines.emplace_back(rows[i][0], rows[i][1]);
    return lines;
}

// A spreadsheet takes "0101" for a number and writes 101.
double likeness_of_codes(const std::string& asked, const std::string& code) {
    if (asked.empty()) return 0;
    if (asked == code) return 1;
    return whole_number(asked) && "0" + asked == code ? without_its_zero : 0;
}

bool is_a_verb(const EverydayWord& everyday) {
    return everyday.said.size() == 1 && !everyday.verbs.empty() && !everyday.verbs.front().empty();
}

bool is_within_one(const std::vector<std::vector<std::size_t>>& phrases,
                   const std::vector<std::size_t>& places) {
    return std::ranges::any_of(phrases, [&](const auto& phrase) {
        return phrase.size() > places.size() && std::ranges::includes(phrase, places);
    });
}

}  // namespace

std::vector<CodeEntry> taxonomy_codes(const Share& share) {
    std::vector<CodeEntry> entries;
    for (const auto& list : folders_of(share.data / "taxonomy")) {
        if (!is_list_of_classes(list)) continue;
        for (const auto& version : folders_of(list)) add_list(version, entries);
    }
    return entries;
}

std::vector<CodeEntry> searchable_codes(const Catalogue& catalogue) {
    std::vector<CodeEntry> entries = taxonomy_codes(catalogue.share);
    for (const auto& source : catalogue.sources) {
        for (const auto& label : source.labels) {
            const std::string written = label.label_1 + (label.label_2.empty() ? "" : " / ") + label.label_2;
            entries.push_back({source.id, label.code, label.name, written});
        }
    }
    for (const auto& indicator : catalogue.indicators)
        entries.push_back({"indicators", indicator.id, indicator.name, ""});
    return entries;
}

std::vector<EverydayWord> everyday_words(const Share& share) {
    std::vector<EverydayWord> words;
    for (const auto& [said, means] : said_and_meant(share.data / "taxonomy/everyday-words.csv"))
        words.push_back({stems_of(said), stems_of(means), {}});
    return words;
}

SpokenWords spoken_words(const Share& share) {
    SpokenWords spoken{.everyday = everyday_words(share), .same = {}};
    for (const auto& [said, head] : said_and_meant(share.data / "taxonomy/same-words.csv")) {
        const auto word = folded(said), its_head = folded(head);
        spoken.same.push_back({stem(word), verb_root(word), stem(its_head), verb_root(its_head)});
    }
    // In a phrase the head stands for all of its group.
    const auto in_a_phrase = [&](const std::string& word) -> std::pair<std::string, std::string> {
        const auto group = std::ranges::find(spoken.same, stem(word), &SameWord::stem);
        if (group == spoken.same.end()) return {stem(word), verb_root(word)};
        return {group->head, group->head_verb};
    };
    for (const auto& [said, means] : said_and_meant(share.data / "taxonomy/spoken-words.csv")) {
        EverydayWord everyday{{}, stems_of(means), {}};
        const auto words = told_words(said);
        for (const auto& word : words) {
            const auto [its_stem, verb] =
                words.size() > 1 ? in_a_phrase(word) : std::pair{stem(word), verb_root(word)};
            if (std::ranges::find(everyday.said, its_stem) != everyday.said.end()) continue;
            everyday.said.push_back(its_stem);
            everyday.verbs.push_back(verb);
        }
        spoken.everyday.push_back(std::move(everyday));
    }
    return spoken;
}

CodeSearch::CodeSearch(const std::vector<CodeEntry>& entries, std::vector<EverydayWord> everyday)
    : CodeSearch{entries, SpokenWords{std::move(everyday), {}}} {}

CodeSearch::CodeSearch(const std::vector<CodeEntry>& entries, SpokenWords spoken)
    : entries_{entries}, everyday_{std::move(spoken.everyday)}, same_{std::move(spoken.same)} {
    std::ranges::stable_sort(everyday_, std::ranges::greater{},
                             [](const auto& one) { return one.said.size(); });
    for (const auto& one : everyday_) everyday_stems_.insert(one.said.begin(), one.said.end());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& [list, code, name, label, said] = entries[i];
        std::vector<std::size_t> held;
        for (const auto& text : {name.es, name.pt, label, code}) add_name(i, 1, stems_of(text), held);
        add_name(i, 1, english_stems(name.en), held);
        for (const auto& [language, text, worth] : said)
            add_name(i, worth, language == "en" ? english_stems(text) : stems_of(text), held);
        holders_.resize(stems_.size());
        std::ranges::sort(held);
        held.erase(std::ranges::unique(held).begin(), held.end());
        for (const auto number : held) ++holders_[number];
    }
}

void CodeSearch::add_name(std::size_t entry, double worth, const std::vector<std::string>& stems,
                          std::vector<std::size_t>& held) {
    Name name{entry, worth, {}};
    for (const auto& stem : stems) {
        const auto [place, fresh] = numbers_.try_emplace(stem, stems_.size());
        if (fresh) stems_.push_back(stem);
        name.stems.push_back(place->second);
    }
    held.insert(held.end(), name.stems.begin(), name.stems.end());
    if (!name.stems.empty()) names_.push_back(std::move(name));
}

// The heads of the groups of words that a phrase takes for one another ("plata": "dinero"), its own stem among them.
std::vector<std::string> CodeSearch::heads_of(const std::string& folded_word,
                                              const std::string& its_stem) const {
    std::vector<std::string> heads{its_stem};
    const auto is = [&](const std::string& stem, const std::string& verb) {
        return its_stem == stem || is_form_of(folded_word, verb);
    };
    for (const auto& [stem, verb, head, head_verb] : same_)
        if (is(stem, verb) || is(head, head_verb)) heads.push_back(head);
    return heads;
}

// Where the words of an everyday one are among those asked, in any order; empty where one is not. In a phrase a word may be
// another of its group.
std::vector<std::size_t> CodeSearch::places_of(const EverydayWord& everyday,
                                               const std::vector<Asked>& asked) const {
    const auto& [said, means, verbs] = everyday;
    const auto is_said = [&](const Asked& one, std::size_t k) {
        if (one.word.empty()) return false;
        if (one.stem == said[k] || (k < verbs.size() && is_form_of(one.word, verbs[k]))) return true;
        if (said.size() > 1 && std::ranges::find(one.heads, said[k]) != one.heads.end()) return true;
        return said[k].size() >= long_enough_to_be_mistaken && !numbers_.contains(one.stem) &&
               !everyday_stems_.contains(one.stem) && intake::edits_between(one.stem, said[k]) == 1;
    };
    std::vector<std::size_t> places;
    for (std::size_t k = 0; k < said.size(); ++k) {
        const auto before = places.size();
        for (std::size_t at = 0; at < asked.size() && places.size() == before; ++at)
            if (std::ranges::find(places, at) == places.end() && is_said(asked[at], k)) places.push_back(at);
        if (places.size() == before) return {};
    }
    std::ranges::sort(places);
    return places;
}

// As it is asked, and with the everyday words in it replaced by each thing that they mean; what is said in most words first,
// and no verb of a phrase by itself: "decir matar" is a threat and no killing. What means nothing is left out.
// However many words a meaning has, together they weigh as those that were said.
std::vector<std::vector<CodeSearch::Asked>> CodeSearch::ways_to_say(std::string_view words) const {
    constexpr std::size_t most = 64;
    std::vector<std::vector<Asked>> ways{{}};
    for (const auto& word : told_words(words)) {
        const bool again =
            std::ranges::any_of(ways[0], [&](const auto& one) { return one.stem == stem(word); });
        if (!again) ways[0].push_back({word, stem(word), english_stem(word), heads_of(word, stem(word)), 1});
    }
    std::vector<std::vector<std::size_t>> phrases;  // where those that are said stand in what is asked
    for (const auto& everyday : everyday_) {
        const auto before = ways.size();
        for (std::size_t i = 0; i < before && ways.size() < most; ++i) {
            const auto places = places_of(everyday, ways[i]);
            if (places.empty() || (i == 0 && is_a_verb(everyday) && is_within_one(phrases, places))) continue;
            if (i == 0 && !everyday.means.empty()) phrases.push_back(places);
            const bool telling = !everyday.means.empty();
            const double weight =
                telling ? static_cast<double>(places.size()) / static_cast<double>(everyday.means.size()) : 0;
            std::vector<Asked> way;
            for (std::size_t at = 0; at < ways[i].size(); ++at) {
                if (at == places.front())
                    for (const auto& stem : everyday.means) way.push_back({"", stem, "", {}, weight});
                if (std::ranges::find(places, at) != places.end()) continue;
                way.push_back(ways[i][at]);
                if (telling && places.size() > 1 && !way.back().word.empty())
                    way.back().weight = beside_a_phrase;
            }
            if (!way.empty() && std::ranges::find(ways, way) == ways.end()) ways.push_back(std::move(way));
        }
    }
    return ways;
}

CodeSearch::Likeness CodeSearch::likeness_of(const Asked& asked) const {
    Likeness like{.of = std::vector<double>(stems_.size())};
    double nearest = 0;
    std::size_t holders = 0;
    for (const bool slips : {false, true}) {
        for (std::size_t s = 0; s < stems_.size(); ++s) {
            const std::string_view known = stems_[s];
            const bool english = known.starts_with(in_english);
            const double here = english ? likeness(asked.english, known.substr(1), slips)
                                        : likeness(asked.stem, known, slips);
            like.of[s] = here;
            if (here > nearest) nearest = here, holders = holders_[s];
        }
        if (nearest > 0) break;
    }
    if (holders > 0)
        like.rarity = std::log(1 + static_cast<double>(entries_.size()) / static_cast<double>(holders));
    return like;
}

void CodeSearch::score(const std::vector<Asked>& asked, double worth, Likenesses& known_likeness,
                       std::vector<double>& best) const {
    struct Weighed {
        const Likeness* of;
        double rarity;
    };
    std::vector<Weighed> like;
    double all = 0, known = 0, words = 0;
    for (const auto& one : asked) {
        const auto [place, fresh] = known_likeness.try_emplace({one.stem, one.english});
        if (fresh) place->second = likeness_of(one);
        like.push_back({&place->second, one.weight * place->second.rarity});
        all += like.back().rarity;
        known += like.back().rarity == 0 ? 0 : one.weight;
        words += one.weight;
    }
    if (known > 0) all += unknown_words * all / known * std::min(words - known, known);
    for (const auto& name : names_) {
        double said = 0;
        std::vector<bool> used(name.stems.size());
        for (const auto& [of, rarity] : like) {
            double nearest = 0;
            std::size_t which = 0;
            for (std::size_t k = 0; k < name.stems.size(); ++k) {
                const double here = of->of[name.stems[k]];
                if (here > nearest) nearest = here, which = k;
            }
            if (nearest > 0) used[which] = true;
            said += rarity * nearest;
        }
        if (said == 0) continue;
        const auto unsaid = static_cast<double>(std::ranges::count(used, false));
        const double whole = 1 - unsaid_words * unsaid / static_cast<double>(name.stems.size());
        best[name.entry] = std::max(best[name.entry], worth * name.worth * said / all * whole);
    }
}

std::vector<CodeHit> CodeSearch::find(std::string_view words, std::size_t at_most, double least) const {
    const std::string code = folded(words);
    std::vector<double> best(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i)
        best[i] = likeness_of_codes(code, folded(entries_[i].code));
    const auto ways = ways_to_say(words);
    Likenesses known;
    for (std::size_t i = 0; i < ways.size(); ++i) score(ways[i], i == 0 ? 1 : everyday_worth, known, best);

    std::vector<CodeHit> hits;
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (best[i] >= least) hits.push_back({&entries_[i], best[i]});
    std::ranges::stable_sort(hits, std::ranges::greater{}, &CodeHit::score);
    if (hits.size() > at_most) hits.resize(at_most);
    return hits;
}

}  // namespace atalaya::service
