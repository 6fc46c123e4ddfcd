#include "service/claim_cuts.hpp"

#include <algorithm>
#include <fstream>
#include <utility>

#include "core/text.hpp"
#include "service/claim_words.hpp"
#include "service/ledger_names.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t least_stem = 4;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words{""};
    for (const char c : folded(text)) {
        if (is_letter(c)) {
            words.back() += c;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

std::string singular(std::string word) {
    if (word.size() > least_stem && word.ends_with('s')) word.pop_back();
    return word;
}

bool is_said_by(const std::string& word, const std::string& head) {
    return singular(word) == singular(head) || (head.size() >= least_stem && word.starts_with(head));
}

bool is_said_in(const std::string& word, std::string_view text) {
    return std::ranges::any_of(words_in(text), [&](const auto& one) { return is_said_by(word, one); });
}

bool is_of_an_hour(std::string_view word) {
    return is_any_of(
        word, {"noche", "noches", "nocturn*", "noite*", "noturn*", "night*", "madrugada*", "tarde", "tardes",
               "manana", "mananas", "manha", "manhas", "diurn*", "horari*", "hora", "horas"});
}

std::vector<std::string> heads_of_sample(const intake::Source& source) {
    std::ifstream file{source.folder / "sample.csv", std::ios::binary};
    std::string line;
    for (int row = 0; row < source.format.header_row && std::getline(file, line); ++row) {
    }
    constexpr std::string_view mark = "\xEF\xBB\xBF";  // some publishers begin UTF-8 with it
    if (line.starts_with(mark)) line.erase(0, mark.size());
    std::vector<std::string> heads{""};
    for (const char c : line) {
        if (c == ';' || c == ',' || c == '\t' || c == '|') {
            heads.emplace_back();
        } else if (c != '"' && c != '\r') {
            heads.back() += c;
        }
    }
    return heads;
}

// Labels that count in the indicator and whose name says the word, of each source.
std::vector<ClaimCut> cuts_by_label(const World& world, const Claim& claim, const std::string& word) {
    std::vector<bool> counted(world.offences().size());
    for (const auto& cell : world.cells(claim.indicator)) counted[cell.offence] = true;
    ClaimCut cut{.word = word, .by = ClaimCut::By::label, .source = "", .which = {}};
    for (std::size_t i = 0; i < counted.size(); ++i) {
        if (!counted[i]) continue;
        const auto& code = world.offences()[i];
        const auto name = label_named(world.catalogue(), code);
        const auto says = [&](const std::string& text) { return is_said_in(word, text); };
        if (!says(name.es) && !says(name.pt) && !says(name.en)) continue;
        cut.which.push_back(code);
        cut.source = code.substr(0, code.find(':'));
    }
    if (cut.which.empty()) return {};
    cut.is_all = std::cmp_equal(cut.which.size(), std::ranges::count(counted, true));
    return {cut};
}

std::vector<ClaimCut> cuts_by_column(const World& world, const Claim& claim, const std::string& word) {
    std::vector<ClaimCut> cuts;
    for (const auto number : world.sources_of(claim.indicator)) {
        const auto& source = world.catalogue().source(world.sources()[number]);
        if (is_of_an_hour(word) && !source.hour.column.empty()) {
            cuts.push_back(
                {.word = word, .by = ClaimCut::By::hour, .source = source.id, .which = {source.hour.column}});
            continue;
        }
        const auto used = source.columns();
        for (const auto& head : heads_of_sample(source))
            if (std::ranges::find(used, head) == used.end() && is_said_in(word, head))
                cuts.push_back(
                    {.word = word, .by = ClaimCut::By::column, .source = source.id, .which = {head}});
    }
    return cuts;
}

}  // namespace

std::vector<ClaimCut> claim_cuts(const World& world, const Claim& claim) {
    std::vector<ClaimCut> cuts;
    if (claim.indicator.empty()) return cuts;
    for (const auto& word : claim.unread) {
        auto of_it = cuts_by_label(world, claim, word);
        if (of_it.empty()) of_it = cuts_by_column(world, claim, word);
        cuts.insert(cuts.end(), of_it.begin(), of_it.end());
    }
    return cuts;
}

}  // namespace atalaya::service
