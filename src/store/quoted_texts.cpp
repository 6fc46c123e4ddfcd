#include "store/quoted_texts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text.hpp"
#include "store/erasure_records.hpp"

namespace atalaya::store {
namespace {

// In the order they were written.
using Json = nlohmann::ordered_json;

// Keys whose texts are ours, at whatever depth. "name" under "series" is of a category or an area, under "names" a quote.
bool is_ours(std::string_view key) {
    static const std::set<std::string, std::less<>> ours{
        "alike_by", "area",    "areas",  "by",     "categories", "category", "code",  "column",
        "declared", "earlier", "first",  "form",   "from",       "later",    "layer", "left",
        "listed",   "may_be",  "month",  "months", "near",       "operator", "other", "picture",
        "right",    "rule",    "series", "tzdata", "verdict",    "zone"};
    return ours.contains(key);
}

bool is_position(std::string_view key) {
    return key == "lon" || key == "lat";
}

// Calls quote(Json& text) of every quote below, and position(Json& number) of a longitude or latitude.
template <class Quote, class Position>
void each(Json& json, std::string_view key, const Quote& quote, const Position& position) {
    if (is_ours(key)) return;
    if (json.is_string()) {
        quote(json);
    } else if (json.is_number() && is_position(key)) {
        position(json);
    } else if (json.is_array()) {
        for (auto& one : json) each(one, key, quote, position);
    } else if (json.is_object()) {
        for (auto& [name, one] : json.items()) each(one, name, quote, position);
    }
}

Json parsed(const std::string& detail) {
    return Json::parse(detail, nullptr, false);
}

}  // namespace

std::string quote_compared(std::string_view text) {
    return folded(trimmed(text));
}

std::vector<std::string> quotes_in(const std::string& detail) {
    std::vector<std::string> quotes;
    auto json = parsed(detail);
    if (!json.is_object()) return quotes;
    each(
        json, "",
        [&](const Json& text) {
            const auto& said = text.get_ref<const std::string&>();
            if (!said.empty() && !is_blanked(said)) quotes.push_back(said);
        },
        [](const Json&) {});
    return quotes;
}

Blanked without_quotes(const std::string& detail, const QuotesGone& gone, std::string_view mark) {
    auto json = parsed(detail);
    if (!json.is_object()) return {detail, 0};
    std::int64_t texts = 0;
    const auto blank = [&](Json& value) {
        value = std::string{mark};
        ++texts;
    };
    each(
        json, "",
        [&](Json& text) {
            const auto& said = text.get_ref<const std::string&>();
            if (said.empty() || is_blanked(said)) return;
            if (gone.all || gone.texts.contains(quote_compared(said))) blank(text);
        },
        [&](Json& number) {
            if (gone.all) blank(number);
        });
    if (texts == 0) return {detail, 0};
    return {json.dump(-1, ' ', false, Json::error_handler_t::replace), texts};
}

std::int64_t blanked_quotes(const std::string& detail) {
    std::int64_t blanked = 0;
    auto json = parsed(detail);
    if (!json.is_object()) return blanked;
    each(
        json, "",
        [&](const Json& text) { blanked += is_blanked(text.get_ref<const std::string&>()) ? 1 : 0; },
        [](const Json&) {});
    return blanked;
}

}  // namespace atalaya::store
