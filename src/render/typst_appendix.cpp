#include "render/typst_appendix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "core/text.hpp"
#include "render/numbers.hpp"
#include "render/typst.hpp"
#include "render/typst_text.hpp"

namespace atalaya::render {

namespace {

using Rows = std::vector<const Provenance*>;

// The distinct texts of the rows in the order of first appearance; "" is none.
std::vector<std::string> distinct(const Rows& rows, const std::function<std::string(const Provenance&)>& of) {
    std::vector<std::string> found;
    for (const Provenance* row : rows) {
        std::string text = of(*row);
        if (!text.empty() && std::ranges::find(found, text) == found.end()) found.push_back(std::move(text));
    }
    return found;
}

Rows those(const Rows& rows, const std::function<std::string(const Provenance&)>& of,
           const std::string& text) {
    Rows found;
    std::ranges::copy_if(rows, std::back_inserter(found),
                         [&](const Provenance* row) { return of(*row) == text; });
    return found;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::vector<std::string> said;
    std::ranges::copy_if(parts, std::back_inserter(said),
                         [](const std::string& part) { return !part.empty(); });
    return join(said, between);
}

std::string indicator_of(const Provenance& row) {
    return row.indicator;
}

std::string measured(const Provenance& row) {
    return joined({row.measure, row.brief_period.empty() ? row.period : row.brief_period}, " · ");
}

std::string value(const Provenance& row) {
    return row.interval.empty() ? row.value : row.value + " [" + row.interval + "]";
}

// "A C": the letters of the sources; "A–D" of neighbours.
std::string keys(const Provenance& row) {
    const auto& places = row.sources;
    std::vector<std::string> keys;
    for (std::size_t first = 0, last = 0; first < places.size(); first = ++last) {
        while (last + 1 < places.size() && places[last + 1] == places[last] + 1) ++last;
        if (last - first < 2) last = first;
        keys.push_back(source_key(places[first]) +
                       (last > first ? std::string{en_dash} + source_key(places[last]) : ""));
    }
    return join(keys, " ");
}

// The figures that a section is the first to show. What was asked and is on no page is not of the paper.
struct Part {
    std::string title;
    Rows rows;
};

std::vector<Part> parts(const Document& document) {
    std::map<std::string, const Provenance*> left;
    for (const Provenance& row : document.provenance) left.emplace(row.figure, &row);
    std::vector<Part> parts;
    for (const Section& section : document.sections) {
        Part part{section.title, {}};
        for (const std::string& figure : figures_shown(section)) {
            const auto row = left.find(figure);
            if (row == left.end()) continue;
            part.rows.push_back(row->second);
            left.erase(row);
        }
        if (!part.rows.empty()) parts.push_back(std::move(part));
    }
    return parts;
}

class Appendix {
  public:
    explicit Appendix(const Document& document) : document_{document}, parts_{parts(document)} {
        for (const Provenance& row : document.provenance) {
            const auto has = [&](const Part& part) {
                return std::ranges::find(part.rows, &row) != part.rows.end();
            };
            if (std::ranges::any_of(parts_, has)) shown_.push_back(&row);
        }
    }

    std::string table() const {
        std::string out = call("appendix-table") + columns();
        for (const Part& part : parts_) {
            out += "part(" + typst_text(part.title) + ",\n";
            for (const std::string& indicator : distinct(part.rows, indicator_of))
                out += lines(indicator, those(part.rows, indicator_of, indicator));
            out += "),\n";
        }
        return out + ")\n";
    }

    std::string run_in() const {
        std::string out = call("appendix-run-in");
        for (const std::string& indicator : distinct(shown_, indicator_of))
            out += group(indicator, those(shown_, indicator_of, indicator));
        return out + ")\n";
    }

  private:
    std::string word(std::string_view key) const { return document_.word(key); }

    std::string call(std::string_view function) const {
        return fmt::format("#{}({}, {}, {},\n", function, typst_text(word("provenance")), shared(),
                           sources());
    }

    // What all figures have in common, as an array of texts.
    std::string shared() const {
        const auto vintages = distinct(shown_, [](const Provenance& row) { return row.vintage; });
        const auto commands = distinct(shown_, [&](const Provenance& row) {
            return replaced(row.command, row.figure, "<" + word("figure") + ">");
        });
        return "(" +
               typst_text(joined({word("appendix_key"), word("vintage") + ": " + join(vintages, ", "),
                                  word("repeat") + ": " + join(commands, ", ")},
                                 " · ")) +
               ", " + typst_text(word("appendix_list")) +
               (shown_.size() < document_.provenance.size() ? ", " + typst_text(word("appendix_rest")) : "") +
               ",)";
    }

    std::string sources() const {
        std::string out = "sources(" + typst_text(word("source") + " · " + word("deliveries"));
        for (std::size_t i = 0; i < document_.sources.size(); ++i) {
            const Source& source = document_.sources[i];
            out += fmt::format(",\n  ({}, {}, {})", typst_quoted(source_key(i)), typst_text(source.name),
                               typst_text(source.summary));
        }
        return out + ")";
    }

    std::string columns() const {
        std::string out = "(";
        for (const char* key : {"figure", "measure", "value", "records", "source"})
            out += typst_text(word(key)) + ", ";
        return out + "),\n";
    }

    std::string elsewhere(const Provenance& row) const {
        return row.territory == document_.territory ? "" : row.territory;
    }

    // A line each; what is measured alike of many territories is said once and they follow as run-in text.
    std::string lines(const std::string& indicator, const Rows& rows) const {
        constexpr std::size_t many = 4;  // territories
        std::string out = "  lines(" + typst_text(indicator);
        for (const std::string& what : distinct(rows, with_sources)) {
            const Rows alike = those(rows, with_sources, what);
            if (distinct(alike, [&](const Provenance& row) { return elsewhere(row); }).size() >= many) {
                out += ",\n    run-in-line(" + entries(what, alike) + ")";
                continue;
            }
            for (const Provenance* row : alike)
                out += fmt::format(",\n    figure-line({}, {}, {}, {}, {}, {})", typst_quoted(row->figure),
                                   typst_text(joined({measured(*row), elsewhere(*row)}, " · ")),
                                   typst_text(value(*row)), typst_text(row->used), typst_text(row->left_out),
                                   typst_text(keys(*row)));
        }
        return out + "),\n";
    }

    // What was measured is said once for the rows that share it; the letters of the sources stand at the
    // indicator, and again where they are others.
    std::string group(const std::string& indicator, const Rows& rows) const {
        const auto kind = [&](const Provenance& row) {
            return row.sources == rows.front()->sources ? measured(row) : with_sources(row);
        };
        std::string out = "group(" + typst_text(indicator + in_brackets(*rows.front()));
        for (const std::string& what : distinct(rows, kind))
            out += ",\n  " + entries(what, those(rows, kind, what));
        return out + "),\n";
    }

    static std::string in_brackets(const Provenance& row) {
        return row.sources.empty() ? "" : " [" + keys(row) + "]";
    }
    static std::string with_sources(const Provenance& row) { return measured(row) + in_brackets(row); }

    std::string entries(const std::string& what, const Rows& rows) const {
        std::string out = "entries(" + typst_text(what);
        for (const Provenance* row : rows) out += ", " + entry(*row);
        return out + ")";
    }

    std::string entry(const Provenance& row) const {
        const std::string records = joined({row.used_is_told ? row.used : "", row.left_out}, " ");
        return fmt::format(
            "entry({}, {})", typst_quoted(row.figure),
            typst_text(
                joined({elsewhere(row), value(row), records.empty() ? "" : "(" + records + ")"}, " ")));
    }

    const Document& document_;
    std::vector<Part> parts_;
    Rows shown_;  // as the document has them
};

}  // namespace

std::string typst_appendix(const Document& document) {
    const Appendix appendix{document};
    return document.provenance_on_paper == OnPaper::run_in ? appendix.run_in() : appendix.table();
}

}  // namespace atalaya::render
