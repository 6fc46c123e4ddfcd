#include "core/message.hpp"

#include <array>
#include <charconv>
#include <cstring>

namespace atalaya {

namespace {

std::string filled(std::string_view text, const std::vector<std::string>& parts) {
    std::string out;
    std::size_t next = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{' && text[i] != '}') {
            out += text[i];
        } else if (text[i + 1] == text[i]) {
            out += text[i++];
        } else if (text[i + 1] == '}') {
            out += parts[next++], ++i;
        } else {
            out += parts[static_cast<std::size_t>(text[i + 1] - '0')], i += 2;
        }
    }
    return out;
}

// A message is: its kind, the length of its text, the text, the number of its parts, the parts.
constexpr std::size_t deepest = 8, most_parts = 1000;

void write(std::string& out, std::uint32_t number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void write(std::string& out, const Message& one) {
    out += static_cast<char>(one.kind);
    write(out, static_cast<std::uint32_t>(one.text.size()));
    out += one.text;
    write(out, static_cast<std::uint32_t>(one.parts.size()));
    for (const auto& part : one.parts) write(out, part);
}

bool read(std::string_view& left, std::uint32_t& number) {
    if (left.size() < sizeof number) return false;
    std::memcpy(&number, left.data(), sizeof number);
    left.remove_prefix(sizeof number);
    return true;
}

bool read(std::string_view& left, Message& one, std::size_t depth) {
    if (depth > deepest || left.empty() || static_cast<unsigned char>(left.front()) > 2) return false;
    one.kind = static_cast<Message::Kind>(left.front());
    left.remove_prefix(1);
    std::uint32_t size = 0, parts = 0;
    if (!read(left, size) || size > left.size()) return false;
    one.text = left.substr(0, size);
    left.remove_prefix(size);
    if (!read(left, parts) || parts > most_parts || parts > left.size() / 9) return false;
    one.parts.resize(parts);
    for (auto& part : one.parts) {
        if (!read(left, part, depth + 1)) return false;
    }
    switch (one.kind) {
        case Message::Kind::verbatim: return parts == 0;
        case Message::Kind::sentence: return holes_of(one.text, Holes::in_order) == parts;
        case Message::Kind::joined: return true;
    }
    return false;
}

}  // namespace

std::string Message::english() const {
    return said([](std::string_view text) { return std::string{text}; });
}

std::string Message::said(const Translate& translated) const {
    std::vector<std::string> said_parts;
    said_parts.reserve(parts.size());
    for (const auto& part : parts) said_parts.push_back(part.said(translated));
    switch (kind) {
        case Kind::verbatim: return text;
        case Kind::sentence: {
            const std::string own = translated(text);
            return filled(holes_of(own, Holes::any) == parts.size() ? std::string_view{own} : text,
                          said_parts);
        }
        case Kind::joined: {
            std::string out;
            for (std::size_t i = 0; i < said_parts.size(); ++i) out += (i ? text : "") + said_parts[i];
            return out;
        }
    }
    return {};
}

std::string Message::encoded() const {
    std::string out;
    write(out, *this);
    return out;
}

std::optional<Message> Message::decoded(std::string_view bytes) {
    Message one;
    if (!read(bytes, one, 0) || !bytes.empty()) return {};
    return one;
}

Message verbatim(std::string_view text) {
    return {Message::Kind::verbatim, std::string{text}};
}

Message joined(std::vector<Message> parts, std::string between) {
    return {Message::Kind::joined, std::move(between), std::move(parts)};
}

Message operator+(Message first, Message second) {
    std::vector<Message> both;
    both.push_back(std::move(first));
    both.push_back(std::move(second));
    return joined(std::move(both), "");
}

Message detail::part(double number) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return verbatim({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

Message detail::sentence(std::string_view text, std::vector<Message> parts) {
    return {Message::Kind::sentence, std::string{text}, std::move(parts)};
}

}  // namespace atalaya
