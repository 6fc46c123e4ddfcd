#include "service/method_picture/drawn.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

namespace atalaya::service::picture {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double number_in(const std::string& text) {
    if (const auto number = decimal_number(text)) return *number;
    const auto day = parse_day(std::string_view{text}.substr(0, 10));
    return day ? static_cast<double>(day->time_since_epoch().count()) : none;
}

}  // namespace

Drawn::Found Drawn::find(std::string_view of) const {
    const bool only_given = of.starts_with("given:");
    if (only_given) of.remove_prefix(6);
    const auto dot = of.find('.');
    if (dot == std::string_view::npos) return {};
    const std::string table{of.substr(0, dot)};
    const auto column = of.substr(dot + 1);
    if (const auto answer = result_.tables.find(table); !only_given && answer != result_.tables.end()) {
        if (const auto* found = answer->second.find(column)) return {&answer->second, found};
    }
    const auto* asked = given(table);
    if (!asked) return {};
    return {asked, asked->find(column)};
}

const methods::Frame* Drawn::given(std::string_view table) const {
    const auto found = given_.find(table);
    return found == given_.end() ? nullptr : &found->second;
}

bool Drawn::has(const Source& source) const {
    return source.of == "@row" || find(source.of).column;
}

std::size_t Drawn::rows(const Source& source) const {
    const auto found = find(source.of);
    return found.column ? methods::size(found.column->cells) : 0;
}

std::vector<double> Drawn::plain(std::string_view of, std::size_t rows) const {
    std::vector<double> out;
    if (of == "@row") {
        for (std::size_t i = 0; i < rows; ++i) out.push_back(static_cast<double>(i + 1));
        return out;
    }
    const auto found = find(of);
    if (!found.column) return out;
    if (const auto* numbers = std::get_if<methods::Numbers>(&found.column->cells)) return *numbers;
    for (const auto& text : std::get<methods::Texts>(found.column->cells)) out.push_back(number_in(text));
    return out;
}

std::vector<double> Drawn::numbers(const Source& source) const {
    auto out = plain(source.of, 0);
    if (!source.over.empty()) {
        const auto over = plain(source.over, 0);
        if (over.size() != out.size()) return {};
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = over[i] == 0 ? none : out[i] / over[i];
    }
    const double times = source.times * (source.per.empty() ? 1 : settings_.number(source.per));
    double more = 0;
    if (const auto* before = given(source.after)) more += static_cast<double>(before->rows());
    if (!source.less.empty()) more -= settings_.number(source.less);
    for (auto& value : out) value = value * times + more;
    return out;
}

std::vector<std::string> Drawn::texts(const Source& source) const {
    const auto found = find(source.of);
    if (!found.column) return {};
    if (const auto* texts = std::get_if<methods::Texts>(&found.column->cells)) return *texts;
    std::vector<std::string> out;
    for (const double value : std::get<methods::Numbers>(found.column->cells))
        out.push_back(std::isnan(value) ? "" : canonical_number(value));
    return out;
}

std::vector<std::string> Drawn::labels(const Source& source) const {
    if (has(source)) return texts(source);
    const auto table = source.of.substr(0, source.of.find('.'));
    const auto* spec = method_.table(table);
    const auto* asked = given(table);
    if (!spec || !asked) return {};
    for (const auto& column : asked->columns) {
        const bool used =
            std::ranges::any_of(spec->columns, [&](const auto& c) { return c.name == column.name; });
        if (!used && !column.name.starts_with('@'))
            return texts({.of = "given:" + table + "." + column.name});
    }
    return {};
}

std::vector<double> Drawn::places(const Place& place) const {
    if (const auto* value = std::get_if<double>(&place)) return {*value};
    const auto* source = std::get_if<Source>(&place);
    if (!source) return {};
    if (source->of.starts_with("setting:")) return {settings_.number(source->of.substr(8))};
    return numbers(*source);
}

std::vector<bool> Drawn::when(const When& when, std::size_t rows) const {
    if (!when.of.any()) return std::vector<bool>(rows, true);
    std::vector<bool> out(rows, false);
    const auto cells = texts(when.of);
    for (std::size_t i = 0; i < std::min(rows, cells.size()); ++i) out[i] = cells[i] == when.is;
    return out;
}

const std::string& Tongue::words(const intake::Words& words) const {
    switch (forms.language()) {
        case render::Language::es: return words.es;
        case render::Language::pt: return words.pt;
        case render::Language::en: return words.en;
    }
    return words.es;
}

std::string Tongue::number(double value) const {
    if (std::abs(value) >= 1e13) return canonical_number(value);
    int decimals =
        value == 0 ? 0 : std::clamp(3 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 6);
    // No zeros at the end.
    while (decimals > 0) {
        const double scale = std::pow(10, decimals - 1);
        if (std::abs(std::round(value * scale) / scale - value) > std::pow(10, -decimals) * 0.5) break;
        --decimals;
    }
    return forms.decimal(value, decimals);
}

render::ChartFrame Sheet::frame(std::string description) const {
    return {.prefix = "method",
            .title = question,
            .description = std::move(description),
            .number = [tongue = &tongue](double value) { return tongue->number(value); },
            .heading = question};
}

void refuse_empty(const methods::Method& method) {
    throw Error{
        Fault::bad_input,
        message("{}: expected figures to draw, found none in what was asked and answered", method.name)};
}

}  // namespace atalaya::service::picture
