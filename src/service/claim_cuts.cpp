#include "service/claim_cuts.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

#include "core/text.hpp"
#include "service/claim_words.hpp"
#include "service/contrast_cuts.hpp"
#include "service/ledger_names.hpp"
#include "service/like_words.hpp"

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
std::vector<ClaimCut> cuts_by_label(const World& world, const Claim& claim, ClaimCut cut) {
    cut.by = ClaimCut::By::label;
    std::vector<bool> counted(world.offences().size());
    for (const auto& cell : world.cells(claim.indicator)) counted[cell.offence] = true;
    for (std::size_t i = 0; i < counted.size(); ++i) {
        if (!counted[i]) continue;
        const auto& code = world.offences()[i];
        if (!says_word(world, code, cut)) continue;
        cut.which.push_back(code);
        cut.source = code.substr(0, code.find(':'));
    }
    if (cut.which.empty()) return {};
    cut.is_all = std::cmp_equal(cut.which.size(), std::ranges::count(counted, true));
    return {cut};
}

// Categories of the persons that an indicator counts whose names say the word.
std::vector<ClaimCut> cuts_by_attribute(const World& world, const Claim& claim, ClaimCut cut) {
    cut.by = ClaimCut::By::attribute;
    for (const auto& cell : world.attributes(claim.indicator)) {
        const auto& code = world.offences()[cell.category];
        if (std::ranges::find(cut.which, code) != cut.which.end()) continue;
        if (!says_word(world, code, cut)) continue;
        cut.which.push_back(code);
        cut.source = world.sources()[cell.source];
    }
    if (cut.which.empty()) return {};
    return {cut};
}

// "SI", "Yes": of a column that says whether.
bool is_yes(const std::string& value) {
    return is_any_of(folded(value), {"si", "s", "sim", "yes", "y", "true", "verdadero", "1", "x"});
}

// The values of a column that the words mean: those that say one of them, else where it says yes; all others where
// that is denied.
std::string values_meant(const ColumnTold& told, const std::string& word, bool denied) {
    std::vector<std::string> meant, others;
    for (const auto& value : told.values) (is_said_in(word, value) ? meant : others).push_back(value);
    if (meant.empty()) {
        others.clear();
        for (const auto& value : told.values) (is_yes(value) ? meant : others).push_back(value);
    }
    std::erase(others, "");
    if (meant.empty() || others.empty()) return "";
    return join(denied ? others : meant, "|");
}

std::vector<ClaimCut> cuts_by_column(ColumnsTold& columns, const World& world, const Claim& claim,
                                     const ClaimCut& cut) {
    std::vector<ClaimCut> cuts;
    const auto& word = cut.word;
    const auto words = cut.like.empty() ? std::vector{word} : cut.like;
    const auto sources = world.sources_of(claim.indicator);
    for (const auto number : sources) {
        const auto& source = world.catalogue().source(world.sources()[number]);
        const auto used = source.columns();
        for (const auto& head : heads_of_sample(source)) {
            const auto by =
                std::ranges::find_if(words, [&](const auto& one) { return is_said_in(one, head); });
            if (std::ranges::find(used, head) != used.end() || by == words.end()) continue;
            cuts.push_back({.word = word,
                            .like = cut.like,
                            .by = ClaimCut::By::column,
                            .source = source.id,
                            .which = {head}});
            if (sources.size() > 1) continue;  // of the facts of the others it says nothing
            const auto& told = columns.of(claim.indicator, source.id, head);
            const bool denied = std::ranges::find(claim.denied, word) != claim.denied.end();
            const auto values = told ? values_meant(*told, *by, denied) : std::string{};
            if (!values.empty()) cuts.back().cuts = {"column:" + source.id + ":" + head + "=" + values};
        }
    }
    return cuts;
}

// By the first of these that says the word, or what is in its place.
std::vector<ClaimCut> cuts_by(ColumnsTold& columns, const World& world, const Claim& claim,
                              const ClaimCut& said) {
    if (auto cuts = cuts_by_label(world, claim, said); !cuts.empty()) return cuts;
    if (auto cuts = cuts_by_attribute(world, claim, said); !cuts.empty()) return cuts;
    return cuts_by_column(columns, world, claim, said);
}

std::vector<ClaimCut> cut_by_times(const World& world, const Claim& claim) {
    if (claim.time_said.empty()) return {};
    ClaimCut cut{.word = claim.time_said, .like = {}, .by = ClaimCut::By::time, .source = "", .which = {}};
    if (claim.times.empty()) return {cut};
    const auto said = parse_time_parts(claim.times.front());
    const bool told = std::ranges::all_of(
        said, [&](const TimePart& part) { return tells_times(world, claim.indicator, part.of); });
    for (const auto number : world.sources_of(claim.indicator)) {
        const auto& source = world.catalogue().source(world.sources()[number]);
        const bool hours = said.front().of == TimePart::Of::hours;
        // Hours may stand within the day's column.
        const auto& column =
            hours && (!told || !source.hour.column.empty()) ? source.hour.column : source.day_column;
        cut.source = source.id;
        if (!column.empty()) cut.which = {column};
    }
    if (claim.besides.empty() && told) cut.cuts = claim.times;
    return {cut};
}

// Words of which each leaves some of the same labels or categories mean those that all of them leave: "arma", "fuego".
void keep_what_all_say(std::vector<ClaimCut>& cuts, ClaimCut::By by) {
    std::optional<std::vector<std::string>> all;
    for (const auto& cut : cuts) {
        if (cut.by != by || cut.is_all) continue;
        if (!all) {
            all = cut.which;
            continue;
        }
        std::erase_if(*all, [&](const std::string& code) {
            return std::ranges::find(cut.which, code) == cut.which.end();
        });
    }
    if (!all || all->empty()) return;
    for (auto& cut : cuts) {
        if (cut.by != by || cut.is_all) continue;
        cut.which = *all;
        if (by == ClaimCut::By::attribute) cut.cuts = {"attribute:" + join(*all, " ")};
    }
}

}  // namespace

bool says_word(const World& world, const std::string& label, const std::string& word) {
    const auto name = label_named(world.catalogue(), label);
    return is_said_in(word, name.es) || is_said_in(word, name.pt) || is_said_in(word, name.en);
}

bool says_word(const World& world, const std::string& label, const ClaimCut& cut) {
    if (cut.like.empty()) return says_word(world, label, cut.word);
    return std::ranges::any_of(cut.like,
                               [&](const std::string& word) { return says_word(world, label, word); });
}

std::vector<ClaimCut> claim_cuts(ColumnsTold& columns, const World& world, const Claim& claim) {
    std::vector<ClaimCut> cuts;
    if (claim.indicator.empty()) return cuts;
    cuts = cut_by_times(world, claim);
    const LikeWords like{world.catalogue().share};
    for (const auto& word : claim.unread) {
        auto of_it = cuts_by(columns, world, claim, {.word = word, .like = {}});
        const auto others = like.of(word);
        if (of_it.empty() && !others.empty())
            of_it = cuts_by(columns, world, claim, {.word = word, .like = others});
        cuts.insert(cuts.end(), of_it.begin(), of_it.end());
    }
    keep_what_all_say(cuts, ClaimCut::By::label);
    keep_what_all_say(cuts, ClaimCut::By::attribute);
    return cuts;
}

}  // namespace atalaya::service
