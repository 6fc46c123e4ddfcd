// Whole deliveries: separated values and workbooks, read as incidents, counts and exposures.
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>
#include <array>
#include <map>
#include <set>

#include "fuzz/target.hpp"
#include "intake/support.hpp"

namespace atalaya::fuzz {

namespace {

// A file in memory, with a name that can be opened.
class Memory {
  public:
    explicit Memory(std::string_view bytes) : descriptor_{::memfd_create("fuzz", MFD_CLOEXEC)} {
        while (!bytes.empty()) {
            const auto n = ::write(descriptor_, bytes.data(), bytes.size());
            holds(n > 0, "memory holds a file");
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    ~Memory() { ::close(descriptor_); }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;
    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  private:
    int descriptor_;
};

std::string fates(const Batch& batch) {
    holds(batch.read == batch.accepted + batch.rejected + batch.duplicate, "every row read has one fate");
    std::set<std::string> seen;
    for (const auto& reject : batch.rejects) {
        holds(reject.line > 0, "a reject has its line");
        seen.insert(reject.reason + " " + reject.column);
    }
    for (const auto& finding : batch.findings) seen.insert(finding.check);
    std::string said = batch.accepted > 0 ? "accepted" : "none";
    for (const auto& word : seen) said += "; " + word;
    return said;
}

std::string read(const intake::Source& source, std::string_view bytes) {
    static const intake::City city = intake::small_city();
    static const intake::Gazetteer gazetteer = intake::small_gazetteer();
    const Memory file{bytes};
    NoProgress quiet;
    return fates(intake::read_here(source, city, gazetteer, file.path(), quiet, {.threads = 1}));
}

std::string counts(const std::string& kind, const std::string& rest) {
    const std::string text = intake::small_descriptor;
    return intake::edited(text.substr(0, text.find("[key]")), "\"incidents\"", "\"" + kind + "\"") + rest;
}

// The same columns, as several descriptors have them.
const std::vector<intake::Source>& sources() {
    static const std::vector<intake::Source> all = [] {
        const intake::Folder folder;
        const std::string text = intake::small_descriptor;
        const auto with = [&](const char* format) {
            return intake::edited(text, "type = \"csv\"", "type = \"csv\"\n" + std::string{format});
        };
        const std::string count = "[category]\ncolumns = [\"tipo\"]\n[count]\ncolumn = \"hora\"\n";
        std::vector<intake::Source> made;
        for (const auto& descriptor :
             {text, with("encoding = \"latin-1\""), with("encoding = \"windows-1252\""),
              with("encoding = \"utf-16\""), with("encoding = \"mixed\""),
              with("separator = \";\"\ndecimal = \",\""), with("header_row = 2\nheader_rows = 2"),
              with("ends_at_blank = \"id\""), intake::edited(text, "[key]\ncolumns = [\"id\"]\n", ""),
              counts("tallies", "[time]\nmonth = { column = \"fecha\", format = \"YYYY-MM-DD\" }\n" + count +
                                    "[area.barrio]\ncolumn = \"barrio\"\n"),
              counts("tallies", "[time]\nmonth = { year = \"fecha\", month = \"mes\" }\n" + count +
                                    "[wide]\nfirst = \"x\"\nlast = \"y\"\nname = \"mes\"\nvalue = \"n\"\n"),
              counts("exposures",
                     "[exposure]\nkind = \"residents\"\nlayer = \"barrio\"\narea = \"barrio\"\n"
                     "value = \"x\"\nyear_column = \"hora\"\n")}) {
            made.push_back(intake::small_source(folder, descriptor));
        }
        return made;
    }();
    return all;
}

const std::string rows = std::string{intake::small_head} +
                         "1,2020-03-09,1,Robo,0.5,0.75,Norte\n2,2020-03-10,99,Hurto,,,\"S\"\"ur\"\r\n"
                         "3,2020-03-11T10:30,23,Robo,-1e-3,1.5,N\xC3\xBA\xC3\xB1\x65z\n";

// --- a workbook of parts ----------------------------------------------------------------

constexpr std::string_view between_parts = "\n=====\n";
constexpr std::array<const char*, 5> members{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                             "xl/styles.xml", "xl/workbook.xml",
                                             "xl/_rels/workbook.xml.rels"};

void add_number(std::string& out, std::uint32_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(number >> 8 * i);
}

// Stored members, with checksums that are right: what is fuzzed is what they say.
std::string zipped(std::string_view parts) {
    std::string out, directory;
    std::uint32_t n = 0;
    for (const char* name : members) {
        const auto end = std::min(parts.find(between_parts), parts.size());
        const std::string_view data = parts.substr(0, end);
        parts.remove_prefix(std::min(end + between_parts.size(), parts.size()));
        if (data.empty()) continue;
        const auto size = static_cast<std::uint32_t>(data.size());
        std::string fields;
        for (const std::uint32_t word : {20u, 0u, 0u, 0u, 0x5000u}) add_number(fields, word, 2);
        add_number(fields,
                   static_cast<std::uint32_t>(::crc32(0, reinterpret_cast<const Bytef*>(data.data()), size)),
                   4);
        add_number(fields, size, 4);
        add_number(fields, size, 4);
        add_number(fields, static_cast<std::uint32_t>(std::string_view{name}.size()), 2);
        add_number(fields, 0, 2);
        const auto at = static_cast<std::uint32_t>(out.size());
        out += "PK\x03\x04" + fields + name;
        out += data;
        directory += "PK\x01\x02";
        add_number(directory, 20, 2);
        directory += fields;
        directory.append(10, '\0');
        add_number(directory, at, 4);
        directory += name;
        ++n;
    }
    const auto at = static_cast<std::uint32_t>(out.size());
    out += directory + "PK\x05\x06";
    add_number(out, 0, 4);
    add_number(out, n, 2);
    add_number(out, n, 2);
    add_number(out, static_cast<std::uint32_t>(directory.size()), 4);
    add_number(out, at, 4);
    add_number(out, 0, 2);
    return out;
}

std::string parts_of(const std::string& workbook) {
    const intake::Folder folder;
    int error = 0;
    zip_t* archive = zip_open(folder.write("x.xlsx", workbook).c_str(), ZIP_RDONLY, &error);
    holds(archive != nullptr, "a sample is a workbook");
    std::string out;
    for (const char* name : members) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat(archive, name, 0, &stat) == 0) {
            std::string data(stat.size, '\0');
            zip_file_t* member = zip_fopen(archive, name, 0);
            zip_fread(member, data.data(), data.size());
            zip_fclose(member);
            out += data;
        }
        out += between_parts;
    }
    zip_discard(archive);
    return out;
}

std::string small_parts() {
    std::string sheet = "<worksheet><sheetData><row r=\"1\">";
    int column = 0;
    for (const char* word : {"id", "fecha", "hora", "tipo", "x", "y", "barrio"}) {
        const std::string at = std::string(1, static_cast<char>('A' + column++)) + "1";
        sheet += "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + word + "</t></is></c>";
    }
    sheet +=
        "</row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>43899.5</v></c><c "
        "r=\"C2\"><v>7</v></c>"
        "<c r=\"D2\" t=\"s\"><v>0</v></c><c r=\"E2\"><v>0.5</v></c><c "
        "r=\"F2\"><v>0.75</v></c></row></sheetData>"
        "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>";
    const std::string end{between_parts};
    return sheet + end + "<sst><si><t>Robo</t><rPh><t>x</t></rPh></si></sst>" + end +
           "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy "
           "hh:mm\"/></numFmts><cellXfs>"
           "<xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>" +
           end +
           "<workbook xmlns:r=\"r\"><workbookPr date1904=\"0\"/><sheets><sheet name=\"A\" "
           "r:id=\"r1\"/></sheets>"
           "</workbook>" +
           end + "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>" +
           end;
}

const std::vector<intake::Source>& workbooks() {
    static const std::vector<intake::Source> all = [] {
        const intake::Folder folder;
        const std::string text =
            intake::edited(intake::small_descriptor, "type = \"csv\"", "type = \"xlsx\"");
        std::vector<intake::Source> made{intake::small_source(folder, text)};
        made.push_back(intake::small_source(
            folder, intake::edited(text, "\"xlsx\"", "\"xlsx\"\nheader_rows = 2\nends_at_blank = \"id\"")));
        return made;
    }();
    return all;
}

}  // namespace

// The first byte says which descriptor.
Target csv() {
    Target target{.name = "csv",
                  .read =
                      [](std::string_view bytes) {
                          if (bytes.empty()) return std::string{"nothing"};
                          const auto which = static_cast<unsigned char>(bytes[0]) % sources().size();
                          return std::to_string(which) + " " + read(sources()[which], bytes.substr(1));
                      },
                  .seeds = {},
                  .tokens = {",",
                             ";",
                             "\t",
                             "\"",
                             "\"\"",
                             "\r",
                             "\n",
                             "\r\n",
                             "NULL",
                             "99",
                             "\xEF\xBB\xBF",
                             "\xFF\xFE",
                             "\xC3\xB1",
                             "\xF1",
                             std::string(1, '\0'),
                             "1e400",
                             "-",
                             "2020-02-30",
                             "Robo",
                             "Norte",
                             "\x1F\x8B\x08",
                             "PK\x03\x04",
                             "id,fecha,hora,tipo,x,y,barrio\n"}};
    for (std::size_t i = 0; i < sources().size(); ++i) target.seeds.push_back(static_cast<char>(i) + rows);
    for (const auto& sample : samples(".csv")) target.seeds.push_back('\0' + sample);
    return target;
}

// The first byte says which descriptor, and whether what follows is the zip itself or parts to be put into one.
Target xlsx() {
    Target target{
        .name = "xlsx",
        .read =
            [](std::string_view bytes) {
                if (bytes.empty()) return std::string{"nothing"};
                const auto which = static_cast<unsigned char>(bytes[0]);
                const auto& source = workbooks()[which % workbooks().size()];
                bytes.remove_prefix(1);
                return which < 0x80 ? read(source, zipped(bytes)) : read(source, bytes);
            },
        .seeds = {},
        .tokens = {"<row r=\"", "<c r=\"A1\" t=\"s\"><v>0</v></c>", "</row>", "<v>", "</v>", " s=\"1\"",
                   " t=\"inlineStr\"", "&amp;", "&#0;", "<!DOCTYPE a>", "1e400", "ZZZZ1048576", "A0", "<rPh>",
                   "</rPh>", "<mergeCell ref=\"A1:ZZ9\"/>", "2958465.99999", "[h]", "999999999999999999"}};
    const std::string small = small_parts();
    target.seeds = {'\0' + small, '\1' + small, '\x80' + zipped(small), '\x81' + zipped(small)};
    for (const auto& sample : samples(".xlsx")) {
        target.seeds.push_back('\0' + parts_of(sample));
        target.seeds.push_back('\x80' + sample);
    }
    return target;
}

}  // namespace atalaya::fuzz
