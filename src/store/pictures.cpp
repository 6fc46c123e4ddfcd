#include "store/pictures.hpp"

#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "store/record_store.hpp"

namespace atalaya::store {

Finding picture_finding(const KeptPicture& picture, std::int64_t rows) {
    JsonWriter json;
    json.object().key("picture").text(picture.kept.hex()).key("file").text(picture.file);
    json.key("bytes").integer(picture.bytes);
    if (picture.came != picture.kept) json.key("came").text(picture.came.hex());
    if (!picture.bare) json.key("as_came").boolean(true);
    json.end();
    return {typed_from_picture, rows, json.str()};
}

std::optional<KeptPicture> kept_picture_in(const std::string& detail) {
    const auto json = nlohmann::json::parse(detail, nullptr, false);
    if (!json.is_object()) return {};
    const auto digest = [&](const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_string() ? parse_digest(found->get<std::string>())
                                                         : std::nullopt;
    };
    const auto kept = digest("picture");
    if (!kept) return {};
    return KeptPicture{.file = json.value("file", ""),
                       .kept = *kept,
                       .bytes = json.value("bytes", std::int64_t{0}),
                       .came = digest("came").value_or(*kept),
                       .bare = !json.value("as_came", false)};
}

std::optional<Digest> picture_in(const std::string& detail) {
    const auto kept = kept_picture_in(detail);
    return kept ? std::optional{kept->kept} : std::nullopt;
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
