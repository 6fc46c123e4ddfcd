#include "intake/lost_zeros.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "core/text.hpp"
#include "intake/check.hpp"
#include "intake/row_reader.hpp"

namespace atalaya::intake {

namespace {

// Cells without the zeros before their numbers and without the decimals that a spreadsheet gives a whole one; other
// texts folded.
struct Bare {
    std::string text;
    std::size_t zeros = 0;  // that were there
    bool decimals = false;  // likewise

    void add(std::string_view cell) {
        std::string_view digits = trimmed(cell);
        const auto point = std::min(digits.find('.'), digits.size());
        const bool whole = point < digits.size() && point > 0 &&
                           digits.find_first_not_of('0', point + 1) == std::string_view::npos;
        if (whole) digits = digits.substr(0, point);
        text += '\x1F';
        if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
            text += folded(cell);
            return;
        }
        decimals = decimals || whole;
        const auto before = std::min(digits.find_first_not_of('0'), digits.size() - 1);
        zeros += before;
        text += digits.substr(before);
    }
};

Bare bare(std::string_view a, std::string_view b, std::string_view c) {
    Bare all;
    for (const auto cell : {a, b, c}) all.add(cell);
    return all;
}

std::string in_one(std::string_view a, std::string_view b, std::string_view c) {
    std::string all{a};
    for (const auto more : {b, c})
        if (!more.empty()) all.append(" / ").append(more);
    return all;
}

}  // namespace

ZeroLosses::ZeroLosses(const Source& source) {
    for (const auto& [code, label_1, label_2, label_3, name, iccs, fit, indicators, note] : source.labels) {
        auto [text, zeros, decimals] = bare(label_1, label_2, label_3);
        by_bare_[std::move(text)].push_back({{in_one(label_1, label_2, label_3), code}, zeros});
    }
}

std::optional<ListedLabel> ZeroLosses::before(std::string_view label_1, std::string_view label_2,
                                              std::string_view label_3) const {
    const auto [text, zeros, decimals] = bare(label_1, label_2, label_3);
    const auto found = by_bare_.find(text);
    if (found == by_bare_.end()) return {};
    std::optional<ListedLabel> only;
    for (const auto& [listed, had] : found->second) {
        if (decimals ? had < zeros : had <= zeros) continue;
        if (only && only->code != listed.code) return {};
        only = listed;
    }
    return only;
}

void ZerosNoticed::see(std::string_view found, const ListedLabel& listed, std::int64_t line) {
    seen_.at(line);
    texts_[{quotable(found), listed}].at(line);
}

void ZerosNoticed::add(const ZerosNoticed& later, std::int64_t offset) {
    seen_.add(later.seen_, offset);
    for (const auto& [text, seen] : later.texts_) texts_[text].add(seen, offset);
}

void ZerosNoticed::tell(const Source& source, std::vector<Finding>& findings) const {
    if (seen_.rows == 0) return;
    const auto& columns = source.category.columns;
    const std::string& column = columns.empty() ? source.category.each.front().second : columns.front();
    const bool sealed = std::ranges::find(source.sealed, column) != source.sealed.end();
    std::vector<ZerosLost::Text> texts;
    if (!sealed)
        for (const auto& [text, seen] : texts_) texts.push_back({text.first, text.second, seen});
    std::ranges::stable_sort(texts, std::ranges::greater{}, [](const auto& text) { return text.seen.rows; });
    const std::size_t told = std::min(texts.size(), ZerosLost::most_told);
    report(findings, finding::zero_lost, seen_, [&](JsonWriter& json) {
        json.key("column").text(column).key("texts").array();
        for (const auto& [found, listed, seen] : std::span{texts}.first(told)) {
            json.object().key("found").text(found).key("listed").text(listed.label);
            json.key("code").text(listed.code).key("rows").integer(seen.rows).key("lines").array();
            for (const auto line : seen.lines) json.integer(line);
            json.end().end();
        }
        json.end().key("others").integer(std::ssize(texts) - static_cast<std::int64_t>(told));
    });
}

ZerosLost zeros_lost(const std::string& detail) {
    const auto json = nlohmann::json::parse(detail, nullptr, false);
    ZerosLost lost;
    if (!json.is_object() || !json.contains("texts") || !json["texts"].is_array()) return lost;
    lost.column = json.value("column", "");
    lost.others = json.value("others", std::int64_t{0});
    for (const auto& one : json["texts"])
        lost.texts.push_back(
            {one.value("found", ""),
             {one.value("listed", ""), one.value("code", "")},
             {one.value("rows", std::int64_t{0}), one.value("lines", std::vector<std::int64_t>{})}});
    return lost;
}

}  // namespace atalaya::intake
