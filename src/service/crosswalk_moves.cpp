#include "service/crosswalk_moves.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "intake/nearest.hpp"
#include "service/kept_codes.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

namespace {

using Rows = std::map<std::string, std::int64_t, std::less<>>;

std::int64_t rows_of(const Rows& rows, std::string_view code) {
    const auto found = rows.find(code);
    return found == rows.end() ? 0 : found->second;
}

std::vector<std::string> codes_of(const Coding& before, const Coding& after) {
    std::vector<std::string> codes;
    for (const auto* coding : {&before, &after}) {
        for (const auto& row : coding->uses.front().crosswalk.rows)
            if (std::ranges::find(codes, row.code) == codes.end()) codes.push_back(row.code);
    }
    return codes;
}

std::set<std::string> indicators_of(const Coding& coding) {
    std::set<std::string> indicators;
    for (const auto& use : coding.uses)
        for (const auto& row : use.crosswalk.rows)
            indicators.insert(row.indicators.begin(), row.indicators.end());
    return indicators;
}

// As the coding has it in all: class and fit of the first crosswalk, the indicators of whichever says so.
intake::Meaning meaning_in(const Coding& coding, const std::string& code) {
    intake::Meaning meaning{.code = code};
    if (const auto* first = coding.uses.front().crosswalk.of(code)) meaning = *first;
    meaning.indicators.clear();
    meaning.note.clear();
    for (const auto& indicator : indicators_of(coding))
        if (coding.counted(code, indicator)) meaning.indicators.push_back(indicator);
    return meaning;
}

Coding alone(const std::string& source, const intake::Crosswalk& crosswalk) {
    return {source, {{crosswalk, {}}}, {}};
}

}  // namespace

Rows rows_by_code(store::Store& store, std::string_view source, std::int64_t vintage_no) {
    Rows rows;
    const std::string begins = std::string{source} + ":";
    const auto add = [&](const std::string& offence, std::int64_t n) {
        if (offence.starts_with(begins)) rows[offence.substr(begins.size())] += n;
    };
    const store::At at{store.city(), vintage_no};
    const auto counts = store::month_counts(store.analytics(), at);
    for (std::size_t i = 0; i < counts.size(); ++i) add(counts.offence[i], counts.rows[i]);
    const auto tallies = store::tallies(store.analytics(), at);
    for (std::size_t i = 0; i < tallies.size(); ++i) add(tallies.category[i], tallies.count[i]);
    return rows;
}

CrosswalkMoves moves_between(const Coding& before, const Coding& after, const Rows& rows) {
    CrosswalkMoves moves{.source = after.source, .vintage = {}, .before = before, .after = after};
    std::map<std::string, IndicatorMoved> indicators;
    for (const auto* coding : {&before, &after})
        for (const auto& indicator : indicators_of(*coding)) indicators[indicator].indicator = indicator;
    for (const auto& code : codes_of(before, after)) {
        const std::int64_t n = rows_of(rows, code);
        moves.rows += n;
        CodeMoved moved{code, meaning_in(before, code), meaning_in(after, code), n};
        if (moved.before != moved.after) moves.codes.push_back(std::move(moved));
        for (auto& [id, of] : indicators) {
            const auto *was = before.counted(code, id), *is = after.counted(code, id);
            of.before += was ? n : 0;
            of.after += is ? n : 0;
            of.left += was && !is ? n : 0;
            of.came += is && !was ? n : 0;
            of.overlap_before += was && was->fit == "overlap" ? n : 0;
            of.overlap_after += is && is->fit == "overlap" ? n : 0;
        }
    }
    for (auto& [id, of] : indicators) moves.indicators.push_back(of);
    return moves;
}

CrosswalkMoves compare_crosswalks(store::Store& store, const Catalogue& catalogue, const std::string& id,
                                  const std::string& before, const std::string& after,
                                  const std::string& wanted) {
    const auto known = intake::read_crosswalks(intake::read_source(catalogue.source(id).folder));
    const auto named = [&](const std::string& name) {
        std::vector<std::string> names;
        for (const auto& crosswalk : known) {
            if (crosswalk.name == name) return alone(id, crosswalk);
            names.push_back(crosswalk.name);
        }
        throw Error{Fault::missing, message("{}: there is no crosswalk \"{}\".{}", id, name,
                                            intake::near_or_all(name, names))};
    };
    const Coding one = named(before), other = named(after);
    const auto vintage = store.vintage(wanted);
    auto moves = moves_between(one, other, rows_by_code(store, id, vintage.no));
    moves.vintage = vintage.id;
    return moves;
}

std::vector<CrosswalkMoves> moves_between_vintages(store::Store& store, const store::Vintage& earlier,
                                                   const store::Vintage& later) {
    std::vector<CrosswalkMoves> all;
    const auto then = codings_at(store, earlier.no);
    for (const auto& now : codings_at(store, later.no)) {
        const auto was = std::ranges::find(then, now.source, &Coding::source);
        if (was == then.end() || was->uses == now.uses) continue;
        all.push_back(moves_between(*was, now, rows_by_code(store, now.source, later.no)));
        all.back().vintage = later.id;
    }
    return all;
}

}  // namespace atalaya::service
