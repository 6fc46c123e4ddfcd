// Shared strings, and which cells show their number as a day or a time.
#include <algorithm>
#include <cmath>
#include <map>

#include "core/composed.hpp"
#include "core/day.hpp"
#include "core/error.hpp"
#include "core/table.hpp"
#include "core/text.hpp"
#include "intake/workbook.hpp"

namespace atalaya::intake {

namespace {

constexpr std::size_t most_text = 256u << 20;

struct SharedStrings final : XmlHandler {
    std::vector<std::string> all;
    std::size_t bytes = 0;
    bool in_text = false;
    int phonetic = 0;

    void start(std::string_view element, const XmlAttributes&) override {
        if (element == "si") all.emplace_back();
        if (element == "rPh") ++phonetic;  // how it sounds, not what it says
        in_text = element == "t" && phonetic == 0;
    }
    void end(std::string_view element) override {
        if (element == "rPh") --phonetic;
        in_text = false;
    }
    void text(std::string_view part) override {
        if (!in_text || all.empty()) return;
        bytes += part.size();
        if (bytes > most_text)
            throw Error{Fault::bad_input,
                        message("the workbook's texts take more than 256 MiB. Hand it over in parts.")};
        all.back() += part;
    }
};

struct Styles final : XmlHandler {
    std::map<int, Shows> custom;
    std::vector<int> formats;  // of each cell style
    bool in_cell_styles = false;

    static int number(std::string_view text) {
        return static_cast<int>(whole_number(text).value_or(0) & 0xFFFFFF);
    }
    void start(std::string_view element, const XmlAttributes& attributes) override {
        if (element == "numFmt")
            custom[number(attributes.get("numFmtId"))] = shown_by(attributes.get("formatCode"));
        if (element == "cellXfs") in_cell_styles = true;
        if (element == "xf" && in_cell_styles) formats.push_back(number(attributes.get("numFmtId")));
    }
    void end(std::string_view element) override {
        if (element == "cellXfs") in_cell_styles = false;
    }
};

std::string two(int n) {
    return std::string(n < 10 ? "0" : "") + std::to_string(n);
}

std::string clock_text(int minutes) {
    return two(minutes / 60) + ":" + two(minutes % 60);
}

}  // namespace

Shows shown_by(std::string_view code) {
    bool date = false, time = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '[') {
            const auto past = std::min(code.find(']', i), code.size());
            const std::string inside = folded(code.substr(i + 1, past - i - 1));
            time = time || inside == "h" || inside == "hh" || inside == "m" || inside == "mm" ||
                   inside == "s" || inside == "ss";
            i = past;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
            date = true;
        } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
            time = true;
        } else if (c == ';') {
            break;  // the form of negative numbers
        }
    }
    return date && time ? Shows::date_and_time : date ? Shows::date : time ? Shows::time : Shows::number;
}

Shows shown_by_builtin(int format) {
    if (format == 22) return Shows::date_and_time;
    if ((format >= 18 && format <= 21) || (format >= 45 && format <= 47)) return Shows::time;
    const bool date =
        (format >= 14 && format <= 17) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
    return date ? Shows::date : Shows::number;
}

std::string date_text(std::string_view number, Shows shows, bool from_1904) {
    const auto serial = decimal_number(number);
    if (shows == Shows::number || !serial || !(*serial >= 0) || *serial >= 2'958'466)
        return std::string{number};
    const auto whole = static_cast<int>(std::floor(*serial));
    const auto minutes = static_cast<int>(std::lround((*serial - whole) * 1440.0));
    if (shows == Shows::time && whole == 0) return clock_text(std::min(minutes, 1439));
    // Serial 60 is a 29 February 1900 that never was; days before it are one off.
    const int zero = from_1904 ? -24'107 : whole < 60 ? -25'568 : -25'569;
    const std::string day = iso(day_at(zero + whole + (minutes == 1440 ? 1 : 0)));
    const bool on_the_hour_of_nothing = minutes % 1440 == 0 && shows != Shows::date_and_time;
    return on_the_hour_of_nothing ? day : day + "T" + clock_text(minutes % 1440);
}

std::vector<std::string> read_shared_strings(Workbook& workbook) {
    SharedStrings strings;
    if (workbook.has("xl/sharedStrings.xml")) workbook.read("xl/sharedStrings.xml", strings);
    for (auto& text : strings.all)
        if (may_be_decomposed(text)) text = composed(text);
    return std::move(strings.all);
}

std::vector<Shows> read_styles(Workbook& workbook) {
    std::vector<Shows> out;
    if (!workbook.has("xl/styles.xml")) return out;
    Styles styles;
    workbook.read("xl/styles.xml", styles);
    for (const int format : styles.formats) {
        const auto own = styles.custom.find(format);
        out.push_back(own != styles.custom.end() ? own->second : shown_by_builtin(format));
    }
    return out;
}

}  // namespace atalaya::intake
