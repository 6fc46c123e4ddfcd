// Places sorted into squares of a plane, to find those near a point: a counting sort, built once.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "core/place.hpp"

namespace atalaya::stats {

class PlaceGrid {
  public:
    // Squares of about this side, larger where there would be more than four a place. Places are finite.
    PlaceGrid(std::span<const Planar> places, double side) : places_{places} {
        if (places.empty()) return;
        Planar high = low_ = places.front();
        for (const Planar p : places) {
            low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
        const double wide = high.x - low_.x, tall = high.y - low_.y;
        const double most = 4.0 * static_cast<double>(places.size()) + 16;
        diameter_ = std::sqrt(wide * wide + tall * tall);
        side_ = std::max(side, diameter_ * 1e-7);
        if (!(side_ > 0)) side_ = 1;
        while ((wide / side_ + 1) * (tall / side_ + 1) > most) side_ *= 1.5;
        columns_ = static_cast<std::size_t>(wide / side_) + 1;
        rows_ = static_cast<std::size_t>(tall / side_) + 1;

        std::vector<std::uint32_t> square(places.size());
        first_.assign(columns_ * rows_ + 1, 0);
        for (std::size_t i = 0; i < places.size(); ++i) {
            square[i] = static_cast<std::uint32_t>(row(places[i].y) * columns_ + column(places[i].x));
            ++first_[square[i] + 1];
        }
        for (std::size_t s = 1; s < first_.size(); ++s) first_[s] += first_[s - 1];
        auto next = first_;
        ids_.resize(places.size());
        for (std::uint32_t i = 0; i < places.size(); ++i) ids_[next[square[i]]++] = i;
    }

    // Of the box around all places.
    double diameter() const { return diameter_; }

    // All ids in order of squares, then ids.
    std::span<const std::uint32_t> ids() const { return ids_; }

    // Calls visit(begin, end) for runs of ids() that together hold all places within `radius`, and others near them.
    template <class Visit>
    void runs_about(Planar centre, double radius, Visit visit) const {
        if (places_.empty()) return;
        const std::size_t left = column(centre.x - radius), right = column(centre.x + radius);
        const std::size_t top = row(centre.y + radius);
        for (std::size_t r = row(centre.y - radius); r <= top; ++r)
            visit(first_[r * columns_ + left], first_[r * columns_ + right + 1]);
    }

    // Calls visit(id, squared distance) for all places within `radius` (included), in order of squares, then ids.
    template <class Visit>
    void within(Planar centre, double radius, Visit visit) const {
        const double most = radius * radius;
        runs_about(centre, radius, [&](std::uint32_t begin, std::uint32_t end) {
            for (auto k = begin; k < end; ++k) {
                const Planar p = places_[ids_[k]];
                const double dx = p.x - centre.x, dy = p.y - centre.y, squared = dx * dx + dy * dy;
                if (squared <= most) visit(ids_[k], squared);
            }
        });
    }

  private:
    std::size_t column(double x) const { return clamped((x - low_.x) / side_, columns_); }
    std::size_t row(double y) const { return clamped((y - low_.y) / side_, rows_); }
    static std::size_t clamped(double at, std::size_t n) {
        return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(n - 1)));
    }

    std::span<const Planar> places_;
    Planar low_{};
    double side_ = 1, diameter_ = 0;
    std::size_t columns_ = 1, rows_ = 1;
    std::vector<std::uint32_t> first_, ids_;
};

}  // namespace atalaya::stats
