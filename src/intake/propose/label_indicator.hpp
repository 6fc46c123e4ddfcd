// Which indicators a label of a source plainly belongs to, by its words in Spanish, Portuguese and English.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atalaya::intake {

// The ids of indicators of indicators/ for a folded label: "robo de vehiculo con violencia" is robo and vehiculo,
// "femicidio" homicidio_doloso and femicidio, "lugar habitado" forced open vivienda and hurto. None where its words do
// not settle it: attempts, negligence, kidnappings, a robo of animals or of things (some laws call so what was taken
// unseen), and what several indicators could claim. It is a suggestion that a person confirms: the law of the place
// decides what "robo" is.
std::vector<std::string> indicators_of_label(std::string_view folded_label);

}  // namespace atalaya::intake
