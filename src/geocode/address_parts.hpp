// Parts of an address that say what they are, taken out wherever they stand: what is left of the words is its street, its door
// and its corner (address.hpp).
#pragma once

#include <string>
#include <string_view>

#include "geocode/address.hpp"
#include "geocode/address_tokens.hpp"

namespace atalaya::geocode::written {

// "frente a", "a la vuelta de" at the beginning; whether it was there.
bool take_beside(Tokens& tokens);

// "a 2 cuadras de", "a unos 50 m al norte del": sets how far it is and that it is beside. At the beginning it is left out; within the
// text, "Mitre a media cuadra de Colón", it is as good as the "y" of a corner.
void take_distance(Tokens& tokens, Address& address);

// "km 23", "km 23,5", "km 23.500".
void take_kilometre(Tokens& tokens, Address& address);

// The number or short code after a word such as "mz"; its own number sign is skipped. What stood around it is apart.
void take_code(Tokens& tokens, bool (*names)(std::string_view), std::string& code);

// "s/n", "sin número".
void take_without_number(Tokens& tokens, Address& address);

// After the door: "apto 301", "piso 2", "torre b".
void take_units(Tokens& tokens);

// "Barrio: Retiro , jurisdicción comisaria: Vecinal 1A": labelled parts go, an area's to the tails.
void take_labels(Tokens& tokens, Address& address);

}  // namespace atalaya::geocode::written
