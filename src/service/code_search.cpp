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

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

constexpr std::size_t long_enough_to_begin = 4;
constexpr std::size_t long_enough_to_slip = 5;
constexpr double unsaid_words = 0.2;
constexpr double unknown_words = 0.5;

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

double likeness(std::string_view a, std::string_view b) {
    if (a == b) return 1;
    const auto shorter = std::min(a.size(), b.size());
    if (shorter >= long_enough_to_begin && (a.starts_with(b) || b.starts_with(a))) return 0.8;
    if (shorter + 1 >= long_enough_to_slip && std::max(a.size(), b.size()) >= long_enough_to_slip &&
        intake::edits_between(a, b) == 1)
        return 0.7;
    return 0;
}

}  // namespace

std::vector<CodeEntry> taxonomy_codes(const Share& share) {
    std::vector<CodeEntry> entries;
    for (const auto& list : folders_of(share.data / "taxonomy"))
        for (const auto& version : folders_of(list)) add_list(version, entries);
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

CodeSearch::CodeSearch(const std::vector<CodeEntry>& entries) : entries_{entries} {
    std::map<std::string, std::size_t, std::less<>> numbers;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& [list, code, name, label] = entries[i];
        std::vector<std::size_t> held;
        for (const auto& text : {name.es, name.pt, name.en, label, code}) {
            Name stems{i, {}};
            for (auto& found : stems_of(text)) {
                const auto [place, fresh] = numbers.try_emplace(std::move(found), stems_.size());
                if (fresh) stems_.push_back(place->first);
                stems.stems.push_back(place->second);
            }
            held.insert(held.end(), stems.stems.begin(), stems.stems.end());
            if (!stems.stems.empty()) names_.push_back(std::move(stems));
        }
        holders_.resize(stems_.size());
        std::sort(held.begin(), held.end());
        held.erase(std::unique(held.begin(), held.end()), held.end());
        for (const auto number : held) ++holders_[number];
    }
}

std::vector<CodeHit> CodeSearch::find(std::string_view words, std::size_t at_most, double least) const {
    const auto asked = stems_of(words);
    const std::string code = folded(words);
    std::vector<double> best(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (!code.empty() && folded(entries_[i].code) == code) best[i] = 1;

    // Of each asked stem: its rarity, and how like it every known stem is.
    std::vector<double> rarity, like(asked.size() * stems_.size());
    double all = 0, known = 0;
    for (std::size_t q = 0; q < asked.size(); ++q) {
        double nearest = 0;
        std::size_t holders = 0;
        for (std::size_t s = 0; s < stems_.size(); ++s) {
            const double here = like[q * stems_.size() + s] = likeness(asked[q], stems_[s]);
            if (here > nearest) nearest = here, holders = holders_[s];
        }
        rarity.push_back(
            holders == 0 ? 0
                         : std::log(1 + static_cast<double>(entries_.size()) / static_cast<double>(holders)));
        all += rarity.back();
        known += holders == 0 ? 0 : 1;
    }
    if (known > 0) all += unknown_words * all / known * (static_cast<double>(asked.size()) - known);
    for (const auto& name : names_) {
        double said = 0;
        std::vector<bool> used(name.stems.size());
        for (std::size_t q = 0; q < asked.size(); ++q) {
            double nearest = 0;
            std::size_t which = 0;
            for (std::size_t k = 0; k < name.stems.size(); ++k) {
                const double here = like[q * stems_.size() + name.stems[k]];
                if (here > nearest) nearest = here, which = k;
            }
            if (nearest > 0) used[which] = true;
            said += rarity[q] * nearest;
        }
        if (said == 0) continue;
        const auto unsaid = static_cast<double>(std::count(used.begin(), used.end(), false));
        const double whole = 1 - unsaid_words * unsaid / static_cast<double>(name.stems.size());
        best[name.entry] = std::max(best[name.entry], said / all * whole);
    }

    std::vector<CodeHit> hits;
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (best[i] >= least) hits.push_back({&entries_[i], best[i]});
    std::stable_sort(hits.begin(), hits.end(),
                     [](const CodeHit& a, const CodeHit& b) { return a.score > b.score; });
    if (hits.size() > at_most) hits.resize(at_most);
    return hits;
}

}  // namespace atalaya::service
