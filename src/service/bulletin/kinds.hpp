// The kinds of events that an indicator counts, as its sources name them.
#pragma once

#include <string>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// "source:code" of an indicator with rows in the period, most rows first, with its name in
// the desk's language and the count figure.
struct KindCount {
    std::string offence, name;
    const Figure* figure{};
};
// What the labels of a code are called, each name once: "Robo / Robo en banda".
std::string names_of_code(const Desk& desk, const intake::Source& source, const std::string& code);

std::vector<KindCount> kinds_of(Desk& desk, const Indicator& indicator, Period period);

}  // namespace atalaya::service
