#include "service/bulletin/check.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "service/bulletin/mensual.hpp"
#include "store/erasure_records.hpp"

namespace atalaya::service {

namespace {

char letter_of(char c) {
    if ('a' <= c && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') return '0';
    return c == 'I' || c == 'L' ? '1' : c;
}

bool is_letter(char c) {
    return ('0' <= c && c <= '9') || ('A' <= c && c <= 'Z' && c != 'U');
}

BulletinRequest request_of(const store::BulletinCode& kept, std::string vintage) {
    constexpr std::string_view publico = "-publico";
    const bool for_all = kept.bulletin.ends_with(publico);
    const auto month = parse_month(kept.period);
    if (!month)
        throw Error{
            Fault::corrupt,
            message("expected a month in the table bulletin_code, found \"{}\". Run verify", kept.period)};
    return {.bulletin = kept.bulletin.substr(0, kept.bulletin.size() - (for_all ? publico.size() : 0)),
            .territory = kept.territory,
            .month = *month,
            .vintage = std::move(vintage),
            .language = kept.language,
            .profile = for_all ? "publico" : "interno"};
}

std::string vintage_of(store::Store& store, std::int64_t no) {
    for (const auto& vintage : store.vintages()) {
        if (vintage.no == no) return vintage.id;
    }
    throw Error{Fault::corrupt,
                message("expected vintage number {} in the record store, found none. Run verify", no)};
}

// The newest erasure that one of the figures names.
std::string newest_erasure(store::Store& store, const std::vector<Figure>& figures) {
    std::string newest;
    for (const auto& erasure : store::erasures(store.records(), store.city())) {
        const bool named = std::any_of(figures.begin(), figures.end(),
                                       [&](const Figure& one) { return one.spec.erasure == erasure.id; });
        if (named) newest = erasure.id;
    }
    return newest;
}

}  // namespace

bool CheckedCode::erased() const {
    return std::all_of(bulletins.begin(), bulletins.end(), [&](const CheckedBulletin& one) {
        return one.code_now == code || !one.erasure.empty();
    });
}

bool CheckedCode::same() const {
    return std::all_of(bulletins.begin(), bulletins.end(),
                       [&](const CheckedBulletin& one) { return one.code_now == code; });
}

std::string code_as_printed(std::string_view text) {
    std::string code;
    for (const char c : text) {
        if (c != '-' && c != ' ') code += letter_of(c);
    }
    if (code.size() != 8 || !std::all_of(code.begin(), code.end(), is_letter))
        throw Error{Fault::usage, message("expected a check code such as 7K2M-9QXA; found \"{}\"", text)};
    return code.insert(4, "-");
}

CheckedCode check_code(store::Store& store, const Catalogue& catalogue, std::string_view code) {
    CheckedCode out{.code = code_as_printed(code), .bulletins = {}};
    const auto kept = store.records().codes(store.city(), out.code);
    if (kept.empty())
        throw Error{Fault::missing,
                    message("no bulletin written from this data directory printed the code {}. Was it "
                            "copied as it stands, and is this the city's directory?",
                            out.code)};
    Worlds worlds{store, catalogue};
    for (const auto& one : kept) {
        const auto day = parse_day(one.issued_on);
        CheckedBulletin& checked = out.bulletins.emplace_back();
        checked.request = request_of(one, vintage_of(store, one.vintage_no));
        checked.issued_on = day.value_or(Day{});
        try {
            const auto now = one.bulletin.starts_with("ficha") ? ficha(worlds, checked.request)
                                                               : monthly_bulletin(worlds, checked.request);
            checked.code_now = now.code;
            checked.erasure = newest_erasure(store, now.figures);
        } catch (const Error& error) {
            if (error.fault() == Fault::interrupted) throw;
            checked.why_not = error.message();
        }
    }
    return out;
}

}  // namespace atalaya::service
