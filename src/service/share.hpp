// Where the folders of data are (sources, indicators, bulletins, cities ...): what
// ships with the program, found from where the program stands, so that a build
// tree, an installed copy and a copied folder all run from anywhere.
#pragma once

#include <filesystem>

namespace atalaya::service {

struct Share {
    std::filesystem::path data;     // holds sources/ indicators/ taxonomy/ bulletins/ cities/ i18n/
    std::filesystem::path fonts;    // holds ttf/ and woff2/; may not exist
    std::filesystem::path typst;    // holds node_modules/; may not exist
    std::filesystem::path libexec;  // holds atalaya-pdf.mjs
};

// $ATALAYA_SHARE, else ../share/atalaya beside the program, else the nearest folder
// above the program that holds sources/ and indicators/.
// Throws Error{missing} that names the places looked at.
Share find_share();

}  // namespace atalaya::service
