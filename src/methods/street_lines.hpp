// Events on streets: a table of straight lines, a table of points, and where on the lines each point lies.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "geo/plane.hpp"
#include "methods/method.hpp"
#include "stats/points/line_network.hpp"

namespace atalaya::methods {

// "lines" from x1, y1 to x2, y2; lines that share an end meet there.
TableSpec lines_table();
// "points" x, y.
TableSpec points_on_lines_table();
// "snap": points farther than so many metres from every line are left out; "degrees": coordinates are longitudes (x)
// and latitudes (y), laid on a plane about the middle of the lines, not metres.
std::vector<Setting> street_settings();

class Streets {
  public:
    // A line between the same two ends as one before, in either direction, is the same street: it counts once.
    // Throws Error{bad_input} where no line has a length, coordinates are no degrees, or metres that look like degrees.
    explicit Streets(const Asked& asked);

    const stats::LineNetwork& network() const { return *network_; }
    // Of each point, or nothing where it is too far away.
    const std::vector<std::optional<stats::OnEdge>>& points() const { return points_; }
    // Those that are there, in the order of edges and along them.
    std::vector<stats::OnEdge> events() const;
    // As the table has them: metres or degrees.
    Planar written(stats::OnEdge at) const;
    // The row, from 1, of an edge in the table of lines.
    double line(std::uint32_t edge) const { return network_->edges()[edge].segment + 1.0; }
    // The answer "points": line, along, away. Tells those left out.
    void tell_points(Result& result) const;

  private:
    Planar on_plane(double x, double y) const;

    std::optional<geo::LocalPlane> plane_;  // of degrees
    std::optional<stats::LineNetwork> network_;
    std::vector<std::optional<stats::OnEdge>> points_;
    std::vector<double> away_;
    std::int64_t repeated_ = 0;  // lines between the same ends as one before
};

// The spec of what tell_points() answers.
AnswerSpec points_on_lines_answer();

}  // namespace atalaya::methods
