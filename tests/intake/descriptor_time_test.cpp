#include "intake/descriptor_time.hpp"

#include <gmock/gmock.h>

#include "support.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

TEST(DescriptorTime, ChannelAndRegistrationAreColumnsLikeTheOthers) {
    const Folder folder;
    const Source source = small_source(
        folder, edited(small_descriptor, "[offence]",
                       "registered = { column = \"alta\", format = \"DD/MM/YYYY\" }\n[channel]\ncolumn = "
                       "\"canal\"\n[offence]"));
    EXPECT_EQ(source.registered.column, "alta");
    EXPECT_EQ(source.registered.format, DayFormat::day_month);
    EXPECT_EQ(source.channel_column, "canal");
    EXPECT_EQ(source.columns(),
              (std::vector<std::string>{"id", "fecha", "hora", "alta", "tipo", "canal", "x", "y", "barrio"}));
}

TEST(DescriptorTime, EveryFormatIsReadByItsNameAndMonthsTellNoRegistration) {
    const auto with = [](DayFormat format) {
        const Folder folder;
        const std::string day =
            "day = { column = \"fecha\", format = \"" + std::string{name_of(format)} + "\" }";
        return small_source(folder, edited(small_descriptor, "day = { column = \"fecha\" }", day)).day_format;
    };
    for (const auto format : {DayFormat::iso, DayFormat::month_day, DayFormat::year_month,
                              DayFormat::month_name, DayFormat::day_month_short, DayFormat::month_day_short})
        EXPECT_EQ(with(format), format) << name_of(format);
    const auto registered = [](const std::string& format) {
        const Folder folder;
        const std::string line = "registered = { column = \"alta\", format = \"" + format + "\" }\n[offence]";
        return small_source(folder, edited(small_descriptor, "[offence]", line)).registered.format;
    };
    EXPECT_EQ(registered("MM/DD/YY"), DayFormat::month_day_short);
    EXPECT_THAT(refusal([&] { registered("MONTH YYYY"); }), HasSubstr("DD MONTH YYYY, MM/DD/YY"));
}

}  // namespace
}  // namespace atalaya::intake
