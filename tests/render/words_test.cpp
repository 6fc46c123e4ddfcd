#include "render/words.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace atalaya::render {
namespace {

using std::string;

const Forms forms{"es-AR"};

Words words(const string& json) {
    return Words::read(json, Language::es, "es.json");
}

string refused(const string& json) {
    try {
        words(json);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        return error.what();
    }
    return "taken";
}

TEST(Words, ASentenceKnowsWhichOfItsNumbersShowsWhichFigure) {
    const auto w = words(R"({"s": "{name}: {n} hechos en {month}."})");
    const Text text =
        w.fill("s", {{"name", "Robo"}, {"n", counted(forms, 1273, "fig1")}, {"month", "agosto de 2020"}});

    ASSERT_EQ(text.size(), 3u);
    EXPECT_EQ(text[0].text, "Robo: ");
    EXPECT_EQ(text[1].text, "1.273");
    EXPECT_EQ(text[1].figure, "fig1");
    EXPECT_EQ(text[2].text, " hechos en agosto de 2020.");
}

TEST(Words, ThePluralIsChosenByTheCountAndTheSignStandsForTheNumber) {
    const auto w = words(
        R"({"s": "{n, plural, one {# persona fue víctima} other {# personas fueron víctimas}} en {month}"})");
    const auto said = [&](int n) { return w.say("s", {{"n", counted(forms, n)}, {"month", "mayo"}}); };

    EXPECT_EQ(said(0), "0 personas fueron víctimas en mayo");
    EXPECT_EQ(said(1), "1 persona fue víctima en mayo");
    EXPECT_EQ(said(2000), "2.000 personas fueron víctimas en mayo");
}

TEST(Words, BranchesMayHoldOtherHolesAndOtherPlurals) {
    const auto w = words(
        R"({"s": "{a, plural, one {# de {b}} other {# de {b, plural, one {# punto} other {# puntos}}}}"})");
    EXPECT_EQ(w.say("s", {{"a", counted(forms, 1)}, {"b", counted(forms, 9)}}), "1 de 9");
    EXPECT_EQ(w.say("s", {{"a", counted(forms, 3)}, {"b", counted(forms, 9)}}), "3 de 9 puntos");
}

TEST(Words, AReadySentenceGoesIntoAnotherWithItsFigures) {
    const auto w = words(R"({"inner": "subió {x}", "outer": "en el mes, {result}."})");
    const Text inner = w.fill("inner", {{"x", shown("8 %", "fig2")}});
    const Text outer = w.fill("outer", {{"result", inner}});

    EXPECT_EQ(plain(outer), "en el mes, subió 8 %.");
    ASSERT_EQ(outer.size(), 3u);
    EXPECT_EQ(outer[1].figure, "fig2");
}

TEST(Words, TheNumberOfANameChoosesTheVerbAndShowsNothing) {
    const auto w = words(R"({"s": "{name} {subject, plural, one {subió} other {subieron}}"})");
    EXPECT_EQ(w.say("s", {{"name", "Robo"}, {"subject", number_of(false)}}), "Robo subió");
    EXPECT_EQ(w.say("s", {{"name", "Amenazas"}, {"subject", number_of(true)}}), "Amenazas subieron");
}

TEST(Words, TheSignOutsideOfAPluralIsItself) {
    EXPECT_EQ(words(R"({"s": "boletín #3"})").say("s"), "boletín #3");
}

TEST(Words, AMissingKeyOrArgumentIsOurMistake) {
    const auto w = words(R"({"s": "{n, plural, one {uno} other {#}}", "t": "{month}"})");
    EXPECT_THROW(w.fill("absent"), std::logic_error);
    EXPECT_THROW(w.fill("t"), std::logic_error);
    EXPECT_THROW(w.fill("s", {{"n", "tres"}}), std::logic_error);  // text has no count
}

TEST(Words, HolesAreKnownByName) {
    const auto w = words(
        R"({"s": "{n, plural, one {# en {b}} other {#}} {subject, plural, one {sube} other {suben}}"})");
    EXPECT_EQ(w.placeholders("s"),
              (std::vector<Placeholder>{{.name = "b", .shown = true, .plural = false},
                                        {.name = "n", .shown = true, .plural = true},
                                        {.name = "subject", .shown = false, .plural = true}}));
}

TEST(Words, AFaultyTemplateIsNamedWithItsFileAndKey) {
    EXPECT_NE(refused(R"({"k": "hola {"})").find("es.json: k"), string::npos);
    EXPECT_NE(refused(R"({"k": "a } b"})").find("nothing opens"), string::npos);
    EXPECT_NE(refused(R"({"k": "{n, plural, one {x}}"})").find("expected \"other\""), string::npos);
    EXPECT_NE(refused(R"({"k": "{n, select, a {x} other {y}}"})").find("expected \"plural\""), string::npos);
    EXPECT_NE(refused(R"({"k": "{n, plural, one {x} other {y}"})").find("expected \"}\""), string::npos);
    EXPECT_NE(refused(R"({"k": "{Name}"})").find("small letters"), string::npos);
}

TEST(Words, AFileIsOneFlatObjectWithEachKeyOnce) {
    EXPECT_NE(refused(R"(["a"])").find("one JSON object"), string::npos);
    EXPECT_NE(refused(R"({"a": {"b": "c"}})").find("expected a text"), string::npos);
    EXPECT_NE(refused(R"({"a": "b", "a": "c"})").find("twice"), string::npos);
    EXPECT_NE(refused(R"({"a": )").find("one JSON object"), string::npos);
}

TEST(Words, AFolderThatIsNotThereIsMissing) {
    try {
        Words::load("no-such-folder", "pt-BR");
        FAIL() << "read a folder that is not there";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing);
        EXPECT_NE(string{error.what()}.find("pt.json"), string::npos);
    }
}

TEST(Words, KeysUnderAPrefixLoseIt) {
    const auto w = words(R"({"frame.page": "Página", "frame.figure": "Cifra", "framework": "x"})");
    EXPECT_EQ(w.under("frame."),
              (std::vector<std::pair<string, string>>{{"figure", "Cifra"}, {"page", "Página"}}));
    EXPECT_EQ(w.keys(), (std::vector<string>{"frame.figure", "frame.page", "framework"}));
}

}  // namespace
}  // namespace atalaya::render
