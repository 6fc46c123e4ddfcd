#include "service/code_search.hpp"

#include <algorithm>
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
constexpr double unsaid_words = 0.2;
constexpr double unknown_words = 0.5;
constexpr double everyday_worth = 0.95;
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

// A spreadsheet takes "0101" for a number and writes 101.
double likeness_of_codes(const std::string& asked, const std::string& code) {
    if (asked.empty()) return 0;
    if (asked == code) return 1;
    return whole_number(asked) && "0" + asked == code ? without_its_zero : 0;
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
    const auto rows = intake::csv_rows(text_of(share.data / "taxonomy/everyday-words.csv"), ',');
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].size() == 2) words.push_back({stems_of(rows[i][0]), stems_of(rows[i][1])});
    return words;
}

CodeSearch::CodeSearch(const std::vector<CodeEntry>& entries, std::vector<EverydayWord> everyday)
    : entries_{entries}, everyday_{std::move(everyday)} {
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

// As it is asked, and with the everyday words in it replaced by each thing that they mean.
std::vector<std::vector<CodeSearch::Asked>> CodeSearch::ways_to_say(std::string_view words) const {
    constexpr std::size_t most = 16;
    std::vector<std::vector<Asked>> ways{{}};
    for (const auto& word : words_of(words)) {
        const bool again =
            std::ranges::any_of(ways[0], [&](const auto& one) { return one.stem == stem(word); });
        if (!again) ways[0].push_back({stem(word), english_stem(word)});
    }
    for (const auto& [said, means] : everyday_) {
        if (said.empty()) continue;
        const auto before = ways.size();
        for (std::size_t i = 0; i < before && ways.size() < most; ++i) {
            const auto at = std::ranges::search(ways[i], said, {}, &Asked::stem);
            if (at.empty()) continue;
            std::vector<Asked> way{ways[i].begin(), at.begin()};
            for (const auto& stem : means) way.push_back({stem, ""});
            way.insert(way.end(), at.end(), ways[i].end());
            ways.push_back(std::move(way));
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

void CodeSearch::score(const std::vector<Asked>& asked, double worth, std::vector<double>& best) const {
    std::vector<Likeness> like;
    double all = 0, known = 0;
    for (const auto& one : asked) {
        like.push_back(likeness_of(one));
        all += like.back().rarity;
        known += like.back().rarity == 0 ? 0 : 1;
    }
    if (known > 0) all += unknown_words * all / known * (static_cast<double>(asked.size()) - known);
    for (const auto& name : names_) {
        double said = 0;
        std::vector<bool> used(name.stems.size());
        for (const auto& of : like) {
            double nearest = 0;
            std::size_t which = 0;
            for (std::size_t k = 0; k < name.stems.size(); ++k) {
                const double here = of.of[name.stems[k]];
                if (here > nearest) nearest = here, which = k;
            }
            if (nearest > 0) used[which] = true;
            said += of.rarity * nearest;
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
    for (std::size_t i = 0; i < ways.size(); ++i) score(ways[i], i == 0 ? 1 : everyday_worth, best);

    std::vector<CodeHit> hits;
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (best[i] >= least) hits.push_back({&entries_[i], best[i]});
    std::ranges::stable_sort(hits, std::ranges::greater{}, &CodeHit::score);
    if (hits.size() > at_most) hits.resize(at_most);
    return hits;
}

}  // namespace atalaya::service
