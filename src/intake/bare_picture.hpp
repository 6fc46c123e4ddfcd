// A photograph without what the telephone wrote into it: the place where it was taken, the device, its owner, the day.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace atalaya::intake {

// The same picture, point by point, of a JPEG, a PNG or a WebP: its EXIF, XMP, IPTC, comments, texts, hour and whatever
// follows its end are left out, the colour profile stays, and of a JPEG's EXIF which side is up. Nothing for any other
// format (HEIC, TIFF and PDF among them) and for one that is torn before its points begin. A JPEG that is cut within
// its points, or a PNG within a chunk, is kept up to there. What is bare already comes back as it was. O(bytes).
// JPEG: ITU-T T.81 annex B; Exif 2.32 section 4.5; PNG: ISO/IEC 15948 section 5; WebP: RFC 9649 section 2.
std::optional<std::string> bare_picture(std::string_view picture);

}  // namespace atalaya::intake
