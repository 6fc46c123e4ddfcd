// Areas from features: code, name, parent and shape of each feature.
#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "core/text.hpp"
#include "geo/area.hpp"
#include "intake/check.hpp"
#include "intake/gazetteer.hpp"
#include "intake/nearest.hpp"

namespace atalaya::intake {

namespace {

void check_properties(const Source& source, const geo::Feature& first, const std::string& file) {
    std::vector<std::string> known;
    for (const auto& [name, value] : first.properties) known.push_back(name);
    for (const auto& column : source.columns()) {
        if (first.property(column)) continue;
        throw Error{
            Fault::bad_input,
            message("{}: expected features with the properties {}; the first has {}. Mend [shape] of {}.{}",
                    file, join(source.columns(), ", "),
                    known.empty() ? message("none") : verbatim(join(known, ", ")), source.id,
                    did_you_mean(column, known))};
    }
}

std::string value_of(const geo::Feature& feature, const std::string& property) {
    const std::string* value = property.empty() ? nullptr : feature.property(property);
    return value ? std::string{trimmed(*value)} : std::string{};
}

// The code of the area it is part of, in that one's layer.
std::string parent_code(const ShapeRule& rule, const std::string& written) {
    for (const auto& [text, code] : rule.parent_aliases) {
        if (folded(text) == folded(written)) return code;
    }
    return area_code(written);
}

// The name that areas.csv gives, else the source's own, else "Comuna {}" with the code.
std::string name_of(const Source& source, const std::string& code, const std::string& written) {
    for (const auto& [known, name] : source.area_names) {
        if (known == code) return name;
    }
    const std::string& called = source.shape.called.es;
    if (!called.empty()) return replaced(called, "{}", code);
    return written.empty() ? code : written;
}

}  // namespace

void check_areas(const Source& source, const City& city, std::span<const geo::Feature> features,
                 const std::string& file, Batch& batch) {
    const ShapeRule& rule = source.shape;
    if (!city.layer(rule.layer)) {
        throw Error{Fault::bad_input,
                    message("{}: [shape] layer \"{}\" is no layer of the city.", source.id, rule.layer)};
    }
    if (features.empty())
        throw Error{Fault::bad_input, message("{}: expected areas; the collection has no feature.", file)};
    check_properties(source, features.front(), file);

    Areas& out = batch.areas;
    std::set<std::string> codes;
    for (const auto& feature : features) {
        ++batch.read;
        const std::string written = value_of(feature, rule.code);
        const std::string code =
            written.empty() ? std::string{} : area_code(value_of(feature, rule.within) + " " + written);
        const auto reject = [&](const char* why) {
            batch.rejects.push_back({batch.read, why, rule.code, written});
        };
        if (code.empty()) {
            reject(reason::key_missing);
        } else if (feature.shape.empty() && rule.drawn) {
            reject(reason::shape_missing);
        } else if (!codes.insert(code).second) {
            ++batch.duplicate;  // the first stays
        } else {
            out.layer.push(rule.layer);
            out.code.push(code);
            out.name.push(name_of(source, code, rule.name.empty() ? written : value_of(feature, rule.name)));
            out.parent_layer.push(rule.parent_layer);
            out.parent.push(parent_code(rule, value_of(feature, rule.parent)));
            out.valid_from.since_epoch.push_back(rule.valid_from ? since_epoch(*rule.valid_from)
                                                                 : nothing<std::int32_t>);
            out.geometry.push(feature.shape.empty() ? std::string{} : geo::geojson_geometry(feature.shape));
        }
    }
    batch.accepted = static_cast<std::int64_t>(out.size());
    batch.rejected = static_cast<std::int64_t>(batch.rejects.size());
}

}  // namespace atalaya::intake
