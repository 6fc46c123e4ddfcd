#include "render/html.hpp"
#include "source_folder.hpp"

#include <expat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "core/error.hpp"
#include "render/document_sample.hpp"
#include "render/html_picture.hpp"

namespace atalaya::render {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::filesystem::path woff2 = source_folder() / "build/vendor/fonts/woff2";

HtmlAssets assets() {
    return std::filesystem::exists(woff2) ? html_assets(woff2) : HtmlAssets{};
}

// What an XML parser meets on its way through a page.
struct Seen {
    std::multiset<std::string> ids;
    std::vector<std::string> targets;  // of href="#…" and aria-labelledby
    std::vector<std::string> addresses;
    std::vector<int> headings;
    std::map<std::string, int> elements;
    int scrolling_without_focus = 0;
    int headings_without_scope = 0;
};

void on_element(void* data, const XML_Char* name, const XML_Char** attributes) {
    Seen& seen = *static_cast<Seen*>(data);
    ++seen.elements[name];
    std::map<std::string, std::string> has;
    for (; *attributes; attributes += 2) has[attributes[0]] = attributes[1];
    if (has.contains("id")) seen.ids.insert(has["id"]);
    if (has.contains("href") && has["href"].starts_with('#')) seen.targets.push_back(has["href"].substr(1));
    if (has.contains("href") && !has["href"].starts_with('#')) seen.addresses.push_back(has["href"]);
    if (has.contains("src")) seen.addresses.push_back(has["src"]);
    if (has.contains("aria-labelledby")) {
        std::istringstream ids{has["aria-labelledby"]};
        for (std::string id; ids >> id;) seen.targets.push_back(id);
    }
    const std::string element = name;
    if (element.size() == 2 && element[0] == 'h' && element[1] >= '1' && element[1] <= '6') {
        seen.headings.push_back(element[1] - '0');
    }
    if (has["class"] == "scroll" && has["tabindex"] != "0") ++seen.scrolling_without_focus;
    if (element == "th" && !has.contains("scope")) ++seen.headings_without_scope;
}

Seen parsed(const std::string& page) {
    Seen seen;
    XML_Parser parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser, &seen);
    XML_SetStartElementHandler(parser, on_element);
    const auto status = XML_Parse(parser, page.data(), static_cast<int>(page.size()), 1);
    EXPECT_EQ(status, XML_STATUS_OK) << XML_ErrorString(XML_GetErrorCode(parser)) << " in line "
                                     << XML_GetCurrentLineNumber(parser);
    XML_ParserFree(parser);
    return seen;
}

TEST(Html, ReadsAsXmlToo) {
    EXPECT_GT(parsed(html(sample::rich(), assets())).elements["td"], 100);
}

TEST(Html, NoIdIsUsedTwice) {
    for (const auto& id : parsed(html(sample::rich(), {})).ids) {
        EXPECT_EQ(parsed(html(sample::rich(), {})).ids.count(id), 1u) << id;
        if (HasFailure()) break;
    }
}

TEST(Html, EveryLinkLeadsSomewhereInThePage) {
    const Seen seen = parsed(html(sample::rich(), {}));
    EXPECT_GT(seen.targets.size(), 100u);
    for (const auto& target : seen.targets) EXPECT_TRUE(seen.ids.contains(target)) << target;
    EXPECT_TRUE(seen.addresses.empty()) << seen.addresses.front();
}

TEST(Html, EveryFigureHasItsRow) {
    const Document document = sample::rich();
    const Seen seen = parsed(html(document, {}));
    for (const auto& figure : figures_shown(document))
        EXPECT_TRUE(seen.ids.contains("f-" + figure)) << figure;
}

TEST(Html, EveryDeliveryIsListedUnderItsSource) {
    const Document document = sample::rich();
    const std::string page = html(document, {});
    for (const Source& source : document.sources) {
        EXPECT_THAT(page, HasSubstr(source.name + " · " + source.summary + "</summary>"));
        for (const Delivery& delivery : source.deliveries)
            EXPECT_THAT(page,
                        HasSubstr("<li><code>" + delivery.sha256 + "</code> " + delivery.day + "</li>"));
    }
}

TEST(Html, HeadingsGoDownOneStepAtATime) {
    const Seen seen = parsed(html(sample::rich(), {}));
    EXPECT_EQ(std::ranges::count(seen.headings, 1), 1);
    int before = 0;
    for (const int level : seen.headings) {
        EXPECT_LE(level, before + 1);
        before = level;
    }
    EXPECT_EQ(std::ranges::max(seen.headings), 4);
}

TEST(Html, TablesSayWhatTheirHeadsCoverAndCanBeScrolledByKeyboard) {
    const Seen seen = parsed(html(sample::rich(), {}));
    EXPECT_EQ(seen.elements.at("table"), seen.elements.at("caption"));
    EXPECT_EQ(seen.scrolling_without_focus, 0);
    EXPECT_EQ(seen.headings_without_scope, 0);
}

TEST(Html, FetchesNothingAndRunsNothing) {
    Document document = sample::rich();
    std::get<Paragraph>(document.sections[0].blocks[3]).text = {
        {"<script src=\"https://x.example/\">alert(1)</script>"}};
    const std::string page = html(document, assets());
    EXPECT_FALSE(parsed(page).elements.contains("script"));
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
    EXPECT_THAT(page, Not(HasSubstr("url(http")));
}

TEST(Html, BadgesStandOnThePageAndOnEveryPrintedOne) {
    const std::string page = html(sample::rich(), {});
    EXPECT_THAT(page, HasSubstr("<li>Uso interno</li>"));
    EXPECT_THAT(page, HasSubstr("@top-right{content:\"Uso interno · Ciudad simulada\"}"));
}

TEST(Html, ATitleCannotEndTheStyleSheet) {
    Document document = sample::frame();
    document.title = "\"</style><b>\\ & más";
    EXPECT_THAT(html(document, {}), HasSubstr(R"(@top-left{content:"\22 \3C /style>\3C b>\5C  \26  más"})"));
    EXPECT_FALSE(parsed(html(document, {})).elements.contains("b"));
}

TEST(Html, AMarkIsAlsoWords) {
    EXPECT_THAT(html(sample::rich(), {}), HasSubstr("<span class=\"vh\"> (no concluyente)</span>"));
}

TEST(Html, TheSameDocumentIsTheSameBytes) {
    EXPECT_EQ(html(sample::rich(), assets()), html(sample::rich(), assets()));
}

TEST(Html, AFolderWithoutTheTypefaceIsNamed) {
    try {
        html_assets("/nowhere/fonts");
        FAIL() << "read";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing);
        EXPECT_THAT(error.what(), HasSubstr("/nowhere/fonts/public-sans-latin-400-normal.woff2"));
    }
}

TEST(HtmlPicture, IdsInsideGetThePicturesName) {
    const std::string svg =
        html_picture({.id = "C1",
                      .title = "Robos <mes>",
                      .svg = "<svg id=\"a\" viewBox=\"0 0 9 9\" width=\"9\" role=\"img\"><title>x</title>"
                             "<path id=\"h\"/><use href=\"#h\" fill=\"url(#h)\"/></svg>",
                      .alt = "bajan"});
    EXPECT_EQ(svg,
              "<svg viewBox=\"0 0 9 9\" role=\"img\" aria-labelledby=\"C1-title C1-desc\">"
              "<title id=\"C1-title\">Robos &lt;mes&gt;</title><desc id=\"C1-desc\">bajan</desc>"
              "<path id=\"C1-h\"/><use href=\"#C1-h\" fill=\"url(#C1-h)\"/></svg>");
}

}  // namespace
}  // namespace atalaya::render
