#include "service/correspondence/paper.hpp"

#include "core/error.hpp"
#include "render/day_span.hpp"
#include "render/html.hpp"
#include "render/pdf.hpp"
#include "render/plain.hpp"
#include "service/city_language.hpp"
#include "service/due.hpp"
#include "service/whole_file.hpp"

namespace atalaya::service {
namespace fs = std::filesystem;

namespace {

render::Words paper_words(const Catalogue& catalogue, std::string_view language) {
    const auto& data = catalogue.share.data;
    auto words = render::Words::load(data / "bulletins" / "mensual", language);
    words.add(data / "i18n").add(data / "bulletins" / "entregas");
    return words;
}

}  // namespace

Stationery::Stationery(const Catalogue& catalogue, std::string_view language)
    : catalogue_{catalogue},
      language_{language.empty() ? language_of(catalogue.city) : std::string{language}},
      forms_{region_for(catalogue.city, language_)},
      words_{paper_words(catalogue, language_)} {}

std::string Stationery::name(const intake::Source& source) const {
    return in_language(source.name, language_);
}

std::string Stationery::months(const std::vector<Month>& months) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < months.size();) {  // months in a row are told as a span
        std::size_t end = i + 1;
        while (end < months.size() && months[end] == plus_months(months[end - 1], 1)) ++end;
        names.push_back(forms_.period({first_day(months[i]), whole(months[end - 1]).past_end}));
        i = end;
    }
    return forms_.list(names);
}

std::string Stationery::span(std::string_view cadence, Period span) const {
    if (!by_days(cadence)) return period(span);
    const std::string days = render::day_span(forms_, span);
    if (span.days() == 1) return say("span.day", {{"day", days}});
    const int of_one = period_of(cadence, span.first).days();
    const auto n = render::counted(forms_, span.days() / of_one);
    if (of_one == 1) return say("span.days", {{"n", n}, {"span", days}});
    return say(span.days() == of_one ? "span.week" : "span.weeks", {{"n", n}, {"span", days}});
}

render::Document Stationery::blank(std::string title, std::vector<std::string> head, Day dated) const {
    const auto& city = catalogue_.city;
    render::Document document{
        .bulletin = "entregas", .language = language_, .region = region_for(city, language_)};
    document.title = std::move(title);
    document.city = document.territory = city.name;
    document.head = std::move(head);
    document.badges = {say("badge.internal")};
    if (city.simulated) document.badges.insert(document.badges.begin(), say("badge.simulated"));
    document.footer = say("paper.footer", {{"city", city.name}, {"day", forms_.day(dated)}});
    document.dated = iso(dated);
    document.words = words_.under("frame.");
    document.provenance_on_paper = render::OnPaper::none;
    return document;
}

WrittenPapers write_papers(const Share& share, const std::vector<Paper>& papers,
                           const std::set<PaperForm>& forms, const fs::path& folder, Progress& progress) {
    make_folder(folder);
    const bool as_html = forms.contains(PaperForm::html);
    const auto assets = as_html ? render::html_assets(share.fonts / "woff2") : render::HtmlAssets{};
    render::PdfWriter press{
        {"node", share.libexec / "atalaya-pdf.mjs", share.typst / "node_modules", share.fonts / "ttf"}};
    WrittenPapers written;
    progress.stage("papers", papers.size());
    for (const auto& [stem, document] : papers) {
        progress.check_interrupt();
        auto& files = written.files.emplace_back();
        const auto put = [&](const char* extension, std::string_view bytes) {
            const fs::path path = folder / (stem + extension);
            write_whole(path, bytes);
            files.push_back(path);
        };
        if (as_html) put(".html", render::html(document, assets));
        if (forms.contains(PaperForm::pdf) && written.no_pdf.empty()) {
            try {
                put(".pdf", press.pdf(document));
            } catch (const Error& error) {
                if (error.fault() != Fault::missing) throw;
                written.no_pdf = error.message();
            }
        }
        if (forms.contains(PaperForm::text)) put(".txt", render::plain_text(document));
        progress.advance(written.files.size());
    }
    return written;
}

}  // namespace atalaya::service
