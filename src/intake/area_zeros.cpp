#include "intake/area_zeros.hpp"

#include <algorithm>
#include <span>

#include "intake/check.hpp"

namespace atalaya::intake {

namespace {

// "1101" of "01101".
bool lacks_zeros(std::string_view text, std::string_view code) {
    if (!code.starts_with('0') || text.empty() || text.size() >= code.size() || !code.ends_with(text))
        return false;
    const auto lost = code.substr(0, code.size() - text.size());
    return lost.find_first_not_of('0') == std::string_view::npos &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_sealed(const Source& source, std::string_view layer) {
    const bool exposure = source.exposure.layer == layer &&
                          std::ranges::find(source.sealed, source.exposure.area) != source.sealed.end();
    return exposure || std::ranges::any_of(source.areas, [&](const AreaRule& rule) {
               return rule.layer == layer &&
                      std::ranges::find(source.sealed, rule.column) != source.sealed.end();
           });
}

}  // namespace

void AreaZeros::see(const Gazetteer& gazetteer, int slot, std::int32_t area, std::string_view text,
                    std::int64_t line) {
    if (area == Gazetteer::unknown || !lacks_zeros(text, gazetteer.code(slot, area))) return;
    OfLayer& layer = layers_[slot];
    layer.seen.at(line);
    ++layer.rows[{std::string{text}, gazetteer.code(slot, area)}];
}

void AreaZeros::add(const AreaZeros& later, std::int64_t offset) {
    for (const auto& [slot, more] : later.layers_) {
        OfLayer& layer = layers_[slot];
        layer.seen.add(more.seen, offset);
        for (const auto& [text, rows] : more.rows) layer.rows[text] += rows;
    }
}

void AreaZeros::tell(const Gazetteer& gazetteer, const Source& source, std::vector<Finding>& findings) const {
    for (const auto& [slot, layer] : layers_) {
        const std::string name{gazetteer.layer(slot)};
        std::vector<std::pair<std::pair<std::string, std::string>, std::int64_t>> texts;
        if (!is_sealed(source, name)) texts.assign(layer.rows.begin(), layer.rows.end());
        std::ranges::stable_sort(texts, std::ranges::greater{}, [](const auto& text) { return text.second; });
        const std::size_t told = std::min(texts.size(), most_told);
        report(findings, finding::area_zero_lost, layer.seen, [&](JsonWriter& json) {
            json.key("layer").text(name).key("texts").array();
            for (const auto& [text, rows] : std::span{texts}.first(told)) {
                json.object().key("found").text(text.first).key("code").text(text.second);
                json.key("rows").integer(rows).end();
            }
            json.end();
            if (texts.size() > told)
                json.key("others").integer(static_cast<std::int64_t>(texts.size() - told));
        });
    }
}

}  // namespace atalaya::intake
