// Points by square of a plane, to find those in a box.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/place.hpp"

namespace atalaya::geo {

class PointGrid {
  public:
    // About one square for each of `expected` points in [low, high].
    PointGrid(Planar low, Planar high, std::size_t expected) : low_{low} {
        side_ = std::max(1, static_cast<int>(std::sqrt(static_cast<double>(expected))));
        across_ = std::max((high.x - low.x) / side_, 1e-9);
        along_ = std::max((high.y - low.y) / side_, 1e-9);
        squares_.resize(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_));
    }

    void add(std::uint32_t id, Planar point) { square(column(point.x), row(point.y)).push_back(id); }

    // Calls visit(id) for the points of all squares that meet the box, in order of squares, then of adding.
    template <class Visit>
    void near(Planar low, Planar high, Visit visit) const {
        for (int r = row(low.y), last_row = row(high.y); r <= last_row; ++r) {
            for (int c = column(low.x), last_column = column(high.x); c <= last_column; ++c) {
                for (const std::uint32_t id : squares_[index(c, r)]) visit(id);
            }
        }
    }

  private:
    int column(double x) const { return clamped((x - low_.x) / across_); }
    int row(double y) const { return clamped((y - low_.y) / along_); }
    int clamped(double at) const {
        return static_cast<int>(std::clamp(at, 0.0, static_cast<double>(side_ - 1)));
    }
    std::size_t index(int c, int r) const {
        return static_cast<std::size_t>(r) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(c);
    }
    std::vector<std::uint32_t>& square(int c, int r) { return squares_[index(c, r)]; }

    Planar low_;
    int side_;
    double across_, along_;
    std::vector<std::vector<std::uint32_t>> squares_;
};

}  // namespace atalaya::geo
