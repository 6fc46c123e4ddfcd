// Two hundred numbers drawn at random from the bulletins' text: each has a link, the link leads
// to a figure, the figure repeated is the same, and it says what the page says.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <set>

#include "core/text.hpp"
#include "render/numbers.hpp"
#include "service/caba.hpp"
#include "service/page.hpp"

namespace atalaya::service {
namespace {

struct Shown {
    std::string page;
    Block block;
    Piece piece;
};

bool has_digit(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

// Every way in which the bulletins write a figure's numbers; `row` picks the point of a series.
// A cause of a revision is a phrase that leads to its figure: the number is its first word.
std::string as_number(const std::string& text, const Figure& figure) {
    return figure.spec.measure == "causes" ? text.substr(0, text.find(' ')) : text;
}

std::set<std::string> ways_to_write(const Figure& figure, const render::Forms& forms, const Block& block) {
    std::set<std::string> ways;
    const auto plain = [](const std::string& text) { return plain_text(text); };
    const auto number = [&](double value) {
        if (figure.unit == "percent") {
            for (const int decimals : {0, 1}) {
                ways.insert(plain(forms.percent(value, decimals)));
                ways.insert(plain(forms.percent(std::abs(value), decimals)));
                if (figure.spec.measure == "change") ways.insert(plain(forms.change(value, decimals)));
            }
        } else if (figure.unit.starts_with("per_") || figure.unit == "ratio" ||
                   figure.spec.measure.starts_with("expected")) {
            for (const int decimals : {0, 1, 2}) ways.insert(plain(forms.decimal(value, decimals)));
        } else {
            ways.insert(plain(forms.count(std::llround(value))));
            if (figure.spec.measure == "revision") ways.insert(plain(forms.difference(std::llround(value))));
        }
    };
    const auto range = [&](double low, double high) {
        for (const int decimals : {0, 1, 2}) {
            ways.insert(plain(forms.interval(low, high, decimals)));
            if (figure.unit == "percent") {
                ways.insert(plain(forms.percent_interval(low, high, decimals)));
                ways.insert(plain(forms.change_interval(low, high, decimals)));
            }
        }
        if (figure.spec.measure.starts_with("expected")) {
            for (const double end : {low, high}) {
                for (const double whole : {std::floor(end), std::ceil(end), std::round(end)})
                    ways.insert(forms.count(static_cast<std::int64_t>(whole)));
            }
        }
    };
    if (figure.spec.measure == "causes") {
        for (const auto& point : figure.series) {
            ways.insert(forms.count(std::llabs(std::llround(*point.value))));
            ways.insert(plain(forms.difference(std::llround(*point.value))));
        }
    }
    if (figure.value) number(*figure.value);
    if (figure.low && figure.high) range(*figure.low, *figure.high);
    if (figure.spec.measure == "delay" && figure.low && figure.high) {
        for (const double quartile : {*figure.low, *figure.high})
            ways.insert(forms.count(std::llround(quartile)));
    }
    if (figure.spec.measure == "share" || figure.spec.measure == "resolved" ||
        figure.spec.measure == "revision" || figure.spec.measure == "on_time" ||
        figure.spec.measure == "change" || figure.spec.measure == "unknown_hours") {
        if (figure.numerator) ways.insert(forms.count(std::llround(*figure.numerator)));
        if (figure.denominator) ways.insert(forms.count(std::llround(*figure.denominator)));
    }
    if (figure.spec.measure == "revision" && figure.denominator && figure.value && *figure.denominator > 0) {
        ways.insert(plain(forms.change(100 * *figure.value / *figure.denominator)));
    }
    if (figure.spec.measure == "still_hot" && figure.denominator)
        ways.insert(forms.count(std::llround(*figure.denominator)));
    if (figure.spec.measure == "share" || figure.spec.measure == "hot")
        ways.insert(forms.count(figure.records_out));  // said to be left out
    if (figure.spec.measure == "share") ways.insert(forms.count(figure.records_in));
    if (figure.spec.measure == "ratio") {  // how wide its limits are
        ways.insert(forms.decimal(figure.phi, 1));
        ways.insert(forms.decimal(std::sqrt(figure.phi), 1));
    }
    if (figure.spec.measure == "hot") {
        ways.insert(plain(forms.percent(100 * *figure.numerator / *figure.denominator)));
        ways.insert(plain(forms.percent(std::stod(figure.spec.part.substr(figure.spec.part.find('=') + 1)))));
        for (const auto& point : figure.series) ways.insert(point.label);
    }
    // How many facts bear both codes, on which a bridge rests.
    for (const auto& note : figure.notes)
        if (note.starts_with("both:")) ways.insert(forms.count(std::stoll(note.substr(5))));
    if (figure.reason == "small_base") ways.insert("base < 20");
    if (figure.spec.measure == "rate" && figure.denominator_note.size() == 4 && figure.value) {
        ways.insert(forms.rate(*figure.value) + "†");
        ways.insert(forms.rate(*figure.value) + "† (" + figure.denominator_note + ")");
    }
    if (figure.spec.measure == "rate" && figure.denominator)
        ways.insert(forms.count(std::llround(*figure.denominator)));
    if ((figure.spec.measure == "hits" || figure.spec.measure == "on_time") && figure.value)
        ways.insert(forms.count(std::llround(*figure.value)) + " de " +
                    forms.count(std::llround(*figure.denominator)));
    // The unknown hours of a week stand apart, with their share.
    if (figure.spec.measure == "hours" && block.row.empty()) {
        double unknown = 0, all = 0;
        for (const auto& point : figure.series) {
            all += *point.value;
            if (point.label.ends_with(" -1")) unknown += *point.value;
        }
        ways.insert(forms.count(std::llround(unknown)));
        ways.insert(plain(forms.percent(100 * unknown / all)));
    }
    // Of a series, the point that the cell's headings name; accumulated charts add up to it.
    double sum = 0;
    for (const auto& point : figure.series) {
        if (!point.value) continue;
        sum += *point.value;
        const auto month = parse_month(point.label);
        if (month && !block.row.empty() && block.row != forms.short_month(*month) &&
            block.row != forms.month_title(*month) && block.column.find(iso(*month)) == std::string::npos) {
            continue;
        }
        number(*point.value);
        if (figure.spec.measure == "bridged" && point.low && point.high) {  // the band of the chart
            for (const double end : {*point.low, *point.high}) ways.insert(forms.count(std::llround(end)));
        }
        ways.insert(forms.count(std::llround(sum)));
        if (point.low && point.high) range(*point.low, *point.high);
    }
    return ways;
}

// What the words around the number say must be what the figure was asked: the territory and the
// indicator of a row that names one, and the year that a heading names.
std::string contradiction(const Shown& shown, const Figure& figure, const Catalogue& catalogue,
                          const World& world) {
    const auto& block = shown.block;
    if (!block.is_cell()) return {};
    for (const auto& indicator : catalogue.indicators) {
        if (indicator.name.es == block.row && indicator.id != figure.spec.indicator &&
            !figure.spec.indicator.empty())
            return "the row is of " + block.row;
    }
    for (const auto& layer : catalogue.city.layers) {
        for (const auto* territory : world.layer(layer.id)) {
            const bool named =
                block.row == territory->name || block.row == layer.name.es + " " + territory->name;
            if (named && parse_territory(figure.spec.territory) == territory->territory) return {};
        }
    }
    for (const auto& layer : catalogue.city.layers) {
        for (const auto* territory : world.layer(layer.id)) {
            if (block.row == territory->name && figure.spec.territory.starts_with(layer.id + ":") &&
                parse_territory(figure.spec.territory) != territory->territory) {
                return "the row is of " + block.row;
            }
        }
    }
    std::smatch year;
    if (figure.series.empty() &&
        std::regex_search(block.column, year,
                          std::regex{"(ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic) (20[0-9]{2})"})) {
        const std::string heading = year.str();
        const render::Forms forms{"es-AR"};
        const Month last = plus_months(month_of(figure.spec.period.past_end), -1);
        if (forms.short_month(last) != heading)
            return "the column is of " + heading + ", the figure of " + iso(figure.spec.period);
    }
    return {};
}

// Draws from the bulletins of `town` and holds each number to its figure.
void hold_numbers(Town& town, const std::vector<BulletinRequest>& requests, std::size_t draws) {
    NoProgress quiet;
    Folder out;
    const auto issued = issue(*town.store, town.catalogue, requests, {Form::html}, out.path(), quiet,
                              *parse_day("2025-01-10"));
    const render::Forms forms{"es-AR"};
    const World& world = town.worlds->at(town.newest());

    std::vector<Shown> linked;
    std::map<std::string, Page> pages;
    for (const auto& bulletin : issued) {
        const std::string html = bytes_of(bulletin.files.at(0));
        const std::string name = bulletin.files.at(0).filename().string();
        const Page& page = pages[name] = PageReader{html}.read();
        for (const auto& block : page.blocks) {
            std::string unlinked;
            for (const auto& piece : block.pieces) {
                if (piece.figure.empty()) {
                    unlinked += piece.text;
                } else {
                    unlinked += "§";
                    if (has_digit(piece.text)) linked.push_back({name, block, piece});
                }
            }
            if (block.section == "s-definiciones" || block.section == "appendix") continue;
            // What is in the register of findings goes on changing; `atalaya findings` has each.
            if (block.table.starts_with("T10c") || block.table.starts_with("T10d")) continue;
            EXPECT_FALSE(has_digit(without_dates_and_constants(unlinked)))
                << name << " has a number without a figure: " << block.section << " | " << block.row << " | "
                << unlinked;
        }
    }
    ASSERT_GT(linked.size(), draws);

    const std::uint64_t seed = 20200831;
    std::printf("numbers drawn with seed %llu from %zu\n", static_cast<unsigned long long>(seed),
                linked.size());
    std::mt19937_64 random{seed};
    for (std::size_t drawn = 0; drawn < draws; ++drawn) {
        const Shown& shown = linked[random() % linked.size()];
        const std::string where = shown.page + " | " + shown.block.section + " | " + shown.block.table +
                                  " | " + shown.block.row + " | " + shown.block.column + " | " +
                                  shown.block.text();
        const auto& appendix = pages[shown.page].appendix;
        const auto row = appendix.find(shown.piece.figure);
        if (row == appendix.end()) {
            ADD_FAILURE() << where << ": the link leads nowhere";
            continue;
        }
        const Repeated repeated = repeat_figure(*town.store, *town.worlds, shown.piece.figure);
        EXPECT_TRUE(repeated.same()) << where << ": " << json_of(repeated.figure);
        EXPECT_EQ(figure_id(repeated.figure.spec), shown.piece.figure);
        EXPECT_TRUE(ways_to_write(repeated.figure, forms, shown.block)
                        .contains(as_number(shown.piece.text, repeated.figure)))
            << where << "\n  \"" << shown.piece.text << "\" is not of " << json_of(repeated.figure);
        EXPECT_EQ(contradiction(shown, repeated.figure, town.catalogue, world), "")
            << where << "\n  " << json_of(repeated.figure);
        // The appendix tells of the same question.
        std::string told;
        for (const auto& cell : row->second) told += cell + " | ";
        EXPECT_NE(told.find(shown.piece.figure), std::string::npos);
        EXPECT_NE(told.find(world.territory(parse_territory(repeated.figure.spec.territory)).name),
                  std::string::npos)
            << told;
        EXPECT_NE(told.find(forms.period(repeated.figure.spec.period)), std::string::npos) << told;
        EXPECT_NE(told.find(repeated.figure.spec.vintage), std::string::npos) << told;
        if (repeated.figure.value && repeated.figure.unit != "percent" &&
            repeated.figure.spec.measure == "count") {
            EXPECT_NE(told.find(" | " + forms.count(std::llround(*repeated.figure.value)) + " | "),
                      std::string::npos)
                << told;
        }
    }
}

TEST(Numbers, OfTheMadeUpCityAreFigures) {
    Town& town = marejada();
    const Month month = *parse_month("2024-12");
    hold_numbers(town,
                 {{.month = month},
                  {.territory = "delegacion:centro", .month = month},
                  {.bulletin = "ficha", .month = month}},
                 200);
}

TEST(Numbers, OfBuenosAiresAndComunaOneAreFigures) {
    if (!has_caba()) GTEST_SKIP() << "the real files are not beside the repository (../shared/data/caba)";
    Caba& city = caba();
    const Month month = *parse_month("2020-08");
    hold_numbers(
        city.town,
        {{.month = month}, {.territory = "comuna:1", .month = month}, {.bulletin = "ficha", .month = month}},
        200);
}

}  // namespace
}  // namespace atalaya::service
