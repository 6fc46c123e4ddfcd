// A key that names share when they sound the same and are only written differently: Benítez and Venites, Huamán
// and Guaman, Sousa and Souza. For blocks and as a field of its own; similar sounds that are different
// names (Luisa, Lucía) stay apart, which is why vowels are kept where English keys drop them: in both
// languages they are written as they are spoken.
//
// Text is folded first (core/text): no accents, ñ is n, ü is u, so that a source without accents gives the same
// keys; only ç is told from c.
// Each word has its key, words stay apart by a blank. The words de del el la las los y e da das do dos are left out
// unless there is no other ("de la Cruz" is "cruz"). What is no letter ends a word. A text without
// letters has the empty key. Keys are of A-Z; X is the sound of ch in Spanish and of ch or x in Portuguese.
//
// Spanish (Latin American), at each letter the first rule that fits:
//
//     ph -> F            th -> T           ch, sh -> X        h silent
//     word begins with s + consonant -> E first               Stella = Estela; y is none: Sylvia = Silvia
//     word begins with hu or w, + vowel -> as gu              Huamán = Guamán, Walter = Gualter; w elsewhere -> B
//     word begins with hi + e -> Y                            Hierro = Yerro
//     b, v -> B
//     ll, y + vowel -> Y;  y otherwise -> I                   Llanos = Yanos, Rey = Rei
//     qu + e, i -> K;  q, k, ck -> K                          Quique = Kike
//     cc + e, i, and cs, ks, cks, x between vowels -> KS      Alexander = Alecsander
//     x at the beginning + vowel -> J; before a consonant or at the end -> S    Ximena = Jimena, Félix = Felis
//     sc + e, i;  c + e, i;  ç, z, tz, ts, s -> S             Wenceslao; Sánchez = Sanches
//     c otherwise -> K
//     gu + e, i -> G;  g + e, i -> J;  g otherwise -> G;  j -> J    Giménez = Jiménez
//     m, n before b v p f -> M                                Canpos = Campos
//     a doubled letter counts once                            Anna = Ana, Parra = Para
//
// Portuguese (Brazilian):
//
//     ph -> F            th -> T           ch, sh -> X        h silent otherwise, but:
//     lh -> L            nh -> N                              Carvalho = Carvallo, Nunho = Nuño
//     word ends in ao or am -> AU          (João, Joam);  cao at the end -> SAU    (Assunção, Assuncao)
//     word begins with s + consonant -> I first               Stela = Estela; y is none: Sylva = Silva
//     b -> B             v, w -> V                            Wagner = Vagner
//     qu + e, i -> K;  q, k, ck, c -> K
//     sc + e, i;  c + e, i;  ç, ss, z, tz, s -> S             Souza = Sousa, Luiz = Luís
//     x at the end or before a consonant -> S; otherwise X    Félix = Felis, Xavier = Chavier
//     gu + e, i -> G;  g + e, i -> J;  g otherwise -> G;  j -> J
//     m before a consonant or at the end -> N                 Joaquim = Joaquin
//     l before a consonant or at the end -> U                 Alto = Auto
//     e, i, y -> I;  o, u -> U;  then a doubled sound counts once    Felipe = Filipe, Manoel = Manuel, Moura = Mora
//
// Not brought together: a ç that lost its cedilla before a, o, u, except in -cao (Goncalves is not Gonçalves); in
// Spanish the w of English names that is said as gu (Darwin is Darbin, not Dargüin).
//
// O(length).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/column.hpp"

namespace atalaya::linkage {

enum class Tongue { spanish, portuguese };

std::string phonetic_key(std::string_view name, Tongue tongue);
// de del el la las los y e da das do dos; folded.
bool is_particle(std::string_view word);

// A number for the key of each value of a column, by its id; 0 for missing and for the empty key. `written` is what the
// column was made of, in its order: a column folds ç away, and a value that any record writes with one sounds so.
std::vector<std::uint64_t> phonetic_keys(const Column& names, std::span<const std::string> written,
                                         Tongue tongue);

}  // namespace atalaya::linkage
