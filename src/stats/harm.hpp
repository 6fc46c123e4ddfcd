// Does weighting by seriousness change the picture? A harm index weighs each offence by what its sentence weighs,
//
//     harm = sum w_k O_k,   rate = per * harm / population,   average = harm / sum O_k
//
// with variance sum w_k^2 phi O_k: events that count for much also make the index jump. w_k are days of a starting-point
// sentence (Cambridge) or of the mean sentence (ONS, Statistics Canada); a municipality writes its own table.
//
// Sources: Sherman, Neyroud & Neyroud 2016, Policing 10, 171-183; ONS 2016, Crime Severity Score; Statistics Canada
// 2009, Crime Severity Index. Interval: Fay & Feuer 1997, Stat. Med. 16, 791-801.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

struct Offence {
    double count{};   // >= 0
    double weight{};  // harm of one, > 0
};

struct Harm {
    double harm{};
    double events{};
    double average{};  // harm of one event
    double se{};       // of harm
    // Of harm: the gamma interval of a weighted sum of Poisson counts, never below 0.
    double low{};
    double high{};
    std::vector<double> share;  // of the harm, one an offence; 0 where there is none
};

// Without events harm is 0, the average 0, low 0 and high that of one event of the largest weight. Fails:
// too_few_values (no offence), not_a_count (a count or weight out of range).
Maybe<Harm> harm_index(std::span<const Offence> offences, double confidence = 0.95, double phi = 1);

struct HarmRate {
    double rate{};
    double low{};
    double high{};
};
// Per `per` persons. Fails: no_exposure.
Maybe<HarmRate> harm_rate(const Harm& harm, double population, double per = 100'000);

}  // namespace atalaya::stats
