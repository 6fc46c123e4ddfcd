#include "service/correspondence/refusals.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/json.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t deepest = 32;

void write(JsonWriter& json, const Message& message) {
    json.array().integer(static_cast<int>(message.kind)).text(message.text);
    for (const auto& part : message.parts) write(json, part);
    json.end();
}

bool read(const nlohmann::json& json, Message& message, std::size_t depth) {
    if (depth > deepest || !json.is_array() || json.size() < 2 || !json[0].is_number_unsigned() ||
        json[0].get<unsigned>() > 2 || !json[1].is_string())
        return false;
    message.kind = static_cast<Message::Kind>(json[0].get<unsigned>());
    message.text = json[1].get<std::string>();
    message.parts.resize(json.size() - 2);
    for (std::size_t i = 2; i < json.size(); ++i) {
        if (!read(json[i], message.parts[i - 2], depth + 1)) return false;
    }
    switch (message.kind) {
        case Message::Kind::verbatim: return message.parts.empty();
        case Message::Kind::sentence: return holes_of(message.text, Holes::in_order) == message.parts.size();
        case Message::Kind::joined: break;
    }
    return true;
}

}  // namespace

std::string json_of(const Message& message) {
    JsonWriter json;
    write(json, message);
    return json.str();
}

Message message_of(const std::string& text) {
    Message message;
    const auto json = nlohmann::json::parse(text, nullptr, false);
    return !json.is_discarded() && read(json, message, 0) ? message : verbatim(text);
}

namespace {

// What is longer is refused without all of it being read for its digest.
constexpr std::int64_t digested = std::int64_t{1} << 30;

store::Refusal refusal_of(const RefusedFile& file) {
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(file.path));
    return {.delivery = bytes <= digested ? sha256_of_file(file.path) : Digest{},
            .source = file.source,
            .file_name = file.path.filename().string(),
            .bytes = bytes,
            .reason = json_of(file.message())};
}

std::optional<store::Refusal> known_refusal(store::Store& store, const store::Refusal& refusal) {
    for (auto& known : store.records().refusals(store.city())) {
        if (known.delivery == refusal.delivery && known.bytes == refusal.bytes &&
            known.source == refusal.source && known.reason == refusal.reason)
            return std::move(known);
    }
    return {};
}

}  // namespace

store::Refusal keep_refusal(store::Store& store, const RefusedFile& file, Day on) {
    auto refusal = refusal_of(file);
    refusal.on = on;
    if (auto known = known_refusal(store, refusal)) return std::move(*known);
    refusal.number = store.records().keep_refusal(store.city(), refusal);
    return refusal;
}

std::optional<store::Refusal> find_refusal(store::Store& store, const RefusedFile& file) {
    return known_refusal(store, refusal_of(file));
}

store::Refusal find_refusal(store::Store& store, std::int64_t number) {
    for (auto& known : store.records().refusals(store.city())) {
        if (known.number == number) return known;
    }
    throw Error{Fault::missing, message("expected the number of a delivery that was refused; there is no {}. "
                                        "`atalaya deliveries refused` lists them",
                                        number)};
}

}  // namespace atalaya::service
