#include "service/claim_period.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "intake/cells.hpp"

namespace atalaya::service {

namespace {

using Words = std::span<const ClaimWord>;

// One time that is named: `months` that end with `last`, at the words [first, past).
struct Mention {
    std::size_t first{}, past{};
    Month last{};
    int months = 1;
    bool with_year = false;
};

std::optional<int> month_named(const ClaimWord& word) {
    const bool may_be = !word.number && (word.text.size() >= 4 || word.text == "may");
    return may_be ? intake::parse_month_number(word.text) : std::nullopt;
}

// "primer", "segundo", "último" (0).
std::optional<int> ordinal(const ClaimWord& word) {
    if (is_any_of(word.text, {"primer", "primero", "primera", "primeiro", "primeira", "first", "1er", "1o",
                              "1a", "1ra"}))
        return 1;
    if (is_any_of(word.text, {"segundo", "segunda", "second", "2do", "2o", "2a", "2da"})) return 2;
    if (is_any_of(word.text, {"tercer", "tercero", "tercera", "terceiro", "third", "3er", "3o"})) return 3;
    if (is_any_of(word.text, {"cuarto", "quarto", "fourth", "4to", "4o"})) return 4;
    if (is_any_of(word.text, {"ultimo", "ultima", "last"})) return 0;
    return {};
}

int length_of(const ClaimWord& word) {
    if (is_any_of(word.text, {"bimestre"})) return 2;
    if (is_any_of(word.text, {"trimestre", "quarter"})) return 3;
    if (is_any_of(word.text, {"cuatrimestre", "quadrimestre"})) return 4;
    if (is_any_of(word.text, {"semestre", "semester", "mitad", "metade", "half"})) return 6;
    return 0;
}

Month december(int year) {
    return std::chrono::year{year} / std::chrono::December;
}

int month_number(Month month) {
    return static_cast<int>(static_cast<unsigned>(month.month()));
}

bool is_before(Words words, std::size_t at, std::initializer_list<std::string_view> known) {
    if (at > 0 && is_any_of(words[at - 1].text, {"el", "o", "the", "em"})) --at;
    return at > 0 && is_any_of(words[at - 1].text, known);
}

class Times {
  public:
    Times(Words words, Month last) : words_{words}, last_{last} {
        for (std::size_t i = 0; i < words.size();) {
            const auto found = at(i);
            if (found) all_.push_back(*found);
            i = found ? found->past : i + 1;
        }
    }
    const std::vector<Mention>& all() const { return all_; }

  private:
    std::optional<Mention> at(std::size_t i) const {
        if (const auto part = part_of_year(i)) return part;
        if (const auto some = last_months(i)) return some;
        if (const auto began = since_it_began(i)) return began;
        if (const auto ago = told_from_now(i)) return ago;
        if (const auto month = month_named(words_[i])) {
            const auto [year, past] = year_after(i + 1);
            const int of =
                year.value_or(static_cast<int>(last_.year()) - (*month > month_number(last_) ? 1 : 0));
            return Mention{i, past, std::chrono::year{of} / std::chrono::month{static_cast<unsigned>(*month)},
                           1, year.has_value()};
        }
        if (words_[i].is_year()) return whole_year(i, i + 1, static_cast<int>(words_[i].value));
        return {};
    }

    // Of the last year with data, what there is of it.
    Mention whole_year(std::size_t first, std::size_t past, int year) const {
        if (year == static_cast<int>(last_.year())) return {first, past, last_, month_number(last_), true};
        return {first, past, december(year), 12, true};
    }

    // "2020", "de 2020", "del año 2020"
    std::pair<std::optional<int>, std::size_t> year_after(std::size_t i) const {
        std::size_t at = i;
        while (at < words_.size() && at < i + 3 &&
               is_any_of(words_[at].text, {"de", "del", "do", "of", "ano", "in"}))
            ++at;
        if (at < words_.size() && words_[at].is_year()) return {static_cast<int>(words_[at].value), at + 1};
        return {std::nullopt, i};
    }

    std::optional<Mention> part_of_year(std::size_t i) const {
        const auto nth = ordinal(words_[i]);
        if (!nth || i + 1 == words_.size()) return {};
        const int length = length_of(words_[i + 1]);
        if (length == 0 || *nth * length > 12) return {};
        const auto [year, past] = year_after(i + 2);
        if (*nth == 0) return Mention{i, past, year ? december(*year) : last_, length, true};
        const int end = *nth * length;
        const int of = year.value_or(static_cast<int>(last_.year()) - (end > month_number(last_) ? 1 : 0));
        return Mention{i, past, std::chrono::year{of} / std::chrono::month{static_cast<unsigned>(end)},
                       length, true};
    }

    // "últimos doce meses", "los seis primeros meses de 2020", "primeros tres meses": of the last or that year.
    std::optional<Mention> last_months(std::size_t i) const {
        if (i + 2 >= words_.size() || !is_any_of(words_[i + 2].text, {"meses", "months"})) return {};
        const bool before = words_[i + 1].number;
        const auto& which = words_[before ? i : i + 1];
        const auto& many = words_[before ? i + 1 : i];
        const bool firsts = is_any_of(which.text, {"primeros", "primeiros", "first"});
        if (!many.number || (!firsts && !is_any_of(which.text, {"ultimos", "last"}))) return {};
        const auto [year, past] = year_after(i + 3);
        if (!firsts) {
            const int months = std::clamp(static_cast<int>(many.value), 1, 120);
            return Mention{i, past, year ? december(*year) : last_, months, true};
        }
        const int months = std::clamp(static_cast<int>(many.value), 1, 12);
        const int of = year.value_or(static_cast<int>(last_.year()) - (months > month_number(last_) ? 1 : 0));
        return Mention{i, past, std::chrono::year{of} / std::chrono::month{static_cast<unsigned>(months)},
                       months, true};
    }

    // "desde principios de año", "desde o início do ano", "since the start of the year": what there is of the last one.
    std::optional<Mention> since_it_began(std::size_t i) const {
        if (!is_any_of(words_[i].text,
                       {"principio*", "comienzo*", "inicio*", "comeco*", "start", "beginning"}) ||
            !is_before(words_, i, {"desde", "since"}))
            return {};
        std::size_t at = i + 1;
        while (at < words_.size() &&
               is_any_of(words_[at].text, {"de", "del", "do", "este", "of", "the", "this"}))
            ++at;
        if (at == words_.size() || !is_any_of(words_[at].text, {"ano", "year"})) return {};
        const auto [year, past] = year_after(at + 1);
        return whole_year(i, past, year.value_or(static_cast<int>(last_.year())));
    }

    // "este año", "lo que va del año", "el año pasado", "el mes pasado", "este mes"
    std::optional<Mention> told_from_now(std::size_t i) const {
        if (i + 1 >= words_.size()) return {};
        const auto &one = words_[i].text, &two = words_[i + 1].text;
        const int year = static_cast<int>(last_.year());
        const bool past = is_any_of(two, {"pasado", "passado"});
        if (one == "ano" && past) return whole_year(i, i + 2, year - 1);
        if (one == "last" && two == "year") return whole_year(i, i + 2, year - 1);
        if (is_any_of(one, {"este", "neste", "deste", "this"}) && is_any_of(two, {"ano", "year"}))
            return whole_year(i, i + 2, year);
        if (is_any_of(one, {"va", "del", "do"}) && two == "ano" && !year_after(i + 1).first)
            return whole_year(i, i + 2, year);
        if ((one == "mes" && past) || (is_any_of(one, {"este", "neste", "deste"}) && two == "mes"))
            return Mention{i, i + 2, last_, 1, true};
        return {};
    }

    Words words_;
    Month last_;
    std::vector<Mention> all_;
};

// Where what comes after is what it is compared with: "respecto de agosto", "más robos que en 2019".
std::size_t comparison_in(Words words) {
    bool more = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (is_any_of(words[i].text,
                      {"respecto", "respeito", "frente", "contra", "comparad*", "comparacion", "comparacao",
                       "versus", "vs", "relacion", "relacao", "compared", "than"}))
            return i;
        more = more || is_any_of(words[i].text, {"mas", "menos", "mais", "mitad", "metade", "doble", "dobro",
                                                 "triple", "triplo"});
        if (more && words[i].text == "que" && i + 1 < words.size() &&
            is_any_of(words[i + 1].text, {"en", "em", "no", "el", "o", "hace", "ha"}))
            return i;
    }
    return words.size();
}

// "del mes anterior": so many months before. What is past is that only after "respecto de"; before it, "el mes pasado" is
// the month itself.
std::optional<int> former(Words words, int months, bool compared) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const bool before = is_any_of(words[i + 1].text, {"anterior", "previo"}) ||
                            (compared && is_any_of(words[i + 1].text, {"pasado", "passado"}));
        if (is_any_of(words[i].text, {"mismo", "mesmo"}) || (before && words[i].text == "ano")) return 12;
        if (before && words[i].text == "mes") return 1;
        if (before && words[i].text == "periodo") return months;
        if (before && length_of(words[i]) > 0) return length_of(words[i]);
    }
    return {};
}

// Months between two mentions; of a month without a year, back to the latest such month before.
std::optional<int> apart(const Mention& earlier, const SaidPeriod& of) {
    int months = months_between(earlier.last, of.month);
    if (earlier.months == 12 && of.months < 12)  // of a year, the same months
        months = 12 * (static_cast<int>(of.month.year()) - static_cast<int>(earlier.last.year()));
    if (!earlier.with_year) months = (months % 12 + 11) % 12 + 1;
    if (months <= 0) return {};
    return months;
}

// "entre abril y agosto pasaron de 40 a 55", "de 40 en abril a 55 en agosto": the later with the earlier, and no sum of those
// between.
std::optional<SaidPeriod> of_two_levels(const std::vector<Mention>& main) {
    if (main.size() != 2 || main[0].months != main[1].months) return {};
    SaidPeriod out{.month = main[1].last, .months = main[1].months, .said = true};
    const auto months = apart(main[0], out);
    if (!months) return {};
    out.against_months = *months;
    return out;
}

SaidPeriod of_main(Words words, const std::vector<Mention>& main, Month last, bool is_change) {
    if (main.empty()) return {.month = last};
    const auto& one = main.front();
    SaidPeriod out{.month = one.last, .months = one.months, .said = true};
    if (main.size() > 1) {
        const auto& two = main[1];
        const bool joined = two.first == one.past + 1 || two.first == one.past + 2;
        const bool linked =
            joined && is_any_of(words[one.past].text, {"a", "y", "e", "hasta", "ate", "to", "and"});
        const bool opened = is_before(words, one.first, {"de", "desde", "entre", "from", "between", "d*"});
        if (linked && opened) {
            out.month = two.last;
            const Month from = plus_months(one.last, -(one.months - 1));
            // "de enero a marzo de 2024": the year is said once.
            const int length = months_between(from, two.last) + 1;
            const bool years = one.months >= 12 && two.with_year;
            if (years && is_change) {
                out.months = two.months;
                out.against_months =
                    std::max(1, months_between(one.last, plus_months(two.last, 12 - two.months)));
            } else {
                out.months = !one.with_year ? (length - 1 + 1200) % 12 + 1 : std::max(1, length);
            }
            return out;
        }
    }
    // "en 2024 van 457 a junio": the month is of that year.
    const bool whole_year = words[one.first].is_year() && one.past == one.first + 1;
    if (whole_year && main.size() == 2 && main[1].months == 1 && !main[1].with_year &&
        is_before(words, main[1].first, {"a", "hasta", "ate", "until"})) {
        out.month = one.last.year() / main[1].last.month();
        out.months = month_number(out.month);
        return out;
    }
    // "de 340 en 2019 a 474 en 2020": the later with the earlier.
    if (is_change && main.size() == 2 && main[1].months == one.months && one.with_year && main[1].with_year &&
        main[1].last > one.last) {
        out.month = main[1].last;
        out.against_months = months_between(one.last, main[1].last);
        return out;
    }
    if (one.months == 1 && is_before(words, one.first, {"a", "hasta", "ate", "until"}))
        out.months = month_number(one.last);
    if (!is_before(words, one.first, {"desde", "since"})) return out;
    out.month = last;
    if (one.months >= 12 && is_change) {  // of a year on, this year with that one
        out.months = month_number(last);
        out.against_months =
            std::max(12, 12 * (static_cast<int>(last.year()) - static_cast<int>(one.last.year())));
    } else {
        out.months = std::max(1, months_between(one.last, last) + one.months);
    }
    return out;
}

}  // namespace

SaidPeriod said_period(Words words, Month last, bool is_change, bool levels) {
    const Times times{words, last};
    const std::size_t comparison = is_change ? comparison_in(words) : words.size();
    std::vector<Mention> main, other;
    for (const auto& mention : times.all()) (mention.first < comparison ? main : other).push_back(mention);
    // "comparado con 2023, en 2024 ..." and "subió 5 % respecto de 2023 en 2024"
    if (main.empty() && other.size() > 1 &&
        (comparison < 2 || words[other[1].first - 1].text == "em" ||
         is_before(words, other[1].first, {"en", "in", "durante"}))) {
        main = {other.begin() + 1, other.end()};
        other.resize(1);
    }
    const auto two = levels ? of_two_levels(main) : std::nullopt;
    if (two) return *two;
    SaidPeriod out = of_main(words, main, last, is_change);
    // "que en 2023" alone compares a year with a year: the last one with data.
    const bool with_a_year = main.empty() && !other.empty() && other.front().months >= 12;
    if (with_a_year) out = {.month = last, .months = month_number(last), .said = true};
    if (!is_change) return out;
    const Words compared = words.subspan(comparison);
    if (const auto before = former(compared.empty() ? words : compared, out.months, !compared.empty())) {
        out.against_months = *before;
    } else if (!other.empty()) {
        out.against_months = apart(other.front(), out).value_or(out.against_months);
    }
    return out;
}

}  // namespace atalaya::service
