// Whole proposals of files written here: what is chosen, what is asked, and that the folder is read as it is.
#include "intake/propose/proposal.hpp"

#include <gtest/gtest.h>

#include "core/text.hpp"
#include "intake/propose/write.hpp"
#include "support.hpp"

namespace atalaya::intake {

namespace {

std::string english(const Message& said) {
    return said.english();
}

std::string police(int rows = 60) {
    std::string text = "Id;Fecha del hecho;Hora;Delito;Barrio;Latitud;Longitud\n";
    for (int i = 0; i < rows; ++i) {
        text += std::to_string(1000 + i) + ";" + std::to_string(1 + i % 28) + "/03/2024;" +
                std::to_string(i % 24) + ":15;" + (i % 3 ? "Robo" : "Hurto simple") + ";" +
                (i % 2 ? "Núñez" : "La Boca") + ";-34,6" + std::to_string(100 + i) + ";-58,4" +
                std::to_string(100 + i) + "\n";
    }
    return text;
}

Proposal proposal_of(const Folder& folder, const std::string& name, std::string_view bytes) {
    NoProgress unheard;
    return propose_here(folder.write(name, bytes), unheard);
}

// What the folder that a proposal writes is read as.
Source written(const Folder& folder, const Proposal& proposal, const std::string& id = "propuesta") {
    write_proposal(proposal, folder.path() / id, english);
    return read_source(folder.path() / id);
}

}  // namespace

TEST(Propose, AListOfFactsIsDescribed) {
    const Folder folder;
    const auto proposal = proposal_of(folder, "policia.csv", police());
    const Source source = written(folder, proposal);
    EXPECT_EQ(source.kind, Kind::incidents);
    EXPECT_EQ(source.format.separator, ';');
    EXPECT_EQ(source.format.decimal, ',');
    EXPECT_EQ(source.day_column, "Fecha del hecho");
    EXPECT_EQ(source.day_format, DayFormat::day_month);
    EXPECT_EQ(source.hour.column, "Hora");
    EXPECT_EQ(source.key, (std::vector<std::string>{"Id"}));
    EXPECT_EQ(source.category.columns, (std::vector<std::string>{"Delito"}));
    EXPECT_EQ(source.place.lon, "Longitud");
    EXPECT_EQ(source.place.lat, "Latitud");
    ASSERT_EQ(source.areas.size(), 1u);
    EXPECT_EQ(source.areas[0].layer, "barrio");
    EXPECT_EQ(source.labels.size(), 2u);
}

// The first half of the way from an unknown file to a bulletin: not a key is edited, and every row is read.
TEST(Propose, WhatIsProposedReadsTheFile) {
    const Folder folder;
    const auto proposal = proposal_of(folder, "policia.csv", police());
    const Source source = written(folder, proposal);
    NoProgress unheard;
    const Batch batch =
        read_here(source, small_city(), small_gazetteer(), folder.path() / "policia.csv", unheard);
    EXPECT_EQ(batch.accepted, 60);
    EXPECT_EQ(batch.rejected, 0);
    EXPECT_TRUE(matches(source.files.front(), "policia.csv"));
}

// Called so that it is left out where the child cannot be confined (./check).
TEST(SandboxPropose, TheChildGivesWhatThisProcessWould) {
    const Folder folder;
    const auto path = folder.write("policia.csv", police());
    NoProgress unheard;
    EXPECT_EQ(propose(path, unheard), propose_here(path, unheard));
}

TEST(Propose, DoubtsAreAskedAndSaidInTheDescriptor) {
    const Folder folder;
    std::string text = "fecha,delito,barrio\n";
    for (int i = 0; i < 40; ++i)
        text += "0" + std::to_string(1 + i % 9) + "/0" + std::to_string(1 + i % 7) + "/2024,Robo " +
                std::to_string(i % 3) + ",Retiro\n";
    const auto proposal = proposal_of(folder, "dudosa.csv", text);
    const Choice* format = proposal.find("time.day.format");
    ASSERT_NE(format, nullptr);
    EXPECT_LT(format->confidence, 90);
    const std::string toml = source_toml(proposal, "dudosa", english);
    EXPECT_NE(toml.find("# QUESTION: Day or month first?"), std::string::npos) << toml;
    for (const auto& choice : proposal.choices)
        EXPECT_EQ(choice.confidence < sure, !choice.question.empty()) << choice.key;
}

TEST(Propose, AColumnOfMonthsSettlesTheOrderOfTheDay) {
    const Folder folder;
    std::string text = "fecha,mes,delito\n";
    for (int i = 0; i < 40; ++i)
        text += "0" + std::to_string(1 + i % 9) + "/0" + std::to_string(1 + i % 5) + "/2024," +
                std::to_string(1 + i % 9) + ",Robo\n";
    EXPECT_EQ(proposal_of(folder, "a.csv", text).value("time.day.format"), "MM/DD/YYYY");
}

TEST(Propose, MonthsSideBySideAreAWideTable) {
    const Folder folder;
    std::string text = "AÑO,ENTIDAD,DELITO,ENERO,FEBRERO,MARZO,ABRIL,MAYO,JUNIO,JULIO\n";
    for (int i = 0; i < 30; ++i)
        text += std::to_string(2010 + i % 5) + ",Sonora,Robo " + std::to_string(i % 4) + ",1,2,3,4,5,6,7\n";
    const Folder place;
    const Source source = written(place, proposal_of(folder, "estatal.csv", text));
    EXPECT_EQ(source.kind, Kind::tallies);
    EXPECT_EQ(source.wide.first, "ENERO");
    EXPECT_EQ(source.wide.last, "JULIO");
    EXPECT_EQ(source.day_parts.year, "AÑO");
    EXPECT_EQ(source.day_parts.month, source.wide.name);
}

TEST(Propose, MonthsWithTheirYearSideBySideSayWhen) {
    const Folder folder;
    std::string text = "Localidad,Grupo";
    for (const char* month : {"ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL"})
        text += ",2021 " + std::string{month};
    for (const char* place : {"Ñuñoa", "Macul"})
        for (const char* kind : {"Robos", "Hurtos"})
            text += "\n" + std::string{place} + "," + kind + ",11,12,13,14,15,16,17";
    const auto proposal = proposal_of(folder, "grupos.csv", text + "\n");
    EXPECT_EQ(proposal.value("time.month.column"), "mes");
    EXPECT_EQ(proposal.value("time.month.format"), "MONTH YYYY");
    EXPECT_EQ(written(folder, proposal).kind, Kind::tallies);
}

TEST(Propose, ResidentsAreExposures) {
    const Folder folder;
    const Source source = written(
        folder, proposal_of(folder, "pob_2010.csv", "BARRIO,POBLACION\nBoca,100\nOnce,200\nNúñez,300\n"));
    EXPECT_EQ(source.kind, Kind::exposures);
    EXPECT_EQ(source.exposure.area, "BARRIO");
    EXPECT_EQ(source.exposure.value, "POBLACION");
    EXPECT_EQ(source.exposure.year, 2010);
}

TEST(Propose, SwappedCoordinatesAreSeen) {
    const Folder folder;
    const std::string text =
        replaced(replaced(replaced(police(), "Latitud", "L"), "Longitud", "Latitud"), ";L;", ";Longitud;");
    const auto proposal = proposal_of(folder, "a.csv", text);
    EXPECT_EQ(proposal.value("place.lat"), "Longitud");
    EXPECT_LT(proposal.find("place.lat")->confidence, 90);
}

TEST(Propose, AreasOfGeoJson) {
    const Folder folder;
    const char* text =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"COMUNA":"1","area":12.5},"geometry":{"type":"Polygon","coordinates":[[[-58.4,-34.6],[-58.3,-34.6],[-58.3,-34.5],[-58.4,-34.6]]]}},)"
        R"({"type":"Feature","properties":{"COMUNA":"2","area":13.5},"geometry":{"type":"Polygon","coordinates":[[[-58.5,-34.6],[-58.4,-34.6],[-58.4,-34.5],[-58.5,-34.6]]]}}]})";
    const Source source = written(folder, proposal_of(folder, "comunas.geojson", text));
    EXPECT_EQ(source.kind, Kind::areas);
    EXPECT_EQ(source.shape.code, "COMUNA");
    EXPECT_EQ(source.shape.layer, "comuna");
    EXPECT_FALSE(source.shape.from);
}

TEST(Propose, WhatNobodyKnowsIsLeftToFillInAndNamed) {
    const Folder folder;
    const Source source = written(folder, proposal_of(folder, "policia.csv", police()));
    const auto left = still_to_fill_in(source);
    EXPECT_EQ(left, (std::vector<std::string>{"name", "publisher", "url", "licence", "contact", "substitute",
                                              "superior", "codes.csv (pt)", "codes.csv (en)"}));
    EXPECT_EQ(source.labels.front().name.es, source.labels.front().label_1);
    EXPECT_EQ(source.labels.front().name.pt, "") << "no word of Spanish stands for one of Portuguese";
}

TEST(Propose, NothingIsWrittenOverADescriptor) {
    const Folder folder;
    const auto proposal = proposal_of(folder, "policia.csv", police());
    folder.write("hecha/source.toml", "id = \"hecha\"\n");
    refusal([&] { write_proposal(proposal, folder.path() / "hecha", english); }, Fault::conflict);
    EXPECT_EQ(text_of(folder.path() / "hecha" / "source.toml"), "id = \"hecha\"\n");
}

TEST(Propose, HostileCellsStayTexts) {
    const Folder folder;
    std::string text = "fecha,\"del\"\"ito\n[kind]\",barrio\n";
    for (int i = 0; i < 30; ++i)
        text += "2024-03-" + std::to_string(10 + i % 18) + ",\"Robo\"\"\\\n\x01 x" + std::to_string(i % 3) +
                "\",Retiro\n";
    const auto proposal = proposal_of(folder, "a\"b\n.csv", text);
    const Source source = written(folder, proposal);
    EXPECT_EQ(source.day_column, "fecha");
    EXPECT_EQ(source.kind, Kind::incidents);
}

TEST(Propose, WhatNoReaderReadsIsRefused) {
    const Folder folder;
    for (const auto& [name, bytes] :
         std::vector<std::pair<std::string, std::string>>{{"a.pdf", "%PDF-1.7 x"},
                                                          {"a.html", "<!DOCTYPE html><p>x"},
                                                          {"a.json", "[1,2,3]"},
                                                          {"a.csv", ""}})
        refusal([&, bytes = bytes, name = name] { proposal_of(folder, name, bytes); });
}

TEST(Propose, APipeThatIsCutOrChangedIsRefused) {
    const Folder folder;
    const std::string bytes = packed_proposal(proposal_of(folder, "policia.csv", police()));
    EXPECT_EQ(packed_proposal(unpacked_proposal(bytes)), bytes);
    for (std::size_t size = 0; size < bytes.size(); size += 97)
        EXPECT_THROW(unpacked_proposal(std::string_view{bytes}.substr(0, size)), Error) << size;
    std::string changed = bytes;
    changed[0] = '\xFF', changed[7] = '\x7F';
    EXPECT_THROW(unpacked_proposal(changed), Error);
}

}  // namespace atalaya::intake
