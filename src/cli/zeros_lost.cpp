#include "cli/zeros_lost.hpp"

#include <algorithm>

#include "cli/erased_told.hpp"
#include "cli/terminal.hpp"
#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/lost_zeros.hpp"
#include "store/erasure_records.hpp"

namespace atalaya::cli {

namespace {

std::string lines_text(const intake::Seen& seen) {
    std::vector<std::string> lines;
    for (const auto line : seen.lines) lines.push_back(std::to_string(line));
    if (seen.rows > std::ssize(seen.lines)) lines.emplace_back("…");
    return join(lines, ", ");
}

}  // namespace

std::vector<std::string> zeros_lines(const Voice& voice, const std::string& source, const std::string& file,
                                     const Finding& finding, std::size_t most) {
    std::vector<std::string> lines;
    if (finding.check != intake::finding::zero_lost) return lines;
    const auto lost = intake::zeros_lost(finding.detail);
    const std::size_t told = std::min(most, lost.texts.size());
    for (std::size_t i = 0; i < told; ++i) {
        const auto& [found, listed, seen] = lost.texts[i];
        if (store::is_blanked(found)) {
            lines.push_back(voice.say("zeros.erased", {{"file", harmless(file)},
                                                       {"n", number(seen.rows)},
                                                       {"lines", lines_text(seen)},
                                                       {"column", harmless(lost.column)},
                                                       {"listed", harmless(listed.label)},
                                                       {"erased", erased_told(voice, found)}}));
            continue;
        }
        lines.push_back(voice.say("zeros.lost", {{"file", harmless(file)},
                                                 {"n", number(seen.rows)},
                                                 {"lines", lines_text(seen)},
                                                 {"column", harmless(lost.column)},
                                                 {"found", harmless(found)},
                                                 {"listed", harmless(listed.label)},
                                                 {"source", source},
                                                 {"label", shell_word(harmless(found))},
                                                 {"code", listed.code}}));
    }
    const auto others = static_cast<std::int64_t>(lost.texts.size() - told) + lost.others;
    if (others > 0)
        lines.push_back(
            voice.say("zeros.others", {{"file", harmless(file)}, {"n", number(others)}, {"source", source}}));
    return lines;
}

}  // namespace atalaya::cli
