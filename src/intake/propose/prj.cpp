#include "intake/propose/prj.hpp"

#include <cmath>
#include <optional>

#include "core/text.hpp"

namespace atalaya::intake {

namespace {

constexpr double thousandth = 1e-3, metre = 1.0;

std::optional<double> number_at(std::string_view text, std::size_t at) {
    const auto rest = trimmed(text.substr(at, 40));
    const auto number = decimal_number(rest.substr(0, rest.find_first_not_of("+-.0123456789eE")));
    return number && std::isfinite(*number) ? number : std::nullopt;
}

// `PARAMETER["False_Easting",1000000.0]`, whatever the case.
std::optional<double> parameter(const std::string& folded_prj, std::string_view name) {
    const auto at = folded_prj.find("\"" + std::string{name} + "\"");
    if (at == std::string::npos) return {};
    const auto comma = folded_prj.find(',', at);
    return comma == std::string::npos ? std::nullopt : number_at(folded_prj, comma + 1);
}

// Metres in the unit of the plane: the last one that the .prj says.
double metres_in_unit(const std::string& folded_prj) {
    const auto at = folded_prj.rfind("unit[\"");
    if (at == std::string::npos) return 1;
    const auto comma = folded_prj.find(',', at);
    const auto size = comma == std::string::npos ? std::nullopt : number_at(folded_prj, comma + 1);
    return size.value_or(1);
}

std::optional<double> said(std::string_view pipeline, std::string_view key) {
    const std::string wanted = "+" + std::string{key} + "=";
    const auto at = pipeline.find(wanted);
    return at == std::string_view::npos ? std::nullopt : number_at(pipeline, at + wanted.size());
}

struct Plane {
    std::optional<double> meridian, origin, easting, northing;
};

Plane plane_of_prj(const std::string& prj) {
    const double unit = metres_in_unit(prj);
    const auto metres = [&](std::optional<double> n) { return n ? std::optional{*n * unit} : n; };
    auto meridian = parameter(prj, "central_meridian");
    if (!meridian) meridian = parameter(prj, "longitude_of_center");
    return {meridian, parameter(prj, "latitude_of_origin"), metres(parameter(prj, "false_easting")),
            metres(parameter(prj, "false_northing"))};
}

Plane plane_of(std::string_view pipeline) {
    if (const auto zone = said(pipeline, "zone")) {
        const bool south = pipeline.find("+south") != std::string_view::npos;
        return {*zone * 6 - 183, 0, 500'000, south ? 10'000'000 : 0};
    }
    return {said(pipeline, "lon_0").value_or(0), said(pipeline, "lat_0").value_or(0),
            said(pipeline, "x_0").value_or(0), said(pipeline, "y_0").value_or(0)};
}

bool near(std::optional<double> a, std::optional<double> b, double within) {
    return !a || !b || std::abs(*a - *b) < within;
}

}  // namespace

std::string name_in_prj(std::string_view prj) {
    const auto begin = prj.find('"');
    const auto end = begin == std::string_view::npos ? begin : prj.find('"', begin + 1);
    if (end == std::string_view::npos) return {};
    const std::string name{prj.substr(begin + 1, std::min<std::size_t>(end - begin - 1, 80))};
    return is_utf8(name) ? name : utf8_from_latin1(name);
}

bool prj_fits(std::string_view prj, std::string_view pipeline) {
    const std::string text = folded(prj);
    if (!text.starts_with("projcs[") && !text.starts_with("projcrs[")) return false;
    const Plane told = plane_of_prj(text), is = plane_of(pipeline);
    return told.meridian && near(told.meridian, is.meridian, thousandth) &&
           near(told.origin, is.origin, thousandth) && near(told.easting, is.easting, metre) &&
           near(told.northing, is.northing, metre);
}

}  // namespace atalaya::intake
