// A text in the three languages of every screen and page.
#pragma once

#include <string>

namespace atalaya::intake {

struct Words {
    std::string es, pt, en;
    friend bool operator==(const Words&, const Words&) = default;
};

}  // namespace atalaya::intake
