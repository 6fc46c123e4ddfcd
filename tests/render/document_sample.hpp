// A bulletin with every kind of block, long names and awkward texts, for the tests of
// the three writers. The numbers are made up.
#pragma once

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "render/document.hpp"

namespace atalaya::render::sample {

inline std::vector<std::pair<std::string, std::string>> spanish_words() {
    return {{"contents", "Contenido"},
            {"skip", "Saltar al contenido"},
            {"provenance", "Procedencia"},
            {"see_as_table", "Ver como tabla"},
            {"page", "Página"},
            {"about", "Léeme"},
            {"figure", "Cifra"},
            {"indicator", "Indicador"},
            {"measure", "Medida"},
            {"territory", "Territorio"},
            {"period", "Período"},
            {"value", "Valor"},
            {"interval", "Intervalo"},
            {"low", "desde"},
            {"high", "hasta"},
            {"used", "usados"},
            {"read", "leídos"},
            {"excluded", "excluidos"},
            {"points", "Valores de la serie"},
            {"numerator", "Numerador"},
            {"denominator", "Denominador"},
            {"denominator_year", "Año del denominador"},
            {"source", "Fuente"},
            {"source_summary", "Resumen y reglas de conteo"},
            {"records", "Registros"},
            {"deliveries", "Entregas"},
            {"appendix_key", "Código, valor [intervalo] (registros)"},
            {"appendix_list", "La lista completa está en el HTML y en el XLSX"},
            {"appendix_rest", "Las cifras que ninguna página muestra están en el HTML y en el XLSX"},
            {"vintage", "Corte"},
            {"repeat", "Repetir"},
            {"conclusive", "concluyente"},
            {"inconclusive", "no concluyente"},
            {"missing", "sin dato"},
            {"provisional", "provisorio"}};
}

// 1234 -> "1.234", below a million.
inline std::string grouped(int n) {
    if (n < 1000) return std::to_string(n);
    return std::to_string(n / 1000) + "." + std::to_string(1000 + n % 1000).substr(1);
}

// Hands out figure ids and keeps the appendix beside them.
class Figures {
  public:
    explicit Figures(Document& document) : document_{document} {}

    Run show(const std::string& text, const std::string& measure = "casos",
             const std::string& interval = "") {
        std::string id = "0123456789abcdefghjkmn" + std::to_string(1000 + document_.provenance.size());
        document_.provenance.push_back(
            {.figure = id,
             .indicator = document_.provenance.size() % 3
                              ? "Robo con violencia o intimidación a personas, versión 1"
                              : "Víctimas de homicidio doloso, versión 1",
             .measure = measure,
             .territory = "Comuna 1",
             .period = "agosto 2020",
             .value = text,
             .interval = interval,
             .source =
                 "Delitos, Ministerio de Justicia y Seguridad; población, Dirección General de Estadística",
             .records = "273 de 5.012 leídos; 0 excluidos",
             .deliveries = "3fa9c1 77b0e2",
             .vintage = "2020-10-05.1",
             .command = "atalaya figure repeat " + id + " --city caba",
             .sources = {0}});
        return {text, id};
    }

  private:
    Document& document_;
};

inline Cell words(const std::string& text, Cell::Mark mark = Cell::Mark::none) {
    return {{{text}}, {}, mark};
}

inline std::string small_svg(int seed) {
    std::string points;
    for (int i = 0; i < 36; ++i) {
        const int y = 150 - static_cast<int>(60 + 40 * std::sin(i * 0.4 + seed) + (i * 7 + seed) % 13);
        points += std::to_string(40 + i * 16) + "," + std::to_string(y) + " ";
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 180\" width=\"640\" height=\"180\" "
           "role=\"img\">"
           "<title>Serie</title><desc>Una serie</desc>"
           "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
           "<path d=\"M0 6L6 0\" stroke=\"#c3c9c5\"/></pattern></defs>"
           "<rect x=\"540\" y=\"10\" width=\"80\" height=\"140\" fill=\"url(#hatch)\"/>"
           "<path d=\"M40 150H620M40 100H620M40 50H620\" stroke=\"#dcdfda\" fill=\"none\"/>"
           "<polyline points=\"" +
           points +
           "\" fill=\"none\" stroke=\"#14212b\" stroke-width=\"1.6\"/>"
           "<g font-family=\"Public Sans\" font-size=\"11\" fill=\"#4b5a66\"><text x=\"0\" y=\"154\">0</text>"
           "<text x=\"0\" y=\"54\">1.000</text><text x=\"40\" y=\"172\">sep 2017</text>"
           "<text x=\"560\" y=\"172\">ago 2020</text><text x=\"540\" y=\"8\">Provisorio</text></g></svg>";
}

inline Picture picture(Figures& figures, const std::string& id, double width_mm) {
    return {.id = id,
            .title = "Robos por mes y rango esperado, Comuna 1",
            .subtitle = "Septiembre 2017 a agosto 2020 · hechos · fuente: Delitos",
            .svg = small_svg(static_cast<int>(id.back())),
            .alt =
                "Los robos bajan de cerca de 900 por mes a menos de 500 desde abril de 2020; agosto es "
                "provisorio.",
            .width_mm = width_mm,
            .height_mm = width_mm * 180 / 640,
            .notes = {{{"La banda es el rango esperado del 95 %; el último valor, "},
                       figures.show("273"),
                       {", es provisorio."}}},
            .data = Sheet{
                .columns = {{"Mes"}, {"Hechos", true}},
                .rows = {{words("julio 2020"), {{figures.show("268")}, 268}},
                         {words("agosto 2020"), {{figures.show("273")}, 273, Cell::Mark::provisional}}}}};
}

inline Sheet summary_table(Figures& figures) {
    Sheet table{.id = "T1",
                .title = "Quince indicadores de un vistazo, Comuna 1",
                .subtitle = "Agosto 2020 frente a agosto 2019; acumulado del año y últimos 12 meses",
                .columns = {{"Indicador"},
                            {"Ago 2020", true, "Mes"},
                            {"Ago 2019", true, "Mes"},
                            {"Cambio (IC 95 %)", true, "Mes"},
                            {"¿Concluyente?"},
                            {"2020", true, "Acumulado"},
                            {"2019", true, "Acumulado"},
                            {"Cambio", true, "Acumulado"},
                            {"Tasa (IC 95 %)", true, "12 meses"},
                            {"Estado"}}};
    const char* names[] = {"Víctimas de homicidio doloso",
                           "Femicidio",
                           "Víctimas fatales viales",
                           "Heridos por arma de fuego",
                           "Lesiones dolosas",
                           "Robo con violencia o intimidación a personas",
                           "Vehículos sustraídos",
                           "Robo en vivienda",
                           "Hurto",
                           "Amenazas",
                           "Denuncias por violencia familiar y de género",
                           "Hechos de convivencia",
                           "Conflictos resueltos en término",
                           "Dónde ocurre la mitad",
                           "Calidad del dato"};
    int n = 3;
    for (const char* name : names) {
        n = (n * 37 + 11) % 1400;
        const bool conclusive = n % 3 == 0;
        const Cell::Mark mark = conclusive ? Cell::Mark::conclusive : Cell::Mark::inconclusive;
        if (n % 7 == 0) {
            std::vector<Cell> row{words(name)};
            for (int c = 1; c < 9; ++c) row.push_back(words("sin dato", Cell::Mark::missing));
            row.push_back(words("No entregó"));
            table.rows.push_back(row);
            continue;
        }
        table.rows.push_back(
            {words(name),
             {{figures.show(grouped(n))}, n},
             {{figures.show(grouped(n + 46))}, n + 46},
             {.text = {figures.show("−14,6 %", "cambio", "−18 % a −11 %"), {" (−18 a −11)"}},
              .value = -14.6,
              .mark = mark,
              .parts = {{"desde", -18.2, "−18 %"}, {"hasta", -11, "−11 %"}}},
             words(conclusive ? "sí" : "≈ no", mark),
             {{figures.show(grouped(n * 8), "acumulado")}, n * 8},
             {{figures.show(grouped(n * 9), "acumulado")}, n * 9},
             {{figures.show("+3,2 %", "cambio")}, 3.2},
             {.text = {figures.show("105,1", "tasa de 12 meses", "101,6 a 108,7"), {" (101,6-108,7)"}},
              .value = 105.1,
              .parts = {{"desde", 101.6, "101,6"}, {"hasta", 108.7, "108,7"}}},
             words("Provisorio", Cell::Mark::provisional)});
    }
    table.notes = {{{"Las tasas son de 12 meses, cada 100.000 residentes."}},
                   {{"≈: el cambio cabe en el azar. Base menor que 20: sin porcentaje."}}};
    return table;
}

inline Sheet long_table() {
    Sheet table{.id = "T3",
                .title = "Barrios, de mayor a menor tasa",
                .subtitle = "12 meses hasta agosto 2020",
                .columns = {{"Barrio"}, {"Casos", true}, {"Tasa", true}, {"Frente al resto de la ciudad"}},
                .compact = true};
    for (int i = 0; i < 70; ++i) {
        table.rows.push_back(
            {words(i == 3 ? "=SUMA(A1:A9)" : "Barrio de Nuestra Señora de los Remedios " + std::to_string(i)),
             {{{grouped(1400 - i * 17)}}, 1400 - i * 17},
             {{{"9,5"}}, 9.5},
             words(i % 2 ? "▲ por encima" : "dentro de lo que explica el azar; ≥ 95 %")});
    }
    return table;
}

inline Document frame() {
    return {.bulletin = "mensual",
            .language = "es",
            .region = "es-AR",
            .title = "Boletín mensual de seguridad y convivencia · Comuna 1 · agosto 2020 · N.º 8",
            .city = "Ciudad Autónoma de Buenos Aires",
            .territory = "Comuna 1",
            .period = "agosto 2020",
            .head = {"Corte 5 de octubre de 2020 · provisorio desde julio de 2020",
                     "Próxima publicación 5 de noviembre de 2020 · perfil interno"},
            .badges = {"Uso interno", "Ciudad simulada"},
            .footer = "Observatorio de la ciudad <Atalaya> & vecinos",
            .dated = "2020-10-05",
            .words = spanish_words()};
}

inline Document rich() {
    Document document = frame();
    document.sources = {{"Delitos, Ministerio de Justicia y Seguridad",
                         "2 entregas, de 3fa9c1 a 77b0e2",
                         {{"3fa9c1", "05-09-2020"}, {"77b0e2", "05-10-2020"}}}};
    Figures figures{document};
    const Run robberies = figures.show("273");

    Section cover{"cover", "1 Lo que hay que saber"};
    cover.blocks = {
        KpiStrip{
            {{"Denuncias registradas", {figures.show("3.370")}, {{"Un año antes: "}, figures.show("3.948")}},
             {"Tasa cada 100 mil hab.", {figures.show("105,1")}, {{"IC 95 %: 101,6-108,7"}}},
             {"Cambio interanual",
              {figures.show("−14,6 %")},
              {{"cambio concluyente", "", true}, {" (−18 % a −11 %)"}}},
             {"Completitud del registro", {figures.show("94 %")}, {{"95,3 % ubicadas"}}}}},
        Paragraph{Paragraph::Kind::finding,
                  {figures.show("Una persona", "víctimas"),
                   {" fue víctima de homicidio doloso en agosto; "},
                   figures.show("9", "víctimas"),
                   {" en 12 meses ("},
                   figures.show("3,5", "tasa de 12 meses", "1,6 a 6,7"),
                   {"; IC 95 % 1,6-6,7)."}}},
        Paragraph{Paragraph::Kind::finding,
                  {{"Robos: "},
                   robberies,
                   {" hechos en agosto, bajó "},
                   figures.show("28 %", "cambio"),
                   {" frente a agosto de 2019 ("},
                   figures.show("379"),
                   {"; IC −38 a −16 %). Concluyente.", "", true}}},
        Paragraph{Paragraph::Kind::body,
                  {{"Un texto con \"comillas\", <ángulos>, #signos, $pesos, *estrellas* y \\ barras."}}},
        summary_table(figures),
    };

    Section property{"robos", "3 Robos y hurtos"};
    property.blocks = {
        Heading{2, "En la comuna"},
        Paragraph{Paragraph::Kind::body,
                  {{"Otra vez "}, robberies, {" hechos: la misma cifra en otro lugar."}}},
        picture(figures, "C2", 170),
        PictureRow{{picture(figures, "M1", 82), picture(figures, "C3", 82)}},
        Heading{3, "Por barrio"},
        Heading{4, "Con población de paso"},
        long_table(),
        Paragraph{Paragraph::Kind::gloss,
                  {{"Más denuncias pueden reflejar más hechos, más confianza para denunciar o más lugares "
                    "donde hacerlo; con este dato no se distinguen."}}},
        Paragraph{Paragraph::Kind::note,
                  {{"El 1 de enero de 2020 cambió la forma de registrar la hora; no se compara con antes."}}},
    };

    Section definitions{std::string{definitions_section}, "12 Definiciones"};
    definitions.new_page = true;
    definitions.blocks = {Heading{2, "Robo"},
                          Paragraph{Paragraph::Kind::body, {{"Hechos; no incluye el hurto."}}}};
    document.sections = {cover, property, definitions};
    return document;
}

}  // namespace atalaya::render::sample
