#include "service/bulletin/change_sentences.hpp"

#include <algorithm>
#include <iterator>

#include "service/bulletin/bridged.hpp"

namespace atalaya::service {

using render::Arguments;
using render::Paragraph;

namespace {

// rise, fall, none, small, zero_base, refused, missing, missing_base
std::string outcome(const Figure& now, const Figure& before, const Figure& change,
                    const std::optional<stats::Label>& label) {
    if (!now.value) return "missing";
    if (change.reason == "withheld") return "refused";
    if (change.reason == "no_base") return "zero_base";
    if (change.reason == "small_base") return "small";
    if (!before.value) return "missing_base";
    if (!change.value) return "refused";
    if (!conclusive(label)) return "none";
    return *change.value > 0 ? "rise" : "fall";
}

struct Compared {
    const Figure *now, *before, *change;
    const std::optional<stats::Label>* label;
    std::string outcome;
};

Compared over_month(const IndicatorRow& row) {
    return {row.compared, row.before, row.change, &row.month_label,
            outcome(*row.compared, *row.before, *row.change, row.month_label)};
}
Compared over_year(const IndicatorRow& row) {
    return {row.year, row.year_before, row.year_change, &row.year_label,
            outcome(*row.year, *row.year_before, *row.year_change, row.year_label)};
}
Compared over_twelve(const IndicatorRow& row) {
    return {row.twelve, row.twelve_before, row.twelve_change, &row.twelve_label,
            outcome(*row.twelve, *row.twelve_before, *row.twelve_change, row.twelve_label)};
}

// A city's own name has its own number: "Denuncias por robo … subieron".
bool takes_plural(const Desk& desk, const Indicator& indicator) {
    for (const auto& local : desk.catalogue().city.names) {
        if (local.indicator != indicator.id) continue;
        const std::string_view name = local.name.es;
        return name.substr(0, name.find(' ')).ends_with('s');
    }
    return indicator.plural;
}

Arguments arguments_of(const Desk& desk, const IndicatorRow& row, const Compared& compared) {
    const auto& forms = desk.forms();
    return {
        {"indicator", desk.name(*row.indicator)},
        {"amount", desk.amount(*compared.now)},
        {"n", compared.now->value ? desk.count(*compared.now) : render::Text{}},
        {"subject", render::number_of(takes_plural(desk, *row.indicator))},
        {"x", desk.change_size(*compared.change)},
        {"base", compared.before->value ? desk.count(*compared.before) : render::Text{}},
        {"interval", desk.interval(*compared.change)},
        {"month", forms.month(desk.month())},
        {"base_month", forms.month(plus_months(desk.month(), -12))},
        {"span", forms.period(compared.now->spec.period)},
        {"base_year", std::to_string(static_cast<int>(month_of(compared.now->spec.period.first).year()) - 1)},
        {"reason", compared.change->reason.empty() ? "" : desk.refusal(*compared.change)}};
}

// The half of a sentence that gives month and year together.
render::Text result(const Desk& desk, const IndicatorRow& row, const Compared& compared) {
    const std::string& what = compared.outcome;
    const std::string key =
        what == "rise" || what == "fall" || what == "none" || what == "small" ? what : "refused";
    return desk.words().fill("result." + key, arguments_of(desk, row, compared));
}

// The sentence of the month where feasts put it together with others.
Paragraph together_sentence(Desk& desk, const IndicatorRow& row, const Compared& compared) {
    Arguments arguments = arguments_of(desk, row, compared);
    const bool told =
        compared.outcome != "refused" && compared.outcome != "missing" && compared.outcome != "missing_base";
    arguments.insert_or_assign(told ? "month_amount" : "amount", desk.amount(*row.month));
    const std::string key = told                            ? "change.together." + compared.outcome
                            : compared.outcome == "refused" ? "change.month.refused"
                                                            : "change.month.missing_base";
    return desk.sentence(Paragraph::Kind::body, key, arguments);
}

}  // namespace

Paragraph change_sentence(Desk& desk, const IndicatorRow& row) {
    using Kind = Paragraph::Kind;
    if (!row.has_data() && row.month->reason == "withheld") {
        return desk.sentence(Kind::body, "change.month.withheld",
                             {{"indicator", desk.name(*row.indicator)},
                              {"month", desk.forms().month(desk.month())},
                              {"amount", desk.count_cell(*row.month).text}});
    }
    if (!row.has_data()) {
        return desk.sentence(
            Kind::body, "change.month.missing",
            {{"indicator", desk.name(*row.indicator)}, {"month", desk.forms().month(desk.month())}});
    }
    if (row.twelve_change && row.twelve->value) {
        const Compared twelve = over_twelve(row);
        Paragraph said =
            desk.sentence(Kind::body, "change.twelve." + twelve.outcome, arguments_of(desk, row, twelve));
        say_bridged(desk, *twelve.change, said);
        return said;
    }
    const Compared month = over_month(row), year = over_year(row);
    const auto said = [](const Compared& c) {
        return c.outcome == "rise" || c.outcome == "fall" || c.outcome == "none";
    };
    if (said(month) && said(year) && month.outcome != year.outcome) {
        const bool together = desk.compared() != desk.this_month();
        Paragraph both = desk.sentence(Kind::body, together ? "change.disagree.together" : "change.disagree",
                                       {{"indicator", desk.name(*row.indicator)},
                                        {"span", desk.forms().period(month.now->spec.period)},
                                        {"amount", desk.amount(*month.now)},
                                        {"base", desk.count(*month.before)},
                                        {"year_amount", desk.amount(*year.now)},
                                        {"year_base", desk.count(*year.before)},
                                        {"month_result", result(desk, row, month)},
                                        {"year_result", result(desk, row, year)}});
        say_bridged(desk, bridged_over(desk, *month.change) ? *month.change : *year.change, both);
        return both;
    }
    Paragraph one =
        desk.compared() != desk.this_month()
            ? together_sentence(desk, row, month)
            : desk.sentence(Kind::body, "change.month." + month.outcome, arguments_of(desk, row, month));
    say_bridged(desk, *month.change, one);
    return one;
}

Paragraph sentence_over(Desk& desk, const IndicatorRow& row, Over over) {
    if (over == Over::twelve || (over == Over::month && !row.twelve_change))
        return change_sentence(desk, row);
    const Compared compared = over == Over::year ? over_year(row) : over_month(row);
    const bool together = over == Over::month && desk.compared() != desk.this_month();
    Paragraph said =
        together ? together_sentence(desk, row, compared)
                 : desk.sentence(Paragraph::Kind::body,
                                 (over == Over::year ? "change.span." : "change.month.") + compared.outcome,
                                 arguments_of(desk, row, compared));
    say_bridged(desk, *compared.change, said);
    return said;
}

void add_twelve_before(Desk& desk, const IndicatorRow& row, Paragraph& said) {
    if (!row.twelve_change || !row.twelve->value) return;
    const Compared twelve = over_twelve(row);
    said.text.push_back({" "});
    std::ranges::move(desk.words().fill("change.before." + twelve.outcome, arguments_of(desk, row, twelve)),
                      std::back_inserter(said.text));
    say_bridged(desk, *twelve.change, said);
}

Period last_quarter(const Desk& desk) {
    const int month = static_cast<int>(static_cast<unsigned>(desk.month().month()));
    return months_ending(plus_months(desk.month(), -(month % 3)), 3);
}

std::optional<Paragraph> quarter_sentence(Desk& desk, const Indicator& indicator) {
    if (desk.territory().slot != 0 || !desk.world().known_months(indicator.id)) return {};
    const Period quarter = last_quarter(desk), before = year_before(quarter);
    const Figure& now = desk.ask(indicator.id, "count", quarter);
    if (now.reason == "no_data") return {};
    const Figure& base = desk.ask(indicator.id, "count", before);
    const Figure& change = desk.ask(indicator.id, "change", quarter, before);
    const std::optional<stats::Label> label =
        stats::label(std::vector{comparison_of(desk, change, indicator)}).front();
    const IndicatorRow row{.indicator = &indicator};
    const Compared compared{&now, &base, &change, &label, outcome(now, base, change, label)};
    if (!now.value)
        return desk.sentence(Paragraph::Kind::body, "change.span.withheld",
                             {{"indicator", desk.name(indicator)},
                              {"span", desk.forms().period(quarter)},
                              {"amount", desk.count_cell(now).text}});
    Paragraph said = desk.sentence(Paragraph::Kind::body, "change.span." + compared.outcome,
                                   arguments_of(desk, row, compared));
    say_bridged(desk, change, said);
    return said;
}

}  // namespace atalaya::service
