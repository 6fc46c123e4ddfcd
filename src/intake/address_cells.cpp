#include "intake/address_cells.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/json.hpp"
#include "geocode/hit_rate.hpp"

namespace atalaya::intake {

namespace {

// "0" is what many forms hold where there is no number.
bool says_number(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '1' && c <= '9'; });
}

bool is_zero(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0.,") == std::string_view::npos;
}

}  // namespace

void AddressNotes::add(const AddressNotes& later) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < rows[i].size(); ++j) rows[i][j] += later.rows[i][j];
    }
    unasked += later.unasked;
    for (const auto& [text, times] : later.unplaced) unplaced[text] += times;
}

void AddressNotes::tell(std::vector<Finding>& findings) const {
    if (unasked > 0) findings.push_back({finding::addresses_unasked, unasked, "{}"});
    geocode::HitTally tally;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < rows[i].size(); ++j) {
            tally.add(
                {.precision = static_cast<geocode::Precision>(i), .reason = static_cast<geocode::Reason>(j)},
                rows[i][j]);
        }
    }
    const geocode::HitRate rate = tally.rate();
    if (!rate.rate) return;
    JsonWriter json;
    json.object().key("hits").integer(rate.hits).key("rate").number(rate.rate->value);
    json.key("low").number(rate.rate->low).key("high").number(rate.rate->high);
    json.key("verdict").text(code(rate.verdict)).key("by_precision").object();
    for (std::size_t i = 0; i < rate.by_precision.size(); ++i) {
        if (rate.by_precision[i] > 0)
            json.key(code(static_cast<geocode::Precision>(i))).integer(rate.by_precision[i]);
    }
    json.end().key("by_reason").object();
    for (std::size_t j = 0; j < rate.by_reason.size(); ++j) {
        if (rate.by_reason[j] > 0) json.key(code(static_cast<geocode::Reason>(j))).integer(rate.by_reason[j]);
    }
    json.end().end();
    findings.push_back({finding::addresses_placed, rate.asked, json.str()});
}

AddressCells::AddressCells(const CheckAgainst& against, const Layout& layout)
    : tell_unplaced_{against.options.tell_unplaced} {
    const AddressRule& rule = against.source.place.address;
    for (const auto& column : rule.columns) columns_.push_back(layout.at(column));
    crossing_ = layout.at(rule.crossing);
    otherwise_ = layout.at(rule.otherwise);
    area_ = layout.at(rule.area);
    if (rule.any() && against.options.geocoder) desk_.emplace(*against.options.geocoder);
}

std::string AddressCells::written(Row row, const CellReader& cell) const {
    std::string text;
    bool number = false;
    for (const int column : columns_) {
        const auto part = cell(row, column);
        if (part.empty() || (columns_.size() > 1 && is_zero(part))) continue;
        if (!text.empty()) text += ' ';
        text += part;
        number = number || (column != columns_.front() && says_number(part));
    }
    const auto crossing = cell(row, crossing_);
    if (!number && !text.empty() && !crossing.empty()) text += " y " + std::string{crossing};
    return text.empty() ? std::string{cell(row, otherwise_)} : text;
}

std::optional<geocode::Answer> AddressCells::find(Row row, const CellReader& cell, AddressNotes& notes) {
    if (columns_.empty()) return {};
    const std::string text = written(row, cell);
    if (text.empty()) return {};
    if (!desk_) {
        ++notes.unasked;
        return {};
    }
    const auto area = cell(row, area_);
    geocode::Answer answer = desk_->find(text, area);
    ++notes.rows[static_cast<std::size_t>(answer.precision)][static_cast<std::size_t>(answer.reason)];
    const bool protects = answer.reason == geocode::Reason::protected_place;
    if (tell_unplaced_ && !protects && !is_hit(answer.precision)) ++notes.unplaced[{text, std::string{area}}];
    return answer;
}

Located located_by(geocode::Precision precision) {
    expects(precision != geocode::Precision::none, "located_by: an address that was found");
    return static_cast<Located>(static_cast<int>(Located::door) + static_cast<int>(precision));
}

static_assert(static_cast<int>(Located::by_area) ==
              static_cast<int>(Located::door) + static_cast<int>(geocode::Precision::area));

}  // namespace atalaya::intake
