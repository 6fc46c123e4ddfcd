// Shapes and real outlines for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "geo/area.hpp"
#include "source_folder.hpp"

namespace atalaya::geo::test {

inline MultiPolygon square(double west, double south, double side) {
    return {{{{west, south},
              {west + side, south},
              {west + side, south + side},
              {west, south + side},
              {west, south}}}};
}

// The rule itself, edge by edge, without an index.
inline bool holds(const MultiPolygon& shape, LonLat p) {
    bool odd = false;
    for (const Polygon& polygon : shape) {
        for (const Ring& ring : polygon) {
            for (std::size_t i = 1; i < ring.size(); ++i) {
                LonLat low = ring[i - 1], high = ring[i];
                if (low.lat > high.lat) std::swap(low, high);
                if (p.lat < low.lat || p.lat >= high.lat) continue;
                odd ^= (p.lon - low.lon) * (high.lat - low.lat) < (p.lat - low.lat) * (high.lon - low.lon);
            }
        }
    }
    return odd;
}

inline int slow_locate(const std::vector<MultiPolygon>& shapes, LonLat p) {
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (holds(shapes[i], p)) return static_cast<int>(i);
    }
    return AreaIndex::outside;
}

// Numbers that are the same everywhere: Lehmer's generator, modulus 2^31 - 1, multiplier 48271.
class Numbers {
  public:
    explicit Numbers(std::uint64_t seed) : state_{seed} {}
    double between(double low, double high) {
        state_ = state_ * 48271 % 2147483647;
        return low + (high - low) * (static_cast<double>(state_) / 2147483647);
    }

  private:
    std::uint64_t state_;
};

// The folder of real data that may stand beside the repository.
inline std::filesystem::path real_data() {
    return source_folder() / "../shared/data";
}

// The text of a gzip file below real_data(); "" when it is not there.
inline std::string unzipped(const std::string& name) {
    const auto path = real_data() / name;
    if (!std::filesystem::exists(path)) return {};
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{
        popen(("gzip -dc '" + path.string() + "'").c_str(), "r"), pclose};
    std::string text;
    std::array<char, 65536> part{};
    while (const auto n = std::fread(part.data(), 1, part.size(), pipe.get())) text.append(part.data(), n);
    return text;
}

inline std::vector<Feature> buenos_aires(const std::string& layer) {
    const std::string text = unzipped("caba/limites/" + layer + ".geojson.gz");
    if (text.empty()) return {};
    return read_geojson(is_utf8(text) ? text : utf8_from_latin1(text));
}

inline std::vector<MultiPolygon> shapes_of(const std::vector<Feature>& features) {
    std::vector<MultiPolygon> shapes;
    for (const Feature& feature : features) shapes.push_back(feature.shape);
    return shapes;
}

}  // namespace atalaya::geo::test
