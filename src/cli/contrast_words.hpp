// How a contrast is said: its numbers, what a reading does otherwise, the claim as it was understood.
#pragma once

#include <string>
#include <vector>

#include "cli/voice.hpp"
#include "render/numbers.hpp"
#include "service/classification.hpp"
#include "service/contrast.hpp"

namespace atalaya::cli {

// What names what departures are of.
struct Spoken {
    const Voice& voice;
    const service::Catalogue& catalogue;
    const service::World& world;
    render::Forms forms;
};

// "−40,0 %", "20,0 % del total", "12,0 por 100.000 habitantes"; in a table without what all rows share.
std::string amount(const Spoken& spoken, const service::Contrast& found, double value);
std::string in_table(const Spoken& spoken, const service::Contrast& found,
                     const service::ClaimReading& reading);
// What was said, with its bound: "100 o más".
std::string said_amount(const Spoken& spoken, const service::Contrast& found);

// "Retiro (barrio:retiro)": what it is called, and what to type.
std::string territory_called(const Spoken& spoken, const service::Territory& territory);
std::string indicator_called(const Spoken& spoken, const std::string& id);
std::string source_called(const Spoken& spoken, const std::string& id);
std::string label_called(const Spoken& spoken, const std::string& offence);
// "de 20 a 6 h", "sábado y domingo", "columna uso_arma: SI" of a cut (service/contrast_cuts.hpp).
std::string cut_called(const Spoken& spoken, std::string_view cut);
std::string break_called(const Spoken& spoken, const std::string& id);
// What is written with blanks between, after `first` where there is one, each by its name.
std::string all_called(const Spoken& spoken, const std::string& codes,
                       std::string (*name)(const Spoken&, const std::string&), const std::string& first = "");

// What a reading does otherwise than ours, its departures one after another.
std::string told(const Spoken& spoken, const service::Contrast& found, const service::ClaimReading& reading);
// The counts behind it, with their periods.
std::string counts_of(const Spoken& spoken, const service::Contrast& found,
                      const service::ClaimReading& reading);

// How what is told was classed: our own figure and the readings, each indicator that they count, once.
service::Classified classes_of(const service::World& world, const service::Contrast& found);

// The months that the claim is of, and those that it compares with where it says others than a year before.
std::string months_told(const Voice& voice, const service::Claim& claim);
// "Femicidio (...) sobre Homicidio doloso (...)"; the indicator alone of what is no part of it.
std::string what_is_claimed(const Spoken& spoken, const service::Claim& claim);
// "2019-01–2019-04 y 2020-01"
std::string runs_told(const Voice& voice, const std::vector<Period>& runs);

}  // namespace atalaya::cli
