// How findings are listed: put together by source and check, one by one, and how they went month by month.
#pragma once

#include <string>

#include "cli/app.hpp"
#include "core/json.hpp"
#include "render/numbers.hpp"
#include "render/words.hpp"
#include "service/findings.hpp"

namespace atalaya::cli {

// What was noticed, as a sentence.
class FindingSentences {
  public:
    FindingSentences(const Session& session, store::Store& store);
    std::string of(const service::KnownFinding& finding) const;
    const render::Forms& forms() const { return forms_; }

  private:
    render::Words words_;
    render::Forms forms_;
};

void write_finding(JsonWriter& json, const service::KnownFinding& finding);

// A state as it is written in the reader's language, or as the program writes it; another word stays as it is.
std::string state_said(const Voice& voice, const std::string& word);

int list_findings(const Session& session, const service::FindingsAsked& asked, bool one_by_one);
int list_finding_trend(const Session& session, const service::FindingsAsked& asked);

}  // namespace atalaya::cli
