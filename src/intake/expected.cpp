#include "intake/expected.hpp"

namespace atalaya::intake {

namespace {

constexpr int longest_wait = 366;

std::array<int, 3> letter_days(TomlTable& table) {
    Expected usual;
    const auto given = table.optional_numbers("letters");
    if (!table.has("letters")) return usual.letters;
    bool right = given.size() == usual.letters.size();
    for (std::size_t i = 0; right && i < given.size(); ++i) {
        const double least = i == 0 ? 1 : given[i - 1] + 1;
        right = given[i] >= least && given[i] <= longest_wait && given[i] == static_cast<int>(given[i]);
        usual.letters[i] = right ? static_cast<int>(given[i]) : 0;
    }
    if (!right)
        table.refuse("letters",
                     message("\"letters\" should be three whole numbers of days after the due day, "
                             "each more than the one before and at most {}, such as [3, 10, 20].",
                             longest_wait));
    return usual.letters;
}

// "weekly:friday"; "weekly" of weeks that close on Sunday, as those of ISO 8601 do.
std::string cadence_told(TomlTable& table) {
    static const std::vector<std::string> cadences{"daily", "weekly", "monthly", "quarterly", "yearly"},
        weekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    std::string cadence;
    if (table.has("cadence")) cadence = table.one_of("cadence", cadences);
    if (!table.has("closes")) return cadence;
    const std::string closes = table.one_of("closes", weekdays);
    if (cadence != "weekly")
        table.refuse("closes", message("\"closes\" is the last day of a week; say it with cadence = "
                                       "\"weekly\", or leave it out."));
    return closes == weekdays.back() ? cadence : cadence + ":" + closes;
}

}  // namespace

Expected expected_of(TomlTable table) {
    static const std::vector<std::string> kinds{"calendar", "business"};
    Expected out{.source = table.text("source"), .cadence = cadence_told(table)};
    const auto due = table.integer("due");
    if (due < 1 || due > longest_wait)
        table.refuse("due", message("\"due\" should be 1 to {}, the days after the end of what is delivered; "
                                    "found {}.",
                                    longest_wait, due));
    out.due_days = static_cast<int>(due);
    out.business = table.one_of("days", kinds, "calendar") == "business";
    out.letters = letter_days(table);
    if (const std::string from = table.text("from", ""); !from.empty()) {
        out.from = parse_month(from);
        if (!out.from)
            table.refuse("from",
                         message("\"from\" should be a month such as \"2024-01\"; found \"{}\".", from));
    }
    out.empty_months = table.boolean("empty_months", false);
    out.addressees = addressees_of(table);
    out.agreement = table.text("agreement", "");
    table.done();
    return out;
}

}  // namespace atalaya::intake
