// The codes that the ledger's texts have in the analytics store.
#include "store/ledger_words.hpp"

#include <gmock/gmock.h>

#include "core/error.hpp"
#include "store/publish.hpp"
#include "store/verify.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Words : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (!IsSkipped()) store_ = std::make_unique<Store>(make());
    }
    void publish_lines(const std::vector<Line>& lines, std::string_view bytes, std::string_view on) {
        publish(*store_, {batch_of(lines, bytes)}, day(on), quiet_);
    }
    std::vector<std::string> labels() {
        return database().collect("SELECT label FROM word WHERE city = $1 ORDER BY word_no",
                                  {std::string{"caba"}},
                                  [](const Row& row) { return std::string{row.text(0)}; });
    }
    Database& database() { return store_->analytics().database(); }

    NoProgress quiet_;
    std::unique_ptr<Store> store_;
};

TEST_P(Words, ComeColumnByColumnAndALaterVintageOnlyAdds) {
    publish_lines({{"1", "2020-08-14", "robo"}, {"2", "2020-08-14", "hurto"}}, "a", "2020-10-05");
    EXPECT_THAT(labels(), ElementsAre("", "delitos", "hurto", "robo", "fact", "comuna-1", "retiro"));
    publish_lines({{"3", "2020-08-14", "amenazas", "comuna-2"}}, "b", "2020-10-06");
    EXPECT_THAT(labels(), ElementsAre("", "delitos", "hurto", "robo", "fact", "comuna-1", "retiro",
                                      "amenazas", "comuna-2"));
}

TEST_P(Words, AreReadInTheView) {
    publish_lines(
        {{"1", "2020-08-14", "robo", "comuna-1", "retiro"}, {"2", "2020-08-15", "hurto", "comuna-2", ""}},
        "a", "2020-10-05");
    const auto rows = database().collect(
        "SELECT offence, basis, area_1, area_2, area_3 FROM entry_text WHERE city = $1 ORDER BY incident_no",
        {std::string{"caba"}}, [](const Row& row) {
            std::string out;
            for (std::size_t i = 0; i < row.size(); ++i) out += std::string{row.text(i)} + "|";
            return out;
        });
    EXPECT_THAT(rows, ElementsAre("robo|fact||comuna-1|retiro|", "hurto|fact||comuna-2||"));
}

TEST_P(Words, DamageIsToldWithThem) {
    publish_lines({{"1", "2020-08-14", "robo"}, {"2", "2020-08-14", "hurto"}}, "a", "2020-10-05");
    store_->deliveries().keep_bytes("a");
    database().execute("UPDATE entry SET offence = 2 WHERE incident_no = 1");
    const auto damages = verify(*store_, quiet_).damages;
    ASSERT_EQ(damages.size(), 1U);
    EXPECT_EQ(damages[0].column, "offence");
    EXPECT_THAT(damages[0].sentence(), HasSubstr("is 2 (\"hurto\"), and 3 (\"robo\") in the segment"));
}

TEST_P(Words, WithAGapNothingIsLoaded) {
    publish_lines({{"1"}}, "a", "2020-10-05");
    database().execute("DELETE FROM word WHERE word_no = 2");
    try {
        publish_lines({{"2"}}, "b", "2020-10-06");
        ADD_FAILURE() << "the codes of a damaged table were used";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::corrupt);
        EXPECT_THAT(error.what(), HasSubstr("atalaya rebuild"));
    }
}

INSTANTIATE_TEST_SUITE_P(, Words, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store
