#include "simulate/papers.hpp"

#include "simulate/feed.hpp"
#include "simulate/kept_workbook.hpp"
#include "simulate/messages.hpp"
#include "simulate/month_page.hpp"
#include "simulate/port_sheet.hpp"

namespace atalaya::simulate {
namespace {

Paper messages(const Town& town, Month month, std::uint64_t seed, const std::filesystem::path& folder) {
    const Messages written = messages_of(town, month, seed);
    Paper paper{.source = "marejada-mensajes", .files = {"mensajes/" + iso(month) + ".csv"}};
    paper.counts = paper.sum = written.rows;
    paper.twice = written.twice;
    paper.misspelt = written.misspelt;
    write_file(folder / paper.files.front(), written.text);
    return paper;
}

}  // namespace

std::vector<Paper> write_papers(const Town& town, const Plan& plan, std::uint64_t seed,
                                const std::filesystem::path& folder) {
    const Month last = plus_months(month_of(plan.history.past_end), -1);
    std::vector<Paper> papers;
    papers.push_back(corregiduria(town, last, seed, folder));
    papers.push_back(kept_workbook(town, year_of(month_of(plan.history.first)), seed, folder));
    papers.push_back(port_sheet(year_of(last), seed, folder));
    papers.push_back(messages(town, last, seed, folder));
    return papers;
}

}  // namespace atalaya::simulate
