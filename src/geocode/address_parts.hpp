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

// What only leads in, at the beginning: "en", "la esquina de", "la intersección de las calles". Whether it was "por", which is no more than
// near.
bool take_lead(Tokens& tokens);

// "el 1234 de Colonia": the number comes after its street, where it is one of a door (100 or more).
void put_number_last(Tokens& tokens);

// "8 de Octubre pasando Garibaldi", "antes de llegar a", "a metros de", "cerca de" within the text: beside the corner of both, as
// "esq." is that corner. Before a number alone ("a la altura del 2500") it is beside that door. Whether it was there.
bool take_nearing(Tokens& tokens);

// "Cra 15 Cl 45", Colombia: two numbered ways of both kinds meet. "Calle 45 carrera 12 esquina" too.
void join_ways(Tokens& tokens);

// "a 2 cuadras de", "a unos 50 m al norte del": sets how far it is and that it is beside. At the beginning it is left out; within the
// text, "Mitre a media cuadra de Colón", it is as good as the "y" of a corner.
void take_distance(Tokens& tokens, Address& address);

// "km 23", "km 23,5", "km 23.500"; "de la" of the road after it goes, and so does the sign of the road's number, which is no door.
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
