// A finding with how sure it is and why; what the parts of a proposal are made of.
#pragma once

#include "core/message.hpp"

namespace atalaya::intake {

template <class T>
struct Judged {
    T value{};
    int confidence = 0;  // 0 to 100
    Message why{};
    Message question{};  // empty where it is sure
};

}  // namespace atalaya::intake
