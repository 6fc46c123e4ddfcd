#include "intake/quality/format_drift.hpp"

#include <algorithm>

#include "intake/hash.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::int64_t fewest = 5;
constexpr std::size_t most_forms = 32;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    const char low = static_cast<char>(c | 0x20);
    return (low >= 'a' && low <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Tells `part(sign, length)` of each number, word and sign of the cell.
template <class Part>
void each_part(std::string_view cell, const Part& part) {
    for (std::size_t at = 0; at < cell.size();) {
        const std::size_t start = at;
        if (is_digit(cell[at])) {
            while (at < cell.size() && is_digit(cell[at])) ++at;
            part('9', std::max<std::size_t>(at - start, 2) - 1);
        } else if (is_letter(cell[at])) {
            while (at < cell.size() && is_letter(cell[at])) ++at;
            part('a', std::size_t{1});
        } else {
            part(cell[at++], std::size_t{1});
        }
    }
}

std::uint64_t mark_of(std::string_view cell) {
    std::uint64_t mark = 0;
    each_part(cell, [&](char sign, std::size_t length) {
        mark = (mark ^ (static_cast<unsigned char>(sign) | length << 8)) * 0x9e3779b97f4a7c15u;
    });
    return mixed(mark);
}

std::string form_of(std::string_view cell) {
    std::string form;
    each_part(cell, [&](char sign, std::size_t length) {
        form.append(sign == '9' && length > 1 ? length + 1 : length, sign);
    });
    return form;
}

}  // namespace

Forms::Form* Forms::find(std::uint64_t mark) {
    if (last_ < forms_.size() && forms_[last_].mark == mark) return &forms_[last_];
    for (std::size_t i = 0; i < forms_.size(); ++i) {
        if (forms_[i].mark != mark) continue;
        last_ = i;
        return &forms_[i];
    }
    return nullptr;
}

void Forms::see(std::string_view cell, std::int64_t line) {
    if (formless_ || cell.empty()) return;
    const auto mark = mark_of(cell);
    if (Form* known = find(mark)) {
        ++known->rows;
        known->last = line;
    } else if (forms_.size() == most_forms) {
        formless_ = true;
    } else {
        forms_.push_back({form_of(cell), mark, 1, line, line});
    }
}

void Forms::add(const Forms& later, std::int64_t offset) {
    formless_ = formless_ || later.formless_;
    for (const auto& form : later.forms_) {
        if (Form* known = find(form.mark)) {
            known->rows += form.rows;
            known->last = form.last + offset;
        } else {
            forms_.push_back(form);
            forms_.back().first += offset;
            forms_.back().last += offset;
        }
    }
    formless_ = formless_ || forms_.size() > most_forms;
}

std::vector<Forms::Form> Forms::drift() const {
    std::vector<Form> told;
    if (formless_) return told;
    std::copy_if(forms_.begin(), forms_.end(), std::back_inserter(told),
                 [](const Form& form) { return form.rows >= fewest; });
    std::stable_sort(told.begin(), told.end(), [](const Form& a, const Form& b) { return a.rows > b.rows; });
    if (told.size() < 2) told.clear();
    return told;
}

}  // namespace atalaya::intake::quality
