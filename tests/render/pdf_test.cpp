#include "render/pdf.hpp"
#include "source_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

#include "core/error.hpp"
#include "render/document_sample.hpp"
#include "render/typst.hpp"

namespace atalaya::render {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

PdfTools tools() {
    return pdf_tools(source_folder());
}

class Pdf : public testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(tools().modules)) GTEST_SKIP() << "no Typst package: run tools/setup";
    }
};

// What the writer said when it refused.
template <class Ask>
std::string refusal(Ask ask, Fault expected) {
    try {
        ask();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), expected) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "not refused";
    return {};
}

class Zone {
  public:
    explicit Zone(const char* zone) { setenv("TZ", zone, 1); }
    ~Zone() { unsetenv("TZ"); }
};

std::string set_in(const char* zone) {
    const Zone there{zone};
    return PdfWriter{tools()}.pdf(sample::rich());
}

TEST_F(Pdf, IsTheSameBytesInAnyZoneAndFromAnyChild) {
    const std::string one = set_in("Asia/Tokyo");
    EXPECT_TRUE(one.starts_with("%PDF-1.7"));
    EXPECT_EQ(one, set_in("America/Argentina/Buenos_Aires"));
    PdfWriter writer{tools()};
    EXPECT_EQ(one, writer.pdf(sample::rich()));
    EXPECT_EQ(one, writer.pdf(sample::rich()));
}

TEST_F(Pdf, CarriesTheDocumentsDateAndTheMarksOfAccessibility) {
    const std::string bytes = PdfWriter{tools()}.pdf(sample::rich());
    EXPECT_THAT(bytes, HasSubstr("D:20201005000000"));
    EXPECT_THAT(bytes, HasSubstr("<pdfuaid:part>1</pdfuaid:part>"));
    EXPECT_THAT(bytes, HasSubstr("/StructTreeRoot"));
    EXPECT_THAT(bytes, HasSubstr("/Lang"));
}

TEST_F(Pdf, UsesNoTypefaceButPublicSans) {
    const std::string bytes = PdfWriter{tools()}.pdf(sample::rich());
    std::size_t fonts = 0;
    for (auto at = bytes.find("/FontName"); at != std::string::npos; at = bytes.find("/FontName", at + 1)) {
        ++fonts;
        EXPECT_THAT(bytes.substr(at, 40), HasSubstr("PublicSans"));
    }
    EXPECT_GT(fonts, 1u);
}

TEST_F(Pdf, SetsADocumentWithoutSectionsOrAppendix) {
    EXPECT_TRUE((PdfWriter{tools()}.pdf(sample::frame()).starts_with("%PDF-")));
}

TEST_F(Pdf, SetsBlocksThatAreEmptyOrHaveOnePart) {
    Document document = sample::frame();
    sample::Figures figures{document};
    document.badges.clear();
    document.head.clear();
    document.sections = {
        {"a",
         "A",
         {Paragraph{}, KpiStrip{}, KpiStrip{{{"Uno"}}}, PictureRow{},
          PictureRow{{sample::picture(figures, "C1", 170)}}, Sheet{.id = "T1", .columns = {{"Barrio"}}}}}};
    EXPECT_TRUE((PdfWriter{tools()}.pdf(document).starts_with("%PDF-")));
}

TEST_F(Pdf, APictureWithoutWordsIsRefusedWithTypstsReason) {
    PdfWriter writer{tools()};
    const std::string markup =
        "#set document(title: \"x\")\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg'/>\"))";
    EXPECT_THAT(refusal([&] { writer.pdf(markup, "2020-10-05", 0); }, Fault::bad_input),
                HasSubstr("PDF/UA-1 error"));
    EXPECT_TRUE(writer.pdf(sample::frame()).starts_with("%PDF-")) << "and goes on with the next document";
}

// Three pages as usual, two when set closer.
TEST_F(Pdf, IsSetCloserOnlyToKeepToItsPages) {
    const std::string markup =
        "#set document(title: \"x\")\n#let tight = int(sys.inputs.at(\"tight\"))\n"
        "#for one in range(calc.max(2, 3 - tight)) { page(height: 90pt)[#str(one)] }";
    PdfWriter writer{tools()};
    const auto pages = [&](int at_most) {
        const std::string bytes = writer.pdf(markup, "2020-10-05", at_most);
        const auto count = bytes.find("/Count ", bytes.find("/Type /Pages"));
        return bytes.substr(count + 7, 1);
    };
    EXPECT_EQ(pages(0), "3");
    EXPECT_EQ(pages(3), "3");
    EXPECT_EQ(pages(2), "2");
    EXPECT_EQ(pages(1), "3") << "as usual when even that is not enough";
}

TEST_F(Pdf, AFichaKeepsToOnePageWhateverItsLanguageTakes) {
    const auto sheet = [](std::string bulletin) {
        Document document = sample::frame();
        document.bulletin = std::move(bulletin);
        document.sections = {{"a", "A", {}}};
        for (int line = 0; line < 49; ++line)
            document.sections.front().blocks.push_back(
                Paragraph{Paragraph::Kind::body, {{"Una línea.", ""}}});
        const std::string bytes = PdfWriter{tools()}.pdf(document);
        return bytes.substr(bytes.find("/Count ", bytes.find("/Type /Pages")) + 7, 1);
    };
    EXPECT_EQ(sheet("entregas"), "2");
    EXPECT_EQ(sheet("ficha"), "1");
}

TEST_F(Pdf, ADocumentThatTakesTooLongIsStoppedAndTheNextIsSet) {
    PdfWriter writer{tools(), 2s};
    const std::string endless =
        "#let f(n) = range(n).map(i => range(n).map(j => calc.sin(i * j)).sum()).sum()\n#f(30000)";
    const auto started = std::chrono::steady_clock::now();
    EXPECT_THAT(refusal([&] { writer.pdf(endless, "2020-10-05", 0); }, Fault::bad_input),
                HasSubstr("2000 ms"));
    EXPECT_LT(std::chrono::steady_clock::now() - started, 10s);
    EXPECT_TRUE(writer.pdf(sample::frame()).starts_with("%PDF-"));
}

TEST_F(Pdf, AChildThatEndsIsStartedAnewOnceAndThenNamed) {
    const auto script = std::filesystem::temp_directory_path() / "atalaya-ends-at-once.mjs";
    std::ofstream{script} << "console.log('{\"ready\": true}');\n";
    PdfTools broken = tools();
    broken.script = script;
    PdfWriter writer{broken};
    EXPECT_THAT(refusal([&] { writer.pdf(sample::frame()); }, Fault::bad_input), HasSubstr("ended twice"));
    std::filesystem::remove(script);
}

TEST_F(Pdf, WithoutNodeItSaysSo) {
    PdfTools none = tools();
    none.node = "/nowhere/node";
    PdfWriter writer{none};
    EXPECT_THAT(refusal([&] { writer.pdf(sample::frame()); }, Fault::missing), HasSubstr("Node.js"));
}

TEST(PdfTools, WithoutThePackageItSaysWhatToRun) {
    PdfTools none = tools();
    none.modules = "/nowhere/node_modules";
    PdfWriter writer{none};
    const std::string said = refusal([&] { writer.pdf("", "2020-10-05", 0); }, Fault::missing);
    EXPECT_THAT(said, HasSubstr("/nowhere/node_modules"));
    EXPECT_THAT(said, HasSubstr("tools/setup"));
}

TEST_F(Pdf, APackageThatDoesNotLoadIsMissingToo) {
    PdfTools none = tools();
    none.modules = source_folder() / "libexec";
    PdfWriter writer{none};
    EXPECT_THAT(refusal([&] { writer.pdf("", "2020-10-05", 0); }, Fault::missing),
                HasSubstr("typst-ts-node-compiler"));
}

}  // namespace
}  // namespace atalaya::render
