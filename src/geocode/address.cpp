#include "geocode/address.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "geocode/address_parts.hpp"
#include "geocode/address_tokens.hpp"
#include "geocode/words.hpp"

namespace atalaya::geocode {

namespace {

using namespace written;

constexpr std::size_t most_readings = 6, longest_text = 300;

bool joins(const Token& token) {
    return is_word(token) && (token.text == "y" || token.text == "e") && !token.dotted;
}

// --- the door ----------------------------------------------------------------------------

bool is_month(std::string_view word) {
    return one_of(word, {"enero",     "febrero",  "marzo",     "abril",      "mayo",    "junio",
                         "julio",     "agosto",   "setiembre", "septiembre", "octubre", "noviembre",
                         "diciembre", "janeiro",  "fevereiro", "marco",      "maio",    "junho",
                         "julho",     "setembro", "outubro",   "novembro",   "dezembro"});
}

// "18 de julio", "20 mts", "11 de septiembre de 1888": the number is of a name.
bool of_a_name(Span tokens, std::size_t at) {
    if (at > 1 && tokens[at - 1].text == "de" && is_month(tokens[at - 2].text)) return true;
    if (at + 1 >= tokens.size() || !is_word(tokens[at + 1])) return false;
    const auto next = tokens[at + 1].text;
    return is_month(next) || one_of(next, {"de", "mts", "metros", "mt"});
}

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// "4215 1": a digit in the place of a letter.
bool digit_of_door(Span tokens, std::size_t at, std::size_t door) {
    return door + 1 == at && is_number(tokens[at]) && tokens[at].text.size() == 1 &&
           value_of(tokens[door]) >= 100;
}

// "18 1350": how a street that has its name from a day is called.
bool called_by_a_day(Span tokens) {
    constexpr std::int64_t days = 31, least_door = 100;
    return tokens.size() > 1 && is_number(tokens[0]) && value_of(tokens[0]) <= days && is_number(tokens[1]) &&
           !tokens[1].glued && value_of(tokens[1]) >= least_door;
}

// Where the door's number is: after a number sign; else the last of the first part between
// commas that has one which is not of a name; else the first word of all ("1234 Rivadavia").
std::size_t door_at(Span tokens) {
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        const bool sign = is_mark(tokens[i], "#") ||
                          (is_word(tokens[i]) && (number_sign(tokens[i].text) || tokens[i].text == "al"));
        if (!sign || !may_be_door(tokens[i + 1])) continue;
        // "Cervantes o Nº 18 Villa Esperanza 1832": the last of its part is the door's.
        std::size_t last = i + 1;
        for (std::size_t k = last + 1; k < tokens.size() && !is_mark(tokens[k], ","); ++k) {
            if (may_be_door(tokens[k]) && is_word(tokens[k - 1])) last = k;
        }
        return last;
    }
    std::size_t found = nowhere;
    bool words = called_by_a_day(tokens);
    for (std::size_t i = words ? 1 : 0; i < tokens.size(); ++i) {
        if (is_mark(tokens[i], ",") && found != nowhere) break;
        if (is_word(tokens[i])) words = true;
        if (!words || !may_be_door(tokens[i]) || of_a_name(tokens, i)) continue;
        if (digit_of_door(tokens, i, found)) continue;
        const bool begins = i == 1 || is_mark(tokens[i - 2], ",");
        if (begins && is_way(tokens[i - 1])) continue;  // "calle 16"
        if (i >= 1 && is_mark(tokens[i - 1], "/") && i >= 2 && is_number(tokens[i - 2]))
            continue;  // "1234/36"
        if (i >= 1 && is_mark(tokens[i - 1], "-") && i >= 2 && is_number(tokens[i - 2])) continue;
        found = i;
    }
    if (found != nowhere) return found;
    const bool before = tokens.size() > 1 && may_be_door(tokens[0]) && value_of(tokens[0]) >= 10 &&
                        !joins(tokens[1]) && !of_a_name(tokens, 0) && has_words(tokens.subspan(1));
    return before ? 0 : nowhere;
}

bool letter_of_door(Span tokens, std::size_t at);

// "Ruta 8 Brig. Gral. Lavalleja, 9954 bis": the number in the name is followed by words of it, and
// what follows the first comma is a number alone.
std::size_t door_apart(Span tokens, std::size_t door) {
    const auto past_letters = [&](std::size_t at) {
        while (letter_of_door(tokens, at)) ++at;
        return at;
    };
    std::size_t comma = door + 1;
    while (comma < tokens.size() && !is_mark(tokens[comma], ",")) ++comma;
    if (past_letters(door + 1) >= comma || comma + 1 >= tokens.size() || !may_be_door(tokens[comma + 1]))
        return nowhere;
    const std::size_t past = past_letters(comma + 2);
    return past == tokens.size() || is_mark(tokens[past], ",") ? comma + 1 : nowhere;
}

bool letter_of_door(Span tokens, std::size_t at) {
    if (at >= tokens.size()) return false;
    if (at > 0 && is_number(tokens[at - 1]) && digit_of_door(tokens, at, at - 1)) return true;
    if (!is_word(tokens[at])) return false;
    const auto word = tokens[at].text;
    if (one_of(word, {"bis", "ter", "fdo", "fondo", "fte", "frente", "ldo", "ss"})) return true;
    if (word.size() != 1) return false;
    // "1234 y Colonia", "1234 e/ X": joined, not a letter.
    const bool joins = one_of(word, {"y", "e", "c"}) && at + 1 < tokens.size() &&
                       (is_word(tokens[at + 1]) || is_mark(tokens[at + 1], "/"));
    return !joins || tokens[at].glued;
}

// --- corners -----------------------------------------------------------------------------

struct Joint {
    std::size_t at, words;
    bool between;
};

// "esq.", "casi", "c/", "&", "entre", "e/": two streets without doubt.
std::optional<Joint> joint(Span tokens) {
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        const auto word = tokens[i].text;
        const bool slash = is_mark(tokens[i + 1], "/") && tokens[i + 1].glued && i + 2 < tokens.size();
        if (is_word(tokens[i])) {
            // "av. entre ríos", "y entre ríos": the province.
            const bool of_a_street = is_way(tokens[i - 1]) || joins(tokens[i - 1]);
            if (one_of(word, {"entre", "ent", "entr"}) && !of_a_street) return Joint{i, 1, true};
            if (word == "e" && slash) return Joint{i, 2, true};
            if (one_of(word, {"c", "esq"}) && slash) return Joint{i, 2, false};
            if (one_of(word, {"esq", "esquina", "casi", "con", "cruce", "canto"})) {
                std::size_t words = 1;  // "casi esquina con"
                while (i + words + 1 < tokens.size() &&
                       one_of(tokens[i + words].text, {"con", "de", "da", "com", "esquina", "esq"}))
                    ++words;
                return Joint{i, words, false};
            }
            if (word == "x" && !of_a_street) return Joint{i, 1, false};
        } else if (is_mark(tokens[i], "&") || is_mark(tokens[i], "@")) {
            return Joint{i, 1, false};
        } else if (is_mark(tokens[i], "/") && is_word(tokens[i - 1]) && tokens[i - 1].text.size() > 1 &&
                   is_word(tokens[i + 1])) {
            return Joint{i, 1, false};
        }
    }
    return {};
}

// "y" and "e" with words on both sides.
std::vector<std::size_t> loose_joints(Span tokens) {
    std::vector<std::size_t> found;
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        if (joins(tokens[i]) && has_words(tokens.first(i)) && has_words(tokens.subspan(i + 1)))
            found.push_back(i);
    }
    return found;
}

Span up_to_comma(Span tokens) {
    std::size_t end = 0;
    while (end < tokens.size() && !is_mark(tokens[end], ",") && !is_mark(tokens[end], ";")) ++end;
    return tokens.first(end);
}

void add_tails(Span tokens, Address& address) {
    while (!tokens.empty()) {
        Span part = up_to_comma(tokens);
        tokens = tokens.subspan(std::min(tokens.size(), part.size() + 1));
        while (!part.empty() && (part[0].is == Token::Is::mark || area_word(part[0].text) ||
                                 (part.size() > 1 && settlement_word(part[0].text))))
            part = part.subspan(1);
        if (has_words(part)) address.tails.push_back(text_of(part));
    }
}

// A corner's other street: up to a comma, without a number that ends it.
std::string crossing_of(Span tokens, Address& address) {
    const Span part = up_to_comma(tokens);
    add_tails(tokens.subspan(part.size()), address);
    const std::size_t door = door_at(part);
    if (door == nowhere || door == 0) return text_of(part);
    add_tails(part.subspan(door + 1), address);
    return text_of(part.first(door));
}

// "Calle 45 # 12-30 sur", as Colombia writes it: on calle 45, thirty metres from carrera 12, which is the corner as long as that
// is as near as corners are placed, and beyond it the block up to carrera 13. The south is the calle's, the east the carrera's.
std::optional<Address> at_a_plate(Address address, Span tokens) {
    const auto is = [&](std::size_t at, std::initializer_list<std::string_view> words) {
        return at < tokens.size() && is_word(tokens[at]) && one_of(tokens[at].text, words);
    };
    const std::size_t way = is(0, {"av", "avenida"}) ? 1 : 0;
    const bool calle = is(way, {"calle", "cl", "cll", "clle", "diagonal", "dg", "diag"});
    const bool carrera =
        is(way, {"carrera", "cra", "kra", "kr", "cr", "crr", "transversal", "transv", "tv", "tr"});
    std::size_t at = way + 1;
    while (at < tokens.size() && !is_mark(tokens[at], "#") && !number_sign(tokens[at].text)) ++at;
    const Span street = tokens.first(std::min(at, tokens.size()));
    while (at < tokens.size() && (is_mark(tokens[at], "#") || number_sign(tokens[at].text))) ++at;
    if (!(calle || carrera) || street.size() < way + 2 || at >= tokens.size() || !is_number(tokens[at]))
        return {};

    const std::size_t crossing = at++;
    while (at < tokens.size() && is_word(tokens[at]) &&
           (tokens[at].text.size() == 1 || is(at, {"bis", "sur", "norte", "este", "oeste"})))
        ++at;
    const std::size_t past_crossing = at;
    const bool dash = at + 1 < tokens.size() && (is_mark(tokens[at], "-") || is_mark(tokens[at], ","));
    if (!dash || !is_number(tokens[at + 1])) return {};
    const auto metres = value_of(tokens[at + 1]);
    at += 2;

    constexpr std::int64_t as_near_as_a_corner = 60;
    const std::string other = calle ? "carrera " : "calle ";
    address.street = text_of(street);
    address.crossings = {other + text_of(tokens.subspan(crossing, past_crossing - crossing))};
    if (metres > as_near_as_a_corner)
        address.crossings.push_back(other + std::to_string(value_of(tokens[crossing]) + 1));
    if (is(at, {"sur", "norte", "este", "oeste"})) {
        const bool of_the_calle = is(at, {"sur", "norte"});
        if (of_the_calle == calle)
            address.street += " " + std::string{tokens[at].text};
        else
            for (auto& one : address.crossings) one += " " + std::string{tokens[at].text};
        ++at;
    }
    add_tails(tokens.subspan(at), address);
    return address;
}

struct Reader {
    std::vector<Address> found;

    void add(const Address& address) {
        const bool says = !address.street.empty() || !address.block.empty() || !address.tails.empty();
        if (says && found.size() < most_readings && std::ranges::find(found, address) == found.end())
            found.push_back(address);
    }

    // What stands after the joint: one street, or two.
    void add_joined(const Address& before, Span after, bool between) {
        if (!between) {
            Address address = before;
            address.crossings = {crossing_of(after, address)};
            return add(address);
        }
        const auto joints = loose_joints(up_to_comma(after));
        for (auto at = joints.rbegin(); at != joints.rend(); ++at) {
            Address address = before;
            address.crossings = {text_of(after.first(*at)), crossing_of(after.subspan(*at + 1), address)};
            add(address);
        }
        if (joints.empty()) add_joined(before, after, false);
    }

    // The street as one name, with what follows commas in it ("Flores, Gral.") or left out; a
    // corner at each joint, likewise.
    void add_plain(const Address& before, Span tokens) {
        Address whole = before;
        whole.street = text_of(tokens);
        const bool lot_in_an_area = !before.block.empty() && !tokens.empty() && area_word(tokens[0].text);
        if (!lot_in_an_area) add(whole);
        if (!tokens.empty() && area_word(tokens[0].text)) {  // "barrio Sur", and no more
            Address area = before;
            add_tails(tokens, area);
            add(area);
        }
        const auto joints = loose_joints(tokens);
        for (const std::size_t at : joints) {
            Address corner = before;
            corner.street = text_of(tokens.first(at));
            corner.crossings = {text_of(tokens.subspan(at + 1))};
            add(corner);
        }
        for (const std::size_t at : joints) {
            Address corner = before;
            corner.street = text_of(tokens.first(at));
            corner.crossings = {crossing_of(tokens.subspan(at + 1), corner)};
            add(corner);
        }
        const Span first = up_to_comma(tokens);
        if (first.size() == tokens.size()) return;
        Address cut = before;
        cut.street = text_of(first);
        add_tails(tokens.subspan(first.size()), cut);
        add(cut);
    }

    void read(Address address, Span tokens) {
        if (const auto plate = at_a_plate(address, tokens)) add(*plate);
        if (const auto met = joint(tokens)) {
            Span left = tokens.first(met->at);
            const Span right = tokens.subspan(met->at + met->words);
            const std::size_t door = door_at(left);
            if (door != nowhere) left = take_door(address, left, door);
            address.street = text_of(left);
            return add_joined(address, right, met->between);
        }
        const std::size_t door = door_at(tokens);
        if (door == nowhere) return add_plain(address, tokens);
        if (const std::size_t apart = door_apart(tokens, door); apart != nowhere) {
            Address named = address;  // "Rivadavia 1234 Flores, 1406" is it too, and found by no name
            named.street = text_of(take_door(named, tokens, apart));
            add(named);
        }
        const bool no_number = value_of(tokens[door]) == 0;
        Span after = tokens.subspan(door + 1);
        const bool two =
            after.size() > 1 && (is_mark(after[0], "/") || is_mark(after[0], "-")) && is_number(after[1]);
        if (two) after = after.subspan(2);  // "1234/36"
        const Span left = take_door(address, tokens, door);
        if (no_number) {
            add_tails(after, address);
            return add_plain(address, left);
        }
        address.street = text_of(left);
        if (door == 0) return add(address);
        std::size_t letters = door + 1;
        while (letter_of_door(tokens, letters)) ++letters;
        if (!two) after = tokens.subspan(letters);
        if (!after.empty() && joins(after[0]) && after.size() > 1)
            return add_joined(address, after.subspan(1), false);
        add_tails(after, address);
        add(address);
    }

    // Sets number and letter; what is left of the street.
    static Span take_door(Address& address, Span tokens, std::size_t door) {
        if (value_of(tokens[door]) > 0) address.number = static_cast<std::int32_t>(value_of(tokens[door]));
        for (std::size_t i = door + 1; letter_of_door(tokens, i); ++i) {
            if (!address.letter.empty()) address.letter += ' ';
            address.letter += tokens[i].text;
        }
        if (door == 0) return tokens.subspan(1);
        Span street = tokens.first(door);
        while (!street.empty() && (street.back().is == Token::Is::mark || number_sign(street.back().text) ||
                                   (street.back().text == "al" && street.size() > 1))) {
            street = street.first(street.size() - 1);
        }
        return street;
    }
};

// "Ruta nacional 8 km 12" may be listed as "Ruta 8".
void add_without_rank(Reader& reader) {
    for (std::size_t i = 0, read = reader.found.size(); i < read; ++i) {
        Address plain = reader.found[i];
        if (!plain.kilometre) return;
        for (const char* rank : {" nacional", " nac.", " nal.", " provincial", " federal", " estadual"})
            if (const auto at = plain.street.find(rank); at != std::string::npos)
                plain.street.erase(at, std::string_view{rank}.size());
        reader.add(plain);
    }
}

}  // namespace

std::vector<Address> readings(std::string_view text) {
    const std::string plain = folded(repaired(text.substr(0, longest_text)));
    Tokens tokens = tokens_of(plain);
    for (Token& token : tokens) {  // brackets and dashes between words part as commas do
        const bool parts = one_of(token.text, {"(", ")", ";"}) || (token.text == "-" && !token.glued);
        if (token.is == Token::Is::mark && parts) token.text = ",";
    }
    Address address;
    take_labels(tokens, address);
    while (!tokens.empty() && tokens.back().is == Token::Is::mark) tokens.pop_back();
    while (!tokens.empty() && tokens.front().is == Token::Is::mark) tokens.erase(tokens.begin());
    take_distance(tokens, address);
    address.beside = take_beside(tokens) || address.beside;
    const bool by = !address.beside && take_lead(tokens);
    put_number_last(tokens);
    const bool nearing = !address.beside && take_nearing(tokens);
    join_ways(tokens);
    take_kilometre(tokens, address);
    if (tokens.size() > 3 && tokens[0].text == "m" && is_number(tokens[1]) && is_word(tokens[2]) &&
        (lot_letter(tokens[2].text) || lot_word(tokens[2].text)))
        tokens[0].text = "mz";  // "M 7 L 3"
    take_code(tokens, block_word, address.block);
    if (!address.block.empty()) take_code(tokens, lot_word, address.lot);
    if (!address.block.empty() && address.lot.empty()) take_code(tokens, lot_letter, address.lot);
    while (!address.block.empty() && !tokens.empty() && tokens.front().is == Token::Is::mark)
        tokens.erase(tokens.begin());
    take_without_number(tokens, address);
    take_units(tokens);
    Reader reader;
    if (!has_words(tokens)) {
        reader.add(address);
    } else {
        reader.read(address, tokens);
    }
    add_without_rank(reader);
    for (Address& read : reader.found) {
        if (nearing && !read.number) read.beside = true;
        if (by && !read.number && read.crossings.empty()) read.beside = true;
    }
    return reader.found;
}

}  // namespace atalaya::geocode
