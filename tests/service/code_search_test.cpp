#include "service/code_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/share.hpp"

namespace atalaya::service {
namespace {

using testing::IsEmpty;

const std::vector<CodeEntry>& entries() {
    static const auto found = searchable_codes(read_catalogue(find_share(), "caba"));
    return found;
}

// The place of a code among what a search finds, from 1; 0 when it does not find it.
std::size_t place_of(std::string_view words, std::string_view list, std::string_view code) {
    const auto hits = CodeSearch{entries()}.find(words, 10);
    for (std::size_t i = 0; i < hits.size(); ++i)
        if (hits[i].entry->list == list && hits[i].entry->code == code) return i + 1;
    return 0;
}

// As an analyst would type: other number, other gender, no accents, Portuguese, a slip.
TEST(CodeSearch, FindsWhatIsMeantAmongTheFirstThree) {
    const struct {
        const char *words, *list, *code;
    } asked[] = {
        {"homicidios intencionales", "iccs 1.0", "0101"},
        {"HOMICIDIO INTENCIONAL", "iccs 1.0", "0101"},
        {"homicídios intencionais", "iccs 1.0", "0101"},
        {"homicdio intencional", "iccs 1.0", "0101"},
        {"tentativas de homicidio", "iccs 1.0", "0102"},
        {"ruidos molesto", "convivencia 1", "ruido"},
        {"barulho de veículo", "convivencia 1", "ruido-vehiculo"},
        {"fiestas", "convivencia 1", "ruido-fiesta"},
        {"robos", "indicators", "robo"},
        {"victimas fatales viales", "indicators", "muerte_vial"},
        {"vitimas fatais de transito", "indicators", "muerte_vial"},
        {"0101", "iccs 1.0", "0101"},
        {"homicidios no culposos", "iccs 1.0", "01031"},
    };
    for (const auto& [words, list, code] : asked) {
        const auto place = place_of(words, list, code);
        EXPECT_TRUE(place >= 1 && place <= 3) << words << ": " << place;
    }
}

TEST(CodeSearch, FindsNothingInWordsThatNoListHas) {
    const CodeSearch search{entries()};
    EXPECT_THAT(search.find("zanahorias escabeche", 10), IsEmpty());
    EXPECT_THAT(search.find("de la", 10), IsEmpty());
    EXPECT_THAT(search.find("", 10), IsEmpty());
}

TEST(CodeSearch, ScoresAreOrderedAndBounded) {
    const auto hits = CodeSearch{entries()}.find("robo con arma de fuego", 20, 0.1);
    ASSERT_GT(hits.size(), 3U);
    for (std::size_t i = 0; i < hits.size(); ++i) {
        EXPECT_GT(hits[i].score, 0);
        EXPECT_LE(hits[i].score, 1);
        EXPECT_LE(hits[i].score, hits[i == 0 ? 0 : i - 1].score);
    }
}

}  // namespace
}  // namespace atalaya::service
