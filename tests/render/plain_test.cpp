#include "render/plain.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "document_sample.hpp"

namespace atalaya::render {
namespace {

using testing::HasSubstr;
using testing::Not;

Document letter() {
    Document document{.bulletin = "entregas", .language = "es", .region = "es-AR"};
    document.title = "Nota N.º 3 · Datos de enero que faltan";
    document.city = document.territory = "Villa Marejada";
    document.period = "enero de 2025";
    document.head = {"8 de febrero de 2025", "primer aviso"};
    document.badges = {"Uso interno"};
    document.footer = "Villa Marejada";
    document.dated = "2025-02-08";
    document.words = sample::spanish_words();
    Section section{.id = "que-falta", .title = "Qué falta", .blocks = {}};
    section.blocks.push_back(
        Paragraph{Paragraph::Kind::body, {{"uno dos tres cuatro cinco seis siete ocho"}}});
    section.blocks.push_back(Paragraph{Paragraph::Kind::gloss, {{"«acuerdo»"}}});
    Sheet sheet{.id = "A1", .title = "Entregas", .columns = {{"Entrega"}, {"Días", true}}, .rows = {}};
    sheet.rows = {{sample::words("enero"), sample::words("3")},
                  {sample::words("año 2024"), sample::words("120")}};
    section.blocks.push_back(sheet);
    document.sections = {section};
    return document;
}

TEST(PlainText, IsWhatThePageSays) {
    EXPECT_EQ(plain_text(letter(), 24), R"(Nota N.º 3
Datos de enero que
faltan
========================
8 de febrero de 2025 ·
primer aviso
[Uso interno]

Qué falta
---------

uno dos tres cuatro
cinco seis siete ocho

    «acuerdo»

Entregas
  Entrega   Días
  enero        3
  año 2024   120

Villa Marejada
)");
}

TEST(PlainText, ATableTooWideIsToldRowByRow) {
    EXPECT_THAT(plain_text(letter(), 15), HasSubstr("  - año 2024\n    Días: 120\n"));
}

TEST(PlainText, NoLineIsLongerThanAskedForUnlessAWordIsAndNoneEndsBlank) {
    const auto document = sample::rich();
    for (const std::size_t width : {60U, 76U, 100U}) {
        std::istringstream lines{plain_text(document, width)};
        for (std::string line; std::getline(lines, line);) {
            const auto characters =
                std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
            const auto first = line.find_first_not_of(" -");
            const bool one_word = first == std::string::npos || line.find(' ', first) == std::string::npos;
            EXPECT_TRUE(one_word || characters <= static_cast<long>(width)) << line;
            EXPECT_FALSE(line.ends_with(' ')) << line;
        }
    }
}

TEST(PlainText, APictureIsToldByItsWords) {
    const auto document = sample::rich();
    EXPECT_THAT(plain_text(document), HasSubstr("Los robos bajan de cerca de 900"));
    EXPECT_THAT(plain_text(document), Not(HasSubstr("<svg")));
}

}  // namespace
}  // namespace atalaya::render
