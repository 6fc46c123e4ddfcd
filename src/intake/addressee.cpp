#include "intake/addressee.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/descriptor.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {

namespace {

Addressee addressee_of(TomlTable table) {
    Addressee out{.post = std::string{trimmed(table.text("post", ""))},
                  .institution = table.text("institution"),
                  .address = table.text("address", "")};
    if (trimmed(out.institution).empty())
        table.refuse("institution", message("\"{}\" should not be blank.", "institution"));
    table.done();
    return out;
}

}  // namespace

std::array<const Addressee*, 3> each_of(const Addressees& of) {
    return {&of.contact, &of.substitute, &of.superior};
}

std::string line_of(const Addressee& addressee) {
    return addressee.post.empty() ? addressee.institution : addressee.post + ", " + addressee.institution;
}

Addressees addressees_of(TomlTable& table) {
    Addressees out;
    const std::array<Addressee*, 3> each{&out.contact, &out.substitute, &out.superior};
    for (std::size_t i = 0; i < each.size(); ++i) {
        if (auto one = table.optional_table(addressee_keys[i])) *each[i] = addressee_of(*one);
    }
    return out;
}

void check_addressees(const Source& source) {
    std::vector<std::string> absent;
    const auto each = each_of(source.addressees);
    for (std::size_t i = 0; i < each.size(); ++i) {
        if (!each[i]->said()) absent.emplace_back(addressee_keys[i]);
    }
    if (absent.empty()) return;
    throw Error{
        Fault::bad_input,
        message("{}: expected contact, substitute and superior, whom to write to when it does not come; "
                "{} is not there. Where no post is known, the institution alone will do",
                (source.folder / "source.toml").string(), join(absent, ", "))};
}

}  // namespace atalaya::intake
