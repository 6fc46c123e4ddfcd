#include "service/bulletin/issue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <future>

#include "core/error.hpp"
#include "core/text.hpp"
#include "render/xlsx.hpp"
#include "service/bulletin/counting_text.hpp"
#include "service/facts.hpp"
#include "service/kept_counting.hpp"
#include "service/no_month.hpp"
#include "service/whole_file.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

std::string file_stem(const BulletinRequest& request) {
    return (request.bulletin == "mensual" ? std::string{"boletin-mensual"} : request.bulletin) + "_" +
           replaced(request.territory, ":", "-") + "_" + iso(request.month) + "_" + request.language +
           (request.profile == "publico" ? "_publico" : "");
}

std::string used_by(const BulletinRequest& request) {
    return request.bulletin + "/" + request.territory + "/" + iso(request.month) + "/" + request.language;
}

// Enters what left the house; the same bytes again are the same issue.
void enter(store::Store& store, const BulletinRequest& request, std::string_view html,
           std::int64_t vintage_no) {
    store::BulletinIssue issue{issued_as(request, request.bulletin),
                               request.territory,
                               iso(request.month),
                               request.language,
                               1,
                               vintage_no,
                               sha256(html)};
    for (const auto& earlier : store.records().issues(store.city())) {
        if (earlier.bulletin != issue.bulletin || earlier.territory != issue.territory ||
            earlier.period != issue.period || earlier.language != issue.language) {
            continue;
        }
        if (earlier.digest == issue.digest) return;
        issue.number = earlier.number + 1;
    }
    store.records().keep_issue(store.city(), issue);
}

// Whether the month is over, all that was told is of before it, and a source that told something owes it: its bulletin says who
// has not delivered.
bool is_owed(const World& world, Month month, Day issued_on) {
    if (issued_on < whole(month).past_end) return false;
    return std::ranges::any_of(world.catalogue().sources, [&](const intake::Source& source) {
        const auto told = world.known_months_of_source(source.id);
        return told && told->past_end <= first_day(month) && has_facts_of_its_own(source) &&
               world.due(source, whole(month));
    });
}

// A bulletin of a month that no delivery tells of, and that nobody owes, would be a slip of the pen with a number.
void refuse_unknown_month(const World& world, Month month, Day issued_on) {
    const auto known = world.known_months("");
    for (std::uint16_t source = 1; source < world.sources().size(); ++source) {
        const auto told = world.known_months_of_source(source);
        if (told && told->first <= first_day(month) && first_day(month) < told->past_end) return;
    }
    if (known && known->first <= first_day(month) && first_day(month) < known->past_end)
        throw Error{
            Fault::missing,
            message("no delivery of the vintage {} tells of {}, although others tell of months before "
                    "and after it",
                    world.vintage(), iso(month))};
    if (!known) throw Error{Fault::missing, no_month_yet(world)};
    if (known->past_end <= first_day(month) && is_owed(world, month, issued_on)) return;
    throw Error{Fault::missing,
                message("expected a month from {} to {}, of which the vintage {} tells; "
                        "found {}",
                        iso(month_of(known->first)), iso(plus_months(month_of(known->past_end), -1)),
                        world.vintage(), iso(month))};
}

}  // namespace

void keep_figures(store::Store& store, const std::vector<Figure>& shown, const std::string& used_by,
                  std::int64_t vintage_no) {
    std::vector<store::Figure> figures;
    for (const auto& figure : shown) {
        store::Figure kept{
            figure_id(figure.spec), json_of(figure.spec), json_of(figure), {}, vintage_no, used_by};
        kept.digest = sha256(kept.value);
        figures.push_back(std::move(kept));
    }
    store.records().keep_figures(store.city(), figures);
}

std::vector<Issued> issue(store::Store& store, const Catalogue& catalogue,
                          const std::vector<BulletinRequest>& requests, const std::set<Form>& forms,
                          const fs::path& folder, Progress& progress, Day issued_on) {
    make_folder(folder);

    Worlds worlds{store, catalogue};
    const auto& share = catalogue.share;
    const auto assets =
        forms.contains(Form::html) ? render::html_assets(share.fonts / "woff2") : render::HtmlAssets{};
    // Pages are set by others while the next bulletins are written; a few wait at most.
    constexpr std::size_t presses = 2, most_waiting = 6;
    render::PdfPresses press{
        {"node", share.libexec / "atalaya-pdf.mjs", share.typst / "node_modules", share.fonts / "ttf"},
        presses};
    struct Setting {
        std::size_t of;
        std::future<std::string> bytes;
    };
    std::deque<Setting> settings;
    Message no_pdf;

    std::vector<Issued> issued;
    const auto put = [&](Issued& one, const char* extension, std::string_view bytes) {
        const fs::path path = folder / (file_stem(one.request) + extension);
        write_whole(path, bytes);
        one.files.push_back(path);
    };
    const auto finish_first = [&] {
        Issued& one = issued[settings.front().of];
        try {
            put(one, ".pdf", settings.front().bytes.get());
        } catch (const Error& error) {
            if (error.fault() != Fault::missing) throw;
            one.no_pdf = no_pdf = error.message();
        }
        settings.pop_front();
        progress.advance(issued.size() - settings.size());
    };

    for (const auto& request : requests)
        refuse_unknown_month(worlds.at(request.vintage), request.month, issued_on);
    progress.stage("bulletins", requests.size());
    for (const auto& request : requests) {
        progress.check_interrupt();
        Bulletin bulletin =
            request.bulletin == "ficha" ? ficha(worlds, request) : monthly_bulletin(worlds, request);
        const auto vintage_no = worlds.at(request.vintage).vintage_no();
        tell_counting(bulletin, counting_at(store, catalogue, vintage_no), worlds, request);
        keep_figures(store, bulletin.figures, used_by(request), vintage_no);
        if (!bulletin.code.empty())
            store.records().keep_code(store.city(),
                                      {bulletin.code, issued_as(request, request.bulletin), request.territory,
                                       iso(request.month), request.language, vintage_no, iso(issued_on)});
        issued.push_back({.request = request, .figures = bulletin.figures.size()});
        Issued& one = issued.back();
        for (const auto& block : bulletin.document.sections.front().blocks) {
            const auto* paragraph = std::get_if<render::Paragraph>(&block);
            if (paragraph && paragraph->kind == render::Paragraph::Kind::finding)
                one.findings.push_back(render::plain(paragraph->text));
        }
        if (forms.contains(Form::pdf) && no_pdf.empty())
            settings.push_back({issued.size() - 1, press.pdf(bulletin.document)});
        one.no_pdf = no_pdf;
        if (forms.contains(Form::html)) {
            const std::string page = render::html(bulletin.document, assets);
            put(one, ".html", page);
            enter(store, request, page, worlds.at(request.vintage).vintage_no());
        }
        if (forms.contains(Form::xlsx)) put(one, ".xlsx", render::xlsx(bulletin.document));
        while (settings.size() > most_waiting) finish_first();
        progress.advance(issued.size() - settings.size());
    }
    while (!settings.empty()) finish_first();
    return issued;
}

}  // namespace atalaya::service
