// The layers that a city has already, and what a proposal makes of them: in all sources of a city a layer has one id.
#pragma once

#include <string>
#include <vector>

#include "intake/city.hpp"
#include "intake/propose/proposal.hpp"

namespace atalaya::intake {

struct LayerBeside {
    std::string id;
    bool drawn = false;  // a source has its areas
};

// Those that the sources name, as areas that they draw, that their facts are in or that their residents live in; and
// those of a city, of which all may be drawn. Each once.
std::vector<LayerBeside> layers_beside(const std::vector<Source>& sources);
std::vector<LayerBeside> layers_beside(const City& city);

// A layer of the proposal ([shape] layer, [exposure] layer, [area.*]) that is one of them goes by its id there, where it
// is the same kind of area under another word ("bairro" for "barrio"), or the only one that is left for areas that nobody
// named; both are asked about, and so is every layer that is none of them. O(choices x layers).
void settle_layers(Proposal& proposal, const std::vector<LayerBeside>& beside);

}  // namespace atalaya::intake
