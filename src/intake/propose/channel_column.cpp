#include "intake/propose/channel_column.hpp"

namespace atalaya::intake {

void take_channel(Choosing& choosing) {
    for (const auto& column : choosing.columns()) {
        const bool words = column.said > 0 && column.distinct >= 2 && column.distinct <= 60 &&
                           column.share(column.numbers()) < 0.5;
        if (!choosing.is_free(column) || !words || hint_of(column.tokens, Role::channel) < 8) continue;
        choosing.add("channel.column", {column.name}, 92, message("named so, with {} ways", column.distinct));
        choosing.use(&column);
        return;
    }
}

}  // namespace atalaya::intake
