// What xlsx.cpp needs of libxlsxwriter: a workbook in a folder of its own, sheets, texts
// that stay texts, and looks that are made once.
#pragma once

#include <filesystem>
#include <map>
#include <string>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace atalaya::render {

// A folder that goes when this does. Throws Error{no_space} when it cannot be made.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

// How a cell looks. `text` is Excel's format "@": what is typed over the cell stays text too.
struct Look {
    bool bold = false, head = false, title = false, wrap = false, quiet = false, right = false, text = false,
         link = false, indent = false;
    std::string number;  // a number format, or ""
    friend auto operator<=>(const Look&, const Look&) = default;
};

// What the file says of itself; `dated` is yyyy-mm-dd, the only date in it.
struct About {
    std::string title, author, language, dated;
};

// A cell of a sheet.
struct At {
    std::string sheet;
    std::size_t row = 0, column = 0;
};

class XlsxBook {
  public:
    explicit XlsxBook(const About& about);
    ~XlsxBook();
    XlsxBook(const XlsxBook&) = delete;
    XlsxBook& operator=(const XlsxBook&) = delete;

    // A sheet for A4, one page wide, with `footer` and the page's number below.
    lxw_worksheet* sheet(const std::string& name, const std::string& footer);
    // A text; nothing when it is empty. One that looks like a formula is guarded (Look::text).
    void text(lxw_worksheet* to, std::size_t row, std::size_t column, const std::string& what,
              Look look = {});
    void number(lxw_worksheet* to, std::size_t row, std::size_t column, double what, const Look& look);
    // A text over rows `row` to `last` of a column, as one cell.
    void merge(lxw_worksheet* to, std::size_t row, std::size_t last, std::size_t column,
               const std::string& what, Look look = {});
    // Makes the cell lead to another; what it says is written after.
    void link(lxw_worksheet* to, std::size_t row, std::size_t column, const At& target);
    // Shows the cell red where a formula is true.
    void red_when(lxw_worksheet* to, std::size_t row, std::size_t column, const std::string& formula);
    static void width(lxw_worksheet* to, std::size_t column, double characters);
    // A row as high as so many lines of text.
    static void height(lxw_worksheet* to, std::size_t row, std::size_t lines);
    // A table's head in row `head`, its rows to `last`: frozen, filtered, repeated in print.
    static void table(lxw_worksheet* to, std::size_t head, std::size_t last, std::size_t columns);

    // Ends the workbook and gives its bytes: call it once. Throws Error{no_space}.
    std::string bytes();

  private:
    lxw_format* format(const Look& look);
    std::string file() const;

    TemporaryFolder folder_;
    lxw_workbook* book_ = nullptr;
    std::map<Look, lxw_format*> formats_;
    lxw_format* red_ = nullptr;
};

}  // namespace atalaya::render
