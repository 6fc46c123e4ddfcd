#include "intake/propose/reference.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/propose/address_columns.hpp"
#include "intake/propose/area_file.hpp"
#include "intake/propose/content.hpp"
#include "intake/propose/format_choices.hpp"
#include "intake/propose/named_rows.hpp"
#include "intake/propose/write.hpp"

namespace atalaya::intake {

namespace {

using Names = std::vector<std::string_view>;

bool is_called(const Facts& column, const Names& words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return column.has(word); });
}

template <class Fits>
double share_of_rows(const Facts& column, const Fits& fits) {
    std::int64_t rows = 0;
    for (const auto& [text, times] : column.values) rows += fits(folded(text)) ? times : 0;
    return column.share(rows);
}

bool says_any(std::string_view text, const Names& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](auto word) { return text.find(word) != std::string_view::npos; });
}

bool is_text(const Facts& column) {
    return column.said > 0 && column.share(column.numbers()) < 0.5 && day_format_of(column).share < 0.5 &&
           column.mean_length >= 3;
}

// The free column that `score` gives most to, above 0.
template <class Score>
const Facts* best_column(const Choosing& choosing, const Score& score) {
    const Facts* best = nullptr;
    double most = 0;
    for (const auto& column : choosing.columns())
        if (const double points = choosing.is_free(column) ? score(column) : 0; points > most)
            most = points, best = &column;
    return best;
}

// By what the cells say: "motivo" may be that of a holiday, "rubro" that of a shop.
bool says_offences(const Choosing& choosing) {
    return std::any_of(choosing.columns().begin(), choosing.columns().end(), [](const Facts& column) {
        return share_of_rows(column, [](const std::string& text) { return says_offence(text); }) > 0.2;
    });
}

bool names_areas(const Choosing& choosing) {
    return std::any_of(choosing.columns().begin(), choosing.columns().end(),
                       [](const Facts& column) { return layer_of(column.tokens) != nullptr; });
}

// --- holidays

double says_holidays(const Facts& column) {
    static const Names words{"navidad",          "natal",        "ano nuevo",
                             "ano novo",         "independ",     "del trabajo",
                             "trabajador",       "do trabalho",  "semana santa",
                             "viernes santo",    "jueves santo", "sexta-feira santa",
                             "carnaval",         "feriado",      "dia de",
                             "dia do",           "dia nacional", "pascua",
                             "pascoa",           "christmas",    "new year",
                             "holiday",          "difuntos",     "finados",
                             "todos los santos", "asuncion de",  "inmaculada concepcion",
                             "proclamacao",      "batalla de"};
    return is_text(column)
               ? share_of_rows(column, [](const std::string& text) { return says_any(text, words); })
               : 0;
}

void choose_closing_kinds(Choosing& choosing) {
    static const Names closing{"public",      "nacional", "feriado",      "inamovible",
                               "trasladable", "oficial",  "irrenunciable"};
    for (const auto& column : choosing.columns()) {
        if (!choosing.is_free(column) || !is_text(column) || column.distinct < 2 || column.distinct > 20)
            continue;
        std::vector<std::string> kinds;
        for (const auto& [text, times] : column.values)
            if (says_any(folded(text), closing)) kinds.push_back(text);
        if (kinds.empty()) continue;
        choosing.add("calendar.kind", {column.name}, 80, message("\"{}\" says the kind of day", column.name),
                     message("Does \"{}\" say on which days offices are closed?", column.name));
        choosing.add("calendar.kinds", kinds, 70, message("so such days are called"),
                     message("On which of these are offices closed? \"{}\" has {} different texts.",
                             column.name, column.distinct));
        return;
    }
}

bool choose_calendar(Choosing& choosing, const TimeColumns& when) {
    const Look& look = choosing.look();
    if (look.type != FileType::csv || !when.day || !when.knows_days() || says_offences(choosing) ||
        names_areas(choosing))
        return false;
    const Facts* name = best_column(choosing, [](const Facts& column) {
        return says_holidays(column) > 0.25 ? says_holidays(column) : 0;
    });
    if (!name) return false;
    choosing.choose_kind(Kind::calendar, 92, message("days, with names of holidays in \"{}\"", name->name));
    choose_format(choosing);
    choosing.add("calendar.day.column", {when.day->name}, 95, message("it holds days"));
    choosing.add("calendar.day.format", {std::string{name_of(when.found.format)}},
                 when.found.order_open ? 65 : 97, message("all of its cells read so"));
    choosing.add("calendar.name", {name->name}, 93, message("its texts are names of holidays"));
    choosing.use(when.day);
    choosing.use(name);
    const auto is_country = [](const Facts& column) {
        return column.mean_length == 2 && column.share(column.numbers()) == 0 && column.distinct <= 250 &&
                       column.said == column.rows
                   ? 1.0
                   : 0.0;
    };
    if (const Facts* country = best_column(choosing, is_country)) {
        choosing.add("calendar.country", {country->name}, 91, message("two letters in each row"));
        choosing.use(country);
    }
    choose_closing_kinds(choosing);
    return true;
}

// --- lists of areas

// "Nº DP", "nro. de sector" beside a name in each row: what counts them, and counts nothing in them.
bool numbers_names(const Choosing& choosing, const Facts& column) {
    static const Names words{"n", "no", "nº", "n°", "nro", "num", "numero", "number"};
    if (column.tokens == std::vector<std::string>{"n"}) return false;  // as statisticians call a count
    if (!is_called(column, words)) return false;
    const auto names_areas = [](const Facts& other) {
        return layer_of(other.tokens) && is_text(other) && other.distinct == other.rows;
    };
    const bool apart = column.distinct == column.rows && column.whole == column.rows;
    return column_of_names(choosing) || (apart && std::ranges::any_of(choosing.columns(), names_areas));
}

// A number that is none of the areas' codes, nor part of a place: then the table measures something.
bool measures(const Choosing& choosing, const Facts& column, const Position& position) {
    if (numbers_names(choosing, column)) return false;
    if (&column == position.x || &column == position.y || !numeric(column, 0.9) || column.said == 0)
        return false;
    if (!choosing.is_free(column) || layer_of(column.tokens) || says_code(column.tokens)) return false;
    return hint_of(column.tokens, Role::key) < 7 && hint_of(column.tokens, Role::other) < 6;
}

// The finest column of areas, of a word that is known or that look like places, which tells all rows apart.
const Facts* listed_areas(const Choosing& choosing) {
    return best_column(choosing, [&](const Facts& column) {
        const auto* layer = layer_of(column.tokens);
        const auto repeated = column.rows - column.distinct;
        const bool apart = column.rows >= 3 && repeated * 100 <= column.rows;
        const bool places = is_text(column) && share_of_rows(column, [](const std::string& text) {
                                                   return says_place(text);
                                               }) > 0.12;
        return apart && (layer || choosing.seems(column) == Seems::area || places)
                   ? 1.0 + (layer ? layer->rank : 0)
                   : 0.0;
    });
}

bool is_polygon(const std::string& cell) {
    if (cell.starts_with('{')) {
        const std::string text = folded(cell);
        return text.find("coordinates") != std::string::npos && text.find("polygon") != std::string::npos;
    }
    if (!looks_like_geometry(cell)) return false;
    const auto read = geometry_in(cell);
    return read && !read->shape.empty();
}

// GeoJSON, WKB or WKT in nearly every cell, and no points.
const Facts* column_of_shapes(const Choosing& choosing) {
    return best_column(choosing, [](const Facts& column) {
        std::int64_t rows = 0;
        for (const auto& [text, times] : column.values) rows += is_polygon(text) ? times : 0;
        return column.share(rows) > 0.9 ? 1.0 : 0.0;
    });
}

void choose_geometry(Choosing& choosing, const Facts& shapes) {
    const bool database = !shapes.values.empty() && looks_like_geometry(shapes.values.front().first);
    choosing.add("shape.geometry", {shapes.name}, 95,
                 database ? message("WKB or WKT in each cell") : message("GeoJSON in each cell"));
    if (const auto srid = database ? srid_of(shapes) : 0; srid != 0)
        choosing.add("shape.crs", {"EPSG:" + std::to_string(srid)}, 96, message("its cells say so (SRID)"));
    else if (const auto& system = choosing.look().system; !system.value.empty())
        choosing.add("shape.crs", system.value, system);
}

const Facts* name_of_places(const Choosing& choosing) {
    static const Names names{"nombre", "name", "nome", "denominacion", "estacion", "nom"};
    return best_column(choosing, [&](const Facts& column) {
        if (!is_text(column) || column.said * 2 < column.rows || layer_of(column.tokens)) return 0.0;
        const double apart = static_cast<double>(column.distinct) / static_cast<double>(column.said);
        return apart < 0.5 ? 0.0 : apart + (is_called(column, names) ? 2 : 0) - column.mean_length / 200;
    });
}

// Of a list of places: where each is, in words.
const Facts* column_of_addresses(const Choosing& choosing) {
    static const Names names{"direccion", "domicilio", "endereco", "address", "calle", "logradouro", "rua"};
    return best_column(choosing, [](const Facts& column) {
        return is_text(column) && !layer_of(column.tokens) &&
                       (is_called(column, names) || share_of_addresses(column) > 0.5)
                   ? 1.0 + share_of_addresses(column)
                   : 0.0;
    });
}

// What has a position or an address, and a name of its own that is no layer's, is a place and no area.
bool are_landmarks(const Choosing& choosing, const Facts* listed, const Position& position) {
    if (listed && layer_of(listed->tokens) && !name_of_places(choosing)) return false;
    if (position.any()) return name_of_places(choosing) != nullptr;
    return name_of_places(choosing) && column_of_addresses(choosing);
}

bool choose_listed_areas(Choosing& choosing, const TimeColumns& when, const Position& position) {
    if (when.day || when.month || says_offences(choosing)) return false;
    const Facts* shapes = column_of_shapes(choosing);
    const auto counts_people = [](const Facts& column) {
        return hint_of(column.tokens, Role::residents) >= 8 && numeric(column, 0.9);
    };
    const auto& columns = choosing.columns();
    if (shapes && std::any_of(columns.begin(), columns.end(), counts_people)) return false;
    for (const auto& column : columns)
        if (!shapes && (when.year || measures(choosing, column, position))) return false;
    const Facts* listed = shapes ? nullptr : listed_areas(choosing);
    if (!shapes && are_landmarks(choosing, listed, position)) return false;
    const Facts* named = shapes || listed ? nullptr : column_of_names(choosing);
    if (!shapes && !named && !listed) return false;
    if (named)
        choosing.choose_kind(
            Kind::areas, 60, message("a code and a name in each row, and no time"),
            message("Are the texts of \"{}\" the areas of a layer? If they are what the codes of another "
                    "file mean, this is no source: they go into that one's codes.csv.",
                    named->name));
    else
        choosing.choose_kind(Kind::areas, shapes ? 93 : 80,
                             message("one row for each area, and nothing is counted"),
                             message("Is this the list of the areas of a layer?"));
    choose_format(choosing);
    choosing.use(shapes);
    choose_area_properties(choosing);
    if (shapes)
        choose_geometry(choosing, *shapes);
    else
        choosing.add("shape.drawn", {"false"}, 95, message("no column has a shape"));
    return true;
}

// --- places

void add_position(Choosing& choosing, const Position& position) {
    choosing.add(position.degrees ? "places.lon" : "places.x", {position.x->name}, position.confidence,
                 position.why);
    choosing.add(position.degrees ? "places.lat" : "places.y", {position.y->name}, position.confidence,
                 position.why);
    if (!position.degrees) choosing.add("places.crs", position.system.value, position.system);
}

struct Doors {
    const Facts *street = nullptr, *number = nullptr;
};

Doors find_doors(const Choosing& choosing, const Position& position) {
    static const Names streets{"calle", "via", "street", "logradouro", "rua", "avenida", "vialidad", "road"};
    static const Names numbers{"numero", "num", "nro", "altura", "puerta", "porta", "number", "no", "n"};
    const Facts* number = best_column(choosing, [&](const Facts& column) {
        const bool named = is_called(column, numbers);
        const bool fits = &column != position.x && &column != position.y &&
                          mostly(column, column.whole, 0.9) && column.low >= 0 && column.high < 100'000 &&
                          !says_code(column.tokens);
        if (!fits || column.distinct < (named ? 2 : 20)) return 0.0;
        return named ? 11.0 : column.distinct * 10 < column.said * 9 ? 1.0 : 0.0;
    });
    if (!number) return {};
    const Facts* street = best_column(choosing, [&](const Facts& column) {
        const bool named = is_called(column, streets);
        const bool fits = is_text(column) && !layer_of(column.tokens) &&
                          column.distinct >= (named ? 2 : 10) && column.distinct * 10 < column.said * 9 &&
                          choosing.distinct_pairs(column, *number) * 10 >= column.rows * 7;
        return fits ? (named ? 1e6 : 0.0) + static_cast<double>(column.distinct) : 0.0;
    });
    return street ? Doors{street, number} : Doors{};
}

void choose_doors(Choosing& choosing, const Doors& doors, const Position& position) {
    const auto question = message("Are these addresses, with the street in \"{}\" and the number in \"{}\"?",
                                  doors.street->name, doors.number->name);
    choosing.choose_kind(Kind::places, 80, message("a place for each number of a street, and no time"),
                         question);
    choose_format(choosing);
    choosing.add("places.what", {"doors"}, 85, message("a place for each number of a street, and no time"),
                 question);
    choosing.add("places.street", {doors.street->name}, 85,
                 message("{} different texts", doors.street->distinct), question);
    choosing.use(doors.street);
    choosing.use(doors.number);
    const Facts* code = best_column(choosing, [&](const Facts& column) {
        const bool one_to_one =
            column.distinct >= 2 && column.said * 10 >= column.rows * 9 &&
            choosing.distinct_pairs(column, *doors.street) <= column.distinct + column.distinct / 50;
        return one_to_one && says_code(column.tokens) && column.distinct * 2 >= doors.street->distinct &&
                       column.distinct * 10 < column.rows * 9
                   ? 1.0
                   : 0.0;
    });
    if (code) choosing.add("places.street_code", {code->name}, 85, message("each has one street"));
    choosing.add("places.number", {doors.number->name}, 85,
                 message("no street has a number twice, or hardly one"), question);
    const Facts* letter = best_column(choosing, [](const Facts& column) {
        return column.has("letra") || column.has("letter") || column.has("bis") ? 1.0 : 0.0;
    });
    if (letter) choosing.add("places.letter", {letter->name}, 85, message("named so"));
    add_position(choosing, position);
}

// A list of schools or stations with their addresses: places, once somebody knows where they are.
bool choose_places_without_position(Choosing& choosing) {
    const Facts *name = name_of_places(choosing), *address = column_of_addresses(choosing);
    const auto counts = [](const Facts& column) {
        const int hint =
            std::max(hint_of(column.tokens, Role::count), hint_of(column.tokens, Role::residents));
        return hint >= 7 && numeric(column, 0.9);
    };
    if (!name || !address || name == address || std::ranges::any_of(choosing.columns(), counts)) return false;
    choosing.choose_kind(Kind::places, 60, message("places with names and addresses, and no time"),
                         message("Are these places by which people say where something was? Facts need the "
                                 "day on which they were."));
    choose_format(choosing);
    choosing.add("places.what", {"landmarks"}, 75, message("places with names and addresses, and no time"));
    choosing.add("places.name", {name->name}, 80, message("texts of which few are said twice"));
    for (const char* key : {"places.lon", "places.lat"})
        choosing.add(key, {std::string{to_fill_in}}, 5,
                     message("no column has a position; \"{}\" has addresses", address->name),
                     message("Which column is the position? Ask the publisher for one, or add it by hand: a "
                             "landmark without it "
                             "is not found."));
    return true;
}

bool choose_places(Choosing& choosing, const TimeColumns& when, const Position& position) {
    if (when.day || when.year || when.month || says_offences(choosing)) return false;
    if (!position.any()) return choose_places_without_position(choosing);
    if (const Doors doors = find_doors(choosing, position); doors.street) {
        choose_doors(choosing, doors, position);
        return true;
    }
    const Facts* name = name_of_places(choosing);
    if (!name) return false;
    const auto question = message(
        "Are these places by which people say where something was? Facts need the day on which they were.");
    choosing.choose_kind(Kind::places, 75, message("places with names, and no time"), question);
    choose_format(choosing);
    choosing.add("places.what", {"landmarks"}, 80, message("places with names, and no time"), question);
    choosing.add("places.name", {name->name}, 85, message("texts of which few are said twice"), question);
    add_position(choosing, position);
    return true;
}

}  // namespace

bool choose_reference(Choosing& choosing, const TimeColumns& when, const Position& position) {
    return choose_calendar(choosing, when) || choose_listed_areas(choosing, when, position) ||
           choose_places(choosing, when, position);
}

void choose_streets(Choosing& choosing) {
    static const Names names{"nombre", "name", "nome", "calle", "rua", "street", "logradouro", "oficial"};
    choosing.choose_kind(Kind::places, 80, message("lines with names"),
                         message("Are these lines the streets of the city?"));
    choose_file_format(choosing);
    choosing.add("places.what", {"streets"}, 80, message("lines with names"),
                 message("Are these lines the streets of the city?"));
    const auto score = [&](const Facts& column) {
        if (!is_text(column) || column.distinct < 2) return 0.0;
        return static_cast<double>(column.distinct) / static_cast<double>(column.rows) +
               (is_called(column, names) ? 1 : 0);
    };
    const Facts* name = best_column(choosing, score);
    choosing.add("places.name", {name ? name->name : std::string{to_fill_in}}, name ? 85 : 5,
                 message("the property that says most names"),
                 message("Which property is the name of a street?"));
}

}  // namespace atalaya::intake
