#include "service/code_proposals.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/text.hpp"
#include "intake/nearest.hpp"

namespace atalaya::service {

namespace {

constexpr double by_class = 0.95;       // what a class of a code is worth beside a label of it
constexpr double for_each_more = 0.02;  // classes that are meant together
constexpr double most_edited = 0.25;

// Every three letters of a folded text with blanks about it, as numbers.
std::vector<std::uint32_t> threes_of(const std::string& folded) {
    const std::string padded = " " + folded + " ";
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i + 2 < padded.size(); ++i) {
        const auto byte = [&](std::size_t at) {
            return std::uint32_t{static_cast<unsigned char>(padded[at])};
        };
        out.push_back(byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

double slips(std::string_view a, std::string_view b) {
    const auto longer = static_cast<double>(std::max(a.size(), b.size()));
    const auto apart = static_cast<double>(a.size() > b.size() ? a.size() - b.size() : b.size() - a.size());
    if (longer == 0 || apart > most_edited * longer) return 0;
    const double edits = intake::edits_between(a, b);
    return edits > most_edited * longer ? 0 : 1 - edits / longer;
}

std::vector<CodeEntry> with_labels(std::vector<CodeEntry> classes, const std::vector<CodedLabel>& labels) {
    for (const auto& label : labels) classes.push_back({label.source, label.code, label.name, label.label});
    return classes;
}

void sort_and_cut(std::vector<CodeProposal>& proposals, std::size_t at_most, double least) {
    std::erase_if(proposals, [&](const auto& one) { return one.score < least; });
    std::stable_sort(proposals.begin(), proposals.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    if (proposals.size() > at_most) proposals.resize(at_most);
}

}  // namespace

CodeProposals::CodeProposals(std::vector<CodeEntry> classes, std::vector<CodedLabel> labels)
    : entries_{with_labels(classes, labels)},
      classes_{classes.size()},
      labels_{std::move(labels)},
      search_{entries_} {
    std::map<std::uint32_t, std::uint32_t> holders;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const auto& entry = entries_[i];
        const std::size_t first = texts_.size();
        for (const auto& text : {entry.label, entry.name.es, entry.name.pt, entry.name.en}) {
            const std::string plain = folded(text);
            const bool again = std::any_of(texts_.begin() + static_cast<std::ptrdiff_t>(first), texts_.end(),
                                           [&](const Text& known) { return known.folded == plain; });
            if (plain.empty() || again) continue;
            texts_.push_back({i, plain, text, threes_of(plain), {}});
            for (const auto three : texts_.back().threes) ++holders[three];
        }
    }
    holders_.assign(holders.begin(), holders.end());
    for (auto& text : texts_) {
        for (const auto three : text.threes) text.held += text.rarities.emplace_back(rarity(three));
    }
}

double CodeProposals::rarity(std::uint32_t three) const {
    const auto found = std::lower_bound(holders_.begin(), holders_.end(), std::pair{three, std::uint32_t{0}});
    const double held = found == holders_.end() || found->first != three ? 1 : found->second;
    return std::log(1 + static_cast<double>(texts_.size()) / held);
}

std::vector<CodeProposals::Like> CodeProposals::likeness(std::string_view label) const {
    const std::string asked = folded(label);
    const auto threes = threes_of(asked);
    double all = 0;
    for (const auto three : threes) all += rarity(three);
    std::vector<double> words(entries_.size());
    for (const auto& [entry, score] : search_.find(label, entries_.size(), 0))
        words[static_cast<std::size_t>(entry - entries_.data())] = score;

    std::vector<Like> out(entries_.size());
    for (const auto& text : texts_) {
        double shared = 0;
        for (std::size_t i = 0, j = 0; i < threes.size() && j < text.threes.size();) {
            if (threes[i] < text.threes[j]) {
                ++i;
            } else if (text.threes[j] < threes[i]) {
                ++j;
            } else {
                shared += text.rarities[j];
                ++i, ++j;
            }
        }
        const double letters = all + text.held > 0 ? 2 * shared / (all + text.held) : 0;
        const double score = std::max((words[text.entry] + letters) / 2, slips(asked, text.folded));
        auto& best = out[text.entry];
        if (!best.text || score > best.score) best = {score, &text};
    }
    return out;
}

std::vector<CodeProposal> CodeProposals::class_scores(const std::vector<Like>& like) const {
    std::vector<CodeProposal> scores;
    std::map<std::string, std::size_t> number;
    for (std::size_t i = 0; i < classes_; ++i) {
        number.emplace(entries_[i].code, i);
        scores.push_back({entries_[i].list, entries_[i].code, entries_[i].name, like[i].score,
                          CodeProposal::Because::class_name, like[i].text ? like[i].text->written : "",
                          entries_[i].list});
    }
    for (std::size_t i = 0; i < labels_.size(); ++i) {
        const auto& [score, text] = like[classes_ + i];
        const auto& classes = labels_[i].classes;
        for (const auto& of : classes) {
            const auto found = number.find(of);
            const double worth = score * (1 - for_each_more * (static_cast<double>(classes.size()) - 1));
            if (found == number.end() || worth <= scores[found->second].score) continue;
            auto& proposal = scores[found->second];
            proposal.score = worth;
            proposal.because = CodeProposal::Because::other_label;
            proposal.like = text->written;
            proposal.of = labels_[i].source;
        }
    }
    return scores;
}

std::vector<CodeProposal> CodeProposals::classes_for(std::string_view label, std::size_t at_most,
                                                     double least) const {
    auto scores = class_scores(likeness(label));
    sort_and_cut(scores, at_most, least);
    return scores;
}

std::vector<CodeProposal> CodeProposals::for_source(const intake::Source& source, std::string_view label,
                                                    std::size_t at_most, double least) const {
    const auto like = likeness(label);
    const auto classes = class_scores(like);
    std::vector<CodeProposal> proposals;
    for (const auto& own : coded_labels(source)) {
        auto known = std::find_if(proposals.begin(), proposals.end(),
                                  [&](const auto& one) { return one.code == own.code; });
        if (known == proposals.end())
            known = proposals.insert(known, {.list = source.id, .code = own.code, .name = own.name});
        for (std::size_t c = 0; c < classes.size(); ++c) {
            if (std::find(own.classes.begin(), own.classes.end(), classes[c].code) == own.classes.end())
                continue;
            const double worth = by_class * classes[c].score *
                                 (1 - for_each_more * (static_cast<double>(own.classes.size()) - 1));
            if (worth <= known->score) continue;
            known->score = worth;
            known->because = classes[c].because;
            known->like = classes[c].like;
            known->of = classes[c].of;
        }
    }
    for (std::size_t i = 0; i < labels_.size(); ++i) {
        const auto& [score, text] = like[classes_ + i];
        if (labels_[i].source != source.id || !text) continue;
        const auto known = std::find_if(proposals.begin(), proposals.end(),
                                        [&](const auto& one) { return one.code == labels_[i].code; });
        if (known == proposals.end() || score < known->score) continue;
        known->score = score;
        known->because = CodeProposal::Because::own_label;
        known->like = text->written;
        known->of = source.id;
    }
    sort_and_cut(proposals, at_most, least);
    return proposals;
}

}  // namespace atalaya::service
