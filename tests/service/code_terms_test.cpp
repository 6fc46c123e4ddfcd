// How well codes are found by the official index terms, once an analyst has imported the index.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/stem.hpp"
#include "core/text.hpp"
#include "intake/listed_rows.hpp"
#include "service/code_texts.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

struct Shares {
    double first{}, third{};
};

class RealFilesOfTheIndex : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = source_folder().parent_path() / "shared/codes/iccs";
        if (!fs::exists(folder_ / "iccs_index.csv"))
            GTEST_SKIP() << "the index of ICCS (shared/codes/iccs) is not beside the repository";
        const auto all = taxonomies(find_share());
        const auto iccs = std::ranges::find(all, "iccs", &Taxonomy::id);
        index_ = read_code_texts(folder_ / "iccs_index.csv", *iccs);
        for (const auto& text : index_.texts.at("term"))
            if (text.language == "es") drawn_.push_back(text);
        std::mt19937 random{20150301};
        std::ranges::shuffle(drawn_, random);
        drawn_.resize(200);
        known_ = {{"iccs", "", index_.texts}};
        for (const auto* file : {"iccs_notes.csv", "iccs.csv"})
            for (auto& [kind, texts] : read_code_texts(folder_ / file, *iccs).texts)
                known_[0].texts[kind] = std::move(texts);
    }

    // Of the terms drawn, written by `write`, among the classes of ICCS.
    template <class Write>
    Shares shares(const std::vector<KnownTexts>& known, Write write) {
        auto entries = taxonomy_codes(find_share());
        std::erase_if(entries, [](const auto& entry) { return !entry.list.starts_with("iccs "); });
        add_texts(entries, known);
        const CodeSearch search{entries, spoken_words(find_share())};
        Shares found;
        for (const auto& [code, language, text] : drawn_) {
            const auto hits = search.find(write(text), 3, 0);
            for (std::size_t i = 0; i < hits.size(); ++i) {
                if (hits[i].entry->code != code) continue;
                found.first += i == 0 ? 1 : 0;
                found.third += 1;
            }
        }
        found.first /= static_cast<double>(drawn_.size());
        found.third /= static_cast<double>(drawn_.size());
        return found;
    }
    // Those drawn are in no index.
    std::vector<KnownTexts> held_out() {
        auto known = known_;
        std::erase_if(known[0].texts.at("term"),
                      [&](const auto& text) { return std::ranges::find(drawn_, text) != drawn_.end(); });
        return known;
    }

    fs::path folder_;
    ReadTexts index_;
    std::vector<CodeText> drawn_;
    std::vector<KnownTexts> known_;
};

std::string as_it_is(const std::string& text) {
    return text;
}

// A long noun or adjective in the other number; verbs and links have none.
std::string in_other_number(const std::string& word) {
    static const std::set<std::string, std::less<>> links{"contra", "mediante", "durante", "dentro", "fuera"};
    const auto ends = [&](std::string_view ending) { return word.ends_with(ending); };
    const bool verb = ends("ar") || ends("er") || ends("ir") || ends("mente") || ends("ndo");
    if (word.size() <= 5 || verb || links.contains(word)) return word;
    if (ends("ones") || ends("ales") || ends("ores") || ends("ades")) return word.substr(0, word.size() - 2);
    if (ends("s")) return word.substr(0, word.size() - 1);
    return word + (std::string_view{"aeiou"}.contains(word.back()) ? "s" : "es");
}

// Without accents and capitals.
std::string inflected(const std::string& text) {
    std::string out;
    const std::string plain = folded(text);
    for (const auto part : split(plain, ' ')) {
        const auto end = part.find_last_not_of(",;.)") + 1;
        out += (out.empty() ? "" : " ") + in_other_number(std::string{part.substr(0, end)});
        out += part.substr(end);
    }
    return out;
}

// Two letters in the middle of the longest word change places.
std::string slipped(const std::string& text) {
    std::string out = folded(text);
    std::string_view longest;
    for (const auto word : split(out, ' '))
        if (word.size() > longest.size()) longest = word;
    const auto middle = static_cast<std::size_t>(longest.data() - out.data()) + longest.size() / 2;
    if (longest.size() > 3) std::swap(out[middle], out[middle - 1]);
    return out;
}

void expect(const char* name, Shares found, double first, double third) {
    testing::Test::RecordProperty(std::string{name} + "_first", std::to_string(found.first));
    testing::Test::RecordProperty(std::string{name} + "_third", std::to_string(found.third));
    EXPECT_GE(found.first, first) << name;
    EXPECT_GE(found.third, third) << name;
}

TEST_F(RealFilesOfTheIndex, ItsTermsLeadToTheirCodes) {
    expect("verbatim", shares(known_, as_it_is), 0.85, 0.95);
    expect("inflected", shares(known_, inflected), 0.85, 0.95);
    expect("slipped", shares(known_, slipped), 0.85, 0.95);
}

// What an index does not have is found by names, definitions and inclusions alone, and by its other terms.
TEST_F(RealFilesOfTheIndex, TermsThatNoIndexHasAreFoundLessOften) {
    expect("held_out", shares(held_out(), as_it_is), 0.5, 0.7);
    expect("names_alone", shares({}, as_it_is), 0.3, 0.5);
}

}  // namespace
}  // namespace atalaya::service
