#include "service/bulletin/cover.hpp"

#include <algorithm>
#include <cmath>

#include "service/bulletin/sections.hpp"

namespace atalaya::service {

using render::Paragraph;

const Figure& ConclusiveChange::figure() const {
    return over == Over::month ? *row->change : over == Over::year ? *row->year_change : *row->twelve_change;
}

namespace {

std::optional<Over> conclusive_over(const IndicatorRow& row) {
    const auto holds = [](const Figure* change, const std::optional<stats::Label>& label) {
        return change && change->value && conclusive(label);
    };
    if (holds(row.change, row.month_label)) return Over::month;
    if (holds(row.twelve_change, row.twelve_label)) return Over::twelve;
    if (holds(row.year_change, row.year_label)) return Over::year;
    return {};
}

bool rises(const ConclusiveChange& change) {
    return *change.figure().value > 0;
}

}  // namespace

std::vector<ConclusiveChange> conclusive_changes(const std::vector<IndicatorRow>& rows) {
    std::vector<ConclusiveChange> found;
    for (const auto& row : rows) {
        if (!row.indicator->listed) continue;  // a subset never speaks beside its whole
        if (const auto over = conclusive_over(row)) found.push_back({&row, *over});
    }
    const auto rank = [](const ConclusiveChange& change) {
        const Figure& figure = change.figure();
        return std::tuple{change.row->indicator->group != "life", change.over != Over::month,
                          -std::abs(figure.numerator.value_or(0) - figure.denominator.value_or(0))};
    };
    std::ranges::stable_sort(found, {}, rank);
    return found;
}

namespace {

Paragraph finding_of(Desk& desk, const ConclusiveChange& change) {
    const Indicator& indicator = *change.row->indicator;
    Paragraph sentence = sentence_over(desk, *change.row, change.over);
    sentence.kind = Paragraph::Kind::finding;
    if (indicator.reading == Reading::ambiguous) {
        sentence.text.push_back({" "});
        for (auto& run :
             desk.words().fill(indicator.group == "coexistence" ? "gloss.coexistence" : "gloss.ambiguous"))
            sentence.text.push_back(std::move(run));
    }
    return sentence;
}

// That the month shows no conclusive change, or why it shows none.
Paragraph none_in_the_month(Desk& desk) {
    constexpr auto kind = Paragraph::Kind::finding;
    if (desk.fair().waits_for) return moved_feasts(desk, kind);
    const Figure& compared = desk.ask("", "compared", desk.compared(), desk.compared_before());
    if (compared.value.value_or(0) == 0) return desk.sentence(kind, "cover.nothing_compared");
    return desk.sentence(
        kind, desk.compared() == desk.this_month() ? "cover.no_change_all" : "cover.no_change_together",
        {{"span", desk.forms().period(desk.compared())},
         {"m", render::counted(desk.forms(), std::llround(*compared.value), figure_id(compared.spec))}});
}

// "También con cambio concluyente: hurto, en el mes (−60 %), y …".
std::optional<Paragraph> the_others(const Desk& desk, const std::vector<ConclusiveChange>& others) {
    if (others.empty()) return {};
    std::vector<render::Text> items;
    for (const auto& change : others) {
        const char* key = change.over == Over::year              ? "cover.other.year"
                          : change.over == Over::twelve          ? "cover.other.twelve"
                          : desk.compared() == desk.this_month() ? "cover.other.month"
                                                                 : "cover.other.together";
        items.push_back(desk.words().fill(
            key, {{"indicator", render::with_small_initial(desk.name(*change.row->indicator))},
                  {"x", render::shown(desk.forms().change(*change.figure().value),
                                      figure_id(change.figure().spec))}}));
    }
    return desk.sentence(Paragraph::Kind::note, "cover.others", {{"items", desk.forms().list(items)}});
}

}  // namespace

Cover cover_of(Desk& desk, const std::vector<IndicatorRow>& rows) {
    constexpr auto kind = Paragraph::Kind::finding;
    constexpr std::size_t most_findings = 4;
    Cover cover;
    if (auto first = life_sentence(desk, row_of(rows, "homicidio_doloso"), "lethal", kind))
        cover.findings.push_back(std::move(*first));

    const auto changes = conclusive_changes(rows);
    const bool in_the_month = std::ranges::any_of(
        changes, [](const ConclusiveChange& change) { return change.over == Over::month; });
    const bool coverage =
        desk.look("", "comparable", desk.compared(), desk.compared_before()).value.value_or(100) < 95;
    const std::size_t room = most_findings - cover.findings.size() - !in_the_month - coverage;
    int up = 0, down = 0;
    std::vector<ConclusiveChange> others;
    std::size_t told = 0;
    for (const bool rising : {true, false}) {
        for (const auto& change : changes) {
            if (rises(change) != rising) continue;
            if (told < room && (rising ? up++ < 2 : down++ < 1)) {
                cover.findings.push_back(finding_of(desk, change));
                ++told;
            } else {
                others.push_back(change);
            }
        }
    }
    if (!in_the_month) cover.findings.push_back(none_in_the_month(desk));
    if (coverage)
        cover.findings.push_back(desk.sentence(
            kind, "cover.coverage",
            {{"share", desk.percent(desk.ask("", "comparable", desk.compared(), desk.compared_before()))}}));
    cover.others = the_others(desk, others);
    return cover;
}

}  // namespace atalaya::service
