// Files that are not what they should be: each gets a message with what was expected, what
// was found and what to do, and none harms.
#include <gmock/gmock.h>
#include <zip.h>
#include <zlib.h>
#include <algorithm>
#include <chrono>

#include "processor_time.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string gzipped(std::string_view text) {
    z_stream z{};
    deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, text.size()) + 64, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

std::string zipped(const std::vector<std::pair<std::string, std::string>>& members) {
    const Folder folder;
    const auto path = folder.path() / "x.zip";
    int error = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, &error);
    for (const auto& [name, text] : members) {
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return text_of(path);
}

Batch read_bytes(std::string_view bytes, const std::string& descriptor = small_descriptor) {
    const Folder folder;
    const Source source = small_source(folder, descriptor);
    NoProgress quiet;
    return read_here(source, small_city(), small_gazetteer(), folder.write("hechos.csv", bytes), quiet);
}

std::string said(std::string_view bytes, const std::string& descriptor = small_descriptor) {
    return refusal([&] { read_bytes(bytes, descriptor); });
}

const std::string head = small_head;
const std::string good = head + "1,2020-03-09,1,Robo,0.5,0.75,Norte\n";

TEST(Hostile, AFileThatIsNotThereIsMissing) {
    const Folder folder;
    const Source source = small_source(folder);
    NoProgress quiet;
    const auto read = [&](const char* name) {
        read_delivery(source, small_city(), small_gazetteer(), folder.path() / name, quiet);
    };
    EXPECT_THAT(refusal([&] { read("nada.csv"); }, Fault::missing), HasSubstr("expected a file"));
    EXPECT_THAT(refusal([&] { read("hechos"); }), HasSubstr("found a folder"));
}

TEST(Hostile, GzipAndZipAreKnownByTheirBytesNotTheirName) {
    EXPECT_EQ(read_bytes(gzipped(good)).accepted, 1);
    EXPECT_EQ(read_bytes(gzipped(head) + gzipped(good.substr(head.size()))).accepted, 1)
        << "members one after another";
    EXPECT_EQ(read_bytes(zipped({{"whatever.txt", good}})).accepted, 1);
}

TEST(Hostile, EachGetsItsMessage) {
    const std::string packed = gzipped(good);
    std::string damaged = packed;
    damaged[12] = static_cast<char>(damaged[12] ^ 0x55);
    const struct {
        const char* what;
        std::string bytes;
        const char* says;
    } cases[] = {
        {"empty", "", "the file is empty"},
        {"blank", "\n\n \n", "the file is empty"},
        {"cut gzip", packed.substr(0, packed.size() / 2), "it was cut short. Fetch it again"},
        {"damaged gzip", damaged, "found damage near byte"},
        {"gzip in gzip", gzipped(packed), "an archive within the archive"},
        {"zip in gzip", gzipped(zipped({{"a", good}})), "an archive within the archive"},
        {"two files in a zip", zipped({{"a", good}, {"b", good}}),
         "expected a zip with one file in it; found 2"},
        {"a workbook", zipped({{"xl/workbook.xml", "<x/>"}, {"b", good}}), "Say type = \"xlsx\" in [format]"},
        {"binary",
         std::string("\x7F"
                     "ELF\0\0\1\2\0",
                     9) +
             good,
         "found binary data beginning with"},
        {"PDF", "%PDF-1.4 ...", "found a PDF"},
        {"old Excel", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "found an old Excel workbook"},
        {"web page", "<!DOCTYPE html><html>", "found a web page"},
        {"UTF-16", std::string("\xFF\xFEi\0d\0", 6), "found UTF-16"},
        {"UTF-32", std::string("\xFF\xFE\0\0i\0\0\0d\0\0\0", 12), "found UTF-32"},
        {"bzip2", std::string("BZh91AY&SY\xCF\xE0\xE7", 13) + std::string(9, '\0'), "was packed (bzip2)"},
        {"xz",
         std::string("\xFD"
                     "7zXZ\0\0\4\xE6\xD6",
                     10),
         "was packed (xz)"},
        {"no head", "1,2020-03-09,1,Robo,0.5,0.75,Norte\n",
         "Line 1 says: 1 | 2020-03-09 | 1 | Robo | 0.5 | 0.75 | Norte"},
        {"a column that is there twice", edited(good, "barrio\n", "barrio,fecha\n"),
         "expected one column fecha; found 2 of that name"},
        {"a column that is not there", edited(good, "fecha", "fehca"), "not found: fecha"},
        {"NUL in a row", good + std::string("2,2020-03-09,1,Ro\0bo,,,\n", 24),
         "data row 2, column \"tipo\": expected text; found a NUL byte"},
        {"wrong encoding",
         good + "2,2020-03-09,1,Robo,,,N\xFA\xF1"
                "ez\n",
         "Say encoding = \"latin-1\""},
        {"wrong encoding in the head", edited(good, "barrio", "barri\xF3"), "Say encoding = \"latin-1\""},
        {"quote never closed", good + "2,\"2020-03-09,1,Robo,,,\n3,2020-03-09,1,Robo,,,\n",
         "data row 2, column \"fecha\": a quote that begins a cell here is never closed"},
    };
    for (const auto& c : cases) EXPECT_THAT(said(c.bytes), HasSubstr(c.says)) << c.what;
}

TEST(Hostile, AMissingColumnNamesItsNearest) {
    EXPECT_THAT(said(edited(good, "fecha", "fehca")), HasSubstr("Perhaps \"fehca\" is \"fecha\""));
    EXPECT_THAT(said("foo,bar\n1,2\n"), HasSubstr("Is this the file, and does it have a head?"));
}

TEST(Hostile, TheWrongSeparatorIsRecognised) {
    const auto descriptor = edited(small_descriptor, "type = \"csv\"", "type = \"csv\"\nseparator = \";\"");
    EXPECT_THAT(said(good, descriptor),
                AllOf(HasSubstr("expected cells separated by \";\"; found the columns separated by \",\""),
                      HasSubstr("Say separator = \"auto\"")));
}

TEST(Hostile, SeparatorsAreFound) {
    for (const char separator : {';', '\t', '|'}) {
        std::string text = good;
        std::replace(text.begin(), text.end(), ',', separator);
        EXPECT_EQ(read_bytes(text).accepted, 1) << separator;
    }
}

TEST(Hostile, AMillionColumnsAreRefusedAtOnce) {
    std::string wide;
    for (int i = 0; i < 1'000'000; ++i) wide += "c" + std::to_string(i) + ",";
    const auto begun = processor_time();
    EXPECT_THAT(said(wide + "\n" + wide), HasSubstr("This is no table of facts"));
    EXPECT_LT(processor_time() - begun, std::chrono::seconds{1});

    std::string fewer;
    for (int i = 0; i < 5'000; ++i) fewer += "c,";
    EXPECT_THAT(said(fewer + "\n"), HasSubstr("expected at most 4096 columns"));
}

TEST(Hostile, ALineWithoutEndIsRefusedAtOnce) {
    const auto begun = processor_time();
    EXPECT_THAT(said(std::string(100 << 20, 'x')), HasSubstr("This is no table of facts"));
    EXPECT_THAT(said(good + "\"" + std::string(20 << 20, 'x')), HasSubstr("never closed"));
    EXPECT_THAT(said(good + std::string(6 << 20, 'x') + "\n" + good), HasSubstr("at most 1024 KiB in a row"));
    EXPECT_THAT(said(good + std::string(1'500'000, ',') + "\n" + good),
                HasSubstr("at most 1024 KiB in a row"));
    EXPECT_LT(processor_time() - begun, std::chrono::seconds{3});
}

TEST(Hostile, BombsAreStoppedAsTheyUnpack) {
    const std::string bomb = gzipped(head + std::string(16 << 20, '\n'));
    EXPECT_LT(bomb.size(), 100'000u);
    EXPECT_THAT(said(bomb), HasSubstr("unpacks to more than 100 times its size"));
    EXPECT_THAT(said(zipped({{"a", head + std::string(16 << 20, '\n')}})),
                HasSubstr("unpacks to more than 100 times its size"));
}

TEST(Hostile, Latin1IsReadWhenSaidSo) {
    const auto descriptor =
        edited(small_descriptor, "type = \"csv\"", "type = \"csv\"\nencoding = \"latin-1\"");
    const Batch batch = read_bytes(head +
                                       "1,2020-03-09,1,Robo,,,N\xFA\xF1"
                                       "ez\n",
                                   descriptor);
    EXPECT_EQ(batch.incidents.area[1][0], "nunez");
}

TEST(Hostile, BytesByChanceNeverCrash) {
    // A fixed stream of bytes (xorshift64) spliced into a good file at every place it can be.
    std::uint64_t state = 88172645463325252u;
    const auto next = [&] {
        state ^= state << 13;
        state ^= state >> 7;
        return state ^= state << 17;
    };
    const Folder folder;
    const Source source = small_source(folder);
    const City city = small_city();
    const Gazetteer gazetteer = small_gazetteer();
    NoProgress quiet;
    // A sanitizer takes some ten times as long, and the fuzzer runs under it besides.
#ifdef __SANITIZE_ADDRESS__
    constexpr int rounds = 1'000;
#else
    constexpr int rounds = 3'000;
#endif
    int read = 0, refused = 0;
    for (int round = 0; round < rounds; ++round) {
        std::string text = good + "2,2020-03-10,2,Hurto,0.5,0.25,\"S\"\"ur\"\n3,2020-03-10,2,Hurto,,,Norte\n";
        for (std::uint64_t k = next() % 6; k > 0; --k) text[next() % text.size()] = static_cast<char>(next());
        if (next() % 4 == 0) text.resize(next() % text.size());
        if (next() % 8 == 0) text = gzipped(text).substr(0, next() % 200);
        try {
            const Batch batch = read_here(source, city, gazetteer, folder.write("hechos.csv", text), quiet);
            EXPECT_EQ(batch.read, batch.accepted + batch.rejected + batch.duplicate);
            ++read;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_input);
            ++refused;
        }
    }
    EXPECT_GT(read, rounds / 10);
    EXPECT_GT(refused, rounds / 10);
}

}  // namespace
}  // namespace atalaya::intake
