#include "intake/bare_picture.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {

namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

std::string segment(int marker, std::string_view body) {
    const auto length = body.size() + 2;
    std::string out{'\xFF', static_cast<char>(marker), static_cast<char>(length >> 8),
                    static_cast<char>(length & 0xFF)};
    return out.append(body);
}

// EXIF with the side that is up and the place, both orders of bytes.
std::string exif(bool motorola, char side) {
    std::string out{"Exif\0\0"sv};
    out += motorola ? "MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"sv
                    : "II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"sv;
    out += side;
    out += motorola ? "\0\0\0\0\0\0"sv : "\0\0\0\0\0\0\0"sv;
    return out + "GPS 34.6 S 58.4 W, Pixel de Juana";
}

const std::string tables = segment(0xDB, "tables"),
                  points = segment(0xDA, "scan") + "\x12\xFF\0\x34\xFF\xD0\x56"s;
const std::string jfif = segment(0xE0, "JFIF\0\x01"sv), end = "\xFF\xD9";

std::string chunk(std::string_view kind, std::string_view body) {
    return std::string{'\0', '\0', '\0', static_cast<char>(body.size())} + std::string{kind} +
           std::string{body} + "sum.";
}
std::string riff(std::string_view kind, std::string_view body) {
    return std::string{kind} + std::string{static_cast<char>(body.size()), '\0', '\0', '\0'} +
           std::string{body} + std::string(body.size() % 2, '\0');
}
std::string webp(const std::string& chunks) {
    return "RIFF" + std::string{static_cast<char>(chunks.size() + 4), '\0', '\0', '\0'} + "WEBP" + chunks;
}

const std::string png = "\x89PNG\r\n\x1A\n";

}  // namespace

TEST(BarePicture, AJpegKeepsItsPointsAndItsColoursAlone) {
    const std::string colours = segment(0xE2, "ICC_PROFILE\0\x01\x01 sRGB"sv);
    const std::string came = "\xFF\xD8" + jfif + segment(0xE1, exif(true, '\x01')) +
                             segment(0xE1, "http://ns.adobe.com/xap/1.0/ Juana") + colours +
                             segment(0xED, "Photoshop 3.0 by Juana") + segment(0xFE, "Juana") + tables +
                             points + segment(0xC4, "more tables") + points + end + "a film of three seconds";
    EXPECT_EQ(bare_picture(came),
              "\xFF\xD8" + jfif + colours + tables + points + segment(0xC4, "more tables") + points + end);
}

TEST(BarePicture, WhichSideIsUpStays) {
    for (const bool motorola : {true, false}) {
        const auto bare =
            bare_picture("\xFF\xD8" + segment(0xE1, exif(motorola, '\x06')) + tables + points + end);
        ASSERT_TRUE(bare);
        EXPECT_EQ(bare->find("GPS"), std::string::npos);
        const std::string only = "\xFF\xD8" +
                                 segment(0xE1,
                                         "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06"
                                         "\0\0\0\0\0\0"sv) +
                                 tables + points + end;
        EXPECT_EQ(*bare, only);
        EXPECT_EQ(bare_picture(only), only) << "what is bare stays so";
    }
}

TEST(BarePicture, APngLosesItsTextsAndWhatFollowsItsEnd) {
    const std::string head = chunk("IHDR", "size"), body = chunk("IDAT", "points"), last = chunk("IEND", "");
    EXPECT_EQ(bare_picture(png + head + chunk("eXIf", "GPS") + chunk("tEXt", "Author Juana") +
                           chunk("tIME", "2024") + chunk("caBX", "Juana") + body + chunk("iTXt", "XMP") +
                           last + "more"),
              png + head + body + last);
}

TEST(BarePicture, AWebpLosesItsChunksAndSaysSoInItsHead) {
    const std::string body = riff("VP8 ", "points");
    EXPECT_EQ(
        bare_picture(webp(riff("VP8X", "\x1C\0\0\0"sv) + body + riff("EXIF", "GPS") + riff("XMP ", "Juana"))),
        webp(riff("VP8X", "\x10\0\0\0"sv) + body));
}

TEST(BarePicture, OfOthersAndOfWhatIsTornBeforeItsPointsThereIsNone) {
    for (const std::string& other :
         {"%PDF-1.7"s, "II*\0 tiff"s, "\0\0\0\x18 ftypheic"s, "\xFF\xD8\xFF\xE0 a photograph"s,
          "\xFF\xD8" + tables, png + chunk("IHDR", "size"), webp(riff("VP8X", "head")), ""s})
        EXPECT_FALSE(bare_picture(other)) << other;
}

TEST(BarePicture, APictureThatIsCutIsKeptUpToThere) {
    const std::string whole = "\xFF\xD8" + segment(0xFE, "Juana") + tables + points + end;
    const std::size_t begins = whole.find("scan") + 4;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto bare = bare_picture(std::string_view{whole}.substr(0, size));
        EXPECT_EQ(bare.has_value(), size >= begins) << size;
        if (bare) {
            EXPECT_TRUE(("\xFF\xD8" + tables + points + end).starts_with(*bare)) << size;
        }
    }
}

}  // namespace atalaya::intake
