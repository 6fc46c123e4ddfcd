// Text that was made UTF-8 twice: its UTF-8 was taken for Windows-1252 (or Latin-1) and written as UTF-8 once more,
// so that "Núñez" reads "NÃºÃ±ez".
#pragma once

#include <string>
#include <string_view>

namespace atalaya::intake {

// The text as it was before. Each run of letters beyond ASCII that stand for bytes, where these bytes are UTF-8, becomes
// what they say; every other run stays, so that a text of which a part was encoded twice is mended in that part alone. A text
// that really means "Ã±" would be changed. `utf8` is valid. O(n).
std::string decoded_twice(std::string_view utf8);

// Whether that changes anything.
bool is_encoded_twice(std::string_view utf8);

}  // namespace atalaya::intake
