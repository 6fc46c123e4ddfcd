// What figures count: each unit has its words, and what is none is refused where it is written.
#include "intake/units.hpp"

#include <fstream>
#include <iterator>

#include "render/words.hpp"
#include "service/indicator.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;

TEST(Units, EachHasItsWordsInEveryLanguage) {
    for (const auto language : {render::Language::es, render::Language::pt, render::Language::en}) {
        const auto words = render::Words::load(find_share().data / "i18n", language);
        for (const auto& unit : intake::counted_units()) {
            EXPECT_TRUE(words.has("unit." + unit)) << unit;
            EXPECT_TRUE(words.has("units." + unit)) << unit;
        }
    }
}

TEST(Units, AnIndicatorOfAnUnknownOneIsRefusedByLine) {
    const Folder folder;
    std::ifstream file{find_share().data / "indicators/vif.toml"};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    const std::string unit = "unit = \"report\"";
    ASSERT_NE(text.find(unit), std::string::npos);
    text.replace(text.find(unit), unit.size(), "unit = \"denuncia\"");
    std::ofstream{folder.path() / "vif.toml"} << text;
    try {
        read_indicators(folder.path());
        FAIL() << "read";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("vif.toml, line "));
        EXPECT_THAT(error.what(), HasSubstr("unit: expected one of call, case,"));
        EXPECT_THAT(error.what(), HasSubstr("found \"denuncia\""));
    }
}

}  // namespace
}  // namespace atalaya::service
