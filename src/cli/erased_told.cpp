#include "cli/erased_told.hpp"

#include "store/erasure_marks.hpp"

namespace atalaya::cli {

std::string erased_told(const Voice& voice, const std::string& text) {
    return store::with_marks_said(text, [&](const std::string& day) {
        return voice.say("erased.text", {{"day", day}});
    });
}

}  // namespace atalaya::cli
