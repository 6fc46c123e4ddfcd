#include "service/bulletin/summed_breaks.hpp"

namespace atalaya::service {

void SummedBreaks::see(const Figure& figure) {
    constexpr std::string_view before = "break:";
    for (const auto& note : figure.notes)
        if (note.starts_with(before)) ids_.insert(note.substr(before.size()));
}

std::vector<render::Text> SummedBreaks::notes(const Desk& desk) const {
    std::vector<render::Text> notes;
    for (const auto* declared : desk.world().breaks())
        if (ids_.contains(declared->id))
            notes.push_back(desk.words().fill(
                "note.summed_break",
                {{"date", desk.forms().day(declared->day)}, {"what", desk.in_language(declared->what)}}));
    return notes;
}

}  // namespace atalaya::service
