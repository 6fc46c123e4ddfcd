#include "service/correspondence/repeated.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "service/correspondence/receipt.hpp"

namespace atalaya::service {

using render::Paragraph;
using render::Section;

render::Document repeated_page(const Stationery& paper, store::Store& store, const SameBytes& same,
                               const std::string& file_name, Day came) {
    const auto& forms = paper.forms();
    const auto first = receipt_facts(store, same.run);
    auto document = paper.blank(
        paper.say("repeated.title", {{"source", paper.name(paper.catalogue().source(same.source))}}),
        {paper.say("receipt.came", {{"day", forms.day(came)}})}, came);
    Section what{.id = "lo-recibido", .title = paper.say("receipt.received")};
    what.blocks.push_back(paper.sentence(
        "repeated.same", {{"file", file_name}, {"day", forms.day(first.came_on)}, {"first", same.file}},
        Paragraph::Kind::finding));
    if (same.says_another_month())
        what.blocks.push_back(
            paper.sentence(same.told ? "repeated.told" : "repeated.missing",
                           {{"month", forms.month(*same.month)}, {"asked", forms.month(*same.asked)}}));
    what.blocks.push_back(paper.sentence("repeated.digest", {{"digest", first.run.delivery.hex()}}));
    Section next{.id = "que-puede-hacer", .title = paper.say("receipt.what_next")};
    next.blocks.push_back(paper.sentence("repeated.ask"));
    document.sections = {std::move(what), std::move(next)};
    return document;
}

std::string repeated_stem(const SameBytes& same, const std::string& file_name) {
    return fmt::format("acuse_repetido_{}_{}_{}", std::filesystem::path{file_name}.stem().string(),
                       same.run.substr(0, 10), same.source);
}

}  // namespace atalaya::service
