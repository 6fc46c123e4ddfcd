#include "service/code_changes.hpp"

#include <gmock/gmock.h>
#include <fstream>

#include "service/published_lists.hpp"
#include "support.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = CodeChange::Kind;

const CodeChange* change_of(const std::vector<CodeChange>& changes, std::string_view code) {
    for (const auto& change : changes) {
        if (change.code == code) return &change;
    }
    return nullptr;
}

TEST(CodeChanges, TellsACodeWithAnotherMeaningFromOneWithAnotherName) {
    const auto changes =
        compare_lists({{"1", "Hurtos"}, {"2", "Tráfico de sustancias"}, {"3", "Robo de vehículo"}},
                      {{"1", "HURTO"}, {"2", "Robos con violencia"}, {"3", "Robo de vehículo motorizado"}});
    ASSERT_EQ(changes.size(), 2U) << "case and number are no other name";
    EXPECT_EQ(changes[0].kind, Kind::reused);
    EXPECT_EQ(changes[0].code, "2");
    EXPECT_EQ(changes[1].kind, Kind::renamed);
    EXPECT_EQ(changes[1].before, "Robo de vehículo");
    EXPECT_EQ(changes[1].after, "Robo de vehículo motorizado");
}

// However alike the names: the new one was another code's, or the old one is.
TEST(CodeChanges, ANameThatAnotherCodeBearsIsAnotherMeaning) {
    const auto swapped = compare_lists({{"10", "Robo con arma"}, {"11", "Robo con arma blanca"}},
                                       {{"10", "Robo con arma blanca"}, {"11", "Robo con arma"}});
    ASSERT_EQ(swapped.size(), 2U);
    EXPECT_EQ(swapped[0].kind, Kind::reused);
    EXPECT_THAT(swapped[0].moved, ElementsAre("11"));
}

TEST(CodeChanges, SaysWhereTheNameOfACodeThatIsGoneWent) {
    const auto changes =
        compare_lists({{"10", "Daños"}, {"11", "Abigeato"}}, {{"20", "Daños"}, {"2", "Daños"}});
    ASSERT_EQ(changes.size(), 4U);
    EXPECT_EQ(changes[0].kind, Kind::gone);
    EXPECT_THAT(changes[0].moved, ElementsAre("20")) << "a code of one digit is of another level";
    EXPECT_THAT(changes[1].moved, IsEmpty());
    EXPECT_EQ(changes[2].kind, Kind::fresh);
    EXPECT_THAT(changes[2].moved, ElementsAre("10"));
    EXPECT_THAT(compare_lists({}, {}), IsEmpty());
}

TEST(CodeList, RefusesWhatIsNoList) {
    const Folder folder;
    const auto refused = [&](const char* text, const char* column = "") {
        const auto file = folder.path() / "lista.csv";
        std::ofstream{file} << text;
        try {
            read_code_list(file, column);
        } catch (const Error& error) {
            return std::string{error.what()};
        }
        return std::string{};
    };
    EXPECT_EQ(refused("codigo,nombre\n1,Hurto\n,sin código\n"), "");
    EXPECT_THAT(refused("codigo,nombre\n1,Hurto\n1,Robo\n"),
                HasSubstr("lista.csv:3: the code \"1\" came before"));
    EXPECT_THAT(refused("cod,nombre\n1,Hurto\n"), HasSubstr("a column called code, codigo, clave"));
    EXPECT_THAT(refused("codigo,nombre\n1,Hurto\n", "codgo"), HasSubstr("Did you mean \"codigo\"?"));
    EXPECT_THAT(refused(""), HasSubstr("it is empty"));
    EXPECT_THAT(refused("codigo,nombre\n1,Da\xF1os\n"), HasSubstr("expected UTF-8"));
    EXPECT_THROW(read_code_list(folder.path() / "nada.csv"), Error);
}

// CEAD's list until 2024 against the one in force.
TEST(CodeChanges, CeadGaveItsCodesAnotherMeaning) {
    const auto share = find_share();
    const auto changes = compare_lists(read_code_list(published_version(share, "cead/until-2024").file),
                                       read_code_list(published_version(share, "cead/2024").file));
    const auto* drugs = change_of(changes, "20101");
    ASSERT_TRUE(drugs);
    EXPECT_EQ(drugs->kind, Kind::reused);
    EXPECT_EQ(drugs->before, "Tráfico de sustancias");
    EXPECT_EQ(drugs->after, "Robos con violencia o intimidación");
    EXPECT_THAT(drugs->moved, ElementsAre("40101"));
    for (const char* code : {"10201", "50101"}) {
        ASSERT_TRUE(change_of(changes, code)) << code;
        EXPECT_EQ(change_of(changes, code)->kind, Kind::reused) << code;
    }
    EXPECT_EQ(change_of(changes, "99902"), nullptr) << "the same code and name in both";
    ASSERT_TRUE(change_of(changes, "10801"));
    EXPECT_EQ(change_of(changes, "10801")->kind, Kind::gone) << "violence by victim";
}

}  // namespace
}  // namespace atalaya::service
