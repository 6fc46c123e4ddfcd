#include "cli/finding_detail.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/app.hpp"
#include "cli/erased_told.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/hidden_sheets.hpp"
#include "intake/quality/days_silent.hpp"
#include "intake/quality/level_step.hpp"
#include "intake/quality/profile_shift.hpp"
#include "intake/quality/vague_labels.hpp"

namespace atalaya::cli {
namespace {

// Kept in the order in which they were written.
using Json = nlohmann::ordered_json;

// What the lines above the detail say.
bool is_told_above(const service::KnownFinding& finding, const std::string& name, const Json& value) {
    static const std::set<std::string> of_about{"layer", "column", "category", "month", "rule"};
    if (value.is_string() && of_about.contains(name)) return true;
    if (finding.check == intake::finding::area_not_found) return name == "names" || name == "others";
    if (finding.check == intake::finding::zero_lost) return name == "texts" || name == "others";
    return false;
}

// Rows and bytes to look up in the file, and years: no quantities, and written as they are searched for.
bool is_looked_up(const std::string& name) {
    static const std::set<std::string> names{"lines", "line", "year", "first", "last", "first_byte"};
    return names.contains(name);
}

class Told {
  public:
    Told(const Voice& voice, const render::Forms& forms, const service::KnownFinding& finding)
        : voice_{voice}, forms_{forms}, finding_{finding} {}

    void add(const std::string& name, const Json& value) {
        if (says_nothing(name, value)) return;
        if (!value.is_array() || value.empty() || !value.front().is_object()) {
            lines_.push_back("  " + label(name, value) + ": " + inline_text(name, value));
            return;
        }
        lines_.push_back("  " + label(name, value) + ":");
        for (const auto& one : value) lines_.push_back("    " + inline_text(name, one));
    }

    std::vector<std::string> lines() && { return std::move(lines_); }

  private:
    // A shift that no other series shares, and that no other code stands against.
    static bool says_nothing(const std::string& name, const Json& value) {
        return (name == "other" && value.is_string() && value.get_ref<const std::string&>().empty()) ||
               (name == "shared" && value.is_number() && value.get<double>() <= 1);
    }

    std::string label(const std::string& name, const Json& value) const {
        if (name == "other" && value.is_string()) return voice_.word("detail", "opposite");
        if (name == "lines" && value.is_array() && std::ssize(value) < finding_.rows)
            return voice_.word("detail", "first_lines");
        const auto word = voice_.word("detail", name);
        return harmless(word == name ? voice_.word("head", name) : word);
    }
    // Of a count by codes of ours, such as the classes of a place: the code in words.
    std::string label(const std::string& within, const std::string& name, const Json& value) const {
        if (within == "by_reason") return voice_.word("unplaced", name);
        if (within == "by_precision") return voice_.word("head", name == "none" ? "unplaced" : name);
        return label(name, value);
    }

    // Words of the values that are codes of ours: what a shift may be, what makes spellings alike, a verdict.
    std::string text(const std::string& name, const std::string& value) const {
        if (name == "may_be") return voice_.word("cause", value);
        if (name == "alike_by") return voice_.word("likeness", value);
        if (name == "verdict") return voice_.word("verdict", value);
        if (name == "area" && value.empty()) return "ciudad";
        return harmless(value);
    }

    bool is_share(const std::string& name) const {
        static const std::set<std::string> names{"share", "moved",        "rate",       "low",
                                                 "high",  "share_before", "share_after"};
        return names.contains(name) ||
               (finding_.check == intake::finding::hour_zero_heaped && (name == "before" || name == "after"));
    }

    std::string share(double of_one) const {
        const int decimals = of_one == 0 || of_one == 1 ? 0 : of_one < 0.01 ? 2 : 1;
        return forms_.percent(100 * of_one, decimals);
    }

    std::string quantity(const std::string& name, const Json& value) const {
        const double number = value.get<double>();
        if (is_share(name)) return share(number);
        if (is_looked_up(name) || name == "lon" || name == "lat") return canonical_number(number);
        if (number == std::trunc(number) && std::abs(number) < 1e14)
            return forms_.count(static_cast<std::int64_t>(number));
        return std::abs(number) < 1e12 ? forms_.rate(number) : canonical_number(number);
    }

    std::string inline_text(const std::string& name, const Json& value) const {
        if (value.is_string()) return text(name, value.get<std::string>());
        if (value.is_number()) return quantity(name, value);
        if (!value.is_structured()) return value.dump();
        std::vector<std::string> parts;
        for (const auto& [key, part] : value.items()) {
            if (says_nothing(key, part)) continue;
            std::string said;
            if (!value.is_array())
                said = label(name, key, part) + " " + inline_text(key, part);
            else
                said = part.is_object() ? "(" + inline_text(name, part) + ")" : inline_text(name, part);
            // A wide row is named for each of its cells.
            if (name != "lines" || parts.empty() || parts.back() != said) parts.push_back(std::move(said));
        }
        return join(parts, ", ");
    }

    const Voice& voice_;
    const render::Forms& forms_;
    const service::KnownFinding& finding_;
    std::vector<std::string> lines_;
};

// Whether what was counted are rows of the file, of those that were read. Otherwise its sentence says what they are.
bool counts_rows(const std::string& check, std::int64_t rows, std::int64_t read) {
    namespace finding = intake::finding;
    static const std::set<std::string> others{
        finding::months_missing,       finding::months_silent,
        finding::ends_in_zero,         finding::level_shift,
        finding::series_gap,           finding::level_shifts_together,
        finding::code_reused,          finding::rule_broken,
        finding::category_replaced,    finding::whole_not_met,
        finding::total_not_met,        finding::total_open,
        finding::encoding_mixed,       finding::cell_added,
        finding::rows_elsewhere,       finding::label_unsaid,
        finding::label_residual,       intake::quality::level_step,
        intake::quality::hours_moved,  intake::quality::weekdays_moved,
        intake::quality::hour_filling, intake::quality::position_filling,
        intake::quality::area_filling, intake::quality::days_silent,
        intake::sheet_hidden};
    return rows <= read && !others.contains(check);
}

render::Arguments said(const service::FindingTurn& by) {
    return {{"file", harmless(by.file)}, {"digest", short_hash(by.delivery)}, {"vintage", by.vintage}};
}

}  // namespace

std::string rows_line(const Voice& voice, const render::Forms& forms, const service::KnownFinding& finding) {
    if (!counts_rows(finding.check, finding.rows, finding.read)) return {};
    return voice.say("finding.rows",
                     {{"rows", forms.count(finding.rows)}, {"read", forms.count(finding.read)}});
}

std::vector<std::string> detail_lines(const Voice& voice, const render::Forms& forms,
                                      const service::KnownFinding& finding) {
    if (finding.detail.empty()) return {};
    const auto detail = Json::parse(erased_told(voice, finding.detail), nullptr, false);
    if (!detail.is_object()) return {voice.say("finding.detail", {{"detail", harmless(finding.detail)}})};
    Told told{voice, forms, finding};
    for (const auto& [name, value] : detail.items()) {
        if (!is_told_above(finding, name, value)) told.add(name, value);
    }
    return std::move(told).lines();
}

std::vector<std::string> life_lines(const Voice& voice, const render::Forms& forms,
                                    const service::KnownFinding& finding) {
    std::vector<std::string> lines;
    if (finding.tellings.size() > 1) {
        lines.push_back(voice.say("finding.times", {{"n", number(finding.times)}}));
        for (const auto& told : finding.tellings) {
            const char* said = !told.shows                                        ? "finding.not_told_by"
                               : counts_rows(finding.check, told.rows, told.read) ? "finding.told_by"
                                                                                  : "finding.told_so_many_by";
            lines.push_back(voice.say(said, {{"file", harmless(told.file)},
                                             {"vintage", told.vintage},
                                             {"rows", forms.count(told.rows)},
                                             {"read", forms.count(told.read)}}));
        }
    }
    if (!finding.last_seen.empty() && !finding.mended)
        lines.push_back(voice.say("finding.gone", {{"vintage", finding.last_seen}}));
    if (finding.mended) lines.push_back(voice.say("finding.mended", said(*finding.mended)));
    for (const auto& decision : finding.decisions) {
        lines.push_back(voice.say("finding.decided", {{"day", decision.decided_on},
                                                      {"state", voice.word("state", decision.state)},
                                                      {"author", harmless(decision.author)},
                                                      {"reason", harmless(decision.reason)}}));
    }
    if (finding.reopened) {
        auto by = said(*finding.reopened);
        by.emplace("why", voice.word("reopened", finding.reopened->why));
        lines.push_back(voice.say("finding.reopened", by));
    }
    return lines;
}

}  // namespace atalaya::cli
