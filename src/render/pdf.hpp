// PDF/UA-1 from a document. Typst runs in a Node.js child (libexec/atalaya-pdf.mjs) that
// starts with the first document and then sets one after another, some 10 to 30 ms each.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "render/document.hpp"

namespace atalaya::render {

// What the child needs.
struct PdfTools {
    std::string node = "node";      // a path, or a name looked up in PATH
    std::filesystem::path script;   // atalaya-pdf.mjs
    std::filesystem::path modules;  // the node_modules folder with the Typst package
    std::filesystem::path fonts;    // the folder with Public Sans as TTF; no other font is read
};

// Where they are below `home`: an installed tree (libexec/atalaya, lib/atalaya) or else
// a checkout after tools/setup (libexec, build/vendor). Does not look whether they exist.
PdfTools pdf_tools(const std::filesystem::path& home);

// One child for many documents; not for use from two threads at once.
//
// The same document gives the same bytes, whatever the machine's zone, locale and clock:
// the file's date is the document's. A child that dies is started anew, once per document;
// one that exceeds `limit` is killed, and the next document starts another.
//
// Throws Error{missing} when Node.js, the Typst package or the typeface is not there (the
// message says which, and what to run), Error{bad_input} when a document cannot be set or
// takes longer than `limit`.
class PdfWriter {
  public:
    explicit PdfWriter(PdfTools tools, std::chrono::milliseconds limit = std::chrono::minutes{2});
    ~PdfWriter();
    PdfWriter(PdfWriter&&) noexcept;
    PdfWriter& operator=(PdfWriter&&) noexcept;

    // The bytes of the PDF. One that takes more pages than it may (pages_at_most) is set closer, step by step, until
    // it keeps to them; one that does not even then is set as usual, on as many as it takes.
    std::string pdf(const Document& document);

    // The same from markup; `dated` is yyyy-mm-dd; of `pages_at_most` 0 is any number.
    std::string pdf(std::string_view typst, std::string_view dated, int pages_at_most);

  private:
    class Child;

    PdfTools tools_;
    std::chrono::milliseconds limit_;
    std::unique_ptr<Child> child_;
};

// Several writers at work at once, each on a thread of its own and with a child of its own; a
// child starts with the first document that reaches it. What is set does not depend on how many.
class PdfPresses {
  public:
    PdfPresses(const PdfTools& tools, std::size_t presses);
    // Leaves undone what nobody waits for.
    ~PdfPresses();
    PdfPresses(const PdfPresses&) = delete;
    PdfPresses& operator=(const PdfPresses&) = delete;

    // The bytes of the PDF, or what PdfWriter throws.
    std::future<std::string> pdf(const Document& document);

  private:
    using Task = std::packaged_task<std::string(PdfWriter&)>;
    void work(PdfWriter& writer);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> waiting_;
    bool ending_ = false;
    std::vector<PdfWriter> writers_;
    std::vector<std::thread> threads_;
};

}  // namespace atalaya::render
