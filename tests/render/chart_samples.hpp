// The charts that the tests look at: made of fixed numbers, with long Spanish names,
// three years of months, gaps, breaks and months to come.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "render/chart.hpp"
#include "render/chart_classes.hpp"
#include "render/map.hpp"

namespace atalaya::render::test {

inline Month month(int year, unsigned number) {
    return std::chrono::year{year} / std::chrono::month{number};
}
inline Day day(int year, unsigned month_number, unsigned number) {
    return std::chrono::local_days{std::chrono::year{year} / static_cast<int>(month_number) /
                                   static_cast<int>(number)};
}

// 1234.5 as "1.234,5"; a whole number without decimals.
inline std::string spanish(double value) {
    const auto tenths = static_cast<std::int64_t>(std::llround(value * 10));
    std::string whole = std::to_string(tenths / 10);
    for (int at = static_cast<int>(whole.size()) - 3; at > 0; at -= 3)
        whole.insert(static_cast<std::size_t>(at), ".");
    return tenths % 10 == 0 ? whole : whole + "," + std::to_string(tenths % 10);
}

inline ChartFrame frame(const std::string& prefix, double width_mm = 170) {
    ChartFrame frame;
    frame.prefix = prefix;
    frame.title = "Gráfico " + prefix;
    frame.description = "Un gráfico de prueba con números fijos.";
    frame.number = spanish;
    frame.width_mm = width_mm;
    frame.months = {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"};
    return frame;
}

// Lehmer's generator: the same everywhere.
class Numbers {
  public:
    explicit Numbers(std::uint64_t seed) : state_{seed * 7919 + 1} {}
    double between(double low, double high) {
        state_ = state_ * 48271 % 2147483647;
        return low + (high - low) * (static_cast<double>(state_) / 2147483647);
    }

  private:
    std::uint64_t state_;
};

inline LineChart three_years() {
    Numbers numbers{3};
    LineChart chart;
    chart.first = month(2017, 10);
    for (int i = 0; i < 36; ++i) {
        const double middle = 5200 + 500 * std::sin(i / 12.0 * 6.2832);
        const bool locked = i >= 29;
        chart.expected.push_back(Expected{middle - 620, middle - 230, middle + 230, middle + 620});
        chart.observed.push_back(
            std::round(numbers.between(middle - 500, middle + 500) * (locked ? 0.35 + (i - 29) * 0.05 : 1)));
        chart.comparison.push_back(std::round(numbers.between(middle - 800, middle + 200)));
    }
    chart.observed[14] = std::nullopt;
    chart.expected.push_back(Expected{4700, 5000, 5400, 5700});
    chart.expected.push_back(Expected{4600, 4950, 5450, 5800});
    chart.comparison[3] = std::nullopt;
    chart.provisional = 2;
    chart.events = {{day(2020, 3, 20), day(2020, 9, 30), "aislamiento por COVID-19"},
                    {day(2018, 11, 28), day(2018, 12, 2), "cumbre del G20, con feriado en la ciudad"}};
    chart.breaks = {{day(2019, 1, 1), "cambia el registro de la hora"}};
    chart.unit = "denuncias por mes";
    chart.observed_label = "observado";
    chart.expected_label = "rango esperado, 50 y 95 %";
    chart.comparison_label = "un año antes";
    chart.provisional_label = "provisorio";
    return chart;
}

// Few victims a month, no band, half the width.
inline LineChart few_victims() {
    LineChart chart;
    chart.first = month(2018, 9);
    for (const int n : {9, 7, 8, 12, 6, 11, 5, 9, 10, 8, 7, 4, 13, 8, 9, 6, 7, 10, 8, 2, 3, 0, 1, 4})
        chart.observed.push_back(n);
    chart.provisional = 1;
    chart.unit = "víctimas por mes";
    chart.observed_label = "víctimas";
    chart.provisional_label = "provisorio";
    chart.height_mm = 56;
    return chart;
}

inline AccumulatedChart year_so_far() {
    AccumulatedChart chart;
    for (const int n : {9, 17, 24, 26, 29, 35, 44, 52}) chart.accumulated.push_back(n);
    for (int i = 1; i <= 12; ++i) {
        chart.least.push_back(std::round(6.8 * i));
        chart.most.push_back(std::round(9.3 * i + 3));
    }
    chart.provisional = 1;
    chart.unit = "víctimas de homicidio doloso, acumulado del año";
    chart.year_label = "2020";
    chart.band_label = "entre el menor y el mayor de 2017, 2018 y 2019";
    chart.provisional_label = "provisorio";
    return chart;
}

inline SmallMultiples fifteen_comunas() {
    Numbers numbers{15};
    SmallMultiples chart;
    chart.first = month(2018, 9);
    for (int k = 1; k <= 15; ++k) {
        SmallPanel panel;
        panel.title = k == 7 ? "Comuna 7: Flores y Parque Chacabuco" : "Comuna " + std::to_string(k);
        panel.marked = k == 1;
        const double level = k == 1 ? 190 : numbers.between(40, 120);
        for (int i = 0; i < 24; ++i) {
            panel.observed.push_back(std::round(level * numbers.between(0.8, 1.2) * (i > 18 ? 0.6 : 1)));
            panel.expected.push_back(Expected{level * 0.7, level * 0.9, level * 1.1, level * 1.3});
        }
        if (k == 4) panel.observed[6] = panel.observed[7] = std::nullopt;
        chart.panels.push_back(panel);
    }
    chart.provisional = 2;
    chart.breaks = {day(2019, 7, 1)};
    chart.unit = "lesiones por mes";
    chart.expected_label = "rango esperado, 50 y 95 %";
    chart.provisional_label = "provisorio";
    return chart;
}

inline SmallMultiples four_comunas() {
    SmallMultiples chart = fifteen_comunas();
    chart.panels.resize(4);
    for (SmallPanel& panel : chart.panels) panel.observed.resize(12), panel.expected.resize(12);
    return chart;
}

inline BarChart complaints() {
    BarChart chart;
    chart.bars = {
        {"Ruidos molestos de vecinos o de locales", 412, 380, false},
        {"Ocupación indebida del espacio público", 365, 402, true},
        {"Conflictos entre vecinos por animales, humedad, medianeras y otras causas", 208, 120, false},
        {"Daños en la vía pública", 96, 131, false},
        {"Amenazas entre particulares", 41, std::nullopt, false},
        {"Venta de alcohol a menores", std::nullopt, 12, false},
        {"Basura", 0, 3, false}};
    chart.unit = "hechos";
    chart.value_label = "agosto de 2020";
    chart.before_label = "agosto de 2019";
    chart.missing_label = "sin dato";
    return chart;
}

inline HeatTable hours_by_weekday() {
    Numbers numbers{24};
    HeatTable table;
    table.rows = {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"};
    std::vector<double> all;
    for (int hour = 0; hour < 24; ++hour) table.columns.push_back(std::to_string(hour));
    for (int row = 0; row < 7; ++row) {
        Series values;
        for (int hour = 0; hour < 24; ++hour) {
            const double shape =
                30 + 60 * std::exp(-(hour - 19) * (hour - 19) / 30.0) + (row > 4 && hour < 6 ? 40 : 0);
            values.push_back(std::round(shape * numbers.between(0.8, 1.2)));
            if (hour > 0) all.push_back(*values.back());
        }
        table.values.push_back(values);
        table.unknown.push_back(std::round(numbers.between(20, 45)));
    }
    table.values[2][4] = std::nullopt;
    table.limits = quantile_limits(all);
    table.heaped_column = 0;
    table.unit = "robos, 12 meses";
    table.unknown_label = "hora desconocida";
    table.heaped_label = "0 h: reúne horas desconocidas";
    table.missing_label = "sin dato";
    table.column_title = "hora del hecho";
    return table;
}

inline HeatTable parts_of_day() {
    HeatTable table = hours_by_weekday();
    table.columns = {"0 a 3 h", "4 a 7 h", "8 a 11 h", "12 a 15 h", "16 a 19 h", "20 a 23 h"};
    for (Series& row : table.values) {
        Series sums;
        for (std::size_t part = 0; part < 6; ++part) {
            double sum = 0;
            for (std::size_t hour = 4 * part; hour < 4 * part + 4; ++hour) sum += row[hour].value_or(0);
            sums.push_back(sum);
        }
        row = sums;
    }
    table.values[5][1] = std::nullopt;
    table.limits = {120, 150, 220, 300};
    table.heaped_column = std::nullopt;
    table.write_values = true;
    return table;
}

inline IntervalChart territories() {
    IntervalChart chart;
    const std::pair<const char*, double> rows[] = {
        {"San Nicolás†", 475.4},        {"Constitución†", 320.5},    {"Retiro†", 296.5},
        {"Villa General Mitre", 164.5}, {"Parque Chacabuco", 138.8}, {"Villa Santa Rita", 98.2},
        {"Nueva Pompeya", 71},          {"Puerto Madero†", 64}};
    double width = 30;
    for (const auto& [label, value] : rows) {
        chart.rows.push_back(
            {label, value, value - width, value + width * 1.2, std::string{label} == "Parque Chacabuco"});
        width = 60 - width * 0.9;
    }
    chart.rows.push_back({"Villa Riachuelo", std::nullopt, 0, 0, false});
    chart.reference = 105.1;
    chart.reference_label = "ciudad: 105,1";
    chart.unit = "robos cada 100.000 habitantes en 12 meses, con intervalo del 95 %";
    chart.missing_label = "sin dato";
    return chart;
}

// A made-up town: five by four blocks with a wavy river to the east.
inline Choropleth town() {
    constexpr int columns = 5, rows = 4;
    LonLat corner[columns + 1][rows + 1];
    Numbers numbers{20};
    for (int i = 0; i <= columns; ++i) {
        for (int j = 0; j <= rows; ++j) {
            corner[i][j] = {-58.45 + 0.02 * i + numbers.between(-0.004, 0.004),
                            -34.65 + 0.016 * j + numbers.between(-0.003, 0.003)};
        }
    }
    const char* names[] = {"Centro",
                           "Villa Libertador General San Martín",
                           "Norte",
                           "Puerto",
                           "La Boca",
                           "San José",
                           "Parque Patricios",
                           "Los Álamos",
                           "Once",
                           "Villa Urquiza"};
    Choropleth map;
    std::vector<double> values;
    for (int i = 0; i < columns; ++i) {
        for (int j = 0; j < rows; ++j) {
            const int k = i * rows + j;
            MapArea area;
            area.shape = {
                {{corner[i][j], corner[i + 1][j], corner[i + 1][j + 1], corner[i][j + 1], corner[i][j]}}};
            area.label = names[k % 10];
            area.value = std::round(numbers.between(30, 480));
            if (k == 6) area.value = std::nullopt;
            area.dagger = k == 0 || k == 17;
            area.marked = k == 9;
            if (area.value) values.push_back(*area.value);
            map.areas.push_back(area);
        }
    }
    map.limits = quantile_limits(values);
    map.unit = "robos cada 100.000 habitantes";
    map.missing_label = "sin dato";
    map.dagger_label = "† mucha población de paso";
    map.height_mm = 100;
    return map;
}

// Half on the day after, a long tail.
inline DelayChart delays() {
    DelayChart chart;
    for (int day = 0; day <= 90; ++day) chart.percent.push_back(97 - 70 / std::pow(1.0 + day, 1.1));
    chart.marks = {{7, "7 días: 90 %"}, {30, "30 días: 95 %"}};
    chart.unit = "% de los hechos";
    chart.day_label = "días desde el hecho";
    return chart;
}

struct NamedDrawing {
    std::string name;
    std::function<Drawing()> draw;
};

// Every chart, as each of the tests that hold for all of them wants it.
inline std::vector<NamedDrawing> all_drawings() {
    return {
        {"line_three_years", [] { return line_chart(frame("c2"), three_years()); }},
        {"line_few_victims", [] { return line_chart(frame("c7", 85), few_victims()); }},
        {"accumulated", [] { return accumulated_chart(frame("c1"), year_so_far()); }},
        {"multiples", [] { return small_multiples(frame("c4"), fifteen_comunas()); }},
        {"multiples_few", [] { return small_multiples(frame("c4f", 85), four_comunas()); }},
        {"bars", [] { return bar_chart(frame("c6"), complaints()); }},
        {"heat_hours", [] { return heat_table(frame("c3"), hours_by_weekday()); }},
        {"heat_parts", [] { return heat_table(frame("c3p"), parts_of_day()); }},
        {"delays", [] { return delay_chart(frame("c8"), delays()); }},
        {"intervals", [] { return interval_chart(frame("r1"), territories()); }},
        {"map_town", [] { return choropleth(frame("m1"), town()); }},
    };
}

}  // namespace atalaya::render::test
