#include "intake/workbook.hpp"

#include <expat.h>
#include <unistd.h>
#include <zip.h>
#include <algorithm>
#include <array>
#include <exception>
#include <memory>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::intake {

namespace {

constexpr int deepest = 64;
constexpr zip_int64_t most_members = 10'000;

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

std::string_view local_name(const char* name) {
    const std::string_view whole{name};
    const auto colon = whole.rfind(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

// expat calls C functions: exceptions are kept until it has returned.
class XmlParse {
  public:
    XmlParse(XmlHandler& handler, std::string where)
        : handler_{handler}, where_{std::move(where)}, parser_{XML_ParserCreate(nullptr)} {
        if (!parser_) throw Error{Fault::no_space, message("no memory to read {}.", where_)};
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), &on_start, &on_end);
        XML_SetCharacterDataHandler(parser_.get(), &on_text);
        XML_SetStartDoctypeDeclHandler(parser_.get(), &on_doctype);
    }

    // false: the handler needs no more.
    bool feed(const char* bytes, std::size_t size, bool last) {
        const auto status = XML_Parse(parser_.get(), bytes, static_cast<int>(size), last);
        if (thrown_) std::rethrow_exception(thrown_);
        if (stopped_) return false;
        if (status == XML_STATUS_OK) return true;
        refuse(message(
            "{}: expected XML; found damage in line {}, column {} (the reader says: {}). Save the "
            "workbook again.",
            where_, XML_GetCurrentLineNumber(parser_.get()), XML_GetCurrentColumnNumber(parser_.get()) + 1,
            XML_ErrorString(XML_GetErrorCode(parser_.get()))));
    }

  private:
    template <class Work>
    void guarded(const Work& work) {
        if (stopped_ || thrown_) return;
        try {
            work();
            if (!handler_.done()) return;
            stopped_ = true;
        } catch (...) {
            thrown_ = std::current_exception();
        }
        XML_StopParser(parser_.get(), XML_FALSE);
    }
    static void on_start(void* self, const char* name, const char** attributes) {
        auto& me = *static_cast<XmlParse*>(self);
        me.guarded([&] {
            if (++me.depth_ > deepest)
                refuse(message("{}: elements nest more than 64 deep; no workbook's do.", me.where_));
            me.handler_.start(local_name(name), XmlAttributes{attributes});
        });
    }
    static void on_end(void* self, const char* name) {
        auto& me = *static_cast<XmlParse*>(self);
        me.guarded([&] {
            --me.depth_;
            me.handler_.end(local_name(name));
        });
    }
    static void on_text(void* self, const char* text, int size) {
        auto& me = *static_cast<XmlParse*>(self);
        me.guarded([&] { me.handler_.text({text, static_cast<std::size_t>(size)}); });
    }
    static void on_doctype(void* self, const char*, const char*, const char*, int) {
        auto& me = *static_cast<XmlParse*>(self);
        me.guarded([&] {
            refuse(
                message("{}: declares a document type, which no workbook does. It was not read.", me.where_));
        });
    }

    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };
    XmlHandler& handler_;
    std::string where_;
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_;
    std::exception_ptr thrown_;
    bool stopped_ = false;
    int depth_ = 0;
};

// xl/workbook.xml: the sheets in order, and the calendar.
struct SheetList final : XmlHandler {
    struct Named {
        std::string name, relation;
        bool hidden;
    };
    std::vector<Named> sheets;
    bool from_1904 = false;
    void start(std::string_view element, const XmlAttributes& attributes) override {
        if (element == "sheet")
            sheets.push_back(
                {std::string{attributes.get("name")}, std::string{attributes.get("id")},
                 attributes.get("state") == "hidden" || attributes.get("state") == "veryHidden"});
        if (element == "workbookPr")
            from_1904 = attributes.get("date1904") == "1" || attributes.get("date1904") == "true";
    }
    void end(std::string_view) override {}
};

struct Target final : XmlHandler {
    explicit Target(std::string wanted) : relation{std::move(wanted)} {}
    std::string relation, target;
    void start(std::string_view element, const XmlAttributes& attributes) override {
        if (element == "Relationship" && attributes.get("Id") == relation) target = attributes.get("Target");
    }
    void end(std::string_view) override {}
};

// What holds the parts of an Office file before 2007, and of one of today that is encrypted.
bool is_compound_file(const OpenFile& file) {
    constexpr std::string_view mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    std::array<char, mark.size()> first{};
    const auto got = ::pread(file.descriptor(), first.data(), first.size(), 0);
    return got == static_cast<ssize_t>(first.size()) && std::string_view{first.data(), first.size()} == mark;
}

}  // namespace

std::string_view XmlAttributes::get(std::string_view wanted) const {
    // An attribute without a prefix is preferred: <sheet sheetId="1" r:id="rId1"> has one "id".
    for (const char** pair = pairs_; *pair; pair += 2) {
        if (local_name(pair[0]) == wanted) return pair[1];
    }
    return {};
}

Workbook::Workbook(const OpenFile& file) : file_{file}, allowance_{UnpackLimits{}, file.name()} {
    if (is_compound_file(file)) {
        refuse(
            message("{}: expected an Excel workbook (.xlsx); found an old .xls, or a workbook that asks for "
                    "a password. Save it as .xlsx without one.",
                    file.name()));
    }
    if (packing_of(file) != Packing::zip) {
        refuse(
            message("{}: expected an Excel workbook (.xlsx); found something else. If it is an old .xls or a "
                    "CSV, save it as .xlsx, or mend \"type\" in [format].",
                    file.name()));
    }
    int error = 0;
    archive_ = zip_fdopen(file.duplicate(), 0, &error);
    if (!archive_)
        refuse(message("{}: expected an Excel workbook; its zip directory cannot be read. Fetch it again.",
                       file.name()));
    if (zip_get_num_entries(archive_, 0) > most_members || !has("xl/workbook.xml")) {
        const bool is_open_document = has("content.xml");
        zip_discard(archive_);
        if (is_open_document)
            refuse(message(
                "{}: expected an Excel workbook (.xlsx); found one of LibreOffice (.ods). Save it as .xlsx.",
                file.name()));
        refuse(message("{}: expected an Excel workbook (.xlsx); found a zip that holds none.", file.name()));
    }
}

Workbook::~Workbook() {
    zip_discard(archive_);
}

bool Workbook::has(const std::string& member) const {
    return zip_name_locate(archive_, member.c_str(), 0) >= 0;
}

void Workbook::read(const std::string& member, XmlHandler& handler, Rest rest) {
    const auto index = zip_name_locate(archive_, member.c_str(), 0);
    if (index < 0) refuse(message("{}: expected a member {}; the workbook has none.", file_.name(), member));
    zip_stat_t stat;
    zip_stat_init(&stat);
    zip_stat_index(archive_, static_cast<zip_uint64_t>(index), 0, &stat);
    packed_ += std::min<std::uint64_t>(stat.comp_size, file_.size());
    struct Close {
        void operator()(zip_file_t* opened) const { zip_fclose(opened); }
    };
    const std::unique_ptr<zip_file_t, Close> opened{
        zip_fopen_index(archive_, static_cast<zip_uint64_t>(index), 0)};
    if (!opened) refuse(message("{}: {} cannot be unpacked. Fetch the file again.", file_.name(), member));

    XmlParse parse{handler, file_.name() + ", " + member};
    std::vector<char> block(256 << 10);
    bool more = true;
    for (;;) {
        const auto got = zip_fread(opened.get(), block.data(), block.size());
        if (got < 0) refuse(message("{}: {} is damaged. Fetch the file again.", file_.name(), member));
        unpacked_ += static_cast<std::uint64_t>(got);
        allowance_.check(packed_, unpacked_);
        more = more && parse.feed(block.data(), static_cast<std::size_t>(got), got == 0);
        if (got == 0 || (!more && rest == Rest::left)) return;
    }
}

void Workbook::read_sheets() {
    if (sheets_read_) return;
    SheetList list;
    read("xl/workbook.xml", list);
    for (auto& [name, relation, hidden] : list.sheets) sheets_.push_back({name, relation, hidden});
    from_1904_ = list.from_1904;
    sheets_read_ = true;
}

bool Workbook::counts_from_1904() {
    read_sheets();
    return from_1904_;
}

std::vector<std::string> Workbook::sheet_names() {
    read_sheets();
    std::vector<std::string> names;
    for (const auto& sheet : sheets_) names.push_back(sheet.name);
    return names;
}

std::vector<std::string> Workbook::hidden_sheets() {
    read_sheets();
    std::vector<std::string> names;
    for (const auto& sheet : sheets_)
        if (sheet.hidden) names.push_back(sheet.name);
    return names;
}

std::string Workbook::sheet_member(const std::string& wanted) {
    const std::vector<std::string> names = sheet_names();
    if (names.empty())
        refuse(message("{}: expected a workbook with sheets; it has none. Save it again.", file_.name()));
    const auto found = std::find_if(sheets_.begin(), sheets_.end(), [&](const Sheet& sheet) {
        return wanted.empty() || folded(sheet.name) == folded(wanted);
    });
    if (found == sheets_.end()) {
        refuse(message("{}: expected a sheet {}; found {}. Mend \"sheet\" in [format].", file_.name(),
                       wanted.empty() ? verbatim("") : message("\"{}\"", wanted), join(names, ", ")));
    }
    Target target{found->relation};
    read("xl/_rels/workbook.xml.rels", target);
    if (target.target.empty())
        refuse(
            message("{}: the sheet {} has no member. Save the workbook again.", file_.name(), found->name));
    return target.target.starts_with('/') ? target.target.substr(1) : "xl/" + target.target;
}

}  // namespace atalaya::intake
