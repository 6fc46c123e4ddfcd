#include "service/correspondence/feedback.hpp"

#include <regex>

#include "late_town.hpp"
#include "service/bulletin/mensual.hpp"
#include "service/declared_about.hpp"

namespace atalaya::service {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* hospital = "marejada-hospital";

std::string page_of(Town& town, const std::string& source, const char* month,
                    const std::string& language = "es") {
    const Folder out;
    NoProgress quiet;
    const auto written = write_feedback(*town.store, town.catalogue,
                                        {.month = *parse_month(month),
                                         .vintage = "",
                                         .source = source,
                                         .language = language,
                                         .forms = {PaperForm::html},
                                         .folder = out.path()},
                                        quiet);
    return bytes_of(written.sources.at(0).files.at(0));
}

// A figure of the city under the name that documents give it.
Figure as_named(Town& town, const char* indicator, const char* measure, const char* month) {
    const auto spec = town.spec(indicator, measure, "ciudad", month);
    return compute(*town.worlds, as_declared(town.worlds->at(spec.vintage), spec));
}

TEST(Feedback, ShowsTheFiguresOfTheBulletinAndKeepsThem) {
    auto& town = late_police();
    const auto page = page_of(town, hospital, "2021-12");
    const auto injured = as_named(town, "herido_arma", "count", "2021-12");
    ASSERT_TRUE(injured.value);
    const auto id = figure_id(injured.spec);
    EXPECT_THAT(page, HasSubstr("#f-" + id)) << "the number leads to its provenance";
    const auto kept = town.store->records().find_figure("villa-marejada", id);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->value, json_of(injured));
    const auto bulletin = monthly_bulletin(*town.worlds, {.month = *parse_month("2021-12")});
    EXPECT_TRUE(std::any_of(bulletin.figures.begin(), bulletin.figures.end(), [&](const Figure& figure) {
        return figure_id(figure.spec) == id;
    })) << "it is a figure of the bulletin";
}

TEST(Feedback, TellsNothingOfAnotherSource) {
    auto& town = late_police();
    const auto page = page_of(town, hospital, "2021-12");
    for (const char* other : {"marejada-policia", "marejada-vif", "policía de Villa Marejada", "Hurto"})
        EXPECT_THAT(page, Not(HasSubstr(other)));
}

TEST(Feedback, SaysWhatIsMissingOrWhenTheNextIsDue) {
    auto& town = late_police();
    EXPECT_THAT(page_of(town, hospital, "2021-12"),
                HasSubstr("La próxima entrega es la de enero de 2022 y vence el 4 de febrero de 2022."));
    const auto late = page_of(town, "marejada-policia", "2021-12");
    EXPECT_THAT(late, HasSubstr("Faltan los datos de noviembre a diciembre de 2021."));
    EXPECT_THAT(late, HasSubstr("no tiene cifras de sus datos")) << "no zero stands for what did not come";
}

TEST(Feedback, SaysThatNoIndicatorCountsWhatCame) {
    const auto calls = page_of(marejada(), "marejada-911", "2024-12");
    EXPECT_THAT(calls, HasSubstr("ningún indicador los cuenta todavía"));
    EXPECT_THAT(calls, Not(HasSubstr("no llegan a ese mes"))) << "they do";
    const auto late = page_of(late_police(), "marejada-policia", "2021-12");
    EXPECT_THAT(late, HasSubstr("no llegan a ese mes"));
}

// Of 48 cases received in September 2024, 25 ended in term, as the bulletin of December says.
TEST(Feedback, TellsOfTheCasesThatEndedInTerm) {
    auto& town = marejada();
    const auto page = page_of(town, "marejada-mediacion", "2024-12");
    const auto resolved = as_named(town, "resolucion", "resolved", "2024-12");
    ASSERT_TRUE(resolved.value);
    EXPECT_THAT(page, HasSubstr("usa sus datos en 1 indicador."));
    EXPECT_THAT(page, HasSubstr("de los casos ingresados hace 90 a 120 días"));
    EXPECT_THAT(page, HasSubstr("#f-" + figure_id(resolved.spec)));
    EXPECT_THAT(page, Not(HasSubstr("ningún indicador los cuenta todavía")));
}

// The prosecutor's list is in no indicator's count; the bulletin reconciles it and tells who was killed.
TEST(Feedback, TellsOfAListThatIsReconciled) {
    const auto page = page_of(marejada(), "marejada-fiscalia", "2024-12");
    EXPECT_THAT(page, HasSubstr("usa su lista al lado de la de otra fuente"));
    EXPECT_THAT(page, HasSubstr("en las dos listas que el boletín concilia"));
    EXPECT_THAT(page, HasSubstr("Arma de fuego"));
    const auto told = page.substr(0, page.find("id=\"appendix\""));
    EXPECT_LT(told.size(), page.size());
    EXPECT_THAT(told, Not(HasSubstr("policía de Villa Marejada"))) << "the other list has its own page";
}

// The reports of 2024 rose conclusively, those of December did not.
TEST(Feedback, TellsWhatIsConclusiveOverTheYear) {
    EXPECT_THAT(
        page_of(marejada(), "marejada-vif", "2024-12"),
        HasSubstr("Con cambio concluyente en un período más largo que el mes: denuncias por violencia "
                  "familiar y de género en el acumulado del año"));
}

TEST(Feedback, TellsAWeekThatDidNotComeFromDaysThatDidNot) {
    const auto page = page_of(marejada(), "marejada-911", "2024-12");
    EXPECT_THAT(page, HasSubstr("Faltan datos: la semana del 9 al 15 de septiembre de 2024."));
    EXPECT_THAT(page, HasSubstr("Días que no llegaron: del 2 al 3 de noviembre de 2024."));
    EXPECT_THAT(page, HasSubstr("Próxima entrega: la semana del 30 de diciembre de 2024 al 5 de enero de "
                                "2025; vence el 7 de enero de 2025."))
        << "an older one that is late does not hide it";
}

TEST(Feedback, ThanksWithoutAdjectives) {
    auto& town = late_police();
    EXPECT_THAT(page_of(town, hospital, "2021-12"), HasSubstr("Gracias por la entrega."));
    EXPECT_THAT(page_of(town, hospital, "2021-12", "pt"), HasSubstr("Obrigado pela entrega."));
    EXPECT_THAT(page_of(town, hospital, "2021-12", "en"), HasSubstr("Thank you for the delivery."));
}

// Every change with its interval, and the word of the bulletin's rule.
TEST(Feedback, SaysWhichChangesAreConclusive) {
    auto& town = late_police();
    const auto page = page_of(town, "marejada-vial", "2021-12");
    const auto results = [&](const std::string& text) {
        const std::regex cell{"<td[^>]*>((no )?concluyente|inconclusive|conclusive)</td>"};
        return std::distance(std::sregex_iterator(text.begin(), text.end(), cell), std::sregex_iterator{});
    };
    EXPECT_GE(results(page), 1) << "a change that is judged";
    EXPECT_THAT(page, HasSubstr("Cambio (IC 95\u00a0%)"));
    EXPECT_GE(results(page_of(town, "marejada-vial", "2021-12", "en")), 1);
}

TEST(Feedback, ASourceThatSentNothingHasNone) {
    auto& town = late_police();
    EXPECT_THROW(page_of(town, "no-such-source", "2021-12"), Error);
}

}  // namespace
}  // namespace atalaya::service
