// GAL text (stats/spatial/weights.hpp).
#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "core/text.hpp"
#include "stats/spatial/weights.hpp"

namespace atalaya::stats {

namespace {

// A word may be in quotes, and then have blanks: "Villa Crespo".
std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    constexpr std::string_view space = " \t\r\n";
    for (std::size_t at = text.find_first_not_of(space); at != std::string_view::npos;) {
        const auto closing = text[at] == '"' ? text.find('"', at + 1) : std::string_view::npos;
        if (closing != std::string_view::npos) {
            words.push_back(text.substr(at + 1, closing - at - 1));
            at = text.find_first_not_of(space, closing + 1);
            continue;
        }
        const std::size_t past = std::min(text.find_first_of(space, at), text.size());
        words.push_back(text.substr(at, past - at));
        at = text.find_first_not_of(space, past);
    }
    return words;
}

std::optional<std::size_t> number(std::string_view word) {
    const auto n = whole_number(word);
    if (!n || *n < 0 || *n > 100'000'000) return {};
    return static_cast<std::size_t>(*n);
}

// How many areas the first line says: its second word where there are several, its only one otherwise.
std::optional<std::size_t> areas_said(std::string_view line) {
    const auto words = words_of(line);
    if (words.empty()) return {};
    return number(words.size() == 1 ? words[0] : words[1]);
}

// What is quoted of a text that may be any file's.
std::string beginning_of(std::string_view text) {
    constexpr std::size_t shown = 40;
    const auto line = trimmed(text);
    if (line.size() <= shown) return std::string{line};
    std::size_t past = shown;
    while (past > 0 && (static_cast<unsigned char>(line[past]) & 0xC0) == 0x80) --past;  // within a letter
    return std::string{line.substr(0, past)} + " ...";
}

}  // namespace

std::expected<Gal, NotAGal> parse_gal(std::string_view text) {
    const auto refused = [](std::size_t area, Message expected) {
        return std::unexpected{NotAGal{area, std::move(expected)}};
    };
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t line = std::min(text.find('\n'), text.size());
    const auto head = text.substr(0, line);
    const auto areas = areas_said(head);
    if (!areas) return refused(0, message("the number of areas, found \"{}\"", beginning_of(head)));

    const auto words = words_of(text.substr(line));
    Gal gal;
    std::map<std::string_view, std::uint32_t> row_of;
    std::vector<std::pair<std::uint32_t, std::string_view>> named;
    std::size_t at = 0;
    for (std::size_t i = 1; i <= *areas; ++i) {
        if (at + 2 > words.size())
            return refused(
                i, message("an id and its number of neighbours, for the first line says {} areas, found {}",
                           *areas, i - 1));
        const auto id = words[at];
        const auto links = number(words[at + 1]);
        if (!links)
            return refused(i,
                           message("a number of neighbours of \"{}\", found \"{}\" (has the area before as "
                                   "many as it says?)",
                                   beginning_of(id), beginning_of(words[at + 1])));
        at += 2;
        if (words.size() - at < *links)
            return refused(
                i, message("{} neighbours of \"{}\", found {}", *links, beginning_of(id), words.size() - at));
        const auto area = static_cast<std::uint32_t>(i - 1);
        if (!row_of.emplace(id, area).second)
            return refused(i,
                           message("an id that did not come before, found \"{}\" again", beginning_of(id)));
        gal.ids.emplace_back(id);
        std::set<std::string_view> told;
        for (std::size_t k = 0; k < *links; ++k, ++at) {
            if (!told.insert(words[at]).second)
                return refused(i, message("each neighbour of \"{}\" once, found \"{}\" again",
                                          beginning_of(id), beginning_of(words[at])));
            named.emplace_back(area, words[at]);
        }
    }
    if (at != words.size())
        return refused(*areas, message("no more areas than the first line says, {}; found \"{}\" after them",
                                       *areas, beginning_of(words[at])));

    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (const auto& [area, id] : named) {
        const auto found = row_of.find(id);
        if (found == row_of.end())
            return refused(area + 1, message("neighbours of \"{}\" that are areas of the file, found \"{}\"",
                                             gal.ids[area], beginning_of(id)));
        if (found->second == area)
            gal.own.push_back(area);
        else
            links.emplace_back(area, found->second);
    }
    gal.neighbours = from_links(std::move(links), *areas);
    return gal;
}

std::string gal_text(const Gal& gal, std::string_view layer, std::string_view key) {
    std::string text = fmt::format("0 {} {} {}\n", gal.ids.size(), layer, key);
    const auto& [first, of] = gal.neighbours;
    for (std::size_t i = 0; i < gal.ids.size(); ++i) {
        text += fmt::format("{} {}\n", gal.ids[i], first[i + 1] - first[i]);
        for (auto k = first[i]; k < first[i + 1]; ++k)
            text += fmt::format("{}{}", k > first[i] ? " " : "", gal.ids[of[k]]);
        text += '\n';
    }
    return text;
}

}  // namespace atalaya::stats
