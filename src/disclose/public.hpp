// What may leave the building. A Public<T> can be made by the door only
// (disclose/door.hpp), and writers for the public take nothing else: forgetting
// disclosure does not compile.
#pragma once

#include <utility>

namespace atalaya::disclose {

class Door;

template <class T>
class Public {
  public:
    const T& operator*() const { return value_; }
    const T* operator->() const { return &value_; }

  private:
    friend class Door;
    explicit Public(T value) : value_{std::move(value)} {}

    T value_;
};

}  // namespace atalaya::disclose
