// Numbers as large or as small as a double can hold: refused in words, and what is taken at the ends is no accident.
#include "catalogue.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using namespace atalaya::methods::held;

namespace {

bool of_numbers(const ColumnSpec& column) {
    return column.holds != Holds::text && column.holds != Holds::flag;
}

}  // namespace

TEST_P(Catalogue, NumbersBeyondWhatAnyoneCountsAreRefusedWithTheirRow) {
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        if (!of_numbers(column)) return;
        for (const char* text :
             {"1e300", "-1e300", "1e154", "-1e154", "1e-300", "-1e-300", "2.3e-308", "5e-324"})
            EXPECT_THAT(refused(with(spec, column, 0, text)),
                        testing::AllOf(HasSubstr(spec.name), HasSubstr("\"" + column.name + "\""),
                                       HasSubstr("row 1")))
                << text;
    });
}

TEST_P(Catalogue, TheLargestAndTheSmallestThatAreTakenAreNoAccident) {
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        if (!of_numbers(column)) return;
        for (const std::vector<std::string>& texts : {std::vector<std::string>{"1e18"},
                                                      {"-1e18"},
                                                      {"1e9"},
                                                      {"-1e9"},
                                                      {"1e-50"},
                                                      {"-1e-50"},
                                                      {"1e18", "-1e18", "1e-50"},
                                                      {"1e9", "-1e9"},
                                                      {"9e15", "0"},
                                                      {"1e-50", "3e-50"}}) {
            for (const bool all : {false, true}) {
                auto asked = with(spec, column, 0, texts.front());
                for (auto& given : asked.tables.find(spec.name)->second.columns) {
                    if (given.name != column.name) continue;
                    auto& cells = std::get<Texts>(given.cells);
                    for (std::size_t i = 0; all && i < cells.size(); ++i) cells[i] = texts[i % texts.size()];
                }
                SCOPED_TRACE(spec.name + "." + column.name + " " + texts.front() +
                             (all ? " everywhere" : ""));
                EXPECT_NO_THROW(refused(asked));
            }
        }
    });
}

TEST_P(Catalogue, AZeroBelowZeroIsZero) {
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        if (!of_numbers(column)) return;
        const auto answer = [&](const char* text) -> std::string {
            try {
                return bytes_of(run(method(), with(spec, column, 0, text)));
            } catch (const Error& error) {
                const std::string said = error.what();  // which may quote the cell
                return said.substr(0, said.find("found"));
            }
        };
        EXPECT_EQ(answer("-0.0"), answer("0")) << spec.name << "." << column.name;
    });
}

TEST_P(Catalogue, SettingsNearerToZeroThanAnyIsAreRefusedOrNoAccident) {
    for (const auto& setting : method().settings) {
        if (setting.kind != Setting::Kind::number) continue;
        for (const char* text : {"1e-300", "5e-324", "-5e-324", "-0"}) {
            auto asked = known();
            asked.given[setting.name] = text;
            SCOPED_TRACE(setting.name + "=" + text);
            const auto said = refused(asked);
            if (std::string_view{text} != "-0") {
                EXPECT_THAT(said, HasSubstr("\"" + setting.name + "\""));
            }
        }
    }
}
