// Sixty files: five tables of Latin America in twelve ways of writing letters.
#include <gtest/gtest.h>
#include <iconv.h>

#include <array>

#include "core/text.hpp"
#include "intake/code_pages.hpp"
#include "intake/encoded_twice.hpp"
#include "intake/encoding.hpp"
#include "intake/propose/encoding.hpp"

namespace atalaya::intake {
namespace {

// By the C library, which knows nothing of ours.
std::string converted(const std::string& text, const char* to, const char* from = "UTF-8") {
    iconv_t converter = iconv_open(to, from);
    if (converter == iconv_t(-1)) throw std::runtime_error{to};
    std::string in = text, out(4 * text.size() + 16, '\0');
    char *read = in.data(), *write = out.data();
    std::size_t left = in.size(), room = out.size();
    const auto result = iconv(converter, &read, &left, &write, &room);
    iconv_close(converter);
    if (result == std::size_t(-1)) throw std::runtime_error{std::string{"not in "} + to};
    out.resize(out.size() - room);
    return out;
}

const std::array<std::string, 5> tables{
    "Barrio;Hecho\nPeñarol;Hurto\nLa Unión;Rapiña\nMalvín;Lesión\nCordón;Agresión\nMaroñas;Daño\n",
    "PARROQUIA;DELITO\nBELISARIO QUEVEDO;ROBO\nIÑAQUITO;EXTORSIÓN\nCOTOCOLLAO;VIOLACIÓN\nCHILLOGALLO;DAÑO\n"
    "SAN JOSÉ DE MORÁN;LESIÓN\nÑAÑAL;AGRESIÓN FÍSICA\n",
    "município;ocorrência\nSão Gonçalo;lesão corporal\nNiterói;ameaça\nMaricá;furto de veículo\nSão "
    "João;extorsão\n",
    "N°;Colonia\n1;Ciudad Lempira, 2ª etapa\n2;Villanueva\n3;Río Abajo\n4;Güinope\n5;Óscar A. Flores\n",
    "Zona;Día;Descripción\nCalacoto;sábado;¿Robo o hurto?\nAchumani;miércoles;Riña\nSopocachi;sábado;Daño\n"};

std::string utf16(const std::string& text, bool big, bool mark) {
    return (mark ? std::string{big ? "\xFE\xFF" : "\xFF\xFE"} : std::string{}) +
           converted(text, big ? "UTF-16BE" : "UTF-16LE");
}

// Every other line with accents in the one way, and the rest in the other.
std::string by_turns(const std::string& text) {
    std::string out;
    bool turn = false;
    for (const auto line : split(text, '\n')) {
        if (line.empty()) continue;
        if (!is_ascii_text(line)) turn = !turn;
        out += (turn ? converted(std::string{line}, "WINDOWS-1252") : std::string{line}) + "\n";
    }
    return out;
}

struct Way {
    const char* name;
    std::string (*write)(const std::string&);
    Encoding expected;
};
const std::array<Way, 12> ways{{
    {"utf8", [](const std::string& t) { return t; }, Encoding::utf8},
    {"utf8 mark", [](const std::string& t) { return "\xEF\xBB\xBF" + t; }, Encoding::utf8},
    {"utf16le mark", [](const std::string& t) { return utf16(t, false, true); }, Encoding::utf16},
    {"utf16be mark", [](const std::string& t) { return utf16(t, true, true); }, Encoding::utf16},
    {"utf16le", [](const std::string& t) { return utf16(t, false, false); }, Encoding::utf16},
    {"utf16be", [](const std::string& t) { return utf16(t, true, false); }, Encoding::utf16},
    {"latin1", [](const std::string& t) { return converted(t, "LATIN1"); }, Encoding::latin1},
    {"1252", [](const std::string& t) { return converted(t + "“Centro” – 5 €\n", "WINDOWS-1252"); },
     Encoding::windows1252},
    {"cp850", [](const std::string& t) { return converted(t, "CP850"); }, Encoding::cp850},
    {"twice", [](const std::string& t) { return converted(t, "UTF-8", "LATIN1"); }, Encoding::utf8_twice},
    {"mixed", by_turns, Encoding::mixed},
    {"macintosh", [](const std::string& t) { return converted(t, "MACINTOSH"); }, Encoding::macintosh},
}};

Judged<Encoding> judged(std::string_view bytes) {
    EncodingWatch watch;
    watch.add(bytes);
    watch.finish();
    return watch.judged();
}

}  // namespace

TEST(EncodingsCorpus, SixtyFilesAreReadRightOrAskedAbout) {
    int right = 0, asked = 0;
    for (const auto& way : ways) {
        for (const auto& table : tables) {
            const auto found = judged(way.write(table));
            EXPECT_FALSE(found.why.empty());
            if (found.question.empty() && found.confidence >= 90) {
                // Nobody is asked: what is read must be what was written, but for the mark and the line added.
                const std::string read = decoded(way.write(table), found.value);
                EXPECT_NE(read.find(table), std::string::npos) << way.name << "\n" << read;
                ++right;
            } else {
                ++asked;
            }
        }
    }
    EXPECT_EQ(right + asked, 60);
    EXPECT_GE(right, 50);
}

TEST(EncodingsCorpus, EachIsCalledByItsName) {
    for (const auto& way : ways) {
        for (const auto& table : tables)
            EXPECT_EQ(judged(way.write(table)).value, way.expected) << way.name << "\n" << table;
    }
}

TEST(CodePages, AreThoseOfTheLibrary) {
    for (const auto& [encoding, name] : {std::pair{Encoding::cp850, "CP850"},
                                         {Encoding::windows1252, "WINDOWS-1252"},
                                         {Encoding::macintosh, "MACINTOSH"},
                                         {Encoding::latin1, "LATIN1"}}) {
        for (int byte = 1; byte < 256; ++byte) {
            // An apple, which is no letter of Unicode, and a sign of increase that the library takes for a delta.
            if (encoding == Encoding::macintosh && (byte == 0xF0 || byte == 0xC6)) continue;
            const std::string text(1, static_cast<char>(byte));
            if (letter_of(encoding, static_cast<unsigned char>(byte)) == 0)
                EXPECT_THROW(converted(text, "UTF-8", name), std::runtime_error) << name << byte;
            else
                EXPECT_EQ(utf8_from(encoding, text), converted(text, "UTF-8", name)) << name << byte;
        }
    }
}

TEST(EncodedTwice, IsUndoneWhereItWasDone) {
    for (const auto& table : tables) {
        EXPECT_EQ(decoded_twice(converted(table, "UTF-8", "LATIN1")), table);
        EXPECT_EQ(decoded_twice(table), table);
        EXPECT_FALSE(is_encoded_twice(table));
    }
    EXPECT_EQ(decoded_twice("MUÃ‘OZ, Núñez, â‚¬ 5"), "MUÑOZ, Núñez, € 5");
    EXPECT_TRUE(is_encoded_twice("Núñez NÃºÃ±ez"));
    EXPECT_EQ(decoded_twice("NÃO 😀 Â"), "NÃO 😀 Â");
    EXPECT_EQ(decoded_twice(""), "");
}

}  // namespace atalaya::intake
