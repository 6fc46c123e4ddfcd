// Tables that are not what a method needs: refused in words, or answered with what can be.
#include "catalogue.hpp"

#include "core/day.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using namespace atalaya::methods::held;

TEST_P(Catalogue, RefusesTablesAndColumnsThatAreNotThereOrNotKnown) {
    for (const auto& spec : method().tables) {
        auto without = known();
        if (!spec.optional && without.tables.erase(spec.name) > 0) {
            EXPECT_THAT(refused(without), HasSubstr("\"" + spec.name + "\""));
        }
    }
    auto more = known();
    more.tables.emplace("surplus", more.tables.begin()->second);
    EXPECT_THAT(refused(more), HasSubstr("\"surplus\""));
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        auto without = known();
        auto& columns = without.tables.find(spec.name)->second.columns;
        std::erase_if(columns, [&](const Column& c) { return c.name == column.name; });
        if (!column.optional) {
            EXPECT_THAT(refused(without), HasSubstr("\"" + column.name + "\"")) << spec.name;
        }
        if (columns.empty()) return;
        auto longer = known();
        for (auto& c : longer.tables.find(spec.name)->second.columns)
            if (c.name == column.name)
                std::visit([](auto& cells) { cells.push_back(cells.front()); }, c.cells);
        EXPECT_THAT(refused(longer), HasSubstr("rows")) << spec.name << "." << column.name;
    });
}

TEST_P(Catalogue, RefusesCellsThatAreNotWhatTheColumnHolds) {
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        if (column.holds == Holds::text) return;
        std::vector<std::string> wrong{"nan", "inf", "-inf", "1e999", "siete", "1,5"};
        if (column.holds == Holds::count) wrong.insert(wrong.end(), {"-1", "0.5"});
        if (column.holds == Holds::positive) wrong.insert(wrong.end(), {"-1", "0"});
        if (column.holds == Holds::flag) wrong.insert(wrong.end(), {"-1", "0.5", "2"});
        for (const auto& text : wrong) {
            const auto message = refused(with(spec, column, 0, text));
            EXPECT_THAT(message, testing::AllOf(HasSubstr(spec.name), HasSubstr("\"" + column.name + "\""),
                                                HasSubstr("row 1"), HasSubstr("\"" + text + "\"")));
        }
    });
}

TEST_P(Catalogue, RowsThatMissACellAreLeftOutAndCountedOrASeriesIsRefused) {
    each_column([&](const TableSpec& spec, const ColumnSpec& column) {
        const auto asked = with(spec, column, 0, "");
        if (spec.order != Order::free && !column.may_miss) {
            EXPECT_THAT(refused(asked), HasSubstr("row 1"));
            return;
        }
        if (column.may_miss) {
            EXPECT_NO_THROW(run(method(), asked)) << column.name;
            return;
        }
        if (known().tables.find(spec.name)->second.rows() <= spec.least) return;
        const auto result = run(method(), asked);
        const auto left_out =
            std::find_if(result.excluded.begin(), result.excluded.end(),
                         [&](const Excluded& e) { return e.table == spec.name && e.reason == "missing"; });
        ASSERT_NE(left_out, result.excluded.end()) << spec.name << "." << column.name;
        EXPECT_GE(left_out->rows, 1);
        for (const auto& answer : method().answers) {
            if (answer.rows != spec.name || !result.tables.contains(answer.name)) continue;
            EXPECT_EQ(result.tables.at(answer.name).texts("why").front(), "missing");
        }
    });
}

TEST_P(Catalogue, EmptyAndAllMissingTablesAreRefusedInWords) {
    for (const auto& spec : method().tables) {
        auto empty = known();
        const auto table = empty.tables.find(spec.name);
        if (table == empty.tables.end()) continue;
        table->second = table->second.only({});
        if (spec.least > 0) {
            EXPECT_THAT(refused(empty), testing::AllOf(HasSubstr(spec.name), HasSubstr("found none")))
                << spec.name;
        }
    }
}

TEST_P(Catalogue, RefusesASeriesWithGapsOrOutOfOrder) {
    for (const auto& spec : method().tables) {
        if (spec.order != Order::fixed) continue;
        const auto month = [](std::size_t i) {
            return iso(
                plus_months(Month{std::chrono::year{2001}, std::chrono::month{1}}, static_cast<int>(i)));
        };
        for (const std::string name : {"period", "mes"}) {
            auto asked = known();
            auto& table = asked.tables.find(spec.name)->second;
            const auto n = table.rows();
            ASSERT_GE(n, 3u);
            Texts months;
            for (std::size_t i = 0; i < n; ++i) months.push_back(month(i));
            table.add(name, months);
            const auto with_months = [&](const Texts& changed) {
                std::get<Texts>(table.columns.back().cells) = changed;
                return refused(asked);
            };
            EXPECT_EQ(with_months(months), "") << name;
            auto gap = months;
            for (std::size_t i = n / 2; i < n; ++i) gap[i] = month(i + 24);
            EXPECT_THAT(with_months(gap), testing::AllOf(HasSubstr("24 missing"), HasSubstr(gap[n / 2]),
                                                         HasSubstr("row " + std::to_string(n / 2 + 1))));
            auto mixed = months;
            std::swap(mixed.front(), mixed.back());
            EXPECT_THAT(with_months(mixed), HasSubstr("order")) << name;
        }
    }
}

// Months of one area below those of another: no series, and no method takes it for one.
TEST_P(Catalogue, RefusesSeveralSeriesInOneTable) {
    for (const auto& spec : method().tables) {
        auto asked = known();
        const auto table = asked.tables.find(spec.name);
        if (spec.order != Order::fixed || table == asked.tables.end()) continue;
        const auto n = table->second.rows();
        Texts months, areas;
        for (std::size_t i = 0; i < n; ++i) {
            const auto of_area = static_cast<int>(i < n / 2 ? i : i - n / 2);
            months.push_back(
                iso(plus_months(Month{std::chrono::year{2001}, std::chrono::month{1}}, of_area)));
            areas.push_back(i < n / 2 ? "norte" : "sur");
        }
        table->second.add("mes", months);
        table->second.add("barrio", areas);
        EXPECT_THAT(refused(asked), testing::AllOf(HasSubstr("table " + spec.name), HasSubstr("\"mes\""),
                                                   HasSubstr("--where \"" + spec.name + ".barrio=norte\"")));
    }
}

TEST_P(Catalogue, RefusesPlacesThatCannotBe) {
    for (const auto& spec : method().tables) {
        const auto asked = known();
        const auto found = asked.tables.find(spec.name);
        if (found == asked.tables.end() || found->second.rows() < 2) continue;
        for (const auto& column : spec.columns) {
            if (!column.once || !found->second.find(column.name)) continue;
            const auto& ids = found->second.find(column.name)->cells;
            const auto* texts = std::get_if<Texts>(&ids);
            const std::string first =
                texts ? texts->front() : canonical_number(std::get<Numbers>(ids).front());
            EXPECT_THAT(refused(with(spec, column, 1, first)), HasSubstr("once")) << spec.name;
        }
        if (spec.shapes) {
            auto crossed = asked;
            crossed.tables.find(spec.name)->second.shapes[0] = {
                {{{-58, -34}, {-57, -33}, {-57, -34}, {-58, -33}, {-58, -34}}}};
            EXPECT_THAT(refused(crossed), testing::AllOf(HasSubstr("cross"), HasSubstr("row 1")))
                << spec.name;
        }
        if (found->second.find("x") && found->second.find("y") && spec.columns.size() > 1) {
            auto degrees = asked;
            for (auto& column : degrees.tables.find(spec.name)->second.columns) {
                if (column.name != "x" && column.name != "y") continue;
                Numbers numbers;
                for (std::size_t i = 0; i < found->second.rows(); ++i)
                    numbers.push_back((column.name == "x" ? -58.4 : -34.6) +
                                      0.001 * static_cast<double>(i % 97));
                column.cells = numbers;
            }
            EXPECT_THAT(refused(degrees), HasSubstr("degrees")) << spec.name;
        }
    }
}

TEST_P(Catalogue, OneRowAndEqualRowsAreNoAccident) {
    for (const auto& spec : method().tables) {
        const auto asked = known();
        const auto table = asked.tables.find(spec.name);
        if (table == asked.tables.end()) continue;
        for (const std::size_t rows : {std::size_t{1}, std::size_t{2}, std::size_t{30}}) {
            auto same = asked;
            same.tables.find(spec.name)->second = table->second.only(std::vector<std::size_t>(rows, 0));
            try {
                run(method(), same);
            } catch (const Error& error) {
                EXPECT_FALSE(std::string{error.what()}.empty());
            }
        }
    }
}
