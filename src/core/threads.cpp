#include "core/threads.hpp"

#include <cstdlib>
#include <string>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya {

int threads_asked() {
    const char* said = std::getenv("ATALAYA_THREADS");
    if (!said || !*said) return 0;
    const auto number = whole_number(said);
    if (!number || *number < 1 || *number > 256) {
        throw Error{Fault::usage,
                    message("expected a number from 1 to 256 in ATALAYA_THREADS, found \"{}\"", said)};
    }
    return static_cast<int>(*number);
}

}  // namespace atalaya
