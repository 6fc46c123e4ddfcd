#include "service/claim_joints.hpp"

namespace atalaya::service {

bool is_contraction(const ClaimWord& word) {
    return is_any_of(word.text, {"del", "do", "da", "dos", "das"});
}

bool is_of(const ClaimWord& word) {
    return is_contraction(word) || is_any_of(word.text, {"de", "of"});
}

bool is_definite(const ClaimWord& word) {
    return is_any_of(word.text, {"el", "la", "los", "las", "o", "a", "os", "as", "the"});
}

bool is_article(const ClaimWord& word) {
    return is_definite(word) || is_any_of(word.text, {"un", "una", "unos", "unas", "um", "uma"});
}

}  // namespace atalaya::service
