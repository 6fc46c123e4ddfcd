#include "render/typst_text.hpp"

#include <fmt/format.h>

#include <array>

#include "render/typst.hpp"

namespace atalaya::render {

namespace {

// Characters outside Public Sans (Latin and Latin Extended subsets) that stand for one inside.
struct Substitute {
    std::string_view from, to;
};
constexpr std::array<Substitute, 10> substitutes{{
    {"\u202F", "\u00A0"},  // narrow no-break space
    {"\u2007", "\u00A0"},  // figure space
    {"\u2009", "\u00A0"},  // thin space
    {"\u2010", "-"},       // hyphen
    {"\u2011", "-"},       // no-break hyphen
    {"\u2015", "\u2014"},  // horizontal bar
    {"\u2032", "'"},       // prime
    {"\u200B", ""},        // zero-width space
    {"\uFEFF", ""},        // byte order mark
    {"\u03C6", "phi"},     // the factor of over-dispersion
}};

// Signs that are drawn, as outlines in a square of 10 by 10; `spelt` is for pictures, whose
// own text can only use the typeface.
struct Sign {
    std::string_view text, outline, spelt;
};
constexpr std::array<Sign, 16> signs{{
    {"▲", "M5 .8L9.6 9.2H.4Z", "+"},
    {"▼", "M.4 .8H9.6L5 9.2Z", "−"},
    {"△", "M5 .8L9.6 9.2H.4ZM5 3.2L2.3 8H7.7Z", "+"},
    {"▽", "M.4 .8H9.6L5 9.2ZM2.3 2L5 6.8L7.7 2Z", "−"},
    {"≈",
     "M.4 4.3C1.6 1.4 3.6 1.6 5.2 2.7S8 3.9 8.8 1.8L9.7 2.4C8.6 5.3 6.4 5 4.8 3.9S2.1 2.8 1.3 4.9Z"
     "M.4 8.1C1.6 5.2 3.6 5.4 5.2 6.5S8 7.7 8.8 5.6L9.7 6.2C8.6 9.1 6.4 8.8 4.8 7.7S2.1 6.6 1.3 8.7Z",
     "~"},
    {"≥", "M1 .4L9 3.5V4.6L1 7.7V6.4L7 4.05L1 1.7ZM1 8.8H9V10H1Z", ">="},
    {"≤", "M9 .4L1 3.5V4.6L9 7.7V6.4L3 4.05L9 1.7ZM1 8.8H9V10H1Z", "<="},
    {"→", "M.3 4.4H7.2L4.7 1.9L5.6 1L9.6 5L5.6 9L4.7 8.1L7.2 5.6H.3Z", "›"},
    {"←", "M9.7 4.4H2.8L5.3 1.9L4.4 1L.4 5L4.4 9L5.3 8.1L2.8 5.6H9.7Z", "‹"},
    {"↑", "M4.4 9.7V2.8L1.9 5.3L1 4.4L5 .4L9 4.4L8.1 5.3L5.6 2.8V9.7Z", "+"},
    {"↓", "M4.4 .3V7.2L1.9 4.7L1 5.6L5 9.6L9 5.6L8.1 4.7L5.6 7.2V.3Z", "−"},
    {"●", "M5 1A4 4 0 1 0 5 9A4 4 0 1 0 5 1Z", "•"},
    {"■", "M1 1H9V9H1Z", "•"},
    {"†", "M4.4 .2H5.6V2.6H8V3.8H5.6V10H4.4V3.8H2V2.6H4.4Z", "*"},
    {"‡", "M4.4 .2H5.6V2H8V3.2H5.6V6.8H8V8H5.6V10H4.4V8H2V6.8H4.4V3.2H2V2H4.4Z", "**"},
    {"✓", "M.8 5.4L1.8 4.4L4 6.5L8.4 1.4L9.4 2.3L4.1 8.6Z", "•"},
}};

template <std::size_t N, class Entry, class Name>
const Entry* starting(const std::array<Entry, N>& entries, std::string_view text, Name name) {
    for (const Entry& entry : entries) {
        if (text.starts_with(name(entry))) return &entry;
    }
    return nullptr;
}
const Substitute* substitute_at(std::string_view text) {
    return starting(substitutes, text, [](const Substitute& s) { return s.from; });
}
const Sign* sign_at(std::string_view text) {
    return starting(signs, text, [](const Sign& s) { return s.text; });
}

// Every entry of both lists begins with one of these bytes; all others are copied unseen.
bool may_be_special(char c) {
    return c == '\xE2' || c == '\xEF' || c == '\xCF';
}

// Calls plain(char) for what stays and sign(Sign) for what is drawn.
template <class Plain, class Drawn>
void walk(std::string_view text, Plain plain, Drawn drawn) {
    while (!text.empty()) {
        const bool look = may_be_special(text.front());
        if (const auto* s = look ? substitute_at(text) : nullptr) {
            for (const char c : s->to) plain(c);
            text.remove_prefix(s->from.size());
        } else if (const auto* sign = look ? sign_at(text) : nullptr) {
            drawn(*sign);
            text.remove_prefix(sign->text.size());
        } else {
            plain(text.front());
            text.remove_prefix(1);
        }
    }
}

std::string linked(const Run& run, const std::string& shown, Links links) {
    if (run.figure.empty() || links == Links::none) return shown;
    return fmt::format("{}({}, {})", links == Links::dotted ? "n" : "m", typst_quoted(run.figure), shown);
}

std::string expression(const Run& run, Links links) {
    const std::string shown = typst_text(run.text);
    return linked(run, run.strong ? "b(" + shown + ")" : shown, links);
}

}  // namespace

std::string typst_quoted(std::string_view utf8) {
    std::string out = "\"";
    for (const char c : utf8) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) >= 0x20) {
            out += c;
        }
    }
    return out + '"';
}

std::string typst_text(std::string_view utf8) {
    std::string out, pending;
    int parts = 0;
    const auto flush = [&] {
        if (pending.empty()) return;
        out += (parts++ ? "; " : "") + typst_quoted(pending);
        pending.clear();
    };
    walk(
        utf8, [&](char c) { pending += c; },
        [&](const Sign& sign) {
            flush();
            out += fmt::format("{}sign(\"{}\", \"{}\")", parts++ ? "; " : "", sign.text, sign.outline);
        });
    flush();
    if (parts == 0) return "\"\"";
    // "1.519,4†" stays on one line.
    const bool one_word = utf8.find_first_of(" \n") == std::string_view::npos;
    return parts == 1 ? out : one_word ? "box({" + out + "})" : "{" + out + "}";
}

std::string typst_text(const Text& text, Links links) {
    if (text.size() == 1) return expression(text.front(), links);
    std::string out = "{";
    for (const Run& run : text) out += (&run == &text.front() ? "" : "; ") + expression(run, links);
    return text.empty() ? "\"\"" : out + "}";
}

std::string printable_svg(std::string_view svg) {
    std::string out;
    out.reserve(svg.size());
    walk(
        svg, [&](char c) { out += c; },
        [&](const Sign& sign) {
            for (const char c : sign.spelt) {
                if (c == '<') {
                    out += "&lt;";
                } else {
                    out += c;
                }
            }
        });
    return out;
}

}  // namespace atalaya::render
