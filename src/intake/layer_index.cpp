#include "intake/layer_index.hpp"

#include <deque>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/digest.hpp"

namespace atalaya::intake {
namespace {

constexpr std::size_t most_kept = 8;  // the layers of two cities

struct Kept {
    Digest texts;
    std::shared_ptr<const geo::AreaIndex> index;
};

// Each text after its length, so that no two lists of texts are the same bytes.
Digest digest_of(std::span<const std::string_view> texts) {
    Sha256 all;
    for (const auto text : texts) {
        all.add(std::to_string(text.size()) + ":");
        all.add(text);
    }
    return all.digest();
}

std::shared_ptr<const geo::AreaIndex> made(std::span<const std::string_view> geometries) {
    std::vector<geo::MultiPolygon> shapes;
    for (const auto text : geometries) shapes.push_back(geo::parse_geojson_geometry(text));
    return std::make_shared<const geo::AreaIndex>(shapes);
}

}  // namespace

std::shared_ptr<const geo::AreaIndex> layer_index(std::span<const std::string_view> geometries) {
    static std::mutex one_at_a_time;
    static std::deque<Kept> kept;  // newest first
    const auto texts = digest_of(geometries);
    const std::lock_guard lock{one_at_a_time};
    for (auto at = kept.begin(); at != kept.end(); ++at) {
        if (at->texts != texts) continue;
        auto found = std::move(*at);
        kept.erase(at);
        kept.push_front(found);
        return found.index;
    }
    kept.push_front({texts, made(geometries)});
    if (kept.size() > most_kept) kept.pop_back();
    return kept.front().index;
}

}  // namespace atalaya::intake
