// Whom a letter about a source goes to: its contact, and in turn the substitute and the superior.
//
// Persons here are posts of an institution, never names; they are for letters and for the inside, and no public
// page shows them. source.toml says them of the source, an [[expected]] of city.toml those of an agreement.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace atalaya::intake {

class TomlTable;
struct Source;

struct Addressee {
    std::string post;  // "" nobody knows which: a letter goes to the institution
    std::string institution;
    std::string address;  // for the envelope or the mail; "" not said

    bool said() const { return !institution.empty(); }
};

struct Addressees {
    Addressee contact, substitute, superior;
};

inline constexpr std::array<std::string_view, 3> addressee_keys{"contact", "substitute", "superior"};
// In the order of addressee_keys.
std::array<const Addressee*, 3> each_of(const Addressees& of);

// "Jefatura de policía, Policía de Villa Marejada"; the institution alone where no post is known.
std::string line_of(const Addressee& addressee);

// `contact`, `substitute` and `superior`, as { post, institution, address }; those that are not there are not said().
// Error{bad_input} for a blank institution, or one left out.
Addressees addressees_of(TomlTable& table);

// Error{bad_input} naming those of the three that source.toml does not say.
void check_addressees(const Source& source);

}  // namespace atalaya::intake
