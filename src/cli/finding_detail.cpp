#include "cli/finding_detail.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/app.hpp"
#include "cli/erased_told.hpp"
#include "cli/terminal.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"

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

class Told {
  public:
    explicit Told(const Voice& voice) : voice_{voice} {}

    void add(const std::string& name, const Json& value) {
        if (!value.is_array() || value.empty() || !value.front().is_object()) {
            lines_.push_back("  " + label(name) + ": " + inline_text(name, value));
            return;
        }
        lines_.push_back("  " + label(name) + ":");
        for (const auto& one : value) lines_.push_back("    " + inline_text(name, one));
    }

    std::vector<std::string> lines() && { return std::move(lines_); }

  private:
    std::string label(const std::string& name) const {
        const auto word = voice_.word("detail", name);
        return harmless(word == name ? voice_.word("head", name) : word);
    }

    // Words of the values that are codes of ours: what a shift may be, what makes spellings alike, a verdict.
    std::string text(const std::string& name, const std::string& value) const {
        if (name == "may_be") return voice_.word("cause", value);
        if (name == "alike_by") return voice_.word("likeness", value);
        if (name == "verdict") return voice_.word("verdict", value);
        return harmless(value);
    }

    std::string inline_text(const std::string& name, const Json& value) const {
        if (value.is_string()) return text(name, value.get<std::string>());
        if (value.is_number_float()) return canonical_number(value.get<double>());
        if (!value.is_structured()) return value.dump();
        std::vector<std::string> parts;
        for (const auto& [key, part] : value.items()) {
            if (value.is_array())
                parts.push_back(part.is_object() ? "(" + inline_text(name, part) + ")"
                                                 : inline_text(name, part));
            else
                parts.push_back(label(key) + " " + inline_text(key, part));
        }
        return join(parts, ", ");
    }

    const Voice& voice_;
    std::vector<std::string> lines_;
};

render::Arguments said(const service::FindingTurn& by) {
    return {{"file", harmless(by.file)}, {"digest", short_hash(by.delivery)}, {"vintage", by.vintage}};
}

}  // namespace

std::vector<std::string> detail_lines(const Voice& voice, const service::KnownFinding& finding) {
    if (finding.detail.empty()) return {};
    const auto detail = Json::parse(erased_told(voice, finding.detail), nullptr, false);
    if (!detail.is_object()) return {voice.say("finding.detail", {{"detail", harmless(finding.detail)}})};
    Told told{voice};
    for (const auto& [name, value] : detail.items()) {
        if (!is_told_above(finding, name, value)) told.add(name, value);
    }
    return std::move(told).lines();
}

std::vector<std::string> life_lines(const Voice& voice, const service::KnownFinding& finding) {
    std::vector<std::string> lines;
    if (finding.tellings.size() > 1) {
        lines.push_back(voice.say("finding.times", {{"n", number(finding.times)}}));
        for (const auto& told : finding.tellings) {
            lines.push_back(voice.say(told.shows ? "finding.told_by" : "finding.not_told_by",
                                      {{"file", harmless(told.file)},
                                       {"vintage", told.vintage},
                                       {"rows", number(told.rows)},
                                       {"read", number(told.read)}}));
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
