#include "intake/descriptor_labels.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

TEST(DescriptorLabels, RefusesCodesThatCannotBeMeant) {
    const Folder folder;
    folder.write("hechos/source.toml", small_descriptor);
    const std::string head = "code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n";
    const auto refused = [&](const std::string& codes) {
        folder.write("hechos/codes.csv", codes);
        return refusal([&] { read_source(folder.path() / "hechos"); });
    };
    EXPECT_THAT(refused("code,label\n"), HasSubstr("expected the head code,label_1"));
    EXPECT_THAT(refused(head + "a,b,c\n"), HasSubstr("codes.csv:2: expected 10 cells; found 3"));
    EXPECT_THAT(refused(head + "a,A,,,,,,exacto,,\n"), HasSubstr("Did you mean \"exact\"?"));
    EXPECT_THAT(refused(head + "a,Robo,,,,,,,,\nb,ROBO ,,,,,,,,\n"), HasSubstr("codes.csv:3: the labels"));
    fs::remove(folder.path() / "hechos/codes.csv");
    EXPECT_THAT(refusal([&] { read_source(folder.path() / "hechos"); }), HasSubstr("expected a codes.csv"));
}

TEST(DescriptorLabels, CodesOfOneColumnNeedNoSecondLabel) {
    const Folder folder;
    folder.write("hechos/source.toml", small_descriptor);
    const auto with = [&](const std::string& codes, const std::string& columns) {
        folder.write("hechos/source.toml", edited(small_descriptor, "columns = [\"tipo\"]", columns));
        folder.write("hechos/codes.csv", codes);
        return read_source(folder.path() / "hechos");
    };
    const std::string head = "code,label_1,es,pt,en,iccs,fit,indicators,note\r\n";
    const Source source =
        with(head + "robo,Robo,Robo,Roubo,Robbery,0401,exact,robo,x\r\n", "columns = [\"tipo\"]");
    ASSERT_EQ(source.labels.size(), 1u);
    EXPECT_EQ(source.labels[0].label_1, "Robo");
    EXPECT_EQ(source.labels[0].label_2, "");
    EXPECT_EQ(source.labels[0].name.en, "Robbery");
    EXPECT_EQ(source.labels[0].note, "x");
    EXPECT_THAT(refusal([&] { with(head, "columns = [\"tipo\", \"subtipo\"]"); }),
                HasSubstr("expected the head code,label_1,label_2,es"));
}

}  // namespace
}  // namespace atalaya::intake
