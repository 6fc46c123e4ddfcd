// The parts of an XLSX file (ECMA-376): a zip of XML members, each read as a stream of
// elements. Hostile files are refused: no DTD (so no entities), depth at most 64, limits on
// what is unpacked.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/bytes.hpp"

struct zip;

namespace atalaya::intake {

// Attributes of an element; names without their prefix.
class XmlAttributes {
  public:
    explicit XmlAttributes(const char** pairs) : pairs_{pairs} {}
    std::string_view get(std::string_view name) const;  // "" when absent

  private:
    const char** pairs_;
};

// What is done with the elements of a member; names without their prefix.
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view element, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view element) = 0;
    virtual void text(std::string_view) {}
    // true: nothing more is needed of this member.
    virtual bool done() const { return false; }
};

class Workbook {
  public:
    // Throws Error{bad_input} when it is no workbook.
    explicit Workbook(const OpenFile& file);
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    bool has(const std::string& member) const;
    // Where the handler needs no more, the rest is unpacked all the same, so that its checksum tells damage;
    // not so with Rest::left.
    enum class Rest { checked, left };
    void read(const std::string& member, XmlHandler& handler, Rest rest = Rest::checked);
    // The member of the sheet called `name`, or of the first when `name` is "". Throws
    // Error{bad_input} listing the sheets when there is none of that name.
    std::string sheet_member(const std::string& name);
    std::vector<std::string> sheet_names();
    std::vector<std::string> hidden_sheets();  // of these, those that nobody sees
    bool counts_from_1904();
    // Of all bytes unpacked so far.
    std::uint64_t unpacked() const { return unpacked_; }

  private:
    struct Sheet {
        std::string name, relation;
        bool hidden = false;
    };
    void read_sheets();

    const OpenFile& file_;
    Allowance allowance_;
    zip* archive_ = nullptr;
    std::uint64_t packed_ = 0, unpacked_ = 0;
    std::vector<Sheet> sheets_;
    bool from_1904_ = false, sheets_read_ = false;
};

// How a number style shows numbers.
enum class Shows : std::uint8_t { number, date, time, date_and_time };
// From a format code such as "dd/mm/yyyy hh:mm"; text in quotes and [brackets] says nothing.
Shows shown_by(std::string_view format_code);
// Of the built-in formats (ECMA-376 part 1, 18.8.30).
Shows shown_by_builtin(int format);
// A serial day number as ISO text; the number itself when it is no day.
std::string date_text(std::string_view number, Shows shows, bool from_1904);

// Shared strings and cell styles of a workbook.
std::vector<std::string> read_shared_strings(Workbook& workbook);
std::vector<Shows> read_styles(Workbook& workbook);

}  // namespace atalaya::intake
