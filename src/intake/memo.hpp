// What a cell's text means, remembered: the same few texts come millions of times.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "intake/hash.hpp"

namespace atalaya::intake {

template <class Value>
class Memo {
  public:
    // The value of `text`, worked out by `make` the first time. The last text is tried first.
    template <class Make>
    const Value& of(std::string_view text, const Make& make) {
        if (last_ && last_->first == text) return last_->second;
        auto found = values_.find(text);
        if (found == values_.end()) {
            if (values_.size() >= most) values_.clear();  // a column of free text: memory stays bounded
            found = values_.emplace(std::string{text}, make(text)).first;
        }
        last_ = &*found;
        return last_->second;
    }

  private:
    static constexpr std::size_t most = 1 << 16;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return hash_of(text); }
    };
    using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
    Map values_;
    const typename Map::value_type* last_ = nullptr;
};

}  // namespace atalaya::intake
