// What may leave the building. A Public<T> can be made by the door only
// (disclose/door.hpp), and writers for the public take nothing else: forgetting
// disclosure does not compile.
#pragma once

#include <type_traits>
#include <utility>

namespace atalaya::disclose {

class Door;

template <class T>
class Public {
  public:
    const T& operator*() const { return value_; }
    const T* operator->() const { return &value_; }

    // What is computed from a public value alone is public: a cell's text from its count.
    template <class F>
    Public<std::invoke_result_t<F, const T&>> then(F compute) const {
        return Public<std::invoke_result_t<F, const T&>>{compute(value_)};
    }

  private:
    friend class Door;
    template <class U>
    friend class Public;
    explicit Public(T value) : value_{std::move(value)} {}

    T value_;
};

}  // namespace atalaya::disclose
