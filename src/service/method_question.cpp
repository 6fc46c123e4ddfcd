#include "service/method_question.hpp"

#include "core/error.hpp"

namespace atalaya::service {

Role parse_role(const std::string& text) {
    const auto dot = text.find('.');
    const auto equals = text.find('=', dot == std::string::npos ? 0 : dot);
    if (dot == std::string::npos || dot == 0 || equals == std::string::npos || equals == dot + 1 ||
        equals + 1 == text.size())
        throw Error{Fault::usage,
                    message("--map: expected TABLE.ROLE=COLUMN, such as events.x=lon; found \"{}\"", text)};
    return {text.substr(0, dot), text.substr(dot + 1, equals - dot - 1), text.substr(equals + 1)};
}

Where parse_where(const std::string& text) {
    const auto dot = text.find('.');
    const auto equals = text.find('=', dot == std::string::npos ? 0 : dot);
    if (dot == std::string::npos || dot == 0 || equals == std::string::npos || equals == dot + 1)
        throw Error{
            Fault::usage,
            message("--where: expected TABLE.COLUMN=VALUE, such as points.tipo=Robo; found \"{}\"", text)};
    return {text.substr(0, dot), text.substr(dot + 1, equals - dot - 1), text.substr(equals + 1)};
}

Decimal parse_decimal(const std::string& text) {
    const auto dot = text.find('.');
    const auto equals = text.find('=', dot == std::string::npos ? 0 : dot);
    const auto mark = equals == std::string::npos ? "" : text.substr(equals + 1);
    if (dot == std::string::npos || dot == 0 || equals == std::string::npos || equals == dot + 1 ||
        (mark != "comma" && mark != "point"))
        throw Error{Fault::usage,
                    message("--decimal: expected TABLE.COLUMN=comma (12.500,5) or =point (12,500.5), such as "
                            "areas.exposure=comma; found \"{}\"",
                            text)};
    return {text.substr(0, dot), text.substr(dot + 1, equals - dot - 1),
            mark == "comma" ? methods::DecimalMark::comma : methods::DecimalMark::point};
}

Dates parse_dates(const std::string& text) {
    const auto dot = text.find('.');
    const auto equals = text.find('=', dot == std::string::npos ? 0 : dot);
    const auto order = equals == std::string::npos ? "" : text.substr(equals + 1);
    if (dot == std::string::npos || dot == 0 || equals == std::string::npos || equals == dot + 1 ||
        (order != "day-first" && order != "month-first"))
        throw Error{
            Fault::usage,
            message("--dates: expected TABLE.COLUMN=day-first (31/12/2024) or =month-first (12/31/2024), "
                    "such as events.day=day-first; found \"{}\"",
                    text)};
    return {text.substr(0, dot), text.substr(dot + 1, equals - dot - 1),
            order == "day-first" ? methods::DayOrder::day_first : methods::DayOrder::month_first};
}

TableFile parse_table_file(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        throw Error{
            Fault::usage,
            message("--table: expected NAME=FILE, such as areas=barrios.geojson; found \"{}\"", text)};
    return {text.substr(0, equals), text.substr(equals + 1)};
}

std::string written(const Where& where) {
    return "--where " + where.table + "." + where.column + "=" + where.value;
}

std::string_view word(methods::DecimalMark mark) {
    return mark == methods::DecimalMark::comma ? "comma" : "point";
}

std::string_view word(methods::DayOrder order) {
    return order == methods::DayOrder::day_first ? "day-first" : "month-first";
}

std::string written(const Dates& dates) {
    return "--dates " + dates.table + "." + dates.role + "=" + std::string{word(dates.order)};
}

std::string written(const Decimal& decimal) {
    return "--decimal " + decimal.table + "." + decimal.role + "=" + std::string{word(decimal.mark)};
}

}  // namespace atalaya::service
