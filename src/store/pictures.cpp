#include "store/pictures.hpp"

#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "store/record_store.hpp"

namespace atalaya::store {

Finding picture_finding(const Digest& picture, std::string_view file_name, std::int64_t bytes,
                        std::int64_t rows) {
    JsonWriter json;
    json.object()
        .key("picture")
        .text(picture.hex())
        .key("file")
        .text(file_name)
        .key("bytes")
        .integer(bytes)
        .end();
    return {typed_from_picture, rows, json.str()};
}

std::optional<Digest> picture_in(const std::string& detail) {
    const auto json = nlohmann::json::parse(detail, nullptr, false);
    if (!json.is_object()) return {};
    const auto found = json.find("picture");
    if (found == json.end() || !found->is_string()) return {};
    return parse_digest(found->get<std::string>());
}

std::set<Digest> pictures(RecordStore& records, std::string_view city) {
    std::set<Digest> all;
    for (const auto& run : records.runs(city)) {
        for (const auto& kept : records.findings(city, run.id)) {
            if (kept.finding.check != typed_from_picture) continue;
            if (const auto picture = picture_in(kept.finding.detail)) all.insert(*picture);
        }
    }
    return all;
}

}  // namespace atalaya::store
