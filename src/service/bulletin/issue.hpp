// Bulletins as files: HTML, PDF and XLSX of the same document, every figure they show kept
// in the record store with its value and digest, and the issue entered with the digest of its HTML.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/message.hpp"
#include "core/progress.hpp"
#include "render/html.hpp"
#include "render/pdf.hpp"
#include "service/bulletin/mensual.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

enum class Form { html, pdf, xlsx };

struct Issued {
    BulletinRequest request;
    std::vector<std::filesystem::path> files;
    std::vector<std::string> findings;  // the cover's sentences, as plain text
    std::size_t figures{};
    Message no_pdf;  // why there is no PDF, empty when there is
};

// Keeps figures that leave the house, in one transaction; `used_by` says on what page.
void keep_figures(store::Store& store, const std::vector<Figure>& shown, const std::string& used_by,
                  std::int64_t vintage_no);

// Writes the bulletins into `folder`, which is created: "boletin-mensual_comuna-1_2020-08_es.html".
// A file appears whole or not at all. Without Node.js the others still come and `no_pdf` says why.
// Figures are kept before the files appear, in one transaction for all of them; so is the check code of those
// that print one, with `issued_on`, the day.
std::vector<Issued> issue(store::Store& store, const Catalogue& catalogue,
                          const std::vector<BulletinRequest>& requests, const std::set<Form>& forms,
                          const std::filesystem::path& folder, Progress& progress, Day issued_on);

}  // namespace atalaya::service
