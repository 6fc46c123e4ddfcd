// How good the proposals are: the labels of every source hidden in turn, and proposed for from the names of the classes
// and the labels of the other sources alone.
#include "service/code_proposals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "service/share.hpp"

namespace atalaya::service {
namespace {

const std::vector<intake::Source>& sources() {
    static const auto all = intake::read_sources(find_share().data / "sources");
    return all;
}

bool has(const std::vector<std::string>& classes, const std::string& code) {
    return std::find(classes.begin(), classes.end(), code) != classes.end();
}

struct Hits {
    int asked{}, first{}, five{};
    int sure{}, sure_and_right{};  // of those that score 0.98 or more
    double share(int n) const { return static_cast<double>(n) / asked; }
};

// Labels without a class have no right answer and are left out. With `unlike`, a label of another source that is written
// as one of the hidden is hidden too: several sources are of one system.
Hits leave_one_source_out(bool unlike) {
    const auto classes = taxonomy_codes(find_share());
    Hits hits;
    for (const auto& hidden : sources()) {
        const auto asked = coded_labels(hidden);
        std::set<std::string> written;
        for (const auto& label : asked) written.insert(folded(label.label));
        std::vector<CodedLabel> others;
        for (const auto& other : sources()) {
            if (other.id == hidden.id) continue;
            for (auto& label : coded_labels(other))
                if (!unlike || !written.contains(folded(label.label))) others.push_back(std::move(label));
        }
        if (asked.empty()) continue;
        const CodeProposals proposals{classes, std::move(others)};
        for (const auto& label : asked) {
            if (label.classes.empty() || label.label.empty()) continue;
            const auto found = proposals.classes_for(label.label, 5);
            const auto right = [&](const CodeProposal& one) { return has(label.classes, one.code); };
            const bool first = !found.empty() && right(found.front());
            const bool sure = !found.empty() && found.front().score >= 0.98;
            ++hits.asked;
            hits.first += first;
            hits.five += std::any_of(found.begin(), found.end(), right);
            hits.sure += sure;
            hits.sure_and_right += sure && first;
        }
    }
    return hits;
}

TEST(CodeProposals, OfASourceNeverSeenMostLabelsHaveTheirClassAmongFive) {
    const auto hits = leave_one_source_out(false);
    RecordProperty("asked", hits.asked);
    RecordProperty("first", hits.first);
    RecordProperty("five", hits.five);
    RecordProperty("sure", hits.sure);
    RecordProperty("sure_and_right", hits.sure_and_right);
    EXPECT_GT(hits.asked, 600);
    EXPECT_GE(hits.share(hits.first), 0.56);
    EXPECT_GE(hits.share(hits.five), 0.72);
}

TEST(CodeProposals, WhereNoOtherSourceWritesTheSameTheyAreProposalsAndNoMore) {
    const auto hits = leave_one_source_out(true);
    RecordProperty("unlike_first", hits.first);
    RecordProperty("unlike_five", hits.five);
    RecordProperty("unlike_sure", hits.sure);
    RecordProperty("unlike_sure_and_right", hits.sure_and_right);
    EXPECT_GE(hits.share(hits.first), 0.39);
    EXPECT_GE(hits.share(hits.five), 0.61);
    // Why nothing is coded by itself: even of the surest some are wrong.
    EXPECT_GT(hits.sure, 50);
    EXPECT_LT(hits.sure_and_right, hits.sure);
}

class OfMarejada : public testing::Test {
  protected:
    const intake::Source& police() {
        return *std::find_if(sources().begin(), sources().end(),
                             [](const auto& source) { return source.id == "marejada-policia"; });
    }
    CodeProposals& proposals() {
        static CodeProposals all{taxonomy_codes(find_share()), [] {
                                     std::vector<CodedLabel> labels;
                                     for (const auto& source : sources())
                                         for (auto& label : coded_labels(source))
                                             labels.push_back(std::move(label));
                                     return labels;
                                 }()};
        return all;
    }
};

TEST_F(OfMarejada, ASlipOfThePenIsTheLabelOfTheSourceItself) {
    for (const auto& [written, code] : {std::pair{"Roob / Con arma", "robo-arma"},
                                        {"HURTO / EN COMERCIOS", "hurto-comercio"},
                                        {"Homicídio / Doloso", "homicidio-doloso"},
                                        {"Lesoines / Dolosas", "lesiones-dolosas"}}) {
        const auto found = proposals().for_source(police(), written, 5);
        ASSERT_FALSE(found.empty()) << written;
        EXPECT_EQ(found.front().list, "marejada-policia") << written;
        EXPECT_EQ(found.front().code, code) << written;
        EXPECT_EQ(found.front().because, CodeProposal::Because::own_label) << written;
        EXPECT_GT(found.front().score, 0.75) << written;
    }
}

TEST_F(OfMarejada, AWordOfAnotherSourceLeadsToItsClassHere) {
    const auto found = proposals().for_source(police(), "Motor vehicle theft", 5);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().code, "hurto-vehiculo");
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const auto& one) {
        return one.because == CodeProposal::Because::other_label && one.score > 0.9;
    }));
}

TEST_F(OfMarejada, ScoresAreBoundedAndOrderedAndNothingIsProposedForNothing) {
    const auto found = proposals().for_source(police(), "robo con arma de fuego", 5);
    ASSERT_EQ(found.size(), 5U);
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_GT(found[i].score, 0);
        EXPECT_LE(found[i].score, 1);
        EXPECT_FALSE(found[i].like.empty());
        EXPECT_LE(found[i].score, i > 0 ? found[i - 1].score : 1);
    }
    EXPECT_TRUE(proposals().for_source(police(), "", 5).empty());
    EXPECT_TRUE(proposals().for_source(police(), "xyzzy qwfp", 5).empty());
}

TEST(CodedLabels, AttributesOfPersonsAreNoOffences) {
    for (const auto& source : sources()) {
        if (!source.category.each.empty()) {
            EXPECT_TRUE(coded_labels(source).empty()) << source.id;
        }
    }
}

}  // namespace
}  // namespace atalaya::service
